"""How a conflict was managed, on one screen: for one decision, everybody concerned, what was ruled and what is on record.

The National Audit Office could not tell it in 14 of 75 cases. Built from the same acts as the minutes, by the same
functions; where a source does not tell, it stays untold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from committees.models import Interest
from committees.powers import Actor
from committees.rights.citations import CHAIR_DECIDES, GUIDANCE, LEWISHAM
from committees.rights.conflicts import effects_on
from committees.rights.reasons import Source
from committees.rights.words import day_words, listed, sentence_case
from committees.rights.world import Effects
from committees.terms import InRoom, NotTold
from decisions.facts import ItemFacts, Record, ResolutionFacts, effects_of, standing
from decisions.gate import withholds
from decisions.minutes import proof
from decisions.minutes.advised import advice_lines
from decisions.minutes.corrected import entries_put_right, handled, theirs
from decisions.minutes.interests import CAME_SINCE, match_of, member, proposal
from decisions.minutes.published import as_published, tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import AdviceLine, AsPublished, Names
from decisions.minutes.words import category_words, interest_words, stop, when
from decisions.models import Declaration, Ruling
from decisions.readers import PRIVATE_ITEM, is_private, may_know
from practices import clock

NOBODY = "No interest in this item was found or declared."
NOT_BEGUN = "The meeting has not begun: how conflicts are managed is told here once it has."
UNTOLD = "The source does not tell which interests were declared."
NO_WORDS = "the record keeps no words that were spoken"
#: What a ruling does, effect by effect, where it takes nothing and where it takes something.
PAPERS, SPEAKS = {True: "gets them", False: "withheld"}, {True: "may speak", False: "does not speak"}
VOTES, QUORUM = {True: "votes", False: "does not vote"}, {True: "counts", False: "does not count"}


@dataclass(frozen=True)
class Declared:
    """An interest, why it conflicts, and how it came on the table."""

    words: str
    why: str
    found: str
    on_register: str
    dismissal: str
    handled: str


@dataclass(frozen=True)
class EffectLine:
    """One of the five effects: as ruled, and what is on record."""

    name: str
    ruled: str
    shown: str


@dataclass(frozen=True)
class Managed:
    """Those of whom the same is told: one person, or a class who declared and were ruled on together."""

    who: tuple[str, ...]
    interests: tuple[Declared, ...]
    ruling: str
    effects: tuple[EffectLine, ...]


@dataclass(frozen=True)
class ManagedPage:
    """``own_only``: for whom a ruling keeps from a private item: their own conflict, and nothing of the item."""

    resolution: ResolutionFacts
    title: str
    own_only: bool
    decided: str
    when: str
    motion: str
    published: AsPublished | None
    presided: str
    quorum: str
    people: tuple[Managed, ...]
    nobody: str
    corrections: tuple[str, ...]
    advice: tuple[AdviceLine, ...]
    sources: tuple[Source, ...]


def managed_page(actor: Actor, record: Record, of: ResolutionFacts, names: Names) -> ManagedPage:
    """The page of one decision, for a reader who may know of it. Three queries besides the record and its names."""
    item, private = of.item, is_private(record, of.item)
    known = may_know(actor, record, item) if private else None
    own_only = known is not None and withholds(known)
    reading = Reading(record, names, [of.sitting], frozenset({item.pk}), clock.today())
    people = _people(reading, of, {actor.person} if own_only else None)
    page = ManagedPage(
        resolution=of,
        title=PRIVATE_ITEM if own_only else item.title,
        own_only=own_only,
        decided="",
        when="",
        motion="",
        published=None,
        presided="",
        quorum="",
        people=people,
        nobody="" if people else _nobody(record),
        corrections=(),
        advice=(),
        sources=(GUIDANCE, CHAIR_DECIDES, LEWISHAM) if people else (),
    )
    return page if own_only else _with_the_decision(reading, of, page)


def _nobody(record: Record) -> str:
    if not record.begun:
        return NOT_BEGUN
    return NOBODY if tells(record, NotTold.DECLARATIONS) else UNTOLD


def _with_the_decision(reading: Reading, of: ResolutionFacts, page: ManagedPage) -> ManagedPage:
    announced = of.announcement
    return replace(
        page,
        decided=announced.sentence if announced else "" if of.published else _not_decided(of),
        when=when(announced, reading.record.day).strip() if announced else "",
        motion=of.motion_text,
        published=as_published(of),
        presided=reading.person(announced.by_id) if announced and announced.by_id else "",
        quorum=proof.quorum_without(reading, of.item, of.sitting),
        corrections=tuple(line.sentence for line in entries_put_right(reading, of.item)),
        advice=advice_lines(reading.record, of.item, {of.sitting.pk}),
    )


def _not_decided(of: ResolutionFacts) -> str:
    if of.item.deferral_of(of.sitting.pk):
        return "Not decided: the item was put off or passed on."
    return "Not decided." if of.sitting.closed else "Not decided yet."


# --- Who ---
def _people(reading: Reading, of: ResolutionFacts, only: set | None) -> tuple[Managed, ...]:
    """Everybody concerned, the committee's own members first; those of whom the same is told, in one."""
    item = of.item
    declared: dict[int | None, list[Declaration]] = defaultdict(list)
    for act in item.declared:
        if theirs(reading, item, act.person_id):
            declared[act.person_id].append(act)
    for ruling in standing(item.rulings):
        if ruling.sitting_id == of.sitting.pk:
            declared.setdefault(ruling.person_id, [])
    if only is not None:
        declared = {person: acts for person, acts in declared.items() if person in only}
    own_first = sorted(declared.items(), key=lambda each: each[0] is None or not reading.sits_on(each[0], of.sitting))
    register = _register(act for acts in declared.values() for act in acts)
    alike: dict[Managed, list[str]] = {}
    for person, acts in own_first:
        told, who = _managed(reading, of, person, acts, register)
        alike.setdefault(told, []).append(who)
    return tuple(replace(told, who=tuple(who)) for told, who in alike.items())


def _register(acts: Iterable[Declaration]) -> dict[int, Interest]:
    """The entries of the register that were declared. One query, none where there are none."""
    wanted = {act.interest_id for act in acts} - {None}
    return Interest.objects.in_bulk(wanted) if wanted else {}


def _managed(
    reading: Reading, of: ResolutionFacts, person: int | None, acts: list[Declaration], register: dict[int, Interest]
) -> tuple[Managed, str]:
    interests = tuple(dict.fromkeys(_declared(reading, of.item, act, register) for act in acts))
    if person is None:  # a class that the source does not name
        classes = listed(dict.fromkeys(sentence_case(act.as_class) for act in acts))
        return Managed((), interests, "", ()), f"{classes} (the source does not name them)"
    ruling = of.item.ruling_on(person, of.sitting.pk)
    return Managed(
        who=(),
        interests=interests or (_noted(of.item, person),),
        ruling=_ruling(reading, of, person, ruling, acts),
        effects=_effects(reading, of, person, ruling, told=not any(act.handling_not_told for act in acts)),
    ), member(reading, person)


def _declared(reading: Reading, item: ItemFacts, act: Declaration, register: dict[int, Interest]) -> Declared:
    local = category_words(act.nature, act.category)
    as_class = f" Declared for a class: {act.as_class}." if act.as_class else ""
    then = when(act, reading.record.day)
    entry = register.get(act.interest_id or 0)
    return Declared(
        words=f"{sentence_case(interest_words(act.type, act.directness, act.nature))}{local}",
        why=stop(sentence_case(act.why)) if act.why.strip() else "",
        found=(f"Found in the registers, brought in{then}." if act.from_register else f"Said in the room{then}.")
        + as_class,
        on_register=_on_register(entry) if entry else "",
        dismissal=proposal(match_of(item, act)),
        handled=act.reason if act.replaces_id is None else "",
    )


def _on_register(entry: Interest) -> str:
    return f"On the register since {day_words(entry.declared_on)}."


def _noted(item: ItemFacts, person: int) -> Declared:
    """Of somebody who was ruled on and of whom nothing was declared: what the registers had shown, if they did."""
    match = next((match for match in item.matches if match.person_id == person), None)
    if match is None:
        return Declared("An interest was noted.", "", "", "", "", "")
    words = sentence_case(interest_words(match.type, match.directness, match.nature))
    why = stop(sentence_case(listed(match.chains))) if match.chains else ""
    return Declared(words, why, "Found in the registers.", "", proposal(match), "")


# --- What was ruled, and what is on record ---
def _ruling(reading: Reading, of: ResolutionFacts, person: int, ruling: Ruling | None, acts: list[Declaration]) -> str:
    if ruling is None:
        if any(act.handling_not_told for act in acts):
            return "The source does not tell how this was handled."
        if any(act.reason for act in acts if act.replaces_id is None):
            return ""  # told in the source's words
        if not reading.sits_on(person, of.sitting):
            return f"Not ruled on in {of.sitting.name}."
        return "Not ruled on: until it is, a conflict takes the vote and the place in the quorum."
    chair = f"{reading.person(ruling.by_id)}, presiding," if ruling.by_id else "The chair"
    why = f" Reason: {stop(ruling.reason)}" if ruling.reason.strip() else ""
    holds = reading.record.ruled(of.item, of.sitting, person) is not None
    since = "" if holds else f" {CAME_SINCE}: it takes the vote and the place in the quorum."
    return f"{chair} ruled{when(ruling, reading.record.day)}: {handled(effects_of(ruling))}.{why}{since}"


def _effects(
    reading: Reading, of: ResolutionFacts, person: int, ruling: Ruling | None, *, told: bool
) -> tuple[EffectLine, ...]:
    """The five effects one by one; none where nobody ruled and the person has no seat there, or it is not told."""
    if ruling is None and not (told and reading.sits_on(person, of.sitting)):
        return ()
    at = of.opening.happened_at if of.opening else None
    room = reading.as_at(at).room(of.sitting, of.item) if at else reading.record.room(of.sitting, of.item)
    ruled = effects_of(ruling) if ruling and reading.record.ruled(of.item, of.sitting, person) else None
    applied = effects_on(person, room) or ruled
    if applied is None:
        return ()
    rulings = [ruling] if ruling else []
    item, sitting = of.item, of.sitting
    away = "" if reading.sits_on(person, sitting) else f"holds no seat of {sitting.name}"
    return (
        _line("Papers", "papers", PAPERS, ruled, applied, proof.papers_shown(reading, item, rulings)),
        _line("Room", "room", _ROOM, ruled, applied, proof.room_shown(reading, item, person, rulings)),
        _line("Speaking", "speaks", SPEAKS, ruled, applied, NO_WORDS),
        _line("Vote", "votes", VOTES, ruled, applied, _vote(reading, of, person) or away),
        _line("Quorum", "quorum", QUORUM, ruled, applied, proof.quorum_shown(reading, item, sitting, person) or away),
    )


_ROOM = {InRoom.YES: "stays", InRoom.DISCUSSION: "in the room for the discussion only", InRoom.NO: "leaves"}


def _line(name: str, field: str, words: dict, ruled: Effects | None, applied: Effects, shown: str) -> EffectLine:
    value = getattr(applied, field)
    by_terms = ruled is not None and getattr(ruled, field) != value
    said = f"{words[value]}{', by the terms of reference' if by_terms else ''}"
    return EffectLine(name, sentence_case(said), sentence_case(stop(shown)) if shown else "")


def _vote(reading: Reading, of: ResolutionFacts, person: int) -> str:
    shown = proof.votes_shown(reading, of.item, of.sitting, person)
    why = proof.why_no_vote(reading, of.item, of.sitting, person)
    return f"{shown}: {why}" if shown == proof.NO_VOTE and why else shown
