"""What of a meeting's record can be put right, and by whom: every entry with the gate's answer. No HTML, no writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.terms import Act, Movement, RoomRole
from decisions.answering import movement_words
from decisions.facts import ItemFacts, Record, ResolutionFacts, effects_of, standing
from decisions.gate import may_correct_declaration as may_correct
from decisions.gate import may_in_meeting, may_in_sitting, may_recall, who_rules
from decisions.minutes.corrected import attendance_put_right, entries_put_right, handled, put_right
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Names, PutRight
from decisions.minutes.words import interest_words, time_words
from decisions.models import Attendance, Declaration, Ruling
from decisions.readers import PRIVATE_ITEM, is_private, private_items_open_to

#: What is no reason against opening the page of a decision: that its result is taken back already.
_STAGE = frozenset({f"{Act.RECALL}.taken_back"})
#: Nor, against looking at what can be put right at all: that nothing is announced yet.
_NOTHING_YET = _STAGE | {f"{Act.RECALL}.not_announced"}


@dataclass(frozen=True)
class Entry:
    """An entry that stands. ``what`` and ``pk``: its page; ``may``: whether this account may put it right."""

    what: str
    pk: int
    words: str
    may: bool
    why_not: str = ""
    part: str = ""
    result: str = ""
    taken_back: bool = False


@dataclass(frozen=True)
class ItemEntries:
    """An item's entries. ``withheld``: in private, and not for this reader."""

    number: str
    title: str
    withheld: bool = False
    entries: tuple[Entry, ...] = ()
    decisions: tuple[Entry, ...] = ()
    done: tuple[PutRight, ...] = ()


@dataclass(frozen=True)
class Entries:
    """Everything recorded of a meeting that can be put right, and what was."""

    attendance: tuple[Entry, ...] = ()
    may_add: bool = False
    people: tuple[tuple[int, str], ...] = ()
    attendance_done: tuple[PutRight, ...] = ()
    items: tuple[ItemEntries, ...] = field(default=())

    @property
    def told(self) -> tuple[ItemEntries, ...]:
        """The items of which there is something to tell."""
        return tuple(item for item in self.items if item.withheld or item.entries or item.decisions or item.done)

    @property
    def silent(self) -> tuple[str, ...]:
        """The numbers of the others."""
        return tuple(item.number for item in self.items if item not in self.told)


# --- Who ---
def may_look(actor: Actor, record: Record) -> Verdict:
    """Whether the account may look at what can be put right: who records for a committee that sits, or presided."""
    verdicts = [
        _but_for(may_in_sitting(Act.RECALL, actor, record, sitting), _NOTHING_YET)
        for sitting in record.sittings.values()
    ]
    first = next((verdict for verdict in verdicts if verdict), None)
    if first is not None or actor.person is None:
        return first or next(iter(verdicts), Verdict(()))
    announced = (r for r in record.resolution_by_id.values() if r.announcements)
    return next(
        filter(None, (_person_may(actor, record, r) for r in announced)), verdicts[0] if verdicts else Verdict(())
    )


def _but_for(verdict: Verdict, codes: frozenset[str]) -> Verdict:
    return Verdict.of(reason for reason in verdict.reasons if reason.code not in codes)


def _person_may(actor: Actor, record: Record, resolution: ResolutionFacts) -> Verdict:
    """Who records or presided, whatever stands in the way of this result."""
    verdict = may_recall(actor, record, resolution)
    own = f"{Act.RECALL}."
    return Verdict.of(
        r for r in verdict.reasons if r.allows or not r.code.startswith(own) or r.code.endswith("_recorder")
    )


def may_put_right(actor: Actor, record: Record, resolution: ResolutionFacts) -> Verdict:
    """Whether the record of a decision may be put right: its result taken back, or once it is."""
    verdict = may_recall(actor, record, resolution)
    return _but_for(verdict, _STAGE) if resolution.recalled is not None else verdict


def may_correct_attendance(actor: Actor, record: Record) -> Verdict:
    return may_in_meeting(Act.RECORD_ATTENDANCE, actor, record, replacing=True)


def may_correct_declaration(actor: Actor, record: Record, act: Declaration) -> Verdict:
    return may_correct(actor, record, record.item_by_id[act.item_id], act)


def may_correct_ruling(actor: Actor, record: Record, act: Ruling) -> Verdict:
    """Asked of the room in which it was made."""
    then, item, sitting = record.as_at(act.happened_at), record.item_by_id[act.item_id], record.sittings[act.sitting_id]
    presides = who_rules(then, sitting, item, correcting=True)
    return may_in_sitting(
        Act.RULE, actor, then, sitting, item=item, person=presides, about=act.person_id, replacing=True
    )


# --- What ---
def entries(record: Record, names: Names, actor: Actor, today: date) -> Entries:
    """The page: every entry that stands and what was put right already. Asks the database nothing."""
    opens = private_items_open_to(actor, record)
    reading = Reading(record=record, names=names, sittings=list(record.sittings.values()), opens=opens, today=today)
    may = bool(may_correct_attendance(actor, record))
    acts = sorted(standing(record.attendance), key=lambda act: (act.happened_at, act.pk))
    return Entries(
        attendance=tuple(Entry("attendance", act.pk, moved(record, act), may) for act in acts),
        may_add=may and record.closed,
        people=tuple(sorted(((pk, person.name) for pk, person in record.people.items()), key=lambda each: each[1])),
        attendance_done=attendance_put_right(reading),
        items=tuple(_item(reading, actor, item) for item in record.items),
    )


def _item(reading: Reading, actor: Actor, item: ItemFacts) -> ItemEntries:
    record = reading.record
    if is_private(record, item) and item.pk not in reading.opens:
        return ItemEntries(number=item.number, title=PRIVATE_ITEM, withheld=True)
    decided = [_decision(record, actor, r) for r in item.resolutions if r.announcements]
    lines = [line for r in item.resolutions if r.announcements for line in _of(r, put_right(reading, r))]
    done = [*entries_put_right(reading, item), *lines]
    return ItemEntries(
        number=item.number,
        title=item.title,
        entries=(*_declared(record, actor, item), *_ruled(record, actor, item)),
        decisions=tuple(decided),
        done=tuple(sorted(done, key=lambda line: line.order)),
    )


def _of(resolution: ResolutionFacts, lines: tuple[PutRight, ...]) -> list[PutRight]:
    """The same lines, each with the committee whose decision it is about."""
    return [line.about(name_of(resolution)) for line in lines]


def name_of(resolution: ResolutionFacts) -> str:
    """A decision in a list of an item's: "Merton", "Merton, part (a)"."""
    letter = resolution.limb.letter
    return f"{resolution.sitting.name}, part ({letter})" if letter else resolution.sitting.name


def _declared(record: Record, actor: Actor, item: ItemFacts) -> list[Entry]:
    return [
        Entry("declaration", act.pk, declared(record, act), bool(may_correct_declaration(actor, record, act)))
        for act in item.declared
    ]


def _ruled(record: Record, actor: Actor, item: ItemFacts) -> list[Entry]:
    return [
        Entry("ruling", act.pk, ruled(record, act), bool(may_correct_ruling(actor, record, act)))
        for act in standing(item.rulings)
    ]


def _decision(record: Record, actor: Actor, resolution: ResolutionFacts) -> Entry:
    verdict = may_put_right(actor, record, resolution)
    hands = bool(_person_may(actor, record, resolution))
    return Entry(
        what="decision",
        pk=resolution.pk,
        words=name_of(resolution),
        part=resolution.limb.letter,
        may=bool(verdict),
        why_not=verdict.refusals[0].text if hands and not verdict else "",
        result=resolution.announcement.sentence if resolution.announcement else "",
        taken_back=resolution.recalled is not None,
    )


# --- In words ---
def moved(record: Record, act: Attendance) -> str:
    """10:05 Dr A Patel: arrived, member."""
    when = f"{time_words(act.happened_at)} " if act.time_told else ""
    item = record.item_by_id.get(act.item_id or 0)
    out = item is not None and act.movement == Movement.LEFT_FOR_ITEM
    what = f"left for item {item.number}" if out else movement_words(act.movement, record.meeting)
    role = f", {RoomRole(act.role).label}" if act.movement == Movement.CAME else ""
    remote = ", remotely" if act.remote else ""
    void = " (taken out: it did not happen)" if act.void else ""
    return f"{when}{record.name(act.person_id)}: {what}{role}{remote}{void}"


def declared(record: Record, act: Declaration) -> str:
    """Dr A Patel declared a direct financial interest: partner in this practice."""
    who = record.name(act.person_id) if act.person_id is not None else act.as_class
    as_class = f" ({act.as_class})" if act.as_class and act.person_id is not None else ""
    return f"{who}{as_class} declared {interest_words(act.type, act.directness, act.nature)}"


def ruled(record: Record, act: Ruling) -> str:
    """Merton, on Dr A Patel: leaves for the item (ruled by Olive Tamworth)."""
    by = f" (ruled by {record.name(act.by_id)})" if act.by_id else ""
    sitting = record.sittings[act.sitting_id].name
    return f"{sitting}, on {record.name(act.person_id)}: {handled(effects_of(act))}{by}"


def standing_results(record: Record, item: ItemFacts, sittings: set[int]) -> list[ResolutionFacts]:
    """The results that must be taken back before what they rest on is put right."""
    return [r for r in item.resolutions if r.sitting.pk in sittings and r.announcement is not None]
