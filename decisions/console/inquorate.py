"""What the rules allow where a committee is not quorate for the item being taken: pass it on, or invite somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from committees.powers import Actor
from committees.rights import world
from committees.rights.referring import referable
from committees.rights.seats import seats_of
from committees.terms import CommitteeKind, Share
from decisions.console.rows import SittingRow
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.gate import may_invite

#: The committees above those of a meeting: looked for only where one of them is not quorate.
Bodies = Callable[[Iterable[world.Committee]], list[world.Committee]]


@dataclass(frozen=True)
class WaysOut:
    """For one committee: to whom it may pass the item, and whom its chair may invite for which seats.

    ``up``: bodies above it; ``across``: committees in this meeting. Each its key, its name and why it may, and no body
    in both.
    """

    row: SittingRow
    up: tuple[tuple[int, str, str], ...] = ()
    across: tuple[tuple[int, str, str], ...] = ()
    seats: tuple[tuple[int, str], ...] = ()
    guests: tuple[tuple[int, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.up or self.across or (self.seats and self.guests))


def ways_out(
    record: Record, actor: Actor, item: ItemFacts, rows: Iterable[SittingRow], bodies: Bodies
) -> tuple[WaysOut, ...]:
    """For each committee concerned that is not quorate for the item and has it still before it."""
    rows = list(rows)
    stuck = [row for row in rows if row.defers and not row.quorum and not item.deferral_of(row.sitting.pk)]
    if not stuck:
        return ()
    above = bodies(row.sitting.committee for row in stuck)
    here = [row.sitting for row in rows if row.sitting.closed is None]
    holds = {sitting.committee.id: record.standpoint(sitting, item) for sitting in here}
    quorate = {row.sitting.committee.id: bool(row.quorum) for row in rows}
    known = list({each.id: each for each in (*above, *(sitting.committee for sitting in here))}.values())
    return tuple(_for_one(record, actor, item, row, known, holds, quorate) for row in stuck)


def _for_one(record: Record, actor: Actor, item: ItemFacts, row: SittingRow, known, holds, quorate) -> WaysOut:
    found = referable(row.sitting.committee, known, record.day, holds, quorate)
    told = [(to, (to.id, to.name, verdict.reasons[0].text)) for to, verdict in found]
    up = tuple(each for to, each in told if _above(row.sitting.committee, to))
    across = tuple(each for to, each in told if not _above(row.sitting.committee, to))
    ways = WaysOut(row, up, across)
    if not row.hands.rules:
        return ways
    seats, guests = _invitable(record, actor, item, row.sitting)
    return replace(ways, seats=seats, guests=guests)


def _above(of: world.Committee, to: world.Committee) -> bool:
    return to.id == of.reports_to or to.kind == CommitteeKind.GOVERNING_BODY


def _invitable(record: Record, actor: Actor, item: ItemFacts, sitting: SittingFacts):
    """The seats that somebody could act for, and the people in the room who could be asked."""
    room = record.room(sitting, item)
    visitors = [p for p in sorted(room.others, key=record.name) if not seats_of(p, room)]
    seats: dict[int, str] = {}
    guests: dict[int, tuple[int, str, str]] = {}
    for person in visitors:
        others = [other for other in record.sittings.values() if other is not sitting]
        sits_on = tuple(held for other in others for held in _held(record, other, person))
        whom = world.Person(person, record.name(person))
        for seat in sitting.seats:
            if (guests and person not in guests) and seat.id not in seats:
                continue  # one seat is enough to ask about the others
            if may_invite(actor, record, sitting, item, whom=whom, seat=seat.id, sits_on=sits_on):
                seats[seat.id] = seat.title
                guests[person] = (
                    person,
                    record.name(person),
                    ", ".join(s.name for s in others if _held(record, s, person)),
                )
    return tuple(seats.items()), tuple(guests.values())


def _held(record: Record, sitting: SittingFacts, person: int) -> list[world.Elsewhere]:
    """The seats that somebody holds on a committee in the room, for more than one item and not as a deputy."""
    held = [a for a in sitting.appointments if a.person == person and a.item is None and a.covers(record.day)]
    seats = [sitting.seat_by_id[a.seat] for a in held if a.share is not Share.DEPUTY]
    return [
        world.Elsewhere(committee=sitting.committee, standing=seat.standing, represents=seat.represents)
        for seat in seats
    ]
