"""Whose entry in the registers is due: of one person, on one body, on all the bodies that somebody looks after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from committees.models import Committee, Interest, Person, Statement
from committees.registers.bodies import Body, Place, bodies_of, people_on, places
from committees.rights.declaring import Due, due
from committees.terms import CommitteeKind


@dataclass(frozen=True, slots=True)
class PersonDue:
    """Somebody on a body's registers, where they sit or work, and how their entry stands."""

    person: Person
    places: tuple[Place, ...]
    due: Due

    @property
    def titles(self) -> str:
        return "; ".join(dict.fromkeys(place.title for place in self.places))


@dataclass(frozen=True, slots=True)
class BodyDue:
    """How many on a body's registers are overdue."""

    body: Body
    overdue: int


def due_of(person: int, today: date) -> Due:
    """How one person's entry stands. At most six queries."""
    theirs = places(today, people=[person]).get(person, [])
    return dues({person: theirs}, today)[person]


def dues(found: dict[int, list[Place]], today: date) -> dict[int, Due]:
    """How the entries of these people stand, given their places of today. Two queries.

    An interest that was put on record in another way than by the person's own statement, as an import does, was
    declared on its day all the same.
    """
    people = list(found)
    said: dict[int, list[date]] = {pk: [] for pk in people}
    told = Statement.objects.filter(person__in=people, said_on__lte=today).order_by()
    declared = Interest.objects.filter(person__in=people, declared_on__lte=today).order_by()
    for rows, day in ((told, "said_on"), (declared, "declared_on")):
        for person, last in rows.values("person").annotate(last=Max(day)).values_list("person", "last"):
            said[person].append(last)
    return {pk: due((place.since for place in found[pk]), said[pk], today) for pk in people}


def due_on(body: Body, today: date) -> list[PersonDue]:
    """Everybody on a body's registers with how their entry stands, what is longest overdue first. At most seven queries."""
    found = people_on(body, today)
    stands = dues({person.pk: theirs for person, theirs in found.items()}, today)
    rows = [PersonDue(person, tuple(theirs), stands[person.pk]) for person, theirs in found.items()]
    return sorted(rows, key=lambda row: (row.due.by or date.max, row.person.name))


def overdue_by_body(committees: Collection[int], today: date) -> list[BodyDue]:
    """The bodies looked after by who runs the business of these committees, with how many are overdue on each.

    Those are the committees' CCGs, and the joint committees among them. At most twelve queries, whoever sits on them.
    """
    run = list(Committee.objects.filter(pk__in=committees).prefetch_related("ccgs"))
    ccgs = {ccg.pk for row in run for ccg in row.ccgs.all()}
    joint = {row.pk for row in run if row.kind == CommitteeKind.JOINT_COMMITTEE}
    found = places(today, people=_perhaps_on(ccgs))
    late = {pk for pk, stands in dues(found, today).items() if stands.overdue}
    every = [place for theirs in found.values() for place in theirs]
    bodies = [body for body in bodies_of(every) if (body.committee in joint if body.committee else body.ccgs <= ccgs)]
    counted = [BodyDue(body, _count(found, late, body)) for body in bodies]
    return [each for each in counted if each.overdue]


def _count(found: dict[int, list[Place]], late: set[int], body: Body) -> int:
    return sum(any(place.on(body) for place in found[pk]) for pk in late)


def _perhaps_on(ccgs: Iterable[int]) -> list[int]:
    """Whoever was ever on a committee of these CCGs or held a position with them: few of everybody in the country."""
    ccgs = list(ccgs)
    sits = Q(appointments__seat__committee__ccgs__in=ccgs)
    works = Q(positions__ccg__in=ccgs) | Q(positions__committee__ccgs__in=ccgs)
    return list(Person.objects.filter(sits | works).order_by().distinct().values_list("pk", flat=True))
