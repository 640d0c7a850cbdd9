"""A condition that a decision hangs on, as far as rights need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.rights.world import Committee
from committees.terms import ConditionState, Outcome, Power


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """``outcome`` of the decision as it stands, None where it has none (or its result was taken back).

    ``awaits``: the committee that must see to the condition, where it is one, and ``powers`` the asking account's on
    it. ``due_on``: the last day for it.
    """

    state: ConditionState
    outcome: Outcome | None
    awaits: Committee | None = None
    powers: frozenset[Power] = frozenset()
    due_on: date | None = None
