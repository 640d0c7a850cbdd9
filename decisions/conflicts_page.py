"""The conflicts of a meeting before it: what the registers show, what the secretary makes of it, and the forecast.

Who runs the business of a committee concerned, or presides over it, sees everything of an item; a member sees their own
and the forecast. What is asked of the database is asked once for the page, never by the console.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from committees.powers import Actor
from committees.rights import mending, world
from committees.rights.citations import PRIVATE_PAPERS
from committees.rights.mending import Area, Candidate, Mend
from committees.rights.reasons import Reason, Verdict
from committees.rights.words import listed, sentence_case
from committees.terms import Directness, InterestType, MatchState, Office, Power, Purpose
from decisions.actions.matching import is_taken
from decisions.facts import ItemFacts, Record, SittingFacts, name_of
from decisions.finding.candidates import Nearby, nearby
from decisions.forecast import Forecast, expected, forecasts, room_expected, told_once
from decisions.gate import may_screen
from decisions.models import Match
from decisions.readers import PRIVATE_ITEM, is_private, private_items_open_to, takes_part
from decisions.readout import number

COLOURS = {
    MatchState.FOUND: "blue",
    MatchState.CONFIRMED: "orange",
    MatchState.DISMISSAL_PROPOSED: "yellow",
}


@dataclass(frozen=True)
class Told:
    """The forecast for one committee, and who could mend it, in sentences."""

    forecast: Forecast
    mends: tuple[str, ...] = ()
    clinical: tuple[str, str] | None = None  # whose clinicians are in conflict, and who else could advise


@dataclass(frozen=True)
class Line:
    """One person's interest on one item."""

    pk: int
    name: str
    nature: str
    kind: str
    chains: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """One person's match, or a whole class as one. ``keys``: of the matches that a press is about.

    ``may``: whether this reader looks through it; ``ruled``: how the chairs have ruled on it, a sentence each.
    """

    heading: str
    lines: tuple[Line, ...]
    state: MatchState
    colour: str
    reason: str
    by_hand: bool
    declared: bool
    may: bool
    ruled: tuple[str, ...] = ()
    known: str = ""  # how it is known, before it is declared

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(line.pk for line in self.lines)

    @property
    def chains(self) -> tuple[str, ...]:
        """Every chain of the group, each once."""
        return tuple(dict.fromkeys(chain for line in self.lines for chain in line.chains))

    @property
    def state_words(self) -> str:
        if self.declared:
            return "ruled on" if self.ruled else "declared on the item"
        return self.known


@dataclass(frozen=True)
class ItemConflicts:
    """One item. ``withheld``: in private, and not for this reader. ``may``: whether the reader looks through it."""

    pk: int
    number: str
    title: str
    withheld: bool
    private: bool
    taken: bool
    told: tuple[Told, ...]
    groups: tuple[Group, ...]
    sees_all: bool
    may: bool

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.told or self.groups)

    @property
    def shown(self) -> tuple[Told, ...]:
        """The forecasts told one by one: all, but for those that several committees have in one line."""
        return tuple(each for each in self.told if not each.forecast.well or not self.well)

    @property
    def well(self) -> str:
        """The committees that are quorate without those who are out, where there are several."""
        brief = [each.forecast.brief for each in self.told if each.forecast.well]
        return listed(brief) if len(brief) > 1 else ""

    @property
    def clinical(self) -> tuple[str, ...]:
        return tuple(_clinical_words(self.told))


def may_see(actor: Actor, record: Record) -> Verdict:
    """The page is for those who sit in the meeting, will be in its room, or work for it."""
    if takes_part(actor, record):
        return Verdict.of(
            [Reason("conflicts.takes_part", "They take part in the meeting.", PRIVATE_PAPERS, allows=True)]
        )
    text = "What may be a conflict in this meeting is for those who sit in it or work for it."
    ask = "Whoever takes part in the meeting. What people have declared is in the registers, for everybody."
    return Verdict.of([Reason("conflicts.takes_no_part", text, PRIVATE_PAPERS, who_can=ask)])


@dataclass(frozen=True)
class Conflicts:
    """The page. ``general``: what is forecast for more than one item in the same words. ``people``: of whom something
    can be added, to which of the items the reader may (``may``)."""

    items: tuple[ItemConflicts, ...]
    general: tuple[Forecast, ...]
    people: tuple[tuple[int, str], ...]

    @property
    def may(self) -> tuple[ItemConflicts, ...]:
        return tuple(item for item in self.items if item.may)


def conflicts_page(actor: Actor, record: Record) -> Conflicts:
    """Every item, as this reader may see it."""
    opens = private_items_open_to(actor, record)
    there = expected(record)
    found = {item.pk: forecasts(record, item) for item in record.items if not _is_taken(item)}
    shown = [item for item in record.items if not is_private(record, item) or item.pk in opens]
    clinical = [item.pk for item in shown if item.pk in found and _clinicians_out(record, item, there)]
    troubled = {item.pk for item in shown if any(each.trouble for each in found.get(item.pk, ()))} | set(clinical)
    near = nearby(record, troubled) if troubled else Nearby()
    general = tuple(
        each for each in told_once(found[item.pk] for item in shown if item.pk in found) if not each.trouble
    )
    items = tuple(
        _item(actor, record, item, opens, [f for f in found.get(item.pk, []) if f not in general], near, there)
        for item in record.items
    )
    return Conflicts(items, general, tuple(_people(record)) if any(item.may for item in items) else ())


def _is_taken(item: ItemFacts) -> bool:
    return item.deferred or is_taken(item)


def _item(actor, record: Record, item: ItemFacts, opens, found: list[Forecast], near: Nearby, there) -> ItemConflicts:
    private, taken = is_private(record, item), _is_taken(item)
    if private and item.pk not in opens:
        return ItemConflicts(item.pk, item.number, PRIVATE_ITEM, True, True, taken, (), (), False, False)
    sees_all = _sees_all(actor, record, item)
    may = bool(may_screen(actor, record, item)) and not taken
    return ItemConflicts(
        pk=item.pk,
        number=item.number,
        title=item.title,
        withheld=False,
        private=private,
        taken=taken,
        told=tuple(_told(record, item, found, near, there)) if not taken else (),
        groups=tuple(_groups(actor, record, item, sees_all, may)),
        sees_all=sees_all,
        may=may,
    )


def _sees_all(actor: Actor, record: Record, item: ItemFacts) -> bool:
    """Who runs the business of, or records for, a committee concerned; and those who hold its chair and vice-chair."""
    for pk in item.purposes:
        sitting = record.sittings[pk]
        if actor.on(sitting.committee.id) & {Power.RUN_BUSINESS, Power.RECORD}:
            return True
        offices = {seat.id for seat in sitting.seats if seat.office is not Office.MEMBER}
        if any(a.person == actor.person and a.seat in offices and a.covers(record.day) for a in sitting.appointments):
            return True
    return False


def _people(record: Record) -> Iterable[tuple[int, str]]:
    """Who sits that day or has been in the room, by name: whom something can be added of."""
    held = {a.person for sitting in record.sittings.values() for a in sitting.appointments if a.covers(record.day)}
    every = held | {act.person_id for act in record.attendance}
    return sorted(((pk, record.name(pk)) for pk in every), key=lambda pair: pair[1])


# --- What is found ---
def _groups(actor: Actor, record: Record, item: ItemFacts, sees_all: bool, may: bool) -> Iterable[Group]:
    """The matches of an item; those of whole classes, which stand alike, as one."""
    open_still = {match.pk for match in record.matches_of(item)}
    alike: dict[tuple, list[Match]] = {}
    for match in item.matches:
        if sees_all or match.person_id == actor.person:
            own = match.person_id == actor.person
            as_one = "class" if match.as_class else f"#{match.pk}"
            key = (as_one, match.state, match.reason, match.by_hand, match.pk in open_still, own)
            alike.setdefault(key, []).append(match)
    for (_, state, reason, by_hand, is_open, own), matches in alike.items():
        yield Group(
            heading=_heading(record, matches),
            lines=tuple(_line(record, match) for match in matches),
            state=MatchState(state),
            colour="grey" if not is_open else COLOURS[MatchState(state)],
            reason=reason if not by_hand or state == MatchState.DISMISSAL_PROPOSED else "",
            by_hand=by_hand,
            declared=not is_open,
            may=may and is_open and not own,
            ruled=tuple(_ruled(record, item, matches)),
            known=matches[0].state_words,
        )


def _heading(record: Record, matches: list[Match]) -> str:
    if matches[0].as_class and len(matches) > 1:
        people = len({match.person_id for match in matches})
        return f"{_classes(matches)}: {number(people)} {'person' if people == 1 else 'people'}"
    return record.name(matches[0].person_id)


def _classes(matches: list[Match]) -> str:
    """ "All GPs of Enfield and Barnet"."""
    classes = sorted({match.as_class for match in matches})
    who = [each.rpartition(" of ") for each in classes]
    first = who[0][0]
    if all(each[0] == first for each in who):
        return sentence_case(f"{first} of {listed(each[2] for each in who)}")
    return sentence_case(listed(classes))


def _line(record: Record, match: Match) -> Line:
    kind = f"{InterestType(match.type).label}, {Directness(match.directness).label}"
    chains = tuple(f"{sentence_case(chain.rstrip('. '))}." for chain in match.chains)
    return Line(match.pk, record.name(match.person_id), match.nature, kind, chains)


def _ruled(record: Record, item: ItemFacts, matches: list[Match]) -> Iterable[str]:
    said: dict[str, None] = {}
    for pk in item.purposes:
        for match in matches:
            ruling = item.ruling_over(match, pk)
            if ruling is not None:
                who, by = record.name(match.person_id), record.name(ruling.by_id)
                said[f"{record.sittings[pk].name}: {who}, {name_of(ruling)}, ruled by {by}."] = None
    return said


# --- The forecast ---
def _told(record: Record, item: ItemFacts, found: list[Forecast], near: Nearby, there) -> Iterable[Told]:
    """The forecasts of an item; of a committee that will not be quorate, who could mend it."""
    by_sitting = {each.sitting: each for each in found}
    for pk, sitting in record.sittings.items():
        forecast = by_sitting.get(pk)
        if forecast is None or item.purposes.get(pk) in (None, Purpose.INFORMATION):
            continue
        room = room_expected(record, sitting, item, there)
        candidates = near.candidates(record, sitting, item.pk, room.present)
        mends = tuple(_mends(record, sitting, room, candidates)) if forecast.trouble else ()
        yield Told(forecast, mends, _clinical(record, room, candidates))


def _mends(record: Record, sitting: SittingFacts, room: world.Room, candidates: list[Candidate]) -> Iterable[str]:
    """Who could make the committee quorate: a deputy of its own, or somebody appointed for this item alone."""
    own = mending.stand_ins(room)
    for each in own:
        yield (
            f"{record.name(each.deputy)}, deputy of {record.name(each.stands_for)}, could act as {each.seat.title} once "
            f"{record.name(each.stands_for)} is out of the room for the item: {sitting.name} is then quorate."
        )
    if sitting.terms_row is not None and not sitting.terms_row.may_invite_members:
        besides = "" if own else ": the item can be deferred, or referred to a committee that is quorate"
        yield f"The terms of reference of {sitting.name} let no member of another committee be invited{besides}."
        return
    found = mending.mend(room, candidates)
    for mend in found.mends:
        yield f"{_who(mend, record.begun)} could make {sitting.name} quorate, appointed for this item {_as(mend)}."
    if found.more:
        yield "There are others besides."
    if not found and not own:
        yield (
            f"Nobody on record could make {sitting.name} quorate by an appointment for this item: it can be deferred, "
            "or referred to a committee that is quorate."
        )


def _who(mend: Mend, begun: bool) -> str:
    """ "Dr A Kay (GP member of Kingston, in the room)"; two people together are named both."""
    names = [f"{each.person.name} ({_whence(each, begun)})" for each, _ in mend.who]
    return listed(names) + (", together," if len(names) > 1 else "")


def _whence(candidate: Candidate, begun: bool) -> str:
    """Where they sit and where they are found. Before the meeting has begun nobody is in the room yet."""
    where = "in the room" if begun else "expected at the meeting"
    if candidate.area is Area.HWB:
        where = f"a member of a Health and Wellbeing Board, {where}"
    elif candidate.area is not Area.IN_THE_ROOM:
        where = candidate.area.label
    return f"{candidate.seat.title} of {candidate.sits}, {where}"


def _as(mend: Mend) -> str:
    return "to the seat of " + listed(seat.title for _, seat in mend.who)


def _clinicians_out(record: Record, item: ItemFacts, there) -> bool:
    """Whether a committee that decides on an item has no clinician of its own who is there without a conflict."""
    for pk, purpose in item.purposes.items():
        if purpose != Purpose.INFORMATION:
            input_ = mending.clinical_input(room_expected(record, record.sittings[pk], item, there), ())
            if input_.out and not input_.own:
                return True
    return False


def _clinical(record: Record, room: world.Room, candidates: list[Candidate]) -> tuple[str, str] | None:
    """Whose clinicians are all in conflict, and who could advise in their place; None where one is not."""
    found = mending.clinical_input(room, candidates)
    if found.own or not found.out:
        return None
    names = listed(record.name(person) for person in found.out)
    others = listed((f"{each.person.name} ({_whence(each, record.begun)})" for each in found.others), "or")
    return (f"{names} {'has' if len(found.out) == 1 else 'have'} a conflict", others)


def _clinical_words(told: Iterable[Told]) -> Iterable[str]:
    """Clinical input, once for all the committees to which the same people could give it."""
    by_others: dict[str, list[Told]] = {}
    for each in told:
        if each.clinical is not None:
            by_others.setdefault(each.clinical[1], []).append(each)
    for others, alike in by_others.items():
        why = listed(dict.fromkeys(each.clinical[0] for each in alike if each.clinical))
        names = listed(each.forecast.committee for each in alike)
        lacks = "has" if len(alike) == 1 else "have"
        could = f"{others} could give it without a vote" if others else "nobody else on record could give it"
        yield f"Clinical input: {why}, and {names} {lacks} no other clinician there; {could}."


__all__ = ["ItemConflicts", "conflicts_page", "may_see"]
