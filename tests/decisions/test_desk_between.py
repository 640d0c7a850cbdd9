"""NHS England's desk between meetings: consent at level 3 and decisions at level 1, with the same acts as elsewhere."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from committees.models import ConsentRule, Person
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from decisions.actions.outside.consent import ask_consent
from decisions.actions.outside.consulting import consult, respond
from decisions.desk import desk_page, scope_of
from decisions.desk.page import Filter
from decisions.models import ConsentAnswer, Matter, OutsideDecision
from tests import world
from tests.decisions.level_1 import level_1, with_post
from tests.test_permission_layer import text
from tests.world import DAY, FIRST


def desk_of(actor, day=DAY, **shown):
    return desk_page(scope_of(world.actor(actor.account, day), day), Filter(**shown))


def press(client, actor, row, name, **fields):
    client.force_login(actor.account)
    return client.post(reverse("desk"), {"act": row, "press": name, "key": uuid.uuid4()} | fields)


# --- Consent ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def officer(cast):
    return with_post("consenting", "Connie Consent", cast.merton.committee, PostKind.NHS_ENGLAND_OFFICER)


@pytest.fixture
def request_(cast, officer):
    ConsentRule.objects.create(
        ccg=cast.merton.ccg, kind="award", above=Decimal(250_000), starts_on=FIRST, source="Made-up agreement"
    )
    room = cast.meeting(items=1)
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="award", value=Decimal(300_000))
    return ask_consent(
        actor=cast.acting("secretary"),
        committee=cast.merton.committee.pk,
        matter=room.items[0].matter_id,
        text="To award the contract.",
    )


def test_a_request_for_consent_at_level_3_awaits_us_and_is_no_veto(officer, request_):
    (row,) = desk_of(officer).awaits
    assert (row.name, row.ccgs) == (f"consent-{request_.pk}", "Merton, level 3")
    assert row.power == "consent beforehand, and no veto afterwards"
    assert "To award the contract." in row.told
    assert row.silence == "If you say nothing, the committee cannot decide it."


@pytest.mark.parametrize(
    ("answer", "given", "said"), [("give", True, "Consented."), ("refuse", False, "Refused its consent.")]
)
def test_consent_is_given_or_refused_from_the_desk(officer, request_, client, answer, given, said):
    row, name = f"consent-{request_.pk}", f"give-consent-{request_.pk}"
    client.force_login(officer.account)
    assert name in client.get(reverse("desk"), {"act": row}).content.decode()
    assert press(client, officer, row, name, answer=answer, reason="Within the budget.").status_code == 302
    assert ConsentAnswer.objects.get().given is given
    found = desk_of(officer)
    assert found.awaits == ()
    assert [(each.kind.value, each.answer, each.reason) for each in found.history] == [
        ("consent", said, "Within the budget.")
    ]


def test_a_refusal_without_a_reason_is_refused_and_nothing_is_written(officer, request_, client):
    answer = press(client, officer, f"consent-{request_.pk}", f"give-consent-{request_.pk}", answer="refuse")
    assert answer.status_code == 422
    assert "Say why consent is refused" in text(answer)
    assert not ConsentAnswer.objects.exists()


def test_a_case_officer_sees_the_request_and_is_refused_with_who_can(cast, request_, client):
    account = world.an_account("cases", Person.objects.create(name="Cass Case", made_up=True))
    appoint_to_post(account=account, committee=cast.merton.committee, kind=PostKind.CASE_OFFICER, starts_on=FIRST)
    case_officer = world.actor(account)
    (row,) = desk_of(case_officer).awaits
    assert not row.held
    assert "its officer posted to the committee gives or refuses consent" in row.holder
    answer = press(client, case_officer, row.name, f"give-consent-{request_.pk}", answer="give")
    assert answer.status_code == 403
    assert not ConsentAnswer.objects.exists()


# --- Level 1 ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def place(db, on_the_day):
    return level_1()


@pytest.fixture
def consulted(place):
    matter = place.matter()
    consult(
        actor=place.officer,
        committee=place.team.pk,
        matter=matter.pk,
        ccg=place.ccg.pk,
        text="May the branch close?",
        respond_by=date(2016, 4, 28),
    )
    return matter


def test_a_matter_at_level_1_awaits_the_team_that_decides_it(place):
    matter = place.matter()
    (row,) = desk_of(place.officer).awaits
    assert (row.name, row.ccgs) == (f"level_1-{place.team.pk}-{matter.pk}", "City and Hackney, level 1")
    assert row.power == "decision at level 1, by NHS England and without a ballot"
    assert row.told == "Nobody was consulted: the CCG may be, and need not be."
    assert row.silence == "Until you decide, nothing is decided."


def test_while_the_ccg_may_answer_we_wait_and_once_it_has_it_awaits_us(place, consulted):
    found = desk_of(place.officer)
    assert found.awaits == ()
    (waits,) = found.waits
    assert waits.told == "City and Hackney is consulted, and may answer until 28 April 2016."
    assert waits.how_long == "10 working days left after today, until the end of 28 April 2016."
    consultation = consulted.consultations.get()
    respond(actor=place.ccg_secretary, consultation=consultation.pk, text="Yes.")
    found = desk_of(place.officer)
    assert found.waits == ()
    assert [row.told for row in found.awaits] == [
        "City and Hackney was consulted and has answered: decide when you are ready."
    ]


def test_after_its_day_we_may_decide_without_an_answer(place, consulted):
    (row,) = desk_of(place.officer, date(2016, 4, 29)).awaits
    assert row.told == "City and Hackney was consulted and did not answer by 28 April 2016: you may decide without."


def test_the_team_decides_from_the_desk(place, client):
    matter = place.matter()
    fields = {"text": "The branch may close.", "reason": "Few use it.", "verb": "approve"}
    row = f"level_1-{place.team.pk}-{matter.pk}"
    assert press(client, place.officer, row, "decide-at-level-1", **fields).status_code == 302
    assert OutsideDecision.objects.get().text == "The branch may close."
    found = desk_of(place.officer)
    assert found.awaits == ()
    (said,) = found.history
    assert (said.answer, said.reason, said.ccgs) == (
        "Decided: The branch may close.",
        "Few use it.",
        "City and Hackney, level 1",
    )
    assert len(desk_of(place.officer, ccg="07T").history) == 1
    assert len(desk_of(place.officer, ccg="08R").history) == 0


def test_a_case_officer_of_the_team_prepares_and_does_not_decide(place, client):
    matter = place.matter()
    (row,) = desk_of(place.case_officer).awaits
    assert (row.held, row.holder) == (False, "Whoever holds a seat on NHS England's team decides.")
    fields = {"text": "It may close.", "reason": "Few use it.", "verb": "approve"}
    answer = press(client, place.case_officer, f"level_1-{place.team.pk}-{matter.pk}", "decide-at-level-1", **fields)
    assert answer.status_code == 403
    assert "Olive Officer" in text(answer)
    assert not OutsideDecision.objects.exists()
