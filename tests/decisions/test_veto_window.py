"""NHS England's window, with its dates written out by hand: Easter, Christmas, the changes of the clocks, new terms.

Bank holidays of England in it: 25 and 28 March 2016; 26 and 27 December 2016 and 2 January 2017. The clocks went forward on
27 March 2016 at 01:00 and back on 30 October 2016 at 02:00.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from committees.models import Arrangement, TermsOfReference
from committees.terms import Act, Level, Outcome, VetoState
from decisions import actions
from decisions.chain import verify_meeting
from decisions.gate import Refused, may_on_resolution
from decisions.models import Veto
from decisions.outcome import confirmed_on, outcome_of, veto_last_day, veto_of
from practices import clock
from tests.decisions.vetoed import ALTERNATE, HOLDER, a_stage, london

pytestmark = pytest.mark.django_db

MAUNDY_THURSDAY = date(2016, 3, 24)
BEFORE_CHRISTMAS = date(2016, 12, 23)

#: When voting closed in London, the working days of the window, and its last day.
WINDOWS = [
    # Good Friday 25 March, Easter Monday 28 March
    (london(MAUNDY_THURSDAY), 1, date(2016, 3, 29)),
    (london(MAUNDY_THURSDAY), 2, date(2016, 3, 30)),
    (london(MAUNDY_THURSDAY), 5, date(2016, 4, 4)),
    # Monday 26 and Tuesday 27 December, Monday 2 January
    (london(BEFORE_CHRISTMAS), 1, date(2016, 12, 28)),
    (london(BEFORE_CHRISTMAS), 3, date(2016, 12, 30)),
    (london(BEFORE_CHRISTMAS), 4, date(2017, 1, 3)),
    (london(BEFORE_CHRISTMAS), 5, date(2017, 1, 4)),
    # half an hour before midnight and half an hour after, in winter time, with Easter behind it
    (london(date(2016, 3, 23), 23, 30), 1, MAUNDY_THURSDAY),
    (london(MAUNDY_THURSDAY, 0, 30), 1, date(2016, 3, 29)),
    # the same in summer time, where it is still the day before in UTC
    (london(date(2016, 3, 30), 23, 30), 1, date(2016, 3, 31)),
    (london(date(2016, 3, 31), 0, 30), 1, date(2016, 4, 1)),
    # the nights in which the clocks change, both on a Sunday
    (london(date(2016, 3, 26), 23, 30), 1, date(2016, 3, 29)),
    (london(date(2016, 3, 27), 0, 30), 1, date(2016, 3, 29)),
    (london(date(2016, 10, 29), 23, 30), 1, date(2016, 10, 31)),
    (london(date(2016, 10, 30), 0, 30), 1, date(2016, 10, 31)),
    (london(date(2016, 10, 30), 23, 30), 1, date(2016, 10, 31)),
    (london(date(2016, 10, 31), 0, 30), 1, date(2016, 11, 1)),
]
#: The window's last second and the first after it, in UTC: an hour apart in summer and in winter.
MIDNIGHTS = [
    (london(MAUNDY_THURSDAY), 1, datetime(2016, 3, 29, 22, 59, 59, tzinfo=UTC)),
    (london(date(2016, 3, 23)), 1, datetime(2016, 3, 24, 23, 59, 59, tzinfo=UTC)),
    (london(date(2016, 10, 27)), 1, datetime(2016, 10, 28, 22, 59, 59, tzinfo=UTC)),
    (london(date(2016, 10, 28)), 1, datetime(2016, 10, 31, 23, 59, 59, tzinfo=UTC)),
]


def may_veto(stage, room):
    return may_on_resolution(Act.VETO, stage.acting("holder"), room.record, stage.decision(room))


@pytest.mark.parametrize(("closed", "days", "last"), WINDOWS)
def test_the_window_runs_whole_working_days_to_midnight_in_london(monkeypatch, closed, days, last):
    stage = a_stage(monkeypatch, moment=closed, veto_working_days=days)
    room = stage.carry(closed, close=True)
    assert veto_last_day(stage.decision(room)) == last
    stage.stand(london(last, 23, 59, 59))
    assert veto_of(stage.decision(room)) == VetoState.OPEN
    assert may_veto(stage, room)
    stage.stand(london(last + timedelta(days=1), 0, 0))
    assert veto_of(stage.decision(room)) == VetoState.LAPSED
    assert may_veto(stage, room).codes & {"veto.lapsed"}


@pytest.mark.parametrize(("closed", "days", "last_second"), MIDNIGHTS)
def test_the_last_second_is_the_same_whoever_looks_and_what_lapses_is_confirmed_once(
    monkeypatch, closed, days, last_second
):
    stage = a_stage(monkeypatch, moment=closed, veto_working_days=days)
    room = stage.carry(closed, close=True)
    stage.stand(last_second)
    assert [p for p in actions.keep_time() if p.what == "confirmed decision"] == []
    assert may_veto(stage, room)
    stage.stand(last_second + timedelta(seconds=1))
    with pytest.raises(Refused):
        stage.veto(room)
    said = [p.text for _ in range(3) for p in actions.keep_time() if p.what == "confirmed decision"]
    assert len(said) == 1, "three runs write one"
    [row] = Veto.objects.all()
    assert (row.used, row.lapsed, row.by, row.recorded_by) == (False, True, None, None)
    decision = stage.decision(room)
    first_day = (last_second + timedelta(seconds=1)).astimezone(clock.LONDON).date()
    assert confirmed_on(decision) == first_day
    assert f"confirmed on {first_day:%-d %B %Y}: NHS England did not use its veto." in said[0]
    assert (veto_of(decision), outcome_of(decision)) == (VetoState.LAPSED, Outcome.CARRIED)
    assert not verify_meeting(room.meeting.pk)


def test_until_the_meeting_closes_where_the_terms_count_no_days(monkeypatch):
    stage = a_stage(monkeypatch, moment=london(MAUNDY_THURSDAY))
    room = stage.carry(london(MAUNDY_THURSDAY))
    assert veto_last_day(stage.decision(room)) is None
    stage.stand(london(date(2016, 4, 28)))
    assert actions.keep_time() == []
    assert may_veto(stage, room), "adjourned, however long, is not closed"
    stage.close(room)
    assert may_veto(stage, room).codes & {"veto.lapsed"}
    assert [p.what for p in actions.keep_time()] == ["confirmed decision"]
    assert confirmed_on(stage.decision(room)) == date(2016, 4, 28)
    assert actions.keep_time() == []


# --- A change of the terms while the window runs ---
CHANGES = {
    "longer": {"veto_working_days": 20},
    "shorter": {"veto_working_days": 1},
    "until the meeting closes": {"veto_working_days": None},
    "another holder": {"veto_holder": "Director of finance", "veto_alternate": ""},
    "power taken away": {"nhs_england_veto": False, "veto_working_days": None},
}


def untouched(stage, room):
    """Five working days after 24 March 2016, by the head of primary care: until 4 April."""
    opening = stage.decision(room).opening
    assert (opening.veto, opening.veto_working_days) == (True, 5)
    assert (opening.veto_holder, opening.veto_alternate) == (HOLDER, ALTERNATE)
    stage.stand(london(date(2016, 4, 4), 23, 59))
    assert actions.keep_time() == []
    assert may_veto(stage, room)
    stage.stand(london(date(2016, 4, 5), 0, 0))
    assert may_veto(stage, room).codes & {"veto.lapsed"}
    assert [p.what for p in actions.keep_time()] == ["confirmed decision"]


@pytest.fixture
def open_window(monkeypatch):
    terms = {"veto_working_days": 5, "veto_holder": HOLDER, "veto_alternate": ALTERNATE}
    stage = a_stage(monkeypatch, moment=london(MAUNDY_THURSDAY), **terms)
    return stage, stage.carry(london(MAUNDY_THURSDAY), close=True)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_terms_touches_no_open_window(open_window, change):
    stage, room = open_window
    stage.stand(london(date(2016, 3, 29)))
    stage.terms(**change)
    untouched(stage, room)


def test_new_terms_from_the_middle_of_the_window_touch_it_as_little(open_window):
    stage, room = open_window
    stage.terms(ends_on=date(2016, 3, 29))
    TermsOfReference.objects.create(
        committee=stage.body.committee, version="2", starts_on=date(2016, 3, 30), source="Made up", quorum_minimum=4,
        majority=stage.body.terms.majority,
    )  # fmt: skip
    untouched(stage, room)


def test_nor_does_a_change_of_level(open_window):
    """On 1 April 2016 the CCG goes to level 3: what it carried at level 2 stays open to the veto it was carried under."""
    stage, room = open_window
    stage.terms(ends_on=date(2016, 3, 31))
    joint = Arrangement.objects.get(ccg=stage.body.ccg)
    joint.ends_on = date(2016, 3, 31)
    joint.save()
    Arrangement.objects.create(ccg=stage.body.ccg, level=Level.DELEGATED, starts_on=date(2016, 4, 1), source="Made up")
    untouched(stage, room)


def test_under_the_new_terms_the_next_decision_has_the_new_window(open_window):
    stage, _ = open_window
    stage.terms(veto_working_days=2, veto_holder="Director of finance", veto_alternate="")
    room = stage.carry(london(date(2016, 4, 14)), title="Another matter")
    decision = stage.decision(room)
    assert veto_last_day(decision) == date(2016, 4, 18)
    assert decision.opening.veto_holder == "Director of finance"
    assert may_veto(stage, room).codes & {"veto.not_the_office"}
