"""When somebody's entry in the registers is due: on appointment, on a change, and at the period in force.

Days are inclusive: what is due by a day is overdue from the day after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from committees.rights.publication import months_after
from committees.rights.reasons import Source
from committees.rights.words import day_words
from committees.terms import Word

#: Within how many days a change is told, and an entry made on appointment. Source: NHS Act 2006, section 14O, and NHS
#: England's declaration form (Annex A of the guidance): as soon as possible and in any event within 28 days.
DAYS_ALLOWED = 28
ON_APPOINTMENT = Source(
    "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016; 16 June 2017): interests "
    "are declared on appointment; the 28 days of section 14O are counted from the first day",
    derived=True,
)
#: How long beforehand a person is told that something is due. No source says.
SOON = DAYS_ALLOWED


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """How often everybody confirms their entry, between two days (None: open)."""

    starts_on: date | None
    ends_on: date | None
    months: int
    words: str
    source: Source


#: From which day which period is in force. A deadline falls under the period in force on the deadline's own day.
PERIODS: tuple[Checking, ...] = (
    Checking(
        starts_on=None,
        ends_on=date(2016, 6, 27),
        months=6,
        words="twice a year",
        source=Source(
            "The rule of the statutory guidance of 28 June 2016 (twice a year), read back to the months before it",
            derived=True,
        ),
    ),
    Checking(
        starts_on=date(2016, 6, 28),
        ends_on=date(2017, 6, 15),
        months=6,
        words="twice a year",
        source=Source(
            "NHS England, Managing conflicts of interest: statutory guidance for CCGs (28 June 2016): registers are "
            "checked twice a year (as Bury CCG's governing body was told on 27 September 2017)"
        ),
    ),
    Checking(
        starts_on=date(2017, 6, 16),
        ends_on=None,
        months=12,
        words="once a year",
        source=Source(
            "NHS England, Managing conflicts of interest: statutory guidance for CCGs (16 June 2017): registers are "
            "checked for accuracy at least annually"
        ),
    ),
)


def period_on(day: date) -> Checking:
    """How often entries are confirmed, by the rule in force on ``day``."""
    return next(period for period in PERIODS if period.ends_on is None or day <= period.ends_on)


class DueState(Word):
    """How an entry stands."""

    NOT_ASKED = "not_asked", "not asked for"
    UP_TO_DATE = "up_to_date", "up to date"
    DUE = "due", "due"
    OVERDUE = "overdue", "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How somebody's entry stands on a day. ``by``: its next last day; ``why``: a clause that says what asks for it."""

    state: DueState
    by: date | None
    why: str
    source: Source
    said_on: date | None = None

    @property
    def overdue_since(self) -> date | None:
        """The first day on which it is too late."""
        return self.by + timedelta(days=1) if self.state is DueState.OVERDUE and self.by else None

    @property
    def overdue(self) -> bool:
        return self.state is DueState.OVERDUE

    @property
    def asks(self) -> bool:
        """Whether something is to be said now or soon."""
        return self.state in (DueState.DUE, DueState.OVERDUE)

    @property
    def sentence(self) -> str:
        """The state, its day and why, in one sentence."""
        if self.by is None:
            return f"Nothing is due: {self.why}."
        if self.overdue_since is not None:
            return f"Overdue since {day_words(self.overdue_since)}: {self.why}."
        if self.state is DueState.DUE:
            return f"Due by {day_words(self.by)}: {self.why}."
        return f"Up to date, and next due by {day_words(self.by)}: {self.why}."


def due(appointed: Iterable[date], said: Iterable[date], today: date) -> Due:
    """How an entry stands on ``today``.

    ``appointed``: the first days of the places held today (seats and positions on bodies with registers); ``said``: the
    days on which anything was said of the entry: declared, nothing has changed, nothing to declare. Later days than
    ``today`` do not count. The earliest duty that is open is the one told.
    """
    first_days = sorted(day for day in appointed if day <= today)
    last_said = max((day for day in said if day <= today), default=None)
    if not first_days:
        why = "no seat or position of today is on the registers of a CCG or a joint committee"
        return Due(state=DueState.NOT_ASKED, by=None, why=why, source=ON_APPOINTMENT, said_on=last_said)
    unanswered = [day for day in first_days if last_said is None or last_said < day - timedelta(days=DAYS_ALLOWED)]
    asked = [_on_appointment(day) for day in unanswered[:1]]
    if last_said is not None:
        asked.append(_at_the_period(last_said))
    by, why, source = min(asked, key=lambda duty: duty[0])
    return Due(state=_state(by, today, bool(unanswered)), by=by, why=why, source=source, said_on=last_said)


def _state(by: date, today: date, unanswered: bool) -> DueState:
    if today > by:
        return DueState.OVERDUE
    soon = unanswered or today >= by - timedelta(days=SOON)
    return DueState.DUE if soon else DueState.UP_TO_DATE


def _on_appointment(first_day: date) -> tuple[date, str, Source]:
    """What is said in the 28 days before the first day counts as well: forms are filled in beforehand."""
    by = first_day + timedelta(days=DAYS_ALLOWED)
    why = f"on the registers since {day_words(first_day)}, and an entry is made within {DAYS_ALLOWED} days"
    return by, why, ON_APPOINTMENT


def _at_the_period(said_on: date) -> tuple[date, str, Source]:
    """A deadline under the period in force on that deadline's day."""
    for period in PERIODS:
        by = months_after(said_on, period.months)
        if period.ends_on is None or by <= period.ends_on:
            break
    why = f"last confirmed on {day_words(said_on)}, and every entry is confirmed {period.words}"
    return by, why, period.source


def told_late(began_on: date, declared_on: date, on_registers_since: date | None = None) -> int:
    """By how many days a declaration was late; 0 where it was in time.

    Counted from the day the interest began or, where that was before, from the day the person came on the registers.
    """
    counted_from = max(filter(None, (began_on, on_registers_since)))
    return max(0, (declared_on - counted_from).days - DAYS_ALLOWED)
