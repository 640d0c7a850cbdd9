"""An exported record taken back in: every act asked of the gate again, in its order, and written as it was.

What the rules work out (who could vote, what a decision is worth, its result) is worked out afresh; a file that says
something else is refused, with the line. So is one that was changed since it was exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from committees.actions import Found
from committees.files import FileRefused
from committees.models import Appointment, Interest, Meeting
from committees.powers import importing_actor
from committees.rights import world
from decisions.actions.bench import Bench
from decisions.chain import Recorder, verify_meeting
from decisions.facts import load_record
from decisions.gate import Refused
from decisions.journal.entry import ActEntry
from decisions.journal.finding import Finding, seat_called
from decisions.journal.plain import FORMAT, fingerprint, mark, without_fingerprint
from decisions.journal.texts import moment
from decisions.meeting_file.schema import InvitedEntry, MatchEntry, MeetingEntry
from decisions.models import AgendaItem, ItemAppointment, Match
from decisions.writing_up.acts import starts


@transaction.atomic
def take_back(*, meeting: Meeting, entry: MeetingEntry, found: Found) -> None:
    """Write the acts of an exported record into the meeting that the same file has just made.

    Raises FileRefused with line and reason where an act could not have been written here as it is told.
    """
    if entry.exported is None:
        entry.refuse("The acts of a meeting come from an exported record, with its `exported`.", "acts")
    if entry.exported.format != FORMAT:
        entry.exported.refuse(f"This record is written in format {FORMAT}; another cannot be read.", "format")
    with _told_where(entry, "acts"):
        bench = _bench(meeting, found, entry.line or 0)
    finding = Finding(bench, found)
    for place in range(len(entry.acts)):
        bench.line = entry.problem("", "acts", place).line
        with _told_where(entry, "acts", place):
            ActEntry(entry, place, bench, finding, found).write()
    _refuse_changed(entry)
    for problem in verify_meeting(meeting.pk):
        entry.refuse(f"What is written is not whole: {problem}", "acts")


def _bench(meeting: Meeting, found: Found, line: int) -> Bench:
    record = load_record(meeting.pk)
    people = {person.pk: world.Person(person.pk, person.name) for person in found.people.values()}
    record.people.update(people)
    actor = importing_actor(sitting.committee.id for sitting in record.sittings.values())
    return Bench(actor, record, Recorder(record.sittings), starts(record), line)


@contextmanager
def _told_where(entry: MeetingEntry, *where: str | int) -> Iterator[None]:
    """Whatever refuses an act, said with its line."""
    try:
        yield
    except Refused as refused:
        entry.refuse(f"The rules do not allow this: {refused.verdict.sentence}", *where)
    except ValidationError as error:
        entry.refuse(" ".join(error.messages), *where)
    except (IntegrityError, DataError) as error:
        entry.refuse(f"The database refuses this: {' '.join(str(error).split())[:300]}", *where)


def _refuse_changed(entry: MeetingEntry) -> None:
    """The marks tell the first act that is not as it was exported; the fingerprint, whatever else was changed."""
    previous = ""
    for place, told in enumerate(entry.acts):
        previous = mark(previous, {name: said for name, said in told.items() if name != "mark"})
        if told.get("mark") != previous:
            entry.refuse(
                "This act, or one before it, is not as it was exported: it was changed, or one was taken out.",
                "acts",
                place,
                "mark",
            )
    if entry.exported is None or fingerprint(without_fingerprint(entry.plain)) != entry.exported.fingerprint:
        entry.refuse("This file is not as it was exported: something in it was changed.", "exported", "fingerprint")


def invite(item: AgendaItem, entry: InvitedEntry, found: Found) -> None:
    """Somebody holds a seat for one item only."""
    committee = found.committee(entry, entry.committee, "committee")
    person = found.person(entry, entry.person, "person")
    seat = seat_called(committee.pk, item.meeting.date, entry.seat)
    if seat is None:
        entry.refuse(f"{committee} has no seat “{entry.seat}” on the day of the meeting.", "seat")
    held = Appointment.objects.filter(seat=seat, person=person).in_force_on(item.meeting.date).first()
    if held is None:
        entry.refuse(f"{person} is not appointed to this seat on the day of the meeting.", "person")
    try:
        by = found.person(entry, entry.invited_by, "by") if entry.invited_by else None
        row = ItemAppointment(appointment=held, item=item, invited_by=by, why=entry.why)
        row.full_clean()
        row.save()
    except ValidationError as error:
        raise FileRefused([entry.problem(" ".join(error.messages), "person")]) from error


def shown_by_registers(item: AgendaItem, entry: MatchEntry, found: Found) -> Match:
    """What the registers showed of somebody on an item, unsaved. Raises FileRefused for an interest not on record."""
    person = found.person(entry, entry.person, "person")
    interest = None
    if entry.entry:
        interest = Interest.objects.filter(person=person, nature=entry.entry, starts_on=entry.entry_from).first()
        if interest is None:
            entry.refuse(f"No interest “{entry.entry}” of {person} is on record from this day.", "entry")
    same = ("nature", "category", "as_class", "by_hand", "reason")
    words = {name: getattr(entry, name).value for name in ("type", "directness", "state")}
    moments = {name: _moment(entry, name) for name in ("found_at", "changed_at")}
    told = {name: getattr(entry, name) for name in same} | words | moments
    return Match(item=item, person=person, interest=interest, chains=list(entry.chains), **told)


def _moment(entry: MatchEntry, name: str) -> datetime:
    try:
        return moment(getattr(entry, name))
    except ValueError as error:
        entry.refuse(str(error), name.removesuffix("_at"))
