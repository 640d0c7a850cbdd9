"""Who are partners in a practice."""

from __future__ import annotations

from committees.kinds.declared import DecisionKind
from committees.terms import Function

KINDS = (DecisionKind(key="partnership_change", label="partnership change", function=Function.GP_COMMISSIONING),)
