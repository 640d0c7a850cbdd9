"""Level 1 in the engine: who may consult, answer and decide, each refusal with its code and source."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.rights import sources as s
from committees.rights.entitlement import entitlement
from committees.rights.outside import Awaited
from committees.rights.routes.consulting import WAITED_FOR, deciders, deciding_seat
from committees.rights.world import Account
from committees.terms import Act, Function, Level, Power, Share
from tests.rights import build
from tests.rights.build import CITY_AND_HACKNEY, CROYDON, MEETING, MERTON, codes
from tests.rights.level_1 import EVERY, matter, team

DECIDE, CONSULT, RESPOND = Act.DECIDE_FOR_NHS_ENGLAND, Act.CONSULT, Act.RESPOND
DECIDED_AT_LEVEL_1 = [function for function in EVERY if function is not Function.PERFORMERS_LIST]


def ask(act, cast, role, *, powers=(), hands=None, conflicts=(), seat=None, **told):
    """The engine's answer to somebody of the cast; ``hands``: whose account it is (None: their own)."""
    function, ccgs = told.pop("function", Function.GP_COMMISSIONING), told.pop("ccgs", None)
    return entitlement(
        act,
        person=cast.id(role),
        seat=cast.seats.get(seat),
        room=cast.room(conflicts=conflicts),
        question=None,
        account=Account(person=cast.id(hands or role), powers=frozenset(powers)),
        outside=matter(cast, function, ccgs, **told),
    )


def decide(cast, role="officer", **told):
    return ask(DECIDE, cast, role, **told)


# --- Deciding ---
@pytest.mark.parametrize("function", DECIDED_AT_LEVEL_1)
def test_who_holds_nhs_englands_seat_decides_at_level_1_without_consultation(function):
    verdict = decide(team(), function=function)
    assert verdict
    assert "decide_for_nhs_england.may" in verdict.codes


@pytest.mark.parametrize("level", list(Level))
def test_pharmacy_eye_health_and_dental_are_nhs_englands_at_every_level(level):
    assert decide(team(level=level), function=Function.OTHER_CONTRACTORS)


@pytest.mark.parametrize("level", list(Level))
def test_what_is_reserved_is_decided_nowhere_here(level):
    verdict = decide(team(level=level), function=Function.PERFORMERS_LIST)
    (why,) = verdict.refusals
    assert why.code == "decide_for_nhs_england.reserved"
    assert "at any level" in why.text
    assert why.who_can == "NHS England's own procedures for the performers' list, appraisal and revalidation."


@pytest.mark.parametrize("level", [Level.JOINT, Level.DELEGATED])
@pytest.mark.parametrize("function", EVERY[:4])
def test_at_level_2_and_3_its_committee_decides(level, function):
    assert "decide_for_nhs_england.not_nhs_englands" in codes(decide(team(level=level), function=function))


@pytest.mark.parametrize("function", [Function.CCG_OWN, Function.OWN_BUSINESS])
def test_the_ccgs_own_functions_and_a_committees_own_business_are_not_nhs_englands(function):
    assert "decide_for_nhs_england.not_nhs_englands" in codes(decide(team(), function=function))


def test_without_a_level_on_record_nothing_is_decided():
    cast = team()
    cast.arrangements = []
    verdict = decide(cast)
    assert "decide_for_nhs_england.not_nhs_englands" in codes(verdict)
    assert "no level is recorded that day" in verdict.sentence


def test_a_team_without_the_remit_does_not_decide():
    cast = team()
    cast.remits = []
    assert codes(decide(cast)) == {"decide_for_nhs_england.not_its_remit"}


@pytest.mark.parametrize("role", ["deputy", "adviser", "ccg_officer", "secretary", "ccg_chair"])
@pytest.mark.parametrize("powers", [(), tuple(Power)])
def test_nobody_decides_without_a_voting_seat_of_nhs_england_whatever_their_grants(role, powers):
    verdict = decide(team(), role, powers=powers)
    (why,) = verdict.refusals
    assert why.code == "decide_for_nhs_england.no_seat"
    assert why.source == s.LEVEL_1_DECISIONS
    assert why.who_can == "Officer, for NHS England."


def test_one_of_two_who_share_the_seat_decides():
    cast = team()
    cast.appoint("sharer", "officer", share=Share.JOINT)
    assert decide(cast, "sharer")
    assert deciders(cast.room()) == (cast.id("officer"), cast.id("sharer"))


def test_the_seat_from_which_it_is_decided_is_the_deciders_own():
    cast = team()
    assert deciding_seat(cast.id("officer"), cast.room()) == cast.seats["officer"]
    assert codes(decide(cast, seat="ccg_officer")) == {"decide_for_nhs_england.other_seat"}


def test_who_held_the_seat_until_yesterday_decides_no_more():
    cast = team()
    cast.appointments = [
        build.appoint(cast.people["officer"], cast.seats["officer"], ends_on=MEETING - timedelta(days=1))
    ]
    assert codes(decide(cast)) == {"decide_for_nhs_england.no_seat"}


def test_a_team_that_was_stood_down_decides_nothing():
    cast = team()
    cast.body = build.committee(
        "nhs_england_team", CITY_AND_HACKNEY, id=cast.body.id, stood_down_on=MEETING - timedelta(days=1)
    )
    assert "stood_down" in codes(decide(cast))


def test_who_is_in_conflict_does_not_decide():
    cast = team()
    verdict = decide(cast, conflicts=[cast.conflict("officer")])
    assert codes(verdict) == {"decide_for_nhs_england.in_conflict"}


@pytest.mark.parametrize(
    ("powers", "may"), [((Power.RECORD,), True), ((Power.PREPARE, Power.CONSENT, Power.VETO), False)]
)
def test_only_who_records_for_the_team_records_in_the_officers_name(powers, may):
    verdict = decide(team(), hands="secretary", powers=powers)
    assert bool(verdict) is may
    assert codes(verdict) == (set() if may else {"decide_for_nhs_england.not_yours"})


@pytest.mark.parametrize(("days", "may"), [(-1, True), (0, False), (1, False)])
def test_what_was_asked_is_waited_for_to_the_end_of_its_day(days, may):
    awaited = Awaited(ccg=CITY_AND_HACKNEY, due_on=MEETING + timedelta(days=days))
    verdict = decide(team(), awaited=(awaited,))
    assert bool(verdict) is may
    if not may:
        (why,) = verdict.refusals
        assert (why.code, why.source) == ("decide_for_nhs_england.awaits_response", WAITED_FOR)
        assert why.source.derived


def test_a_matter_is_decided_once():
    assert codes(decide(team(), settled=True)) == {"decide_for_nhs_england.decided"}


def test_a_matter_that_concerns_another_level_too_is_put_separately():
    cast = team()
    cast.arrangements.append(build.at_level(MERTON, 3))
    verdict = decide(cast, ccgs=(CITY_AND_HACKNEY, MERTON))
    assert "decide_for_nhs_england.not_nhs_englands" in codes(verdict)


def test_a_matter_of_no_ccg_is_not_decided():
    assert codes(decide(team(), ccgs=())) == {"decide_for_nhs_england.no_ccg"}


# --- Consulting ---
@pytest.mark.parametrize("role", ["officer", "deputy", "adviser", "ccg_officer"])
def test_who_sits_on_the_team_consults(role):
    assert ask(CONSULT, team(), role, of_ccg=CITY_AND_HACKNEY)


@pytest.mark.parametrize("power", [Power.PREPARE, Power.RECORD, Power.RUN_BUSINESS, Power.CONSENT])
def test_who_works_for_the_team_consults(power):
    assert ask(CONSULT, team(), "secretary", powers=[power], of_ccg=CITY_AND_HACKNEY)


@pytest.mark.parametrize("power", [None, Power.READ_PRIVATE])
def test_who_only_reads_or_neither_does_not_consult(power):
    verdict = ask(CONSULT, team(), "secretary", powers=[power] if power else [], of_ccg=CITY_AND_HACKNEY)
    (why,) = verdict.refusals
    assert (why.code, why.source) == ("consult.not_theirs", s.CONSULTED_MAY)


def test_a_ccg_is_consulted_once():
    assert codes(ask(CONSULT, team(), "officer", of_ccg=CITY_AND_HACKNEY, asked=True)) == {"consult.asked"}


def test_nobody_is_consulted_on_what_is_decided():
    assert codes(ask(CONSULT, team(), "officer", of_ccg=CITY_AND_HACKNEY, settled=True)) == {"consult.decided"}


def test_only_a_ccg_that_the_matter_concerns_is_consulted():
    assert codes(ask(CONSULT, team(), "officer", of_ccg=CROYDON)) == {"consult.no_ccg"}


def test_of_two_ccgs_the_one_at_level_1_is_consulted_and_the_other_not():
    cast = team()
    cast.arrangements.append(build.at_level(MERTON, 3))
    both = (CITY_AND_HACKNEY, MERTON)
    assert ask(CONSULT, cast, "officer", ccgs=both, of_ccg=CITY_AND_HACKNEY)
    assert "consult.not_nhs_englands" in codes(ask(CONSULT, cast, "officer", ccgs=both, of_ccg=MERTON))


def test_nobody_is_consulted_on_what_is_reserved():
    verdict = ask(CONSULT, team(), "officer", function=Function.PERFORMERS_LIST, of_ccg=CITY_AND_HACKNEY)
    assert codes(verdict) == {"consult.reserved"}


# --- Answering ---
BODY = build.committee("governing_body", CITY_AND_HACKNEY)


def respond(role="ccg_chair", *, speaks_for=(BODY,), **told):
    told = {"of_ccg": CITY_AND_HACKNEY, "asked": True, "due_on": MEETING} | told
    return ask(RESPOND, team(), role, speaks_for=tuple(speaks_for), **told)


def test_who_speaks_for_the_ccg_answers():
    assert respond()


@pytest.mark.parametrize(
    "body",
    [
        None,
        build.pccc(MERTON),
        build.committee("working_group", CITY_AND_HACKNEY),
        build.committee("nhs_england_team", CITY_AND_HACKNEY),
        build.committee("governing_body", CITY_AND_HACKNEY, stood_down_on=MEETING - timedelta(days=1)),
    ],
    ids=["none", "another CCG's", "a group", "NHS England's team", "stood down"],
)
def test_nobody_else_answers_for_the_ccg(body):
    verdict = respond(speaks_for=[body] if body else [])
    (why,) = verdict.refusals
    assert (why.code, why.source) == ("respond.not_the_ccg", s.CONSULTED_MAY)


def test_who_sits_on_the_team_does_not_answer_its_question():
    assert codes(respond("ccg_officer")) == {"respond.of_nhs_england"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"asked": False}, "respond.not_asked"),
        ({"answered": True}, "respond.answered"),
        ({"settled": True}, "respond.decided"),
    ],
)
def test_an_answer_is_to_a_question_once_and_before_the_decision(told, code):
    assert codes(respond(**told)) == {code}


def test_a_late_answer_is_taken_and_said_to_be_late():
    late = respond(due_on=MEETING - timedelta(days=1))
    assert late
    assert "respond.late" in late.codes
    assert "respond.late" not in respond().codes


@given(
    role=st.sampled_from(["secretary", "ccg_chair", "ccg_officer", "adviser", "deputy"]),
    powers=st.sets(st.sampled_from(list(Power))),
    level=st.sampled_from(list(Level)),
    function=st.sampled_from(list(Function)),
    told=st.fixed_dictionaries({}, optional={key: st.booleans() for key in ("asked", "answered", "settled")}),
)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_no_grants_and_no_state_let_anybody_without_nhs_englands_seat_decide(role, powers, level, function, told):
    assert not decide(team(level=level), role, powers=powers, function=function, speaks_for=(BODY,), **told)
