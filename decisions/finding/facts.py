"""The bridge from rows to the join: items, interests and who will be there, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from committees.models import Interest
from committees.rights.interests import InterestFacts, MatterFacts, district, folded, reaches_everybody, whose
from committees.terms import Directness, Function, InterestType, Reach
from decisions.finding.join import Finding, GPSeat, Held, OnAgenda, find
from decisions.finding.people import people_of, seats_held
from decisions.finding.ties import Ties, ties_of
from decisions.models import AgendaItem, Matter


def find_all(
    items: Collection[int], people: Collection[int] | None = None, *, also: Collection[int] = ()
) -> list[Finding]:
    """What the registers show today on these items, each on the day of its meeting. ``people``: of these alone.

    ``also``: people who will not be there, looked at as if they were, because they might be invited.
    """
    rows = list(AgendaItem.objects.filter(pk__in=items).select_related("meeting", "matter").order_by("pk"))
    if not rows:
        return []
    there = people_of(rows)
    for of_item in there.people.values():
        of_item |= set(also)
    days = [row.meeting.date for row in rows]
    wanted = {person for of_item in there.people.values() for person in of_item}
    wanted = wanted if people is None else wanted & set(people)
    interests = _held_by(wanted, min(days), max(days))
    matters = matters_of(rows, interests)
    agenda = [
        OnAgenda(
            pk=row.pk,
            day=row.meeting.date,
            matter=matters[row.pk],
            people=frozenset(there.people[row.pk] & wanted),
            seats=there.seats[row.meeting_id],
            everybody=matters[row.pk].ccgs if _everybody(row.matter) else frozenset(),
        )
        for row in rows
    ]
    return find(agenda, [held_facts(row) for row in interests])


def held_facts(row: Interest) -> Held:
    return Held(
        pk=row.pk,
        person=row.person_id,
        facts=interest_facts(row),
        nature=nature_of(row),
        category=row.category,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def nature_of(row: Interest) -> str:
    """What an entry of the register is, as it is told outside the register: with whose it is, where it is indirect."""
    return whose(row.nature, Directness(row.directness), row.relationship)


def interest_facts(row: Interest) -> InterestFacts:
    """What an entry of the register names; its practices and providers must be there to be read."""
    return InterestFacts(
        type=InterestType(row.type),
        directness=Directness(row.directness),
        practices=frozenset(practice.ods_code for practice in row.practices.all()),
        providers=frozenset(str(provider.pk) for provider in row.providers.all()),
        organisations=frozenset({folded(row.organisation)} if row.organisation.strip() else ()),
    )


def matters_of(items: Collection[AgendaItem], interests: Iterable[Interest]) -> dict[int, MatterFacts]:
    """By item, what its matter names and what comes with it on the day of its meeting, as far as these interests may
    be concerned. A fixed number of queries."""
    rows = AgendaItem.objects.filter(pk__in=[item.pk for item in items]).select_related("meeting", "matter")
    fetched = list(rows.prefetch_related("matter__ccgs", "matter__practices", "matter__providers"))
    named = {practice.pk for row in fetched for practice in row.matter.practices.all()}
    ties = _ties(named, list(interests))
    return {row.pk: _matter(row.matter, row.meeting.date, ties, asks=row) for row in fetched}


def find_on(matter: Matter, day: date, people: Collection[int]) -> list[Finding]:
    """What the registers show of these people on a matter on a day, outside any meeting. A fixed number of queries."""
    return find_on_each([matter], day, people)


def find_on_each(matters: Iterable[Matter], day: date, people: Collection[int]) -> list[Finding]:
    """The same for several matters, each finding with the key of its matter as ``item``. A fixed number of queries."""
    rows = list(matters)
    interests = _held_by(people, day, day)
    ties = _ties({practice.pk for matter in rows for practice in matter.practices.all()}, interests)
    seats = tuple(seats_held(day, people)) if any(_everybody(matter) for matter in rows) else ()
    return find([_subject(matter, day, ties, people, seats) for matter in rows], [held_facts(row) for row in interests])


def _subject(matter: Matter, day: date, ties: Ties, people: Collection[int], seats: tuple[GPSeat, ...]) -> OnAgenda:
    facts, everybody = _matter(matter, day, ties, asks=None), _everybody(matter)
    return OnAgenda(
        pk=matter.pk,
        day=day,
        matter=facts,
        people=frozenset(people),
        seats=seats if everybody else (),
        everybody=facts.ccgs if everybody else frozenset(),
    )


def _held_by(people: Collection[int], first: date, last: date) -> list[Interest]:
    held = Interest.objects.filter(person__in=people).overlapping(first, last)
    return list(held.prefetch_related("practices", "providers").order_by("person", "starts_on", "pk"))


def _ties(named: Collection[int], interests: Iterable[Interest]) -> Ties:
    return ties_of(
        named,
        {practice.pk for row in interests for practice in row.practices.all()},
        {provider.pk for row in interests for provider in row.providers.all()},
    )


def _everybody(matter: Matter) -> bool:
    return reaches_everybody(Function(matter.function), Reach(matter.reach) if matter.reach else None)


def _matter(matter: Matter, day: date, ties: Ties, *, asks: AgendaItem | None) -> MatterFacts:
    ccgs = {ccg.ods_code: ccg.short_name for ccg in matter.ccgs.all()}
    practices = frozenset(practice.ods_code for practice in matter.practices.all())
    providers = {str(provider.pk): provider.name for provider in matter.providers.all()}
    return MatterFacts(
        practices=practices,
        providers=frozenset(providers),
        holders=ties.holders(day),
        merges=ties.merging(practices, matter=matter.pk, asks=asks),
        held_last=ties.held_last(day),
        merger=matter.merger,
        neighbours=_neighbours(practices, ties) if matter.reach == Reach.NEIGHBOURS else {},
        every={code: ccg for code, ccg in ties.ccgs(day).items() if ccg in ccgs} if _everybody(matter) else {},
        ccgs=frozenset(ccgs),
        names=ties.names(day) | providers | ccgs,
    )


def _neighbours(practices: frozenset[str], ties: Ties) -> dict[str, str]:
    """The other practices in the postcode districts of the practices named (derived: no source maps neighbours)."""
    districts = {district(ties.postcodes[code]) for code in practices if code in ties.postcodes} - {""}
    return {
        code: district(postcode)
        for code, postcode in ties.postcodes.items()
        if code not in practices and district(postcode) in districts
    }


__all__ = ["find_all", "find_on", "find_on_each", "held_facts", "interest_facts", "matters_of", "nature_of"]
