"""Who could make a committee quorate for an item: tried in the engine's own quorum, like for like, the nearest first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.rights.mending import Area, Candidate, clinical_input, mend, open_seats, stand_ins, suits, with_invited
from committees.rights.quorum import quorum
from committees.rights.world import QuorumRule, Slot
from committees.terms import CountsAs
from tests.rights import build
from tests.rights.rooms import EXECUTIVE, LAY, Cast

CLINICAL = QuorumRule(minimum=2, slots=(Slot(label="a GP", clinical=True),))


def merton(quorum=CLINICAL):
    cast = Cast(build.committee("pccc", build.MERTON), level=3, quorum=quorum)
    cast.add("chair", office="chair", counts_as=LAY).add("lay", counts_as=LAY).add("gp", "GP member", clinical=True)
    return cast.add("officer", counts_as=EXECUTIVE)


def candidate(name, *, area=Area.IN_THE_ROOM, conflicted=False, **seat):
    there = build.committee("pccc", build.KINGSTON)
    person = build.person(name)
    return Candidate(person, build.seat(there, seat.pop("title", name), **seat), "Kingston", area, conflicted)


def gp_from(area=Area.IN_THE_ROOM, name="Dr Kay", **more):
    return candidate(name, area=area, clinical=True, **more)


def out(cast, *roles):
    """The room with these people in conflict, as found and not ruled on."""
    return cast.room(conflicts=[cast.conflict(role) for role in roles])


def named(mending):
    return [[(each.person.name, seat.title) for each, seat in mend.who] for mend in mending.mends]


def test_a_gp_of_another_committee_in_the_room_takes_the_seat_of_the_gp_who_is_out():
    room = out(merton(), "gp")
    assert not quorum(room)
    assert named(mend(room, [gp_from()])) == [[("Dr Kay", "GP member")]]


def test_somebody_in_conflict_is_not_named():
    assert not mend(out(merton(), "gp"), [gp_from(conflicted=True)])


def test_whom_the_room_itself_knows_to_be_in_conflict_is_not_named():
    cast, kay = merton(), gp_from()
    cast.people["kay"] = kay.person
    assert not mend(out(cast, "gp", "kay"), [kay])


def test_a_lay_member_does_not_take_a_gps_seat():
    assert not mend(out(merton(), "gp"), [candidate("Lay Lou", counts_as=LAY)])


def test_the_nearest_area_that_has_anybody_is_named_and_no_other():
    room = out(merton(), "gp")
    both = [gp_from(Area.NEXT_AREA, "Dr Far"), gp_from(Area.IN_THE_ROOM, "Dr Near")]
    assert named(mend(room, both)) == [[("Dr Near", "GP member")]]
    assert named(mend(room, both[:1])) == [[("Dr Far", "GP member")]]


def test_a_health_and_wellbeing_boards_member_is_taken_as_lay():
    cast = merton(QuorumRule(minimum=2, slots=(Slot(label="lay members", count=2, counts_as=frozenset({LAY})),)))
    board = candidate("Cllr Bo", area=Area.HWB)
    assert named(mend(out(cast, "lay"), [board])) == [[("Cllr Bo", "lay")]]
    assert not mend(out(merton(), "gp"), [board])


def test_two_together_are_named_where_one_is_not_enough():
    cast = merton(QuorumRule(minimum=4))
    people = [candidate("Lay Lou", counts_as=LAY), gp_from(), candidate("Officer Ona", counts_as=EXECUTIVE)]
    assert named(mend(out(cast, "lay", "gp"), people)) == [[("Lay Lou", "lay"), ("Dr Kay", "GP member")]]


def test_nobody_is_named_where_nobody_would_be_enough():
    assert not mend(out(merton(QuorumRule(minimum=4)), "lay", "gp", "officer"), [gp_from()])


def test_the_seats_to_be_filled_are_members_of_the_ccgs_own_whose_holder_is_out_or_who_have_none():
    cast = merton().add("vacant", vacant=True).add("nhs", represents="nhs_england").add("guest", standing="non_voting")
    assert [seat.title for seat in open_seats(out(cast, "chair", "gp", "nhs", "guest"))] == ["GP member", "vacant"]


def test_a_deputy_makes_the_committee_quorate_once_the_member_has_left_the_room():
    cast = merton().deputise("deputy", "gp")
    (found,) = stand_ins(out(cast, "gp"))
    assert (found.deputy, found.stands_for, found.seat.title) == (cast.id("deputy"), cast.id("gp"), "GP member")


def test_a_deputy_in_conflict_stands_in_for_nobody():
    cast = merton().deputise("deputy", "gp")
    assert stand_ins(out(cast, "gp", "deputy")) == ()


def test_clinical_input_is_asked_of_others_only_where_the_committee_has_nobody_of_its_own():
    cast = merton()
    assert clinical_input(cast.room(), [gp_from()]).others == ()
    found = clinical_input(out(cast, "gp"), [candidate("Lay Lou", counts_as=LAY), gp_from()])
    assert ([each.person.name for each in found.others], found.own, found.out) == (["Dr Kay"], (), (cast.id("gp"),))
    cast.add("nurse", clinical=True)
    assert clinical_input(out(cast, "gp"), [gp_from()]).own == (cast.id("nurse"),)


@pytest.mark.parametrize(
    ("seat", "who", "expected"),
    [
        ({"clinical": True}, {"clinical": True}, True),
        ({"clinical": True}, {"counts_as": LAY}, False),
        ({"counts_as": LAY}, {"counts_as": LAY}, True),
        ({"counts_as": LAY}, {"counts_as": EXECUTIVE}, False),
        ({"counts_as": LAY}, {"clinical": True}, False),
        ({}, {}, True),
    ],
)
def test_like_takes_the_place_of_like(seat, who, expected):
    body = build.committee("pccc", build.MERTON)
    assert suits(candidate("Somebody", **who), build.seat(body, "seat", **seat)) is expected


KINDS = st.sampled_from([{"clinical": True}, {"counts_as": CountsAs.LAY}, {"counts_as": CountsAs.EXECUTIVE}])


@given(
    st.lists(st.tuples(KINDS, st.sampled_from(Area), st.booleans()), max_size=4),
    st.sets(st.sampled_from(["chair", "lay", "gp", "officer"])),
    st.integers(1, 4),
)
def test_whoever_is_named_really_makes_it_quorate_and_has_no_conflict(people, in_conflict, minimum):
    cast = merton(QuorumRule(minimum=minimum, slots=CLINICAL.slots))
    room = out(cast, *in_conflict)
    every = [candidate(f"P{n}", area=area, conflicted=bad, **kind) for n, (kind, area, bad) in enumerate(people)]
    for found in mend(room, every).mends:
        assert with_invited(room, found.who)
        assert not any(each.conflicted for each, _ in found.who)
