"""Putting a matter that was raised between meetings on the agenda of the committee's next meeting."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Sitting
from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import Act, Function, Purpose
from decisions.actions.agenda import put_on_agenda
from decisions.actions.items import free_number
from decisions.actions.preparing import refuse_begun
from decisions.asked_for import first_day
from decisions.calendar import next_meeting
from decisions.facts import load_record
from decisions.gate import may_in_sitting, require
from decisions.models import AgendaItem
from decisions.outside.facts import load_outside
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already, private_ground_of, sittings_on_it
from practices import clock

NO_MEETING = "No meeting of {committee} is planned."
DECIDED = "It is decided already. Raise a new matter for what is left to decide."


@transaction.atomic
def bring_to_meeting(*, actor: Actor, committee: int, matter: int, private_ground: str = "") -> AgendaItem:
    """Put the matter before this committee at its next meeting, by who runs that agenda, before the meeting begins.

    It stays the same matter: consent, advice and information on it come with it. ``private_ground``: on which it is taken
    in private, empty for in public; what was in private before stays so.
    """
    record = load_outside(committee, matter, clock.today(), also=[actor.person])
    meeting = next_meeting(committee, first_day(matter, record.day))
    if meeting is None:
        raise ValidationError(NO_MEETING.format(committee=record.row.short_name))
    sittings = {
        row.committee_id: row.pk for row in Sitting.objects.select_for_update().filter(meeting=meeting).order_by("pk")
    }
    room = load_record(meeting)
    require(may_outside(Act.READ_OUTSIDE, actor, record))
    require(may_in_sitting(Act.RUN_AGENDA, actor, room, room.sittings[sittings[committee]]))
    refuse_begun(room)
    waits = sittings_on_it(committee, matter).select_related("meeting").first()
    if waits is not None:
        raise ValidationError(f"It is on the agenda of {day_words(waits.meeting.date)} already.")
    if decided_already(committee, matter):
        raise ValidationError(DECIDED)
    if not record.ccgs and record.function is not Function.OWN_BUSINESS:
        raise ValidationError("It names no CCG. Raise it anew with the CCGs that it concerns.")
    ground = private_ground.strip() or private_ground_of(matter)
    reserved = record.function is Function.PERFORMERS_LIST
    return put_on_agenda(
        meeting=meeting,
        matter=record.matter,
        number=free_number(meeting),
        purposes={sittings[committee]: Purpose.INFORMATION if reserved else Purpose.APPROVAL},
        private=bool(ground),
        private_ground=ground,
    )
