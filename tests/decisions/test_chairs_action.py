"""Chair's action, taken on the matter's page: who takes it, and what is refused whole. Everything is made up."""

from __future__ import annotations

from datetime import date

import pytest

from committees.terms import Level, Route
from decisions import actions
from decisions.book import verify_book
from decisions.models import OutsideDecision
from tests import world
from tests.committees.declared import a_practice, an_interest
from tests.decisions.between import Between, text, written
from tests.test_bad_input import JUNK
from tests.world import CHAIR, FINANCE, GP, NINTH, OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_day(settings):
    """Set the clock's day."""

    def at(day: date) -> None:
        settings.COCOMM_CLOCK_DAY = day

    at(world.DAY)
    return at


@pytest.fixture
def between(at_day) -> Between:
    return Between()


def test_the_page_takes_it_from_the_secretary_and_from_the_chair(between, client):
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "Chair's action" in page
    assert (
        "The terms of reference do not say who signs chair's action. The plain default: the chair or vice-chair" in page
    )
    answer = client.post(between.page, between.form(), follow=True)
    assert "Chair's action is recorded and in effect" in text(answer)
    decision = OutsideDecision.objects.get()
    assert decision.route == Route.CHAIRS_ACTION
    assert decision.by == between.body.people[CHAIR]
    assert [(each.person, each.how) for each in decision.signatures.all()] == [
        (between.body.people[CHAIR], "by telephone"),
        (between.body.people[OFFICER], "by e-mail"),
    ]
    assert decision.verdict["allowed"]
    assert decision.signatures.first().verdict["allowed"]
    assert verify_book(between.committee.pk) == []
    said = text(client.get(between.page))
    assert "Merton Chief officer, chief officer: by e-mail." in said
    assert "Members asked beforehand: The GP members, who agreed." in said
    assert "It is not yet reported to the committee." in said
    assert "no meeting of merton is planned" in said.lower()
    assert "Take chair's action" not in said, "the matter is decided"


def test_the_chair_takes_it_by_their_own_account_and_others_do_not(between, client):
    client.force_login(world.an_account("gp", between.body.people[GP]))
    assert "Take chair's action" not in text(client.get(between.page))
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "Only the chair or vice-chair of the Merton primary care commissioning committee takes it" in text(answer)
    assert written() == before
    client.force_login(between.chair)
    assert client.post(between.page, between.form()).status_code == 302
    assert OutsideDecision.objects.get().recorded_by == between.chair


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"who_1": ""}, 422, "Choose who signs as one executive member."),
        ({"how_1": ""}, 422, "Say how one executive member agreed."),
        ({"reason": " "}, 422, "Say why it could not wait for a meeting."),
        ({"text": ""}, 422, "Say what is decided."),
        ({"who_1": "gp"}, 403, "need one executive member to sign"),
        ({"who_1": "chair"}, 403, "is named twice: each place needs a different person"),
        ({"who_1": "999999:1"}, 422, "Choose signatories from the seats of this committee"),
        ({"who_1": "stranger"}, 403, "is not appointed as Chief officer"),
        ({"who_1": "junk"}, 422, "This form is not whole."),
        ({"who_1": "²:1"}, 422, "This form is not whole."),
        ({"on_day": "1"}, 422, "Give the time of day: this is not today."),
        ({"on_day": "31"}, 422, "Give the day as a date."),
        ({"on_day": "20", "at": "10:00"}, 422, "This time is still to come."),
        ({"private": "on"}, 422, "Give the ground on which it is reported in private."),
        ({"private_ground": "Commercial"}, 422, "tick that it is, or leave the ground empty"),
        ({"key": "x"}, 422, "This form is not whole."),
    ],
)
def test_what_is_not_in_order_is_refused_in_a_sentence_and_nothing_is_half_written(
    between, client, said, status, sentence
):
    if said.get("who_1") == "stranger":
        said = {"who_1": f"{between.body.seats[OFFICER].pk}:999999"}
    elif said.get("who_1") in ("gp", "chair"):
        said = {"who_1": between.pair({"gp": GP, "chair": CHAIR}[said["who_1"]])}
    client.force_login(between.account)
    before = written()
    answer = client.post(between.page, between.form(**said))
    assert answer.status_code == status, text(answer)[-600:]
    assert sentence.casefold() in text(answer).casefold()
    assert written() == before


def a_practice_of(person, between):
    """The matter names a practice in which this person is a partner."""
    practice = a_practice("Flooded Surgery", "H85000")
    between.matter.practices.add(practice)
    an_interest(person, "Owner of the building", practices=[practice])


def test_a_signatory_in_conflict_stops_it_with_what_the_registers_show(between, client):
    a_practice_of(between.body.people[OFFICER], between)
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "Merton Chief officer has an interest in this matter" in page
    assert between.pair(OFFICER) not in client.get(between.page).content.decode(), "and is not in the list"
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "Outside a meeting nobody rules on it, so Merton Chief officer may not take chair" in text(answer)
    assert "Somebody else who fits the place, or the committee in a meeting" in text(answer)
    assert written() == before
    assert client.post(between.page, between.form(who_1=between.pair(FINANCE))).status_code == 302


def test_terms_that_do_not_permit_it_are_told_and_keep_it_from_being_written(at_day, client):
    between = Between(urgent_slots=[])
    client.force_login(between.account)
    assert "do not permit chair's action" in text(client.get(between.page))
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "do not permit chair's action" in text(answer)
    assert written() == before


def test_it_is_taken_once(between, client):
    between.take()
    client.force_login(between.account)
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "This matter is decided already." in text(answer)
    assert written() == before


def test_not_while_the_committee_is_meeting_with_the_matter_before_it(between, client):
    meeting = between.plan(world.DAY)
    actions.put_on_agenda(meeting=meeting, matter=between.matter, number="7")
    client.force_login(between.account)
    assert "Take chair's action" in text(client.get(between.page)), "the meeting has not begun"
    between.meeting_of(meeting).arrive()
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "is meeting now and has this matter before it" in text(answer)
    assert written() == before


def test_at_level_2_nhs_england_signs_where_the_terms_name_it_and_no_veto_hangs_on_it(at_day, client):
    slots = [
        {"label": "the chair or vice-chair", "offices": ["chair", "vice_chair"]},
        {"label": "NHS England's member", "represents": ["nhs_england"]},
    ]
    between = Between(Level.JOINT, urgent_slots=slots, urgent_signatories="The chair with NHS England's member")
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "The terms of reference name who signs chair's action" in page
    assert "none hangs on chair's action for Merton" in page
    missing = client.post(between.page, between.form())
    assert missing.status_code == 403
    assert "need NHS England's member to sign" in text(missing)
    assert client.post(between.page, between.form(who_1=between.pair(NINTH))).status_code == 302
    decision = OutsideDecision.objects.get()
    assert not hasattr(decision, "veto")


def test_anything_typed_into_the_form_is_refused_in_a_sentence(between, client):
    client.force_login(between.account)
    fields = [name for name in between.form() if name not in ("press", "key")] + ["private", "private_ground"]
    before = written()
    for turn in range(0, len(JUNK), 4):
        junk = {name: JUNK[(turn + place) % len(JUNK)] for place, name in enumerate(fields)}
        answer = client.post(between.page, between.form(**junk))
        assert answer.status_code in (403, 422), junk
        assert "Not done" in text(answer)
    assert written() == before
