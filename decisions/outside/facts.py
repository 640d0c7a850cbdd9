"""A matter outside a meeting, as the engine takes it: who sits on the committee that day, and who is in conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from committees.facts import Law, appointment_facts, appointments_to, ccg_facts, load_law, seat_facts, seats_on
from committees.kinds import kind_label
from committees.models import Committee, Person
from committees.rights import world
from committees.rights.outside import Consent, Outside
from committees.terms import Function
from decisions.facts.consents import load_consents
from decisions.facts.withdrawn import withdrawals_on, withdrawn_for
from decisions.finding.declared import declared_on
from decisions.finding.facts import find_on
from decisions.finding.join import Finding
from decisions.models import Matter
from decisions.outside.belonging import before


@dataclass(eq=False, kw_only=True)
class BookRecord:
    """A committee between its meetings, on one day: who holds its seats, and the law of its CCGs."""

    row: Committee
    day: date
    law: Law
    seats: tuple[world.Seat, ...]
    appointments: tuple[world.Appointment, ...]
    people: dict[int, world.Person]

    @property
    def committee(self) -> world.Committee:
        return self.law.committees[self.row.pk]

    @cached_property
    def seat_by_id(self) -> dict[int, world.Seat]:
        return {seat.id: seat for seat in self.seats}

    @property
    def conflicts(self) -> tuple[world.Conflict, ...]:
        return ()

    @cached_property
    def room(self) -> world.Room:
        """Everybody who holds a seat that day can be asked."""
        return world.Room(
            day=self.day,
            committee=self.committee,
            terms=self.law.terms_of(self.row.pk, self.day),
            seats=self.seats,
            appointments=self.appointments,
            people=self.people,
            present=frozenset(each.person for each in self.appointments if each.covers(self.day)),
            conflicts=self.conflicts,
        )

    @property
    def outside(self) -> Outside | None:
        return None

    def name(self, person: int | None) -> str:
        return self.people[person].name if person in self.people else "somebody"


@dataclass(eq=False, kw_only=True)
class OutsideRecord(BookRecord):
    """One matter before one committee on one day. ``found``: what the registers show of its people on the matter.

    ``declared``: what was declared of it, or ruled on, in any meeting. ``at``: by when NHS England must have consented,
    None for by now.
    """

    matter: Matter
    ccgs: tuple[world.Ccg, ...]
    found: tuple[Finding, ...]
    declared: tuple[world.Conflict, ...] = ()
    at: datetime | None = None

    @cached_property
    def conflicts(self) -> tuple[world.Conflict, ...]:  # type: ignore[override]
        """What the registers show, and what was declared in a meeting; outside one nobody rules on it."""
        shown = (world.Conflict(person=each.person, nature=each.nature, category=each.category) for each in self.found)
        return tuple(dict.fromkeys((*self.declared, *shown)))

    @property
    def function(self) -> Function:
        return Function(self.matter.function)

    @cached_property
    def standpoint(self) -> world.Standpoint:
        """What the committee may do about the matter that day."""
        return self.law.standpoint(self.committee, self.function, self.ccgs, self.day)

    @cached_property
    def outside(self) -> Outside:  # type: ignore[override]
        """The matter for the engine; what one route alone needs is added by that route."""
        return Outside(
            function=self.function,
            ccgs=self.ccgs,
            standpoint=self.standpoint,
            authorities=tuple(self.law.authority(self.function, ccg, self.day) for ccg in self.ccgs),
            title=self.matter.title,
            kind=self.matter.kind,
            kind_label=kind_label(self.matter.kind),
            value=self.matter.value,
            terms=self.room.terms,
            consent=self.consent,
            withdrawn_on=self.withdrawn_on,
        )

    @cached_property
    def withdrawn_on(self) -> date | None:
        """From which day the matter is withdrawn for this committee; None where it is not. One query."""
        return withdrawn_for(withdrawals_on([self.matter.pk]), self.row.pk, self.day)

    @cached_property
    def consent(self) -> Consent | None:
        """What is known of NHS England's consent. No query where no rule can ask for it."""
        codes = {ccg.code for ccg in self.committee.ccgs}
        consents = load_consents([self.matter], [self.row.pk], codes, self.day)
        return consents.on(self.row.pk, self.matter, self.at)


def load_book(committee: int, day: date, *, also: Collection[int | None] = ()) -> BookRecord:
    """A committee between its meetings; ``also``: other people to be named. Committee.DoesNotExist if there is none."""
    return BookRecord(**_of_the_committee(_body(committee), day, (), also))


def load_outside(
    committee: int, matter: int, day: date, *, also: Collection[int | None] = (), at: datetime | None = None
) -> OutsideRecord:
    """A matter before a committee on a day; ``also``: other people who are checked for conflicts. ``at``: a moment of it.

    Committee.DoesNotExist and Matter.DoesNotExist if there is none, or if it is another committee's. A fixed number of
    queries.
    """
    row = before(committee).prefetch_related("ccgs", "practices", "providers").get(pk=matter)
    facts = _of_the_committee(_body(committee), day, [ccg.pk for ccg in row.ccgs.all()], also)
    return OutsideRecord(
        **facts,
        matter=row,
        ccgs=tuple(ccg_facts(ccg) for ccg in row.ccgs.all()),
        found=tuple(find_on(row, day, facts["people"])),
        declared=declared_on([row.pk]).get(row.pk, ()),
        at=at,
    )


def _body(committee: int) -> Committee:
    return Committee.objects.prefetch_related("ccgs").get(pk=committee)


def _of_the_committee(body: Committee, day: date, ccgs: Collection[int], also: Collection[int | None]) -> dict:
    seats = seats_on([body.pk], day)
    known = {seat.pk for seat in seats}
    held = [each for each in appointments_to([body.pk]) if each.seat_id in known]
    people = {each.person_id: world.Person(each.person_id, each.person_name) for each in held}
    return {
        "row": body,
        "day": day,
        "law": load_law({*ccgs, *(ccg.pk for ccg in body.ccgs.all())}, also=[body.pk]),
        "seats": tuple(seat_facts(seat) for seat in seats),
        "appointments": tuple(appointment_facts(each) for each in held),
        "people": people | _named({pk for pk in also if pk is not None} - set(people)),
    }


def _named(people: Iterable[int]) -> dict[int, world.Person]:
    wanted = list(people)
    rows = Person.objects.filter(pk__in=wanted) if wanted else ()
    return {person.pk: world.Person(person.pk, person.name) for person in rows}
