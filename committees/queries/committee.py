"""One committee on one day, and all of them: who sits, what it decides, on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from committees.facts import appointment_facts, committee_facts, seat_facts, terms_facts
from committees.models import Appointment, Arrangement, Committee, Remit, Seat, Sitting, TermsOfReference
from committees.queries.committee_routes import Routes, meeting_clause, routes_of, urgent_clause, veto_clause
from committees.queries.tables import OUTSIDE, area_of
from committees.rights.composition import advise
from committees.rights.plain_words import Clause, clauses, notice_sentence
from committees.rights.reasons import Reason
from committees.rights.words import listed, sentence_case
from committees.terms import Function, Represents, Share, Standing
from practices.dated import in_force, in_words
from practices.models import CCG


@dataclass(frozen=True)
class SeatRow:
    """A seat on the day: who sits in it, in words, and what it is."""

    seat: Seat
    holders: tuple[str, ...]
    deputies: tuple[str, ...]
    represents: str
    made_up: bool

    @property
    def votes(self) -> bool:
        return self.seat.standing == Standing.VOTING


@dataclass(frozen=True)
class Version:
    """One version of the terms, and how it stands on the day."""

    row: TermsOfReference
    state: str


@dataclass(frozen=True)
class RemitRow:
    """A function that the committee decides, for some CCGs, over the same days and by the same source."""

    function: Function
    ccgs: str
    starts_on: date
    ends_on: date | None
    source: str
    in_force: bool


@dataclass(frozen=True)
class CommitteePage:
    """Everything the page shows."""

    committee: Committee
    day: date
    standing: str
    exists: bool
    seats: tuple[SeatRow, ...]
    terms: TermsOfReference | None
    clauses: tuple[Clause, ...]
    versions: tuple[Version, ...]
    remits: tuple[RemitRow, ...]
    advice: tuple[Reason, ...]
    levels: tuple[Arrangement, ...]
    sittings: tuple[Sitting, ...]
    routes: Routes

    @property
    def voting_seats(self) -> int:
        return sum(row.votes for row in self.seats)

    @property
    def made_up_people(self) -> bool:
        """Whether people of a demonstration sit on a committee that is real."""
        return not self.committee.made_up and any(row.made_up for row in self.seats)


def committee_page(pk: int, day: date) -> CommitteePage | None:
    """One committee on ``day``; None where there is none. Fourteen queries, whatever it holds."""
    found = Committee.objects.filter(pk=pk).select_related("reports_to").prefetch_related("ccgs", "reported_by").first()
    if found is None:
        return None
    seats = list(found.seats.filter(in_force(day)).select_related("ccg").order_by("order", "pk"))
    appointments = list(
        Appointment.objects.filter(in_force(day), seat__in=[seat.pk for seat in seats])
        .select_related("person", "stands_for")
        .order_by("starts_on", "pk")
    )
    versions = list(found.terms.prefetch_related("approvals").order_by("-starts_on"))
    terms = next((row for row in versions if row.is_in_force_on(day)), None)
    ccgs = found.ccgs.all()
    levels = Arrangement.objects.filter(in_force(day), ccg__in=ccgs).select_related("ccg").order_by("ccg__short_name")
    return CommitteePage(
        committee=found,
        day=day,
        standing=standing(found, day),
        exists=found.exists_on(day),
        seats=tuple(_seat_row(seat, appointments, list(ccgs)) for seat in seats),
        terms=terms,
        clauses=_clauses(terms, found) if terms else (),
        versions=tuple(Version(row, _state(row, day)) for row in versions),
        remits=_remits(found, day),
        advice=advise(
            committee_facts(found),
            map(seat_facts, seats),
            [appointment_facts(row) for row in appointments],
            terms=terms_facts(terms) if terms else None,
        ),
        levels=tuple(levels),
        sittings=tuple(found.sittings.select_related("meeting").order_by("-meeting__date", "-meeting__starts_at")),
        routes=routes_of(found, ccgs, levels, seats, appointments, day),
    )


def standing(committee: Committee, day: date) -> str:
    """Whether the committee sits on the day, in words."""
    if day < committee.established_on:
        return f"not yet established: its first day is {in_words(committee.established_on)}"
    if not committee.exists_on(day):
        return f"stood down: its last day was {in_words(committee.stood_down_on)}"
    until = f" until {in_words(committee.stood_down_on)}" if committee.stood_down_on else ""
    return f"sits, since {in_words(committee.established_on)}{until}"


def _represents(seat: Seat, ccgs: list[CCG]) -> str:
    """Whom the seat speaks for: its CCG by name (the committee's, where it has but one), or the body."""
    if seat.represents != Represents.CCG:
        return sentence_case(Represents(seat.represents).label)
    ccg = seat.ccg or (ccgs[0] if len(ccgs) == 1 else None)
    return ccg.short_name if ccg else "The CCGs"


def _seat_row(seat: Seat, appointments: list[Appointment], ccgs: list[CCG]) -> SeatRow:
    mine = [row for row in appointments if row.seat_id == seat.pk]
    return SeatRow(
        seat=seat,
        represents=_represents(seat, ccgs),
        made_up=any(row.person.made_up for row in mine),
        holders=tuple(_holder(row) for row in mine if row.share != Share.DEPUTY),
        deputies=tuple(
            f"{row.person.name}, deputy for {row.stands_for.name}" for row in mine if row.share == Share.DEPUTY
        ),
    )


def _holder(row: Appointment) -> str:
    if row.share == Share.JOINT:
        return f"{row.person.name}, shares the seat"
    if row.share == Share.SINGLE_ITEM:
        return f"{row.person.name}, for a single item"
    return row.person.name


def _state(row: TermsOfReference, day: date) -> str:
    if row.is_in_force_on(day):
        return "in force"
    return "not yet in force" if row.starts_on > day else "no longer in force"


def _clauses(row: TermsOfReference, committee: Committee) -> tuple[Clause, ...]:
    """The rules that the engine applies, and the rest of the terms, each in plain words."""
    names = {ccg.ods_code: ccg.short_name for ccg in committee.ccgs.all()}
    may = "may speak if the chair allows; they do not vote or count" if row.others_may_speak else "do not speak"
    rest = [
        Clause("Others in the room", (
            f"Members of committees that sit in common {may}.",
            f"The Local Medical Committee: {row.lmc_standing}.",
        )),
        Clause("Notice", (notice_sentence(row.notice_working_days, row.papers_working_days),)),
        meeting_clause(row),
        urgent_clause(row),
        Clause("Private part", (
            sentence_case(row.private_part) if row.private_part else "The terms name no ground for excluding the public.",
        )),
    ]  # fmt: skip
    veto = veto_clause(row)
    read = (veto if clause.heading == veto.heading else clause for clause in clauses(terms_facts(row), names))
    return (*read, *rest)


def _remits(committee: Committee, day: date) -> tuple[RemitRow, ...]:
    """The remits, one row for all CCGs of the same function, days and source."""
    grouped: dict[tuple, list[Remit]] = {}
    for row in committee.remits.select_related("ccg").order_by("ccg__short_name"):
        grouped.setdefault((row.function, row.starts_on, row.ends_on, row.source), []).append(row)
    order = list(Function)
    rows = [
        RemitRow(
            function=Function(function),
            ccgs=listed(row.ccg.short_name for row in rows),
            starts_on=starts_on,
            ends_on=ends_on,
            source=source,
            in_force=rows[0].is_in_force_on(day),
        )
        for (function, starts_on, ends_on, source), rows in grouped.items()
    ]
    return tuple(sorted(rows, key=lambda row: (not row.in_force, order.index(row.function), row.starts_on)))


# --- All committees ---
NO_CCG = "NHS England and others"
SEVERAL = "Across planning groups"


@dataclass(frozen=True)
class Listed:
    """One committee in the list."""

    committee: Committee
    ccgs: str
    exists: bool
    standing: str


@dataclass(frozen=True)
class ListedArea:
    """The committees of one planning group."""

    name: str
    rows: tuple[Listed, ...]


def committees_on(day: date) -> list[ListedArea]:
    """Every committee by area: those that sit on ``day`` first. Four queries, for any number."""
    ccgs = CCG.objects.order_by("short_name").prefetch_related("planning_group_memberships__planning_group")
    areas: dict[str, list[Listed]] = {}
    for row in Committee.objects.prefetch_related(Prefetch("ccgs", queryset=ccgs)):
        names = {area_of(ccg, day) for ccg in row.ccgs.all()}
        area = SEVERAL if len(names) > 1 else next(iter(names), NO_CCG)
        entry = Listed(row, listed(ccg.short_name for ccg in row.ccgs.all()), row.exists_on(day), standing(row, day))
        areas.setdefault(area, []).append(entry)
    return [
        ListedArea(name, tuple(sorted(rows, key=lambda each: (not each.exists, each.committee.name))))
        for name, rows in sorted(areas.items(), key=lambda pair: (pair[0] in (SEVERAL, NO_CCG, OUTSIDE), pair[0]))
    ]
