"""The places of a quorum: which seats fit them, who fills them, and who could."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from committees.rights.citations import terms_source
from committees.rights.conflicts import counts, name_of
from committees.rights.reasons import Reason
from committees.rights.words import listed, not_there, sentence_case
from committees.rights.world import Ccg, QuorumRule, Room, Seat, SeatKind, Slot
from committees.terms import Represents, Share, Standing

#: What a seat of a GP is called. A clinician may be a nurse or a consultant: only the title tells.
GP_WORDS = frozenset({"GP", "GPs", "general practitioner"})


@dataclass(frozen=True, slots=True)
class Sitter:
    """A person with the seats for which they act and count."""

    person: int
    seats: tuple[tuple[Seat, Share | None], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place to fill: a slot of the rule, or a CCG of the committee."""

    code: str
    label: str
    slot: Slot


def places_of(rule: QuorumRule, room: Room) -> list[Place]:
    """Every place of the rule, one for each person needed; then one for each CCG where the rule asks for it."""
    places = [Place("quorum.place", slot.label, slot) for slot in rule.slots for _ in range(slot.count)]
    if rule.each_ccg:
        places += [Place("quorum.each_ccg", f"one for {ccg.name}", _for(ccg)) for ccg in room.committee.ccgs]
    return places


def _for(ccg: Ccg) -> Slot:
    return Slot(label=ccg.name, ccgs=frozenset({ccg.code}), represents=frozenset({Represents.CCG}))


def fits_any(sitter: Sitter, slot: Slot) -> bool:
    """Whether one of the person's seats fits the place."""
    return any(fits(seat, share, slot) for seat, share in sitter.seats)


def fits(seat: Seat, share: Share | None, slot: Slot) -> bool:
    """Whether the seat, held in this way, fits the place."""
    return (
        seat.standing is (Standing.NON_VOTING if slot.non_voting else Standing.VOTING)
        and (slot.deputies or share is not Share.DEPUTY)
        and is_of(seat, slot)
        and (not slot.any_of or any(is_of(seat, kind) for kind in slot.any_of))
    )


def is_of(seat: Seat, kind: SeatKind) -> bool:
    """Whether the seat meets every criterion that the kind states."""
    return (
        (not kind.offices or seat.office in kind.offices)
        and (not kind.titles or seat.title.casefold() in {title.casefold() for title in kind.titles})
        and (not kind.title_words or says(seat.title, kind.title_words))
        and (not kind.counts_as or seat.counts_as in kind.counts_as)
        and (not kind.represents or seat.represents in kind.represents)
        and (not kind.ccgs or (seat.ccg is not None and seat.ccg.code in kind.ccgs))
        and (kind.clinical is None or seat.clinical == kind.clinical)
    )


def says(title: str, words: Iterable[str]) -> bool:
    """Whether one of the words (or phrases) stands in the title, whole: "GP member" says "GP", "GPwSI" does not."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title, re.IGNORECASE) for word in words)


def is_gp(seat: Seat) -> bool:
    """Whether the seat is a GP's, as its title says."""
    return says(seat.title, GP_WORDS)


def place_reasons(
    places: Sequence[Place], filling: Mapping[int, int], acting: Iterable[Sitter], room: Room
) -> list[Reason]:
    """What is to be said of each part of the rule: who fills it, or that somebody is missing, and who could be it.

    ``filling``: place -> person. ``acting``: those who count now, whatever place they fill.
    """
    parts: dict[tuple[str, str], list[int]] = {}
    for index, place in enumerate(places):
        parts.setdefault((place.code, place.label), []).append(index)
    here = {sitter.person for sitter in acting}
    return [
        _place_reason([places[i] for i in part], [filling.get(i) for i in part], here, room) for part in parts.values()
    ]


def _place_reason(part: Sequence[Place], people: Sequence[int | None], acting: set[int], room: Room) -> Reason:
    code, label = part[0].code, part[0].label
    here = [name_of(person, room) for person in people if person is not None]
    short = len(people) - len(here)
    if not short:
        return Reason(code, f"{sentence_case(label)}: {listed(here)}.", terms_source(room), allows=True)
    how_many = f" ({short} of {len(people)})" if len(people) > 1 else ""
    ask = f"Whoever may fill the place “{label}” and fills no other. {_who_could(part, acting, room)}"
    return Reason(f"{code}_missing", f"Missing: {label}{how_many}.", terms_source(room), who_can=ask)


def _who_could(part: Sequence[Place], acting: set[int], room: Room) -> str:
    """By name, those appointed to a seat that fits who do not count now."""
    slots = {place.slot for place in part}
    could: dict[int, str] = {}
    for seat in room.seats:
        for a in room.appointments:
            if a.seat != seat.id or not a.covers(room.day) or a.person in acting:
                continue
            if any(fits(seat, a.share, slot) for slot in slots):
                could.setdefault(a.person, f"{name_of(a.person, room)} ({_whereabouts(a.person, room)})")
    return f"On record: {listed(could.values(), 'or')}." if could else "Nobody else on record fits it."


def _whereabouts(person: int, room: Room) -> str:
    if not counts(person, room):
        return "out for a conflict"
    return "here, without counting now" if person in room.present else not_there(room).partition(" ")[2]


def filled(places: Sequence[Place], filling: Mapping[int, int], room: Room) -> dict[str, tuple[str, ...]]:
    """The names in each place of the rule, by its label."""
    found: dict[str, tuple[str, ...]] = {place.label: () for place in places}
    for index, person in sorted(filling.items()):
        found[places[index].label] += (name_of(person, room),)
    return found
