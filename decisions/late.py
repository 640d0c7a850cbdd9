"""Interests that were declared late, held against the decisions they touch.

A decision stays what it was: what is found is told to the conflicts of interest guardian, and nothing is stored. A
person who declares late is asked about every decision of the CCG's committees that was taken, with them there, while
the interest ran and the register did not show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from committees.models import Concern, Interest
from committees.powers import Actor
from committees.registers.bodies import Place, body_of, places
from committees.registers.versions import Version, versions_of
from committees.rights.declaring import told_late
from committees.rights.interests import InterestFacts, folded, touches
from committees.rights.publication import PRIVATE_MONTHS, months_after
from committees.terms import Directness, InterestType, Movement, NotTold
from decisions.facts import Record, load_record
from decisions.finding.facts import interest_facts, matters_of, nature_of
from decisions.finding.people import people_of
from decisions.late_queries import HERE, Doings, decided, doings_in
from decisions.late_words import did, result_of, without_it
from decisions.models import Resolution
from decisions.readers import may_know, private_row
from practices.clock import LONDON
from practices.models import CCG


@dataclass(frozen=True)
class Touched:
    """A past decision that an interest touches, which the register did not show when it was taken.

    ``how``: why the register did not show it; ``did``: what the person did there; ``without``: what the votes come to
    without theirs, empty where that is not known.
    """

    resolution: int
    meeting: int
    title: str
    day: date
    committee: str
    item: str
    part: str
    private: bool
    result: str
    how: str
    did: tuple[str, ...]
    chains: tuple[str, ...]
    without: str


@dataclass(frozen=True)
class LateEntry:
    """An interest that was declared late, or too late for a decision it touches.

    ``days_late``: beyond the 28 days; 0 where it was in time, or only changed. ``concerns``: how many the guardian has
    opened about it.
    """

    interest: Interest
    declared_on: date
    changed_on: date | None
    days_late: int
    touched: tuple[Touched, ...]
    concerns: int

    @property
    def items(self) -> list[list[Touched]]:
        """The decisions by item and committee: the parts of one together."""
        found: dict[tuple, list[Touched]] = {}
        for each in self.touched:
            found.setdefault((each.meeting, each.committee, each.item, each.how), []).append(each)
        return list(found.values())

    @property
    def nature(self) -> str:
        """What the interest is, with whose it is where it is indirect."""
        return nature_of(self.interest)

    @property
    def known_on(self) -> date:
        """The day from which the register shows it as it is."""
        return self.changed_on or self.declared_on


def late_entries(actor: Actor, ccg: CCG, day: date) -> list[LateEntry]:
    """The late declarations of everybody on the registers of a CCG by ``day``, the newest first.

    A fixed number of queries, and one record for each meeting of which a private item is found: it is told only to who
    may know of it.
    """
    since = months_after(day, -PRIVATE_MONTHS)
    body = body_of(ccg)
    every = places(since, until=day)
    here = {pk: theirs for pk, theirs in every.items() if any(place.on(body) for place in theirs)}
    interests = _interests(here, since, day)
    versions = versions_of([row.pk for row in interests if row.declared_on <= day])
    unknown = {row.pk: _Unknown(row, versions.get(row.pk, [])) for row in interests}
    found = _touched(actor, ccg, [each for each in unknown.values() if each.perhaps], day)
    concerns = _concerns(ccg, interests)
    entries = [
        LateEntry(
            interest=row,
            declared_on=row.declared_on,
            changed_on=unknown[row.pk].changed_on(found.get(row.pk, [])),
            days_late=told_late(row.starts_on, row.declared_on, _since(every[row.person_id])),
            touched=tuple(touched for touched, _ in found.get(row.pk, [])),
            concerns=concerns.count(row.pk),
        )
        for row in interests
    ]
    late = [entry for entry in entries if entry.days_late or entry.touched]
    return sorted(late, key=lambda entry: (entry.known_on, entry.interest.pk), reverse=True)


def _interests(people: Iterable[int], since: date, day: date) -> list[Interest]:
    rows = Interest.objects.filter(person__in=list(people), declared_on__lte=day).overlapping(since, day)
    return list(rows.select_related("person").prefetch_related("practices", "providers").order_by("pk"))


def _since(theirs: list[Place]) -> date:
    """The day on which a person came on the registers, as far back as these places tell."""
    return min(place.since for place in theirs)


def _concerns(ccg: CCG, interests: list[Interest]) -> list[int]:
    rows = Concern.objects.filter(ccg=ccg, interest__in=interests).order_by()
    return list(rows.values_list("interest_id", flat=True))


CHANGED_SINCE = "declared by then without what shows it: the entry was changed after the decision"


def _facts_then(version: Version) -> InterestFacts:
    """What an entry named as it was recorded then."""
    row = version.interest
    return InterestFacts(
        type=InterestType(row.type),
        directness=Directness(row.directness),
        practices=frozenset(practice.ods_code for practice in version.practices),
        providers=frozenset(str(provider.pk) for provider in version.providers),
        organisations=frozenset({folded(row.organisation)} if row.organisation.strip() else ()),
    )


class _Unknown:
    """An interest, and what the register did not show of it on a day."""

    def __init__(self, row: Interest, versions: list[Version]):
        self.row = row
        self.facts = interest_facts(row)
        self.versions = [(each.recorded_at.astimezone(LONDON).date(), _facts_then(each)) for each in versions]

    @property
    def perhaps(self) -> bool:
        """Whether there can have been a day on which the register did not show it."""
        return self.row.declared_on > self.row.starts_on or len(self.versions) > 1

    @property
    def until(self) -> date:
        """The first day on which the register shows it as it is now."""
        return max([self.row.declared_on, *(day for day, _ in self.versions[1:])])

    def ran(self, day: date) -> bool:
        return self.row.is_in_force_on(day)

    def why(self, day: date, matter) -> tuple[str, date] | None:
        """Why the register did not show on ``day`` how it touches a matter, and since when it does; None: it did."""
        if day < self.row.declared_on:
            after = (self.row.declared_on - day).days
            return f"declared {after} day{'' if after == 1 else 's'} after the decision", self.row.declared_on
        before = [facts for recorded, facts in self.versions if recorded <= day]
        if not before or touches(before[-1], matter):
            return None  # on record by then, as far as its history tells
        changed = next((on for on, facts in self.versions if on > day and touches(facts, matter)), None)
        return (CHANGED_SINCE, changed) if changed else None

    def changed_on(self, found: list[tuple[Touched, date]]) -> date | None:
        """The day of the change that showed what it touches, where it was a change."""
        days = [day for _, day in found if day != self.row.declared_on]
        return max(days, default=None)


def _touched(actor: Actor, ccg: CCG, asked: list[_Unknown], day: date) -> dict[int, list[tuple[Touched, date]]]:
    """By interest, the decisions it touched while the register did not show it, and since when it does."""
    if not asked:
        return {}
    first, last = min(each.row.starts_on for each in asked), max(each.until for each in asked)
    rows = decided(ccg.pk, first, min(day, last - timedelta(days=1)))
    items = list({row.item_id: row.item for row in rows}.values())
    if not items:
        return {}
    there = people_of(items).people
    matters = matters_of(items, [each.row for each in asked])
    doings = doings_in(rows, {each.row.person_id for each in asked})
    opens = _Opens(actor)
    found: dict[int, list[tuple[Touched, date]]] = {}
    for each in asked:
        person = each.row.person_id
        for row in rows:
            if not each.ran(row.item.meeting.date) or person not in there[row.item_id]:
                continue
            touch = touches(each.facts, matters[row.item_id])
            why = each.why(row.item.meeting.date, matters[row.item_id]) if touch else None
            if why is None or _was_away(doings, row, person) or not opens(row):
                continue
            touched = _tell(doings, row, person, touch.chains, why[0])
            found.setdefault(each.row.pk, []).append((touched, why[1]))
    return found


def _was_away(doings: Doings, row: Resolution, person: int) -> bool:
    """Whether the record says that somebody was not in the room for the item; what is not told is no absence."""
    meeting = row.item.meeting
    if not doings.movements[meeting.pk] or NotTold.ATTENDANCE.value in meeting.not_told:
        return False
    opening = doings.openings.get(row.pk)
    there = False
    for act in doings.movements_of(meeting.pk, person):
        if opening is not None and act.happened_at > opening.happened_at:
            break
        there = Movement(act.movement) in HERE or (there and _left_for_another(act, row))
    return not there


def _left_for_another(act, row: Resolution) -> bool:
    return act.movement == Movement.LEFT_FOR_ITEM and act.item_id != row.item_id


def _tell(doings: Doings, row: Resolution, person: int, chains: tuple[str, ...], how: str) -> Touched:
    item = row.item
    return Touched(
        resolution=row.pk,
        meeting=item.meeting_id,
        title=item.meeting.title,
        day=item.meeting.date,
        committee=row.sitting.committee.name,
        item=f"item {item.number}, {item.matter.title}",
        part=f"part ({row.limb.letter})" if row.limb.letter else "",
        private=private_row(item, item.meeting),
        result=result_of(row),
        how=how,
        did=did(doings, row, person),
        chains=chains,
        without=without_it(doings, row, person),
    )


class _Opens:
    """Whether a reader may know of an item: the gate's answer. A meeting is loaded once, if it is at all."""

    def __init__(self, actor: Actor):
        self.actor = actor
        self.records: dict[int, Record] = {}

    def __call__(self, row: Resolution) -> bool:
        meeting = row.item.meeting
        if not private_row(row.item, meeting):
            return True
        if meeting.pk not in self.records:
            self.records[meeting.pk] = load_record(meeting)
        record = self.records[meeting.pk]
        return bool(may_know(self.actor, record, record.item_by_id[row.item_id]))


__all__ = ["LateEntry", "Touched", "late_entries"]
