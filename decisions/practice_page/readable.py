"""What of the business about a practice this reader may know: the gates are asked, and nothing else decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.models import Appointment, Committee
from committees.powers import Actor
from committees.terms import Act
from decisions.facts import load_record
from decisions.models import AgendaItem, Attendance, OutsideDecision
from decisions.outside.facts import load_book
from decisions.outside.gate import may_outside
from decisions.outside.hidden import hidden_from
from decisions.practice_page.rows import Rows
from decisions.readers import private_items_open_to, private_row
from practices.models import CCG

#: Of how many meetings the private business is looked through, the latest first: each is a record to load.
LOOKED_THROUGH = 10


@dataclass(frozen=True)
class Readable:
    """``items``, ``outside``: keys of what the reader may know; ``books``: (matter, committee) whose book they may read.

    ``more``: that there are older meetings in which they took part, whose private business was not looked through.
    """

    items: frozenset[int]
    outside: frozenset[int]
    books: frozenset[tuple[int, int]]
    more: bool = False


def readable(actor: Actor, rows: Rows, today: date) -> Readable:
    """What the reader may know of these rows. No query for somebody who has neither a name on record nor a power, where
    nothing is private; else a fixed number, one for each committee that the reader is on, and those of a meeting's record
    for at most LOOKED_THROUGH meetings with private business.
    """
    private = [item for item in rows.items if private_row(item, item.meeting)]
    items = {item.pk for item in rows.items} - {item.pk for item in private}
    on = committees_of(actor) if private or any(rows.books.values()) else frozenset()
    meetings = _meetings(actor, private, on)
    for meeting in meetings[:LOOKED_THROUGH]:
        items |= private_items_open_to(actor, load_record(meeting))
    of = {committee for books in rows.books.values() for committee in books} & on
    reads = {committee for committee in of if reads_book(actor, committee, today)}
    hidden = hidden_from(actor.person, rows.matters.keys(), today) if reads else frozenset()
    books = {(m, c) for m, found in rows.books.items() if m not in hidden for c in found if c in reads}
    return Readable(
        items=frozenset(items) & frozenset(item.pk for item in rows.items),
        outside=frozenset(row.pk for row in rows.outside if _known(row, items, books)),
        books=frozenset(books),
        more=len(meetings) > LOOKED_THROUGH,
    )


def committees_of(actor: Actor) -> frozenset[int]:
    """The committees of whose business the reader might know more than the public: they sit on them, or have a power."""
    if actor.person is None:
        return frozenset(actor.powers)
    seats = Appointment.objects.filter(person=actor.person).values_list("seat__committee", flat=True)
    return frozenset(actor.powers) | frozenset(seats)


def reads_book(actor: Actor, committee: int, today: date) -> bool:
    """Whether the reader may know what a committee does between its meetings, as on the page of its book."""
    return bool(may_outside(Act.READ_OUTSIDE, actor, load_book(committee, today, also=[actor.person])))


def reads_business_of(actor: Actor, ccg: CCG | None, today: date) -> bool:
    """Whether the reader may know what some committee of this CCG does between its meetings."""
    if ccg is None or (actor.person is None and not actor.powers):
        return False
    theirs = Committee.objects.filter(pk__in=committees_of(actor), ccgs=ccg).values_list("pk", flat=True)
    return any(reads_book(actor, committee, today) for committee in theirs)


def _meetings(actor: Actor, private: Iterable[AgendaItem], on: frozenset[int]) -> list[int]:
    """The meetings in whose private business the reader may have a part, the latest first."""
    private = list(private)
    if not private or (actor.person is None and not actor.powers):
        return []
    there: set[int] = set()
    if actor.person is not None:
        came = Attendance.objects.filter(person=actor.person, meeting__in=[item.meeting_id for item in private])
        there = set(came.values_list("meeting", flat=True))
    sits = {item.meeting_id for item in private if on & {each.sitting.committee_id for each in item.purposes.all()}}
    return list(dict.fromkeys(item.meeting_id for item in private if item.meeting_id in sits | there))


def _known(row: OutsideDecision, items: Iterable[int], books: Iterable[tuple[int, int]]) -> bool:
    """Nothing done between meetings is public before it is put before a meeting in public."""
    reported = row.report.item_id in items if hasattr(row, "report") else False
    return reported or (row.matter_id, row.committee_id) in books
