"""Chair's action: who takes and signs it, on what, and how it comes before the committee. Everything is made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.outside import Consent, ConsentNeed, Outside, Signatory
from committees.rights.routes.urgency import USUAL, could_sign, places_to_sign, reported_by_time
from committees.rights.world import Account, Slot
from committees.terms import Act, CountsAs, Function, Level, Office, Power, Represents, Route
from tests.rights import build
from tests.rights.build import PACK
from tests.rights.rooms import croydon, merton

CHAIR = Slot(label="the chair or vice-chair", offices=frozenset({Office.CHAIR, Office.VICE_CHAIR}))
EXECUTIVE = Slot(
    label="one executive member", counts_as=frozenset({CountsAs.EXECUTIVE}), represents=frozenset({Represents.CCG})
)
NATIONAL = Slot(label="NHS England's member", represents=frozenset({Represents.NHS_ENGLAND}))
SECRETARY = Account(person=9001, powers=frozenset({Power.RUN_BUSINESS, Power.RECORD}))
RECORDER = Account(person=9002, powers=frozenset({Power.RECORD}))


def delegated(*slots, **terms):
    return merton(urgent_slots=slots or (CHAIR, EXECUTIVE), **terms)


def joint(*slots, **terms):
    return croydon(urgent_slots=slots or (CHAIR, EXECUTIVE, NATIONAL), **terms)


def matter(cast, *signed, function=Function.GP_COMMISSIONING, **said):
    """``signed``: "chair", or ("gp", "finance") for a person who signs from a seat that is called otherwise."""
    pairs = [(each, each) if isinstance(each, str) else each for each in signed]
    return Outside(
        function=function,
        ccgs=cast.body.ccgs,
        standpoint=said.pop("standpoint", None) or cast.standpoint(function),
        title="A made-up matter",
        terms=cast.terms,
        signatories=tuple(Signatory(seat=cast.seats[seat], person=cast.id(who)) for who, seat in pairs),
        **said,
    )


def take(cast, *signed, account=SECRETARY, room=None, **said):
    return entitlement(
        Act.CHAIRS_ACTION,
        person=account.person if account else None,
        seat=None,
        room=room or cast.room(item=None),
        question=None,
        account=account,
        outside=matter(cast, *signed, **said),
    )


def refusal(verdict, code):
    assert not verdict
    return next(reason for reason in verdict.refusals if reason.code == code)


def codes(verdict):
    return {reason.code for reason in verdict.refusals}


def test_the_chair_and_an_executive_member_take_it_and_the_source_is_the_terms():
    verdict = take(delegated(), "chair", "finance")
    assert verdict
    assert verdict.reasons[0].source == PACK
    assert "Lay Chair and Finance may take it as chair's action" in verdict.reasons[0].text
    assert {"chairs_action.may", "chairs_action.recorded", "chairs_action.signed"} == verdict.codes


def test_where_the_terms_do_not_say_the_plain_default_is_shown_as_such():
    verdict = take(delegated(urgent_default=True), "chair", "finance")
    assert verdict.reasons[0].source == USUAL
    assert USUAL.derived
    missing = refusal(take(delegated(urgent_default=True), "chair"), "chairs_action.place_missing")
    assert "the terms do not say who signs" in missing.text.lower()


def test_the_chair_takes_it_by_their_own_account_and_signs_it():
    cast = delegated()
    assert take(cast, "chair", "finance", account=Account(person=cast.id("chair")))
    verdict = take(cast, "vice_chair", "finance", account=Account(person=cast.id("chair")))
    assert codes(verdict) == {"chairs_action.not_signed_by_the_chair"}


@pytest.mark.parametrize("who", ["finance", "gp", "deputy_finance", "visitor", "contracts"])
def test_nobody_else_takes_it(who):
    cast = delegated()
    verdict = take(cast, "chair", "finance", account=Account(person=cast.id(who)))
    assert codes(verdict) == {"chairs_action.not_the_chair"}
    assert "or its secretary" in verdict.refusals[0].who_can
    assert not take(cast, "chair", "finance", account=None)


def test_who_records_for_the_committee_records_it_as_given():
    assert take(delegated(), "chair", "finance", account=RECORDER)


def test_the_vice_chair_signs_in_the_chairs_place_as_the_place_says():
    assert take(delegated(), "vice_chair", "finance")
    strict = replace(CHAIR, vice_chair_only_for_conflicted_chair=True)
    cast = delegated(strict, EXECUTIVE)
    assert codes(take(cast, "vice_chair", "finance")) == {"chairs_action.place_missing"}
    assert take(cast, "vice_chair", "finance", room=cast.room(item=None, conflicts=[cast.conflict("chair")]))
    vacant = cast.room(item=None)
    vacant = replace(vacant, appointments=tuple(a for a in vacant.appointments if a.person != cast.id("chair")))
    assert take(cast, "vice_chair", "finance", room=vacant)


def test_a_missing_place_is_named_with_who_could_fill_it():
    missing = refusal(take(delegated(), "chair"), "chairs_action.place_missing")
    assert "need one executive member to sign chair's action, and none does" in missing.text
    assert missing.source == PACK
    assert missing.who_can == "On record: Finance or Deputy Finance."
    assert len(take(delegated()).refusals) == 2


def test_one_person_does_not_fill_two_places_by_two_seats():
    cast = delegated().appoint("chair", "finance")
    verdict = take(cast, "chair", ("chair", "finance"))
    assert codes(verdict) == {"chairs_action.person_twice", "chairs_action.place_missing"}


def test_a_seat_signs_once_though_two_share_it():
    cast = delegated(EXECUTIVE, EXECUTIVE).appoint("other", "finance")
    assert codes(take(cast, "finance", ("other", "finance"))) >= {"chairs_action.seat_twice"}


def test_who_does_not_hold_the_seat_that_day_does_not_sign_from_it():
    cast = delegated()
    assert "seat.not_appointed" in codes(take(cast, "chair", ("gp", "finance")))
    ended = delegated().add("late", "director", counts_as=CountsAs.EXECUTIVE, vacant=True)
    ended.appoint("late", "late", ends_on=build.EVE)
    reason = refusal(take(ended, "chair", "late"), "seat.appointment_ended")
    assert "its last day was 31 March 2016" in reason.text


def test_a_signatory_in_conflict_stops_the_whole_action_with_the_registers_reason():
    cast = delegated()
    verdict = take(cast, "chair", "finance", room=cast.room(item=None, conflicts=[cast.conflict("finance")]))
    reason = refusal(verdict, "chairs_action.in_conflict")
    assert "made-up interest" in reason.text
    assert "Outside a meeting nobody rules on it, so Finance may not take chair's action." in reason.text
    assert "Somebody else who fits the place" in reason.who_can


def test_a_deputy_signs_where_the_place_lets_them_and_never_as_chair():
    assert take(delegated(), "chair", ("deputy_finance", "finance"))
    own = replace(EXECUTIVE, deputies=False)
    assert codes(take(delegated(CHAIR, own), "chair", ("deputy_finance", "finance"))) == {"chairs_action.place_missing"}
    cast = delegated().deputise("visitor", "chair")
    assert "chairs_action.place_missing" in codes(take(cast, ("visitor", "chair"), "finance"))


def test_at_level_2_nhs_england_is_among_them_where_the_terms_say_so():
    assert take(joint(), "chair", "finance", "regional_officer")
    missing = refusal(take(joint(), "chair", "finance"), "chairs_action.place_missing")
    assert "NHS England's member" in missing.text
    assert take(joint(CHAIR, EXECUTIVE), "chair", "finance"), "and where they do not, it is not"


def test_terms_that_do_not_permit_it_are_the_reason():
    cast = merton(urgent_slots=())
    reason = refusal(take(cast, "chair", "finance"), "chairs_action.not_in_terms")
    assert reason.source == PACK


@pytest.mark.parametrize("function", [Function.PERFORMERS_LIST, Function.OTHER_CONTRACTORS])
def test_what_the_committee_does_not_decide_at_any_level_is_nobodys_chairs_action(function):
    verdict = take(delegated(), "chair", "finance", function=function)
    assert "chairs_action.not_its_decision" in codes(verdict)
    assert all(reason.source.title for reason in verdict.refusals)


def test_at_level_1_nhs_england_decides():
    from tests.rights.rooms import Cast

    cast = Cast(build.pccc(build.CITY_AND_HACKNEY), level=1, urgent_slots=(CHAIR,))
    cast.add("chair", office="chair")
    verdict = take(cast, "chair")
    assert {"chairs_action.not_its_decision", "nhs_england_decides"} <= codes(verdict)
    assert refusal(verdict, "chairs_action.not_its_decision").who_can == "NHS England."
    assert cast.arrangements[0].level is Level.GREATER_INVOLVEMENT


def test_what_needs_nhs_englands_agreement_is_not_taken_between_meetings():
    verdict = take(joint(), "chair", "finance", "regional_officer", function=Function.INCENTIVE_SCHEMES)
    assert codes(verdict) == {"chairs_action.agreement_needed"}
    assert take(delegated(), "chair", "finance", function=Function.INCENTIVE_SCHEMES), "at level 3 it needs none"


@pytest.mark.parametrize(("given", "refused"), [(None, True), (False, True), (True, False)])
def test_what_needs_nhs_englands_consent_is_not_taken_without_it(given, refused):
    cast = delegated()
    need = ConsentNeed(ccg=build.MERTON, kind="award", above=Decimal(50_000), source=PACK, starts_on=build.LONG_AGO)
    consent = Consent(kind="award", label="contract award", value=Decimal(60_000), needs=(need,), given=given)
    found = codes(take(cast, "chair", "finance", consent=consent))
    assert found == ({"chairs_action.no_consent"} if refused else set())
    small = replace(consent, value=Decimal(50_000))
    assert take(cast, "chair", "finance", consent=small), "within the limit none is needed"


def test_what_is_decided_or_before_the_meeting_now_is_not_taken_between_meetings():
    assert codes(take(delegated(), "chair", "finance", settled=True)) == {"chairs_action.settled"}
    assert codes(take(delegated(), "chair", "finance", before_the_meeting=True)) == {"chairs_action.meeting_now"}


def test_who_could_sign_is_told_place_by_place_without_those_in_conflict():
    cast = delegated()
    room = cast.room(item=None, conflicts=[cast.conflict("chair")])
    chair, executive = places_to_sign(room)
    assert [each.person for each in chair.could] == [cast.id("vice_chair")]
    assert [each.person for each in executive.could] == [cast.id("finance"), cast.id("deputy_finance")]
    assert [each.person for each in could_sign(cast.room(item=None), first=cast.id("vice_chair"))] == [
        cast.id("vice_chair"),
        cast.id("finance"),
    ]


def report(cast, *, account=SECRETARY, **said):
    said = {"route": Route.CHAIRS_ACTION} | said
    return entitlement(
        Act.REPORT_OUTSIDE,
        person=account.person if account else None,
        seat=None,
        room=cast.room(item=None),
        question=None,
        account=account,
        outside=matter(cast, **said),
    )


def test_who_runs_the_business_puts_it_before_the_committee_once():
    assert report(delegated())
    assert report(delegated(), route=Route.OFFICER)
    assert codes(report(delegated(), settled=True)) == {"report_outside.reported"}
    assert codes(report(delegated(), account=RECORDER)) == {"report_outside.not_the_secretary"}
    assert codes(report(delegated(), account=None)) == {"report_outside.not_the_secretary"}


def test_nhs_englands_decisions_at_level_1_are_not_put_before_the_ccg():
    assert codes(report(delegated(), route=Route.NHS_ENGLAND)) == {"report_outside.not_to_be_reported"}


def test_what_nobody_reports_goes_on_the_agenda_by_itself():
    cast = delegated()
    room = cast.room(item=None)
    assert reported_by_time(matter(cast, route=Route.CHAIRS_ACTION), room)
    assert not reported_by_time(matter(cast, route=Route.CHAIRS_ACTION, settled=True), room)
    assert not reported_by_time(matter(cast, route=Route.NHS_ENGLAND), room)
