"""The five effects of a ruling, and what several conflicts, rulings and terms come to together."""

from itertools import product

import pytest

from committees.rights.conflicts import (
    PRESETS,
    UNRULED,
    combine,
    conflict_reasons,
    effects_on,
    is_in_room,
    milder,
    preset_named,
    takes_vote,
)
from committees.rights.world import Effects
from committees.terms import Handling, InRoom
from tests.rights.rooms import merton

# Written out by hand from the design's table: papers, in the room, speaks, votes, counts to quorum.
TABLE = {
    "interest noted, full part": ("yes", "yes", "yes", "yes", "yes"),
    "speaks, does not vote": ("yes", "yes", "yes", "no", "no"),
    "stays, silent": ("yes", "yes", "no", "no", "no"),
    "leaves for the decision": ("yes", "discussion only", "yes", "no", "no"),
    "leaves for the item": ("yes", "no", "no", "no", "no"),
    "papers withheld and leaves": ("no", "no", "no", "no", "no"),
}
COLUMNS = ("papers", "room", "speaks", "votes", "quorum")
ROOM = {"yes": InRoom.YES, "discussion only": InRoom.DISCUSSION, "no": InRoom.NO}
HANDLINGS = (None, *Handling)


def test_the_table_has_every_named_ruling_and_no_other():
    assert {handling.label for handling in PRESETS} == set(TABLE)
    assert set(PRESETS) == set(Handling)


@pytest.mark.parametrize("handling", Handling)
@pytest.mark.parametrize("column", COLUMNS)
def test_each_cell_of_the_table_of_rulings(handling, column):
    written = TABLE[handling.label][COLUMNS.index(column)]
    stored = getattr(PRESETS[handling], column)
    assert stored == (ROOM[written] if column == "room" else written == "yes")


@pytest.mark.parametrize("handling", Handling)
def test_a_named_ruling_is_known_by_its_effects(handling):
    assert preset_named(PRESETS[handling]) is handling


def test_a_combination_the_chair_made_up_has_no_name():
    assert preset_named(Effects(papers=True, room=InRoom.NO, speaks=False, votes=True, quorum=True)) is None


def test_no_conflict_has_no_effects():
    cast = merton()
    assert effects_on(cast.id("gp"), cast.room()) is None


def test_a_conflict_nobody_ruled_on_takes_vote_and_quorum_and_nothing_else():
    cast = merton()
    effects = effects_on(cast.id("gp"), cast.room(conflicts=[cast.conflict("gp")]))
    assert (effects.papers, effects.room, effects.speaks, effects.votes, effects.quorum) == (
        True,
        InRoom.YES,
        True,
        False,
        False,
    )


def test_a_conflict_nobody_ruled_on_touches_nobody_else():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp")])
    assert [effects_on(cast.id(role), room) for role in cast.people if role != "gp"] == [None] * (len(cast.people) - 1)


def test_a_ruling_replaces_what_is_presumed():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp", Handling.FULL_PART)])
    assert effects_on(cast.id("gp"), room) == PRESETS[Handling.FULL_PART]


def test_dudley_strict_terms_cannot_be_softened_by_a_ruling():
    cast = merton(default_handling=Handling.LEAVES_FOR_ITEM)
    conflict = cast.conflict("gp", Handling.FULL_PART)
    room = cast.room(conflicts=[conflict])
    assert effects_on(cast.id("gp"), room) == PRESETS[Handling.LEAVES_FOR_ITEM]
    (reason,) = conflict_reasons(cast.id("gp"), room, takes=takes_vote, code="vote.conflict", cannot="may not vote")
    assert reason.code == "vote.conflict.terms"
    assert "interest noted, full part" in reason.text
    assert "leaves for the item" in reason.text


def test_dudley_a_ruling_may_be_stricter_than_the_terms():
    cast = merton(default_handling=Handling.LEAVES_FOR_ITEM)
    room = cast.room(conflicts=[cast.conflict("gp", Handling.WITHHELD)])
    assert effects_on(cast.id("gp"), room) == PRESETS[Handling.WITHHELD]


def test_north_norfolk_category_b_discusses_and_does_not_vote_and_others_take_no_part():
    cast = merton(default_handling=Handling.LEAVES_FOR_ITEM, category_handling={"Category B": Handling.SPEAKS})
    room = cast.room(conflicts=[cast.conflict("gp", category="Category B"), cast.conflict("finance")])
    assert effects_on(cast.id("gp"), room) == PRESETS[Handling.SPEAKS]
    assert effects_on(cast.id("finance"), room) == PRESETS[Handling.LEAVES_FOR_ITEM]


def test_mild_terms_do_not_give_an_unruled_conflict_its_vote():
    cast = merton(default_handling=Handling.FULL_PART)
    room = cast.room(conflicts=[cast.conflict("gp")])
    assert effects_on(cast.id("gp"), room) == UNRULED


def test_the_reason_names_the_ruling_and_who_made_it():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp", Handling.SILENT, by="Vice Chair")])
    (reason,) = conflict_reasons(cast.id("gp"), room, takes=takes_vote, code="vote.conflict", cannot="may not vote")
    assert reason.text == (
        "Gp has an interest in this item (made-up interest): "
        "the ruling of Vice Chair is “stays, silent”, so Gp may not vote."
    )


@pytest.mark.parametrize(
    ("handling", "discussing", "deciding"),
    [
        (None, True, True),
        (Handling.FULL_PART, True, True),
        (Handling.SPEAKS, True, True),
        (Handling.SILENT, True, True),
        (Handling.LEAVES_FOR_DECISION, True, False),
        (Handling.LEAVES_FOR_ITEM, False, False),
        (Handling.WITHHELD, False, False),
    ],
)
def test_who_is_in_the_room_while_an_item_is_discussed_and_while_it_is_decided(handling, discussing, deciding):
    cast = merton()
    conflicts = [cast.conflict("gp", handling)]
    assert is_in_room(cast.id("gp"), cast.room(conflicts=conflicts, decision_point=False)) is discussing
    assert is_in_room(cast.id("gp"), cast.room(conflicts=conflicts, decision_point=True)) is deciding


def test_nobody_is_in_the_room_who_is_not_there():
    cast = merton()
    assert not is_in_room(cast.id("gp"), cast.room(without=["gp"]))


ALL_EFFECTS = [
    Effects(papers=p, room=r, speaks=s, votes=v, quorum=q)
    for p, r, s, v, q in product((True, False), InRoom, (True, False), (True, False), (True, False))
]


@pytest.mark.parametrize("first", ALL_EFFECTS)
def test_two_rulings_together_are_never_milder_than_either(first):
    for second in ALL_EFFECTS:
        both = combine(first, second)
        assert not milder(both, first)
        assert not milder(both, second)
        assert both == combine(second, first)


@pytest.mark.parametrize("presumed", HANDLINGS)
@pytest.mark.parametrize("first", HANDLINGS)
def test_adding_an_interest_never_gives_anything_back(presumed, first):
    cast = merton(default_handling=presumed)
    one = [cast.conflict("gp", first)]
    before = effects_on(cast.id("gp"), cast.room(conflicts=one))
    for second in HANDLINGS:
        after = effects_on(cast.id("gp"), cast.room(conflicts=[*one, cast.conflict("gp", second)]))
        assert not milder(after, before)
