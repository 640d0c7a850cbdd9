"""What the registers of interests show on a day: how long an entry stays, whose entries are published, what is hidden.

A day here is always a day in London, and the first and last days of a period both count.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.rights.reasons import Source

STAYS = Source(
    "Eastern Cheshire CCG, managing conflicts of interest: an interest stays on the public register for six months "
    "after it ends, and a private record is kept for six years; the public register says how to ask for older entries"
)
#: The sources say six months and six years, and not how their last day is found.
LAST_DAY = Source(
    "Six months and six years are counted by the calendar: the last day is the one with the same number, or the last "
    "of a shorter month, and it still counts",
    derived=True,
)
DECISION_MAKERS = Source(
    "NHS England, Managing conflicts of interest: revised statutory guidance for CCGs (16 June 2017): only "
    "decision-making staff are on the published register"
)
REDACTION = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016; 16 June 2017): a name or "
    "other details may be left out of the published register, and the CCG keeps the whole entry",
    derived=True,
)

PUBLIC_MONTHS = 6
PRIVATE_MONTHS = 6 * 12
#: From this day the published register is of decision-making staff; before it, of all who declare.
DECISION_MAKERS_FROM = date(2017, 6, 16)


def months_after(day: date, months: int) -> date:
    """The day with the same number so many months later (earlier, below zero); the last of a month without it.

    Beyond the calendar it is the calendar's own last day, or its first.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stays_until(ended: date | None, *, public: bool) -> date | None:
    """The last day on which an entry that ended on ``ended`` is shown; None while it has not ended, or where that day
    is beyond the calendar."""
    if ended is None:
        return None
    last = months_after(ended, PUBLIC_MONTHS if public else PRIVATE_MONTHS)
    return None if last == date.max else last


def shown(public: bool, on: date, *, starts_on: date, ends_on: date | None) -> bool:
    """Is an interest with these first and last days on the public (else the private) register on this day?"""
    last = stays_until(ends_on, public=public)
    return starts_on <= on and (last is None or on <= last)


def earliest_end(public: bool, on: date) -> date:
    """A day no later than the last day of any entry that is still shown on ``on``: where a search may begin."""
    # The calendar moves a last day by three days at most: 31 August is followed by 28 February.
    before = months_after(on, -(PUBLIC_MONTHS if public else PRIVATE_MONTHS))
    return date.fromordinal(max(before.toordinal() - 3, date.min.toordinal()))


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days; None is later than any."""
    return min(filter(None, (one, other)), default=None)


def published(on: date, *, decides: bool) -> bool:
    """Is somebody who declares on the published register on this day? ``decides``: one of the decision-making staff."""
    return decides or on < DECISION_MAKERS_FROM


@dataclass(frozen=True, slots=True)
class Left:
    """A redaction: what is left out of the published register, from its first to its last day (None: still)."""

    name: bool
    details: bool
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of an entry is not shown to the public."""

    name: bool = False
    details: bool = False


def hidden(redactions: Iterable[Left], on: Iterable[date]) -> Hidden:
    """What is left out where a redaction is in force on any of these days.

    A published register is read for one day on another: what the guardian leaves out on either is not told.
    """
    days = tuple(on)
    found = [r for r in redactions if any(r.starts_on <= day and (not r.ends_on or day <= r.ends_on) for day in days)]
    return Hidden(any(r.name for r in found), any(r.details for r in found))
