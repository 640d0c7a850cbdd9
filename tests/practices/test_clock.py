"""One clock, shifted in the demo only."""

from datetime import UTC, date, datetime, timedelta

from practices import clock


def test_the_clock_is_real_where_no_day_is_set(settings):
    settings.COCOMM_CLOCK_DAY = None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.today() == datetime.now(clock.LONDON).date()


def test_in_the_demo_today_is_the_day_set_and_the_time_of_day_is_real(settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 14)
    real = datetime.now(clock.LONDON)
    shown = clock.now().astimezone(clock.LONDON)
    assert clock.today() == shown.date() == date(2016, 4, 14)
    difference = (shown.hour * 60 + shown.minute - real.hour * 60 - real.minute) % 1440
    assert difference in {0, 1}


def test_the_clock_gives_aware_times_in_utc_as_the_database_does(settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 14)
    assert clock.now().utcoffset() == timedelta(0)


def test_the_real_moment_is_told_whatever_day_the_demo_is_on(settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 14)
    assert abs(clock.real_now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert clock.now() < clock.real_now()
