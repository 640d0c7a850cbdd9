"""Time kept by two at once, and a condition recorded by two at once: each thing is written once, the chain is whole."""

from datetime import date

import pytest

from committees.terms import ConditionState
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.chain import verify_meeting
from decisions.gate import Refused
from decisions.models import Announcement, Condition, ConditionOutcome
from tests import world
from tests.decisions.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DUE = world.DAY
AFTER = date(2016, 5, 1)


@pytest.fixture
def hanging(settings):
    """Six committees have carried a motion with two conditions each, one of them with a last day; that day is over."""
    settings.COCOMM_CLOCK_DAY = world.DAY
    bodies = world.bodies(6, voting=3)
    room = world.meet(bodies, world.a_secretary(bodies))
    room.arrive()
    room.begin()
    wanted = [Wanted(text="A budget", due_on=DUE), Wanted(text="A level")]
    actions.amend_motion(
        actor=room.secretary, resolutions=room.decisions(), text="So be it.", verb="approve", conditions=wanted
    )
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    settings.COCOMM_CLOCK_DAY = AFTER
    return room


def test_a_condition_lapses_once_however_many_keep_time_at_once(hanging):
    answers = at_once(*[actions.keep_time] * 4)
    assert [error for _, error in answers if error] == []
    assert sum(len(passed) for passed, _ in answers) == 6
    lapsed = ConditionOutcome.objects.all()
    assert lapsed.count() == 6
    assert {act.state for act in lapsed} == {ConditionState.LAPSED}
    assert not verify_meeting(hanging.meeting.pk)


def test_what_became_of_a_condition_is_recorded_by_one_of_two_at_once(hanging):
    condition = hanging.decision("Merton").conditions[1].pk

    def record(state):
        fields = {"condition": condition, "state": state, "on_day": AFTER, "reason": "Made up."}
        return lambda: actions.record_condition(actor=hanging.secretary, **fields)

    answers = at_once(record(ConditionState.DISCHARGED), record(ConditionState.FAILED))
    assert [type(error) for _, error in answers if error] == [Refused]
    assert ConditionOutcome.objects.filter(condition=condition).count() == 1
    assert not verify_meeting(hanging.meeting.pk)


def test_a_condition_is_met_or_lapses_and_never_both(hanging):
    condition = hanging.decision("Merton").conditions[0].pk
    fields = {"condition": condition, "state": ConditionState.DISCHARGED, "on_day": DUE}
    at_once(lambda: actions.record_condition(actor=hanging.secretary, **fields), actions.keep_time)
    assert ConditionOutcome.objects.filter(condition=condition).count() == 1
    assert not verify_meeting(hanging.meeting.pk)


@pytest.mark.parametrize("turn", range(3))
def test_a_result_is_taken_back_or_meets_a_condition_and_never_both(settings, turn):
    settings.COCOMM_CLOCK_DAY = world.DAY
    bodies = world.bodies(2, voting=3)
    room = world.meet(bodies, world.a_secretary(bodies))
    room.arrive()
    room.begin()
    waiting, relied_on = room.decisions()
    actions.amend_motion(
        actor=room.secretary,
        resolutions=[waiting],
        text="So be it.",
        verb="approve",
        conditions=[Wanted(text="A level")],
    )
    actions.agree(actor=room.secretary, resolutions=[waiting, relied_on])
    actions.announce(actor=room.secretary, resolutions=[waiting, relied_on])
    [condition] = Condition.objects.all()
    answers = at_once(
        lambda: actions.record_condition(
            actor=room.secretary,
            condition=condition.pk,
            state=ConditionState.DISCHARGED,
            on_day=world.DAY,
            met_by=relied_on,
        ),
        lambda: actions.take_back_result(actor=room.secretary, resolutions=[relied_on], reason="Made up."),
    )
    assert len([error for _, error in answers if error]) == 1
    assert ConditionOutcome.objects.filter(met_by=relied_on).exists() is bool(
        Announcement.objects.standing().filter(resolution=relied_on)
    )
    assert not verify_meeting(room.meeting.pk)
