"""The Advisory Panel: who calls it on what, who may advise, that it only recommends; every refusal with its reason."""

from dataclasses import replace

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.outside import Outside, ProposedAdviser
from committees.rights.standpoint import standpoint
from committees.rights.world import Account
from committees.terms import Act, AdviserRole, Effect, Function, Level, PanelGround, Power
from tests.rights import build
from tests.rights.build import BARNET, CAMDEN, CROYDON, EVE, MEETING, MERTON, SUTTON, SWL
from tests.rights.rooms import merton
from tests.rights.test_entitlement import refused

SECRETARY = Account(person=9001, powers=frozenset({Power.RECORD, Power.RUN_BUSINESS}))
PANEL = build.committee("advisory_panel", *SWL, name="South West London Advisory Panel")
SUTTONS = build.pccc(SUTTON)
PEER = ProposedAdviser(role=AdviserRole.PEER, comes_from=(SUTTON,), area=SWL)
OUTSIDER = ProposedAdviser(role=AdviserRole.OUTSIDE_CLINICIAN, comes_from=(CAMDEN,), clinical=True, area=SWL)


def matter(cast, function=Function.GP_COMMISSIONING, **told):
    """A matter of Merton's committee; by default the panel is to be called on a complex contract."""
    given = {"ground": PanelGround.CONTRACT, "panel": PANEL} | told
    given.setdefault("standpoint", cast.standpoint(function))
    return Outside(function=function, ccgs=(MERTON,), **given)


def ask(act, cast, *, by="chair", account=SECRETARY, about=None, conflicts=(), room=None, **told):
    return entitlement(
        act,
        person=cast.id(by) if by else None,
        seat=None,
        room=room or cast.room(conflicts=conflicts),
        question=None,
        account=account,
        about=cast.id(about) if about else None,
        outside=matter(cast, **told),
    )


# --- Calling it ---
def call(cast, **more):
    return ask(Act.CALL_PANEL, cast, **more)


def test_a_ccgs_committee_calls_the_panel_by_its_secretary_or_its_chair_when_needed():
    cast = merton()
    verdict = call(cast)
    assert verdict
    assert "only meet as needed" in verdict.reasons[0].source.title
    assert not verdict.reasons[0].source.derived
    assert call(cast, account=Account(person=cast.id("chair"))), "no secretary is needed, and no meeting"


def test_nobody_else_calls_it():
    cast = merton()
    refused(call(cast, account=Account(person=9002)), "call_panel.not_yours")
    verdict = refused(call(cast, by="gp", account=Account(person=cast.id("gp"))), "call_panel.not_chairing")
    assert verdict.refusals[0].who_can == "Lay Chair, or the secretary for them."


def test_a_chair_in_conflict_on_the_matter_does_not_call_it_and_the_vice_chair_does():
    cast = merton()
    out = [cast.conflict("chair")]
    refused(call(cast, conflicts=out), "call_panel.not_chairing")
    assert call(cast, by="vice_chair", conflicts=out)
    nobody = call(cast, conflicts=[*out, cast.conflict("vice_chair")])
    assert "call_panel.nobody_chairs" in nobody.codes


def test_it_is_called_on_what_the_committee_decides_or_recommends_itself_and_on_nothing_else():
    cast = merton()
    refused(call(cast, function=Function.OTHER_CONTRACTORS), "call_panel.not_its_business")
    verdict = call(cast, function=Function.PERFORMERS_LIST)
    assert "call_panel.not_its_business" in verdict.codes
    assert len(verdict.refusals) > 1, "with why it is not its own"
    elsewhere = standpoint(
        SUTTONS,
        Function.GP_COMMISSIONING,
        [MERTON],
        MEETING,
        arrangements=cast.arrangements,
        remits=cast.remits,
        committees=[cast.body],
        terms=[build.terms(SUTTONS)],
    )
    assert "call_panel.not_its_business" in call(cast, standpoint=elsewhere).codes


def test_a_group_of_several_ccgs_calls_no_panel():
    cast = merton()
    room = cast.room(committee=PANEL, seats=())
    assert "call_panel.not_a_ccgs" in call(cast, room=room).codes


def test_the_grounds_are_those_of_the_paper():
    cast = merton()
    verdict = refused(call(cast, ground=None), "call_panel.no_ground")
    assert "complex contract" in verdict.refusals[0].source.title
    for ground in PanelGround:
        assert call(cast, ground=ground)


def test_the_panel_is_an_advisory_panel_of_the_ccg_that_exists_that_day():
    cast = merton()
    refused(call(cast, panel=None), "call_panel.no_panel")
    refused(call(cast, panel=build.committee("working_group", *SWL)), "call_panel.not_a_panel")
    refused(call(cast, panel=build.committee("advisory_panel", BARNET, CAMDEN)), "call_panel.not_its_panel")
    refused(call(cast, panel=replace(PANEL, stood_down_on=EVE)), "stood_down")


def test_a_panel_that_has_not_advised_yet_is_not_called_again_on_the_same_matter():
    cast = merton()
    refused(call(cast, asked=True), "call_panel.called")
    assert call(cast, asked=True, answered=True), "once it has advised it can be called again"


# --- Who advises ---
def name(cast, *, whom="visitor", adviser=PEER, **more):
    given = {"asked": True, "sits_on": (PANEL, SUTTONS), "adviser": adviser} | more
    return ask(Act.NAME_ADVISER, cast, about=whom, **given)


def test_a_peer_on_the_panel_from_another_ccg_is_asked_by_whoever_called():
    cast = merton()
    verdict = name(cast)
    assert verdict
    assert verdict.reasons[0].source.derived, "that a peer is of another CCG is our reading"
    assert name(cast, account=Account(person=cast.id("chair")))
    assert name(cast, whom=None), "somebody may be asked"
    refused(name(cast, account=Account(person=9002)), "name_adviser.not_yours")


def test_a_peer_from_the_ccg_that_asks_is_refused():
    cast = merton()
    verdict = refused(
        name(cast, adviser=replace(PEER, comes_from=(SUTTON, MERTON))), "name_adviser.of_the_ccg_that_asks"
    )
    assert "is of Merton, which asks" in verdict.refusals[0].text
    assert verdict.refusals[0].source.derived


def test_a_peer_of_whom_no_ccg_is_on_record_is_refused():
    cast = merton()
    refused(name(cast, adviser=replace(PEER, comes_from=())), "name_adviser.ccg_not_known")


def test_a_peer_sits_on_the_panel_that_day():
    cast = merton()
    refused(name(cast, sits_on=(SUTTONS,)), "name_adviser.not_on_the_panel")


def test_a_peer_in_conflict_is_refused_with_how_the_registers_tie_them_to_the_matter():
    cast = merton()
    chain = "the practice is one of those that merge"
    verdict = refused(name(cast, conflicts=[cast.conflict("visitor")], chains=(chain,)), "name_adviser.in_conflict")
    assert f"(made-up interest): {chain}. Outside a meeting nobody rules on it" in verdict.refusals[0].text


def test_the_same_adviser_is_not_asked_twice_and_nobody_after_the_advice():
    cast = merton()
    refused(name(cast, advised_by=frozenset({cast.id("visitor")})), "name_adviser.named_already")
    refused(name(cast, answered=True), "name_adviser.advised")


def test_nobody_is_asked_before_the_panel_is_called():
    cast = merton()
    refused(name(cast, asked=False), "name_adviser.not_called")


def outside(cast, **more):
    bodies = (build.pccc(CAMDEN),)
    return name(cast, **({"adviser": OUTSIDER, "function": Function.PERFORMANCE, "sits_on": bodies} | more))


def test_a_clinician_from_outside_the_area_is_asked_on_a_performance_matter():
    cast = merton()
    assert outside(cast)
    assert outside(cast, function=Function.GP_COMMISSIONING, ground=PanelGround.PERFORMANCE)
    refused(outside(cast, function=Function.GP_COMMISSIONING), "name_adviser.not_performance")


def test_a_clinician_who_sits_on_a_committee_of_the_area_is_not_from_outside_it():
    cast = merton()
    verdict = refused(outside(cast, sits_on=(build.pccc(CAMDEN), SUTTONS)), "name_adviser.in_the_area")
    assert "Sutton primary care commissioning committee" in verdict.refusals[0].text
    assert "name_adviser.in_the_area" in outside(cast, sits_on=(PANEL,)).codes


def test_who_is_not_known_to_be_a_clinician_is_not_asked_as_one():
    cast = merton()
    refused(outside(cast, adviser=replace(OUTSIDER, clinical=False)), "name_adviser.not_a_clinician")


def test_a_clinician_from_outside_is_checked_for_conflicts_as_peers_are():
    cast = merton()
    refused(outside(cast, conflicts=[cast.conflict("visitor")]), "name_adviser.in_conflict")


# --- What it recommends ---
def advise(cast, *, by="visitor", account=None, **more):
    account = account or Account(person=cast.id("visitor"))
    given = {"asked": True, "advised_by": frozenset({cast.id("visitor")})} | more
    return ask(Act.ADVISE, cast, by=by, account=account, **given)


def test_one_of_those_asked_advises_or_the_secretary_records_it_in_their_name():
    cast = merton()
    verdict = advise(cast)
    assert verdict
    assert "recommendations as to a proposed course of action" in verdict.reasons[0].source.title
    assert "advise.recorded" in advise(cast, account=SECRETARY).codes


def test_nobody_else_advises():
    cast = merton()
    refused(advise(cast, by="gp", account=Account(person=cast.id("gp"))), "advise.not_an_adviser")
    refused(advise(cast, account=Account(person=9002)), "advise.not_yours")
    refused(advise(cast, by="chair", account=SECRETARY), "advise.not_an_adviser")


def test_a_panel_of_nobody_advises_nothing_and_one_is_enough():
    cast = merton()
    refused(advise(cast, advised_by=frozenset()), "advise.no_advisers")
    assert advise(cast)


def test_a_panel_that_was_not_called_advises_nothing_and_one_that_advised_is_done():
    cast = merton()
    refused(advise(cast, asked=False), "advise.not_called")
    refused(advise(cast, answered=True), "advise.advised")


def test_an_adviser_whose_conflict_is_found_since_does_not_advise():
    cast = merton()
    refused(advise(cast, conflicts=[cast.conflict("visitor")]), "advise.in_conflict")


# --- What the committee made of it ---
def follow(cast, *, by="chair", **more):
    return ask(Act.FOLLOW_ADVICE, cast, by=by, **({"asked": True, "answered": True, "settled": True} | more))


def test_after_its_own_decision_the_committee_says_whether_it_followed_the_advice():
    cast = merton()
    verdict = follow(cast)
    assert verdict
    assert "the final decision would remain" in verdict.reasons[0].source.title
    assert follow(cast, account=Account(person=cast.id("chair")))


def test_only_who_runs_or_records_for_the_committee_says_so():
    cast = merton()
    refused(follow(cast, by="gp", account=Account(person=cast.id("gp"))), "follow_advice.not_the_secretary")


def test_it_is_said_once_and_of_advice_that_there_is():
    cast = merton()
    refused(follow(cast, asked=False), "follow_advice.not_called")
    refused(follow(cast, answered=False), "follow_advice.not_advised")
    refused(follow(cast, followed=True), "follow_advice.told_already")


def test_before_the_decision_there_is_nothing_to_say_and_what_was_decided_before_followed_nothing():
    cast = merton()
    verdict = refused(follow(cast, settled=False), "follow_advice.not_decided")
    assert verdict.refusals[0].source.title.endswith("the relevant local CCG committee”")
    refused(follow(cast, decided_before=True), "follow_advice.decided_before")


# --- It decides nothing ---
@pytest.mark.parametrize("who", ["visitor", "presenter"])
def test_who_speaks_for_the_panel_has_no_vote_in_the_committee(who):
    cast = merton()
    room = cast.room(advisers=frozenset({cast.id("visitor"), cast.id("presenter")}))
    verdict = entitlement(Act.VOTE, person=cast.id(who), seat=None, room=room, question=cast.opened())
    assert "vote.adviser" in verdict.codes
    reason = next(reason for reason in verdict.refusals if reason.code == "vote.adviser")
    assert reason.text.endswith("the panel recommends, and the local committee decides.")
    assert (
        "the final decision would remain the responsibility of the relevant local CCG committee" in reason.source.title
    )
    assert not reason.source.derived


def test_a_member_of_the_committee_who_sits_on_the_panel_too_keeps_their_vote():
    cast = merton()
    room = cast.room(advisers=frozenset({cast.id("gp")}))
    assert entitlement(Act.VOTE, person=cast.id("gp"), seat=cast.seats["gp"], room=room, question=cast.opened())


@pytest.mark.parametrize("ccg", SWL, ids=lambda ccg: ccg.name)
def test_the_panels_own_committee_recommends_and_never_decides(ccg):
    level = Level.JOINT if ccg is CROYDON else Level.DELEGATED
    body = build.joint(ccg) if ccg is CROYDON else build.pccc(ccg)
    for function in (Function.GP_COMMISSIONING, Function.PERFORMANCE, Function.BUDGET):
        found = standpoint(
            PANEL,
            function,
            [ccg],
            MEETING,
            arrangements=[build.at_level(ccg, level)],
            remits=[build.remit(body, function)],
            committees=[body],
            terms=[build.terms(body), build.terms(PANEL)],
        )
        assert found.effect is Effect.RECOMMENDS
        assert (found.veto, found.casting_vote) == (False, False)


@pytest.mark.parametrize("act", [Act.CALL_PANEL, Act.NAME_ADVISER, Act.ADVISE, Act.FOLLOW_ADVICE])
def test_without_a_matter_nothing_is_allowed(act):
    cast = merton()
    verdict = entitlement(act, person=cast.id("chair"), seat=None, room=cast.room(), question=None, account=SECRETARY)
    refused(verdict, f"{act}.no_matter")
