"""A meeting on record as a meeting file: who decides, its agenda, and every act in the order in which it was recorded."""

from __future__ import annotations

from datetime import datetime

from committees.models import Account
from committees.rights.words import day_words
from decisions.facts import Record
from decisions.journal.about import sitting_of
from decisions.journal.agenda import meeting_entry
from decisions.journal.bodies import bodies, said
from decisions.journal.columns import left_out, own_columns
from decisions.journal.kinds import KINDS, in_the_file
from decisions.journal.names import handles
from decisions.journal.needed import needed_by
from decisions.journal.plain import FORMAT, Plain, as_yaml, fingerprint, mark
from decisions.journal.references import Telling
from decisions.journal.texts import to_text
from decisions.journal.told import told_of
from decisions.models import Act, Link, Motion, Opening, SittingClosed
from practices import clock

ABOUT = (
    "Exported from the record act by act. Read it in with import_meeting: each act is asked of the rules again. "
    "A file that was changed is refused."
)


def record_as_file(record: Record, *, by: str = "", whole: bool = True) -> str:
    """The text of the file. ``by``: who exports it, by name; ``whole``: with what the registers keep beside an interest.

    The number of queries does not grow with the meeting.
    """
    return as_yaml(record_as_data(record, by=by, whole=whole))


def record_as_data(record: Record, *, by: str = "", whole: bool = True) -> dict[str, Plain]:
    """The same as plain data, every value text."""
    needed = needed_by(record)
    people = handles((row.pk, row.name) for row in needed.people)
    chains = _Chains(record)
    telling = Telling(
        record=record,
        people=people,
        versions={row.pk: row.version for rows in needed.terms.values() for row in rows},
        interests=needed.interests,
        meetings=needed.meetings,
        committees={row.pk: row.name for row in needed.committees},
        elsewhere=needed.elsewhere,
    )
    acts = sorted(record.acts, key=chains.place)
    telling.number(acts)
    meeting = meeting_entry(record, needed, people, telling.seats)
    exported = said(format=FORMAT, at=clock.real_now().isoformat(), by=by, seals=chains.ends())
    meeting["exported"] = exported
    meeting["acts"] = _marked(_Acts(record, telling, chains, _recorders(acts)).all(acts))
    data = said(title=f"The record of {record.meeting.title}, {day_words(record.day)}", about=ABOUT)
    before = bodies(needed, people, record.day, whole=whole)
    data |= {name: rows for name, rows in before.items() if rows} | {"meetings": [meeting]}
    exported["fingerprint"] = fingerprint(data)
    return data


def _recorders(acts: list[Act]) -> dict[int, str]:
    """Who recorded, by account, as minutes name them."""
    rows = Account.objects.filter(pk__in={act.recorded_by_id for act in acts} - {None}).select_related("person")
    return {row.pk: row.person.name if hasattr(row, "person") else str(row) for row in rows}


def _marked(acts: list[dict[str, Plain]]) -> list[dict[str, Plain]]:
    """Each act with its mark, which follows from it and from those before it."""
    previous = ""
    for act in acts:
        act["mark"] = previous = mark(previous, act)
    return acts


class _Chains:
    """In which chains each act stands, and where."""

    def __init__(self, record: Record):
        self.record = record
        self.of: dict[tuple[str, int], dict[int, Link]] = {}
        for link in Link.objects.filter(sitting__in=list(record.sittings)).order_by("pk"):
            self.of.setdefault((link.kind, link.act), {})[link.sitting_id] = link

    def links(self, act: Act) -> dict[int, Link]:
        return self.of.get((in_the_file(type(act)), act.pk), {})

    def place(self, act: Act) -> tuple[float, ...]:
        """The order in which acts were recorded: links are written with their act, one after the other."""
        links = self.links(act)
        return (0, min(link.pk for link in links.values())) if links else (1, act.recorded_at.timestamp(), act.pk)

    def ends(self) -> dict[str, str]:
        """The last seal of each committee's chain."""
        return {s.committee.name: s.head.seal for s in self.record.sittings.values() if s.head is not None}


class _Acts:
    """Acts as plain data, one after the other."""

    def __init__(self, record: Record, telling: Telling, chains: _Chains, recorders: dict[int, str]):
        self.record, self.telling, self.chains, self.recorders = record, telling, chains, recorders
        self.open = set(record.sittings)

    def all(self, acts: list[Act]) -> list[dict[str, Plain]]:
        return [self._one(act) for act in acts]

    def _one(self, act: Act) -> dict[str, Plain]:
        told, reasons = told_of(act), (act.verdict or {}).get("reasons", [])
        kind = in_the_file(type(act))
        entry = said(kind=kind, id=self.telling.ids[(kind, act.pk)])
        entry |= said(at=_moment(act.happened_at)) | ({} if act.time_told else {"time_told": "no"})
        entry |= self._columns(act, told)
        entry |= self._sealed_with(act)
        entry |= {"by": self.telling.people[act.by_id]} if act.by_id else {}
        entry |= {"replaces": self.telling.to(type(act), act.replaces_id)} if act.replaces_id else {}
        entry |= {"reason": act.reason} if act.reason else {}
        entry |= self._in(act)
        entry["recorded"] = told.get("at") or _moment(act.recorded_at)
        entry |= said(recorded_by=told.get("by") or self.recorders.get(act.recorded_by_id or 0))
        entry |= said(line=told.get("line") if told else act.imported_line)
        return entry | said(relied_on=told.get("relied_on") or list(dict.fromkeys(each["text"] for each in reasons)))

    def _columns(self, act: Act, told: dict) -> dict[str, Plain]:
        entry: dict[str, Plain] = {}
        for field in own_columns(type(act)):
            value = getattr(act, field.attname)
            if field.name in told:  # of another meeting, which was not on record here when this was read in
                entry[field.name] = told[field.name]
            elif not left_out(field, value) and not (field.name == "to_date" and "to_meeting" in told):
                entry[field.name] = self._value(field, value)
        return entry

    def _value(self, field, value) -> Plain:
        return self.telling.to(field.related_model, value) if field.is_relation else to_text(field, value)

    def _sealed_with(self, act: Act) -> dict[str, Plain]:
        """The electorate of an opening, the conditions of a motion."""
        if isinstance(act, Opening):
            of = self.record.resolution_by_id[act.resolution_id]
            return {"electorate": [self._elector(each) for each in of.electors[act.pk]]}
        if isinstance(act, Motion):
            of = self.record.resolution_by_id[act.resolution_id]
            rows = sorted(of.conditions_of[act.pk], key=lambda row: row.number)
            return said(conditions=[self._condition(row) for row in rows])
        return {}

    def _elector(self, each) -> dict[str, Plain]:
        person = {"person": self.telling.people[each.person_id]} if each.person_id else {}
        return {"seat": self.telling.seats[each.seat_id]} | person | {"may_vote": "yes" if each.may_vote else "no"}

    def _condition(self, row) -> dict[str, Plain]:
        return said(text=row.text, awaits=row.awaits.name if row.awaits_id else "", who=row.who, by=row.due_on)

    def _in(self, act: Act) -> dict[str, Plain]:
        """The chains in which it stands, where they are others than its kind and the hour would make them."""
        own = sitting_of(self.record, act)
        usual = self.open if KINDS[type(act)].room or own is None else {own.pk}
        if isinstance(act, SittingClosed):
            self.open = self.open - {act.sitting_id}
        there = set(self.chains.links(act))
        if there == usual:
            return {}
        return {"in": [s.committee.name for pk, s in self.record.sittings.items() if pk in there]}


def _moment(when: datetime) -> str:
    """A moment in London's time, with its offset and to the microsecond."""
    return when.astimezone(clock.LONDON).isoformat(timespec="microseconds")
