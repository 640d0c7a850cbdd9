"""Level 1: NHS England decides, with and without consultation; what is refused, to whom, and why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from committees.models import Appointment, Arrangement, Seat
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Effect, Function, Level, Recording, Route, Verb
from decisions import actions
from decisions.actions.outside.consulting import consult, decide, respond
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import Consultation, ConsultationResponse, OutsideDecision, Resolution
from decisions.outside.facts import load_outside
from practices import clock
from tests import world
from tests.decisions.level_1 import level_1
from tests.decisions.test_finding import an_interest
from tests.world import DAY, FIRST

pytestmark = pytest.mark.django_db
UNTIL = date(2016, 4, 28)
LATER = date(2016, 4, 29)


@pytest.fixture
def place(db, on_the_day):
    return level_1()


@pytest.fixture
def matter(place):
    return place.matter()


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.verdict.refusals}


def asked(place, matter, **more):
    told = {"text": "The branch may close.", "respond_by": UNTIL} | more
    return consult(
        actor=told.pop("actor", place.officer), committee=place.team.pk, matter=matter.pk, ccg=place.ccg.pk, **told
    )


def decided(place, matter, **more):
    told = {"text": "The branch may close.", "reason": "Few patients use it."} | more
    return decide(actor=told.pop("actor", place.officer), committee=place.team.pk, matter=matter.pk, **told)


def on(day):
    return override_settings(COCOMM_CLOCK_DAY=day)


# --- It must show: with and without consultation ---
def test_nhs_england_decides_without_consultation_and_without_a_ballot(place, matter):
    act = decided(place, matter)
    act.refresh_from_db()
    assert (act.route, act.committee, act.seat, act.by) == (
        Route.NHS_ENGLAND,
        place.team,
        place.seat,
        place.officer_person,
    )
    assert (act.consultation, act.how_taken) == (None, "")
    assert act.verdict["allowed"]
    assert "level" in {reason["code"] for reason in act.verdict["reasons"]}
    assert verify_book(place.team.pk) == []
    assert Resolution.objects.count() == 0


def test_nhs_england_consults_the_ccg_answers_and_nhs_england_says_how_it_took_the_response(place, matter):
    consultation = asked(place, matter)
    respond(actor=place.ccg_secretary, consultation=consultation.pk, text="Keep it open until October.")
    act = decided(place, matter, how_taken="It stays open until October.")
    assert act.consultation == consultation
    assert act.how_taken == "It stays open until October."
    assert [type(each) for each in (consultation.response, act)] == [ConsultationResponse, OutsideDecision]
    assert verify_book(place.team.pk) == []


def test_a_consultation_is_no_precondition(place, matter):
    assert not Consultation.objects.exists()
    assert decided(place, matter)


@pytest.mark.parametrize("function", [*world.FUNCTIONS, Function.OTHER_CONTRACTORS])
def test_at_level_1_nhs_england_decides_every_function_but_what_is_reserved(place, function):
    assert decided(place, place.matter(function))


def test_pharmacy_is_decided_by_nhs_england_at_level_3_too(place):
    Arrangement.objects.filter(ccg=place.ccg).delete()
    Arrangement.objects.create(ccg=place.ccg, level=Level.DELEGATED, starts_on=FIRST, source=world.SOURCE)
    assert decided(place, place.matter(Function.OTHER_CONTRACTORS))
    with pytest.raises(Refused) as refused:
        decided(place, place.matter())
    assert "decide_for_nhs_england.not_nhs_englands" in codes(refused)


# --- Who consults, who answers, who decides ---
@pytest.mark.parametrize("who", ["officer", "case_officer", "team_secretary"])
def test_who_sits_on_the_team_or_works_for_it_consults(place, matter, who):
    assert asked(place, matter, actor=getattr(place, who)).by_id == getattr(place, who).person


@pytest.mark.parametrize("who", ["chair", "ccg_secretary", "member", "stranger"])
def test_nobody_else_consults(place, matter, who):
    with pytest.raises(Refused) as refused:
        asked(place, matter, actor=getattr(place, who))
    assert codes(refused) >= {"consult.not_theirs"}


@pytest.mark.parametrize("who", ["chair", "ccg_secretary"])
def test_who_chairs_or_runs_a_committee_of_the_ccg_answers(place, matter, who):
    answer = respond(actor=getattr(place, who), consultation=asked(place, matter).pk, text="We agree.")
    assert answer.by_id == getattr(place, who).person


@pytest.mark.parametrize("who", ["member", "stranger", "officer", "team_secretary"])
def test_nobody_else_answers_for_the_ccg(place, matter, who):
    with pytest.raises(Refused) as refused:
        respond(actor=getattr(place, who), consultation=asked(place, matter).pk, text="We agree.")
    assert "respond.not_the_ccg" in codes(refused)


def test_the_chair_of_another_ccg_does_not_answer(place, matter):
    other = world.a_body("Merton", "08R")
    chair = world.actor(world.an_account("other_chair", other.people[world.CHAIR]))
    with pytest.raises(Refused) as refused:
        respond(actor=chair, consultation=asked(place, matter).pk, text="We agree.")
    assert codes(refused) == {"respond.not_the_ccg"}


def test_who_sits_on_the_team_does_not_answer_though_they_run_a_committee_of_the_ccg(place, matter):
    seat = Seat.objects.create(committee=place.team, title="Adviser", represents="ccg", starts_on=FIRST)
    Appointment.objects.create(seat=seat, person_id=place.ccg_secretary.person, starts_on=FIRST)
    with pytest.raises(Refused) as refused:
        respond(actor=place.ccg_secretary, consultation=asked(place, matter).pk, text="We agree.")
    assert codes(refused) == {"respond.of_nhs_england"}


@pytest.mark.parametrize("who", ["chair", "ccg_secretary", "member", "stranger", "case_officer", "team_secretary"])
def test_nobody_without_a_seat_of_nhs_england_decides(place, matter, who):
    with pytest.raises(Refused) as refused:
        decided(place, matter, actor=getattr(place, who))
    assert "decide_for_nhs_england.no_seat" in codes(refused)
    assert not OutsideDecision.objects.exists()


@pytest.mark.parametrize("kind", PostKind)
def test_no_post_and_no_grant_stands_in_for_a_seat(place, matter, kind):
    actor = place.stranger
    appoint_to_post(account=actor.account, committee=place.team, kind=kind, starts_on=FIRST)
    with pytest.raises(Refused) as refused:
        decided(place, matter, actor=world.actor(actor.account))
    assert "decide_for_nhs_england.no_seat" in codes(refused)


def test_a_ccgs_seat_on_the_team_decides_nothing(place, matter):
    seat = Seat.objects.create(committee=place.team, title="CCG's adviser", represents="ccg", starts_on=FIRST)
    Appointment.objects.create(seat=seat, person_id=place.chair.person, starts_on=FIRST)
    with pytest.raises(Refused) as refused:
        decided(place, matter, actor=place.chair)
    assert codes(refused) == {"decide_for_nhs_england.no_seat"}


def test_who_held_the_seat_until_yesterday_decides_no_more(place, matter):
    Appointment.objects.filter(seat=place.seat).update(ends_on=DAY - timedelta(days=1))
    with pytest.raises(Refused) as refused:
        decided(place, matter)
    assert codes(refused) == {"decide_for_nhs_england.no_seat"}


def test_the_teams_secretary_records_it_in_the_officers_name(place, matter):
    act = decided(place, matter, actor=place.team_secretary, person=place.officer_person.pk)
    assert (act.by, act.recorded_by) == (place.officer_person, place.team_secretary.account)
    assert "decide_for_nhs_england.recorded" in {reason["code"] for reason in act.verdict["reasons"]}


@pytest.mark.parametrize("who", ["case_officer", "ccg_secretary"])
def test_nobody_else_records_in_the_officers_name(place, matter, who):
    with pytest.raises(Refused) as refused:
        decided(place, matter, actor=getattr(place, who), person=place.officer_person.pk)
    assert codes(refused) == {"decide_for_nhs_england.not_yours"}


def test_who_is_in_conflict_on_the_matter_does_not_decide(place):
    practice = world_practice(place)
    an_interest(place.officer_person, practice)
    matter = place.matter(practices=[practice.pk])
    with pytest.raises(Refused) as refused:
        decided(place, matter)
    assert codes(refused) == {"decide_for_nhs_england.in_conflict"}


def world_practice(place):
    from practices.models import Membership, Practice

    practice = Practice.objects.create(ods_code="F84001", name="THE MADE UP BRANCH", status="A")
    Membership.objects.create(practice=practice, ccg=place.ccg, starts_on=date(2013, 4, 1))
    return practice


# --- What is not decided here ---
def test_what_is_reserved_is_not_decided_here_and_it_is_said_where_it_belongs(place):
    for act in (asked, decided):
        with pytest.raises(Refused) as refused:
            act(place, place.matter(Function.PERFORMERS_LIST))
        (why,) = refused.value.verdict.refusals
        assert why.code.endswith(".reserved")
        assert "performers' list, appraisal and revalidation" in why.who_can


@pytest.mark.parametrize("level", [Level.JOINT, Level.DELEGATED])
def test_a_function_that_a_committee_decides_is_not_decided_here(place, level):
    Arrangement.objects.filter(ccg=place.ccg).delete()
    Arrangement.objects.create(ccg=place.ccg, level=level, starts_on=FIRST, source=world.SOURCE)
    matter = place.matter()
    for act in (asked, decided):
        with pytest.raises(Refused) as refused:
            act(place, matter)
        assert {code.split(".")[1] for code in codes(refused)} >= {"not_nhs_englands"}


def test_the_ccgs_own_functions_are_its_own_at_level_1(place):
    with pytest.raises(Refused) as refused:
        decided(place, place.matter(Function.CCG_OWN))
    assert "decide_for_nhs_england.not_nhs_englands" in codes(refused)


def test_a_matter_of_no_ccg_is_not_decided(place):
    with pytest.raises(Refused) as refused:
        decided(place, place.matter(ccgs=[]))
    assert codes(refused) == {"decide_for_nhs_england.no_ccg"}


def test_a_matter_that_concerns_a_level_3_ccg_too_is_put_separately(place):
    merton = world.a_body("Merton", "08R")
    place.team.ccgs.add(merton.ccg)
    with pytest.raises(Refused) as refused:
        decided(place, place.matter(ccgs=[place.ccg.pk, merton.ccg.pk]))
    assert "decide_for_nhs_england.not_nhs_englands" in codes(refused)
    assert "Merton primary care commissioning committee" in str(refused.value.verdict.sentence)


def test_a_ccg_that_the_matter_does_not_concern_is_not_consulted(place, matter):
    merton = world.a_body("Merton", "08R")
    with pytest.raises(Refused) as refused:
        consult(
            actor=place.officer,
            committee=place.team.pk,
            matter=matter.pk,
            ccg=merton.ccg.pk,
            text="What do you think?",
            respond_by=UNTIL,
        )
    assert codes(refused) == {"consult.no_ccg"}


def test_only_a_team_of_nhs_england_decides_for_it(place):
    matter = world.a_matter("A branch surgery", [place.ccg], raised_by=place.governing_body)
    with pytest.raises(Refused) as refused:
        decide(
            actor=place.ccg_secretary,
            committee=place.governing_body.pk,
            matter=matter.pk,
            text="The branch may close.",
            reason="We say so.",
        )
    assert codes(refused) >= {"decide_for_nhs_england.not_its_team", "decide_for_nhs_england.no_seat"}


def test_a_team_that_does_not_hold_the_function_does_not_decide_it(place, matter):
    place.team.remits.filter(function=Function.GP_COMMISSIONING).delete()
    with pytest.raises(Refused) as refused:
        decided(place, matter)
    assert codes(refused) == {"decide_for_nhs_england.not_its_remit"}


def test_at_level_1_nothing_can_be_voted_on_as_a_decision(place):
    """The CCG's governing body can record a view; the vote on it decides nothing, and no level 1 decision is a ballot."""
    for function in (*world.FUNCTIONS, Function.OTHER_CONTRACTORS):
        matter = world.a_matter("A branch surgery", [place.ccg], function, raised_by=place.governing_body)
        record = load_outside(place.governing_body.pk, matter.pk, DAY)
        assert record.standpoint.effect is Effect.RECORDS_A_VIEW
        assert not record.standpoint.veto
        assert not record.standpoint.casting_vote


def test_a_local_incentive_scheme_at_level_1_cannot_be_voted_on_as_a_decision(place):
    """In a meeting of the CCG's governing body: the opening is fixed as a view."""
    from tests.world import Body

    body = Body("C and H", place.ccg, place.governing_body, place.governing_body.terms.get())
    meeting = world.a_meeting({"C and H": body})
    item = world.put(meeting, world.a_matter("A scheme", [place.ccg], Function.INCENTIVE_SCHEMES))
    room = world.room_of(meeting, {"C and H": body}, [item], place.ccg_secretary)
    actions.record_attendance(
        actor=place.ccg_secretary, meeting=meeting.pk, people=[place.chair.person], movement="came"
    )
    room.begin(item)
    decision = room.decision("C and H", item)
    actions.open_voting(actor=place.ccg_secretary, resolutions=[decision.pk], recording=Recording.BY_NAME)
    assert room.decision("C and H", item).opening.effect == Effect.RECORDS_A_VIEW


# --- Once, in order, in time ---
def test_a_ccg_is_consulted_once_on_a_matter(place, matter):
    asked(place, matter)
    with pytest.raises(Refused) as refused:
        asked(place, matter)
    assert codes(refused) == {"consult.asked"}
    assert asked(place, place.matter(title="Another"))


def test_a_day_to_answer_by_that_has_passed_is_refused(place, matter):
    with pytest.raises(ValidationError, match="13 April 2016 has passed"):
        asked(place, matter, respond_by=DAY - timedelta(days=1))
    assert asked(place, matter, respond_by=DAY)


def test_what_was_asked_is_waited_for_until_its_day_has_passed(place, matter):
    asked(place, matter)
    for day in (DAY, UNTIL):
        with on(day), pytest.raises(Refused) as refused:
            decided(place, matter)
        assert codes(refused) == {"decide_for_nhs_england.awaits_response"}
        assert "until 28 April 2016" in refused.value.verdict.sentence
    with on(LATER):
        act = decided(place, matter)
    assert (act.consultation.ccg, act.how_taken) == (place.ccg, "")


def test_a_late_response_is_taken_and_said_to_be_late(place, matter):
    consultation = asked(place, matter)
    with on(LATER):
        answer = respond(actor=place.chair, consultation=consultation.pk, text="We were late.")
    assert "respond.late" in {reason["code"] for reason in answer.verdict["reasons"]}


def test_a_response_after_the_decision_is_refused(place, matter):
    consultation = asked(place, matter)
    with on(LATER):
        decided(place, matter)
        with pytest.raises(Refused) as refused:
            respond(actor=place.chair, consultation=consultation.pk, text="We were too late.")
    assert codes(refused) == {"respond.decided"}


def test_a_ccg_answers_once(place, matter):
    consultation = asked(place, matter)
    respond(actor=place.chair, consultation=consultation.pk, text="We agree.")
    with pytest.raises(Refused) as refused:
        respond(actor=place.ccg_secretary, consultation=consultation.pk, text="We do not.")
    assert codes(refused) == {"respond.answered"}


def test_a_matter_is_decided_once_and_nobody_is_consulted_after(place, matter):
    decided(place, matter)
    for act, code in ((decided, "decide_for_nhs_england.decided"), (asked, "consult.decided")):
        with pytest.raises(Refused) as refused:
            act(place, matter)
        assert codes(refused) == {code}


def test_a_decision_upon_a_response_says_how_it_was_taken_into_account(place, matter):
    respond(actor=place.chair, consultation=asked(place, matter).pk, text="We agree.")
    with pytest.raises(ValidationError, match="City and Hackney answered: say how the response was taken"):
        decided(place, matter)
    assert not OutsideDecision.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Write what NHS England decides."),
        ({"reason": " "}, "Give the reason for the decision."),
        ({"verb": Verb.NOTE}, "To note decides nothing"),
        ({"verb": Verb.RECOMMEND}, "To recommend decides nothing"),
        ({"how_taken": "We listened."}, "No response was given"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(place, matter, wrong, sentence):
    with pytest.raises(ValidationError, match=sentence):
        decided(place, matter, **wrong)
    assert not OutsideDecision.objects.exists()


def test_a_consultation_and_a_response_say_something(place, matter):
    with pytest.raises(ValidationError, match="Say what is proposed"):
        asked(place, matter, text=" ")
    consultation = asked(place, matter)
    with pytest.raises(ValidationError, match="Write what the CCG answers"):
        respond(actor=place.chair, consultation=consultation.pk, text=" ")
    with pytest.raises(ValidationError, match="There is no such consultation"):
        respond(actor=place.chair, consultation=10**9, text="We agree.")


def test_nothing_happens_before_what_it_answers_nor_in_the_future(place, matter):
    now = clock.now()
    consultation = asked(place, matter)
    with pytest.raises(ValidationError, match=r"The matter was raised on|cannot have happened before"):
        respond(actor=place.chair, consultation=consultation.pk, text="We agree.", when=now - timedelta(days=2))
    with pytest.raises(ValidationError, match="still to come"):
        decided(place, matter, when=now + timedelta(days=1))
