"""Levels, remits and terms that contradict each other are refused from whichever side is saved."""

from dataclasses import replace
from datetime import date

import pytest

from committees.rights.consistency import arrangement_fits, remit_fits, terms_fit
from committees.rights.periods import gaps, overlap
from committees.rights.world import Period
from committees.terms import CommitteeKind
from tests.rights.build import (
    CROYDON,
    EVE,
    HANDOVER,
    LONG_AGO,
    MERTON,
    SUTTON,
    SWL,
    at_level,
    codes,
    committee,
    joint,
    pccc,
    remit,
    terms,
)
from tests.rights.swl import ARRANGEMENTS, COMMITTEES, OLD, PCCCS, REMITS, TERMS

BODIES = {body.id: body for body in COMMITTEES}
POWERS = [({"nhs_england_casting_vote": True}, "casting_vote"), ({"nhs_england_veto": True}, "veto")]


def one(verdict):
    """The only refusal."""
    assert len(verdict.refusals) == 1, verdict.sentence
    return verdict.refusals[0]


# What the papers propose is consistent, from every side.


@pytest.mark.parametrize("row", TERMS, ids=lambda row: BODIES[row.committee].name)
def test_the_terms_of_south_west_london_fit(row):
    assert terms_fit(row, BODIES[row.committee], arrangements=ARRANGEMENTS, remits=REMITS).allowed


@pytest.mark.parametrize("row", ARRANGEMENTS, ids=lambda row: f"{row.ccg.name} {row.level}")
def test_the_levels_of_south_west_london_fit(row):
    assert arrangement_fits(row, terms=TERMS, committees=COMMITTEES, remits=REMITS).allowed


@pytest.mark.parametrize("row", REMITS, ids=lambda row: f"{row.ccg.name} {row.function} {row.starts_on}")
def test_the_remits_of_south_west_london_fit(row):
    assert remit_fits(row, BODIES[row.committee], arrangements=ARRANGEMENTS, remits=REMITS).allowed


# NHS England's powers and level 3, from the side of the terms.


@pytest.mark.parametrize(("given", "power"), POWERS)
def test_terms_with_a_power_are_refused_if_one_ccg_reaches_level_3_while_they_run(given, power):
    open_ended = joint(*SWL, name="South West London Joint Committee")
    verdict = terms_fit(terms(open_ended, **given), open_ended, arrangements=ARRANGEMENTS, remits=())
    assert codes(verdict) == {f"{power}_at_level_3"}
    refusal = verdict.refusals[0]
    assert "level 3, delegated commissioning, since 1 April 2016" in refusal.text
    assert "or end them by 31 March 2016" in refusal.who_can
    assert "Level 3" in refusal.source.title or "do not have a casting vote" in refusal.source.title


@pytest.mark.parametrize(("given", "power"), POWERS)
def test_terms_with_a_power_are_refused_at_level_1(given, power):
    body = joint(MERTON)
    assert codes(terms_fit(terms(body, **given), body, arrangements=[at_level(MERTON, 1)], remits=())) == {
        f"{power}_outside_level_2"
    }


@pytest.mark.parametrize(("given", "power"), POWERS)
def test_terms_with_a_power_need_a_level_on_every_day(given, power):
    body = joint(MERTON)
    verdict = terms_fit(terms(body, **given), body, arrangements=[at_level(MERTON, 2, ends_on=EVE)], remits=())
    refusal = one(verdict)
    assert refusal.code == "powers_without_level"
    assert "no level is recorded for Merton since 1 April 2016" in refusal.text


@pytest.mark.parametrize(("given", "power"), POWERS)
@pytest.mark.parametrize("kind", [kind for kind in CommitteeKind if kind != CommitteeKind.JOINT_COMMITTEE])
def test_only_a_joint_committees_terms_may_give_nhs_england_a_power(given, power, kind):
    body = committee(kind, CROYDON)
    verdict = terms_fit(terms(body, **given), body, arrangements=[at_level(CROYDON, 2)], remits=())
    assert codes(verdict) == {"powers_without_joint_committee"}


def test_a_power_ends_when_the_committee_does_though_its_terms_are_open():
    row = replace(terms(OLD, nhs_england_veto=True), ends_on=None)
    assert terms_fit(row, OLD, arrangements=ARRANGEMENTS, remits=()).allowed


def test_a_ccg_for_which_the_committee_holds_a_remit_counts_too():
    body = joint(CROYDON)
    verdict = terms_fit(
        terms(body, nhs_england_veto=True), body, arrangements=ARRANGEMENTS, remits=[remit(body, "budget", SUTTON)]
    )
    assert codes(verdict) == {"veto_at_level_3"}


def test_one_tie_has_one_casting_vote():
    body = joint(CROYDON)
    both = terms(body, nhs_england_casting_vote=True, chair_second_vote=True)
    assert one(terms_fit(both, body, arrangements=ARRANGEMENTS, remits=())).code == "two_casting_votes"


@pytest.mark.parametrize(("veto", "days"), [(False, 5), (False, 0), (True, -1)])
def test_a_time_for_a_veto_needs_a_veto_and_a_number_of_days(veto, days):
    body = joint(CROYDON)
    row = terms(body, nhs_england_veto=veto, veto_working_days=days)
    assert one(terms_fit(row, body, arrangements=ARRANGEMENTS, remits=())).code == "window_without_veto"


def test_terms_without_powers_need_no_level():
    body = pccc(MERTON)
    assert terms_fit(terms(body, chair_second_vote=True), body, arrangements=(), remits=()).allowed


# The same, from the side of the level.


@pytest.mark.parametrize(("given", "power"), POWERS)
@pytest.mark.parametrize(("level", "end"), [(3, "at_level_3"), (1, "outside_level_2")])
def test_a_ccg_leaves_level_2_only_when_the_terms_with_powers_have_ended(given, power, level, end):
    body = joint(CROYDON)
    moved = at_level(CROYDON, level, HANDOVER)
    still = arrangement_fits(moved, terms=[terms(body, **given)], committees=[body], remits=())
    assert codes(still) == {f"{power}_{end}"}
    ended = arrangement_fits(moved, terms=[terms(body, ends_on=EVE, **given)], committees=[body], remits=())
    assert ended.allowed


def test_a_ccg_leaves_level_2_only_when_the_joint_committees_remits_have_ended():
    body = joint(CROYDON)
    moved = at_level(CROYDON, 3, HANDOVER)
    refusal = one(arrangement_fits(moved, terms=(), committees=[body], remits=[remit(body, "budget")]))
    assert refusal.code == "wrong_kind"
    assert "Croydon, since 1 April 2016" in refusal.text
    assert "End the remit by 31 March 2016" in refusal.who_can
    ended = [remit(body, "budget", ends_on=EVE)]
    assert arrangement_fits(moved, terms=(), committees=[body], remits=ended).allowed


def test_open_terms_of_a_committee_that_is_gone_do_not_stand_in_the_way():
    row = replace(terms(OLD, nhs_england_veto=True), ends_on=None)
    assert arrangement_fits(at_level(MERTON, 3, HANDOVER), terms=[row], committees=[OLD], remits=()).allowed


def test_the_terms_of_other_ccgs_do_not_stand_in_the_way():
    body = joint(CROYDON)
    moved = at_level(MERTON, 3, HANDOVER)
    row = terms(body, nhs_england_veto=True)
    assert arrangement_fits(moved, terms=[row], committees=[body], remits=[remit(body, "budget")]).allowed


def test_every_contradiction_of_a_level_is_named():
    body = joint(CROYDON)
    verdict = arrangement_fits(
        at_level(CROYDON, 3, HANDOVER),
        terms=[terms(body, nhs_england_veto=True, nhs_england_casting_vote=True)],
        committees=[body],
        remits=[remit(body, "budget"), remit(body, "performance"), remit(body, "performers_list")],
    )
    assert codes(verdict) == {"veto_at_level_3", "casting_vote_at_level_3", "wrong_kind"}
    assert len(verdict.refusals) == 5


# Remits.


def test_the_kind_of_committee_fits_the_level_on_every_day_of_the_remit():
    body = pccc(MERTON)
    refusal = one(remit_fits(remit(body, "budget"), body, arrangements=ARRANGEMENTS, remits=()))
    assert refusal.code == "wrong_kind"
    assert "from 1 April 2015 to 31 March 2016" in refusal.text
    assert remit_fits(remit(body, "budget", starts_on=HANDOVER), body, arrangements=ARRANGEMENTS, remits=()).allowed


def test_a_remit_needs_a_level_on_every_day():
    body = pccc(MERTON, established_on=date(2014, 4, 1))
    levels = [at_level(MERTON, 3, LONG_AGO, EVE)]
    verdict = remit_fits(remit(body, "budget"), body, arrangements=levels, remits=())
    assert codes(verdict) == {"no_arrangement"}
    assert "from 1 April 2014 to 31 March 2015" in verdict.refusals[0].text
    assert "since 1 April 2016" in verdict.refusals[1].text


def test_a_governing_body_holds_the_ccgs_own_functions_without_a_level():
    body = committee("governing_body", MERTON)
    assert remit_fits(remit(body, "ccg_own"), body, arrangements=(), remits=()).allowed
    other = pccc(MERTON)
    assert codes(remit_fits(remit(other, "ccg_own"), other, arrangements=(), remits=())) == {"wrong_kind"}


def test_no_committee_holds_its_own_business_by_remit():
    body = PCCCS[MERTON]
    verdict = remit_fits(remit(body, "own_business"), body, arrangements=ARRANGEMENTS, remits=())
    assert codes(verdict) == {"own_business_has_no_remit"}


def test_a_remit_lies_within_the_committees_days():
    early = remit(PCCCS[MERTON], "budget", starts_on=LONG_AGO)
    assert "not_established" in codes(remit_fits(early, PCCCS[MERTON], arrangements=ARRANGEMENTS, remits=()))
    late = replace(remit(OLD, "budget", CROYDON), ends_on=HANDOVER)
    refusal = one(remit_fits(late, OLD, arrangements=ARRANGEMENTS, remits=()))
    assert refusal.code == "stood_down"
    assert refusal.who_can == "End the remit by 31 March 2016."
    open_ended = replace(late, ends_on=None)
    assert codes(remit_fits(open_ended, OLD, arrangements=ARRANGEMENTS, remits=())) == {"stood_down"}


def test_a_committee_holds_functions_of_its_own_ccgs_only():
    body = PCCCS[SUTTON]
    assert codes(remit_fits(remit(body, "budget", MERTON), body, arrangements=ARRANGEMENTS, remits=())) == {
        "not_its_ccg"
    }


def test_one_committee_decides_a_function_for_a_ccg_on_a_day():
    body, other = PCCCS[MERTON], pccc(MERTON, established_on=HANDOVER)
    held = remit(body, "budget")
    refusal = one(remit_fits(remit(other, "budget"), other, arrangements=ARRANGEMENTS, remits=[held]))
    assert refusal.code == "two_deciders"
    assert "since 1 April 2016" in refusal.text
    for neighbour in (remit(body, "performance"), remit(OLD, "budget", MERTON), remit(PCCCS[SUTTON], "budget")):
        assert remit_fits(remit(other, "budget"), other, arrangements=ARRANGEMENTS, remits=[neighbour]).allowed
    assert remit_fits(held, body, arrangements=ARRANGEMENTS, remits=[held]).allowed


def test_every_refusal_says_what_to_do():
    body = pccc(MERTON, stood_down_on=EVE)
    row = terms(body, nhs_england_veto=True, nhs_england_casting_vote=True, chair_second_vote=True)
    held = replace(remit(body, "budget", SUTTON), ends_on=None)
    for verdict in (
        terms_fit(row, body, arrangements=(), remits=()),
        remit_fits(held, body, arrangements=ARRANGEMENTS, remits=REMITS),
    ):
        assert len(verdict.refusals) >= 3
        assert all(r.who_can.endswith(".") and r.text.endswith(".") and r.source.title for r in verdict.refusals)


# Periods.

A, B, C, D = (date(2016, 4, day) for day in (1, 2, 3, 4))


def span(first, last=None):
    return Period(starts_on=first, ends_on=last)


def test_periods_that_share_their_last_and_first_day_overlap_on_it():
    assert overlap(span(A, B), span(B, C)) == span(B, B)
    assert overlap(span(A, B), span(C, D)) is None
    assert overlap(span(A), span(B), span(A, C)) == span(B, C)


def test_gaps_are_the_days_that_nothing_covers():
    assert gaps(span(A, D), [span(C, C), span(A, A)]) == (span(B, B), span(D, D))
    assert gaps(span(A), [span(A, B)]) == (span(C),)
    assert gaps(span(A), [span(A)]) == ()
    assert gaps(span(A, D), [span(B), span(A, C)]) == ()
    assert gaps(span(A, B), []) == (span(A, B),)
