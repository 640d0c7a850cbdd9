"""Which body decides, on which day, and what each committee may do about it. People and terms are made up."""

from dataclasses import replace
from datetime import date

import pytest

from committees.rights.authority import authority
from committees.rights.world import Ccg
from committees.terms import Effect, Function, Level, Say
from tests.rights.build import (
    BARNET,
    CAMDEN,
    CITY_AND_HACKNEY,
    CROYDON,
    EVE,
    HANDOVER,
    MEETING,
    MERTON,
    NCL,
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
from tests.rights.swl import (
    ARRANGEMENTS,
    COMMITTEES,
    CROYDON_JC,
    DELEGATED,
    GOVERNING_BODIES,
    GROUP,
    LEVELLED,
    OLD,
    PANEL,
    PCCCS,
    REMITS,
    TERMS,
    stands,
    who_decides,
)

JUNE = date(2016, 6, 15)


def no_power(stand):
    """NHS England may do nothing about what is resolved here."""
    return not (stand.casting_vote or stand.veto or stand.veto_working_days or stand.agreement_needed)


# 31 March / 1 April 2016: the permanent test case.


@pytest.mark.parametrize("ccg", SWL, ids=lambda ccg: ccg.name)
def test_on_31_march_2016_the_joint_committee_decides_for_all_six(ccg):
    found = who_decides(ccg, EVE)
    assert found.verdict.allowed
    assert (found.level, found.say, found.decider) == (Level.JOINT, Say.JOINT, OLD.id)
    assert (found.casting_vote, found.veto, found.veto_working_days) == (True, True, 5)
    assert not found.shadowing


@pytest.mark.parametrize("ccg", DELEGATED, ids=lambda ccg: ccg.name)
def test_on_1_april_2016_each_of_five_decides_through_its_own_committee(ccg):
    found = who_decides(ccg, HANDOVER)
    assert found.verdict.allowed
    assert (found.level, found.say, found.decider) == (Level.DELEGATED, Say.CCG_DECIDES, PCCCS[ccg].id)
    assert (found.casting_vote, found.veto, found.agreement_needed) == (False, False, False)
    assert found.chair_second_vote


def test_on_1_april_2016_croydon_stays_at_level_2_and_shadows():
    found = who_decides(CROYDON, HANDOVER)
    assert found.verdict.allowed
    assert (found.level, found.shadowing, found.decider) == (Level.JOINT, True, CROYDON_JC.id)
    assert (found.casting_vote, found.veto, found.veto_working_days) == (True, True, None)
    assert "shadowing level 3" in found.verdict.sentence


@pytest.mark.parametrize("function", LEVELLED)
def test_the_joint_committee_may_do_nothing_on_the_day_after_its_last(function):
    stand = stands(OLD, SWL, HANDOVER, function)
    assert stand.effect is None
    assert "stood_down" in codes(stand.verdict)
    assert "its last day was 31 March 2016" in stand.verdict.sentence


@pytest.mark.parametrize("ccg", DELEGATED, ids=lambda ccg: ccg.name)
def test_a_new_committee_may_do_nothing_on_the_day_before_its_first(ccg):
    stand = stands(PCCCS[ccg], [ccg], EVE)
    assert stand.effect is None
    assert "not_established" in codes(stand.verdict)
    assert "its first day is 1 April 2016" in stand.verdict.sentence


def test_the_joint_committee_makes_one_resolution_for_the_ccgs_concerned():
    stand = stands(OLD, [MERTON, SUTTON], EVE)
    assert stand.effect == Effect.DECIDES
    assert [each.ccg for each in stand.authorities] == [MERTON, SUTTON]
    assert (stand.casting_vote, stand.veto, stand.veto_working_days) == (True, True, 5)


def test_in_common_each_committee_resolves_for_its_own_ccg_and_leaves_the_others_out():
    for ccg, body in {**PCCCS, CROYDON: CROYDON_JC}.items():
        stand = stands(body, SWL, MEETING)
        assert stand.effect == Effect.DECIDES
        assert [each.ccg for each in stand.authorities] == [ccg]
        assert (stand.casting_vote, stand.veto) == ((True, True) if ccg == CROYDON else (False, False))
        assert "own_ccgs_only" in stand.verdict.codes


# Every London CCG in June 2016, as the pack says (South West London corrected for Croydon by its own paper).

LEVEL_IN_JUNE_2016 = {
    "1": ["City and Hackney"],
    "2": [
        *["Barnet", "Camden", "Enfield", "Haringey", "Islington"],
        *["Brent", "Central London", "Ealing", "Hammersmith and Fulham", "Harrow", "Hillingdon", "Hounslow"],
        *["West London", "Bexley", "Bromley", "Greenwich", "Lambeth", "Lewisham", "Southwark", "Croydon"],
    ],
    "3": [
        *["Barking and Dagenham", "Havering", "Redbridge", "Waltham Forest", "Newham", "Tower Hamlets"],
        *["Kingston", "Merton", "Richmond", "Sutton", "Wandsworth"],
    ],
}
LONDON = [(name, level) for level, names in LEVEL_IN_JUNE_2016.items() for name in names]


def _world_of(name, level):
    ccg = Ccg(name[:3].upper(), name)
    body = committee({"1": "nhs_england_team", "2": "joint_committee", "3": "pccc"}[level], ccg)
    facts = {
        "arrangements": [at_level(ccg, level)],
        "remits": [remit(body, "gp_commissioning")],
        "committees": [body],
        "terms": [terms(body)],
    }
    return ccg, body, facts


def test_there_are_32_ccgs_in_london():
    assert len({name for name, _ in LONDON}) == len(LONDON) == 32


@pytest.mark.parametrize(("name", "level"), LONDON)
def test_who_decides_general_practice_commissioning_in_june_2016(name, level):
    ccg, body, facts = _world_of(name, level)
    found = authority(Function.GP_COMMISSIONING, ccg, JUNE, **facts)
    assert found.verdict.allowed
    assert found.decider == body.id
    assert found.level == Level(level)
    assert found.nhs_england_decides is (level == "1")


def test_at_level_1_nhs_england_decides_and_city_and_hackney_may_record_a_view():
    body = committee("governing_body", CITY_AND_HACKNEY)
    given = {
        "arrangements": [at_level(CITY_AND_HACKNEY, 1)],
        "remits": [],
        "committees": [body],
        "terms": [terms(body)],
    }
    for function in LEVELLED:
        found = who_decides(CITY_AND_HACKNEY, JUNE, function, **given)
        assert (found.nhs_england_decides, found.decider, found.verdict.allowed) == (True, None, False)
        assert found.verdict.refusals[0].who_can == "NHS England"
        stand = stands(body, [CITY_AND_HACKNEY], JUNE, function, **given)
        assert stand.effect == Effect.RECORDS_A_VIEW
        assert no_power(stand)
        assert "No decision waits for it" in stand.verdict.sentence


def test_at_level_1_the_governing_body_decides_the_ccgs_own_functions():
    body = committee("governing_body", CITY_AND_HACKNEY)
    own = remit(body, "ccg_own")
    given = {
        "arrangements": [at_level(CITY_AND_HACKNEY, 1)],
        "remits": [own],
        "committees": [body],
        "terms": [terms(body)],
    }
    assert stands(body, [CITY_AND_HACKNEY], JUNE, "ccg_own", **given).effect == Effect.DECIDES


# No level, no remit, no committee, no terms: each is a reason, never an assumption.


def test_without_an_arrangement_on_the_day_no_level_is_assumed():
    found = who_decides(MERTON, date(2015, 3, 31))
    assert found.level is None
    assert {"no_arrangement", "no_remit"} <= codes(found.verdict)
    assert found.verdict.refusals[0].text == (
        "No co-commissioning level is recorded for Merton on 31 March 2015, and none is assumed."
    )


def test_two_levels_on_one_day_are_refused():
    both = [*ARRANGEMENTS, at_level(MERTON, 2, HANDOVER)]
    found = who_decides(MERTON, MEETING, arrangements=both)
    assert "two_arrangements" in codes(found.verdict)
    assert found.level is None


@pytest.mark.parametrize("function", ["ccg_own", "own_business"])
def test_what_no_level_changes_needs_no_arrangement(function):
    body = GOVERNING_BODIES[MERTON]
    stand = stands(body, [MERTON], MEETING, function, arrangements=())
    assert stand.effect == Effect.DECIDES
    assert no_power(stand)


def test_without_a_remit_nobody_decides_and_nobody_recommends():
    given = {"remits": [row for row in REMITS if row.ccg != MERTON]}
    for body in (PCCCS[MERTON], GOVERNING_BODIES[MERTON], PANEL):
        stand = stands(body, [MERTON], MEETING, **given)
        assert stand.effect is None
        assert codes(stand.verdict) == {"no_remit"}
    assert "No committee is recorded as holding general practice commissioning for Merton on 14 April 2016." in (
        stand.verdict.sentence
    )


def test_two_committees_holding_one_function_are_refused():
    other = pccc(MERTON, name="Another committee")
    found = who_decides(
        MERTON,
        MEETING,
        remits=[*REMITS, remit(other, "gp_commissioning")],
        committees=[*COMMITTEES, other],
        terms=[*TERMS, terms(other)],
    )
    assert "two_deciders" in codes(found.verdict)
    assert found.decider is None


def test_a_remit_of_a_committee_not_on_record_is_refused():
    found = who_decides(MERTON, MEETING, committees=[body for body in COMMITTEES if body != PCCCS[MERTON]])
    assert codes(found.verdict) == {"unknown_committee"}


def test_a_committee_of_the_wrong_kind_does_not_decide_though_it_holds_the_remit():
    wrong = joint(MERTON)
    given = {
        "remits": [remit(wrong, "gp_commissioning")],
        "committees": [wrong],
        "terms": [terms(wrong, nhs_england_veto=True)],
    }
    stand = stands(wrong, [MERTON], MEETING, **given)
    assert stand.effect is None
    assert codes(stand.verdict) == {"wrong_kind"}
    assert not stand.veto


def test_a_committee_without_terms_in_force_resolves_nothing():
    body = PCCCS[MERTON]
    given = {"terms": [row for row in TERMS if row.committee != body.id]}
    for function in ("gp_commissioning", "own_business", "other_contractors"):
        stand = stands(body, [MERTON], MEETING, function, **given)
        assert stand.effect is None
        assert codes(stand.verdict) == {"no_terms"}
    found = who_decides(MERTON, MEETING, **given)
    assert codes(found.verdict) == {"no_terms"}
    assert not found.chair_second_vote


def test_two_versions_of_the_terms_on_one_day_are_refused():
    body = PCCCS[MERTON]
    stand = stands(body, [MERTON], MEETING, terms=[*TERMS, terms(body)])
    assert codes(stand.verdict) == {"two_terms"}


def test_every_reason_is_given_not_only_the_first():
    found = who_decides(MERTON, HANDOVER, remits=[remit(OLD, "gp_commissioning", MERTON, ends_on=MEETING)])
    assert {"wrong_kind", "stood_down", "no_terms"} <= codes(found.verdict)


def test_a_committee_of_another_ccg_holding_the_remit_is_refused():
    found = who_decides(MERTON, MEETING, remits=[remit(PCCCS[SUTTON], "gp_commissioning", MERTON)])
    assert codes(found.verdict) == {"not_its_ccg"}


# Who decides, who recommends, who records a view, who may do nothing.


@pytest.mark.parametrize("body", [PANEL, GROUP], ids=lambda body: body.name)
def test_a_panel_or_group_recommends_and_the_local_committee_decides(body):
    stand = stands(body, SWL, MEETING)
    assert stand.effect == Effect.RECOMMENDS
    assert no_power(stand)
    assert (
        "the final decision would remain"
        in next(r for r in stand.verdict.reasons if r.code == "recommends").source.title
    )


def test_the_panels_recommending_is_stated_the_groups_is_derived():
    reasons = [
        next(r for r in stands(body, [MERTON], MEETING).verdict.reasons if r.code == "recommends")
        for body in (PANEL, GROUP)
    ]
    assert [reason.source.derived for reason in reasons] == [False, True]


def test_a_recommending_committee_keeps_its_own_chairs_second_vote():
    assert stands(PANEL, [MERTON], MEETING).chair_second_vote
    assert not stands(GROUP, [MERTON], MEETING).chair_second_vote


@pytest.mark.parametrize("ccg", SWL, ids=lambda ccg: ccg.name)
def test_a_governing_body_that_does_not_hold_the_function_recommends(ccg):
    assert stands(GOVERNING_BODIES[ccg], [ccg], MEETING).effect == Effect.RECOMMENDS


def test_a_committee_of_other_ccgs_only_may_do_nothing_and_is_told_who_can():
    stand = stands(PCCCS[SUTTON], [MERTON], MEETING)
    assert stand.effect is None
    assert stand.authorities == ()
    refusal = stand.verdict.refusals[0]
    assert refusal.code == "other_ccgs"
    assert refusal.who_can == "the Merton primary care commissioning committee"


def test_a_matter_that_concerns_no_ccg_is_refused():
    assert codes(stands(PCCCS[MERTON], [], MEETING).verdict) == {"no_ccg_concerned"}


@pytest.mark.parametrize("body", COMMITTEES, ids=lambda body: body.name)
def test_no_vote_is_opened_on_a_reserved_function(body):
    for day in (EVE, HANDOVER, MEETING):
        stand = stands(body, body.ccgs, day, "performers_list")
        assert stand.effect is None
        reserved = next(r for r in stand.verdict.refusals if r.code == "reserved")
        assert reserved.who_can == "NHS England"


def test_pharmacy_eye_health_and_dental_stay_with_nhs_england_at_level_3():
    found = who_decides(MERTON, MEETING, "other_contractors")
    assert (found.nhs_england_decides, found.decider) == (True, None)
    assert stands(PCCCS[MERTON], [MERTON], MEETING, "other_contractors").effect == Effect.RECORDS_A_VIEW
    assert stands(PANEL, [MERTON], MEETING, "other_contractors").effect == Effect.RECOMMENDS


def test_an_nhs_england_team_decides_only_what_it_is_recorded_as_holding():
    team = committee("nhs_england_team", *SWL, name="NHS England London team")
    given = {"committees": [*COMMITTEES, team], "terms": [*TERMS, terms(team)]}
    held = {**given, "remits": [*REMITS, remit(team, "other_contractors", MERTON)]}
    assert stands(team, [MERTON], MEETING, "other_contractors", **held).effect == Effect.DECIDES
    assert codes(stands(team, [MERTON], MEETING, "other_contractors", **given).verdict) == {"nhs_england_decides"}
    assert codes(stands(team, [MERTON], MEETING, "gp_commissioning", **given).verdict) == {"no_standing"}
    # Even its own team opens no vote on what is reserved to it.
    held = {**given, "remits": [remit(team, "performers_list", MERTON)]}
    assert codes(stands(team, [MERTON], MEETING, "performers_list", **held).verdict) == {"reserved"}


@pytest.mark.parametrize("body", COMMITTEES, ids=lambda body: body.name)
def test_every_committee_decides_its_own_business_while_it_exists(body):
    for day in (EVE, HANDOVER):
        stand = stands(body, [], day, "own_business")
        assert (stand.effect == Effect.DECIDES) is body.exists_on(day)
        assert no_power(stand)


# One resolution, one effect, one set of powers.


def test_one_resolution_cannot_decide_for_one_ccg_and_record_a_view_for_another():
    body = joint(BARNET, CAMDEN)
    given = {
        "arrangements": [at_level(BARNET, 2), at_level(CAMDEN, 1)],
        "remits": [remit(body, "budget", BARNET)],
        "committees": [body],
        "terms": [terms(body)],
    }
    stand = stands(body, [BARNET, CAMDEN], MEETING, "budget", **given)
    assert stand.effect is None
    assert codes(stand.verdict) == {"effects_differ"}
    assert "it decides for Barnet and it records a view for Camden" in stand.verdict.sentence
    assert stands(body, [BARNET], MEETING, "budget", **given).effect == Effect.DECIDES
    assert stands(body, [CAMDEN], MEETING, "budget", **given).effect == Effect.RECORDS_A_VIEW


def test_a_reason_against_one_ccg_refuses_the_resolution_for_all():
    body = joint(*NCL)
    given = {
        "arrangements": [at_level(ccg, 2) for ccg in NCL if ccg != CAMDEN],
        "remits": [remit(body, "budget", ccg) for ccg in NCL],
        "committees": [body],
        "terms": [terms(body)],
    }
    stand = stands(body, NCL, MEETING, "budget", **given)
    assert codes(stand.verdict) == {"no_arrangement"}
    assert "Camden" in stand.verdict.sentence


# Agreement.


def test_incentive_schemes_at_level_2_need_nhs_englands_agreement_and_at_level_3_do_not():
    assert stands(CROYDON_JC, [CROYDON], MEETING, "incentive_schemes").agreement_needed
    assert not stands(CROYDON_JC, [CROYDON], MEETING, "budget").agreement_needed
    assert not stands(PCCCS[MERTON], [MERTON], MEETING, "incentive_schemes").agreement_needed


def test_the_chair_has_no_second_vote_where_nhs_england_has_the_casting_vote():
    both = [replace(row, chair_second_vote=True) for row in TERMS]
    found = who_decides(CROYDON, MEETING, terms=both)
    assert (found.casting_vote, found.chair_second_vote) == (True, False)


@pytest.mark.parametrize("function", ["poetry", "", None])
def test_an_unknown_function_is_refused(function):
    found = authority(function, MERTON, MEETING, arrangements=ARRANGEMENTS, remits=REMITS, committees=(), terms=())
    assert codes(found.verdict) == {"unknown_combination"}
