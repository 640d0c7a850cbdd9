"""How long NHS England's veto lasts: until the sitting closes, or whole working days to midnight in London."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.terms import VetoState
from decisions.veto import veto_ends_on, veto_state

THURSDAY = date(2016, 4, 14)
MAY_DAY = date(2016, 5, 2)
HOLIDAYS = frozenset({date(2016, 3, 25), date(2016, 3, 28), MAY_DAY})


def state(**given):
    """The state of a veto until the sitting closes, on the meeting's day, unless told otherwise."""
    asked = {
        "has_veto": True,
        "used": False,
        "waived": False,
        "sitting_closed": False,
        "working_days": None,
        "voting_closed_on": THURSDAY,
        "today": THURSDAY,
        "holidays": HOLIDAYS,
    }
    return veto_state(**{**asked, **given})


@pytest.mark.parametrize(
    ("closed_on", "days", "last"),
    [
        (THURSDAY, 0, date(2016, 4, 14)),
        (THURSDAY, 1, date(2016, 4, 15)),
        (THURSDAY, 2, date(2016, 4, 18)),
        (THURSDAY, 5, date(2016, 4, 21)),
        (date(2016, 4, 15), 1, date(2016, 4, 18)),
        (date(2016, 4, 16), 1, date(2016, 4, 18)),
        (date(2016, 4, 29), 1, date(2016, 5, 3)),
        (date(2016, 3, 24), 1, date(2016, 3, 29)),
    ],
)
def test_whole_working_days_after_the_day_voting_closed(closed_on, days, last):
    assert veto_ends_on(closed_on, days, HOLIDAYS) == last
    assert state(voting_closed_on=closed_on, working_days=days, today=last) == VetoState.OPEN
    assert state(voting_closed_on=closed_on, working_days=days, today=last + timedelta(days=1)) == VetoState.LAPSED


def test_without_a_number_of_days_it_lasts_until_the_sitting_closes():
    assert veto_ends_on(THURSDAY, None, HOLIDAYS) is None
    assert state() == VetoState.OPEN
    assert state(sitting_closed=True) == VetoState.LAPSED
    assert state(today=THURSDAY + timedelta(days=400)) == VetoState.OPEN  # adjourned, not closed


def test_with_a_number_of_days_the_end_of_the_sitting_changes_nothing():
    assert state(working_days=2, sitting_closed=True) == VetoState.OPEN


def test_a_window_of_less_than_no_days_is_refused():
    with pytest.raises(ValueError, match="less than no days"):
        veto_ends_on(THURSDAY, -1, HOLIDAYS)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"has_veto": False}, VetoState.NONE),
        ({"has_veto": False, "working_days": 5}, VetoState.NONE),
        ({"agreement_given": True}, VetoState.NONE),
        ({"cast_for": True}, VetoState.NONE),
        ({"cast_for": True, "working_days": 5}, VetoState.NONE),
        ({"waived": True}, VetoState.WAIVED),
        ({"waived": True, "sitting_closed": True}, VetoState.WAIVED),
        ({"used": True}, VetoState.USED),
        ({"used": True, "sitting_closed": True}, VetoState.USED),
        ({"used": True, "working_days": 1, "today": date(2016, 6, 1)}, VetoState.USED),
    ],
)
def test_where_the_veto_stands(given, expected):
    assert state(**given) == expected


@settings(max_examples=150, deadline=None)
@given(
    st.dates(min_value=date(2014, 1, 1), max_value=date(2022, 12, 31)),
    st.integers(min_value=1, max_value=30),
    st.sets(st.dates(min_value=date(2014, 1, 1), max_value=date(2023, 6, 1)), max_size=20),
)
def test_the_last_day_is_a_working_day_and_as_many_lie_between(closed_on, days, holidays):
    last = veto_ends_on(closed_on, days, holidays)
    between = [closed_on + timedelta(days=n) for n in range(1, (last - closed_on).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in between) == days
    assert last.weekday() < 5
    assert last not in holidays
