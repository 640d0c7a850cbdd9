"""The strip and the people panel: each committee's quorum, and who is in which seat."""

from __future__ import annotations

from committees.powers import Actor
from committees.rights.conflicts import effects_on, may_vote
from committees.rights.quorum import quorum
from committees.rights.seats import Acting, acting, presiding
from committees.rights.words import listed
from committees.rights.world import Room, Seat
from committees.terms import Act, InRoom, Share, Standing
from decisions.console.rows import Hands, RollRow, SeatRow, SittingRow
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.gate import may_close, may_defer, may_in_sitting, records_for, who_rules

#: Who acts for a seat without holding it.
_BESIDES: dict[Share | None, str] = {Share.DEPUTY: Share.DEPUTY.label, Share.SINGLE_ITEM: "invited for this item"}


def sitting_row(
    record: Record, actor: Actor, sitting: SittingFacts, item: ItemFacts | None, called: set[int]
) -> SittingRow:
    concerned = item if item is not None and sitting.pk in item.purposes else None
    room = record.room(sitting, concerned)
    found = quorum(room)
    chair = presiding(room)
    seats = tuple(_seat_row(record, seat, acting(seat, room), room, concerned) for seat in sitting.seats)
    voting = sum(1 for row in seats if row.votes)
    return SittingRow(
        sitting=sitting,
        quorum=found,
        presides=record.name(chair.person) if chair.person is not None else "",
        seats=seats,
        here=sum(1 for row in seats if row.votes and row.here),
        voting=voting,
        roll=_roll(record, sitting, called),
        hands=hands_on(record, actor, sitting, concerned),
        closing=may_close(actor, record, sitting),
        defers=concerned is not None and bool(may_defer(actor, record, sitting, concerned)),
    )


def hands_on(record: Record, actor: Actor, sitting: SittingFacts, item: ItemFacts | None) -> Hands:
    """What an account may do for a committee, on an item."""
    chair = who_rules(record, sitting, item) if item is not None else None
    rules = item is not None and may_in_sitting(Act.RULE, actor, record, sitting, item=item, person=chair)
    return Hands(
        runs=bool(may_in_sitting(Act.RUN_AGENDA, actor, record, sitting, item=item)),
        records=records_for(actor, sitting),
        rules=bool(rules),
    )


def _roll(record: Record, sitting: SittingFacts, called: set[int]) -> tuple[RollRow, ...]:
    """Everybody appointed to this committee whom no committee before it has called."""
    rows = []
    order = {seat.id: place for place, seat in enumerate(sitting.seats)}
    appointed = [a for a in sitting.appointments if a.covers(record.day) and a.item is None and a.seat in order]
    for appointment in sorted(appointed, key=lambda a: (order[a.seat], a.share == Share.DEPUTY, a.id)):
        if appointment.person in called:
            continue
        called.add(appointment.person)
        seat = sitting.seat_by_id[appointment.seat]
        what = seat.title
        if appointment.share == Share.DEPUTY:
            what = f"deputy for {record.name(appointment.stands_for)}"
        elsewhere = [
            other.name
            for other in record.sittings.values()
            if other is not sitting
            and any(a.person == appointment.person and a.covers(record.day) for a in other.appointments)
        ]
        what += f", also {listed(elsewhere)}" if elsewhere else ""
        what += {Standing.VOTING: "", Standing.NOT_KNOWN: ", not known to vote"}.get(seat.standing, ", no vote")
        rows.append(
            RollRow(appointment.person, record.name(appointment.person), what, appointment.share != Share.DEPUTY)
        )
    return tuple(rows)


def _seat_row(record: Record, seat: Seat, acts: Acting, room: Room, item: ItemFacts | None) -> SeatRow:
    holder = acts.person if acts.person is not None else _holder(seat, room)
    here = holder in room.present
    state, note = "here" if here else "away", ""
    if holder is None:
        state, note = "vacant", "nobody appointed"
    elif item is not None and not may_vote(holder, room):
        state, note = "out", _what_is_left(holder, room, item)
    elif holder not in room.present and holder in record.present():
        state, note = "out", f"left for item {item.number}"
    return SeatRow(
        seat=seat,
        person=holder,
        name=record.name(holder) if holder is not None else "vacant",
        here=here,
        state=state,
        note=note or (_BESIDES.get(acts.share, "") if here else ""),
        votes=seat.standing == Standing.VOTING,
        others=tuple(
            (a.person, record.name(a.person), a.share.label, a.person in room.present)
            for a in room.appointments
            if a.seat == seat.id and a.person != holder and a.covers(room.day) and a.item is None
        ),
    )


def _what_is_left(person: int, room: Room, item: ItemFacts) -> str:
    """What a conflict leaves to somebody who has no vote on the item: the room and the floor, or neither."""
    effects = effects_on(person, room)
    if effects is None or effects.room is InRoom.NO:
        return f"out of the vote on item {item.number}, out of the room"
    floor = "may speak" if effects.speaks else "does not speak"
    until = ", leaves for the decision" if effects.room is InRoom.DISCUSSION else ""
    return f"out of the vote on item {item.number}, {floor}{until}"


def _holder(seat: Seat, room: Room) -> int | None:
    held = [a for a in room.appointments if a.seat == seat.id and a.covers(room.day) and a.stands_for is None]
    return held[0].person if held else None
