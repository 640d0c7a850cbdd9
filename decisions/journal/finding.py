"""What the names and numbers in an exported act stand for, in the database the file is read into."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from committees.actions import Found
from committees.facts import seats_on
from committees.models import Committee, Interest, Meeting, Person, Sitting, TermsOfReference
from decisions.actions.bench import Bench
from decisions.facts import ResolutionFacts
from decisions.journal.names import handles
from decisions.journal.references import seats_of
from decisions.journal.texts import day
from decisions.models import Act, AgendaItem, Condition, Elector, Limb, Motion, Opening, Resolution


class Unknown(ValueError):
    """A name that stands for nothing here; a sentence."""


class Finding:
    """Finds what acts point to. ``acts``: those read so far, by the number the file gives them."""

    def __init__(self, bench: Bench, found: Found):
        record = bench.record
        self.bench = bench
        self.people = found.people
        self.committees = found.committees
        self.acts: dict[str, Act] = {}
        self._items = {item.number: item.row for item in record.items}
        self._sittings = {sitting.committee.name: sitting.row for sitting in record.sittings.values()}
        self._seats = {(record.sittings[pk].committee.name, called): seat for pk, seat, called in self._called()}
        self._parts = {(each.item.number, each.limb.letter): each.limb for each in record.resolution_by_id.values()}
        self._decisions = {_named(each): each.row for each in record.resolution_by_id.values()}

    def _called(self) -> list[tuple[int, int, str]]:
        record = self.bench.record
        called = seats_of(record)
        return [(pk, seat.id, called[seat.id]) for pk, s in record.sittings.items() for seat in s.seats]

    def of(self, model: type[models.Model], said: object) -> Any:
        """The row of a model that is meant. Raises Unknown with a sentence."""
        if issubclass(model, Act):
            return self.act(model, said)
        return self._FINDS[model](self, said)

    def act(self, model: type[Act], said: object) -> Any:
        """An act further up in the file, by its number."""
        found = self.acts.get(said) if isinstance(said, str) else None
        if not isinstance(found, model):
            raise Unknown(f"No {model._meta.verbose_name} further up in the file has the number {_shown(said)}.")
        return found

    def seat(self, committee: str, said: object) -> int:
        """The key of a committee's seat, by what the file calls it."""
        if not isinstance(said, str) or (committee, said) not in self._seats:
            raise Unknown(f"{committee} has no seat “{_shown(said)}” on the day of the meeting.")
        return self._seats[(committee, said)]

    def person(self, said: object) -> Person:
        if not isinstance(said, str) or said not in self.people:
            raise Unknown(f"“{_shown(said)}” is not among the people of this file.")
        return self.people[said]

    def _item(self, said: object) -> AgendaItem:
        if not isinstance(said, str) or said not in self._items:
            raise Unknown(f"No item {_shown(said)} is on the agenda of this meeting.")
        return self._items[said]

    def _sitting(self, said: object) -> Sitting:
        if not isinstance(said, str) or said not in self._sittings:
            raise Unknown(f"“{_shown(said)}” does not sit in this meeting.")
        return self._sittings[said]

    def _resolution(self, said: object) -> Resolution | None:
        fields = _fields(said, {"item", "committee"}, {"part", "meeting"})
        key = (fields["item"], fields["committee"], fields.get("part", ""))
        if "meeting" in fields:
            meeting = self.of(Meeting, fields["meeting"])
            names = {"item__number": key[0], "sitting__committee__name": key[1], "limb__letter": key[2]}
            return Resolution.objects.filter(item__meeting=meeting, **names).first() if meeting else None
        if key not in self._decisions:
            raise Unknown(
                f"{_shown(key[1])} has no decision on item {_shown(key[0])} in this meeting, or no such part."
            )
        return self._decisions[key]

    def _part(self, said: object) -> Limb:
        fields = _fields(said, {"item"}, {"part"})
        key = (fields["item"], fields.get("part", ""))
        if key not in self._parts:
            raise Unknown(f"Item {_shown(key[0])} of this meeting has no such part.")
        return self._parts[key]

    def _elector(self, said: object) -> Elector:
        fields = _fields(said, {"opening", "seat"})
        opening = self.act(Opening, fields["opening"])
        of = self.bench.record.places.openings[opening.pk]
        seat = self.seat(of.sitting.committee.name, fields["seat"])
        return next(each for each in of.electors[opening.pk] if each.seat_id == seat)

    def _condition(self, said: object) -> Condition:
        fields = _fields(said, {"motion", "number"})
        motion = self.act(Motion, fields["motion"])
        of = self.bench.record.resolution_by_id[motion.resolution_id]
        found = [each for each in of.conditions_of[motion.pk] if str(each.number) == fields["number"]]
        if not found:
            raise Unknown(f"The motion has no condition {_shown(fields['number'])}.")
        return found[0]

    def _interest(self, said: object) -> Interest:
        fields = _fields(said, {"person", "nature", "from"})
        key = {"person": self.person(fields["person"]), "nature": fields["nature"], "starts_on": day(fields["from"])}
        found = Interest.objects.filter(**key).first()
        if found is None:
            raise Unknown(f"No interest “{_shown(fields['nature'])}” of {key['person']} is on record.")
        return found

    def _committee(self, said: object) -> Committee:
        held = self.committees.get(said, []) if isinstance(said, str) else []
        if len(held) != 1:
            raise Unknown(f"“{_shown(said)}” is no committee on record here, or more than one.")
        return held[0]

    def _meeting(self, said: object) -> Meeting | None:
        """Another meeting; None where it is not on record here."""
        fields = _fields(said, {"title", "date"})
        return Meeting.objects.filter(title=fields["title"], date=day(fields["date"])).first()

    def _terms(self, said: object) -> TermsOfReference | None:
        """Told for the reader's sake: which terms are in force follows from the day."""
        return None

    _FINDS = {
        AgendaItem: _item,
        Committee: _committee,
        Person: person,
        Sitting: _sitting,
        Resolution: _resolution,
        Limb: _part,
        Elector: _elector,
        Condition: _condition,
        Interest: _interest,
        Meeting: _meeting,
        TermsOfReference: _terms,
    }


def _named(resolution: ResolutionFacts) -> tuple[str, str, str]:
    return resolution.item.number, resolution.sitting.committee.name, resolution.limb.letter


def _fields(said: object, needed: set[str], more: Collection[str] = ()) -> dict[str, Any]:
    """Fields with names, all of them known. Only another meeting is said by fields of its own."""
    if not isinstance(said, dict) or not needed <= set(said) <= {*needed, *more}:
        raise Unknown(f"Fields are needed here: {', '.join(sorted({*needed, *more}))}.")
    for name, value in said.items():
        if not isinstance(value, dict if name == "meeting" else str):
            raise Unknown(f"“{name}” cannot be read here.")
    return said


def _shown(said: object) -> str:
    text = str(said)
    return text if len(text) <= 60 else f"{text[:60]}…"


def seat_called(committee: int, on, said: str) -> int | None:
    """The key of the seat that a file calls so, among those of a committee on a day."""
    called = handles((seat.pk, seat.title) for seat in seats_on([committee], on))
    return next((pk for pk, name in called.items() if name == said), None)
