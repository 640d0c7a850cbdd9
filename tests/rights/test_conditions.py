"""Who may record what became of a condition, of which decisions, and what time alone brings about."""

from datetime import date

import pytest

from committees.rights.conditions import lapse
from committees.rights.hanging import Hanging
from committees.rights.world import Account
from committees.terms import Act, ConditionState, Outcome, Power
from tests.rights import build
from tests.rights.rooms import merton
from tests.rights.test_entitlement import RECORDER, SECRETARY, STRANGER, ask, refused

GOVERNING_BODY = "the Governing Body of NHS Merton CCG"
READER = Account(person=9004, powers=frozenset({Power.READ_PRIVATE, Power.VETO}))
DUE = date(2016, 6, 30)
AFTER = date(2016, 7, 1)


def record(account=SECRETARY, cast=None, *, replacing=False, known=True, **condition):
    said = {"state": ConditionState.AWAITED, "outcome": Outcome.CARRIED} | condition
    hanging = Hanging(**said) if known else None
    return ask(Act.RECORD_CONDITION, cast or merton(), account=account, replacing=replacing, condition=hanging)


@pytest.mark.parametrize("account", [SECRETARY, RECORDER])
def test_who_runs_the_business_of_the_committee_or_records_for_it_records_what_became_of_a_condition(account):
    assert record(account)


def test_so_does_who_runs_the_business_of_the_committee_that_is_awaited():
    assert record(STRANGER, awaits=GOVERNING_BODY, powers=frozenset({Power.RUN_BUSINESS}))
    assert record(STRANGER, awaits=GOVERNING_BODY, powers=frozenset({Power.RECORD}))


def test_long_after_the_meeting_closed_and_the_committee_was_stood_down():
    cast = merton()
    gone = build.committee("joint_committee", build.MERTON, stood_down_on=build.EVE)
    question = cast.question(opened=True, closed=True, announced=True, carried=True, sitting_closed=True)
    hanging = Hanging(state=ConditionState.AWAITED, outcome=Outcome.CARRIED)
    room = cast.room(committee=gone)
    assert ask(Act.RECORD_CONDITION, cast, room=room, question=question, account=SECRETARY, condition=hanging)


@pytest.mark.parametrize("account", [STRANGER, READER, None])
def test_nobody_else_does(account):
    verdict = refused(record(account), "record_condition.not_the_secretary")
    assert "The secretary of the Merton" in verdict.refusals[0].who_can


def test_the_refusal_names_the_committee_that_is_awaited_too():
    verdict = refused(record(STRANGER, awaits=GOVERNING_BODY), "record_condition.not_the_secretary")
    assert "of the Governing Body of NHS Merton CCG" in verdict.refusals[0].text


def test_a_member_or_the_chair_has_no_hand_in_it():
    cast = merton()
    chair = Account(person=cast.id("chair"))
    refused(record(chair, cast), "record_condition.not_the_secretary")


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (None, "not_announced"),
        (Outcome.NOT_CARRIED, "not_carried"),
        (Outcome.NOTED, "not_carried"),
        (Outcome.WITHDRAWN, "not_carried"),
        (Outcome.AGREEMENT_REFUSED, "not_carried"),
        (Outcome.AWAITS_AGREEMENT, "awaits_agreement"),
        (Outcome.VETOED, "vetoed"),
    ],
)
def test_only_a_decision_that_is_carried_and_stands_hangs_on_a_condition(outcome, code):
    refused(record(outcome=outcome), f"record_condition.{code}")


@pytest.mark.parametrize("state", [ConditionState.DISCHARGED, ConditionState.FAILED, ConditionState.LAPSED])
def test_once_unless_it_is_put_right(state):
    refused(record(state=state), "record_condition.recorded")
    assert record(state=state, replacing=True)


def test_nothing_is_put_right_where_nothing_is_recorded():
    refused(record(replacing=True), "record_condition.nothing_to_correct")


def test_a_decision_without_conditions_has_none_to_record():
    refused(record(known=False), "record_condition.no_condition")


def test_every_reason_is_given():
    refused(
        record(STRANGER, state=ConditionState.LAPSED, outcome=Outcome.VETOED),
        "record_condition.not_the_secretary",
        "record_condition.vetoed",
        "record_condition.recorded",
    )


def test_a_condition_lapses_when_its_last_day_is_over_and_not_before():
    assert not lapse(DUE, DUE, ConditionState.AWAITED, Outcome.CARRIED)
    verdict = lapse(DUE, AFTER, ConditionState.AWAITED, Outcome.CARRIED)
    assert verdict
    assert "30 June 2016" in verdict.sentence


@pytest.mark.parametrize(
    ("due_on", "state", "outcome"),
    [
        (None, ConditionState.AWAITED, Outcome.CARRIED),
        (DUE, ConditionState.DISCHARGED, Outcome.CARRIED),
        (DUE, ConditionState.LAPSED, Outcome.CARRIED),
        (DUE, ConditionState.AWAITED, Outcome.VETOED),
        (DUE, ConditionState.AWAITED, Outcome.NOT_CARRIED),
        (DUE, ConditionState.AWAITED, None),
    ],
)
def test_time_ends_no_other_condition(due_on, state, outcome):
    assert not lapse(due_on, AFTER, state, outcome)
