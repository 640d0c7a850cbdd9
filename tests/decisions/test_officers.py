"""An officer decides: recorded whole, in the committee's book; the page says who may, up to what, and why not. Made up."""

import html
import re
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import ConsentRule, Delegation, Interest
from committees.powers import Actor
from committees.terms import Function, Level, Verb
from decisions import actions
from decisions.actions.outside.officers import decide_as_officer
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import Matter, OutsideDecision, Page, Submission
from decisions.outside.in_meetings import decided_already
from practices import clock
from tests import world
from tests.world import DIRECTOR, FINANCE, FIRST, GP

pytestmark = pytest.mark.django_db
TODAY = {"on_day": 14, "on_month": 4, "on_year": 2016}
SCHEME = "Merton's scheme of delegation, made up"


def given(body, seat=FINANCE, kind="rent", up_to="25000", **more) -> Delegation:
    """A line of the body's scheme of delegation."""
    days = {"starts_on": FIRST} | more
    limit = Decimal(up_to) if up_to is not None else None
    return Delegation.objects.create(seat=body.seats[seat], kind=kind, up_to=limit, source=SCHEME, made_up=True, **days)


def a_matter(ccgs, value="10000", kind="rent", function=Function.GP_COMMISSIONING) -> Matter:
    matter = world.a_matter("Rent of the Made Up Surgery", ccgs, function)
    matter.kind, matter.value = kind, Decimal(value) if value is not None else None
    matter.save()
    return matter


@pytest.fixture
def rent(cast) -> Matter:
    """Rent of £10,000; Merton's chief finance officer (the cast's executive) may decide it up to £25,000."""
    given(cast.merton)
    return a_matter([cast.merton.ccg])


def decide(cast, matter, who="executive", *, officer=None, seat=FINANCE, body=None, **said):
    body = body or cast.merton
    words = {"text": "That the rent be paid.", "reason": "The valuer advised it."} | said
    return decide_as_officer(
        actor=cast.acting(who),
        committee=body.committee.pk,
        matter=matter.pk,
        seat=body.seats[seat].pk,
        officer=(officer or body.people[seat]).pk,
        **words,
    )


def refused(act, *codes):
    """Refused for these reasons, and nothing at all is written."""
    before = Page.objects.count(), OutsideDecision.objects.count()
    with pytest.raises(Refused) as refusal:
        act()
    assert {reason.code for reason in refusal.value.verdict.refusals} == set(codes)
    assert (Page.objects.count(), OutsideDecision.objects.count()) == before
    return refusal.value.verdict.refusals


# --- The act ---
def test_it_is_recorded_with_the_seat_the_reason_and_the_verdict_and_stands_in_the_committees_book(cast, rent):
    act = decide(cast, rent)
    assert (act.route, act.verb, act.by, act.recorded_by) == (
        "officer",
        "approve",
        cast.executive.person,
        cast.executive,
    )
    assert (act.committee, act.seat, act.reason) == (
        cast.merton.committee,
        cast.merton.seats[FINANCE],
        "The valuer advised it.",
    )
    assert act.verdict["allowed"]
    assert any(reason["source"] == SCHEME for reason in act.verdict["reasons"])
    assert verify_book(cast.merton.committee.pk) == []
    assert decided_already(cast.merton.committee.pk, rent.pk)
    assert not decided_already(cast.croydon.committee.pk, rent.pk)


def test_the_secretary_records_it_in_the_officers_name(cast, rent):
    act = decide(cast, rent, "secretary")
    assert (act.by, act.recorded_by) == (cast.executive.person, cast.secretary)


@pytest.mark.parametrize("who", ["lay_chair", "gp", "superuser", "stranger", "nhs_england"])
def test_nobody_else_records_it_in_the_officers_name(cast, rent, who):
    assert "decide_as_officer.not_yours" in {r.code for r in refused_by(cast, rent, who)}


def refused_by(cast, rent, who):
    with pytest.raises(Refused) as refusal:
        decide(cast, rent, who)
    assert not OutsideDecision.objects.exists()
    return refusal.value.verdict.refusals


def test_who_is_not_signed_in_decides_nothing(cast, rent):
    with pytest.raises(Refused):
        decide_as_officer(
            actor=Actor(),
            committee=cast.merton.committee.pk,
            matter=rent.pk,
            seat=cast.merton.seats[FINANCE].pk,
            officer=cast.merton.people[FINANCE].pk,
            text="x",
            reason="x",
        )


@pytest.mark.parametrize(
    ("value", "allowed"), [("24999.99", True), ("25000", True), ("25000.01", False), (None, False)]
)
def test_below_at_and_above_the_limit(cast, rent, value, allowed):
    rent.value = Decimal(value) if value is not None else None
    rent.save()
    if allowed:
        assert decide(cast, rent).pk
        return
    code = "above_limit" if value else "value_unknown"
    (reason,) = refused(lambda: decide(cast, rent), f"decide_as_officer.{code}")
    assert "up to £25,000" in reason.text
    assert reason.source.title == SCHEME


def test_it_is_decided_once(cast, rent):
    given(cast.merton, DIRECTOR)
    decide(cast, rent)
    refused(lambda: decide(cast, rent), "decide_as_officer.settled")
    refused(lambda: decide(cast, rent, "secretary", seat=DIRECTOR), "decide_as_officer.settled")


def test_what_the_committee_has_decided_at_a_meeting_no_officer_decides(cast):
    given(cast.merton)
    room = cast.meeting()
    matter = room.items[0].matter
    matter.kind, matter.value = "rent", 1
    matter.save()
    room.arrive()
    room.begin()
    assert not decided_already(cast.merton.committee.pk, matter.pk)
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    assert decided_already(cast.merton.committee.pk, matter.pk)
    with pytest.raises(Refused) as refusal:
        decide(cast, matter)
    assert "decide_as_officer.settled" in refusal.value.verdict.codes


def test_while_the_committee_meets_on_the_matter_no_officer_decides_it(cast):
    given(cast.merton)
    room = cast.meeting()
    matter = room.items[0].matter
    matter.kind, matter.value = "rent", 1
    matter.save()
    room.arrive()
    room.begin()
    with pytest.raises(Refused) as refusal:
        decide(cast, matter)
    assert "decide_as_officer.meeting_now" in refusal.value.verdict.codes


def test_a_result_that_was_taken_back_settles_nothing(cast):
    room = cast.meeting()
    matter = room.items[0].matter
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    mine = [room.decision("Merton").pk]
    actions.take_back_result(actor=room.secretary, resolutions=mine, reason="Read out wrongly.")
    assert not decided_already(cast.merton.committee.pk, matter.pk)
    assert decided_already(cast.croydon.committee.pk, matter.pk)


def test_an_interest_in_the_registers_keeps_the_officer_out(cast, rent):
    rent.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=cast.executive.person, type="financial", directness="direct", nature="owns the premises",
        organisation="", starts_on=date(2015, 1, 1), declared_on=date(2016, 4, 2),
    )  # fmt: skip
    interest.practices.add(cast.practice)
    (reason,) = refused(lambda: decide(cast, rent), "decide_as_officer.in_conflict")
    assert "owns the premises" in reason.text
    refused(lambda: decide(cast, rent, "secretary"), "decide_as_officer.in_conflict")


def test_what_needs_nhs_englands_consent_is_refused(cast, rent):
    ConsentRule.objects.create(ccg=cast.merton.ccg, kind="rent", above=Decimal(5000), source=SCHEME, starts_on=FIRST)
    (reason,) = refused(lambda: decide(cast, rent), "decide_as_officer.consent_needed")
    assert "Rent reimbursement for Merton above £5,000 needs NHS England's consent beforehand" in reason.text


def test_croydons_officer_decides_at_level_2_without_a_veto_and_no_incentive_scheme(cast):
    given(cast.croydon)
    given(cast.croydon, kind="incentive_scheme")
    officer = cast.croydon.people[FINANCE]
    act = decide(cast, a_matter([cast.croydon.ccg]), "secretary", body=cast.croydon, officer=officer)
    assert any("neither a veto nor a casting vote" in reason["text"] for reason in act.verdict["reasons"])
    scheme = a_matter([cast.croydon.ccg], kind="incentive_scheme", function=Function.INCENTIVE_SCHEMES)
    refused(
        lambda: decide(cast, scheme, "secretary", body=cast.croydon, officer=officer),
        "decide_as_officer.agreement_needed",
    )


def test_at_level_1_no_officer_of_the_ccg_decides(cast):
    body = world.a_body("City and Hackney", "07T", Level.GREATER_INVOLVEMENT)
    given(body)
    matter = a_matter([body.ccg])
    with pytest.raises(Refused) as refusal:
        decide(cast, matter, body=body)
    assert "decide_as_officer.nhs_england_decides" in refusal.value.verdict.codes
    assert not OutsideDecision.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": "  "}, "Say what is decided"),
        ({"reason": " \n"}, "Give the reason"),
        ({"verb": Verb.RATIFY}, "An officer does not ratify"),
        ({"when": datetime(2016, 4, 15, 12, tzinfo=clock.LONDON)}, "still to come"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(cast, rent, said, sentence):
    with pytest.raises(ValidationError, match=sentence):
        decide(cast, rent, **said)
    assert not OutsideDecision.objects.exists()
    assert not Page.objects.exists()


def test_the_rights_are_those_of_the_day_on_which_it_was_decided(cast, rent):
    line = Delegation.objects.get()
    line.starts_on = world.DAY
    line.save()
    the_day_before = clock.now() - timedelta(days=1)
    refused(lambda: decide(cast, rent, when=the_day_before), "decide_as_officer.not_delegated")
    assert decide(cast, rent).pk


# --- The page ---
def text_of(answer) -> str:
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def address(cast, matter, body=None) -> str:
    return reverse("matter_outside", args=[(body or cast.merton).committee.pk, matter.pk])


@pytest.fixture
def reads(client, cast):
    """The page as somebody reads it."""

    def get(who, matter, body=None) -> str:
        client.force_login(getattr(cast, who))
        answer = client.get(address(cast, matter, body))
        assert answer.status_code == 200
        return text_of(answer)

    return get


def press(cast, seat=FINANCE) -> str:
    return f"officer-{cast.merton.seats[seat].pk}-{cast.merton.people[seat].pk}"


def sent(cast, **changed) -> dict:
    right = {
        "press": press(cast),
        "key": uuid.uuid4(),
        "verb": "approve",
        "text": "That it be paid.",
        "reason": "Due.",
    } | TODAY
    return right | changed


def test_the_page_says_who_may_decide_up_to_what_and_offers_it_to_that_officer_and_the_secretary(cast, rent, reads):
    said = reads("executive", rent)
    assert (
        "The chief finance officer (Merton Chief finance officer) may decide rent reimbursement up to £25,000" in said
    )
    assert "Decide as chief finance officer" in said
    assert SCHEME in said
    assert "Record a decision of Merton Chief finance officer, chief finance officer" in reads("secretary", rent)
    for who in ("gp", "lay_chair", "healthwatch"):
        said = reads(who, rent)
        assert "may decide rent reimbursement up to £25,000" in said
        assert "Decide as" not in said
        assert "Record a decision" not in said


def test_an_officer_decides_on_the_page_and_it_is_logged_and_shown_to_be_reported(cast, rent, reads, client):
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast), follow=True)
    said = text_of(answer)
    assert "Decided by Merton Chief finance officer as chief finance officer" in answer.content.decode()
    assert "not reported yet Agreed: That it be paid." in said
    assert (
        "Merton Chief finance officer as chief finance officer, under the scheme of delegation, on 14 April 2016."
        in said
    )
    assert "Reason: Due. It is not yet reported to the committee." in said
    assert "Decide as" not in said, "it is decided once"
    assert rent.title in text_of(client.get(reverse("book", args=[cast.merton.committee.pk])))


def test_above_the_limit_the_officer_sees_why_not_and_who_can_and_a_press_is_refused_with_the_same(
    cast, rent, reads, client
):
    rent.value = Decimal("25000.01")
    rent.save()
    for who in ("executive", "secretary"):
        said = reads(who, rent)
        assert "up to £25,000: £25,000.01 is above that limit." in said
        assert "The Merton primary care commissioning committee at its next meeting." in said
        assert "Decide as" not in said
    assert "is above that limit" not in reads("gp", rent), "to who holds no office of the scheme it is no news"
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast))
    assert answer.status_code == 403
    assert "£25,000.01 is above that limit" in text_of(answer)
    assert not OutsideDecision.objects.exists()


def test_a_matter_of_no_kind_says_that_the_scheme_goes_by_kinds(cast, rent, reads):
    rent.kind = ""
    rent.save()
    assert "a scheme of delegation goes by kinds. Give it a kind first." in reads("executive", rent)


def test_where_there_is_no_scheme_the_page_says_nothing_of_officers(cast, reads):
    assert "Decision of an officer" not in reads("executive", a_matter([cast.merton.ccg]))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Say what is decided."),
        ({"reason": " "}, "Give the reason for the decision."),
        ({"verb": "ratify"}, "Choose from the list."),
        ({"verb": ""}, "Choose what is done."),
        ({"key": "x"}, "not whole"),
        ({"on_day": "31"}, "Give the day as a date."),
        ({"on_year": ""}, "Give the day as a date."),
        ({"on_day": "13"}, "Give the time of day: this is not today."),
        ({"on_day": "15", "at": "10:00"}, "This time is still to come."),
        ({"at": "25:00"}, "Give the time as hours and minutes"),
        ({"private": "on"}, "Give the ground on which it is reported in private."),
        ({"private_ground": "x"}, "tick that it is, or leave the ground empty"),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"press": "officer-0-0"}, "not whole"),
        ({"press": f"officer-{2**70}-²"}, "not whole"),
    ],
)
def test_what_is_sent_wrongly_is_answered_with_a_sentence_and_nothing_is_written(cast, rent, client, changed, sentence):
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast, **changed))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not OutsideDecision.objects.exists()
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_is_taken_once(cast, rent, client):
    client.force_login(cast.executive)
    form = sent(cast)
    assert client.post(address(cast, rent), form).status_code == 302
    assert "the same form was sent twice" in client.post(address(cast, rent), form, follow=True).content.decode()
    assert client.post(address(cast, rent), form | {"key": uuid.uuid4()}).status_code == 403, "it is decided already"
    assert OutsideDecision.objects.count() == 1


def test_who_the_registers_show_in_conflict_does_not_read_the_page(cast, rent, client):
    rent.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=cast.gp.person, type="financial", directness="direct", nature="partner", organisation="",
        starts_on=date(2015, 1, 1), declared_on=date(2016, 4, 2),
    )  # fmt: skip
    interest.practices.add(cast.practice)
    client.force_login(cast.gp)
    assert client.get(address(cast, rent)).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_lines_as_for_one(cast, rent, client):
    client.force_login(cast.secretary)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(cast, rent)).status_code == 200
        return len(found)

    few = count()
    for seat in (DIRECTOR, GP):
        for kind in ("rent", "merger", "premises"):
            given(cast.merton, seat, kind)
    assert count() == few
