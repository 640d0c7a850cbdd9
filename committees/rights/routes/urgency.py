"""Chair's action between meetings: who must sign it, and that it comes before the committee.

Chair's action is reported to the next meeting (published papers of Portsmouth and Southwark CCGs). Who signs is a term of
reference; where the terms do not say, the usual rule is recalled (domain, 2.8): hence derived.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from committees.rights import sources as s
from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.authority import existence
from committees.rights.citations import APPOINTMENT, ONE_VOTE, PROCEDURE, RECORD, RECORDING, terms_source
from committees.rights.conflicts import is_out, name_of
from committees.rights.matching import fill
from committees.rights.outside import Outside, Signatory
from committees.rights.places import fits
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.routes.conflicts import kept_out
from committees.rights.routes.consent import unless_consented
from committees.rights.routes.matters import its_own_business
from committees.rights.seats import chair_conflicted, holds
from committees.rights.taking_effect import unless_stated_outside
from committees.rights.withdrawn import unless_withdrawn
from committees.rights.words import listed, lower_first, sentence_case
from committees.rights.world import Room, Seat, Slot
from committees.terms import Act, Effect, Office, Power, Route, Share

REPORTED = Source(
    "Published committee papers of Portsmouth CCG and Southwark CCG: urgent decisions between meetings are reported to the "
    "next meeting"
)
USUAL = Source(
    "Usual terms of reference: chair's action is taken by the chair with the accountable officer or one other, after "
    "consulting members where possible",
    derived=True,
)
STANDS = Source("Chair's action has effect at once; the committee may ratify it or not, and it stands", derived=True)
NOTED = Source(
    "What an officer decides under the scheme of delegation is the committee's own decision: it is told of it at its next "
    "meeting, and notes it",
    derived=True,
)
NO_VETO = Source("NHS England's veto is of a decision that a committee voted on", derived=True)
OUTSIDE_ONLY = Source("What can wait for the committee is decided by the committee", derived=True)

#: Decisions taken outside a meeting that are put before the committee whose decision it was.
TO_BE_REPORTED = frozenset({Route.CHAIRS_ACTION, Route.OFFICER})
_INSTEAD = "Somebody else who fits the place, or the committee in a meeting."
_RECORDS = frozenset({Power.RUN_BUSINESS, Power.RECORD})


def take(asked: Asked) -> Reasons:
    """By the chair, with everybody whom the terms name, each from a seat of their own and none in conflict."""
    matter, room = asked.matter, asked.room
    reasons = [*existence(room.committee, room.day), *its_own_business(asked), *_taken_by(asked)]
    reasons += [*_the_committees_own(asked), *_can_wait(asked)]
    reasons += [*_permitted(asked), *_signed(asked, matter), *unless_stated_outside(asked)]
    reasons += unless_withdrawn(asked, matter.withdrawn_on)
    names = [name_of(each.person, room) for each in matter.signatories]
    by = f"{listed(names)} may take it" if names else "it may be taken"
    return grounds(asked, reasons, f"{by} as chair's action of {asked.committee}.", signing_source(room))


def report(asked: Asked) -> Reasons:
    """By who runs the committee's business, once."""
    reasons = [*_reportable(asked, asked.matter)]
    if asked.account is None or Power.RUN_BUSINESS not in asked.account.powers:
        text = f"only who runs the business of {asked.committee} may {asked.act.label}."
        reasons.append(asked.no("not_the_secretary", text, PROCEDURE, "The committee's secretary."))
    return grounds(asked, reasons, f"{asked.name} may put it before {asked.committee}.", _reporting(asked.matter))


def reported_by_time(decision: Outside, room: Room) -> Verdict:
    """The same where nobody does it: what nobody has reported goes on the next agenda by itself."""
    asked = Asked(act=Act.REPORT_OUTSIDE, person=None, seat=None, room=room, question=None, outside=decision)
    text = f"It was decided between meetings of {asked.committee}, and is put before its next meeting."
    return Verdict.of(grounds(asked, _reportable(asked, decision), text, _reporting(decision)))


def _reporting(matter: Outside) -> Source:
    """Why it is put before the committee."""
    return NOTED if matter.route is Route.OFFICER else REPORTED


def signs(signatory: Signatory, room: Room) -> Verdict:
    """What one signature rests on: the seat that is held, and that the registers show no conflict on the matter."""
    against = kept_out(Act.CHAIRS_ACTION, room, signatory.person, who_can=_INSTEAD)
    return Verdict.of((holds(signatory.person, signatory.seat, room), *against))


def signing_source(room: Room) -> Source:
    """Where it is written who signs: the terms, or the plain default where they do not say."""
    return USUAL if room.terms is not None and room.terms.urgent_default else terms_source(room)


# --- Who may sign: for the form, and for the table of ways ---
@dataclass(frozen=True, slots=True)
class ToSign:
    """One place: who could fill it, from which seat, and who is kept from it by a conflict alone."""

    label: str
    could: tuple[Signatory, ...]
    out: tuple[Signatory, ...] = ()


def places_to_sign(room: Room) -> tuple[ToSign, ...]:
    """Each place that the terms name, one for each person needed, and who could fill it that day."""
    return tuple(_to_sign(slot, room) for slot in _places(room))


def _to_sign(slot: Slot, room: Room) -> ToSign:
    fitting = [
        Signatory(seat=seat, person=each.person)
        for seat in _own(room)
        for each in room.appointments
        if each.seat == seat.id and each.covers(room.day) and _fits(seat, each.share, slot, room)
    ]
    held = [each for each in fitting if holds(each.person, each.seat, room).allows]
    return ToSign(
        slot.label,
        could=tuple(each for each in held if not is_out(each.person, room)),
        out=tuple(each for each in held if is_out(each.person, room)),
    )


def could_sign(room: Room, first: int | None = None) -> tuple[Signatory, ...]:
    """Some who could sign together, as many places as can be filled; ``first``: who is among them if they can be."""
    places = places_to_sign(room)
    candidates = [sorted((each.person for each in place.could), key=lambda person: person != first) for place in places]
    chosen = fill(candidates)
    return tuple(
        next(each for each in places[place].could if each.person == person) for place, person in sorted(chosen.items())
    )


# --- The rules ---
def _taken_by(asked: Asked) -> Reasons:
    """The chair's own account, or who records that it was given: not in conflict on the matter themselves."""
    account = asked.account
    if asked.hands not in {each.person for each in asked.matter.signatories}:  # of who signs it is said below
        yield from kept_out(asked.act, asked.room, asked.hands)
    if account is not None and account.powers & _RECORDS:
        yield asked.yes("recorded", "it is recorded for the committee, as it was given.", RECORDING)
        return
    asker = account.person if account is not None else asked.person
    chairs = {person for seat, person in _held(asked.room) if seat.office in (Office.CHAIR, Office.VICE_CHAIR)}
    signs = {each.person for each in asked.matter.signatories}
    if asker is None or asker not in chairs:
        text = f"only the chair or vice-chair of {asked.committee} takes it, or its secretary records it."
        yield asked.no("not_the_chair", text, PROCEDURE, f"The chair of {asked.committee}, or its secretary.")
    elif signs and asker not in signs:
        text = f"{name_of(asker, asked.room)} enters it and does not sign it: who takes chair's action signs it."
        yield asked.no("not_signed_by_the_chair", text, PROCEDURE, "Who signs it, or the committee's secretary.")


def _the_committees_own(asked: Asked) -> Reasons:
    """Only what the committee itself may decide, alone: never for NHS England, nor what needs its agreement."""
    matter = asked.matter
    if matter.standpoint.effect is not Effect.DECIDES:
        text = f"{asked.committee} does not decide this, and so nobody decides it for the committee."
        yield asked.no("not_its_decision", text, s.COMMITTEE_TERMS, _decider(matter))
        yield from matter.standpoint.verdict.refusals
        for authority in matter.standpoint.authorities:
            yield from authority.verdict.refusals
    elif matter.standpoint.agreement_needed:
        text = "it needs the committee's majority and NHS England's agreement: chair's action is neither."
        yield asked.no("agreement_needed", text, s.TABLE_PAGE, f"{asked.committee}, in a meeting.")
    else:
        yield from unless_consented(asked, matter.consent, matter.standpoint.authorities)


def _decider(matter: Outside) -> str:
    nhs_england = any(each.nhs_england_decides for each in (*matter.standpoint.authorities, *matter.authorities))
    return "NHS England." if nhs_england else "The committee that decides it."


def _can_wait(asked: Asked) -> Reasons:
    """Not once it is decided, nor while the committee sits on it."""
    if asked.matter.settled:
        text = "this matter is decided already."
        yield asked.no("settled", text, RECORD, f"{asked.committee}, by a new decision.")
    if asked.matter.before_the_meeting:
        text = (
            f"{asked.committee} is meeting now and has this matter before it: there is nothing to do between meetings."
        )
        yield asked.no("meeting_now", text, OUTSIDE_ONLY, f"{asked.committee}, in its meeting.")


def _permitted(asked: Asked) -> Reasons:
    terms = asked.room.terms
    if terms is not None and not terms.urgent_slots:
        text = f"the terms of reference of {asked.committee} do not permit chair's action."
        yield asked.no("not_in_terms", text, terms_source(asked.room), f"{asked.committee}, in a meeting.")


def _signed(asked: Asked, matter: Outside) -> Reasons:
    """Everybody who signs holds their seat, once, without a conflict; and every place of the terms is filled."""
    room, signed = asked.room, matter.signatories
    yield from _once(asked, signed)
    for each in signed:
        yield from signs(each, room).refusals
        if each.seat not in _own(room):
            text = f"{each.seat.title} is no seat of {asked.committee} on this day."
            yield asked.no("no_seat", text, APPOINTMENT, "Somebody who sits on it.")
    yield from _filled(asked, signed)


def _once(asked: Asked, signed: Iterable[Signatory]) -> Reasons:
    """A person signs once, and a seat is signed for once."""
    signed = list(signed)
    for person, times in Counter(each.person for each in signed).items():
        if times > 1:
            text = f"{name_of(person, asked.room)} is named twice: each place needs a different person."
            yield asked.no("person_twice", text, ONE_VOTE, "A different person for each place.")
    seats = {each.seat.id: each.seat for each in signed}
    for seat, times in Counter(each.seat.id for each in signed).items():
        if times > 1:
            text = f"the seat of {seats[seat].title} is named twice: a seat speaks once."
            yield asked.no("seat_twice", text, ONE_VOTE, "A different seat for each place.")


def _filled(asked: Asked, signed: Iterable[Signatory]) -> Reasons:
    """Each place of the terms by a different person; what is missing is named, and who could fill it."""
    room, places = asked.room, _places(asked.room)
    fitting = [[each.person for each in signed if _fits(each.seat, _share(each, room), slot, room)] for slot in places]
    order = sorted(range(len(places)), key=lambda place: len(fitting[place]))
    filled = {order[at]: person for at, person in fill([fitting[place] for place in order]).items()}
    could = places_to_sign(room)
    for place, slot in enumerate(places):
        if place in filled:
            text = f"{sentence_case(slot.label)}: {name_of(filled[place], room)}."
            yield asked.yes("signed", text, signing_source(room))
        else:
            names = dict.fromkeys(name_of(each.person, room) for each in could[place].could)
            ask = f"On record: {listed(names, 'or')}." if names else "Nobody on record fits it without a conflict."
            text = f"{_whose(room)} need {lower_first(slot.label)} to sign chair's action, and none does."
            yield asked.no("place_missing", text, signing_source(room), ask)


def _whose(room: Room) -> str:
    if room.terms is not None and room.terms.urgent_default:
        return "the terms do not say who signs; the usual ones"
    return "the terms of reference"


def _places(room: Room) -> list[Slot]:
    slots = room.terms.urgent_slots if room.terms is not None else ()
    return [slot for slot in slots for _ in range(slot.count)]


def _fits(seat: Seat, share: Share | None, slot: Slot, room: Room) -> bool:
    """As in a quorum; but nobody takes the chair's place as a deputy, and the vice-chair as the place says."""
    presides = seat.office in (Office.CHAIR, Office.VICE_CHAIR)
    if presides and share is Share.DEPUTY:
        return False
    if seat.office is Office.VICE_CHAIR and slot.vice_chair_only_for_conflicted_chair and not _without_chair(room):
        return False
    return fits(seat, share, slot)


def _without_chair(room: Room) -> bool:
    """The chair is in conflict on the matter, or nobody holds the chair."""
    return chair_conflicted(room) or not any(seat.office is Office.CHAIR for seat, _ in _held(room))


def _share(signatory: Signatory, room: Room) -> Share | None:
    shares = [
        each.share
        for each in room.appointments
        if each.seat == signatory.seat.id and each.person == signatory.person and each.covers(room.day)
    ]
    return min(shares, key=lambda share: share is Share.DEPUTY, default=None)


def _own(room: Room) -> tuple[Seat, ...]:
    return tuple(seat for seat in room.seats if seat.committee == room.committee.id)


def _held(room: Room) -> Iterator[tuple[Seat, int]]:
    """Seats of the committee with those who hold them that day, not their deputies."""
    for seat in _own(room):
        for each in room.appointments:
            if each.seat == seat.id and each.covers(room.day) and each.share is not Share.DEPUTY:
                yield seat, each.person


def _reportable(asked: Asked, matter: Outside) -> Iterator[Reason]:
    if matter.route not in TO_BE_REPORTED:
        text = "only chair's action and what an officer decided for the committee is put before it."
        yield asked.no("not_to_be_reported", text, REPORTED)
    if matter.settled:
        yield asked.no("reported", "it is on an agenda of the committee already.", RECORD)
