"""Contractual performance: notices, sanctions, termination."""

from __future__ import annotations

from committees.kinds.declared import DecisionKind
from committees.terms import Function

_PERFORMANCE = Function.PERFORMANCE

KINDS = (
    DecisionKind(key="remedial_notice", label="remedial notice", function=_PERFORMANCE),
    DecisionKind(key="breach_notice", label="breach notice", function=_PERFORMANCE),
    DecisionKind(key="sanction", label="sanction", function=_PERFORMANCE),
    DecisionKind(key="termination", label="termination of a contract", function=_PERFORMANCE),
)
