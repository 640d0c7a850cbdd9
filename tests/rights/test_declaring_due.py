"""When an entry is due: days written by hand from the guidance of 28 June 2016 and of 16 June 2017."""

import itertools
from datetime import date

import pytest

from committees.rights.declaring import PERIODS, DueState, due, period_on, told_late
from committees.rights.publication import months_after


def day(text: str) -> date:
    number, month, year = text.split()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return date(int(year), months.index(month) + 1, int(number))


LONG_AGO = "1 Apr 2013"

#: Last said, and the last day by which the entry is to be confirmed.
CONFIRMED_BY = [
    ("14 Apr 2016", "14 Oct 2016"),
    ("31 Aug 2015", "29 Feb 2016"),  # the last day of a shorter month, in a leap year
    ("31 Aug 2016", "28 Feb 2017"),
    ("1 Dec 2016", "1 Jun 2017"),
    ("14 Dec 2016", "14 Jun 2017"),
    ("15 Dec 2016", "15 Jun 2017"),  # the last deadline under the rule of twice a year
    ("16 Dec 2016", "16 Dec 2017"),  # six months would end on 16 June 2017, when it is once a year
    ("17 Dec 2016", "17 Dec 2017"),
    ("15 Jun 2017", "15 Jun 2018"),
    ("16 Jun 2017", "16 Jun 2018"),
    ("29 Feb 2020", "28 Feb 2021"),
]


@pytest.mark.parametrize(("said", "by"), CONFIRMED_BY)
def test_an_entry_is_confirmed_twice_a_year_and_since_16_june_2017_once(said, by):
    assert due([day(LONG_AGO)], [day(said)], day(said)).by == day(by)


#: Today, the state, for somebody who came on the registers long ago and last confirmed on the day given.
STATES = [
    ("15 Dec 2016", "15 May 2017", DueState.UP_TO_DATE),
    ("15 Dec 2016", "17 May 2017", DueState.UP_TO_DATE),
    ("15 Dec 2016", "18 May 2017", DueState.DUE),  # 28 days before
    ("15 Dec 2016", "15 Jun 2017", DueState.DUE),
    ("15 Dec 2016", "16 Jun 2017", DueState.OVERDUE),  # what fell due stays due
    ("15 Dec 2016", "15 Dec 2017", DueState.OVERDUE),
    ("16 Dec 2016", "16 Jun 2017", DueState.UP_TO_DATE),
    ("16 Dec 2016", "16 Dec 2017", DueState.DUE),
    ("16 Dec 2016", "17 Dec 2017", DueState.OVERDUE),
]


@pytest.mark.parametrize(("said", "today", "state"), STATES)
def test_how_an_entry_stands_on_a_day(said, today, state):
    assert due([day(LONG_AGO)], [day(said)], day(today)).state is state


#: Appointed, said, today, state, by.
APPOINTED = [
    ("1 Apr 2016", [], "1 Apr 2016", DueState.DUE, "29 Apr 2016"),
    ("1 Apr 2016", [], "29 Apr 2016", DueState.DUE, "29 Apr 2016"),
    ("1 Apr 2016", [], "30 Apr 2016", DueState.OVERDUE, "29 Apr 2016"),
    ("1 Apr 2016", ["29 Apr 2016"], "30 Apr 2016", DueState.UP_TO_DATE, "29 Oct 2016"),
    ("1 Apr 2016", ["4 Mar 2016"], "1 Apr 2016", DueState.UP_TO_DATE, "4 Sep 2016"),  # 28 days before the first day
    ("1 Apr 2016", ["3 Mar 2016"], "1 Apr 2016", DueState.DUE, "29 Apr 2016"),  # 29 days before it
    ("1 Apr 2016", ["2 May 2016"], "30 Apr 2016", DueState.OVERDUE, "29 Apr 2016"),  # a day still to come says nothing
    ("2 Jun 2017", [], "30 Jun 2017", DueState.DUE, "30 Jun 2017"),
    ("2 Jun 2017", [], "1 Jul 2017", DueState.OVERDUE, "30 Jun 2017"),
]


@pytest.mark.parametrize(("first_day", "said", "today", "state", "by"), APPOINTED)
def test_an_entry_is_made_within_28_days_of_the_first_day(first_day, said, today, state, by):
    found = due([day(first_day)], [day(each) for each in said], day(today))
    assert (found.state, found.by) == (state, day(by))


def test_a_new_place_beside_an_old_one_asks_again_and_the_earliest_duty_is_told():
    first_days = [day(LONG_AGO), day("1 Apr 2016")]
    assert due(first_days, [day("1 Feb 2016")], day("14 Apr 2016")).by == day("29 Apr 2016")
    assert due(first_days, [day("20 Oct 2015")], day("14 Apr 2016")).by == day("20 Apr 2016")


def test_who_never_said_anything_is_late_since_the_first_place():
    found = due([day("1 Apr 2016"), day("1 Apr 2013")], [], day("14 Apr 2016"))
    assert found.overdue_since == day("30 Apr 2013")
    assert found.sentence == (
        "Overdue since 30 April 2013: on the registers since 1 April 2013, and an entry is made within 28 days."
    )
    assert found.source.derived


def test_who_has_no_place_is_asked_nothing():
    for first_days in ([], [day("15 Apr 2016")]):
        found = due(first_days, [], day("14 Apr 2016"))
        assert (found.state, found.by, found.asks) == (DueState.NOT_ASKED, None, False)
        assert found.sentence.startswith("Nothing is due: no seat or position")


def test_the_sentence_says_the_day_and_the_rule_with_its_source():
    found = due([day(LONG_AGO)], [day("16 Jun 2017")], day("16 Jun 2017"))
    assert found.sentence == (
        "Up to date, and next due by 16 June 2018: last confirmed on 16 June 2017, and every entry is confirmed once a year."
    )
    assert "16 June 2017" in found.source.title
    found = due([day(LONG_AGO)], [day("20 Oct 2015")], day("14 Apr 2016"))
    assert found.sentence == (
        "Due by 20 April 2016: last confirmed on 20 October 2015, and every entry is confirmed twice a year."
    )
    assert found.source.derived, "before 28 June 2016 the rule of that day is read back"


def test_the_periods_follow_one_another_without_a_gap_each_with_its_source():
    for before, after in itertools.pairwise(PERIODS):
        assert (after.starts_on - before.ends_on).days == 1
    assert PERIODS[0].starts_on is None
    assert PERIODS[-1].ends_on is None
    assert all(period.source.title for period in PERIODS)


@pytest.mark.parametrize(
    ("on", "months"),
    [("14 Apr 2016", 6), ("27 Jun 2016", 6), ("28 Jun 2016", 6), ("15 Jun 2017", 6), ("16 Jun 2017", 12)],
)
def test_the_rule_in_force_on_a_day(on, months):
    assert period_on(day(on)).months == months


#: Began, declared, on the registers since: days late.
TOLD = [
    ("1 Mar 2016", "29 Mar 2016", None, 0),
    ("1 Mar 2016", "30 Mar 2016", None, 1),
    ("1 Mar 2016", "1 Mar 2016", None, 0),
    ("1 Jun 2016", "1 May 2016", None, 0),  # ahead
    ("5 Jan 2010", "29 Apr 2016", "1 Apr 2016", 0),  # held for years by somebody appointed now
    ("5 Jan 2010", "30 Apr 2016", "1 Apr 2016", 1),
    ("10 Apr 2016", "8 May 2016", "1 Apr 2016", 0),
    ("10 Apr 2016", "9 May 2016", "1 Apr 2016", 1),
]


@pytest.mark.parametrize(("began", "declared", "since", "late"), TOLD)
def test_a_change_is_told_within_28_days(began, declared, since, late):
    assert told_late(day(began), day(declared), day(since) if since else None) == late


def test_months_later_is_the_same_day_or_the_months_last():
    assert months_after(date(2016, 12, 31), 2) == date(2017, 2, 28)
    assert months_after(date(2016, 6, 30), 6) == date(2016, 12, 30)
