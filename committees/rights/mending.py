"""Who could make a committee quorate for an item, and who could give clinical input without a conflict.

Among what the guidance lets a committee do when conflicts leave it inquorate is to invite permitted others for the
item: a member of another CCG's committee, or of a Health and Wellbeing Board (domain, 1.8, recalled; hence derived).
Each is tried in the engine's own quorum, in the seat of somebody who is out or of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, permutations

from committees.rights.conflicts import conflicts_of, is_out
from committees.rights.inviting import may_be_filled
from committees.rights.quorum import quorum
from committees.rights.seats import appointments_in
from committees.rights.world import Appointment, Person, Room, Seat
from committees.terms import CountsAs, Share, Word

MOST_NAMED = 5  # so many are named; who runs the business needs one
MOST_TRIED = 400  # pairs of people in pairs of seats


class Area(Word):
    """Where somebody is found who could be invited, the nearest first."""

    IN_THE_ROOM = "in_the_room", "in the room"
    NEXT_AREA = "next_area", "in the next area"
    HWB = "hwb", "on a Health and Wellbeing Board"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of another committee. ``seat``: the one they hold there; ``sits``: its committee's name."""

    person: Person
    seat: Seat
    sits: str
    area: Area
    conflicted: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """People who together make the committee quorate for the item, each for a seat; one, or two where one is not enough."""

    who: tuple[tuple[Candidate, Seat], ...]


@dataclass(frozen=True, slots=True)
class Mending:
    """``mends``: of the nearest area that has any; empty: nobody on record could. ``more``: not all are named."""

    mends: tuple[Mend, ...] = ()
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.mends)


def mend(room: Room, candidates: Iterable[Candidate]) -> Mending:
    """Who could make the sitting of ``room`` quorate for its item: of the nearest area in which there is anybody."""
    seats = open_seats(room)
    free = [each for each in candidates if _may_come(each, room)]
    for together in (1, 2):
        for area in Area:
            near = [each for each in free if each.area is area]
            found = list(islice(_mends(room, near, seats, together), MOST_NAMED + 1))
            if found:
                return Mending(tuple(found[:MOST_NAMED]), len(found) > MOST_NAMED)
    return Mending()


@dataclass(frozen=True, slots=True)
class StandIn:
    """A deputy who makes the committee quorate, if whom they stand for is out of the room for the item."""

    deputy: int
    stands_for: int
    seat: Seat


def stand_ins(room: Room) -> tuple[StandIn, ...]:
    """The committee's own deputies for members who are out for a conflict: a deputy acts once that member has left."""
    found = []
    for seat in room.seats:
        for deputy in appointments_in(seat, room):
            absent = deputy.stands_for
            if deputy.share is not Share.DEPUTY or absent is None or not is_out(absent, room):
                continue
            left = replace(room, present=(room.present - {absent}) | {deputy.person})
            if not conflicts_of(deputy.person, room) and quorum(left):
                found.append(StandIn(deputy.person, absent, seat))
    return tuple(found)


def open_seats(room: Room) -> tuple[Seat, ...]:
    """The seats for which somebody can be invited: a voting member's, of the CCG's own, whose holder is out or nobody."""
    return tuple(seat for seat in room.seats if may_be_filled(seat, room))


def _may_come(candidate: Candidate, room: Room) -> bool:
    sits_here = any(a.person == candidate.person.id for seat in room.seats for a in appointments_in(seat, room))
    return not (sits_here or candidate.conflicted or conflicts_of(candidate.person.id, room))


def suits(candidate: Candidate, seat: Seat) -> bool:
    """Like for like: a clinician for a clinician's seat, lay for lay, executive for executive. A Health and Wellbeing
    Board's member is taken as lay, being neither clinician nor executive of the NHS. Derived."""
    if seat.clinical or candidate.seat.clinical:
        return seat.clinical and candidate.seat.clinical
    if candidate.area is Area.HWB:
        return seat.counts_as is CountsAs.LAY
    return seat.counts_as is candidate.seat.counts_as


def _mends(room: Room, near: Sequence[Candidate], seats: Sequence[Seat], together: int) -> Iterator[Mend]:
    if together == 1:
        for candidate in near:
            seat = next((s for s in seats if suits(candidate, s) and with_invited(room, [(candidate, s)])), None)
            if seat is not None:
                yield Mend(((candidate, seat),))
        return
    tries = (
        tuple(zip(pair, places, strict=True))
        for pair in combinations(near, together)
        for places in permutations(seats, together)
    )
    fitting = (each for each in tries if all(suits(candidate, seat) for candidate, seat in each))
    named: set[int] = set()
    for each in islice(fitting, MOST_TRIED):
        people = {candidate.person.id for candidate, _ in each}
        if not people & named and with_invited(room, each):
            named |= people
            yield Mend(each)


def with_invited(room: Room, invited: Iterable[tuple[Candidate, Seat]]) -> bool:
    """Whether the sitting is quorate for its item with these people there, each appointed to a seat for the item."""
    invited = list(invited)
    new = tuple(
        Appointment(
            id=-place,
            seat=seat.id,
            person=candidate.person.id,
            share=Share.SINGLE_ITEM,
            item=room.item,
            starts_on=room.day,
            ends_on=room.day,
        )
        for place, (candidate, seat) in enumerate(invited, start=1)
    )
    people = {candidate.person.id: candidate.person for candidate, _ in invited}
    return bool(
        quorum(
            replace(
                room,
                appointments=(*room.appointments, *new),
                present=room.present | people.keys(),
                people={**room.people, **people},
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Clinical:
    """Clinical input on an item. ``own``: the committee's own clinicians who are there without a conflict.

    ``others``: where it has none, who else could give it, of the nearest area. ``out``: its own who are in conflict.
    """

    own: tuple[int, ...]
    out: tuple[int, ...]
    others: tuple[Candidate, ...] = ()


def clinical_input(room: Room, candidates: Iterable[Candidate]) -> Clinical:
    """Who could give clinical input without a conflict. To advise takes no seat and no vote."""
    held = [a.person for seat in room.seats if seat.clinical for a in appointments_in(seat, room)]
    there = [person for person in dict.fromkeys(held) if person in room.present]
    own = tuple(person for person in there if not is_out(person, room))
    out = tuple(person for person in there if is_out(person, room))
    if own or not out:
        return Clinical(own, out)
    free = [each for each in candidates if each.seat.clinical and _may_come(each, room)]
    for area in Area:
        near = tuple(each for each in free if each.area is area)
        if near:
            return Clinical(own, out, near[:MOST_NAMED])
    return Clinical(own, out)
