"""How long an entry of a register is shown, whose are published, and what is left out. Dates written by hand."""

from datetime import date

import pytest

from committees.rights import publication
from committees.rights.publication import Hidden, Left, hidden, months_after, published, shown, stays_until

ENDED = date(2015, 9, 14)


# (ended, public: last day, private: last day)
@pytest.mark.parametrize(
    ("ended", "public", "private"),
    [
        (date(2015, 9, 14), date(2016, 3, 14), date(2021, 9, 14)),
        (date(2015, 8, 31), date(2016, 2, 29), date(2021, 8, 31)),  # a leap year
        (date(2016, 8, 31), date(2017, 2, 28), date(2022, 8, 31)),
        (date(2016, 8, 29), date(2017, 2, 28), date(2022, 8, 29)),
        (date(2016, 8, 28), date(2017, 2, 28), date(2022, 8, 28)),
        (date(2016, 2, 29), date(2016, 8, 29), date(2022, 2, 28)),  # 2022 is no leap year
        (date(2015, 12, 31), date(2016, 6, 30), date(2021, 12, 31)),
        (date(2016, 6, 30), date(2016, 12, 30), date(2022, 6, 30)),
        (date(2016, 1, 1), date(2016, 7, 1), date(2022, 1, 1)),
    ],
)
def test_an_entry_stays_six_months_on_the_public_register_and_six_years_on_the_private_one(ended, public, private):
    assert stays_until(ended, public=True) == public
    assert stays_until(ended, public=False) == private


def test_an_entry_that_has_not_ended_stays():
    assert stays_until(None, public=True) is None
    assert shown(True, date(2022, 6, 30), starts_on=date(2013, 4, 1), ends_on=None)


# (day, on the public register, on the private one) for an interest from 1 May 2014 to 14 September 2015
@pytest.mark.parametrize(
    ("on", "public", "private"),
    [
        (date(2014, 4, 30), False, False),  # not yet
        (date(2014, 5, 1), True, True),  # its first day
        (date(2015, 9, 14), True, True),  # its last day
        (date(2015, 9, 15), True, True),  # the day after
        (date(2016, 2, 14), True, True),  # five months after
        (date(2016, 3, 14), True, True),  # six months after: the last day, which counts
        (date(2016, 3, 15), False, True),  # the day after
        (date(2016, 4, 14), False, True),  # seven months after
        (date(2021, 9, 14), False, True),  # six years after: the last day
        (date(2021, 9, 15), False, False),
    ],
)
def test_five_months_after_its_end_an_interest_is_public_and_seven_months_after_private(on, public, private):
    dates = {"starts_on": date(2014, 5, 1), "ends_on": ENDED}
    assert shown(True, on, **dates) is public
    assert shown(False, on, **dates) is private


@pytest.mark.parametrize("public", [True, False])
def test_a_search_begins_early_enough_for_every_entry_that_is_still_shown(public):
    for number in range(date(2015, 8, 1).toordinal(), date(2016, 9, 30).toordinal()):
        ended = date.fromordinal(number)
        assert publication.earliest_end(public, stays_until(ended, public=public)) <= ended


def test_months_are_counted_back_as_they_are_forward():
    assert months_after(date(2016, 8, 31), -6) == date(2016, 2, 29)
    assert months_after(date(2016, 1, 15), -1) == date(2015, 12, 15)
    assert months_after(date(2015, 12, 15), 1) == date(2016, 1, 15)


def test_months_beyond_the_calendar_are_its_last_day_or_its_first():
    assert months_after(date(9999, 7, 1), 6) == date.max
    assert months_after(date(1, 3, 1), -6) == date.min
    assert publication.earliest_end(True, date.min) == date.min


@pytest.mark.parametrize("public", [True, False])
def test_an_interest_whose_last_day_is_at_the_end_of_the_calendar_is_shown_without_end(public):
    assert stays_until(date.max, public=public) is None
    assert shown(public, date(2016, 4, 14), starts_on=date(2015, 4, 1), ends_on=date.max)


@pytest.mark.parametrize(
    ("on", "decides", "is_published"),
    [
        (date(2017, 6, 15), False, True),
        (date(2017, 6, 16), False, False),
        (date(2017, 6, 15), True, True),
        (date(2017, 6, 16), True, True),
    ],
)
def test_from_16_june_2017_only_decision_making_staff_are_published(on, decides, is_published):
    assert published(on, decides=decides) is is_published


NAME = Left(True, False, date(2016, 4, 1), date(2016, 4, 30))
DETAILS = Left(False, True, date(2016, 5, 1))


@pytest.mark.parametrize(
    ("on", "left_out"),
    [
        ([date(2016, 3, 31)], Hidden()),
        ([date(2016, 4, 1)], Hidden(name=True)),
        ([date(2016, 4, 30)], Hidden(name=True)),
        ([date(2016, 5, 1)], Hidden(details=True)),
        ([date(2016, 3, 31), date(2016, 4, 14)], Hidden(name=True)),  # of a day before it, read on a day within it
        ([date(2016, 4, 14), date(2016, 5, 14)], Hidden(name=True, details=True)),
    ],
)
def test_what_is_left_out_follows_the_day_of_the_register_and_the_day_on_which_it_is_read(on, left_out):
    assert hidden([NAME, DETAILS], on) == left_out


def test_nothing_is_left_out_where_the_guardian_decided_nothing():
    assert hidden([], [date(2016, 4, 14)]) == Hidden()


def test_the_earlier_of_two_last_days():
    assert publication.earlier(None, None) is None
    assert publication.earlier(ENDED, None) == publication.earlier(None, ENDED) == ENDED
    assert publication.earlier(ENDED, date(2014, 1, 1)) == date(2014, 1, 1)


def test_every_rule_names_its_source_and_says_what_is_derived():
    assert not publication.STAYS.derived
    assert publication.LAST_DAY.derived
    assert not publication.DECISION_MAKERS.derived
