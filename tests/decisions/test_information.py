"""Requests for information: a committee asks NHS England on a matter, with a day; NHS England answers once."""

import uuid
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Interest, Person
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.refused import Refused
from committees.terms import Access, Directness, Function, InterestType, Level
from decisions import actions
from decisions.actions.outside.information import answer_information, ask_information
from decisions.actions.preparing import add_paper
from decisions.book import verify_book
from decisions.facts import load_record
from decisions.gate import may_add_paper
from decisions.models import InformationAnswer, InformationRequest, Page
from practices import clock
from tests import world
from tests.test_permission_layer import text
from tests.world import DAY, FIRST

DUE = date(2016, 4, 28)
WHAT = "How many patients did the branch see last year?"


@pytest.fixture
def matter(cast):
    found = world.a_matter("The branch surgery", [cast.croydon.ccg], raised_by=cast.croydon.committee)
    found.practices.add(cast.practice)
    return found


@pytest.fixture
def case_officer(cast):
    """NHS England's case officer for Croydon."""
    account = world.an_account("case_officer", Person.objects.create(name="Cass Case", made_up=True))
    appoint_to_post(account=account, committee=cast.croydon.committee, kind=PostKind.CASE_OFFICER, starts_on=FIRST)
    return world.actor(account)


def where(body, matter) -> dict:
    return {"committee": body.committee.pk, "matter": matter.pk}


def ask(actor, body, matter, **more) -> InformationRequest:
    return ask_information(actor=actor, **where(body, matter), **({"text": WHAT, "due_on": DUE} | more))


@pytest.fixture
def request_(cast, matter):
    return ask(cast.acting("secretary"), cast.croydon, matter)


def answer(actor, request, said="About four hundred.") -> InformationAnswer:
    return answer_information(
        actor=actor, committee=request.committee_id, matter=request.matter_id, request=request.pk, text=said
    )


def refusal(act) -> tuple[set[str], str]:
    """The codes of what refuses, and all of it as it is read."""
    pages = Page.objects.count()
    with pytest.raises(Refused) as refused:
        act()
    assert Page.objects.count() == pages, "nothing is half-written"
    found = refused.value.verdict.refusals
    assert all(reason.source.title for reason in found)
    return {reason.code for reason in found}, " ".join(f"{each.text} {each.who_can}" for each in found)


# --- Asking -----------------------------------------------------------------------------------------------------------
def test_the_secretary_asks_and_the_act_keeps_the_verdict_and_stands_in_the_book(cast, request_):
    assert (request_.text, request_.due_on, request_.committee) == (WHAT, DUE, cast.croydon.committee)
    assert request_.verdict["allowed"]
    (reason,) = request_.verdict["reasons"]
    assert "whatever the level" in reason["text"]
    assert reason["derived"]
    assert verify_book(cast.croydon.committee.pk) == []


def test_who_holds_the_chair_asks(cast, matter):
    assert ask(cast.acting("croydon_chair"), cast.croydon, matter).by == cast.person_of("croydon_chair")


@pytest.mark.parametrize("level", Level)
def test_a_committee_may_ask_at_any_level(cast, level):
    body = world.a_body("Bexley", "07N", level)
    secretary = world.a_secretary({"Bexley": body}, "secretary of Bexley")
    matter = world.a_matter("A list", [body.ccg], raised_by=body.committee)
    assert ask(secretary, body, matter).pk


@pytest.mark.parametrize("who", ["gp", "nhs_england", "healthwatch", "stranger", "superuser"])
def test_nobody_else_asks(cast, matter, who):
    codes, said = refusal(lambda: ask(cast.acting(who), cast.croydon, matter))
    assert codes == {"ask_information.not_theirs"}
    assert "The secretary of the Croydon joint committee, or its chair" in said


def test_nobody_asks_about_a_matter_on_which_the_registers_show_them_in_conflict(cast, matter):
    chair = cast.person_of("croydon_chair")
    entry = Interest.objects.create(
        person=chair,
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="Owns the premises",
        starts_on=FIRST,
        declared_on=FIRST,
    )
    entry.practices.add(cast.practice)
    codes, said = refusal(lambda: ask(cast.acting("croydon_chair"), cast.croydon, matter))
    assert "ask_information.in_conflict" in codes
    assert "Owns the premises" in said


def test_nhs_englands_own_team_does_not_ask_itself(cast, matter):
    cast.croydon.committee.kind = "nhs_england_team"
    cast.croydon.committee.save()
    codes, _ = refusal(lambda: ask(cast.acting("secretary"), cast.croydon, matter))
    assert codes == {"ask_information.own_team"}


@pytest.mark.parametrize("due", [date(2016, 4, 13), DAY], ids=["yesterday", "today"])
def test_the_answer_is_needed_by_a_day_to_come(cast, matter, due):
    with pytest.raises(ValidationError, match="is not a day to come"):
        ask(cast.acting("secretary"), cast.croydon, matter, due_on=due)
    assert not InformationRequest.objects.exists()


def test_an_empty_question_is_refused(cast, matter):
    with pytest.raises(ValidationError, match="Say what NHS England is asked"):
        ask(cast.acting("secretary"), cast.croydon, matter, text="  ")
    assert not InformationRequest.objects.exists()


# --- Answering --------------------------------------------------------------------------------------------------------
def test_a_case_officer_answers(case_officer, cast, request_):
    act = answer(case_officer, request_)
    assert act.by.name == "Cass Case"
    assert verify_book(cast.croydon.committee.pk) == []


def test_nhs_englands_officer_answers(cast, request_):
    assert answer(cast.acting("nhs_england"), request_).by == cast.person_of("nhs_england")


@pytest.mark.parametrize("who", ["secretary", "croydon_chair", "nhs_england_without_powers", "superuser"])
def test_nobody_else_answers(cast, request_, who):
    codes, said = refusal(lambda: answer(cast.acting(who), request_))
    assert codes == {"answer_information.not_nhs_england"}
    assert "NHS England's case officer or officer posted to the Croydon joint committee" in said


def test_an_answer_is_given_once(case_officer, cast, request_):
    answer(case_officer, request_)
    codes, said = refusal(lambda: answer(cast.acting("nhs_england"), request_, "Something else."))
    assert codes == {"answer_information.answered"}
    assert "can ask anew" in said


def test_what_was_not_asked_is_not_answered(case_officer, cast, request_):
    request_.pk += 1000
    codes, _ = refusal(lambda: answer(case_officer, request_))
    assert codes == {"answer_information.not_asked"}


def test_an_empty_answer_is_refused(case_officer, request_):
    with pytest.raises(ValidationError, match="Write what NHS England answers"):
        answer(case_officer, request_, " ")
    assert not InformationAnswer.objects.exists()


def test_who_is_in_conflict_on_the_matter_does_not_answer(case_officer, cast, request_):
    entry = Interest.objects.create(
        person_id=case_officer.person,
        type=InterestType.PERSONAL,
        directness=Directness.DIRECT,
        nature="Patient group",
        starts_on=FIRST,
        declared_on=FIRST,
    )
    entry.practices.add(cast.practice)
    codes, _ = refusal(lambda: answer(case_officer, request_))
    assert codes == {"answer_information.in_conflict"}


def test_an_overdue_request_can_still_be_answered(case_officer, cast, request_, settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 5, 3)
    assert answer(case_officer, request_).pk


# --- What a case officer does not do ----------------------------------------------------------------------------------
@pytest.fixture
def carried(room):
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    return room


def test_a_case_officer_does_not_veto_and_is_told_who_does(case_officer, carried):
    decision = carried.decision("Croydon").pk
    with pytest.raises(Refused) as refused:
        actions.use_veto(actor=case_officer, resolution=decision, reason="Too dear.")
    said = " ".join(f"{each.text} {each.who_can}" for each in refused.value.verdict.refusals)
    assert "does not exercise NHS England's veto" in said
    assert "An officer of NHS England who exercises its veto" in said
    with pytest.raises(Refused):
        actions.waive_veto(actor=case_officer, resolution=decision)


def test_a_case_officer_does_not_agree(case_officer, room, cast):
    scheme = world.put(room.meeting, world.a_matter("A scheme", [cast.croydon.ccg], Function.INCENTIVE_SCHEMES))
    room.arrive()
    room.begin(scheme)
    decision = room.decision("Croydon", scheme).pk
    actions.agree(actor=room.secretary, resolutions=[decision])
    with pytest.raises(Refused) as refused:
        actions.give_agreement(actor=case_officer, resolution=decision, given=True)
    assert "Croydon NHS England, or the secretary" in " ".join(each.who_can for each in refused.value.verdict.refusals)


def test_a_case_officer_puts_papers_before_the_committees_to_which_they_are_posted(case_officer, room, cast):
    own = world.put(room.meeting, world.a_matter("Croydon's own", [cast.croydon.ccg]))
    record = load_record(room.meeting.pk)
    verdict = may_add_paper(case_officer, record, record.item_by_id[own.pk])
    assert verdict
    assert "NHS England's case officers and officers posted to the Croydon joint committee" in verdict.sentence
    said = {"title": "What it costs", "text": "Figures.", "access": Access.PUBLIC}
    paper = add_paper(actor=case_officer, meeting=room.meeting.pk, item=own.pk, **said)
    assert paper.item == own


def test_nor_before_a_committee_to_which_they_are_not_posted(case_officer, room, cast):
    mertons = world.put(room.meeting, world.a_matter("Merton's own", [cast.merton.ccg]))
    record = load_record(room.meeting.pk)
    verdict = may_add_paper(case_officer, record, record.item_by_id[mertons.pk])
    assert not verdict
    assert "The secretary of the Merton" in verdict.refusals[0].who_can


# --- The page of the matter -------------------------------------------------------------------------------------------
def page_of(client, account, request) -> str:
    client.force_login(account)
    answer = client.get(reverse("matter_outside", args=[request.committee_id, request.matter_id]))
    assert answer.status_code == 200
    return text(answer)


def test_the_page_says_what_was_asked_by_when_and_what_was_answered(case_officer, cast, client, request_):
    said = page_of(client, cast.secretary, request_)
    assert WHAT in said
    assert "Asked by Sam Secretary on 14 April 2016, to be answered by 28 April 2016." in said
    answer(case_officer, request_)
    said = page_of(client, cast.secretary, request_)
    assert "NHS England (Cass Case) on 14 April 2016: About four hundred." in said
    assert "overdue" not in said


def test_an_overdue_request_is_shown_as_such(cast, client, request_, settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 28)
    assert "overdue" not in page_of(client, cast.secretary, request_), "the day itself counts"
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 29)
    assert "overdue" in page_of(client, cast.secretary, request_)


def test_it_is_asked_and_answered_on_the_page(case_officer, cast, client, matter):
    address = reverse("matter_outside", args=[cast.croydon.committee.pk, matter.pk])
    client.force_login(cast.secretary)
    day = {"due_on_day": "28", "due_on_month": "4", "due_on_year": "2016"}
    sent = {"press": "ask-information", "text": WHAT, "key": uuid.uuid4(), **day}
    assert client.post(address, sent).status_code == 302
    request = InformationRequest.objects.get()
    client.force_login(case_officer.account)
    sent = {"press": f"answer-information-{request.pk}", "text": "Four hundred.", "key": uuid.uuid4()}
    assert client.post(address, sent).status_code == 302
    assert InformationAnswer.objects.get().text == "Four hundred."


def test_a_day_that_is_past_is_said_on_the_page(cast, client, matter):
    client.force_login(cast.secretary)
    day = {"due_on_day": "13", "due_on_month": "4", "due_on_year": "2016"}
    sent = {"press": "ask-information", "text": WHAT, "key": uuid.uuid4(), **day}
    found = client.post(reverse("matter_outside", args=[cast.croydon.committee.pk, matter.pk]), sent)
    assert found.status_code == 422
    assert "13 April 2016 is not a day to come" in text(found)
    assert not InformationRequest.objects.exists()


def test_who_may_not_answer_is_offered_no_form_and_a_press_of_it_is_refused(cast, client, request_):
    said = page_of(client, cast.secretary, request_)
    assert "Answer for NHS England" not in said
    address = reverse("matter_outside", args=[request_.committee_id, request_.matter_id])
    sent = {"press": f"answer-information-{request_.pk}", "text": "x", "key": uuid.uuid4()}
    found = client.post(address, sent)
    assert found.status_code == 403
    assert "does not answer for NHS England" in text(found)


def test_the_page_asks_no_more_with_more_requests(cast, client, request_):
    page_of(client, cast.secretary, request_)
    address = reverse("matter_outside", args=[request_.committee_id, request_.matter_id])

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    one = counted()
    for n in range(4):
        ask(cast.acting("secretary"), cast.croydon, request_.matter, text=f"Question {n}")
    assert counted() == one


def test_the_secretarys_first_page_tells_what_is_overdue_and_what_was_answered_lately(cast, client, request_, settings):
    def line() -> str:
        client.force_login(cast.secretary)
        said = text(client.get(reverse("home")))
        found = said.find("Information asked of NHS England")
        return said[found : found + 120] if found >= 0 else ""

    assert line() == ""
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 29)
    assert "Croydon, needed by 28 April 2016 : overdue" in line()
    answer(world.actor(cast.nhs_england, date(2016, 4, 29)), request_)
    assert "Croydon, needed by 28 April 2016 : answered on 29 April 2016" in line()
    settings.COCOMM_CLOCK_DAY = date(2016, 5, 14)
    assert line() == ""


def test_a_time_still_to_come_is_refused(cast, matter):
    later = datetime(2016, 4, 20, 9, tzinfo=clock.LONDON)
    with pytest.raises(ValidationError, match="still to come"):
        ask(cast.acting("secretary"), cast.croydon, matter, when=later)
