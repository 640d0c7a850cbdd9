"""The one clock. Everything that needs the time or the day takes it from here.

In the demo ``settings.COCOMM_CLOCK_DAY`` replaces the date; the time of day stays real.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC as the database gives it back; on the demo's day if one is set."""
    moment = real_now()
    day = demo_day()
    if day is None:
        return moment
    time_of_day = moment.astimezone(LONDON).time()
    return datetime.combine(day, time_of_day, tzinfo=LONDON).astimezone(UTC)


def real_now() -> datetime:
    """The real moment, in UTC, whatever day the demo is on.

    History that a file tells may be later than the demo's day, and never later than this.
    """
    return datetime.now(UTC)


def today() -> date:
    """The present day in London."""
    return now().astimezone(LONDON).date()


def real_today() -> date:
    """The real day in London, whatever day the demo is on."""
    return real_now().astimezone(LONDON).date()


def demo_day() -> date | None:
    """The day on which the demo's clock stands, or None where the clock is real."""
    return getattr(settings, "COCOMM_CLOCK_DAY", None)
