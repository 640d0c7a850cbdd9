"""Level 1: NHS England decides, by its officer and without a ballot; the CCG may be consulted, and need not be.

The same holds at any level for what stays with NHS England (pharmacy, eye health and dental commissioning). Source: North
Central London pack, pages "Level 1" and "Functions under different levels of co-commissioning".
"""

from __future__ import annotations

from committees.rights import sources as s
from committees.rights.asked import Asked, Reasons, grounds, recorded
from committees.rights.authority import existence
from committees.rights.citations import APPOINTMENT, OWN_CASE, RECORD
from committees.rights.conflicts import name_of
from committees.rights.levels import cell
from committees.rights.reasons import Source
from committees.rights.routes.conflicts import kept_out
from committees.rights.routes.matters import belongs
from committees.rights.seats import appointments_in, seats_of
from committees.rights.standpoint import BODIES_OF_A_CCG, consulted_source
from committees.rights.taking_effect import unless_stated_outside
from committees.rights.withdrawn import unless_withdrawn
from committees.rights.words import day_words, level_words, listed, sentence_case, what
from committees.rights.world import Authority, Room, Seat
from committees.terms import CommitteeKind, Represents, Say, Share, Standing

WAITED_FOR = Source("What was asked is waited for, until it is answered or its day has passed", derived=True)
#: Where what is reserved belongs: the pack says whose it is; how NHS England decides it is outside co-commissioning.
RESERVED_TO = "NHS England's own procedures for the performers' list, appraisal and revalidation."


def consult(asked: Asked) -> Reasons:
    """NHS England asks a CCG what it thinks: by who sits on its team or works for it, once, before it decides."""
    matter = asked.matter
    reasons = [*_of_nhs_england(asked), *_works_here(asked)]
    theirs = [each for each in matter.authorities if matter.of_ccg is None or each.ccg == matter.of_ccg]
    reasons += _decided_here(asked, tuple(theirs))
    reasons += _undecided(asked)
    if matter.asked:
        whom = matter.of_ccg.name if matter.of_ccg else "the CCG"
        text = f"{whom} was consulted on this matter already: it is asked once."
        reasons.append(asked.no("asked", text, RECORD, "Raise a new matter where what is proposed is another."))
    reasons += [*kept_out(asked.act, asked.room, asked.person), *recorded(asked)]
    source = consulted_source(theirs[0]) if theirs else s.CONSULTED_MAY
    return grounds(asked, reasons, f"{asked.committee} may consult the CCG, and need not.", source)


def respond(asked: Asked) -> Reasons:
    """The CCG answers: by who runs or chairs a committee of its own, once, also late, until NHS England has decided."""
    matter = asked.matter
    ccg = matter.of_ccg.name if matter.of_ccg else "the CCG"
    reasons = [*_of_nhs_england(asked), *_undecided(asked)]
    if not matter.asked:
        reasons.append(asked.no("not_asked", f"{ccg} was not consulted on this matter.", RECORD))
    if matter.answered:
        text = f"{ccg} has answered this consultation already: it answers once."
        reasons.append(asked.no("answered", text, RECORD, "Write to NHS England's team besides."))
    reasons += [*_speaks_for(asked, ccg), *kept_out(asked.act, asked.room, asked.person)]
    if matter.due_on is not None and matter.due_on < asked.room.day and not matter.answered:
        until = day_words(matter.due_on)
        text = f"the answer was asked for by {until}: it is late, and taken as long as nothing is decided."
        reasons.append(asked.yes("late", text, WAITED_FOR))
    return grounds(asked, reasons, f"{asked.name} may answer for {ccg}.", s.CONSULTED_MAY)


def decide(asked: Asked) -> Reasons:
    """NHS England decides: by who holds a seat of its own on the team; never by a grant, and never by the CCG.

    A response that was asked for is waited for until its day; a decision without consultation needs none.
    """
    matter = asked.matter
    reasons = [*_of_nhs_england(asked), *_holds_a_seat(asked), *_decided_here(asked, matter.authorities)]
    reasons += _undecided(asked)
    for each in matter.awaited:
        if asked.room.day <= each.due_on:
            until = day_words(each.due_on)
            text = (
                f"{each.ccg.name} was consulted and has until {until} to answer: NHS England waits for what it asked."
            )
            ask = f"{asked.committee}, once {each.ccg.name} has answered, or after {until}."
            reasons.append(asked.no("awaits_response", text, WAITED_FOR, ask))
    reasons += [*kept_out(asked.act, asked.room, asked.person), *recorded(asked), *unless_stated_outside(asked)]
    reasons += unless_withdrawn(asked, asked.matter.withdrawn_on)
    ccgs = listed(each.ccg.name for each in matter.authorities if each.ccg)
    text = f"{asked.name} may decide {what(matter.function)} for {ccgs} for NHS England, without a ballot."
    return grounds(asked, reasons, text, _source(matter.authorities))


def deciding_seat(person: int, room: Room) -> Seat | None:
    """The seat of NHS England from which a person decides: their own, or shared, with a vote."""
    return next((seat for seat in seats_of(person, room) if _is_own(person, seat, room)), None)


def _is_own(person: int, seat: Seat, room: Room) -> bool:
    own = [a for a in appointments_in(seat, room) if a.person == person and a.share is not Share.DEPUTY]
    return bool(own) and seat.represents is Represents.NHS_ENGLAND and seat.standing is Standing.VOTING


def deciders(room: Room) -> tuple[int, ...]:
    """The people who hold a seat of NHS England on the team that day."""
    held = (a.person for seat in room.seats for a in appointments_in(seat, room))
    return tuple(person for person in dict.fromkeys(held) if deciding_seat(person, room) is not None)


def _of_nhs_england(asked: Asked) -> Reasons:
    yield from existence(asked.room.committee, asked.room.day)
    if asked.room.committee.kind is not CommitteeKind.NHS_ENGLAND_TEAM:
        text = f"{asked.committee} is no team of NHS England: what NHS England decides is in its team's book."
        yield asked.no("not_its_team", text, s.LEVEL_1_DECISIONS, "NHS England's team.")


def _works_here(asked: Asked) -> Reasons:
    if not belongs(asked):
        text = f"{asked.name} neither sits on {asked.committee} nor works for it."
        yield asked.no("not_theirs", text, s.CONSULTED_MAY, _who_decides(asked))


def _holds_a_seat(asked: Asked) -> Reasons:
    if asked.person is None or deciding_seat(asked.person, asked.room) is None:
        text = (
            f"{asked.name} holds no seat of NHS England on {asked.committee}, and no grant or post stands in for one."
        )
        yield asked.no("no_seat", text, s.LEVEL_1_DECISIONS, _who_decides(asked))
    elif asked.seat is not None and not _is_own(asked.person, asked.seat, asked.room):
        text = f"{asked.name} does not hold the seat of {asked.seat.title} for NHS England."
        yield asked.no("other_seat", text, APPOINTMENT, _who_decides(asked))


def _who_decides(asked: Asked) -> str:
    names = listed((name_of(person, asked.room) for person in deciders(asked.room)), "or")
    return f"{names}, for NHS England." if names else f"Whoever is appointed to {asked.committee} by NHS England."


def _undecided(asked: Asked) -> Reasons:
    if asked.matter.settled:
        text = "NHS England has decided this matter already."
        yield asked.no("decided", text, RECORD, "NHS England, by a new decision on a new matter.")


def _decided_here(asked: Asked, authorities: tuple[Authority, ...]) -> Reasons:
    """Of each CCG: that NHS England decides the function that day, by this team."""
    if not authorities:
        text = "the matter does not say for which CCG it is, or not for this one."
        yield asked.no("no_ccg", text, s.LEVEL_1_DECISIONS, "Say which CCGs the matter concerns.")
    elsewhere = [each for each in authorities if each.say not in (Say.CONSULTED, Say.RESERVED)]
    for each in authorities:
        yield from _of_one_ccg(asked, each)
    if elsewhere:
        told = asked.matter.standpoint.verdict.refusals
        yield from (reason for reason in told if reason.code in ("no_standing", "no_remit", "no_arrangement"))


def _of_one_ccg(asked: Asked, each: Authority) -> Reasons:
    ccg = each.ccg.name if each.ccg else "the committee"
    subject, at = what(each.function), f" at {level_words(each.level)}" if each.level else ""
    if each.say is Say.RESERVED:
        text = f"{subject} is reserved to NHS England{at} and is not decided here: {ccg} has no say in it at any level."
        yield asked.no("reserved", text, _source((each,)), RESERVED_TO)
    elif each.say is not Say.CONSULTED:
        text = f"{subject} for {ccg}{at} is not NHS England's to decide: {_say_words(each)}."
        yield asked.no("not_nhs_englands", text, _source((each,)), f"The committee that holds it for {ccg}.")
    elif each.decider != asked.room.committee.id:
        text = f"{asked.committee} is not recorded as deciding {subject} for {ccg} on {day_words(each.day)}."
        yield asked.no("not_its_remit", text, _source((each,)), "The team of NHS England that holds it that day.")
    else:
        yield from (reason for reason in each.verdict.reasons if reason.code in ("level", "holds_remit"))


def _say_words(each: Authority) -> str:
    return each.say.label if each.say else "no level is recorded that day"


def _source(authorities: tuple[Authority, ...]) -> Source:
    """Where it is written who decides: the cell of the table for the first CCG."""
    first = next((each for each in authorities if each.level), None)
    try:
        return cell(first.function, first.level).source if first else s.TABLE_PAGE
    except LookupError:
        return s.TABLE_PAGE


def _speaks_for(asked: Asked, ccg: str) -> Reasons:
    """For the CCG: who runs or chairs a committee through which it speaks; never who sits on the team that asked."""
    of = asked.matter.of_ccg
    day = asked.room.day
    bodies = [
        each
        for each in asked.matter.speaks_for
        if each.kind in BODIES_OF_A_CCG and of in each.ccgs and each.exists_on(day)
    ]
    if not bodies:
        text = f"{asked.name} neither runs the business of a committee of {ccg} nor chairs one."
        ask = f"The chair or the secretary of a committee of {ccg}."
        yield asked.no("not_the_ccg", text, s.CONSULTED_MAY, ask)
    else:
        text = sentence_case(f"{asked.name} runs the business of, or chairs, {listed(each.name for each in bodies)}.")
        yield asked.yes("speaks_for", text, s.CONSULTED_MAY)
    if asked.person is not None and seats_of(asked.person, asked.room):
        text = f"{asked.name} sits on {asked.committee}, which asked: nobody answers their own question."
        yield asked.no("of_nhs_england", text, OWN_CASE, f"Somebody else who speaks for {ccg}.")
