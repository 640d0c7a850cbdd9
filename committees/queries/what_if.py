"""What if? A committee with some of its people here and others not: is it quorate, and by which rule? Nothing is kept.

A reader says where each person would be; the engine answers as it would for a real item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from committees.facts import appointment_facts, committee_facts, seat_facts, seats_on, terms_facts
from committees.models import Appointment, Committee, Seat, TermsOfReference
from committees.queries.whereabouts import Whereabouts, query, supposed, whereabouts
from committees.rights import world
from committees.rights.citations import LEWISHAM
from committees.rights.conflicts import PRESETS
from committees.rights.places import is_gp
from committees.rights.quorum import Quorum, quorum
from committees.rights.reasons import Reason
from committees.rights.seats import presiding
from committees.rights.words import listed
from committees.terms import Handling, Office, Share, Standing
from practices.dated import in_force


@dataclass(frozen=True)
class Someone:
    """A person in a seat, and where they are. ``also``: their other seats, which are not asked about again.

    ``pk`` below nought: nobody holds the seat with that key; a reader may suppose that somebody did.
    """

    pk: int
    name: str
    how: str
    where: Whereabouts
    also: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        return f"p{self.pk}" if self.pk > 0 else f"s{-self.pk}"

    @property
    def supposed(self) -> bool:
        return self.pk < 0


@dataclass(frozen=True)
class SeatOf:
    """A seat and the people in it; ``above``: those of them who are asked about at a seat above."""

    seat: Seat
    people: tuple[Someone, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shortcut:
    """An address that fills the form: everyone here, all GPs out."""

    text: str
    query: str


@dataclass(frozen=True)
class WhatIf:
    """Everything the page shows. ``left_out``: what the address says that means nothing here."""

    committee: Committee
    day: date
    terms: TermsOfReference | None
    voting: tuple[SeatOf, ...]
    others: tuple[SeatOf, ...]
    never: tuple[str, ...]
    quorum: Quorum
    presides: Reason
    shortcuts: tuple[Shortcut, ...]
    left_out: tuple[str, ...]

    @property
    def others_are(self) -> str:
        """What to call those who are no voting members."""
        known = all(row.seat.standing == Standing.NON_VOTING for row in self.others)
        return "Members without a vote" if known else "Others who may count"

    @property
    def counted(self) -> list[str]:
        """Who counts, with the seat they count for."""
        names = {each.pk: each.name for seat in (*self.voting, *self.others) for each in seat.people}
        return [f"{names[person]} ({seat.title})" for seat, person in self.quorum.counted]


def what_if(pk: int, day: date, asked: Mapping[str, str]) -> WhatIf | None:
    """The committee on ``day`` with its people where ``asked`` puts them ("p12": "out"); None where there is none.

    Who is not mentioned is here, but for deputies and whoever might sit in a vacant seat, who are not. Five queries,
    whatever it holds.
    """
    committee = Committee.objects.filter(pk=pk).prefetch_related("ccgs").first()
    if committee is None:
        return None
    seats = seats_on([pk], day)
    appointments = list(
        Appointment.objects.filter(in_force(day), seat__in=[seat.pk for seat in seats])
        .exclude(share=Share.SINGLE_ITEM)
        .select_related("person", "stands_for")
        .order_by("starts_on", "pk")
    )
    terms = TermsOfReference.objects.filter(in_force(day), committee=committee).first()
    may_count = _may_count(terms)
    counting = [seat for seat in seats if seat.standing in may_count]
    theirs = {seat.pk for seat in counting}
    asked_about = [row for row in appointments if row.seat_id in theirs]
    held = {row.seat_id for row in appointments if row.share != Share.DEPUTY}
    vacant = [seat for seat in counting if seat.pk not in held]
    where, left_out = whereabouts(asked, asked_about, vacant, day)
    room = _room(committee, day, terms, seats, appointments, vacant, where)
    rows = _seats(counting, asked_about, vacant, where)
    return WhatIf(
        committee=committee,
        day=day,
        terms=terms,
        voting=tuple(row for row in rows if row.seat.standing == Standing.VOTING),
        others=tuple(row for row in rows if row.seat.standing != Standing.VOTING),
        never=tuple(f"{seat.title} ({Standing(seat.standing).label})" for seat in seats if seat not in counting),
        quorum=_said_here(quorum(room), room),
        presides=presiding(room).reasons[-1],
        shortcuts=tuple(_shortcuts(counting, asked_about, vacant, day)),
        left_out=left_out,
    )


def _may_count(terms: TermsOfReference | None) -> set[Standing]:
    """The standings of seats whose people may count: members without a vote only where the terms count them."""
    found = {Standing.VOTING, Standing.NOT_KNOWN}
    if terms is None:
        return found | {Standing.NON_VOTING}
    rule = terms_facts(terms).quorum
    counted = rule.count_non_voting or any(slot.non_voting for slot in rule.slots)
    return found | {Standing.NON_VOTING} if counted else found


def _room(
    committee: Committee,
    day: date,
    terms: TermsOfReference | None,
    seats: list[Seat],
    appointments: list[Appointment],
    vacant: list[Seat],
    where: Mapping[int, Whereabouts],
) -> world.Room:
    """The room as the reader describes it: who is out left for the item. Nobody sits in a vacant seat unless supposed."""
    filled = [seat for seat in vacant if where[-seat.pk] != Whereabouts.AWAY]
    people = {row.person_id: world.Person(row.person_id, row.person.name) for row in appointments}
    people |= {-seat.pk: world.Person(-seat.pk, supposed(seat)) for seat in filled}
    ruled = world.Ruled(effects=PRESETS[Handling.LEAVES_FOR_ITEM], name=Handling.LEAVES_FOR_ITEM.label, by="the chair")
    return world.Room(
        day=day,
        committee=committee_facts(committee),
        terms=terms_facts(terms) if terms else None,
        seats=tuple(seat_facts(seat) for seat in seats),
        appointments=(
            *(appointment_facts(row) for row in appointments),
            *(world.Appointment(id=-s.pk, seat=s.pk, person=-s.pk, starts_on=day) for s in filled),
        ),
        people=people,
        present=frozenset(person for person, at in where.items() if at == Whereabouts.HERE),
        conflicts=tuple(
            world.Conflict(person=person, nature="", ruling=ruled)
            for person, at in where.items()
            if at == Whereabouts.OUT
        ),
    )


def _said_here(found: Quorum, room: world.Room) -> Quorum:
    """Nobody has declared anything: who does not count for a conflict is said to be out, as the reader put it."""
    out = [room.people[conflict.person].name for conflict in room.conflicts]
    rest = tuple(reason for reason in found.not_counted if not reason.code.startswith("quorum.conflict"))
    if not out:
        return replace(found, not_counted=rest)
    text = f"{listed(out)} {'is' if len(out) == 1 else 'are'} out for a conflict: not counted while the item lasts."
    return replace(found, not_counted=(Reason("quorum.conflict", text, LEWISHAM), *rest))


def _seats(
    seats: list[Seat], rows: list[Appointment], vacant: list[Seat], where: Mapping[int, Whereabouts]
) -> list[SeatOf]:
    """The seats with their people, each person once: at the first seat that is theirs, their own before another's."""
    first: dict[int, Appointment] = {}
    order = {seat.pk: place for place, seat in enumerate(seats)}
    for row in sorted(rows, key=lambda row: (row.share == Share.DEPUTY, order[row.seat_id], row.pk)):
        first.setdefault(row.person_id, row)
    titles = {seat.pk: seat.title for seat in seats}
    found = []
    for seat in seats:
        mine = sorted((row for row in rows if row.seat_id == seat.pk), key=lambda row: row.share == Share.DEPUTY)
        found.append(
            SeatOf(
                seat=seat,
                people=(
                    *(Someone(-s.pk, supposed(s), "", where[-s.pk]) for s in vacant if s is seat),
                    *(_someone(row, rows, where, titles) for row in mine if first[row.person_id] is row),
                ),
                above=tuple(_held(row) for row in mine if first[row.person_id] is not row),
            )
        )
    return found


def _held(row: Appointment) -> str:
    return f"{row.person.name}, {_how(row)}" if _how(row) else row.person.name


def _how(row: Appointment) -> str:
    if row.share == Share.DEPUTY and row.stands_for:
        return f"deputy for {row.stands_for.name}"
    return "shares the seat" if row.share == Share.JOINT else ""


def _someone(
    row: Appointment, rows: list[Appointment], where: Mapping[int, Whereabouts], titles: Mapping[int, str]
) -> Someone:
    also = (other for other in rows if other.person_id == row.person_id and other is not row)
    return Someone(
        pk=row.person_id,
        name=row.person.name,
        how=_how(row),
        where=where[row.person_id],
        also=tuple(titles[other.seat_id] for other in also),
    )


def _shortcuts(seats: list[Seat], rows: list[Appointment], vacant: list[Seat], day: date) -> Iterable[Shortcut]:
    """Everyone here; every seat filled; all GPs, all clinicians or the chair out for a conflict. Deputies stay away."""
    by_seat: dict[int, list[int]] = {}
    for row in rows:
        if row.share != Share.DEPUTY:
            by_seat.setdefault(row.seat_id, []).append(row.person_id)

    def out(of: Iterable[Seat]) -> list[int]:
        return list(dict.fromkeys(person for seat in of for person in by_seat.get(seat.pk, ())))

    gps = out(seat for seat in seats if is_gp(seat_facts(seat)))
    clinicians = out(seat for seat in seats if seat.clinical)
    chair = out(seat for seat in seats if seat.office == Office.CHAIR)
    if by_seat:
        yield Shortcut("Everyone here", query(day, ()))
    if vacant:
        yield Shortcut("Every seat filled", query(day, (), [seat.pk for seat in vacant]))
    if gps:
        yield Shortcut("All GPs out", query(day, gps))
    if clinicians and clinicians != gps:
        yield Shortcut("All clinicians out", query(day, clinicians))
    if chair:
        yield Shortcut("The chair out", query(day, chair))
