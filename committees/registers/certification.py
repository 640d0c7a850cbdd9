"""The facts from which the figures of the self-certification are computed: of one CCG, for a quarter or a year.

Nothing is typed: everything is read from the registers as at the last day of the term, or today while the term runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.models import Appointment, Breach, Committee, ConflictsPolicy, Guardianship, Seat
from committees.registers.bodies import Body, people_on
from committees.registers.due import due_on
from committees.registers.offered import register_of
from committees.registers.reading import Asked, read_register
from committees.registers.training import is_trained, last_trained
from committees.rights.certifying import Figure, QuarterFacts, Term, YearFacts, annual, quarterly
from committees.terms import CommitteeKind, CountsAs, Share
from practices.dated import in_force


@dataclass(frozen=True, slots=True)
class Certificate:
    """The figures of a term as at ``day``. ``runs``: the term is not over, so that they may still change."""

    term: Term
    day: date
    runs: bool
    figures: tuple[Figure, ...]

    @property
    def missing(self) -> int:
        """How many figures are not as they should be."""
        return sum(figure.met is False for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody on the registers, and when they last completed a module."""

    person: int
    name: str
    made_up: bool
    titles: str
    last: date | None
    trained: bool


def certificate(body: Body, term: Term, today: date) -> Certificate:
    """The figures of a CCG for a quarter or a year that has begun. About forty queries for a quarter, none that grows."""
    day = min(term.ends_on, today)
    figures = _quarter(body, term, day, today) if term.quarter else _year(body, day)
    return Certificate(term, day, today <= term.ends_on, figures)


def trained_on(body: Body, day: date) -> list[Trained]:
    """Everybody on a body's registers on a day with their training, who is not trained first. Six queries."""
    found = people_on(body, day)
    last = last_trained([person.pk for person in found], day)
    rows = [
        Trained(
            person.pk,
            person.name,
            person.made_up,
            "; ".join(dict.fromkeys(place.title for place in theirs)),
            last.get(person.pk),
            is_trained(last.get(person.pk), day),
        )
        for person, theirs in found.items()
    ]
    return sorted(rows, key=lambda row: (row.trained, row.name))


def _quarter(body: Body, term: Term, day: date, today: date) -> tuple[Figure, ...]:
    due = due_on(body, day)
    offers = [
        entry
        for entry in register_of(body, day, today, private=True)
        if term.starts_on <= entry.offer.declared_on <= day
    ]
    breaches = list(Breach.objects.filter(ccg__in=body.ccgs, found_on__gte=term.starts_on, found_on__lte=day))
    return quarterly(
        QuarterFacts(
            guardians=_guardians(body, day),
            people=len(due),
            overdue=tuple(sorted(row.person.name for row in due if row.due.overdue)),
            interests=len(read_register(body, Asked(day=day, today=today)).rows),
            offers=len(offers),
            not_guided=sum(bool(entry.amiss) for entry in offers),
            breaches=tuple(sorted(row.found_on for row in breaches)),
            published=sum(row.published_on is not None and row.published_on <= today for row in breaches),
        ),
        day,
    )


def _year(body: Body, day: date) -> tuple[Figure, ...]:
    policy = ConflictsPolicy.objects.in_force_on(day).filter(ccg__in=body.ccgs).first()
    bodies = Committee.objects.filter(ccgs__in=body.ccgs, kind=CommitteeKind.GOVERNING_BODY.value).order_by("name")
    governing = [committee for committee in bodies if committee.exists_on(day)]
    held = list(
        Appointment.objects.in_force_on(day)
        .filter(in_force(day, "seat__"), seat__committee__in=governing, share__in=[Share.SOLE.value, Share.JOINT.value])
        .select_related("seat", "person")
    )
    lay = {row.person_id: row.person.name for row in held if row.seat.counts_as == CountsAs.LAY}
    trained = trained_on(body, day)
    return annual(
        YearFacts(
            policy=policy.source if policy else None,
            governing_body=" and ".join(committee.name for committee in governing) or None,
            seats=Seat.objects.in_force_on(day).filter(committee__in=governing).exists(),
            lay=tuple(sorted(lay.values())),
            guardians=_guardians(body, day),
            audit_chairs=tuple(sorted(row.name for row in trained if "audit" in row.titles.lower())),
            trained=tuple(row.name for row in trained if row.trained),
            untrained=tuple(row.name for row in trained if not row.trained),
        ),
        day,
    )


def _guardians(body: Body, day: date) -> tuple[str, ...]:
    rows = Guardianship.objects.in_force_on(day).filter(ccg__in=body.ccgs).select_related("person")
    return tuple(sorted({row.person.name for row in rows}))
