"""An officer decides: recorded whole, in the committee's book; the page says who may, up to what, and why not. Made up."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from committees.models import ConsentRule, Delegation, Interest
from committees.powers import Actor
from committees.terms import Function, Level, Verb
from decisions import actions
from decisions.actions.outside.officers import decide_as_officer
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import Matter, OutsideDecision, Page
from decisions.outside.in_meetings import decided_already
from practices import clock
from tests import world
from tests.stated import with_facts
from tests.world import DIRECTOR, FINANCE, FIRST

pytestmark = pytest.mark.django_db
TODAY = {"on_day": 14, "on_month": 4, "on_year": 2016}
SCHEME = "Merton's scheme of delegation, made up"


def given(body, seat=FINANCE, kind="rent", up_to="25000", **more) -> Delegation:
    """A line of the body's scheme of delegation."""
    days = {"starts_on": FIRST} | more
    limit = Decimal(up_to) if up_to is not None else None
    return Delegation.objects.create(seat=body.seats[seat], kind=kind, up_to=limit, source=SCHEME, made_up=True, **days)


def a_matter(ccgs, value="10000", kind="rent", function=Function.GP_COMMISSIONING) -> Matter:
    committee = ccgs[0].committees.get(stood_down_on=None)
    matter = world.a_matter("Rent of the Made Up Surgery", ccgs, function, raised_by=committee)
    matter.kind, matter.value = kind, Decimal(value) if value is not None else None
    return with_facts(matter)


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
    with_facts(matter)
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
    with_facts(matter)
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
