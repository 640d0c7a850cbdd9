"""When the clocks of a kind of decision run out. Pure: days in, days out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from committees.kinds.declared import Clock, DecisionKind, Given, Start, Unit, applies
from committees.rights.publication import months_after


@dataclass(frozen=True, slots=True)
class Running:
    """A clock and the day it ends on; None while what starts it has not happened."""

    clock: Clock
    started_on: date | None
    ends_on: date | None


def ends_on(clock: Clock, started_on: date) -> date:
    """The day that a clock gives, counted from the day of its start, which is not counted itself."""
    count = -clock.count if clock.before else clock.count
    if clock.unit is Unit.MONTHS:
        return months_after(started_on, count)
    return started_on + timedelta(days=count * (7 if clock.unit is Unit.WEEKS else 1))


def running(kind: DecisionKind, starts: Mapping[Start, date], given: Given) -> tuple[Running, ...]:
    """Every clock of a kind that concerns a matter with these facts.

    ``starts``: what has happened, and when; ``given``: the facts that are stated.
    """
    found = []
    for clock in kind.clocks:
        if not applies(clock.only_if, given):
            continue
        begun = given.get(clock.fact) if clock.start is Start.FACT else starts.get(clock.start)
        found.append(Running(clock, begun, ends_on(clock, begun) if begun is not None else None))
    return tuple(found)
