"""Who was there: each committee by its seats, and those in attendance."""

from __future__ import annotations

from collections import defaultdict

from committees.rights import world
from committees.rights.words import level_words, lower_first
from committees.terms import Movement, RoomRole, Share, Standing
from decisions.facts import SittingFacts, standing
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Present, SeatLine
from decisions.minutes.words import quorum_in_full, time_words
from decisions.models.acts import Step

MEMBERS = (Standing.VOTING, Standing.NON_VOTING)


def present(reading: Reading) -> tuple[Present, ...]:
    """Each committee of these minutes, in the order in which they sit."""
    return tuple(_committee(reading, sitting) for sitting in reading.sittings)


def _committee(reading: Reading, sitting: SittingFacts) -> Present:
    came = people_who_came(reading)
    lines: list[tuple[world.Seat, SeatLine]] = []
    apologies: list[str] = []
    absent: list[str] = []
    sent = {act.person_id for act in reading.record.movements() if act.movement == Movement.APOLOGIES}
    for seat in sitting.seats:
        held = [a for a in sitting.appointments if a.seat == seat.id and a.covers(reading.record.day)]
        there = [a for a in held if a.person in came]
        lines += [(seat, _line(reading, seat, a)) for a in there]
        away = [a for a in held if a.person not in came and a.share not in (Share.DEPUTY, Share.SINGLE_ITEM)]
        for appointment in away:
            said = f"{reading.person(appointment.person)}, {lower_first(seat.title)}"
            (apologies if appointment.person in sent else absent).append(said)
        if not held:
            absent.append(f"{seat.title}: vacant")
    return Present(
        committee=sitting.name,
        full_name=sitting.committee.name,
        levels=levels_of(reading, sitting),
        chair=reading.record.chair_of(sitting),
        members=tuple(line for seat, line in lines if seat.standing in MEMBERS),
        attending=tuple(line for seat, line in lines if seat.standing not in MEMBERS),
        apologies=tuple(apologies),
        absent=tuple(absent),
        quorum=_quorum(reading, sitting),
        quorum_rule=sitting.terms.quorum.text if sitting.terms else "",
    )


def _line(reading: Reading, seat: world.Seat, appointment: world.Appointment) -> SeatLine:
    notes = []
    if appointment.share == Share.DEPUTY:
        notes.append(f"deputy for {reading.person(appointment.stands_for)}")
    elif appointment.share == Share.JOINT:
        notes.append("shares the seat and its one vote")
    elif appointment.item is not None or appointment.share == Share.SINGLE_ITEM:
        item = reading.record.item_by_id.get(appointment.item or 0)
        notes.append(f"for item {item.number} only" if item else "for a single item")
    return SeatLine(
        title=seat.title,
        name=reading.person(appointment.person),
        standing=seat.standing.label,
        notes=(*notes, *comings_and_goings(reading, appointment.person)),
        voting=seat.standing == Standing.VOTING,
    )


def people_who_came(reading: Reading) -> frozenset[int]:
    """Everybody who was in the room at some time."""
    inside = (Movement.CAME, Movement.RETURNED)
    return frozenset(act.person_id for act in reading.record.movements() if act.movement in inside)


def business_began(reading: Reading):
    """When the first item was taken; None before."""
    begun = [s.happened_at for item in reading.record.items for s in standing(item.steps) if s.step == Step.BEGUN]
    return min(begun, default=None)


def comings_and_goings(reading: Reading, person: int) -> tuple[str, ...]:
    """What minutes say of one person's attendance: "arrived at 10:20", "left for item 6 at 10:40, came back at 10:52".

    Being there when business began needs no note. Leaving for an item is told where that item is.
    """
    began, said = business_began(reading), []
    for act in reading.record.movements():
        if act.person_id != person:
            continue
        how = " remotely" if act.remote else ""
        if act.movement == Movement.CAME:
            late = began is not None and act.happened_at > began
            said += [f"arrived{how} at {time_words(act.happened_at)}"] if late else ["remotely"] if how else []
        elif act.movement == Movement.LEFT:
            said.append(f"left at {time_words(act.happened_at)}")
        elif act.movement == Movement.RETURNED and act.item_id is None:
            said.append(f"came back{how} at {time_words(act.happened_at)}")
    return tuple(said)


def out_for_item(reading: Reading, person: int, item: int) -> str:
    """When a person was out for an item: "left at 10:40, came back at 10:52"."""
    said, out = [], False
    for act in reading.record.movements():
        if act.person_id != person:
            continue
        if act.movement == Movement.LEFT_FOR_ITEM and act.item_id == item:
            said.append(f"left at {time_words(act.happened_at)}")
            out = True
        elif out and act.movement in (Movement.RETURNED, Movement.CAME):
            said.append(f"came back at {time_words(act.happened_at)}")
            out = False
    return ", ".join(said)


def in_attendance(reading: Reading) -> tuple[str, ...]:
    """Everybody else who was in the room: with no seat on any committee that sits."""
    roles: dict[int, list[str]] = defaultdict(list)
    for act in reading.record.movements():
        if act.movement in (Movement.CAME, Movement.RETURNED) and not reading.sits_anywhere(act.person_id):
            roles[act.person_id].append("in attendance" if act.role == RoomRole.MEMBER else RoomRole(act.role).label)
    return tuple(
        ", ".join([reading.person(person), *dict.fromkeys(said), *comings_and_goings(reading, person)])
        for person, said in roles.items()
    )


def levels_of(reading: Reading, sitting: SittingFacts) -> tuple[str, ...]:
    """The level of each of the committee's CCGs on the day of the meeting."""
    day, said = reading.record.day, []
    for ccg in sitting.committee.ccgs:
        found = [a for a in reading.record.law.arrangements if a.ccg == ccg and a.covers(day)]
        level = level_words(found[0].level, shadowing=found[0].shadowing) if found else "no level recorded on this day"
        said.append(f"{ccg.name}: {level}")
    return tuple(said)


def _quorum(reading: Reading, sitting: SittingFacts) -> str:
    began = business_began(reading)
    if began is None:
        return "No item has been taken yet."
    found = quorum_in_full(reading.quorum(sitting, None, began))
    return f"When business began, at {time_words(began)}, {lower_first(found)}"
