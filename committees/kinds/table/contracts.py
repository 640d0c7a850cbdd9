"""Practices and their contracts: mergers, closures, awards, extensions, changes of control."""

from __future__ import annotations

from datetime import date

from committees.kinds.declared import DecisionKind, Fact, FactType, Given
from committees.kinds.policies import policy_book
from committees.terms import Function
from practices.changes import Change, Merge

_GP = Function.GP_COMMISSIONING


def _merged(given: Given, day: date) -> tuple[Change, ...]:
    return (Merge(given["ended"], given["survivor"], day),)


def _with_itself(given: Given) -> tuple[str, ...]:
    if given.get("survivor") is not None and given.get("survivor") == given.get("ended"):
        return ("A practice cannot merge with itself: choose two practices.",)
    return ()


KINDS = (
    DecisionKind(
        key="merger",
        label="practice merger",
        function=_GP,
        facts=(
            Fact(key="survivor", label="Practice that goes on", type=FactType.PRACTICE),
            Fact(key="ended", label="Practice that ends", type=FactType.PRACTICE),
            Fact(key="effective_on", label="First day as one practice", type=FactType.DAY),
        ),
        wrong=_with_itself,
        effect=_merged,
        source=policy_book("practice mergers"),
    ),
    DecisionKind(key="practice_closure", label="practice closure", function=_GP),
    DecisionKind(key="award", label="contract award", function=_GP, procurement=True),
    DecisionKind(key="caretaker", label="caretaker contract", function=_GP, procurement=True),
    DecisionKind(key="extension", label="contract extension", function=_GP, procurement=True),
    DecisionKind(key="change_of_control", label="change of control", function=_GP),
)
