"""One page of the writing up, taken: what the form tells, written as acts. Each in one transaction, or nothing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.powers import Actor
from committees.rights.words import people
from committees.terms import Act, Outcome
from decisions.actions.room import person_named
from decisions.facts import Record, load_record
from decisions.gate import may_in_meeting, require
from decisions.writing_up.acts import write_up_attendance, write_up_close, write_up_item
from decisions.writing_up.attendance_form import AttendanceForm
from decisions.writing_up.close_form import CloseForm
from decisions.writing_up.item_form import ItemForm
from decisions.writing_up.told import Came


@transaction.atomic
def take_attendance(actor: Actor, record: Record, form: AttendanceForm) -> str:
    """Who was there; people without a seat are found by name, or new to the record."""
    require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, record))
    guests = [
        Came(
            person=person_named(record, guest.name).pk,
            role=guest.role,
            came=guest.came,
            left=guest.left,
            only_for_item=guest.item,
        )
        for guest in form.guests()
    ]
    came = form.came()
    write_up_attendance(actor=actor, meeting=record.meeting.pk, came=[*came, *guests], others=form.others())
    there = sum(not each.apologies for each in came) + len(guests)
    return f"{people(there)} recorded as there."


@transaction.atomic
def take_item(actor: Actor, record: Record, form: ItemForm) -> str:
    """One item. What was read out must be what the votes give: nobody types a result."""
    write_up_item(actor=actor, meeting=record.meeting.pk, told=form.told())
    read_out = form.read_out()
    if read_out:
        _compare(load_record(record.meeting.pk), read_out)
    return f"Item {form.item.number} is written up."


def _compare(record: Record, read_out: dict[int, str]) -> None:
    """Raise ValidationError where the sheet says another result than the one that follows from its votes."""
    for pk, said in read_out.items():
        resolution = record.resolution_by_id[pk]
        found = resolution.announcement
        if found is not None and found.outcome != said and found.outcome in (Outcome.CARRIED, Outcome.NOT_CARRIED):
            raise ValidationError(
                f"{resolution.sitting.name}: the sheet says “{Outcome(said).label}”, and what is written here gives "
                f"“{Outcome(found.outcome).label}” ({found.sentence}) Look at the votes again. Nothing was recorded."
            )


@transaction.atomic
def take_close(actor: Actor, record: Record, form: CloseForm) -> str:
    """The close of the meeting, for the committees ticked."""
    closed = write_up_close(actor=actor, meeting=record.meeting.pk, sittings=form.sittings(), when=form.when())
    return f"Closed: {', '.join(act.sitting.committee.short_name for act in closed)}. The minutes print the seal."
