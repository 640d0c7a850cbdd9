"""Who may vote, and who is frozen as a voter when voting opens.

The right to vote follows from seat, remit, level and date: never from a stored grant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from committees.rights.asked import (
    Asked,
    Reasons,
    grounds,
    meeting_open,
    motion_alive,
    not_announced,
    recorded,
    unconflicted,
)
from committees.rights.authority import existence
from committees.rights.citations import (
    APPOINTMENT,
    BY_RIGHT,
    CORRECTING,
    FROZEN,
    IN_COMMON,
    LEVEL_2_MEMBERSHIP,
    LEVEL_3_MEMBERSHIP,
    NOT_TOLD,
    ONE_VOTE,
    PRESENCE,
    RECORD,
    terms_source,
)
from committees.rights.conflicts import at_decision, may_vote, name_of
from committees.rights.reasons import Verdict
from committees.rights.seats import acting, acts_for, appointments_in, holds
from committees.rights.sources import LOCAL_COMMITTEES
from committees.rights.words import a, day_words, lower_first, not_there
from committees.rights.world import Question, Room, Seat, Standpoint
from committees.terms import Act, CommitteeKind, Level, Office, Power, Recording, Represents, Share, Standing

#: In which of several seats a person's one vote is cast: their own before another's, then by office.
_OFFICES = (Office.CHAIR, Office.VICE_CHAIR, Office.MEMBER)


@dataclass(frozen=True, slots=True)
class Elector:
    """A seat at the opening of voting: its voter, or why it has none.

    ``person``: who votes, or would but for the reasons; the holder who is out for a conflict; None: nobody is there.
    """

    seat: Seat
    person: int | None
    verdict: Verdict


def electors(room: Room, standpoint: Standpoint) -> tuple[Elector, ...]:
    """For every seat of the committee: who would be frozen as its voter now, and why the others could not vote."""
    room = at_decision(room)
    return tuple(_elector(seat, room, standpoint) for seat in room.seats if seat.committee == room.committee.id)


def vote(asked: Asked) -> Reasons:
    """A vote of the seat by this person, now."""
    if asked.question is None:
        return (*motion_alive(asked), *_seat_votes(asked, None))
    text = f"{asked.name} may vote as {asked.seat.title if asked.seat else 'nobody'} of {asked.committee}."
    reasons = (
        *_seat_votes(asked, asked.question.standpoint),
        *_acts_for_it(asked),
        *_present(asked),
        *unconflicted(asked),
        *_voting_open(asked),
        *_in_the_electorate(asked),
        *(_for_the_record(asked) if asked.question.recalled else recorded(asked)),
    )
    return grounds(asked, reasons, text, APPOINTMENT)


def _for_the_record(asked: Asked) -> Reasons:
    """The result is taken back: no member votes or changes a vote now, the record of the votes is put right."""
    if asked.account is not None and Power.RECORD in asked.account.powers:
        yield asked.yes("put_right", f"the record is put right: as {asked.name} voted at the meeting.", CORRECTING)
        return
    text = f"the result is taken back to put the record right: only who records for {asked.committee} writes votes now."
    yield asked.no("record_only", text, CORRECTING, "The secretary of the meeting, as the vote was given then.")


def _elector(seat: Seat, room: Room, standpoint: Standpoint) -> Elector:
    who = acting(seat, room)
    asked = Asked(act=Act.VOTE, person=who.person, seat=seat, room=room, question=Question(standpoint=standpoint))
    reasons = [*_seat_votes(asked, standpoint), *_worth_something(asked)]
    out = [] if who.person is not None else _holders_in_conflict(seat, room)
    if who.person is None:
        reasons += [who.reason, *(reason for person in out for reason in unconflicted(replace(asked, person=person)))]
    else:
        reasons += [*_one_vote_each(asked), *unconflicted(asked)]
    text = f"{asked.name} may vote as {seat.title} of {asked.committee}."
    person = next(iter(out), None) if who.person is None else who.person
    return Elector(seat, person, Verdict.of(grounds(asked, reasons, text, APPOINTMENT)))


def _holders_in_conflict(seat: Seat, room: Room) -> list[int]:
    """Holders of the seat whose conflict takes their vote, in the room or gone for the item."""
    return [
        appointment.person
        for appointment in appointments_in(seat, room)
        if appointment.share is not Share.DEPUTY and not may_vote(appointment.person, room)
    ]


def _seat_votes(asked: Asked, standpoint: Standpoint | None) -> Reasons:
    """The committee acts that day, under terms; the seat is its own and has a vote."""
    yield from existence(asked.room.committee, asked.room.day)
    if asked.room.terms is None:
        text = f"{asked.committee} has no terms of reference in force on {day_words(asked.room.day)}."
        yield asked.no("no_terms", text, terms_source(asked.room))
    yield from _own_seat(asked)
    if asked.seat is not None:
        yield from _standing(asked, asked.seat)
        if standpoint is not None:
            yield from _nhs_england(asked, asked.seat, standpoint)


def _own_seat(asked: Asked) -> Reasons:
    if asked.seat is not None and asked.seat.committee == asked.room.committee.id and asked.seat in asked.room.seats:
        return
    if asked.person in asked.room.advisers:
        text = (
            f"{asked.name} speaks for the Advisory Panel and has no seat on {asked.committee}: the panel recommends, and "
            "the local committee decides."
        )
        yield asked.no("adviser", text, LOCAL_COMMITTEES, f"The voting members of {asked.committee}.")
    elif asked.seat is not None or asked.person in asked.room.others:
        text = f"{asked.name} has no seat on {asked.committee}: members of another committee never vote in it."
        yield asked.no("other_committee", text, IN_COMMON, f"The voting members of {asked.committee}.")
    else:
        text = f"{asked.name} has no seat on {asked.committee}: those in attendance do not vote."
        yield asked.no("no_seat", text, terms_source(asked.room), f"The voting members of {asked.committee}.")


def _standing(asked: Asked, seat: Seat) -> Reasons:
    members = f"The voting members of {asked.committee}."
    if seat.standing is Standing.NOT_KNOWN:
        title = lower_first(seat.title)
        text = f"no source on record tells whether {title} of {asked.committee} has a vote, so it casts none."
        ask = "Whoever keeps the register, by recording it with its source."
        yield asked.no("voting_not_known", text, NOT_TOLD, ask)
    elif seat.standing is not Standing.VOTING:
        rule = {Standing.NON_VOTING: "non_voting_member"}.get(seat.standing, str(seat.standing))
        place = "in attendance" if seat.standing is Standing.IN_ATTENDANCE else a(seat.standing.label)
        vote = "" if seat.standing is Standing.NON_VOTING else " and has no vote"
        text = f"{seat.title} of {asked.committee} is {place}{vote}."
        yield asked.no(rule, text, terms_source(asked.room), members)
    if seat.represents in (Represents.HEALTHWATCH, Represents.HWB):
        text = f"{seat.represents.label} joins {asked.committee} by right, and without a vote."
        yield asked.no("by_right_without_vote", text, BY_RIGHT, members)


def _nhs_england(asked: Asked, seat: Seat, standpoint: Standpoint) -> Reasons:
    """NHS England votes from its seat at level 2; at level 3 only where the terms give the seat a vote."""
    terms = asked.room.terms
    if seat.represents is not Represents.NHS_ENGLAND or (terms is not None and terms.nhs_england_seat_votes):
        return
    levels = {each.level for each in standpoint.authorities if each.level is not None}
    if Level.DELEGATED in levels:
        text = (
            f"at level 3 NHS England has a vote only if the CCG agreed one: the terms of {asked.committee} give none."
        )
        yield asked.no("nhs_england_at_level_3", text, LEVEL_3_MEMBERSHIP, f"The other members of {asked.committee}.")
    elif levels != {Level.JOINT} and (levels or asked.room.committee.kind is not CommitteeKind.JOINT_COMMITTEE):
        text = f"NHS England votes from its seat at level 2, and {asked.committee} does not decide at level 2 here."
        yield asked.no("nhs_england_not_at_level_2", text, LEVEL_2_MEMBERSHIP, f"The members of {asked.committee}.")


def _acts_for_it(asked: Asked) -> Reasons:
    """Appointed in the seat that day; before voting opens, also the one who acts for it now."""
    if asked.person is None:
        yield asked.no("nobody", "nobody is named whose vote this would be.", APPOINTMENT)
        return
    if asked.seat is None:
        return
    held = holds(asked.person, asked.seat, asked.room)
    if not held.allows:
        yield held
    elif asked.resolution.electorate is None and asked.person in asked.room.present:
        who = acting(asked.seat, at_decision(asked.room))
        if who.person is not None and who.person != asked.person:
            yield asked.no("not_acting", who.reason.text, who.reason.source, f"{name_of(who.person, asked.room)}.")
        yield from _one_vote_each(asked)


def _one_vote_each(asked: Asked) -> Reasons:
    """A person who acts for two seats of the committee votes once in it."""
    if asked.person is None or asked.seat is None:
        return
    first = min(_voting_seats(asked.person, asked.room), key=lambda pair: pair[0], default=None)
    if first is not None and asked.seat.standing is Standing.VOTING and first[1].id != asked.seat.id:
        text = f"{asked.name} already votes in {asked.committee} as {first[1].title}, and votes in it once."
        yield asked.no("one_person_one_vote", text, ONE_VOTE)


def _voting_seats(person: int, room: Room) -> list[tuple[tuple, Seat]]:
    return [
        ((acting(seat, room).share is Share.DEPUTY, _OFFICES.index(seat.office), seat.id), seat)
        for seat in acts_for(person, room)
        if seat.standing is Standing.VOTING
    ]


def _present(asked: Asked) -> Reasons:
    """In the room when voting; a correction of a vote already cast needs nobody there, nor does the record of one."""
    if asked.person is None or asked.person in asked.room.present or asked.replacing or asked.resolution.recalled:
        return
    electorate = asked.resolution.electorate or {}
    if asked.seat is not None and electorate.get(asked.seat.id) == asked.person:
        text = f"{asked.name} has left the room, and votes only while in it."
        yield asked.no("left_the_room", text, PRESENCE, f"{asked.name}, by coming back before the voting is closed.")
    else:
        yield asked.no("not_in_the_room", f"{asked.name} {not_there(asked.room)}.", PRESENCE)


def _worth_something(asked: Asked) -> Reasons:
    standpoint = asked.resolution.standpoint
    if standpoint.effect is None:
        yield asked.no(
            "no_effect", f"{asked.committee} has no say in this matter: no vote on it.", terms_source(asked.room)
        )
        yield from standpoint.verdict.refusals


def _voting_open(asked: Asked) -> Reasons:
    yield from motion_alive(asked)
    yield from meeting_open(asked)
    yield from _worth_something(asked)
    question = asked.resolution
    if not question.opened:
        yield asked.no("not_open", "the voting is not open.", RECORD, "Whoever presides can have it opened.")
    if question.closed and not asked.replacing:
        yield asked.no("closed", f"the voting is closed: {asked.name} cannot vote any more.", RECORD)
    yield from not_announced(asked)
    yield from _by_name(asked)


def _by_name(asked: Asked) -> Reasons:
    way, terms = asked.resolution.recording, asked.room.terms
    if way is not None and way is not Recording.BY_NAME:
        text = f"the votes on this are recorded {way.label}, not by name."
        yield asked.no("not_by_name", text, RECORD, "Whoever records for the meeting.")
    if terms is not None and Recording.BY_NAME not in terms.recordings:
        text = f"the terms of reference of {asked.committee} do not record votes by name."
        yield asked.no("recording_not_in_terms", text, terms_source(asked.room))


def _why_not_among_them(asked: Asked, seat: Seat, electorate: Mapping[int, int]) -> Reasons:
    """One person fills one seat; and who holds a seat and is there leaves it to no deputy, in conflict or not."""
    others = [each for each in asked.room.seats if each.id != seat.id and electorate.get(each.id) == asked.person]
    if others:
        text = f"{asked.name} already votes in {asked.committee} as {others[0].title}, and votes in it once."
        yield asked.no("one_person_one_vote", text, ONE_VOTE)
    who = acting(seat, at_decision(asked.room))
    if who.person is not None and who.person != asked.person:
        yield asked.no("not_acting", who.reason.text, who.reason.source, f"{name_of(who.person, asked.room)}.")


def _beside(asked: Asked, seat: Seat) -> str:
    """Why one who is appointed to the seat besides the voter does not vote from it too."""
    held = next((a for a in appointments_in(seat, asked.room) if a.person == asked.person), None)
    if held is None:
        return ""
    if held.share is Share.DEPUTY:
        return " A deputy votes where nobody who holds the seat is there."
    return " However many hold a seat, it has one vote."


def _in_the_electorate(asked: Asked) -> Reasons:
    question, seat = asked.resolution, asked.seat
    if not question.opened or seat is None:
        return
    electorate = question.electorate or {}
    if seat.id not in electorate:
        text = f"{seat.title} of {asked.committee} was not among those who could vote when voting opened."
        yield asked.no("not_in_the_electorate", text, FROZEN, "Those who could vote when voting opened.")
        yield from _why_not_among_them(asked, seat, electorate)
    elif electorate[seat.id] != asked.person:
        voter = name_of(electorate[seat.id], asked.room)
        text = f"when voting opened {voter} was the one to vote as {seat.title} of {asked.committee}."
        yield asked.no("another_voter", f"{text}{_beside(asked, seat)}", FROZEN, f"{voter}.")
    if seat.id in question.voted and not asked.replacing:
        text = f"{seat.title} of {asked.committee} has voted already, and a seat has one vote."
        yield asked.no("second_vote", text, ONE_VOTE, "A correction, with a reason, until the result is announced.")
    if asked.replacing and seat.id not in question.voted:
        text = f"{seat.title} of {asked.committee} has not voted: there is no vote to correct."
        yield asked.no("nothing_to_correct", text, RECORD, "Start the vote again, to record it with all the others.")
