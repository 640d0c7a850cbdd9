"""Which interests touch a matter: one test for each chain, in the words that the minutes will repeat."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.rights.interests import (
    InterestFacts,
    MatterFacts,
    district,
    folded,
    is_local_gp,
    reaches_everybody,
    touches,
    whose,
)
from committees.rights.voting import electors
from committees.terms import Directness, Function, InterestType, Reach
from tests.rights.rooms import merton

NAMES = {
    "H85001": "Hill Surgery",
    "H85002": "Vale Surgery",
    "H85003": "Park Surgery",
    "H85009": "Far Surgery",
    "1": "Hill and Vale Ltd",
    "2": "Bidders Ltd",
    "07X": "Enfield",
}


def interest(**named):
    named = {name: frozenset(value) for name, value in named.items()}
    return InterestFacts(type=InterestType.FINANCIAL, directness=Directness.DIRECT, **named)


def matter(**more):
    told = {"practices": frozenset({"H85001"}), "names": NAMES, "ccgs": frozenset({"07X"})}
    return MatterFacts(**told | more)


HELD = {"H85001": frozenset({"1"}), "H85002": frozenset({"1"})}
NEIGHBOUR = (
    "Park Surgery is a neighbour of a practice that the matter concerns: "
    "both are in SW20 (derived from their postcodes)"
)
CHAINS = [
    ({"practices": {"H85001"}}, {}, "Hill Surgery is the practice that the matter concerns"),
    (
        {"practices": {"H85001"}},
        {"practices": frozenset({"H85001", "H85002"})},
        "Hill Surgery is one of the practices that the matter concerns",
    ),
    (
        {"practices": {"H85001"}},
        {"practices": frozenset({"H85001", "H85002"}), "merger": True},
        "Hill Surgery is one of the practices that the matter concerns, and is to merge with Vale Surgery",
    ),
    (
        {"providers": {"1"}},
        {"holders": HELD},
        "Hill and Vale Ltd holds the contract of Hill Surgery, which the matter concerns",
    ),
    ({"providers": {"2"}}, {"providers": frozenset({"2"})}, "Bidders Ltd is named in the matter as a provider"),
    (
        {"practices": {"H85002"}},
        {"holders": HELD},
        "Hill and Vale Ltd holds the contracts of Vale Surgery and of Hill Surgery, which the matter concerns",
    ),
    (
        {"practices": {"H85002"}},
        {"holders": {"H85002": frozenset({"2"})}, "providers": frozenset({"2"})},
        "Bidders Ltd, which holds the contract of Vale Surgery, is named in the matter",
    ),
    (
        {"organisations": {"bidders ltd"}},
        {"providers": frozenset({"2"})},
        "Bidders Ltd is named in the matter as a provider (found by its name)",
    ),
    (
        {"organisations": {"hill surgery"}},
        {},
        "Hill Surgery is a practice that the matter concerns (found by its name)",
    ),
    (
        {"organisations": {"hill and vale ltd"}},
        {"holders": HELD},
        "Hill and Vale Ltd holds the contract of Hill Surgery, which the matter concerns (found by its name)",
    ),
    (
        {"practices": {"H85002"}},
        {"merges": {"H85002": frozenset({"H85001"})}},
        "Vale Surgery has merged, or is to merge, with Hill Surgery, which the matter concerns",
    ),
    (
        {"practices": {"H85003"}},
        {"neighbours": {"H85003": "SW20"}},
        NEIGHBOUR,
    ),
    (
        {"providers": {"1"}},
        {"holders": {"H85003": frozenset({"1"})}, "neighbours": {"H85003": "SW20"}},
        NEIGHBOUR,
    ),
    (
        {"practices": {"H85003"}},
        {"every": {"H85003": "07X"}},
        "all GPs of Enfield are concerned: the matter affects every practice there",
    ),
    (
        {"classes": {("GPs", "07X")}},
        {},
        "all GPs of Enfield are concerned: the matter affects every practice there",
    ),
]


@pytest.mark.parametrize(("named", "comes_with", "chain"), CHAINS)
def test_an_interest_touches_a_matter_by_what_both_name(named, comes_with, chain):
    assert touches(interest(**named), matter(**comes_with)).chains == (chain,)


@pytest.mark.parametrize(
    ("named", "comes_with"),
    [
        ({}, {}),
        ({"practices": {"H85009"}}, {"holders": HELD}),
        ({"providers": {"H85001"}}, {}),
        ({"providers": {"2"}}, {"holders": HELD}),
        ({"organisations": {"hill"}}, {}),
        ({"organisations": {"hill and vale"}}, {"holders": HELD}),
        ({"practices": {"H85009"}}, {"neighbours": {"H85003": "SW20"}}),
        ({"practices": {"H85009"}}, {"every": {"H85003": "07X"}}),
        ({"classes": {("GPs", "08J")}}, {}),
    ],
)
def test_an_interest_in_something_else_does_not_touch_the_matter(named, comes_with):
    assert not touches(interest(**named), matter(**comes_with))


def test_every_chain_is_given_and_the_nearest_comes_first():
    everything = matter(
        holders=HELD,
        merges={"H85002": frozenset({"H85001"})},
        neighbours={"H85002": "SW20"},
        every={"H85001": "07X", "H85002": "07X"},
    )
    found = touches(interest(practices={"H85001", "H85002"}), everything).chains
    assert [chain.partition(", ")[0][:38] for chain in found] == [
        "Hill Surgery is the practice that the ",
        "Hill and Vale Ltd holds the contracts ",
        "Vale Surgery has merged",
        "Vale Surgery is a neighbour of a pract",
        "all GPs of Enfield are concerned: the ",
    ]


def test_somebody_touched_only_with_everybody_is_one_of_a_class_and_somebody_nearer_is_not():
    scheme = matter(practices=frozenset(), every={"H85001": "07X"})
    assert touches(interest(practices={"H85001"}), scheme).as_class == "all GPs of Enfield"
    assert touches(interest(practices={"H85001"}), matter(every={"H85001": "07X"})).as_class == ""


def test_an_indirect_interest_makes_its_holder_none_of_a_class_and_says_how_it_is_concerned():
    scheme = matter(practices=frozenset(), every={"H85001": "07X"})
    of_a_sister = replace(interest(practices={"H85001"}), directness=Directness.INDIRECT)
    found = touches(of_a_sister, scheme)
    assert found.as_class == ""
    assert found.chains == ("Hill Surgery is a practice of Enfield, and the matter affects every practice there",)


@pytest.mark.parametrize(
    ("directness", "relationship", "words"),
    [
        (Directness.INDIRECT, "sister", "Salaried GP (sister's)"),
        (Directness.INDIRECT, "Business partner. ", "Salaried GP (business partner's)"),
        (Directness.INDIRECT, "parents", "Salaried GP (parents')"),
        (Directness.INDIRECT, "wife’s", "Salaried GP (wife’s)"),
        (Directness.INDIRECT, "", "Salaried GP."),
        (Directness.DIRECT, "sister", "Salaried GP."),
    ],
)
def test_an_indirect_interest_says_whose_it_is(directness, relationship, words):
    assert whose("Salaried GP.", directness, relationship) == words


def test_whose_it_is_is_said_though_the_interest_is_told_at_the_greatest_length():
    told = whose("x" * 300, Directness.INDIRECT, "y" * 120)
    assert len(told) == 300
    assert told.endswith(f"x… ({'y' * 120}'s)")


CODES = st.frozensets(st.sampled_from(["H85001", "H85002", "H85003", "H85009"]))
KEYS = st.frozensets(st.sampled_from(["1", "2", "3"]))


@given(CODES, CODES, KEYS, KEYS)
def test_what_an_interest_names_besides_never_takes_a_chain_away(some, more, keys, other_keys):
    everything = matter(
        holders=HELD,
        providers=frozenset({"2"}),
        merges={"H85002": frozenset({"H85001"})},
        neighbours={"H85003": "SW20"},
        every={"H85001": "07X", "H85003": "07X"},
    )
    fewer = touches(interest(practices=some, providers=keys), everything).chains
    assert set(fewer) <= set(touches(interest(practices=some | more, providers=keys | other_keys), everything).chains)


@pytest.mark.parametrize("function", Function)
@pytest.mark.parametrize("reach", [None, *Reach])
def test_a_matter_affects_every_practice_where_it_says_so_and_a_local_incentive_scheme_unless_it_says_otherwise(
    function, reach
):
    expected = reach is Reach.EVERY_PRACTICE or (reach is None and function is Function.INCENTIVE_SCHEMES)
    assert reaches_everybody(function, reach) is expected


@pytest.mark.parametrize(
    ("postcode", "expected"), [("SW20 9DA", "SW20"), ("sw209da", "SW20"), ("E1 6AN", "E1"), ("", ""), ("SW20", "")]
)
def test_neighbours_share_a_postcode_district(postcode, expected):
    assert district(postcode) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GP member", True),
        ("Clinical chair (GP)", True),
        ("Deputies of the GPs", True),
        ("Independent GP member", False),
        ("GP, out of area", False),
        ("Retired GP", False),
        ("Lay member", False),
        ("Engagement lead, GPwSI", False),
    ],
)
def test_a_seat_is_a_local_gps_by_its_title(title, expected):
    assert is_local_gp(title) is expected


def test_names_are_compared_without_regard_to_capitals_and_spaces():
    assert folded("  Hill  and\tVALE Ltd ") == "hill and vale ltd"


CAST = merton()
ROLES = tuple(CAST.people)


@given(st.sets(st.sampled_from(ROLES)), st.sets(st.sampled_from(ROLES)))
def test_adding_an_interest_never_gives_a_seat_its_vote(some, more):
    """Found and not ruled on: whoever could not vote cannot vote after."""
    assert votes(some | more) <= votes(some)


def votes(in_conflict):
    room = CAST.room(conflicts=[CAST.conflict(role) for role in in_conflict])
    return {each.seat.id for each in electors(room, CAST.standpoint()) if each.verdict}
