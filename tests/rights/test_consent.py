"""Consent at level 3 in the engine: when it is needed, who asks and who answers, and the vote that waits for it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.rights.entitlement import entitlement
from committees.rights.outside import Consent, ConsentNeed
from committees.rights.reasons import Source
from committees.rights.routes.consent import consent_needed
from committees.rights.world import Account
from committees.terms import Act, Effect, Function, Level, Power
from tests.rights import build
from tests.rights.build import CROYDON, LONG_AGO, MEETING, MERTON, codes
from tests.rights.level_1 import matter
from tests.rights.rooms import croydon, merton

AGREEMENT = Source("made-up delegation agreement")
LIMIT = Decimal(250_000)


def need(ccg=MERTON, kind="award", above=LIMIT, **dates):
    return ConsentNeed(ccg=ccg, kind=kind, above=above, source=AGREEMENT, **({"starts_on": LONG_AGO} | dates))


def consent(value=LIMIT + 1, needs=None, **told):
    found = (need(),) if needs is None else tuple(needs)
    return Consent(kind="award", label="contract award", value=value, needs=found, **told)


def needed(value, *needs, cast=None, kind="award"):
    authorities = matter(cast or merton()).authorities
    return consent_needed(kind, value, needs or (need(),), authorities, "contract award")


# --- When it is needed ---
@pytest.mark.parametrize(
    ("value", "code", "is_needed"),
    [
        (Decimal(0), "consent.within_limit", False),
        (LIMIT - Decimal("0.01"), "consent.within_limit", False),
        (LIMIT, "consent.within_limit", False),
        (LIMIT + Decimal("0.01"), "consent.needed", True),
        (None, "consent.value_unknown", True),
    ],
)
def test_the_limit_itself_is_within_it_and_an_unknown_value_is_not(value, code, is_needed):
    found = needed(value)
    assert [reason.code for reason in found.reasons] == [code]
    assert bool(found) is is_needed
    assert found.reasons[0].source == AGREEMENT


@pytest.mark.parametrize("value", [None, Decimal(0), Decimal(10**9)])
def test_a_rule_without_a_limit_needs_it_whatever_the_value(value):
    assert needed(value, need(above=None))


@pytest.mark.parametrize(
    "rule",
    [
        need(kind="rent"),
        need(ccg=CROYDON),
        need(ends_on=MEETING - timedelta(days=1)),
        need(starts_on=MEETING + timedelta(days=1)),
    ],
    ids=["another kind", "another CCG", "over", "to come"],
)
def test_a_rule_holds_for_its_kind_its_ccg_and_its_days(rule):
    assert needed(Decimal(10**9), rule).reasons == ()


def test_at_level_2_a_rule_is_not_applied_and_it_is_said():
    found = needed(Decimal(10**9), need(ccg=CROYDON), cast=croydon())
    assert not found
    (why,) = found.reasons
    assert why.code == "consent.not_at_level_3"
    assert "level 2" in why.text


def test_without_a_level_on_record_a_rule_is_not_applied():
    cast = merton()
    cast.arrangements = []
    assert [reason.code for reason in needed(Decimal(1), cast=cast).reasons] == ["consent.not_at_level_3"]


@pytest.mark.parametrize(
    ("value", "above", "code", "is_needed"),
    [
        (LIMIT + Decimal("0.01"), LIMIT, "consent.kind_unknown", True),
        (LIMIT, LIMIT, "consent.within_limit", False),
        (None, LIMIT, "consent.kind_not_given", False),
        (None, None, "consent.kind_unknown", True),
        (Decimal(1), None, "consent.kind_unknown", True),
    ],
)
def test_without_a_kind_nobody_can_tell_that_no_rule_of_the_function_applies(value, above, code, is_needed):
    found = needed(value, need(above=above), kind="")
    assert [reason.code for reason in found.reasons] == [code]
    assert bool(found) is is_needed
    assert found.reasons[0].source == AGREEMENT


def test_without_a_kind_the_smallest_limit_counts_and_a_level_2_rule_does_not():
    found = needed(LIMIT, need(), need(kind="rent", above=LIMIT - 1), kind="")
    assert [reason.code for reason in found.why] == ["consent.kind_unknown"]
    assert not needed(LIMIT + 1, need(ccg=CROYDON), cast=croydon(), kind="")


@given(
    value=st.decimals(min_value=0, max_value=10**9, places=2), limit=st.decimals(min_value=0, max_value=10**9, places=2)
)
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_it_is_needed_exactly_above_the_limit(value, limit):
    assert bool(needed(value, need(above=limit))) is (value > limit)


# --- The vote waits for it ---
def opening(cast, what, **question):
    return entitlement(
        Act.OPEN_VOTING,
        person=cast.id("chair"),
        seat=None,
        room=cast.room(),
        question=cast.question(consent=what, **question),
        account=Account(person=cast.id("chair"), powers=frozenset({Power.RUN_BUSINESS})),
    )


def test_no_vote_is_opened_without_consent_that_is_needed():
    (why,) = opening(merton(), consent()).refusals
    assert (why.code, why.source) == ("open_voting.no_consent", AGREEMENT)
    assert why.who_can.startswith("NHS England's officer")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "It was not asked for."),
        ({"asked_on": MEETING}, "It was asked for on 14 April 2016 and is not answered."),
        ({"asked_on": MEETING, "given": False, "answered_on": MEETING}, "NHS England refused it on 14 April 2016."),
    ],
)
def test_it_is_said_where_consent_stands(told, words):
    assert words in opening(merton(), consent(**told)).sentence


def test_an_unknown_value_keeps_the_vote_closed_and_it_is_said_what_to_do():
    (why,) = opening(merton(), consent(value=None)).refusals
    assert "no value is given" in why.text
    assert "give the matter its value" in why.who_can.lower()


def test_an_unknown_kind_keeps_the_vote_closed_and_it_is_said_what_to_do():
    without = Consent(kind="", label="", value=LIMIT + 1, needs=(need(),))
    (why,) = opening(merton(), without).refusals
    assert "of no kind" in why.text
    assert "give the matter its kind" in why.who_can.lower()


def test_with_neither_kind_nor_value_nothing_shows_that_it_is_above_a_limit_and_the_vote_is_opened():
    assert opening(merton(), Consent(kind="", label="", value=None, needs=(need(),)))


def test_with_consent_the_vote_is_opened_and_the_ground_is_named():
    verdict = opening(merton(), consent(given=True, asked_on=MEETING, answered_on=MEETING))
    assert verdict
    assert "open_voting.consented" in verdict.codes


@pytest.mark.parametrize("what", [None, consent(value=LIMIT), consent(needs=[need(ccg=CROYDON)])])
def test_where_none_is_needed_the_vote_is_opened(what):
    assert opening(merton(), what)


def test_at_level_2_the_vote_is_opened():
    assert opening(croydon(), consent(needs=[need(ccg=CROYDON)]))


def test_what_only_records_a_view_needs_none():
    cast = merton()
    question = cast.question(Function.OTHER_CONTRACTORS, consent=consent())
    assert question.standpoint.effect is Effect.RECORDS_A_VIEW
    verdict = entitlement(Act.OPEN_VOTING, person=cast.id("chair"), seat=None, room=cast.room(), question=question)
    assert "open_voting.no_consent" not in verdict.codes


def test_putting_the_record_right_asks_for_no_consent_anew():
    assert "open_voting.no_consent" not in opening(merton(), consent(), recalled=True).codes


# --- Who asks, who answers ---
def ask(act, cast, role, *, powers=(), what=None, conflicts=(), function=Function.GP_COMMISSIONING, **told):
    return entitlement(
        act,
        person=cast.id(role),
        seat=None,
        room=cast.room(conflicts=conflicts),
        question=None,
        account=Account(person=cast.id(role), powers=frozenset(powers)),
        outside=matter(cast, function, consent=consent() if what is None else what, **told),
    )


def test_the_secretary_and_the_chair_ask():
    assert ask(Act.ASK_CONSENT, merton(), "visitor", powers=[Power.RUN_BUSINESS])
    assert ask(Act.ASK_CONSENT, merton(), "chair")


@pytest.mark.parametrize(
    ("role", "powers"), [("gp", ()), ("vice_chair", ()), ("visitor", [Power.RECORD, Power.CONSENT])]
)
def test_nobody_else_asks(role, powers):
    assert codes(ask(Act.ASK_CONSENT, merton(), role, powers=powers)) == {"ask_consent.not_the_secretary"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"what": consent(value=LIMIT)}, "ask_consent.not_needed"),
        ({"what": consent(needs=[])}, "ask_consent.not_needed"),
        ({"asked": True}, "ask_consent.asked"),
        ({"what": consent(given=True), "asked": True, "answered": True}, "ask_consent.given"),
    ],
)
def test_consent_is_asked_for_where_it_is_needed_and_once(told, code):
    assert codes(ask(Act.ASK_CONSENT, merton(), "chair", **told)) == {code}


def test_consent_that_was_refused_is_asked_for_anew():
    assert ask(Act.ASK_CONSENT, merton(), "chair", what=consent(given=False), asked=True, answered=True)


def test_a_committee_that_does_not_decide_asks_for_none():
    verdict = ask(Act.ASK_CONSENT, merton(), "chair", function=Function.OTHER_CONTRACTORS)
    assert "ask_consent.decides_nothing" in codes(verdict)


def answer(role="visitor", *, powers=(Power.CONSENT,), **told):
    return ask(Act.ANSWER_CONSENT, merton(), role, powers=powers, **({"asked": True} | told))


def test_nhs_englands_officer_answers():
    assert answer()


@pytest.mark.parametrize("powers", [(), (Power.VETO, Power.PREPARE, Power.READ_PRIVATE)])
def test_without_the_power_nobody_answers(powers):
    assert codes(answer(powers=powers)) == {"answer_consent.not_nhs_england"}


@pytest.mark.parametrize("role", ["chair", "gp", "finance", "healthwatch", "lmc"])
def test_who_sits_on_the_committee_does_not_consent_to_its_own(role):
    assert codes(answer(role)) == {"answer_consent.of_the_ccg"}


@pytest.mark.parametrize("power", [Power.RUN_BUSINESS, Power.RECORD])
def test_who_works_for_the_committee_does_not_consent_to_its_own(power):
    assert codes(answer(powers=(Power.CONSENT, power))) == {"answer_consent.of_the_ccg"}


def test_who_speaks_for_the_ccg_elsewhere_does_not_consent():
    body = build.committee("governing_body", MERTON)
    assert codes(answer(speaks_for=(body,))) == {"answer_consent.of_the_ccg"}


@pytest.mark.parametrize(
    ("told", "code"), [({"asked": False}, "answer_consent.not_asked"), ({"answered": True}, "answer_consent.answered")]
)
def test_a_request_is_answered_once(told, code):
    assert codes(answer(**told)) == {code}


@pytest.mark.parametrize("act", [Act.ASK_CONSENT, Act.ANSWER_CONSENT])
def test_who_is_in_conflict_neither_asks_nor_answers(act):
    cast = merton()
    verdict = ask(
        act,
        cast,
        "visitor",
        powers=[Power.CONSENT if act is Act.ANSWER_CONSENT else Power.RUN_BUSINESS],
        conflicts=[cast.conflict("visitor")],
        asked=act is Act.ANSWER_CONSENT,
    )
    assert codes(verdict) == {f"{act}.in_conflict"}


def test_the_levels_are_what_these_tests_take_them_for():
    assert matter(merton()).authorities[0].level is Level.DELEGATED
    assert matter(croydon()).authorities[0].level is Level.JOINT
