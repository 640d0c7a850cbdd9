"""One reading of a record for minutes: names, seats, sources, and the room as it was at a moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from committees.rights.quorum import Quorum, quorum
from committees.rights.reasons import Reason, Source
from committees.terms import Share
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.journal.told import told_recorder, told_seals
from decisions.minutes.shapes import Names
from decisions.models import Act


@dataclass
class Reading:
    """``sittings``: the committees read about (one of them in an extract). ``opens``: private items for this reader."""

    record: Record
    names: Names
    sittings: list[SittingFacts]
    opens: frozenset[int]
    today: date
    sources: list[Source] = field(default_factory=list)
    _rooms: dict[datetime, Record] = field(default_factory=dict)
    _quorums: dict[tuple, Quorum] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        return len(self.sittings) == len(self.record.sittings)

    @property
    def pks(self) -> frozenset[int]:
        return frozenset(sitting.pk for sitting in self.sittings)

    @cached_property
    def exported_seals(self) -> dict[str, str]:
        """The seals that a record which came from another database had there."""
        return told_seals(self.record.acts)

    def account(self, pk: int | None) -> str:
        """Whose account it is, by name."""
        return self.names.accounts.get(pk, "") if pk else ""

    def hand(self, act: Act) -> str:
        """Who recorded an act, by name; of an act that a file brought, who recorded it where it came from."""
        return told_recorder(act) or self.account(act.recorded_by_id)

    def person(self, pk: int | None) -> str:
        return self.record.name(pk)

    def actor(self, act) -> str:
        """In whose name an act was done; the account's where it is nobody's on record."""
        return self.person(act.by_id) if act.by_id in self.record.people else self.hand(act) or "somebody"

    def seats_of(self, person: int, sitting: SittingFacts) -> list[str]:
        """The titles of the seats a person was appointed to that day."""
        seats = [a.seat for a in sitting.appointments if a.person == person and a.covers(self.record.day)]
        return [sitting.seat_by_id[seat].title for seat in dict.fromkeys(seats) if seat in sitting.seat_by_id]

    def sits_on(self, person: int, sitting: SittingFacts) -> bool:
        return bool(self.seats_of(person, sitting))

    def sits_anywhere(self, person: int) -> bool:
        return any(self.sits_on(person, sitting) for sitting in self.record.sittings.values())

    def concerns(self, person: int) -> bool:
        """Whether a person belongs in these minutes: a member of its committees, or of none at all."""
        return any(self.sits_on(person, s) for s in self.sittings) or not self.sits_anywhere(person)

    def cite(self, reason: Reason) -> int:
        """The number of a reason's source in the list at the end."""
        if reason.source not in self.sources:
            self.sources.append(reason.source)
        return self.sources.index(reason.source) + 1

    def as_at(self, moment: datetime) -> Record:
        """The record with the attendance up to a moment."""
        if moment not in self._rooms:
            self._rooms[moment] = replace(self.record, at=moment)
        return self._rooms[moment]

    def quorum(self, sitting: SittingFacts, item: ItemFacts | None, moment: datetime) -> Quorum:
        """The quorum of a committee at a moment, for an item. Worked out once for each different room."""
        room = self.as_at(moment).room(sitting, item)
        single = any(a.share is Share.SINGLE_ITEM or a.item for a in room.appointments)
        key = (sitting.pk, room.present, room.conflicts, room.elected_chair, room.item if single else None)
        if key not in self._quorums:
            self._quorums[key] = quorum(room)
        return self._quorums[key]
