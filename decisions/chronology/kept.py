"""What of a matter's record is kept from a reader of its chronology. The gate is asked; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from committees.models import Appointment, Redaction
from committees.powers import Actor
from committees.registers.gate import whose_entries
from committees.terms import Access, Movement
from decisions.chronology.gather import Gathered
from decisions.facts import Record, load_record
from decisions.gate import may_read
from decisions.models import AgendaItem, Attendance, SittingClosed
from decisions.outside.kept import closed_books, private_items
from decisions.readers import knows_ahead, may_read_paper, private_row

PRIVATE = "what a committee did in private, and is not open to you"
BOOKS = "what stands in the book of another committee, and is not open to you"
PAPERS = "papers that are not open to you"
AHEAD = "what is found of conflicts before a meeting begins"
DETAILS = "details of interests that the conflicts of interest guardian leaves out of the registers"


@dataclass(frozen=True)
class Kept:
    """``items``: not known to the reader; ``ahead``: whose conflicts they do not know yet; ``papers``, ``interests``,
    ``books`` (committees): keys. ``said``: what is left out, by sort and never where, so that nothing is given away."""

    items: frozenset[int] = frozenset()
    ahead: frozenset[int] = frozenset()
    papers: frozenset[int] = frozenset()
    interests: frozenset[int] = frozenset()
    books: frozenset[int] = frozenset()

    @property
    def said(self) -> tuple[str, ...]:
        sorts = ((self.items, PRIVATE), (self.books, BOOKS), (self.papers, PAPERS), (self.ahead, AHEAD))
        return tuple(words for keys, words in (*sorts, (self.interests, DETAILS)) if keys)


def kept_from(actor: Actor, rows: Gathered, committee: int, day: date) -> Kept:
    """What ``actor``, who may read the matter in the book of ``committee``, may not see of the rest.

    No query where all is public; a record for each meeting in which something is not; a few for each other committee in
    whose book something stands; at most seven for interests that are left out of the registers.
    """
    records: dict[int, Record] = {}

    def record_of(meeting: int) -> Record:
        if meeting not in records:
            records[meeting] = load_record(meeting)
        return records[meeting]

    items = private_items(actor, rows.items.values(), record_of)
    return Kept(
        items=items,
        ahead=_ahead(actor, rows, items, record_of),
        papers=_papers(actor, rows, items, record_of),
        interests=_left_out(actor, rows, day),
        books=_books(actor, rows, committee, day),
    )


def _ahead(actor: Actor, rows: Gathered, hidden: frozenset[int], record_of: Callable[[int], Record]) -> frozenset[int]:
    """The items of meetings that have not begun, to whoever takes no part in them."""
    begun = {act.meeting_id for act in rows.of(SittingClosed)}
    begun |= {act.meeting_id for act in rows.of(Attendance) if act.movement == Movement.CAME}
    waiting = [row for row in rows.items.values() if row.meeting_id not in begun and row.pk not in hidden]
    asked = [row for row in waiting if not _runs(actor, row)] if waiting else []
    seats = _seats(actor) if asked else []
    asked = [row for row in asked if not _sits(seats, row)]
    return frozenset(row.pk for row in asked if not knows_ahead(actor, record_of(row.meeting_id)))


def _runs(actor: Actor, row: AgendaItem) -> bool:
    """Whether the reader has a power on a committee that the item concerns: then the record need not be asked."""
    return any(actor.on(each.sitting.committee_id) for each in row.purposes.all())


def _seats(actor: Actor) -> list[Appointment]:
    held = Appointment.objects.filter(person=actor.person).select_related("seat") if actor.person is not None else ()
    return list(held)


def _sits(seats: list[Appointment], row: AgendaItem) -> bool:
    """The same of who sits on one of them that day."""
    sits = {each.seat.committee_id for each in seats if each.is_in_force_on(row.meeting.date)}
    return any(each.sitting.committee_id in sits for each in row.purposes.all())


def _papers(actor: Actor, rows: Gathered, hidden: frozenset[int], record_of: Callable[[int], Record]) -> frozenset[int]:
    """The papers that are not for everybody, and not for this reader; those that were removed since as they were."""
    kept = set()
    for row in rows.items.values():
        if row.pk in hidden:
            continue
        private = private_row(row, row.meeting)
        papers = [paper for paper in row.papers.all() if private or paper.access != Access.PUBLIC]
        gone = {each.id: each for each in rows.histories["paper"] if each.item_id == row.pk}
        there = {paper.pk for paper in row.papers.all()}
        removed = [each for pk, each in gone.items() if pk not in there and (private or each.access != Access.PUBLIC)]
        if papers or removed:
            record = record_of(row.meeting_id)
            item = record.item_by_id[row.pk]
            kept |= {paper.pk for paper in papers if not may_read_paper(actor, record, item, paper)}
            kept |= {each.id for each in removed if not may_read(actor, record, item, _least(each.access))}
    return frozenset(kept)


def _least(access: str) -> Access:
    return Access.MEMBERS if access == Access.PUBLIC else Access(access)


def _left_out(actor: Actor, rows: Gathered, day: date) -> frozenset[int]:
    """The interests of which a guardian leaves out the details today, for who may not read the private register."""
    if not rows.interests:
        return frozenset()
    found = dict(
        Redaction.objects.in_force_on(day)
        .filter(interest__in=rows.interests)
        .values_list("interest", "interest__person")
    )
    if not found:
        return frozenset()
    days = [day, *(meeting.date for meeting in rows.meetings.values())]
    reads = whose_entries(actor, set(found.values()), min(days), max(days), today=day)
    return frozenset(interest for interest, person in found.items() if person not in reads)


def _books(actor: Actor, rows: Gathered, committee: int, day: date) -> frozenset[int]:
    others = {act.committee_id for act in rows.between} - {committee}
    return closed_books(actor, others, rows.matter.pk, day)
