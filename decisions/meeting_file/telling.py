"""From what a file says about what happened to ``told``: names become keys, and what cannot be is refused with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time

from committees.actions import Found
from committees.files.entries import Entry
from committees.rights.conflicts import PRESETS
from committees.rights.words import listed
from committees.rights.world import Effects
from committees.terms import NotTold, RoomRole
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.meeting_file.happened import (
    ConditionEntry,
    DeclarationEntry,
    DeferredEntry,
    PresentEntry,
    PresidedEntry,
    RulingEntry,
)
from decisions.meeting_file.outcomes import Outcomes
from decisions.meeting_file.schema import ItemEntry, MeetingEntry
from decisions.writing_up.told import (
    Came,
    ConditionTold,
    Declared,
    ItemTold,
    MeetingTold,
    Others,
    PutOff,
    RuledOn,
)
from practices import clock


class Telling:
    """One meeting of a file, with the record that was made from its agenda. ``at``: which entry stands on a line."""

    def __init__(self, entry: MeetingEntry, record: Record, found: Found, source: Callable[[str], str]):
        self.entry = entry
        self.record = record
        self.found = found
        self.source = source
        self.items = {item.number: item for item in record.items}
        self.at: dict[int | None, Entry] = {}

    def meeting(self) -> MeetingTold:
        """The whole of it."""
        entry = self.entry
        present = [each for each in entry.attendance if not each.others]
        return MeetingTold(
            came=tuple(self._came(present)),
            others=tuple(self._others(each) for each in entry.attendance if each.others),
            items=tuple(self._item(each) for each in self._taken()),
            closed=self.moment(entry.ends),
            line=self.line(entry),
        )

    def line(self, entry: Entry) -> int | None:
        """The line of an entry, remembered so that what is refused later can be said of it."""
        self.at[entry.line] = entry
        return entry.line

    def moment(self, told: time | None) -> datetime | None:
        """A time of day on the day of the meeting, in London."""
        return told and datetime.combine(self.record.day, told, tzinfo=clock.LONDON).astimezone(UTC)

    def concerned(self, entry: Entry, item: ItemFacts, names: Sequence[str]) -> list[SittingFacts]:
        """The committees named, each of which the item concerns; none named: all that it concerns."""
        if not names:
            return [self.record.sittings[pk] for pk in self.record.sittings if pk in item.purposes]
        return [self._concerned(entry, item, name, place) for place, name in enumerate(names)]

    def _concerned(self, entry: Entry, item: ItemFacts, name: str, place: int) -> SittingFacts:
        committee = self.found.committee(entry, name, "committees", place)
        sitting = next((s for s in self.record.sittings.values() if s.committee.id == committee.pk), None)
        if sitting is None or sitting.pk not in item.purposes:
            entry.refuse(f"Item {item.number} is not before {committee}. Take it out, or add it to the item's purposes.",
                         "committees", place)  # fmt: skip
        return sitting

    def person(self, entry: Entry, name: str, *where: str | int) -> int:
        return self.found.person(entry, name, *where).pk

    def people(self, entry: Entry, names: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.person(entry, name, "people", place) for place, name in enumerate(names))

    # Who was there

    def _came(self, entries: Iterable[PresentEntry]) -> Iterable[Came]:
        before: dict[str, PresentEntry] = {}
        for entry in entries:
            self._refuse_twice(entry, before.get(entry.person))
            before[entry.person] = entry
            yield self._one_who_came(entry)

    def _refuse_twice(self, entry: PresentEntry, before: PresentEntry | None) -> None:
        """Somebody may leave and come back, if the times say so; or be there for several items."""
        if before is None or (entry.item and before.item and entry.item != before.item):
            return
        if before.left is None or entry.came is None or entry.came < before.left:
            entry.refuse(
                f"{entry.person} stands here twice: the first is on line {before.line}. Keep one; or, if they left and came"
                " back, give the times of both.",
                "person",
            )

    def _one_who_came(self, entry: PresentEntry) -> Came:
        if not entry.person:
            entry.refuse("Say who was there: a person of the file, or others without names.", "person")
        person = self.person(entry, entry.person, "person")
        if entry.number is not None:
            entry.refuse("A number is of others, who have no name. Take it out here.", "number")
        if entry.apologies and (entry.came or entry.left or entry.item):
            entry.refuse(f"{entry.person} sent apologies, and so did not come or leave. Take one of the two out.")
        if entry.came and entry.left and entry.left < entry.came:
            entry.refuse(f"{entry.person} cannot leave before they come. Correct the times.", "left")
        return Came(
            person=person,
            role=self._role(entry, person),
            remote=entry.remote,
            came=self.moment(entry.came),
            left=self.moment(entry.left),
            apologies=entry.apologies,
            only_for_item=self._one_item(entry),
            line=self.line(entry),
        )

    def _one_item(self, entry: PresentEntry) -> int | None:
        if not entry.item:
            return None
        if entry.item not in self.items:
            entry.refuse(f"Item {entry.item} is not on the agenda of this meeting.", "item")
        return self.items[entry.item].pk

    def _role(self, entry: PresentEntry, person: int) -> RoomRole:
        seated = any(a.person == person for s in self.record.sittings.values() for a in s.appointments)
        if entry.role is RoomRole.MEMBER and not seated:
            entry.refuse(f"{entry.person} has no seat in a committee that sits here, and so is no member.", "role")
        if entry.role is not None:
            return entry.role
        if entry.item:
            return RoomRole.FOR_ONE_ITEM
        return RoomRole.MEMBER if seated else RoomRole.IN_ATTENDANCE

    def _others(self, entry: PresentEntry) -> Others:
        if entry.person:
            entry.refuse("Give a person, or others without names: one of the two.", "others")
        if entry.apologies or entry.came or entry.left or entry.item:
            entry.refuse("Of others without names only their number and role are kept. Take the rest out.", "others")
        if entry.number == 0:
            entry.refuse("None of them were there. Take them out.", "number")
        role = entry.role or RoomRole.IN_ATTENDANCE
        return Others(words=entry.others, number=entry.number, role=role, line=self.line(entry))

    # The items

    def _taken(self) -> list[ItemEntry]:
        """The items that were taken: those of which something is told, or all, unless what was decided is not told."""
        some = [item for item in self.entry.items if item.has_record]
        every = [] if NotTold.OUTCOMES in self.entry.not_told else self.entry.items
        return sorted(every or some, key=lambda item: item.began or self._began_before(item))

    def _began_before(self, item: ItemEntry) -> time:
        told = [each.began for each in self.entry.items[: self.entry.items.index(item)] if each.began]
        return max(told, default=time(0))

    def _item(self, entry: ItemEntry) -> ItemTold:
        item = self.items[entry.number]
        outcomes = Outcomes(self, entry, item)
        return ItemTold(
            item=item.pk,
            began=self.moment(entry.began),
            ended=self.moment(entry.ended),
            declared=tuple(self._declared(entry, each) for each in entry.declarations),
            ruled=(
                *(ruled for each in entry.declarations for ruled in self._handled(item, each)),
                *(ruled for each in entry.rulings for ruled in self._ruled(item, each)),
            ),
            chairs={pk: who for each in entry.presided for pk, who in self._chaired(each, item)},
            decided=tuple(outcomes.decided()),
            put_off=tuple(off for each in entry.deferred for off in self._put_off(item, each)),
            line=self.line(entry),
        )

    def _declared(self, around: ItemEntry, entry: DeclarationEntry) -> Declared:
        if not entry.people and not entry.as_class:
            entry.refuse(
                "Say who declared it: people of the file, or a class of them (class: all GPs of Merton).", "people"
            )
        if entry.handling is not None and (entry.handling_told is False or not entry.people):
            entry.refuse(
                "A ruling is on people, and is told. Name them, or say in `handled`, in the source's words, how it was"
                " handled.",
                "handling",
            )
        return Declared(
            people=self.people(entry, entry.people),
            type=entry.type,
            directness=entry.directness,
            nature=entry.nature,
            why=entry.why,
            as_class=entry.as_class,
            category=entry.category,
            handling_told=self._handling_told(around, entry),
            handled=entry.handled,
            line=self.line(entry),
        )

    def _handling_told(self, around: ItemEntry, entry: DeclarationEntry) -> bool:
        if entry.handling_told is not None:
            return entry.handling_told
        ruled = {name for ruling in around.rulings for name in ruling.people}
        told = entry.handling is not None or bool(entry.handled) or (entry.people and set(entry.people) <= ruled)
        return bool(told) or NotTold.HANDLING not in self.entry.not_told

    def _handled(self, item: ItemFacts, entry: DeclarationEntry) -> Iterable[RuledOn]:
        if entry.handling is not None:
            for sitting in self.concerned(entry, item, ()):
                people = self.people(entry, entry.people)
                yield RuledOn(sitting=sitting.pk, people=people, effects=PRESETS[entry.handling], line=entry.line)

    def _ruled(self, item: ItemFacts, entry: RulingEntry) -> Iterable[RuledOn]:
        effects = self._effects(entry)
        people = self.people(entry, entry.people)
        for sitting in self.concerned(entry, item, entry.committees):
            yield RuledOn(
                sitting=sitting.pk, people=people, effects=effects, reason=entry.reason, line=self.line(entry)
            )

    def _effects(self, entry: RulingEntry) -> Effects:
        told = {
            "papers": entry.papers,
            "room": entry.in_room,
            "speaks": entry.speaks,
            "votes": entry.votes,
            "quorum": entry.quorum,
        }
        given = {name: value for name, value in told.items() if value is not None}
        if entry.handling is not None and not given:
            return PRESETS[entry.handling]
        if entry.handling is not None or len(given) < len(told):
            entry.refuse(
                "Give a named ruling (handling), or all five effects of it: papers, in_room, speaks, votes and quorum.",
                "handling",
            )
        return Effects(**given)

    def _chaired(self, entry: PresidedEntry, item: ItemFacts) -> list[tuple[int, int]]:
        sittings = self.concerned(entry, item, entry.committees)
        person = self.person(entry, entry.person, "person")
        theirs = [s for s in sittings if any(a.person == person for a in s.appointments)]
        if not theirs:
            names = listed((s.name for s in sittings), "or")
            entry.refuse(f"{entry.person} has no seat in {names}, and so cannot be elected to preside.", "person")
        self.line(entry)
        return [(sitting.pk, person) for sitting in theirs]

    def _put_off(self, item: ItemFacts, entry: DeferredEntry) -> Iterable[PutOff]:
        for sitting in self.concerned(entry, item, entry.committees):
            yield PutOff(
                sitting=sitting.pk,
                to_date=entry.to,
                reason=entry.reason,
                asked_for=entry.asked_for,
                not_before=entry.not_before,
                line=self.line(entry),
            )

    def conditions(self, entries: Iterable[ConditionEntry]) -> tuple[ConditionTold, ...]:
        """Conditions of a motion, and what became of them."""
        return tuple(
            ConditionTold(
                text=entry.text,
                awaits=self.found.committee(entry, entry.awaits, "awaits").pk if entry.awaits else None,
                who=entry.who,
                due_on=entry.due_on,
                within_days=entry.within_days,
                state=entry.state,
                on_day=entry.on_day,
                reason=entry.reason,
                line=self.line(entry),
            )
            for entry in entries
        )
