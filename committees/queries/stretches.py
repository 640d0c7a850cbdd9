"""The stretches of time over which the same body decides. Pure: works on a ``Law`` already loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from committees.facts import Law
from committees.rights.levels import holders
from committees.rights.words import a, sentence_case
from committees.rights.world import Authority, Ccg, Period
from committees.terms import CommitteeKind, Function

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """From the first to the last day (None: open), who decides, as the engine answers on the first day."""

    starts_on: date
    ends_on: date | None
    authority: Authority

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def body_of(law: Law, authority: Authority) -> str:
    """The body that decides, for a table's cell: a committee's name, NHS England, or what kind of body it must be."""
    if authority.decider is not None:
        name = law.committees[authority.decider].name
        return name if is_settled(authority) else f"{name} (cannot decide: see why)"
    if authority.nhs_england_decides:
        return "NHS England"
    if authority.function == Function.OWN_BUSINESS:
        return "Each committee for itself"
    kind = kind_not_on_record(authority)
    return f"{sentence_case(a(kind.label))}, not on record" if kind else "Not on record"


def kind_not_on_record(authority: Authority) -> CommitteeKind | None:
    """The kind of body that decides at this level, where the level is known but no such body is on record."""
    if {reason.code for reason in authority.verdict.refusals} != {"no_remit"}:
        return None
    kinds = list(holders(authority.function, authority.level))
    return kinds[0] if kinds else None


def is_settled(authority: Authority) -> bool:
    """Whether somebody may decide on that day: a committee, or NHS England."""
    return authority.nhs_england_decides or authority.verdict.allowed


def who(authority: Authority) -> tuple:
    """What must change for another body to decide."""
    return (authority.decider, authority.nhs_england_decides, is_settled(authority))


def stretches(law: Law, function: Function, ccg: Ccg, same=who) -> list[Stretch]:
    """From the first day on record, each time another body decides (or whatever ``same`` tells apart)."""
    days = _turning_points(law, function, ccg)
    found: list[Stretch] = []
    for first, following in pairwise([*days, None]):
        authority = law.authority(function, ccg, first)
        last = following - DAY if following else None
        if found and same(found[-1].authority) == same(authority):
            found[-1] = Stretch(found[-1].starts_on, last, found[-1].authority)
        else:
            found.append(Stretch(first, last, authority))
    return found


def _turning_points(law: Law, function: Function, ccg: Ccg) -> list[date]:
    """The days on which an answer may change: the first day of each row, and the day after its last."""
    remits = [row for row in law.remits if row.ccg == ccg and row.function == function]
    bodies = {row.committee for row in remits}
    periods: list[Period] = [row for row in law.arrangements if row.ccg == ccg]
    periods += remits
    periods += [row for row in law.terms if row.committee in bodies]
    periods += [
        Period(starts_on=body.established_on, ends_on=body.stood_down_on)
        for key, body in law.committees.items()
        if key in bodies
    ]
    starts = {period.starts_on for period in periods}
    ends = {period.ends_on + DAY for period in periods if period.ends_on and period.ends_on < date.max}
    return sorted(starts | ends)
