"""Bringing a matter to the committee's next meeting: as the last section of the matter's page."""

from __future__ import annotations

from django import forms
from django.urls import reverse

from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.onto_agenda import bring_to_meeting
from decisions.asked_for import first_day
from decisions.calendar import next_meeting
from decisions.facts import load_record
from decisions.gate import may_in_sitting
from decisions.outside.in_meetings import decided_already, private_ground_of, sittings_on_it
from decisions.outside.sections import Asks, Line, Press, Section
from decisions.outside.urgent_form import PrivateForm

NAME = "onto-agenda"


class OntoAgenda(PrivateForm):
    """Whether the item is taken in private; what was in private before stays so."""

    private = forms.BooleanField(label="Taken in private (part 2)", required=False)
    private_ground = forms.CharField(label="Ground for taking it in private", max_length=300, required=False)


def section(asks: Asks) -> Section | None:
    """On which agendas it is that are still to be dealt with, or the press that puts it on the next; else nothing."""
    committee, matter = asks.record.committee.id, asks.record.matter.pk
    waits = list(sittings_on_it(committee, matter).select_related("meeting").order_by("meeting__date", "pk"))
    if waits:
        return Section(key=NAME, title="On an agenda", lines=tuple(_line(row.meeting) for row in waits))
    if asks.record.withdrawn_on is not None or decided_already(committee, matter):
        return None
    meeting = next_meeting(committee, first_day(matter, asks.today))
    if meeting is None:
        return None
    return Section(key=NAME, title="Bring it to a meeting", presses=(_press(asks, meeting),))


def _line(meeting) -> Line:
    link = (f"The meeting of {day_words(meeting.date)}", reverse("meeting", args=[meeting.pk]))
    return Line(text=f"It is on the agenda of {day_words(meeting.date)}.", links=(link,))


def _press(asks: Asks, meeting) -> Press:
    committee, matter = asks.record.committee.id, asks.record.matter.pk
    room = load_record(meeting)
    sitting = next(each for each in room.sittings.values() if each.committee.id == committee)
    ground = private_ground_of(matter)
    initial = {"private": bool(ground), "private_ground": ground}

    def do(form: OntoAgenda) -> str:
        said = form.cleaned_data["private_ground"]
        item = bring_to_meeting(actor=asks.actor, committee=committee, matter=matter, private_ground=said)
        return f"It is item {item.number} of the meeting of {day_words(item.meeting.date)}."

    return Press(
        name=NAME,
        label=f"Put it on the agenda of {day_words(meeting.date)}",
        form=OntoAgenda(asks.sent(NAME), initial=initial, auto_id=f"id_{NAME}_%s"),
        verdict=may_in_sitting(Act.RUN_AGENDA, asks.actor, room, sitting),
        do=do,
        hint="Consent, advice and information on it come with it.",
        button="Put it on the agenda",
    )
