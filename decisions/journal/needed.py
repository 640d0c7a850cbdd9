"""The register rows that a meeting's record needs to mean the same elsewhere, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from committees.facts import appointments_to, seats_on
from committees.models import (
    Appointment,
    Arrangement,
    Committee,
    Interest,
    Meeting,
    Person,
    Remit,
    Seat,
    TermsApproval,
    TermsOfReference,
)
from decisions.facts import Record
from decisions.kinds_in_files import Rows, rows_named
from decisions.models import (
    ConditionOutcome,
    Declaration,
    Deferral,
    ItemAppointment,
    Limb,
    LimbCondition,
    Match,
    Matter,
    Presenter,
    Resolution,
)
from practices.models import CCG, Practice, Provider


@dataclass
class Needed:
    """What a file must bring: rows by what they belong to, each in the order in which a file tells them."""

    ccgs: list[CCG]
    practices: list[Practice]
    providers: list[Provider]
    arrangements: list[Arrangement]
    committees: list[Committee]
    remits: dict[int, list[Remit]]
    terms: dict[int, list[TermsOfReference]]
    approvals: dict[int, list[TermsApproval]]
    seats: dict[int, list[Seat]]
    holders: dict[int, list[Appointment]]
    people: list[Person]
    interests: dict[int, Interest]
    limbs: dict[int, list[Limb]]
    conditions: dict[int, list[LimbCondition]]
    rows: Rows  # that facts name
    invited: dict[int, list[ItemAppointment]]
    presenters: dict[int, list[Presenter]]
    applicants: dict[int, list[Provider]]  # of a matter
    meetings: dict[int, Meeting]
    elsewhere: dict[int, Resolution]


def needed_by(record: Record) -> Needed:
    """Everything that the record of a meeting refers to, and the law by which it was made."""
    sitting = [each.committee.id for each in record.sittings.values()]
    items = [item.pk for item in record.items]
    conditions = _grouped(LimbCondition.objects.filter(limb__matter__items__in=items).distinct().order_by(
        "limb", "number"), "limb_id")  # fmt: skip
    interests = Interest.objects.prefetch_related("practices", "providers").in_bulk(
        ({a.interest_id for a in _acts(record, Declaration)} | {m.interest_id for m in _matches(record)}) - {None}
    )
    limbs = list(Limb.objects.filter(matter__items__in=items).distinct().order_by("letter"))
    rows = _rows(record, limbs)
    seats = seats_on(sitting, record.day)
    there = {seat.pk for seat in seats}
    holders = [row for row in appointments_to(sitting) if row.seat_id in there]
    invited = ItemAppointment.objects.filter(item__in=items).select_related("appointment").order_by("pk")
    presenters = list(Presenter.objects.filter(item__in=items).order_by("pk"))
    applicants = _applicants(record)
    remits = list(Remit.objects.filter(ccg__ods_code__in=_codes(record)).select_related("ccg").order_by("pk"))
    awaited = {c.awaits_id for r in record.resolution_by_id.values() for of in r.conditions_of.values() for c in of}
    awaited |= {c.awaits_id for of in conditions.values() for c in of}
    passed_to = {act.passed_to_id for act in _acts(record, Deferral)}
    named = {record.meeting.convened_by_id, *sitting, *awaited, *passed_to, *(r.committee_id for r in remits)} - {None}
    committees = _with_those_above(named)
    terms = list(TermsOfReference.objects.filter(committee__in=named).order_by("committee", "starts_on"))
    approvals = TermsApproval.objects.filter(terms__in=[row.pk for row in terms]).order_by("approved_on", "body")
    codes = _codes(record) | {row.ods_code for row in rows.ccgs.values()}
    codes |= {ccg.ods_code for row in committees for ccg in row.ccgs.all()}
    return Needed(
        ccgs=list(CCG.objects.filter(ods_code__in=codes | {s.ccg.ods_code for s in seats if s.ccg_id}).order_by("pk")),
        practices=_practices(record, interests.values(), rows),
        providers=_providers(applicants, interests.values(), rows),
        arrangements=list(
            Arrangement.objects.filter(ccg__ods_code__in=_codes(record)).select_related("ccg").order_by("pk")
        ),
        committees=committees,
        remits=_grouped(remits, "committee_id"),
        terms=_grouped(terms, "committee_id"),
        approvals=_grouped(approvals, "terms_id"),
        seats=_grouped(seats, "committee_id"),
        holders=_grouped(holders, "seat_id"),
        people=_people(record, holders, interests.values(), [*invited, *presenters, *_matches(record)]),
        interests=interests,
        limbs=_grouped(limbs, "matter_id"),
        rows=rows,
        conditions=conditions,
        invited=_grouped(invited, "item_id"),
        presenters=_grouped(presenters, "item_id"),
        applicants=applicants,
        meetings=Meeting.objects.in_bulk({a.to_meeting_id for a in _acts(record, Deferral)} - {None}),
        elsewhere=_elsewhere(record),
    )


def _acts(record: Record, kind: type) -> list:
    return [act for act in record.acts if isinstance(act, kind)]


def _matches(record: Record) -> list[Match]:
    return [match for item in record.items for match in item.matches]


def _codes(record: Record) -> set[str]:
    """The CCGs whose law the record is made by: those of the committees that sit, and those concerned by the items."""
    sitting = {ccg.code for each in record.sittings.values() for ccg in each.committee.ccgs}
    return sitting | {ccg.code for item in record.items for ccg in item.ccgs}


def _grouped(rows: Iterable, by: str) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _with_those_above(named: set[int]) -> list[Committee]:
    """These committees and all that they report to, those above first."""
    above = dict(Committee.objects.order_by().values_list("pk", "reports_to"))
    wanted = list(named)
    for pk in wanted:
        if above[pk] is not None and above[pk] not in wanted:
            wanted.append(above[pk])
    rows = Committee.objects.filter(pk__in=wanted).prefetch_related("ccgs").order_by("pk")
    return sorted(rows, key=lambda row: _height(row.pk, above))


def _height(pk: int | None, above: dict[int, int | None]) -> int:
    """How many committees stand above one."""
    seen: set[int] = set()
    while pk is not None and pk not in seen:
        seen.add(pk)
        pk = above.get(pk)
    return len(seen)


def _rows(record: Record, limbs: Iterable[Limb]) -> Rows:
    """What the facts of the matters, and of their parts, name."""
    matters = {item.matter.pk: item.matter for item in record.items}
    of_matters = [(matter.kind, matter.facts) for matter in matters.values()]
    return rows_named([*of_matters, *((matters[limb.matter_id].kind, limb.facts) for limb in limbs)])


def _practices(record: Record, interests: Iterable[Interest], rows: Rows) -> list[Practice]:
    keys = rows.practice_keys | ({item.matter.applicant_id for item in record.items} - {None})
    keys |= {practice.pk for item in record.items for practice in item.matter.practices.all()}
    keys |= {practice.pk for row in interests for practice in row.practices.all()}
    return list(Practice.objects.filter(pk__in=keys).with_dated_facts().order_by("ods_code"))


def _applicants(record: Record) -> dict[int, list[Provider]]:
    """The providers that each matter names."""
    keys = [item.matter.pk for item in record.items]
    named = Matter.providers.through.objects.filter(matter__in=keys).select_related("provider")
    found: dict[int, list[Provider]] = defaultdict(list)
    for row in named.order_by("provider__name", "provider"):
        found[row.matter_id].append(row.provider)
    return found


def _providers(applicants: dict[int, list[Provider]], interests: Iterable[Interest], rows: Rows) -> list[Provider]:
    """Each name once: a file knows providers by their names."""
    every = [row for rows in applicants.values() for row in rows]
    every += rows.every_provider
    every += [row for interest in interests for row in interest.providers.all()]
    return list({row.name: row for row in sorted(every, key=lambda row: (row.name, -row.pk))}.values())


def _people(
    record: Record, holders: Iterable[Appointment], interests: Iterable[Interest], more: Iterable
) -> list[Person]:
    keys = {key for row in holders for key in (row.person_id, row.stands_for_id)}
    keys |= {key for act in record.acts for key in (act.by_id, getattr(act, "person_id", None))}
    keys |= {each.person_id for r in record.resolution_by_id.values() for of in r.electors.values() for each in of}
    keys |= {row.person_id for row in interests}
    keys |= {getattr(row, name, None) for row in more for name in ("person_id", "invited_by_id")}
    return list(Person.objects.filter(pk__in=keys - {None}).order_by("name", "pk"))


def _elsewhere(record: Record) -> dict[int, Resolution]:
    """Decisions of other meetings that met a condition of one here."""
    met = {act.met_by_id for act in _acts(record, ConditionOutcome)} - {None} - set(record.resolution_by_id)
    rows = Resolution.objects.filter(pk__in=met).select_related("item__meeting", "sitting__committee", "limb")
    return {row.pk: row for row in rows}
