"""Where dated rows meet, and where nothing covers a period. Days are inclusive; ``ends_on`` None is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from committees.rights.world import Committee, Period

_DAY = timedelta(days=1)


def day_before(day: date) -> date:
    return day - _DAY


def existence_of(committee: Committee) -> Period:
    """From the day a committee is established to its last day."""
    return Period(starts_on=committee.established_on, ends_on=committee.stood_down_on)


def overlap(*periods: Period) -> Period | None:
    """The days that all the periods cover; None where there is none."""
    starts_on = max(period.starts_on for period in periods)
    ends_on = min((period.ends_on for period in periods if period.ends_on), default=None)
    if ends_on is not None and ends_on < starts_on:
        return None
    return Period(starts_on=starts_on, ends_on=ends_on)


def gaps(period: Period, covering: Iterable[Period]) -> tuple[Period, ...]:
    """The parts of the period that no row covers."""
    found = []
    day: date | None = period.starts_on
    for row in sorted(filter(None, (overlap(period, each) for each in covering)), key=lambda row: row.starts_on):
        if day is None:
            break
        if row.starts_on > day:
            found.append(Period(starts_on=day, ends_on=day_before(row.starts_on)))
        day = max(day, row.ends_on + _DAY) if row.ends_on else None
    if day is not None and (period.ends_on is None or day <= period.ends_on):
        found.append(Period(starts_on=day, ends_on=period.ends_on))
    return tuple(found)
