"""Who was there: each committee by its seats, and those in attendance."""

from __future__ import annotations

from collections import defaultdict

from committees.rights import world
from committees.rights.words import level_words, listed, lower_first, sentence_case
from committees.terms import Movement, NotTold, RoomRole, Share, Standing
from decisions.facts import SittingFacts, standing
from decisions.minutes.published import tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Present, SeatLine
from decisions.minutes.words import quorum_in_full, time_words, when
from decisions.models import Attendance, ItemStep
from decisions.models.acts import Step

MEMBERS = (Standing.VOTING, Standing.NON_VOTING)


def present(reading: Reading) -> tuple[Present, ...]:
    """Each committee of these minutes, in the order in which they sit."""
    return tuple(_committee(reading, sitting) for sitting in reading.sittings)


def _committee(reading: Reading, sitting: SittingFacts) -> Present:
    came, told = people_who_came(reading), tells(reading.record, NotTold.ATTENDANCE)
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
            absent.append(f"{seat.title}: {'vacant' if told else 'nobody is named'}")
    return Present(
        committee=sitting.name,
        full_name=sitting.committee.name,
        levels=levels_of(reading, sitting),
        chair=reading.record.chair_of(sitting),
        members=tuple(line for seat, line in lines if seat.standing in MEMBERS),
        attending=tuple(line for seat, line in lines if seat.standing not in MEMBERS),
        apologies=tuple(apologies),
        absent=tuple(absent) if told else (),
        quorum=_quorum(reading, sitting),
        told=told,
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


def business_began(reading: Reading) -> ItemStep | None:
    """The first item's being taken; None before."""
    begun = [s for item in reading.record.items for s in standing(item.steps) if s.step == Step.BEGUN]
    return min(begun, key=lambda step: step.happened_at, default=None)


def comings_and_goings(reading: Reading, person: int) -> tuple[str, ...]:
    """What minutes say of one person's attendance: "arrived at 10:20", "left for item 6 at 10:40, came back at 10:52".

    Being there when business began needs no note. Leaving for an item is told where that item is.
    """
    first, said = business_began(reading), []
    began = first and first.happened_at
    for act in reading.record.movements():
        if act.person_id != person:
            continue
        how = " remotely" if act.remote else ""
        if act.movement == Movement.CAME:
            late = act.time_told and began is not None and act.happened_at > began
            came = "answered" if reading.record.meeting.by_correspondence else "arrived"
            said += [f"{came}{how} at {time_words(act.happened_at)}"] if late else ["remotely"] if how else []
            said += [f"for item {reading.record.item_by_id[act.item_id].number} only"] if act.item_id else []
        elif act.movement == Movement.LEFT and (act.time_told or not act.item_id):
            said.append(f"left{when(act, reading.record.day)}")
        elif act.movement == Movement.RETURNED and act.item_id is None:
            said.append(f"came back{how}{when(act, reading.record.day)}")
    return tuple(said)


def out_for_item(reading: Reading, person: int, item: int) -> str:
    """When a person was out for an item: "left at 10:40, came back at 10:52"."""
    said, out = [], False
    for act in reading.record.movements():
        if act.person_id != person:
            continue
        if act.movement == Movement.LEFT_FOR_ITEM and act.item_id == item:
            said.append(f"left{when(act, reading.record.day)}")
            out = True
        elif out and act.movement in (Movement.RETURNED, Movement.CAME):
            said.append(f"came back{when(act, reading.record.day)}")
            out = False
    return ", ".join(said)


def in_attendance(reading: Reading) -> tuple[str, ...]:
    """Everybody else who was in the room: with no seat on any committee that sits; then those whom nobody names."""
    return (*_by_name(reading, public=False), *_also_present(reading, public=False))


def public(reading: Reading) -> tuple[str, ...]:
    """Members of the public whom a source tells of."""
    return (*_by_name(reading, public=True), *_also_present(reading, public=True))


def _also_present(reading: Reading, *, public: bool) -> tuple[str, ...]:
    """Borough councillors (3)."""
    return tuple(
        sentence_case(act.words) + (f" ({act.number})" if act.number and act.number > 1 else "")
        for act in standing(reading.record.also_present)
        if (act.role == RoomRole.PUBLIC) == public
    )


def _by_name(reading: Reading, *, public: bool) -> tuple[str, ...]:
    roles: dict[int, list[str]] = defaultdict(list)
    for act in reading.record.movements():
        there = act.movement in (Movement.CAME, Movement.RETURNED) and (act.role == RoomRole.PUBLIC) == public
        if there and not reading.sits_anywhere(act.person_id):
            roles[act.person_id].append(_role(act))
    return tuple(
        ", ".join([reading.person(person), *filter(None, dict.fromkeys(said)), *comings_and_goings(reading, person)])
        for person, said in roles.items()
    )


def _role(act: Attendance) -> str:
    """In what role somebody without a seat was there; nothing where it is told for which item."""
    if act.role == RoomRole.FOR_ONE_ITEM and act.item_id:
        return ""
    return "in attendance" if act.role == RoomRole.MEMBER else RoomRole(act.role).label


def levels_of(reading: Reading, sitting: SittingFacts) -> tuple[str, ...]:
    """The level of the committee's CCGs on the day of the meeting, those at the same one together."""
    day, alike = reading.record.day, defaultdict(list)
    for ccg in sitting.committee.ccgs:
        found = [a for a in reading.record.law.arrangements if a.ccg == ccg and a.covers(day)]
        level = level_words(found[0].level, shadowing=found[0].shadowing) if found else "no level recorded on this day"
        alike[level].append(ccg.name)
    return tuple(f"{listed(names)}: {level}" for level, names in alike.items())


def _quorum(reading: Reading, sitting: SittingFacts) -> str:
    began = business_began(reading)
    if not tells(reading.record, NotTold.ATTENDANCE):
        return "The source does not tell who was there, so nobody can tell whether it was quorate."
    if sitting.terms is None:
        return "No terms of reference are on record for that day, so nobody can tell whether it was quorate."
    if began is None and not reading.record.closed:
        return "No item has been taken yet."
    moment = began.happened_at if began else sitting.closed.happened_at
    found = quorum_in_full(reading.quorum(sitting, None, moment))
    if began is None or not began.time_told:
        return sentence_case(found)
    return f"When business began, at {time_words(moment)}, {lower_first(found)}"
