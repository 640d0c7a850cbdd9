"""The interests that touch a practice, as one reader may know them.

Those of the published registers, and of the private ones those of the people whose entries the reader may read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees.models import Interest, Person
from committees.powers import Actor
from committees.registers.bodies import Body, Place, places
from committees.registers.entries import Entry, Row, row_of
from committees.registers.gate import whose_entries
from committees.registers.reading import Asked, entries_of, is_shown, left_out_of
from committees.rights.publication import Hidden, earliest_end, hidden, published, shown


@dataclass(frozen=True, slots=True)
class Touching:
    """One interest. ``private``: the published registers do not tell it, or not all of it."""

    row: Row
    private: bool


def touching(practices: Collection[int], providers: Collection[int], actor: Actor, today: date) -> list[Touching]:
    """The interests in these practices or providers (keys) that ``actor`` may know, by name.

    An interest whose details a guardian leaves out of the published registers is not told to the public at all: to name the
    practice would be to tell them. At most seventeen queries, two where no interest is on record.
    """
    since = earliest_end(False, today)
    rows = Interest.objects.filter(Q(practices__in=practices) | Q(providers__in=providers)).overlapping(since, today)
    found = dict(rows.values_list("pk", "person"))
    if not found:
        return []
    people = set(found.values())
    entries = [e for e in entries_of(people, Asked(today, today, private=True)) if e.interest in found]
    on = places(since, people=people, until=today)
    names = Person.objects.in_bulk(people)
    left = left_out_of([entry.interest for entry in entries])
    reads = whose_entries(actor, people, since, today, today=today)
    told = []
    for entry in entries:
        out = hidden((each for each, _ in left[entry.interest]), [today])
        public = [] if out.details else _where_shown(entry, on.get(entry.person, ()), Asked(today, today))
        private = _where_shown(entry, on.get(entry.person, ()), Asked(today, today, private=True))
        person = names[entry.person]
        if entry.person in reads and private:
            row = row_of(entry, person.name, person.made_up, private, Hidden(), today)
            told.append(Touching(row, private=not public or out.name))
        elif public:
            told.append(Touching(row_of(entry, person.name, person.made_up, public, out, today), private=False))
    return sorted(told, key=lambda each: each.row.place)


def _where_shown(entry: Entry, theirs: Iterable[Place], asked: Asked) -> list[Place]:
    """The places that put the entry on some body's register of this sort, published or private, on the day."""
    theirs, public, found = list(theirs), not asked.private, []
    for body in _bodies(theirs):
        here = [p for p in theirs if p.on(body) and shown(public, asked.day, starts_on=p.since, ends_on=p.until)]
        if not here or (public and not published(asked.day, decides=any(place.decides for place in here))):
            continue
        if is_shown(entry, here, asked):
            found += here
    return list(dict.fromkeys(found))


def _bodies(theirs: Iterable[Place]) -> list[Body]:
    """The bodies on whose registers these places put somebody; their names are not asked for."""
    ccgs = {pk for place in theirs for pk in place.ccgs}
    joint = {place.committee for place in theirs if place.joint and place.committee is not None}
    return [Body("", "", frozenset({pk})) for pk in sorted(ccgs)] + [
        Body("", "", frozenset(), pk) for pk in sorted(joint)
    ]
