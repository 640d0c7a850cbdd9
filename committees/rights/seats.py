"""Who acts for a seat at a moment, and who presides. A seat has one vote, however many hold it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from committees.rights.citations import APPOINTMENT, CHAIR_DECIDES, GUIDANCE, PRESENCE, SHARED_VOTE
from committees.rights.conflicts import (
    at_decision,
    conflict_reasons,
    is_in_room,
    is_out,
    may_vote,
    name_of,
    takes_vote,
)
from committees.rights.reasons import Reason
from committees.rights.words import day_words, listed, not_there, sentence_case, the
from committees.rights.world import Appointment, Room, Seat
from committees.terms import Office, Share, Standing


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts for a seat now. ``together``: everyone who holds it, where it is shared. ``share``: how they hold it."""

    person: int | None
    reason: Reason
    share: Share | None = None
    together: tuple[int, ...] = ()


class Presides(StrEnum):
    """By what right somebody presides."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    ELECTED = "elected"


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who presides over the item; ``reasons`` say why not those before them, and by what right they do."""

    person: int | None
    seat: Seat | None
    how: Presides | None
    reasons: tuple[Reason, ...]


def appointments_in(seat: Seat, room: Room) -> tuple[Appointment, ...]:
    """Appointments in the seat that cover the room's day and item: own holders, then deputies."""
    found = [a for a in room.appointments if a.seat == seat.id and a.covers(room.day) and _for_this_item(a, room)]
    return tuple(sorted(found, key=lambda a: (a.share is Share.DEPUTY, a.id))) if len(found) > 1 else tuple(found)


def seats_of(person: int, room: Room) -> tuple[Seat, ...]:
    """The committee's seats in which the person is appointed that day for this item, in whatever way."""
    held = {a.seat for a in room.appointments if a.person == person and a.covers(room.day) and _for_this_item(a, room)}
    return tuple(seat for seat in _own_seats(room) if seat.id in held)


def acts_for(person: int, room: Room) -> tuple[Seat, ...]:
    """The committee's seats for which the person acts now."""
    return tuple(seat for seat in seats_of(person, room) if acting(seat, room).person == person)


def holds(person: int, seat: Seat, room: Room) -> Reason:
    """Is the person appointed in the seat that day, for this item? A refusal names the last day, or the first."""
    name = name_of(person, room)
    if any(appointment.person == person for appointment in appointments_in(seat, room)):
        return Reason("seat.holds", f"{name} is appointed as {_title(seat, room)}.", APPOINTMENT, allows=True)
    theirs = [a for a in room.appointments if a.seat == seat.id and a.person == person]
    if not theirs:
        text = f"{name} is not appointed as {_title(seat, room)}."
        return Reason("seat.not_appointed", text, APPOINTMENT, who_can=_whoever(seat, room))
    ended = [a.ends_on for a in theirs if a.ends_on is not None and a.ends_on < room.day]
    if ended:
        text = f"{name}'s appointment as {_title(seat, room)} ended: its last day was {day_words(max(ended))}."
        return Reason("seat.appointment_ended", text, APPOINTMENT, who_can=_whoever(seat, room))
    if any(a.covers(room.day) for a in theirs):
        text = f"{name} is appointed as {_title(seat, room)} for another item, not for this one."
        return Reason("seat.other_item", text, APPOINTMENT, who_can=_whoever(seat, room))
    first = min(a.starts_on for a in theirs)
    text = f"{name}'s appointment as {_title(seat, room)} has not begun: its first day is {day_words(first)}."
    return Reason("seat.not_begun", text, APPOINTMENT, who_can=_whoever(seat, room))


def acting(seat: Seat, room: Room) -> Acting:
    """Who acts for the seat now.

    In this order: whoever holds or shares the seat and is in the room without a conflict that takes their vote, where
    somebody is also appointed for this single item; that one, if in the room; whoever else holds or shares the seat and
    is in the room (of those who share it one without a conflict, then one with no other seat here, then the first
    appointed); a deputy, if neither the person they stand for nor another holder is in the room. Joint holders share one
    vote (North West London, 25 November 2020).
    """
    found = appointments_in(seat, room)
    holders = [a for a in found if a.share is not Share.DEPUTY]
    in_room = [a for a in holders if is_in_room(a.person, room)]
    single = [a for a in in_room if a.share is Share.SINGLE_ITEM]
    own = [a for a in in_room if a.share is not Share.SINGLE_ITEM and may_vote(a.person, room)] if single else []
    if in_room:
        return _holder_acts(_preferred(own or single or in_room, room), seat, room, holders)
    held_by = {a.person for a in holders}
    for deputy in (a for a in found if a.share is Share.DEPUTY):
        if is_in_room(deputy.person, room) and (deputy.stands_for is None or deputy.stands_for in held_by):
            return _deputy_acts(deputy, seat, room)
    return Acting(None, _nobody_acts(seat, room, found), together=_together(holders))


def chair_conflicted(room: Room) -> bool:
    """Whether the chair has a conflict on this item, in the room or not. An absent chair is not in conflict."""
    return any(is_out(a.person, room) for seat in _offices(Office.CHAIR, room) for a in _holders(seat, room))


def presiding(room: Room) -> Presiding:
    """Who presides over the item: the chair; else the vice-chair; else the voting member elected for the item.

    Each only if in the room and not in conflict; a deputy in the chair's seat has its vote but does not take the chair.
    Rulings and second votes belong to this person alone.
    """
    room = at_decision(room)
    against: list[Reason] = []
    for office, how in ((Office.CHAIR, Presides.CHAIR), (Office.VICE_CHAIR, Presides.VICE_CHAIR)):
        for seat in _offices(office, room):
            for appointment in _holders(seat, room):
                stands_down = _cannot_preside(appointment.person, office.label, room)
                if not stands_down:
                    return _presides(appointment.person, seat, how, against, room)
                against += stands_down
        if not any(_holders(seat, room) for seat in _offices(office, room)):
            vacant = f"{the(room.committee)} has no {office.label} on {day_words(room.day)}."
            against.append(Reason("presiding.no_such_officer", sentence_case(vacant), APPOINTMENT))
    return _elected(against, room)


def _elected(against: list[Reason], room: Room) -> Presiding:
    person = room.elected_chair
    if person is None:
        text = f"Nobody presides over this item in {the(room.committee)}."
        ask = "The members in the room can elect one of them, not in conflict, for the item."
        return Presiding(None, None, None, (*against, Reason("presiding.nobody", text, GUIDANCE, who_can=ask)))
    seat = next((s for s in acts_for(person, room) if s.standing is Standing.VOTING), None)
    if seat is None:
        who = f"{name_of(person, room)} was elected to preside"
        text = f"{who} but is not a voting member of {the(room.committee)} in the room."
        return Presiding(None, None, None, (*against, Reason("presiding.elected_not_a_member", text, GUIDANCE)))
    stands_down = _cannot_preside(person, "member elected to preside", room)
    if stands_down:
        return Presiding(None, None, None, (*against, *stands_down))
    return _presides(person, seat, Presides.ELECTED, against, room)


def _presides(person: int, seat: Seat, how: Presides, against: list[Reason], room: Room) -> Presiding:
    by_right = {
        Presides.CHAIR: "as its chair",
        Presides.VICE_CHAIR: "as its vice-chair",
        Presides.ELECTED: "elected for the item",
    }[how]
    text = f"{name_of(person, room)} presides over this item in {the(room.committee)}, {by_right}."
    return Presiding(person, seat, how, (*against, Reason(f"presiding.{how}", text, CHAIR_DECIDES, allows=True)))


def _cannot_preside(person: int, role: str, room: Room) -> tuple[Reason, ...]:
    name = name_of(person, room)
    conflicts = conflict_reasons(
        person, room, takes=takes_vote, code="presiding.conflict", cannot="does not preside over it"
    )
    if person not in room.present:
        absent = f"{name}, {role} of {the(room.committee)}, {not_there(room)}."
        return (Reason("presiding.not_in_the_room", absent, PRESENCE), *conflicts)
    return conflicts


def _holder_acts(appointment: Appointment, seat: Seat, room: Room, holders: list[Appointment]) -> Acting:
    name, together = name_of(appointment.person, room), _together(holders)
    if len(together) < 2 or appointment.share is Share.SINGLE_ITEM:
        how = " for this item" if appointment.share is Share.SINGLE_ITEM else ""
        reason = Reason("seat.acts", f"{name} acts as {_title(seat, room)}{how}.", APPOINTMENT, allows=True)
        return Acting(appointment.person, reason, appointment.share, together)
    sharers = listed(name_of(person, room) for person in together)
    text = f"{sharers} share the seat of {_title(seat, room)} and its one vote; {name} acts for it."
    return Acting(
        appointment.person, Reason("seat.shared", text, SHARED_VOTE, allows=True), appointment.share, together
    )


def _deputy_acts(deputy: Appointment, seat: Seat, room: Room) -> Acting:
    absent = name_of(deputy.stands_for, room) if deputy.stands_for is not None else "its holder"
    text = f"{name_of(deputy.person, room)} acts as {_title(seat, room)}, deputy for {absent}, who {not_there(room)}."
    return Acting(deputy.person, Reason("seat.deputy", text, APPOINTMENT, allows=True), Share.DEPUTY)


def _nobody_acts(seat: Seat, room: Room, found: tuple[Appointment, ...]) -> Reason:
    title = _title(seat, room)
    if found:
        away = listed((name_of(a.person, room) for a in found), "and")
        nobody = "Nobody who has answered" if room.by_correspondence else "Nobody in the room"
        text = f"{nobody} acts as {title}: {away} {not_there(room, len(found))}."
        return Reason("seat.nobody_in_the_room", text, PRESENCE, who_can=_whoever(seat, room))
    ended = [a for a in room.appointments if a.seat == seat.id and a.ends_on is not None and a.ends_on < room.day]
    if ended:
        last = max(ended, key=lambda a: (a.ends_on, a.id))
        return holds(last.person, seat, room)
    return Reason("seat.vacant", f"Nobody is appointed as {title} on {day_words(room.day)}.", APPOINTMENT)


def _preferred(holders: list[Appointment], room: Room) -> Appointment:
    if len(holders) == 1:
        return holders[0]
    return min(holders, key=lambda a: (not may_vote(a.person, room), len(seats_of(a.person, room)), a.id))


def _for_this_item(appointment: Appointment, room: Room) -> bool:
    if appointment.share is Share.SINGLE_ITEM or appointment.item is not None:
        return appointment.item is not None and appointment.item == room.item
    return True


def _own_seats(room: Room) -> tuple[Seat, ...]:
    return tuple(seat for seat in room.seats if seat.committee == room.committee.id)


def _offices(office: Office, room: Room) -> tuple[Seat, ...]:
    return tuple(seat for seat in _own_seats(room) if seat.office is office)


def _holders(seat: Seat, room: Room) -> tuple[Appointment, ...]:
    return tuple(a for a in appointments_in(seat, room) if a.share is not Share.DEPUTY)


def _together(holders: list[Appointment]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(a.person for a in holders))


def _title(seat: Seat, room: Room) -> str:
    return f"{seat.title} of {the(room.committee)}"


def _whoever(seat: Seat, room: Room) -> str:
    names = [name_of(a.person, room) for a in appointments_in(seat, room)]
    return f"Appointed that day: {listed(names)}." if names else "Nobody is appointed that day."
