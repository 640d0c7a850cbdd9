"""What an officer may decide under the scheme of delegation: who, what, up to which value; every refusal with its reason."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.outside import Consent, ConsentNeed, Delegated, Outside
from committees.rights.reasons import Source
from committees.rights.routes.consulting import RESERVED_TO
from committees.rights.standpoint import standpoint
from committees.rights.world import Account, Conflict
from committees.terms import Act, Function, Power, Share
from tests.rights import build
from tests.rights.build import MEETING
from tests.rights.rooms import Cast, croydon, merton
from tests.rights.test_entitlement import refused

SCHEME = Source("Merton's scheme of delegation, made up for a test")
SECRETARY = Account(person=9001, powers=frozenset({Power.RUN_BUSINESS, Power.RECORD}))
RUNS_ONLY = Account(person=9002, powers=frozenset({Power.RUN_BUSINESS}))
RENT = {"kind": "rent", "kind_label": "rent reimbursement"}


def line(cast, role="finance", kind="rent", up_to="25000", starts_on=build.LONG_AGO, ends_on=None):
    limit = Decimal(up_to) if up_to is not None else None
    return Delegated(
        seat=cast.seats[role].id, kind=kind, up_to=limit, source=SCHEME, starts_on=starts_on, ends_on=ends_on
    )


def matter(cast, *lines, function=Function.GP_COMMISSIONING, value="10000", **more):
    stand = cast.standpoint(function)
    given = RENT | {"title": "Rent of a surgery", "terms": cast.terms, "authorities": stand.authorities} | more
    return Outside(
        function=function,
        ccgs=cast.body.ccgs,
        standpoint=stand,
        value=Decimal(value) if value is not None else None,
        delegations=lines or (line(cast),),
        **given,
    )


def decide(cast, about=None, *, who="finance", seat="finance", account=None, room=None, **more):
    """The chief finance officer asks, about rent of £10,000 where the limit is £25,000, unless told."""
    return entitlement(
        Act.DECIDE_AS_OFFICER,
        person=cast.id(who) if who else None,
        seat=cast.seats[seat] if seat else None,
        room=room or cast.room(),
        question=None,
        account=account or Account(person=cast.id(who) if who else None),
        outside=about or matter(cast, **more),
    )


# --- Up to the limit, at it and above it ---
@pytest.mark.parametrize("value", ["0", "10000", "24999.99", "25000", "25000.00"])
def test_up_to_the_limit_and_exactly_at_it_an_officer_decides(value):
    verdict = decide(merton(), value=value)
    assert verdict
    assert verdict.reasons[0].text == (
        "Finance may decide this as chief finance officer: rent reimbursement up to £25,000."
    )
    assert verdict.reasons[0].source == SCHEME


@pytest.mark.parametrize(
    ("value", "words"), [("25000.01", "£25,000.01"), ("25001", "£25,001"), ("1000000", "£1,000,000")]
)
def test_above_the_limit_it_is_refused_with_the_limit_its_source_and_who_can(value, words):
    verdict = refused(decide(merton(), value=value), "decide_as_officer.above_limit")
    (reason,) = verdict.refusals
    assert reason.text == (
        "The scheme of delegation gives the chief finance officer rent reimbursement up to £25,000: "
        f"{words} is above that limit."
    )
    assert reason.source == SCHEME
    assert reason.who_can == "The Merton primary care commissioning committee at its next meeting."


def test_above_the_limit_it_says_which_other_officer_can():
    cast = merton().add("chief", "Chief officer")
    lines = [line(cast), line(cast, "chief", up_to="50000")]
    verdict = refused(decide(cast, matter(cast, *lines, value="50000")), "decide_as_officer.above_limit")
    assert verdict.refusals[0].who_can.endswith("next meeting, or the chief officer under the scheme of delegation.")
    verdict = refused(decide(cast, matter(cast, *lines, value="50000.01")), "decide_as_officer.above_limit")
    assert verdict.refusals[0].who_can.endswith("at its next meeting.")


def test_a_value_that_is_not_on_record_is_refused_where_there_is_a_limit():
    verdict = refused(decide(merton(), value=None), "decide_as_officer.value_unknown")
    assert "the value of this matter is not on record" in verdict.sentence
    assert verdict.refusals[0].who_can == "Give the matter its value first."


@pytest.mark.parametrize("value", [None, "0", "99999999.99"])
def test_without_a_limit_any_value_will_do_also_an_unknown_one(value):
    cast = merton()
    verdict = decide(cast, matter(cast, line(cast, up_to=None), value=value))
    assert verdict
    assert "rent reimbursement, whatever the value" in verdict.reasons[0].text


# --- The scheme ---
def test_a_matter_without_a_kind_is_refused():
    verdict = refused(decide(merton(), kind="", kind_label=""), "decide_as_officer.no_kind")
    assert verdict.refusals[0].who_can == "Give it a kind first."
    assert verdict.refusals[0].source.derived


def test_a_kind_that_the_scheme_does_not_give_the_seat_is_refused():
    cast = merton().add("chief", "Chief officer")
    verdict = refused(
        decide(cast, matter(cast, line(cast, kind="merger"), line(cast, "chief"))), "decide_as_officer.not_delegated"
    )
    assert "gives the chief finance officer no rent reimbursement on 14 April 2016" in verdict.sentence
    assert "or the chief officer under the scheme of delegation" in verdict.refusals[0].who_can


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (MEETING, None, True),
        (MEETING + timedelta(days=1), None, False),
        (build.LONG_AGO, MEETING, True),
        (build.LONG_AGO, MEETING - timedelta(days=1), False),
    ],
)
def test_the_scheme_is_that_of_the_day_its_first_and_last_day_included(starts_on, ends_on, holds):
    cast = merton()
    verdict = decide(cast, matter(cast, line(cast, starts_on=starts_on, ends_on=ends_on)))
    assert bool(verdict) == holds
    if not holds:
        refused(verdict, "decide_as_officer.not_delegated")


# --- The seat ---
def test_somebody_without_the_seat_is_refused():
    verdict = refused(decide(merton(), who="gp"), "decide_as_officer.not_in_seat")
    assert "Gp does not hold the seat of chief finance officer on 14 April 2016" in verdict.sentence
    assert verdict.refusals[0].who_can == "Finance."


def test_a_deputy_is_refused_for_the_scheme_names_who_holds_the_seat():
    verdict = refused(decide(merton(), who="deputy_finance"), "decide_as_officer.deputy")
    assert verdict.refusals[0].source.derived
    assert verdict.refusals[0].who_can == "Finance."


def test_who_is_appointed_for_a_single_item_is_refused():
    cast = merton().appoint("visitor", "finance", share=Share.SINGLE_ITEM, item=7)
    refused(decide(cast, who="visitor"), "decide_as_officer.deputy")


def test_each_of_two_who_share_the_seat_decides():
    cast = merton().add("chief", "Chief officer", vacant=True)
    for name in ("ann", "bob"):
        cast.appoint(name, "chief", share=Share.JOINT)
    for name in ("ann", "bob"):
        assert decide(cast, matter(cast, line(cast, "chief")), who=name, seat="chief")


def test_an_office_that_ended_the_day_before_is_over_and_one_that_ends_today_is_not():
    for ends_on, holds in ((MEETING, True), (MEETING - timedelta(days=1), False)):
        cast = merton().add("chief", "Chief officer", vacant=True).appoint("ann", "chief", ends_on=ends_on)
        verdict = decide(cast, matter(cast, line(cast, "chief")), who="ann", seat="chief")
        assert bool(verdict) == holds
        if not holds:
            refused(verdict, "decide_as_officer.not_in_seat")


def test_without_a_seat_or_from_another_committees_seat_it_is_refused():
    cast = merton()
    refused(decide(cast, seat=None), "decide_as_officer.no_seat")
    other = croydon()
    cast.seats["theirs"] = other.seats["finance"]
    verdict = decide(cast, matter(cast, line(cast, "theirs")), seat="theirs")
    assert "decide_as_officer.no_seat" in verdict.codes
    assert not verdict


# --- By whose hands ---
def test_the_secretary_records_it_in_the_officers_name_and_nobody_else_does():
    cast = merton()
    verdict = decide(cast, account=SECRETARY)
    assert verdict
    assert "in the name of Finance" in verdict.sentence
    verdict = refused(decide(cast, account=RUNS_ONLY), "decide_as_officer.not_yours")
    assert "only Finance" in verdict.sentence.replace("Only", "only")


def test_the_secretary_records_nothing_in_the_name_of_who_may_not_decide():
    refused(decide(merton(), who="gp", account=SECRETARY), "decide_as_officer.not_in_seat")


def test_nobody_is_refused():
    verdict = decide(merton(), who=None)
    assert not verdict
    assert "decide_as_officer.not_in_seat" in verdict.codes


# --- Conflicts ---
def test_what_the_registers_show_keeps_the_officer_out():
    cast = merton()
    conflict = Conflict(person=cast.id("finance"), nature="owns the surgery")
    verdict = refused(decide(cast, room=cast.room(conflicts=[conflict])), "decide_as_officer.in_conflict")
    assert "has an interest in this matter (owns the surgery). Outside a meeting nobody rules on it" in verdict.sentence
    elsewhere = Conflict(person=cast.id("gp"), nature="partner")
    assert decide(cast, room=cast.room(conflicts=[elsewhere])), "somebody else's is no matter"


# --- What is decided already ---
def test_what_is_decided_already_is_not_decided_again():
    verdict = refused(decide(merton(), settled=True), "decide_as_officer.settled")
    assert "by a new decision at a meeting" in verdict.refusals[0].who_can


def test_while_the_committee_meets_on_it_no_officer_decides_it():
    verdict = refused(decide(merton(), before_the_meeting=True), "decide_as_officer.meeting_now")
    assert verdict.refusals[0].who_can == "The Merton primary care commissioning committee, in its meeting."


# --- The level, the function, NHS England ---
def test_at_level_1_the_ccgs_officer_is_refused_for_nhs_england_decides():
    team = Cast(build.committee("governing_body", build.CITY_AND_HACKNEY), level=1)
    team.add("finance", "chief finance officer")
    verdict = refused(decide(team), "decide_as_officer.nhs_england_decides")
    (reason,) = verdict.refusals
    assert reason.text.startswith("At level 1, greater involvement NHS England decides general practice commissioning")
    assert "Decisions are made by NHS England" in reason.source.title or "Functions under" in reason.source.title
    assert reason.who_can == "NHS England, by its officer."


@pytest.mark.parametrize("function", [Function.OTHER_CONTRACTORS, Function.PERFORMERS_LIST])
@pytest.mark.parametrize("committee", [merton, croydon])
def test_a_function_without_a_decision_role_is_nhs_englands_at_every_level(function, committee):
    verdict = decide(committee(), function=function, kind="")
    assert [each.code for each in verdict.refusals] == ["decide_as_officer.nhs_england_decides"], "and no talk of kinds"
    own = function is Function.PERFORMERS_LIST
    assert verdict.refusals[0].who_can == (RESERVED_TO if own else "NHS England, by its officer.")


def test_a_committee_that_only_recommends_has_officers_with_nothing_to_decide():
    cast = merton()
    panel = build.committee("advisory_panel", build.MERTON)
    stand = standpoint(
        panel,
        Function.GP_COMMISSIONING,
        panel.ccgs,
        MEETING,
        arrangements=cast.arrangements,
        remits=cast.remits,
        committees=[cast.body, panel],
        terms=[cast.terms, build.terms(panel)],
    )
    about = replace(matter(cast), standpoint=stand, authorities=stand.authorities)
    verdict = refused(decide(cast, about), "decide_as_officer.does_not_decide")
    assert verdict.refusals[0].who_can == "The committee that decides."


def test_a_committee_without_the_remit_gives_its_officers_nothing_either():
    cast = merton()
    cast.remits = []
    verdict = decide(cast)
    assert not verdict
    assert "no_remit" in {reason.code for reason in verdict.refusals}


def test_at_level_2_it_is_decided_without_a_veto_or_a_casting_vote_which_hang_on_ballots():
    verdict = decide(croydon())
    assert verdict
    (reason,) = [reason for reason in verdict.reasons if reason.code == "decide_as_officer.no_veto"]
    assert reason.source.derived
    assert "neither a veto nor a casting vote" in reason.text
    assert "decide_as_officer.no_veto" not in decide(merton()).codes, "at level 3 there is none anyway"


def test_an_incentive_scheme_needs_nhs_englands_agreement_at_level_2_and_not_at_level_3():
    given = {"function": Function.INCENTIVE_SCHEMES, "kind": "rent", "kind_label": "local incentive scheme"}
    verdict = refused(decide(croydon(), **given), "decide_as_officer.agreement_needed")
    assert "needs the committee's majority and NHS England's agreement" in verdict.sentence
    assert verdict.refusals[0].who_can == "The Croydon joint committee, at a meeting."
    assert decide(merton(), **given)


def need(above="20000", kind="rent", ccg=build.MERTON, starts_on=date(2016, 4, 1), ends_on=None):
    limit = Decimal(above) if above is not None else None
    return ConsentNeed(ccg=ccg, kind=kind, above=limit, source=SCHEME, starts_on=starts_on, ends_on=ends_on)


def asks_for_consent(value, *needs, **more):
    return Consent(kind="rent", label="rent reimbursement", value=Decimal(value), needs=needs, **more)


@pytest.mark.parametrize(
    ("given", "value", "needed"),
    [
        ({}, "20000", False),
        ({}, "20000.01", True),
        ({"above": None}, "0", True),
        ({"kind": "merger"}, "25000", False),
        ({"ccg": build.SUTTON}, "25000", False),
        ({"starts_on": MEETING + timedelta(days=1)}, "25000", False),
        ({"ends_on": MEETING - timedelta(days=1)}, "25000", False),
    ],
)
def test_what_needs_nhs_englands_consent_goes_the_committees_way(given, value, needed):
    verdict = decide(merton(), value=value, consent=asks_for_consent(value, need(**given)))
    assert bool(verdict) != needed
    if needed:
        refused(verdict, "decide_as_officer.consent_needed")
        assert "needs NHS England's consent beforehand" in verdict.sentence
        assert verdict.refusals[0].who_can == "The Merton primary care commissioning committee, at a meeting."


def test_consent_that_the_committee_was_given_is_the_committees():
    given = asks_for_consent("25000", need(), asked_on=MEETING, given=True, answered_on=MEETING)
    refused(decide(merton(), value="25000", consent=given), "decide_as_officer.consent_needed")


def test_every_reason_is_given_and_not_the_first_only():
    cast = merton()
    room = cast.room(conflicts=[Conflict(person=cast.id("deputy_finance"), nature="owns the surgery")])
    verdict = decide(cast, room=room, who="deputy_finance", value="30000", settled=True)
    refused(
        verdict,
        "decide_as_officer.deputy",
        "decide_as_officer.above_limit",
        "decide_as_officer.in_conflict",
        "decide_as_officer.settled",
    )
