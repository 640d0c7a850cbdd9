"""What an officer may decide alone, under the scheme of delegation of the committee.

The seeds name the scheme ("Review CCG Constitution, Scheme of Delegation") and say nothing of how it works: that it goes by
kinds of decision and by value, and everything here that names no paper, is derived. The limits are those on record.
"""

from __future__ import annotations

from collections.abc import Iterator

from committees.rights import sources as s
from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.citations import APPOINTMENT, RECORD, RECORDING
from committees.rights.conflicts import name_of
from committees.rights.levels import cell
from committees.rights.outside import Delegated, Outside
from committees.rights.reasons import Source
from committees.rights.routes.conflicts import kept_out
from committees.rights.routes.consent import needed_by
from committees.rights.routes.consulting import RESERVED_TO
from committees.rights.routes.matters import its_own_business
from committees.rights.taking_effect import unless_stated_outside
from committees.rights.withdrawn import unless_withdrawn
from committees.rights.words import ccg_name, day_words, level_words, listed, lower_first, pounds, what
from committees.rights.world import Authority, Room, Seat
from committees.terms import Effect, Power, Say, Share

SCHEME = Source("A scheme of delegation gives an officer what it names up to its limit, and nothing else", derived=True)
HOLDER_ONLY = Source("A scheme of delegation names who holds a seat, not a deputy for its meetings", derived=True)
ON_BALLOTS_ONLY = Source(
    "NHS England's casting vote and veto are on what the joint committee votes on; what it delegated is not voted on",
    derived=True,
)
BEFORE_IT = Source("What is before the committee in its meeting is the committee's", derived=True)
#: Who sits in a seat for good, alone or with another: each of them may use what the scheme gives it.
_HOLDS = frozenset({Share.SOLE, Share.JOINT})


def decide(asked: Asked) -> Reasons:
    """By who holds the seat that day, what the scheme gives the seat, up to the limit and at it; never in conflict."""
    reasons = [*its_own_business(asked), *_committee_decides(asked), *_in_the_seat(asked), *_hands(asked)]
    line, told = _in_the_scheme(asked)
    reasons += [
        *told,
        *kept_out(asked.act, asked.room, asked.person, asked.hands, who_can=_instead(asked)),
        *_not_settled(asked),
        *_without_nhs_england(asked),
        *unless_stated_outside(asked),
        *unless_withdrawn(asked, asked.matter.withdrawn_on),
    ]
    if line is None or asked.seat is None:
        return grounds(asked, reasons, "", SCHEME)
    text = f"{asked.name} may decide this as {lower_first(asked.seat.title)}: {limit_words(line, asked.matter.kind_label)}."
    return grounds(asked, reasons, text, line.source)


def limit_words(line: Delegated, kind: str) -> str:
    """A line of the scheme in words: "rent reimbursement up to £25,000", "list closure, whatever the value"."""
    return f"{kind} up to {pounds(line.up_to)}" if line.up_to is not None else f"{kind}, whatever the value"


def within(line: Delegated, matter: Outside) -> bool:
    """Whether the line reaches the matter's value: the limit itself is within, an unknown value is not."""
    return line.up_to is None or (matter.value is not None and matter.value <= line.up_to)


def lines_for(matter: Outside, room: Room) -> tuple[Delegated, ...]:
    """The lines in force that day that give some officer of the committee this kind of decision."""
    seats = {seat.id for seat in room.seats}
    lines = (each for each in matter.delegations if each.kind == matter.kind and each.seat in seats)
    return tuple(each for each in lines if matter.kind and each.covers(room.day))


# --- The committee ---
def _committee_decides(asked: Asked) -> Reasons:
    """An officer has what the committee has: where NHS England decides, or another committee, there is nothing."""
    matter, stand = asked.matter, asked.matter.standpoint
    authorities = matter.authorities or stand.authorities
    national = [each for each in authorities if each.nhs_england_decides]
    for each in national:
        source = cell(each.function, each.level).source
        who = RESERVED_TO if each.say is Say.RESERVED else "NHS England, by its officer."
        yield asked.no("nhs_england_decides", _national(each), source, who)
    if stand.effect is Effect.DECIDES or national:
        return
    yield from stand.verdict.refusals
    if stand.effect is not None:
        text = f"{asked.committee} only {stand.effect.label} on this matter: its officers have nothing to decide."
        yield asked.no("does_not_decide", text, s.LOCAL_COMMITTEES_DERIVED, "The committee that decides.")


def _national(each: Authority) -> str:
    at = f"at {level_words(each.level)} " if each.level else ""
    return f"{at}NHS England decides {what(each.function)} for {ccg_name(each)}: no officer of the CCG does."


# --- Who asks ---
def _in_the_seat(asked: Asked) -> Reasons:
    """Whoever is appointed to the seat itself that day; a deputy or a guest of one item is not (derived)."""
    seat, room = asked.seat, asked.room
    if seat is None or seat.committee != room.committee.id:
        yield asked.no("no_seat", f"no seat of {asked.committee} is named, from which it would be decided.", SCHEME)
        return
    title, holders = lower_first(seat.title), holders_of(seat, room)
    if asked.person in holders:
        return
    names = listed(name_of(person, room) for person in holders) or f"Whoever is appointed {title}"
    sits = [each for each in room.appointments if each.seat == seat.id and each.person == asked.person]
    if any(each.covers(room.day) for each in sits):
        text = (
            f"{asked.name} sits as {title} only as a deputy or for a single item: the scheme names who holds the seat."
        )
        yield asked.no("deputy", text, HOLDER_ONLY, f"{names}.")
        return
    text = f"{asked.name} does not hold the seat of {title} on {day_words(room.day)}."
    yield asked.no("not_in_seat", text, APPOINTMENT, f"{names}.")


def holders_of(seat: Seat, room: Room) -> tuple[int, ...]:
    """The people who hold the seat that day: one, or those who share it."""
    held = (each for each in room.appointments if each.seat == seat.id and each.share in _HOLDS)
    return tuple(dict.fromkeys(each.person for each in held if each.covers(room.day)))


def _hands(asked: Asked) -> Reasons:
    """By the officer's own account, or recorded in their name by who records for the committee."""
    account = asked.account
    if account is None or (asked.person is not None and account.person == asked.person):
        return
    if Power.RECORD in account.powers:
        yield asked.yes("recorded", f"recorded for the committee in the name of {asked.name}.", RECORDING)
        return
    text = f"only {asked.name}, or the secretary of {asked.committee}, may record this decision."
    yield asked.no("not_yours", text, RECORDING, f"{asked.name}, or the secretary of the committee.")


# --- The scheme ---
def _in_the_scheme(asked: Asked) -> tuple[Delegated | None, list]:
    """The line that gives the seat this kind that day, and why it does not reach the matter."""
    matter, seat = asked.matter, asked.seat
    if any(each.nhs_england_decides for each in matter.authorities or matter.standpoint.authorities):
        return None, []  # no scheme of a CCG reaches what is not the CCG's
    if not matter.kind:
        text = "the matter is of no kind of decision, and a scheme of delegation goes by kinds."
        return None, [asked.no("no_kind", text, SCHEME, "Give it a kind first.")]
    if seat is None:
        return None, []
    line = next((each for each in lines_for(matter, asked.room) if each.seat == seat.id), None)
    title = lower_first(seat.title)
    if line is None:
        text = f"the scheme of delegation gives the {title} no {matter.kind_label} on {day_words(asked.room.day)}."
        return None, [asked.no("not_delegated", text, SCHEME, _instead(asked))]
    return line, [*_within(asked, line, title)]


def _within(asked: Asked, line: Delegated, title: str) -> Reasons:
    matter = asked.matter
    if within(line, matter):
        return
    gives = f"the scheme of delegation gives the {title} {limit_words(line, matter.kind_label)}"
    if matter.value is None:
        text = f"{gives}, and the value of this matter is not on record."
        yield asked.no("value_unknown", text, line.source, "Give the matter its value first.")
    else:
        text = f"{gives}: {pounds(matter.value)} is above that limit."
        yield asked.no("above_limit", text, line.source, _instead(asked))


def _instead(asked: Asked) -> str:
    """Who can: the committee at its next meeting, and other officers whose limit reaches the matter."""
    matter, room = asked.matter, asked.room
    titles = {seat.id: lower_first(seat.title) for seat in room.seats}
    able = [line.seat for line in lines_for(matter, room) if within(line, matter)]
    others = [f"the {titles[seat]}" for seat in able if asked.seat is None or seat != asked.seat.id]
    either = f", or {listed(others, 'or')} under the scheme of delegation" if others else ""
    return f"{asked.committee} at its next meeting{either}."


def _not_settled(asked: Asked) -> Reasons:
    """Not once it is decided, nor while the committee sits on it."""
    if asked.matter.settled:
        text = "this matter is decided already, and what was decided stands."
        yield asked.no("settled", text, RECORD, f"{asked.committee}, by a new decision at a meeting.")
    if asked.matter.before_the_meeting:
        text = f"{asked.committee} is meeting now and has this matter before it."
        yield asked.no("meeting_now", text, BEFORE_IT, f"{asked.committee}, in its meeting.")


# --- NHS England ---
def _without_nhs_england(asked: Asked) -> Iterator:
    """What needs NHS England's word goes the committee's way; its powers over ballots do not reach an officer."""
    matter, stand = asked.matter, asked.matter.standpoint
    committee = f"{asked.committee}, at a meeting."
    for why in needed_by(matter.consent, stand.authorities).why:
        text = f"{why.text} It is the committee that asks for it, and decides."
        yield asked.no("consent_needed", text, why.source, committee)
    if stand.agreement_needed:
        text = f"{what(matter.function)} at level 2 needs the committee's majority and NHS England's agreement."
        yield asked.no("agreement_needed", text, cell(matter.function, stand.authorities[0].level).source, committee)
    if stand.veto or stand.casting_vote:
        text = "NHS England has neither a veto nor a casting vote on it: it has them on what the committee votes on."
        yield asked.yes("no_veto", text, ON_BALLOTS_ONLY)
