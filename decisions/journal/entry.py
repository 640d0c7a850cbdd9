"""One act of an exported record on its way back: read, asked of the gate, compared, written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import models

from committees.actions import Found as Names
from committees.files import FileRefused
from committees.models import Sitting
from committees.rights.reasons import Verdict
from decisions.actions.bench import Bench
from decisions.gate import Refused, require
from decisions.journal.about import resolution_of, sitting_of
from decisions.journal.columns import COMMON, may_be_left_out, own_columns
from decisions.journal.finding import Finding
from decisions.journal.kinds import BY_NAME, KINDS, Found
from decisions.journal.texts import day, from_text, moment, whole, yes_or_no
from decisions.journal.told import WithTold
from decisions.meeting_file.schema import MeetingEntry
from decisions.models import (
    Act,
    Condition,
    Declaration,
    Deferral,
    Elector,
    Motion,
    Opening,
    Ruling,
    ShadowRecommendation,
)
from practices import clock

#: What every act may say.
SAID = {
    "kind",
    "id",
    "at",
    "time_told",
    "recorded",
    "recorded_by",
    "by",
    "replaces",
    "reason",
    "in",
    "relied_on",
    "line",
    "mark",
}


class ActEntry:
    """``told`` is the act as plain data, the ``place``-th of the meeting's acts."""

    def __init__(self, entry: MeetingEntry, place: int, bench: Bench, finding: Finding, found: Names):
        self.entry, self.place, self.told = entry, place, entry.acts[place]
        self.bench, self.finding, self.found = bench, finding, found
        self.elsewhere: dict[str, Any] = {}  # of other meetings, not on record here
        self.electors: list[Elector] = []

    def refuse(self, text: str, *field: str) -> NoReturn:
        """Raise FileRefused with the line of this act."""
        self.entry.refuse(text, "acts", self.place, *field)

    def write(self) -> Act:
        """Write the act, or raise what refuses it."""
        model = self._model()
        self._refuse_unknown_fields(model)
        number, when = self._number(), self._moments()
        act = self._read(model)
        self.sitting = sitting_of(self.bench.record, act)
        conditions = self._conditions(act)
        ahead = isinstance(act, Ruling | Declaration)  # a chair may rule before the day of the meeting
        self.bench.tell(when, time_told=self._said("time_told", yes_or_no, True), ahead=ahead)
        told = WithTold(self._allowed(act), self._kept())
        self.bench.write(
            act, told, by=act.by_id, sittings=self._chains(act), electors=self.electors, conditions=conditions
        )
        self.finding.acts[number] = act
        return act

    # What the file says

    def _model(self) -> type[Act]:
        kind = self._needed("kind", self._text)
        if kind not in BY_NAME:
            self.refuse(f"There is no such kind of act. Kinds are: {', '.join(sorted(BY_NAME))}.", "kind")
        return BY_NAME[kind]

    def _refuse_unknown_fields(self, model: type[Act]) -> None:
        known = SAID | {field.name for field in own_columns(model)}
        known |= {"electorate"} if model is Opening else {"conditions"} if model is Motion else set()
        for name in self.told:
            if name not in known:
                self.refuse(f"There is no such field here. Use one of: {', '.join(sorted(known))}.", name)

    def _said(self, name: str, read, otherwise: Any = None) -> Any:
        """A field, read; ``otherwise`` where the file leaves it out."""
        if name not in self.told:
            return otherwise
        try:
            return read(self.told[name])
        except ValueError as error:
            self.refuse(str(error), name)

    def _text(self, said: object) -> str:
        if not isinstance(said, str):
            raise ValueError("Some text is needed here.")
        return said

    def _needed(self, name: str, read) -> Any:
        if name not in self.told:
            self.refuse("This field is needed here and is missing.", name)
        return self._said(name, read)

    def _number(self) -> str:
        number = self._needed("id", self._text)
        if number in self.finding.acts:
            self.refuse(f"The number {number[:20]} stands here twice.", "id")
        return number

    def _moments(self) -> datetime:
        when, recorded = self._needed("at", moment), self._needed("recorded", moment)
        if recorded > clock.real_now():
            self.refuse("This time is still to come.", "recorded")
        return when

    def _read(self, model: type[Act]) -> Act:
        act = model(meeting=self.bench.record.meeting)
        act.by = self._said("by", self.finding.person)
        act.reason = self._said("reason", self._text, "")
        act.replaces = self._said("replaces", lambda said: self.finding.act(model, said))
        for field in own_columns(model):
            setattr(act, field.name, self._column(model, field))
        self._clean(act)
        return act

    def _column(self, model: type[Act], field: models.Field) -> Any:
        if field.name not in self.told:
            if not may_be_left_out(field):
                self.refuse("This field is needed here and is missing.", field.name)
            return None if field.null else field.get_default()
        if field.is_relation:
            return self._pointed_to(model, field)
        return self._said(field.name, lambda said: from_text(field, said))

    def _pointed_to(self, model: type[Act], field: models.Field) -> Any:
        found = self._said(field.name, lambda said: self.finding.of(field.related_model, said))
        if found is None and field.null:  # of another meeting, which need not be on record here
            self.elsewhere[field.name] = self.told[field.name]
        return found

    def _clean(self, act: Act) -> None:
        """Lengths, vocabularies and numbers, before the database has to refuse them."""
        if isinstance(act, Deferral) and "to_meeting" in self.elsewhere:
            act.to_date = day(self.elsewhere["to_meeting"]["date"])
        skipped = {f.name for f in act._meta.concrete_fields if f.name in COMMON - {"reason"} or f.is_relation}
        skipped |= {f.name for f in own_columns(type(act)) if isinstance(f, models.JSONField)}
        skipped |= {f.name for f in own_columns(type(act)) if f.null and getattr(act, f.attname) is None}
        try:
            act.clean_fields(exclude=skipped | {"id"})
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            self.refuse(" ".join(messages), name)

    # What the rules say

    def _allowed(self, act: Act) -> Verdict:
        """The verdict relied on, once the rules make of the record what the file says.

        Asked of the room at that time or, as what is recorded live, by all that is recorded by then.
        """
        refused: Exception | None = None
        for look in dict.fromkeys([*self._decided_then(act), self.bench.record.at, None]):
            self.bench.record.look_at(look)
            try:
                verdict = require(KINDS[type(act)].asks(self.bench, act))
                self._compare(act, KINDS[type(act)].found(self.bench, act))
                return verdict
            except (Refused, ValidationError, FileRefused) as error:
                refused = refused or error
        raise refused or LookupError("Nothing was asked.")

    def _decided_then(self, act: Act) -> Iterator[datetime]:
        """What is recorded afresh of a result that was taken back is asked of the room that decided.

        So is a correction of a shadow recommendation of the room in which it was made.
        """
        if isinstance(act, ShadowRecommendation) and act.replaces is not None:
            yield act.replaces.happened_at
        of = resolution_of(self.bench.record, act)
        if of is not None and of.recalled is not None and of.decided_at is not None:
            yield of.decided_at

    def _compare(self, act: Act, found: Found) -> None:
        """Refuse an act that is not what the rules make of the record as it stands."""
        self.electors = found.pop("electorate", [])
        if isinstance(act, Opening):
            self._compare_electorate()
            act.terms = found.pop("terms")
            if self.told.get("terms") != act.terms.version:
                self._differs("terms", self.told.get("terms"), act.terms.version)
        for name, value in found.items():
            if _key(value) != _key(getattr(act, name)):
                self._differs(name, getattr(act, name), value)

    def _compare_electorate(self) -> None:
        told = self._needed("electorate", self._electorate)
        for each in self.electors:
            now = (each.person_id, each.may_vote)
            if told.pop(each.seat_id, None) != now:
                title = self.bench.record.sittings[self.sitting.pk].seat_by_id[each.seat_id].title
                person = self.bench.record.name(each.person_id) if each.person_id else "nobody"
                able = "who could vote" if each.may_vote else "who could not vote"
                self.refuse(f"The rules on record have {person} as {title}, {able}; the file does not.", "electorate")
        if told:
            self.refuse("The electorate holds a seat that the committee does not have.", "electorate")

    def _electorate(self, said: object) -> dict[int, tuple[int | None, bool]]:
        if not isinstance(said, list):
            raise ValueError("A list is needed here, with a line for each seat.")
        committee, told = self.sitting.committee.name, {}
        for each in said:
            if not isinstance(each, dict) or not {"seat", "may_vote"} <= set(each) <= {"seat", "person", "may_vote"}:
                raise ValueError("Fields are needed here: seat, person, may_vote.")
            person = self.finding.person(each["person"]).pk if "person" in each else None
            told[self.finding.seat(committee, each["seat"])] = (person, yes_or_no(each["may_vote"]))
        return told

    def _differs(self, name: str, told: object, found: object) -> NoReturn:
        self.refuse(f"The file says “{_shown(told)}”; the rules on record make it “{_shown(found)}”.", name)

    # What is written with it

    def _conditions(self, act: Act) -> list[Condition]:
        if not isinstance(act, Motion):
            return []
        rows = self._said("conditions", self._listed, [])
        return [self._condition(each) for each in rows]

    def _listed(self, said: object) -> list:
        if not isinstance(said, list):
            raise ValueError("A list is needed here.")
        return said

    def _condition(self, said: object) -> Condition:
        known = {"text", "awaits", "who", "by"}
        if not isinstance(said, dict) or not {"text"} <= set(said) <= known or not _texts(said.values()):
            self.refuse(f"Fields are needed here: {', '.join(sorted(known))}.", "conditions")
        awaits = None
        if "awaits" in said:
            awaits = self.found.committee(self.entry, said["awaits"], "acts", self.place, "conditions")
        row = Condition(text=said["text"], awaits=awaits, who=said.get("who", ""))
        try:
            row.due_on = day(said["by"]) if "by" in said else None
            row.clean_fields(exclude={"motion", "number", "awaits", "due_on", "id"})
        except ValidationError as error:
            self.refuse(" ".join(error.messages), "conditions")
        except ValueError as error:
            self.refuse(str(error), "conditions")
        return row

    def _kept(self) -> dict[str, Any]:
        """What the act keeps of its life before, beside the verdict relied on here."""
        texts = self._said("relied_on", self._listed, [])
        told = {
            "by": self._said("recorded_by", self._text, ""),
            "at": self.told["recorded"],
            "relied_on": [text for text in texts if isinstance(text, str)],
        }
        if "line" in self.told:  # of the file from which it came before
            told["line"] = self._said("line", whole)
        if self.place == 0 and self.entry.exported is not None:
            told["seals"] = dict(self.entry.exported.seals)
        return told | self.elsewhere

    def _chains(self, act: Act) -> list[int]:
        """The sittings in whose chains it stands: its own, or those still open; others where the file says so."""
        if "in" in self.told:
            rows = [self._said("in", lambda said, each=each: self.finding.of(Sitting, each))
                    for each in self._said("in", self._listed)]  # fmt: skip
            return [row.pk for row in rows]
        if KINDS[type(act)].room:
            return [sitting.pk for sitting in self.bench.record.open_sittings]
        return [self.sitting.pk]


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _shown(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
