"""NHS England's consent at level 3: asked, given or refused, and the vote that waits for it. All made up."""

import html
import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import ConsentRule, Person
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post, end_post
from committees.terms import Access, Act, Function, Outcome, Purpose, Recording, Verb
from decisions import actions
from decisions.actions.outside.consent import answer_consent, ask_consent
from decisions.actions.preparing import add_paper
from decisions.book import verify_book
from decisions.facts import load_record
from decisions.gate import Refused, may_on_resolution
from decisions.models import ConsentAnswer, ConsentRequest, Matter, Opening
from practices import clock
from tests import world
from tests.decisions.level_1 import with_post
from tests.decisions.test_finding import an_interest
from tests.stated import with_facts
from tests.test_bad_input import anything_sent
from tests.world import CHAIR, DAY, FIRST

pytestmark = pytest.mark.django_db
LIMIT = Decimal("250000.00")


@pytest.fixture
def room(cast):
    """The cast's meeting in common: its first item is a contract award of £300,000. Everybody is there."""
    room = cast.meeting(items=2)
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="award", value=Decimal(300_000))
    with_facts(Matter.objects.get(pk=room.items[0].matter_id))
    room.arrive()
    room.begin(room.items[0])
    return room


@pytest.fixture
def rule(cast):
    return ConsentRule.objects.create(
        ccg=cast.merton.ccg, kind="award", above=LIMIT, starts_on=FIRST, source="Made-up delegation agreement"
    )


@pytest.fixture
def officer(cast):
    return with_post("consenting", "Connie Consent", cast.merton.committee, PostKind.NHS_ENGLAND_OFFICER)


@pytest.fixture
def matter(room):
    return room.items[0].matter_id


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.verdict.refusals}


def ask(cast, matter, actor=None, **more):
    told = {"text": "To award the contract."} | more
    return ask_consent(
        actor=actor or cast.acting("secretary"), committee=cast.merton.committee.pk, matter=matter, **told
    )


def opens(room, name="Merton"):
    decision = room.decision(name, room.items[0])
    actions.open_voting(actor=room.secretary, resolutions=[decision.pk], recording=Recording.BY_NAME)


# --- The vote waits for consent ---
def test_without_consent_no_vote_is_opened_and_it_is_said_why_by_which_rule_and_who_can(room, rule):
    with pytest.raises(Refused) as refused:
        opens(room)
    (why,) = refused.value.verdict.refusals
    assert why.code == "open_voting.no_consent"
    assert "above £250,000 needs NHS England's consent beforehand: this is for £300,000" in why.text
    assert "It was not asked for." in why.text
    assert why.source.title == "Made-up delegation agreement"
    assert "NHS England's officer, by giving consent" in why.who_can
    assert not Opening.objects.exists()


def test_with_consent_the_vote_is_opened_and_carried_at_once_and_nhs_england_has_no_veto(
    cast, room, rule, matter, officer
):
    answer_consent(actor=officer, request=ask(cast, matter).pk, given=True)
    opens(room)
    decision = room.decision("Merton", room.items[0])
    assert not decision.opening.veto
    assert "open_voting.consented" in {reason["code"] for reason in decision.opening.verdict["reasons"]}


def test_consent_refused_keeps_the_vote_closed_and_may_be_asked_for_anew(cast, room, rule, matter, officer):
    answer_consent(actor=officer, request=ask(cast, matter).pk, given=False, reason="Too dear.")
    with pytest.raises(Refused) as refused:
        opens(room)
    assert "NHS England refused it on 14 April 2016." in refused.value.verdict.sentence
    again = ask(cast, matter, text="For less.")
    with pytest.raises(Refused) as refused:
        opens(room)
    assert "is not answered" in refused.value.verdict.sentence
    answer_consent(actor=officer, request=again.pk, given=True)
    opens(room)
    assert verify_book(cast.merton.committee.pk) == []


def test_at_level_2_a_rule_is_not_applied_for_nhs_england_sits_in_the_committee(cast, room, rule):
    ConsentRule.objects.create(ccg=cast.croydon.ccg, kind="award", starts_on=FIRST, source="made up")
    opens(room, "Croydon")
    assert room.decision("Croydon", room.items[0]).opening


@pytest.mark.parametrize(
    ("kind", "value", "needs"),
    [
        ("award", LIMIT, False),
        ("award", LIMIT + Decimal("0.01"), True),
        ("award", Decimal(0), False),
        ("award", None, True),
        ("rent", Decimal(10**9), False),
        ("", Decimal(10**9), True),
        ("", LIMIT, False),
    ],
)
def test_the_limit_itself_needs_no_consent_and_an_unknown_value_does(room, rule, matter, kind, value, needs):
    Matter.objects.filter(pk=matter).update(kind=kind, value=value)
    verdict = may_on_resolution(Act.OPEN_VOTING, room.secretary, room.record, room.decision("Merton", room.items[0]))
    assert ("open_voting.no_consent" in verdict.codes) is needs
    if value is None:
        assert "no value is given" in verdict.sentence


@pytest.mark.parametrize("dates", [{"ends_on": DAY - timedelta(days=1)}, {"starts_on": DAY + timedelta(days=1)}])
def test_a_rule_holds_between_its_days(room, rule, dates):
    ConsentRule.objects.filter(pk=rule.pk).update(**dates)
    opens(room)


def test_what_takes_no_vote_needs_no_consent(cast, room, rule, matter):
    item = room.items[1]
    Matter.objects.filter(pk=item.matter_id).update(kind="award", value=Decimal(300_000))
    item.matter.limbs.update(verb=Verb.NOTE)
    room.begin(item)
    decision = room.decision("Merton", item)
    actions.announce(actor=room.secretary, resolutions=[decision.pk])
    assert room.decision("Merton", item).announcement.outcome == Outcome.NOTED


def test_a_meeting_written_up_afterwards_needs_the_consent_it_had_then(cast, room, rule, matter, officer):
    """Consent that came after the vote is none for it."""
    request = ask(cast, matter, when=clock.now() - timedelta(hours=3))
    answer_consent(actor=officer, request=request.pk, given=True)
    record = load_record(room.meeting.pk)
    before = record.as_at(clock.now() - timedelta(hours=1))
    sitting, item = before.sittings[room.sittings["Merton"].pk], before.item_by_id[room.items[0].pk]
    assert before.consent(sitting, item).given is None
    assert record.consent(sitting, item).given


def test_loading_a_meeting_costs_two_queries_more_where_a_rule_asks_and_none_where_no_function_has_kinds(room, rule):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            load_record(room.meeting.pk)
        return len(captured)

    with_rule = cost()
    rule.delete()
    assert cost() == with_rule - 1
    Matter.objects.update(kind="")
    assert cost() == with_rule - 1, "the rules of the function are looked at"
    Matter.objects.update(function=Function.OTHER_CONTRACTORS)
    assert cost() == with_rule - 2


# --- Who asks, who answers ---
@pytest.mark.parametrize("who", ["secretary", "lay_chair"])
def test_who_runs_the_committees_business_or_chairs_it_asks(cast, rule, matter, who):
    assert ask(cast, matter, cast.acting(who)).committee == cast.merton.committee


@pytest.mark.parametrize(
    "who", ["gp", "executive", "croydon_chair", "nhs_england", "healthwatch", "stranger", "superuser"]
)
def test_nobody_else_asks(cast, rule, matter, who):
    with pytest.raises(Refused) as refused:
        ask(cast, matter, cast.acting(who))
    assert codes(refused) == {"ask_consent.not_the_secretary"}


@pytest.mark.parametrize(
    "who", ["secretary", "lay_chair", "gp", "croydon_chair", "nhs_england", "stranger", "superuser"]
)
def test_nobody_but_its_officer_consents_for_nhs_england(cast, rule, matter, who):
    request = ask(cast, matter)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=cast.acting(who), request=request.pk, given=True)
    assert "answer_consent.not_nhs_england" in codes(refused)
    assert not ConsentAnswer.objects.exists()


@pytest.mark.parametrize("who", ["gp", "secretary", "lay_chair"])
def test_the_ccgs_own_people_never_consent_though_a_post_of_nhs_englands_was_given_to_them(cast, rule, matter, who):
    account = getattr(cast, who)
    appoint_to_post(
        account=account, committee=cast.merton.committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST
    )
    request = ask(cast, matter)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=cast.acting(who), request=request.pk, given=True)
    assert codes(refused) == {"answer_consent.of_the_ccg"}


def test_a_case_officer_does_not_consent(cast, rule, matter):
    actor = with_post("case", "Cass Case", cast.merton.committee, PostKind.CASE_OFFICER)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=actor, request=ask(cast, matter).pk, given=True)
    assert codes(refused) == {"answer_consent.not_nhs_england"}


def test_an_officer_whose_post_ended_yesterday_does_not_consent(cast, rule, matter, officer):
    end_post(post=officer.account.posts.get(), last_day=DAY - timedelta(days=1), on=DAY)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=world.actor(officer.account), request=ask(cast, matter).pk, given=True)
    assert codes(refused) == {"answer_consent.not_nhs_england"}


def test_who_is_in_conflict_neither_asks_nor_consents(cast, rule, matter, officer):
    Matter.objects.get(pk=matter).practices.add(cast.practice)
    request = ask(cast, matter)
    an_interest(Person.objects.get(pk=officer.person), cast.practice)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=officer, request=request.pk, given=True)
    assert codes(refused) == {"answer_consent.in_conflict"}
    answer_of_another(cast, request)
    an_interest(cast.merton.people[CHAIR], cast.practice)
    with pytest.raises(Refused) as refused:
        ask(cast, matter, cast.acting("lay_chair"))
    assert "ask_consent.in_conflict" in codes(refused)


def answer_of_another(cast, request):
    other = with_post("other", "Otto Other", cast.merton.committee, PostKind.NHS_ENGLAND_OFFICER)
    return answer_consent(actor=other, request=request.pk, given=False, reason="Not now.")


# --- Once, and only where it is needed ---
def test_consent_that_no_rule_asks_for_is_not_asked_for(cast, matter):
    with pytest.raises(Refused) as refused:
        ask(cast, matter)
    assert codes(refused) == {"ask_consent.not_needed"}


def test_within_the_limit_it_is_not_asked_for_and_the_rule_is_named(cast, rule, matter):
    Matter.objects.filter(pk=matter).update(value=LIMIT)
    with pytest.raises(Refused) as refused:
        ask(cast, matter)
    assert "consent.within_limit" in refused.value.verdict.codes


def test_at_level_2_it_is_not_asked_for(cast, matter):
    ConsentRule.objects.create(ccg=cast.croydon.ccg, kind="award", starts_on=FIRST, source="made up")
    with pytest.raises(Refused) as refused:
        ask_consent(
            actor=cast.acting("secretary"), committee=cast.croydon.committee.pk, matter=matter, text="To award it."
        )
    assert codes(refused) == {"ask_consent.not_needed"}
    assert "consent.not_at_level_3" in refused.value.verdict.codes


def test_a_request_stands_once_until_it_is_answered_and_is_answered_once(cast, rule, matter, officer):
    request = ask(cast, matter)
    with pytest.raises(Refused) as refused:
        ask(cast, matter)
    assert codes(refused) == {"ask_consent.asked"}
    answer_consent(actor=officer, request=request.pk, given=True)
    with pytest.raises(Refused) as refused:
        answer_consent(actor=officer, request=request.pk, given=False, reason="On second thoughts.")
    assert codes(refused) == {"answer_consent.answered"}
    with pytest.raises(Refused) as refused:
        ask(cast, matter)
    assert codes(refused) == {"ask_consent.given"}


def test_what_is_not_whole_is_refused_and_nothing_is_written(cast, rule, matter, officer, room):
    with pytest.raises(ValidationError, match="Say what consent is asked for"):
        ask(cast, matter, text=" ")
    with pytest.raises(ValidationError, match="Choose a paper of this matter"):
        ask(cast, matter, paper=10**9)
    other = add_paper(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[1].pk,
        title="Of another item",
        access=Access.PUBLIC,
        text="x",
    )
    with pytest.raises(ValidationError, match="Choose a paper of this matter"):
        ask(cast, matter, paper=other.pk)
    assert not ConsentRequest.objects.exists()
    request = ask(cast, matter)
    with pytest.raises(ValidationError, match="Say why consent is refused"):
        answer_consent(actor=officer, request=request.pk, given=False)
    with pytest.raises(ValidationError, match=r"before consent was asked for|cannot have happened before"):
        answer_consent(actor=officer, request=request.pk, given=True, when=clock.now() - timedelta(hours=2))
    with pytest.raises(ValidationError, match="no such request"):
        answer_consent(actor=officer, request=10**9, given=True)
    assert not ConsentAnswer.objects.exists()


# --- Pages ---
def words(answer) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def page(client, cast, matter, actor, **sent):
    client.force_login(actor.account)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, matter])
    answer = client.post(address, {"key": uuid.uuid4()} | sent, follow=True) if sent else client.get(address)
    return answer, words(answer)


def test_from_request_to_consent_on_the_page_with_its_paper(client, cast, room, rule, matter, officer):
    paper = add_paper(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        title="Why this bidder",
        access=Access.MEMBERS,
        text="The best of three.",
    )
    secretary = cast.acting("secretary")
    _, said = page(client, cast, matter, secretary)
    assert "Needs NHS England's consent beforehand, which was not asked for yet." in said
    _, said = page(client, cast, matter, secretary, press="ask-consent", text="To award it.", paper=paper.pk)
    assert "NHS England is asked for its consent." in said
    assert "Why this bidder" in said
    request = ConsentRequest.objects.get()
    name = f"give-consent-{request.pk}"
    answer, said = page(client, cast, matter, officer, press=name, answer="refuse", reason="")
    assert answer.status_code == 422
    assert "Say why consent is refused." in said
    client.force_login(officer.account)
    assert client.get(reverse("paper", args=[paper.pk])).status_code == 200
    _, said = page(client, cast, matter, officer, press=name, answer="give", reason="")
    assert "NHS England's consent is recorded." in said
    assert "NHS England (Connie Consent) consented on 14 April 2016." in said


@pytest.mark.parametrize(("press", "may"), [("ask-consent", {"secretary", "lay_chair"}), ("give-consent", {"officer"})])
@pytest.mark.parametrize("who", ["secretary", "lay_chair", "gp", "executive", "nhs_england", "stranger", "officer"])
def test_who_may_press_what_and_everybody_else_is_refused(client, cast, rule, matter, officer, press, may, who):
    sent = {"press": press, "text": "To award it."}
    if press == "give-consent":
        sent = {"press": f"give-consent-{ask(cast, matter).pk}", "answer": "give", "reason": ""}
    before = ConsentRequest.objects.count() + ConsentAnswer.objects.count()
    actor = officer if who == "officer" else cast.acting(who)
    answer, _ = page(client, cast, matter, actor, **sent)
    assert answer.status_code == (200 if who in may else 403)
    assert (ConsentRequest.objects.count() + ConsentAnswer.objects.count() > before) is (who in may)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Say what consent is asked for."),
        ({"key": ""}, "This form is not whole."),
        ({"press": "give-consent-²"}, "This form is not whole."),
    ],
)
def test_a_request_typed_wrongly_is_refused_in_a_sentence(client, cast, rule, matter, wrong, sentence):
    sent = {"press": "ask-consent", "text": "To award it."} | wrong
    answer, said = page(client, cast, matter, cast.acting("secretary"), **sent)
    assert (answer.status_code, sentence in said) == (422, True)
    assert not ConsentRequest.objects.exists()


@pytest.mark.parametrize("press", ["ask", "answer"])
def test_anything_can_be_sent_to_the_page(client, cast, rule, matter, officer, press):
    """Taken, or refused in a sentence and nothing half-written; never an error of ours."""
    right = {"press": "ask-consent", "text": "To award it."}
    if press == "answer":
        right = {"press": f"give-consent-{ask(cast, matter).pk}", "answer": "refuse", "reason": "Too dear."}
    client.force_login(officer.account if press == "answer" else cast.secretary)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, matter])
    anything_sent(client, address, right, [*right, "key", "paper"])


def test_a_matter_without_a_rule_has_no_section_on_consent(client, cast, matter):
    _, said = page(client, cast, matter, cast.acting("secretary"))
    assert "NHS England's consent" not in said


def test_meeting_console_and_minutes_say_where_consent_stands(client, cast, room, rule, matter, officer):
    client.force_login(cast.secretary)
    names = ("meeting", "console", "minutes")

    def said():
        return [words(client.get(reverse(name, args=[room.meeting.pk]))) for name in names]

    for each in said():
        assert "Merton: Needs NHS England's consent beforehand, which was not asked for yet." in each
    request = ask(cast, matter)
    for each in said():
        assert "Merton: Awaits NHS England's consent, asked for on 14 April 2016." in each
    console = words(client.get(reverse("console", args=[room.meeting.pk])))
    assert "this is for £300,000" in console
    answer_consent(actor=officer, request=request.pk, given=True)
    for each in said():
        assert "Merton: NHS England consented on 14 April 2016." in each
        assert "Croydon: NHS England consented" not in each


def test_a_refusal_is_said_without_its_reason_where_the_public_reads(client, cast, room, rule, matter, officer):
    answer_consent(actor=officer, request=ask(cast, matter).pk, given=False, reason="A bidder is under investigation.")
    client.force_login(cast.stranger)
    said = words(client.get(reverse("meeting", args=[room.meeting.pk])))
    assert "NHS England refused its consent on 14 April 2016" in said
    assert "under investigation" not in said


# --- Kind and value on the agenda's item form ---
@pytest.fixture
def form(cast):
    room = cast.meeting(items=0)
    purposes = {f"purpose_{sitting.pk}": Purpose.APPROVAL.value for sitting in room.sittings.values()}
    fields = {
        "title": "A new contract",
        "function": "gp_commissioning",
        "kind": "award",
        "value": "300000",
        "ccgs": [cast.merton.ccg.pk, cast.croydon.ccg.pk],
        "verb": "approve",
        "text": "Award it.",
        "key": str(uuid.uuid4()),
    }
    return reverse("add_item", args=[room.meeting.pk]), fields | purposes


def test_an_item_has_a_kind_and_a_value(client, cast, form):
    address, fields = form
    client.force_login(cast.secretary)
    assert client.post(address, fields).status_code == 302
    matter = Matter.objects.get(title="A new contract")
    assert (matter.kind, matter.value) == ("award", Decimal(300_000))


def test_kind_and_value_may_stay_empty(client, cast, form):
    address, fields = form
    client.force_login(cast.secretary)
    assert client.post(address, fields | {"kind": "", "value": ""}).status_code == 302
    assert Matter.objects.get(title="A new contract").value is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": "odd"}, "Choose from the list of kinds of decision."),
        ({"kind": "budget"}, "A budget approval belongs to “General practice budget management”"),
        ({"value": "-1"}, "A value is not below nought."),
        ({"value": "a lot"}, "Give the value in pounds, as a number."),
        ({"value": "NaN"}, "Give the value in pounds, as a number."),
        ({"value": "1e30"}, "no more than 12 digits"),
        ({"value": "0.001"}, "no more than 2 decimal places"),
    ],
)
def test_a_kind_or_value_that_is_none_is_refused_in_a_sentence(client, cast, form, wrong, sentence):
    address, fields = form
    client.force_login(cast.secretary)
    answer = client.post(address, fields | wrong)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Matter.objects.filter(title="A new contract").exists()


# --- Without a kind ---
def test_leaving_the_kind_empty_does_not_take_away_the_need_for_consent(room, rule):
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="")
    with pytest.raises(Refused) as refused:
        actions.open_voting(
            actor=room.secretary, resolutions=[room.decision("Merton", room.items[0]).pk], recording=Recording.BY_NAME
        )
    (why,) = refused.value.verdict.refusals
    assert why.code == "open_voting.no_consent"
    assert why.who_can.endswith("Or give the matter its kind.")
    assert not Opening.objects.exists()


def test_a_rule_of_another_function_is_no_matter_without_a_kind(room, rule):
    ConsentRule.objects.filter(pk=rule.pk).update(kind="budget")
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="")
    actions.open_voting(
        actor=room.secretary, resolutions=[room.decision("Merton", room.items[0]).pk], recording=Recording.BY_NAME
    )


def test_with_neither_kind_nor_value_the_matters_page_asks_for_both(room, rule, cast, client):
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="", value=None)
    client.force_login(cast.secretary)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, room.items[0].matter_id])
    assert "give this matter a kind and a value" in html.unescape(client.get(address).content.decode())
    actions.open_voting(
        actor=room.secretary, resolutions=[room.decision("Merton", room.items[0]).pk], recording=Recording.BY_NAME
    )
