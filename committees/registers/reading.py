"""The register of interests of a body, as at a day: the published one, or the private one for who may read it.

Who may read the private one is the gate's to say (``committees.registers.gate``): ask it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from committees.models import Interest, Person, Redaction, Statement
from committees.registers.bodies import Body, Place, places
from committees.registers.entries import Entry, Organisation, Row, nil_row, row_of, searched
from committees.registers.recorded import end_of, interests_recorded
from committees.rights.publication import Hidden, Left, earlier, earliest_end, hidden, published, shown
from committees.terms import Directness, InterestType, Said
from practices.dated import in_words


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a register. ``day``: as at; ``today``: the day on which it is read.

    ``recorded_on``: as it was on record at the end of that day, for readers of the private register; ``organisation``:
    one of ``Register.organisations``.
    """

    day: date
    today: date
    private: bool = False
    recorded_on: date | None = None
    search: str = ""
    type: InterestType | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What a reader is shown: ``rows`` as asked, of ``entries`` in all.

    ``organisations``: those shown, for the choice of one; ``silent``: on the private register, who is on the body on
    the day and has said nothing of their interests yet.
    """

    body: Body
    asked: Asked
    rows: tuple[Row, ...]
    entries: int
    organisations: tuple[str, ...]
    silent: tuple[str, ...] = ()

    @property
    def made_up(self) -> bool:
        return any(row.made_up for row in self.rows)


def read_register(body: Body, asked: Asked) -> Register:
    """The register of ``body``. At most twelve queries, however many entries it has."""
    on = _on_the_register(body, asked)
    people = {person.pk: person for person in Person.objects.filter(pk__in=on)}
    recorded = entries_of(on, asked)
    left = left_out_of([entry.interest for entry in recorded])
    found = []
    declared = set()
    for entry in recorded:
        if not is_shown(entry, on[entry.person], asked):
            continue
        declared.add(entry.person)
        person, theirs = people[entry.person], left[entry.interest]
        out = Hidden() if asked.private else hidden((each for each, _ in theirs), (asked.day, asked.today))
        row = row_of(entry, person.name, person.made_up, on[entry.person], out, asked.day)
        if asked.private:
            row = replace(row, left_out=_told(theirs, asked.today), interest=entry.interest)
        found.append(row)
    said = _nothing_said(on, asked)
    for pk in on.keys() - declared:
        if (said_on := said.get(pk)) is not None:
            found.append(nil_row(people[pk].name, people[pk].made_up, on[pk], said_on, asked.day))
    found.sort(key=lambda row: row.place)
    silent = [people[pk].name for pk in on.keys() - declared - said.keys() if _is_there(on[pk], asked.day)]
    return Register(
        body,
        asked,
        tuple(row for row in found if _is_asked_for(row, asked)),
        len(found),
        tuple(sorted({each.text for row in found for each in row.organisations}, key=str.casefold)),
        tuple(sorted(silent, key=str.casefold)) if asked.private else (),
    )


def _on_the_register(body: Body, asked: Asked) -> dict[int, list[Place]]:
    """Who is on the register, with their places on this body: those who left stay as long as an entry that ended."""
    public, day = not asked.private, asked.day
    on = {}
    for pk, theirs in places(earliest_end(public, day), until=day).items():
        here = [p for p in theirs if p.on(body) and shown(public, day, starts_on=p.since, ends_on=p.until)]
        if here and (asked.private or published(day, decides=any(place.decides for place in here))):
            on[pk] = here
    return on


def _is_there(theirs: list[Place], day: date) -> bool:
    return any(place.until is None or place.until >= day for place in theirs)


def is_shown(entry: Entry, theirs: list[Place], asked: Asked) -> bool:
    """On this body's register an interest ends, at the latest, when the person leaves; one begun later is not on it."""
    left = None if any(place.until is None for place in theirs) else max(p.until for p in theirs if p.until)
    if left is not None and entry.starts_on > left:
        return False
    ends_on = earlier(entry.ends_on, left)
    return shown(not asked.private, asked.day, starts_on=entry.starts_on, ends_on=ends_on)


def entries_of(people: Collection[int], asked: Asked) -> list[Entry]:
    """The interests of these people, as known now or as recorded on the day asked for. At most four queries."""
    if asked.recorded_on is not None:
        linked = interests_recorded(people, asked.recorded_on)
    else:
        since = earliest_end(not asked.private, asked.day)
        rows = Interest.objects.filter(person__in=people).overlapping(since, asked.day)
        rows = rows.prefetch_related("practices__names", "providers").order_by("pk")
        linked = [(row, list(row.practices.all()), list(row.providers.all())) for row in rows]
    return [_entry(row, practices, providers, asked.day) for row, practices, providers in linked]


def _entry(row: Interest, practices, providers, day: date) -> Entry:
    organisations = [Organisation(each.name_on(day), each.ods_code, each.postcode) for each in practices]
    organisations += [Organisation(each.name) for each in providers]
    organisations += [Organisation(row.organisation)] if row.organisation else []
    return Entry(
        interest=row.pk,
        person=row.person_id,
        type=InterestType(row.type),
        directness=Directness(row.directness),
        nature=row.nature,
        relationship=row.relationship,
        category=row.category,
        mitigation=row.mitigation,
        mitigation_agreed_with=row.mitigation_agreed_with,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        declared_on=row.declared_on,
        organisations=tuple(organisations),
    )


def left_out_of(interests: list[int]) -> dict[int, list[tuple[Left, str]]]:
    """The redactions of these interests, with their reasons, by interest."""
    found: dict[int, list[tuple[Left, str]]] = defaultdict(list)
    for row in Redaction.objects.filter(interest__in=interests):
        left = Left(row.hides_name, row.hides_details, row.starts_on, row.ends_on)
        found[row.interest_id or 0].append((left, row.reason))
    return found


def _told(theirs: list[tuple[Left, str]], today: date) -> str:
    """For readers of the private register: what is left out of the published one today, and why."""
    said = []
    for left, reason in theirs:
        out = hidden([left], [today])
        what = " and ".join(word for word, is_out in (("name", out.name), ("details", out.details)) if is_out)
        if what:
            said.append(f"{what}, since {in_words(left.starts_on)}: {reason}")
    return "; ".join(said)


def _nothing_said(people: Collection[int], asked: Asked) -> dict[int, date | None]:
    """Who has said something by the day, and on which day, if any, that they have nothing to declare."""
    rows = Statement.objects.filter(person__in=people, said_on__lte=asked.day)
    if asked.recorded_on is not None:
        rows = rows.filter(recorded_at__lt=end_of(asked.recorded_on))
    said: dict[int, date | None] = {}
    for row in rows.order_by("said_on", "pk"):
        if row.said == Said.NOTHING_TO_DECLARE or (row.said == Said.NOTHING_CHANGED and said.get(row.person_id)):
            said[row.person_id] = row.said_on
        else:
            said[row.person_id] = None
    return said


def _is_asked_for(row: Row, asked: Asked) -> bool:
    if asked.type is not None and row.type != asked.type:
        return False
    if asked.organisation and asked.organisation not in (each.text for each in row.organisations):
        return False
    return row.has(searched(asked.search))
