"""Level 1 on the pages: the matter, home, and the lists between meetings. Everything in here is made up."""

import html
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.terms import Act, CommitteeKind
from decisions.actions.outside.consulting import respond
from decisions.models import Consultation, ConsultationResponse, OutsideDecision
from decisions.outside.facts import load_outside
from decisions.outside.gate import may_outside
from decisions.outside.level_1 import awaiting, to_answer
from practices import clock
from tests import world
from tests.decisions.level_1 import a_committee, level_1
from tests.decisions.test_level_1 import LATER, UNTIL, asked, decided
from tests.test_bad_input import anything_sent
from tests.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db, on_the_day):
    return level_1()


@pytest.fixture
def matter(place):
    return place.matter()


# --- The pages ---
def page(client, place, matter, actor, **sent):
    client.force_login(actor.account)
    address = reverse("matter_outside", args=[place.team.pk, matter.pk])
    answer = client.post(address, {"key": uuid.uuid4()} | sent, follow=True) if sent else client.get(address)
    return answer, html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


CONSULTS = {"press": "consult", "text": "It may close.", "respond_by_day": "28", "respond_by_month": "4"}
CONSULTS |= {"respond_by_year": "2016"}
DECIDES = {
    "press": "decide-at-level-1",
    "verb": "approve",
    "text": "The branch may close.",
    "reason": "Few patients use it.",
}


def test_from_consultation_to_decision_on_the_page(client, place, matter):
    _, said = page(client, place, matter, place.officer, **CONSULTS, ccg=place.ccg.pk)
    assert "City and Hackney is consulted, and can answer until 28 April 2016." in said
    assert "awaits a response" in said
    assert "City and Hackney was consulted and has until 28 April 2016 to answer: NHS England waits" in said
    name = f"respond-{Consultation.objects.get().pk}"
    _, said = page(client, place, matter, place.chair, press=name, text="Keep it open until October.")
    assert "The response of City and Hackney is recorded." in said
    answer, said = page(client, place, matter, place.officer, **DECIDES)
    assert answer.status_code == 422
    assert "Say how the response was taken into account." in said
    _, said = page(client, place, matter, place.officer, **DECIDES, how_taken="It stays open until October.")
    assert "NHS England's decision is recorded." in said
    assert "How the response was taken into account: It stays open until October." in said
    assert "without a ballot" in said
    assert "Decide for NHS England" not in said


def test_a_decision_without_consultation_says_so(client, place, matter):
    _, said = page(client, place, matter, place.officer, **DECIDES)
    assert "The CCG was not consulted. It may be, and need not be." in said


def test_the_ccg_reads_along_once_it_is_consulted_and_not_before(client, place, matter):
    for who in ("chair", "ccg_secretary", "member"):
        assert page(client, place, matter, getattr(place, who))[0].status_code == 403
    asked(place, matter)
    for who in ("chair", "ccg_secretary", "member"):
        assert page(client, place, matter, getattr(place, who))[0].status_code == 200
    assert page(client, place, matter, place.stranger)[0].status_code == 403


def test_the_ccg_reads_what_was_decided_for_it_without_consultation(client, place, matter):
    decided(place, matter)
    _, said = page(client, place, matter, place.member)
    assert "The branch may close." in said


PRESSES = {
    "consult": {"officer", "case_officer", "team_secretary"},
    "respond": {"chair", "ccg_secretary"},
    "decide-at-level-1": {"officer", "team_secretary"},
}
EVERYBODY = ["officer", "case_officer", "team_secretary", "chair", "ccg_secretary", "member", "stranger"]


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("press", PRESSES)
def test_who_may_press_what_and_everybody_else_is_refused(client, place, matter, press, who):
    sent = {"consult": CONSULTS | {"ccg": place.ccg.pk}, "respond": {"text": "We agree."}}.get(press, DECIDES)
    if press == "respond":
        sent = sent | {"press": f"respond-{asked(place, matter).pk}"}
    if who == "team_secretary":
        sent = sent | {"person": place.officer_person.pk}
    before = rows()
    answer, _ = page(client, place, matter, getattr(place, who), **sent)
    may = who in PRESSES[press]
    assert answer.status_code == (200 if may else 403)
    assert (rows() > before) is may


def rows() -> int:
    return sum(model.objects.count() for model in (Consultation, ConsultationResponse, OutsideDecision))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Say what is proposed."),
        ({"respond_by_day": ""}, "Give the day as a date"),
        ({"respond_by_day": "31", "respond_by_month": "2"}, "Give the day as a date"),
        ({"respond_by_day": "13"}, "13 April 2016 has passed"),
        ({"ccg": "999999"}, "Choose from the list."),
        ({"ccg": "x"}, "Choose from the list."),
        ({"ccg": ""}, "Choose which CCG is consulted."),
        ({"key": "x"}, "This form is not whole."),
        ({"press": "abolish"}, "This form is not whole."),
    ],
)
def test_a_consultation_typed_wrongly_is_refused_in_a_sentence_and_nothing_is_written(
    client, place, matter, wrong, sentence
):
    answer, said = page(client, place, matter, place.officer, **(CONSULTS | {"ccg": place.ccg.pk} | wrong))
    assert answer.status_code == 422
    assert sentence in said
    assert rows() == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Write what NHS England decides."),
        ({"reason": ""}, "Give the reason for the decision."),
        ({"verb": "note"}, "Choose from the list."),
        ({"verb": ""}, "Choose what NHS England decides."),
    ],
)
def test_a_decision_typed_wrongly_is_refused_in_a_sentence_and_nothing_is_written(
    client, place, matter, wrong, sentence
):
    answer, said = page(client, place, matter, place.officer, **(DECIDES | wrong))
    assert answer.status_code == 422
    assert sentence in said
    assert rows() == 0


@pytest.mark.parametrize("what", ["consult", "respond", "decide"])
def test_anything_can_be_sent_to_the_page(client, place, matter, what):
    """Taken, or refused in a sentence and nothing half-written; never an error of ours."""
    fields = {"consult": CONSULTS | {"ccg": place.ccg.pk}, "decide": DECIDES}
    right = fields.get(what) or {"press": f"respond-{asked(place, matter).pk}", "text": "We agree."}
    client.force_login((place.chair if what == "respond" else place.officer).account)
    address = reverse("matter_outside", args=[place.team.pk, matter.pk])
    anything_sent(client, address, right, [*right, "key", "person", "how_taken"])


def test_the_teams_secretary_says_in_whose_name(client, place, matter):
    answer, said = page(client, place, matter, place.team_secretary, **DECIDES)
    assert answer.status_code == 422
    assert "Choose who does this for NHS England." in said
    answer, _ = page(client, place, matter, place.team_secretary, **DECIDES, person=place.chair.person)
    assert answer.status_code == 422


def test_what_a_form_offers_twice_is_taken_once(client, place, matter):
    key = uuid.uuid4()
    for _ in range(2):
        page(client, place, matter, place.officer, **CONSULTS, ccg=place.ccg.pk, key=key)
    assert Consultation.objects.count() == 1


def test_the_page_costs_the_same_however_many_ccgs_answer(client, place, matter):
    client.force_login(place.officer.account)
    address = reverse("matter_outside", args=[place.team.pk, matter.pk])

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    asked(place, matter)
    before = cost()
    others = [world.a_ccg("Other", "09X"), world.a_ccg("Third", "09Y")]
    for ccg in others:
        Consultation.objects.create(
            committee=place.team,
            matter=matter,
            ccg=ccg,
            text="x",
            respond_by=UNTIL,
            happened_at=clock.now(),
            recorded_at=clock.now(),
        )
    assert cost() == before


# --- Lists ---
def test_the_ccgs_chair_and_secretary_find_on_their_home_what_awaits_their_answer_with_its_day(client, place, matter):
    asked(place, matter)
    for who, sees in (("chair", True), ("ccg_secretary", True), ("member", False), ("officer", False)):
        client.force_login(getattr(place, who).account)
        said = client.get(reverse("home")).content.decode()
        assert ("28 April 2016" in said and "A branch surgery" in said) is sees, who
    respond(actor=place.chair, consultation=Consultation.objects.get().pk, text="We agree.")
    client.force_login(place.chair.account)
    assert "A branch surgery" not in client.get(reverse("home")).content.decode()
    assert to_answer(place.chair, DAY) == []


def test_the_teams_page_between_meetings_lists_what_it_has_yet_to_decide(client, place, matter):
    team = [place.team.pk]
    client.force_login(place.officer.account)
    assert "A branch surgery" in client.get(reverse("book", args=team)).content.decode()
    assert [(each.title, each.state) for each in awaiting(team, DAY)] == [("A branch surgery", "to decide")]
    consultation = asked(place, matter)
    assert [(each.state, each.ccg, each.due_on) for each in awaiting(team, DAY)] == [
        ("awaits a response", "City and Hackney", UNTIL)
    ]
    assert [each.state for each in awaiting(team, LATER)] == ["no response"]
    respond(actor=place.chair, consultation=consultation.pk, text="We agree.")
    assert [each.state for each in awaiting(team, DAY)] == ["answered"]
    decided(place, matter, how_taken="Gladly.")
    assert awaiting(team, DAY) == []
    assert awaiting([place.governing_body.pk], DAY) == []


def test_a_committees_page_between_meetings_lists_what_nhs_england_decided_for_its_ccgs(client, place, matter):
    decided(place, matter)
    for who, body in (("chair", place.governing_body), ("officer", place.team)):
        client.force_login(getattr(place, who).account)
        said = client.get(reverse("book", args=[body.pk])).content.decode()
        assert "What NHS England decided" in said
        assert "A branch surgery" in said
        assert "14 April 2016" in said


def test_what_the_gate_says_of_a_matter_that_is_not_there_is_no():
    """No matter, no right: the engine is asked in a meeting for acts that belong outside one."""
    from committees.rights.entitlement import entitlement
    from tests.rights.rooms import merton

    for act in (Act.CONSULT, Act.RESPOND, Act.DECIDE_FOR_NHS_ENGLAND, Act.ASK_CONSENT, Act.ANSWER_CONSENT):
        cast = merton()
        verdict = entitlement(act, person=cast.id("chair"), seat=None, room=cast.room(), question=cast.question())
        assert {reason.code for reason in verdict.refusals} == {f"{act}.no_matter"}


def test_a_team_has_a_kind_of_its_own(place):
    other = a_committee("A delivery group", CommitteeKind.DELIVERY_GROUP, place.ccg)
    matter = world.a_matter("A branch surgery", [place.ccg], raised_by=other)
    record = load_outside(other.pk, matter.pk, DAY, also=[place.officer.person])
    verdict = may_outside(Act.DECIDE_FOR_NHS_ENGLAND, place.officer, record)
    assert "decide_for_nhs_england.not_its_team" in verdict.codes
