"""Money: discretionary support, reviews, schemes, budgets."""

from __future__ import annotations

from committees.kinds.declared import DecisionKind
from committees.terms import Function

_GP = Function.GP_COMMISSIONING

KINDS = (
    DecisionKind(key="discretionary_support", label="discretionary support (section 96)", function=_GP),
    DecisionKind(key="pms_review", label="PMS review", function=_GP),
    DecisionKind(key="incentive_scheme", label="local incentive scheme", function=Function.INCENTIVE_SCHEMES),
    DecisionKind(key="budget", label="budget approval", function=Function.BUDGET),
)
