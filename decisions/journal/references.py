"""What an act is about, said by names and numbers: the item, the committee, the part, the person, the act before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from committees.models import Committee, Interest, Meeting, Person, Sitting, TermsOfReference
from decisions.facts import Record, ResolutionFacts
from decisions.journal.names import handles
from decisions.journal.plain import Plain
from decisions.models import Act, AgendaItem, Condition, Elector, Limb, Resolution


def seats_of(record: Record) -> dict[int, str]:
    """What the file calls each seat of the committees that sit: by its title, once within its committee."""
    return {
        seat: called
        for sitting in record.sittings.values()
        for seat, called in handles((seat.id, seat.title) for seat in sitting.seats).items()
    }


def decision_named(resolution: ResolutionFacts) -> dict[str, str]:
    """A decision of the meeting: item, committee and, where there are parts, the part."""
    named = {"item": resolution.item.number, "committee": resolution.sitting.committee.name}
    return named | ({"part": resolution.limb.letter} if resolution.limb.letter else {})


def meeting_named(meeting: Meeting) -> dict[str, str]:
    """Another meeting: it need not be on record where the file is read."""
    return {"title": meeting.title, "date": meeting.date.isoformat()}


@dataclass
class Telling:
    """Says what acts point to. ``versions``: of terms of reference; ``interests``, ``meetings``, ``committees``
    (names) and ``elsewhere`` (decisions of other meetings): rows that the record does not hold, by key."""

    record: Record
    people: dict[int, str]
    versions: dict[int, str]
    interests: dict[int, Interest] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    committees: dict[int, str] = field(default_factory=dict)
    elsewhere: dict[int, Resolution] = field(default_factory=dict)
    ids: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.seats = seats_of(self.record)
        every = self.record.resolution_by_id.values()
        self.electors = {e.pk: e for r in every for of in r.electors.values() for e in of}
        self.parts = {r.limb.pk: (r.item.number, r.limb.letter) for r in every}
        self.conditions = {c.pk: c for r in every for of in r.conditions_of.values() for c in of}

    def number(self, acts: Iterable[Act]) -> None:
        """Acts are called by their place."""
        for place, act in enumerate(acts, start=1):
            self.ids[(str(act._meta.model_name), act.pk)] = str(place)

    def to(self, model: type, pk: int) -> Plain:
        """The row of a model with this key, as a file names it."""
        if issubclass(model, Act):
            return self.ids[(str(model._meta.model_name), pk)]
        return self._SAYS[model](self, pk)

    def _item(self, pk: int) -> Plain:
        return self.record.item_by_id[pk].number

    def _person(self, pk: int) -> Plain:
        return self.people[pk]

    def _sitting(self, pk: int) -> Plain:
        return self.record.sittings[pk].committee.name

    def _resolution(self, pk: int) -> Plain:
        if pk in self.record.resolution_by_id:
            return decision_named(self.record.resolution_by_id[pk])
        row = self.elsewhere[pk]
        there = {"item": row.item.number, "committee": row.sitting.committee.name, "part": row.limb.letter}
        return {"meeting": meeting_named(row.item.meeting)} | {name: said for name, said in there.items() if said}

    def _part(self, pk: int) -> Plain:
        number, letter = self.parts[pk]
        return {"item": number} | ({"part": letter} if letter else {})

    def _elector(self, pk: int) -> Plain:
        elector = self.electors[pk]
        return {"opening": self.ids[("opening", elector.opening_id)], "seat": self.seats[elector.seat_id]}

    def _condition(self, pk: int) -> Plain:
        condition = self.conditions[pk]
        return {"motion": self.ids[("motion", condition.motion_id)], "number": str(condition.number)}

    def _interest(self, pk: int) -> Plain:
        row = self.interests[pk]
        return {"person": self.people[row.person_id], "nature": row.nature, "from": row.starts_on.isoformat()}

    def _meeting(self, pk: int) -> Plain:
        return meeting_named(self.meetings[pk])

    def _committee(self, pk: int) -> Plain:
        return self.committees[pk]

    def _terms(self, pk: int) -> Plain:
        return self.versions[pk]

    _SAYS = {
        AgendaItem: _item,
        Committee: _committee,
        Person: _person,
        Sitting: _sitting,
        Resolution: _resolution,
        Limb: _part,
        Elector: _elector,
        Condition: _condition,
        Interest: _interest,
        Meeting: _meeting,
        TermsOfReference: _terms,
    }
