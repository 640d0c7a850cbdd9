"""The bodies that keep registers, each CCG and each joint committee, and who is on them on a day.

A person declares once; the entry stands in the register of every body on which they sit or for which they work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from committees.models import Appointment, Committee, Person, Position
from committees.terms import CommitteeKind, Share
from practices.dated import in_force
from practices.models import CCG


@dataclass(frozen=True, slots=True)
class Body:
    """A CCG or a joint committee. ``key`` is its part of an address: an ODS code, or "committee-7"."""

    key: str
    name: str
    ccgs: frozenset[int]
    committee: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person sits or works on a day: "GP member, Merton". ``decides``: one of the decision-making staff."""

    person: int
    title: str
    ccgs: frozenset[int]
    committee: int | None
    joint: bool
    decides: bool
    since: date
    until: date | None

    def on(self, body: Body) -> bool:
        """Whether it puts the person on this body's registers."""
        if body.committee is not None:
            return self.committee == body.committee
        return bool(self.ccgs & body.ccgs)


def body_of(about: CCG | Committee) -> Body:
    """The body of a CCG, or of a committee (its CCGs must be there to be read)."""
    if isinstance(about, CCG):
        return Body(about.ods_code, about.full_name, frozenset({about.pk}))
    return Body(f"committee-{about.pk}", about.name, frozenset(ccg.pk for ccg in about.ccgs.all()), about.pk)


def find_body(key: str) -> Body:
    """The body with this part of an address; Http404, in a sentence, where there is none. At most two queries."""
    number = key.removeprefix("committee-")
    if number != key and number.isascii() and number.isdigit() and len(number) < 10:
        rows = Committee.objects.filter(pk=int(number), kind=CommitteeKind.JOINT_COMMITTEE.value)
        found: CCG | Committee | None = rows.prefetch_related("ccgs").first()
    else:
        found = CCG.objects.filter(ods_code=key.replace("\x00", "")).first()
    if found is None:
        raise Http404("There is no CCG or joint committee with registers here. Choose one on the page “Registers”.")
    return body_of(found)


def places(day: date, *, people: Collection[int] | None = None, until: date | None = None) -> dict[int, list[Place]]:
    """Where people sit or work on ``day`` (with ``until``: on any day from ``day`` to it), by person. Four queries.

    A seat that is for one CCG puts its holder on that CCG's registers; one that is for none, on those of every CCG of
    its committee. An appointment for one item puts nobody on a register.
    """
    found: dict[int, list[Place]] = defaultdict(list)
    seats = Appointment.objects.exclude(share=Share.SINGLE_ITEM.value).select_related("seat__committee", "seat__ccg")
    held = _between(seats, day, until, people).prefetch_related("seat__committee__ccgs").order_by("seat__order", "pk")
    for row in held:
        committee = row.seat.committee
        ccgs = {row.seat.ccg_id} if row.seat.ccg_id else {ccg.pk for ccg in committee.ccgs.all()}
        joint = committee.kind == CommitteeKind.JOINT_COMMITTEE
        title = f"{row.seat.title}, {committee.short_name}"
        found[row.person_id].append(
            Place(row.person_id, title, frozenset(ccgs), committee.pk, joint, True, row.starts_on, row.ends_on)
        )
    works = _between(Position.objects.select_related("committee", "ccg"), day, until, people)
    for row in works.prefetch_related("committee__ccgs").order_by("pk"):
        of = row.committee
        ccgs = {ccg.pk for ccg in of.ccgs.all()} if of else {row.ccg_id}
        joint = of is not None and of.kind == CommitteeKind.JOINT_COMMITTEE
        title = f"{row.title}, {of.short_name if of else row.ccg.short_name}"
        found[row.person_id].append(
            Place(
                row.person_id,
                title,
                frozenset(ccgs),
                row.committee_id,
                joint,
                row.decision_making,
                row.starts_on,
                row.ends_on,
            )
        )
    return found


def _between(rows, day: date, until: date | None, people: Collection[int] | None):
    rows = rows.filter(in_force(day)) if until is None else rows.overlapping(day, until)
    return rows if people is None else rows.filter(person__in=people)


def bodies_of(found: Iterable[Place]) -> list[Body]:
    """The bodies on whose registers these places put a person: CCGs by name, then joint committees. Two queries."""
    found = list(found)
    ccgs = CCG.objects.filter(pk__in={pk for place in found for pk in place.ccgs}).order_by("short_name")
    joint = Committee.objects.filter(pk__in={place.committee for place in found if place.joint}).order_by("name")
    return [body_of(row) for row in (*ccgs, *joint.prefetch_related("ccgs"))]


def people_on(body: Body, day: date) -> dict[Person, list[Place]]:
    """Who is on a body's registers on ``day``, by name, with their places on it. Five queries."""
    on = {pk: [p for p in theirs if p.on(body)] for pk, theirs in places(day).items()}
    on = {pk: theirs for pk, theirs in on.items() if theirs}
    return {person: on[person.pk] for person in Person.objects.filter(pk__in=on).order_by("name", "pk")}
