"""Working days in England: neither Saturday nor Sunday nor a bank holiday. Windows and notice are counted in them."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

import holidays as calendars

_SATURDAY = 5
_DAY = timedelta(days=1)


def england_holidays(first: date, last: date) -> calendars.HolidayBase:
    """The bank holidays of England from the year of ``first`` to the year after ``last``."""
    return calendars.UnitedKingdom(subdiv="ENG", years=range(first.year, last.year + 2))


def working_days_after(day: date, days: int, holidays: Container[date]) -> date:
    """The last of ``days`` whole working days after ``day``; ``day`` itself for none."""
    return _walk(day, days, holidays, _DAY)


def working_days_before(day: date, days: int, holidays: Container[date]) -> date:
    """The day that leaves ``days`` whole working days before ``day``."""
    return _walk(day, days, holidays, -_DAY)


def working_days_between(day: date, last: date, holidays: Container[date]) -> int:
    """How many working days there are after ``day``, up to ``last``, which counts; none where it is not later."""
    count = 0
    while day < last:
        day += _DAY
        count += _works(day, holidays)
    return count


def _works(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def _walk(day: date, days: int, holidays: Container[date], step: timedelta) -> date:
    while days:
        day += step
        days -= _works(day, holidays)
    return day
