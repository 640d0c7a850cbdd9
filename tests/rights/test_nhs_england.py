"""Why NHS England has or has not its casting vote and its veto: two powers, never at level 3."""

import pytest

from committees.rights.nhs_england import casting_vote_verdict, veto_verdict
from tests.rights.build import CROYDON, EVE, HANDOVER, MEETING, MERTON, SWL, codes, terms
from tests.rights.swl import CROYDON_JC, DELEGATED, GOVERNING_BODIES, OLD, PANEL, PCCCS, TERMS, stands

ASKED = [(veto_verdict, "veto"), (casting_vote_verdict, "casting_vote")]


@pytest.mark.parametrize(("asked", "power"), ASKED)
@pytest.mark.parametrize("ccg", DELEGATED, ids=lambda ccg: ccg.name)
def test_at_level_3_the_refusal_names_level_ccg_day_and_both_sources(asked, power, ccg):
    body = PCCCS[ccg]
    stand = stands(body, [ccg], MEETING)
    verdict = asked(stand, body)
    assert not verdict.allowed
    reason = next(r for r in verdict.refusals if r.code == f"{power}_at_level_3")
    assert f"{ccg.name} has been at level 3, delegated commissioning, since 1 April 2016" in reason.text
    assert "June 2016" in reason.source.title
    level = next(r for r in verdict.reasons if r.code == "level")
    assert level.source == stand.authorities[0].arrangement.source


def test_the_rules_cited_at_level_3_are_the_packs_own_words():
    stand = stands(PCCCS[MERTON], [MERTON], MEETING)
    veto = next(r for r in veto_verdict(stand, PCCCS[MERTON]).refusals if r.code == "veto_at_level_3")
    casting = next(
        r for r in casting_vote_verdict(stand, PCCCS[MERTON]).refusals if r.code == "casting_vote_at_level_3"
    )
    assert "NHS England does not have the power to veto decisions made by delegated commissioners" in veto.source.title
    assert "do not have a casting vote" in casting.source.title
    assert not veto.source.derived
    assert not casting.source.derived


@pytest.mark.parametrize(("asked", "power"), ASKED)
def test_at_level_2_it_has_what_the_terms_give(asked, power):
    stand = stands(CROYDON_JC, SWL, MEETING)
    verdict = asked(stand, CROYDON_JC)
    assert verdict.allowed
    assert f"{power}_in_terms" in verdict.codes
    assert asked(stands(OLD, SWL, EVE), OLD).allowed


@pytest.mark.parametrize(("asked", "power"), ASKED)
def test_at_level_2_it_has_nothing_that_the_terms_do_not_give(asked, power):
    bare = [*(row for row in TERMS if row.committee != CROYDON_JC.id), terms(CROYDON_JC)]
    verdict = asked(stands(CROYDON_JC, [CROYDON], MEETING, terms=bare), CROYDON_JC)
    assert codes(verdict) == {f"{power}_not_in_terms"}
    assert "NHS England" in verdict.refusals[0].who_can


def test_casting_vote_and_veto_are_two_separate_powers():
    only = [*(row for row in TERMS if row.committee != CROYDON_JC.id), terms(CROYDON_JC, nhs_england_veto=True)]
    stand = stands(CROYDON_JC, [CROYDON], MEETING, terms=only)
    assert veto_verdict(stand, CROYDON_JC).allowed
    assert not casting_vote_verdict(stand, CROYDON_JC).allowed


@pytest.mark.parametrize(("asked", "power"), ASKED)
@pytest.mark.parametrize("function", ["own_business", "ccg_own"])
def test_it_has_no_power_over_what_is_not_decided_jointly(asked, power, function):
    body = CROYDON_JC if function == "own_business" else GOVERNING_BODIES[CROYDON]
    verdict = asked(stands(body, [CROYDON], MEETING, function), body)
    assert f"{power}_not_joint" in codes(verdict)


@pytest.mark.parametrize(("asked", "power"), ASKED)
def test_it_has_no_power_over_a_recommendation(asked, power):
    verdict = asked(stands(PANEL, [CROYDON], MEETING), PANEL)
    assert codes(verdict) == {f"{power}_without_decision"}


@pytest.mark.parametrize(("asked", "power"), ASKED)
def test_it_has_no_power_where_nothing_is_known(asked, power):
    for arrangements in ((), None):
        given = {} if arrangements is None else {"arrangements": arrangements}
        stand = stands(PCCCS[MERTON], [CROYDON if arrangements is None else MERTON], HANDOVER, **given)
        verdict = asked(stand, PCCCS[MERTON])
        assert not verdict.allowed
        assert verdict.refusals
