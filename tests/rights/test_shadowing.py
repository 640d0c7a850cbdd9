"""Who may record what a shadowing committee would recommend, and on what; every refusal with its reason and source.

The committee is Croydon's, at level 2 and shadowing level 3; the matter is Merton's. All made up.
"""

from dataclasses import replace

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.shadowing import could_join
from committees.rights.shadows import Counts, Shadowing
from committees.rights.sources import SHADOWS_FORMALLY
from committees.rights.world import Account, Question
from committees.terms import Act, Function, Handling, Majority, Power
from tests.rights import build
from tests.rights.rooms import croydon
from tests.rights.test_entitlement import refused

RECORDER = Account(person=9001, powers=frozenset({Power.RECORD}))
VOTERS = ("chair", "vice_chair", "finance", "gp", "regional_officer")


def told(level=2, shadowing=True, **more):
    arrangement = build.at_level(build.CROYDON, level, shadowing=shadowing)
    return Shadowing(**({"arrangements": (arrangement,), "own_say": False, "deciders": ("Merton",)} | more))


def counts(in_favour, against=0, abstained=0):
    return Counts(in_favour=in_favour, against=against, abstained=abstained)


def shadow(cast=None, *, by="chair", account=RECORDER, room=None, shadow="as usual", stage=None, **more):
    cast = cast or croydon()
    return entitlement(
        Act.SHADOW,
        person=cast.id(by),
        seat=None,
        room=room or cast.room(*VOTERS),
        question=Question(standpoint=cast.standpoint(Function.GP_COMMISSIONING), **(stage or {})),
        account=account,
        shadow=told() if shadow == "as usual" else shadow,
        **more,
    )


def test_whoever_presides_or_who_records_for_them_says_what_a_shadowing_committee_would_recommend():
    cast = croydon()
    verdict = shadow(cast)
    assert verdict
    assert "may say what it would recommend to Merton: it decides nothing" in verdict.reasons[0].text
    assert "shadow" in verdict.reasons[0].source.title
    assert shadow(cast, account=Account(person=cast.id("chair")))


def test_nobody_else_does():
    cast = croydon()
    refused(shadow(cast, by="gp"), "shadow.not_presiding")
    refused(shadow(cast, account=Account(person=9002)), "shadow.not_yours")
    refused(shadow(cast, account=Account(person=9002, powers=frozenset({Power.RUN_BUSINESS}))), "shadow.not_yours")


def test_a_committee_none_of_whose_ccgs_shadows_recommends_nothing():
    verdict = refused(shadow(shadow=told(shadowing=False)), "shadow.not_shadowing")
    assert "shadows another level on 14 April 2016" in verdict.refusals[0].text


def test_what_concerns_the_committee_stays_its_own_decision():
    verdict = refused(shadow(shadow=told(own_say=True)), "shadow.own_say")
    assert "Croydon's own decisions stay its joint committee's" in verdict.refusals[0].text
    assert verdict.refusals[0].source == SHADOWS_FORMALLY
    assert not SHADOWS_FORMALLY.derived


def test_what_nobody_in_the_meeting_decides_is_not_shadowed():
    refused(shadow(shadow=told(deciders=())), "shadow.nobody_decides")


def test_nothing_is_recommended_by_too_few():
    cast = croydon()
    verdict = shadow(cast, room=cast.room("chair"))
    assert "shadow.not_quorate" in verdict.codes
    assert "quorum.too_few" in verdict.codes


def test_whoever_is_in_conflict_does_not_preside_over_it_nor_count():
    cast = croydon()
    room = cast.room(*VOTERS, conflicts=[cast.conflict("chair"), cast.conflict("gp", Handling.SPEAKS)])
    codes = shadow(cast, room=room).codes
    assert {"shadow.not_presiding", "shadow.conflict.not_ruled"} <= codes
    assert {cast.id(role) for role in VOTERS} - set(could_join(room)) == {cast.id("chair"), cast.id("gp")}
    four = cast.room(*VOTERS, conflicts=[cast.conflict("gp", Handling.SPEAKS)])
    assert shadow(cast, room=four, shadow=told(counts=counts(4)))
    verdict = refused(shadow(cast, room=four, shadow=told(counts=counts(4, 1))), "shadow.too_many")
    assert "5 are counted, and only 4" in verdict.refusals[0].text


@pytest.mark.parametrize(("said", "majority", "allowed"), [
    (counts(3, 2), Majority.OF_VOTES_CAST, True),
    (counts(2, 2), Majority.OF_VOTES_CAST, False),
    (counts(0, 0, 5), Majority.OF_VOTES_CAST, False),
    (counts(2, 0, 3), Majority.OF_VOTES_CAST, True),
    (counts(2, 0, 3), Majority.OF_MEMBERS_PRESENT, False),
    (counts(3, 0, 2), Majority.OF_MEMBERS_PRESENT, True),
])  # fmt: skip
def test_numbers_recommend_with_the_majority_of_the_terms(said, majority, allowed):
    cast = croydon()
    room = cast.room(*VOTERS, terms=replace(cast.terms, majority=majority))
    verdict = shadow(cast, room=room, shadow=told(counts=said))
    assert bool(verdict) is allowed
    if not allowed:
        refused(verdict, "shadow.no_majority")


def test_one_for_each_part_and_a_correction_replaces_it():
    refused(shadow(shadow=told(told=True)), "shadow.recorded_already")
    assert shadow(shadow=told(told=True), replacing=True)
    refused(shadow(replacing=True), "shadow.nothing_to_correct")


def test_not_once_the_meeting_is_closed_nor_while_it_or_the_item_is_adjourned():
    refused(shadow(stage={"sitting_closed": True}), "shadow.sitting_closed")
    refused(shadow(stage={"sitting_closed": True}, shadow=told(told=True), replacing=True), "shadow.sitting_closed")
    refused(shadow(stage={"sitting_suspended": True}), "shadow.sitting_suspended")
    refused(shadow(stage={"item_suspended": True}), "shadow.item_suspended")


def test_without_a_word_of_what_it_is_about_nothing_is_allowed():
    refused(shadow(shadow=None), "shadow.nothing_told")


def test_a_committee_that_may_not_meet_so_does_not_recommend_so_either():
    cast = croydon()
    refused(shadow(cast, room=cast.room(*VOTERS, by_correspondence=True)), "shadow.by_correspondence")
