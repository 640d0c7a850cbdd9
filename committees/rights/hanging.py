"""A condition that a decision hangs on, as far as rights need it."""

from __future__ import annotations

from dataclasses import dataclass

from committees.terms import ConditionState, Outcome, Power


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """``outcome`` of the decision as it stands, None where it has none (or its result was taken back).

    ``awaits``: the committee that must see to the condition, where it is one, as named in a sentence ("the Governing
    Body of NHS Merton CCG"), and ``powers`` the asking account's on it.
    """

    state: ConditionState
    outcome: Outcome | None
    awaits: str = ""
    powers: frozenset[Power] = frozenset()
