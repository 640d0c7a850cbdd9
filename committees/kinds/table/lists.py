"""Closing a practice's list to new patients, for a time; and what becomes of the patients of a practice that closes."""

from __future__ import annotations

from datetime import date, timedelta

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Given, Start, Unit
from committees.kinds.policies import gms, pms
from committees.rights.publication import months_after
from committees.terms import Function
from practices.changes import Change, CloseList

_GP = Function.GP_COMMISSIONING


def _closed(given: Given, day: date) -> tuple[Change, ...]:
    last = months_after(day, given["months"]) - timedelta(days=1)
    return (CloseList(given["practice"], day, last),)


KINDS = (
    DecisionKind(
        key="list_closure",
        label="list closure",
        function=_GP,
        facts=(
            Fact(key="practice", label="Practice whose list closes", type=FactType.PRACTICE),
            Fact(
                key="months",
                label="Months for which the list closes",
                type=FactType.NUMBER,
                least=3,
                most=12,
                why=gms("paragraph 33"),
            ),
            Fact(key="options", label="Options tried, and their effect", type=FactType.LONG_TEXT),
            Fact(key="effective_on", label="First day on which the list is closed", type=FactType.DAY),
        ),
        clocks=(
            Clock(
                key="acknowledge",
                label="Acknowledge the application",
                start=Start.RECEIVED,
                count=7,
                unit=Unit.DAYS,
                who="the commissioner",
                source=gms("paragraph 33"),
            ),
        ),
        effect=_closed,
        source=pms("paragraph 33"),
    ),
    DecisionKind(key="dispersal", label="list dispersal or procurement", function=_GP),
)
