"""Fields and choices that the pages for writing up share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from committees.terms import Movement
from decisions.actions.hanging import MOST_DAYS
from decisions.clinical import class_of, clinical_members
from decisions.facts import Record
from decisions.forms import NOT_WHOLE
from practices import clock

MOST_LINES = 20


def time_field(label: str, **kwargs) -> forms.TimeField:
    """A time of day, 10:05. Optional: what nobody wrote down is not told."""
    sentence = f"{label}: give the time as hours and minutes, such as 10:05."
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": sentence},
        **kwargs,
    )


def tick(label: str, **kwargs) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, **kwargs)


def choice(label: str, choices: Iterable, blank: str | None = "", **kwargs) -> forms.ChoiceField:
    """One of several; ``blank``: the words for none of them, None where there is no such choice."""
    choices = list(choices)
    first = [] if blank is None else [("", blank)]
    return forms.ChoiceField(label=label, required=False, choices=[*first, *choices], **kwargs)


def words_of(words: Iterable) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in words]


class WritingUp(forms.Form):
    """One page of the writing up. ``key``: it is taken once."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))

    #: More lines were asked for: nothing is wrong yet with a page that is still being filled in.
    unfinished = False

    def __init__(self, record: Record, data=None, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.record = record

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if self.unfinished else super().errors

    def moment(self, at: time | None) -> datetime | None:
        """A time of the day of the meeting."""
        return datetime.combine(self.record.day, at, tzinfo=clock.LONDON) if at is not None else None

    def given(self, name: str):
        """What a field holds; None where it is empty or wrong."""
        return self.cleaned_data.get(name) or None

    def wrong(self, name: str, sentence: str) -> None:
        self.add_error(name, ValidationError(sentence))

    def in_order(self, first: str, second: str, sentence: str) -> None:
        """The second time is not before the first."""
        start, end = self.given(first), self.given(second)
        if start and end and end < start:
            self.wrong(second, sentence)

    def lines(self, counter: str, at_least: int) -> int:
        """How many lines of a kind the page has: those it was sent with, and more if that was pressed."""
        sent = str(self.data.get(counter, ""))
        count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 3 else at_least
        return min(max(count, at_least), MOST_LINES)


def day_field(label: str, **kwargs) -> forms.DateField:
    """A day to come, as three numbers."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.SelectDateWidget,
        error_messages={"invalid": f"{label}: give a date such as 12 5 2016."},
        **kwargs,
    )


def days_field(label: str) -> forms.IntegerField:
    """A number of days, as long as a condition may have."""
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), f"{label}: give a whole number from 1 to {MOST_DAYS}.")
    widget = forms.TextInput({"inputmode": "numeric", "size": 5})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=MOST_DAYS, widget=widget, error_messages=wrong
    )


def people_who_came(record: Record) -> list[int]:
    """Everybody who was there at some time, in the order of their arrival."""
    inside = (Movement.CAME, Movement.RETURNED)
    return list(dict.fromkeys(act.person_id for act in record.movements() if act.movement in inside))


def people_choices(record: Record) -> list[tuple[str, list[tuple[str, str]]]]:
    """Who was there, by committee, with the class of its clinical members; then those without a seat."""
    came, listed = people_who_came(record), set()
    groups = []
    for sitting in record.sittings.values():
        lines = []
        for appointment in sitting.appointments:
            if appointment.person in came and appointment.covers(record.day) and appointment.person not in listed:
                listed.add(appointment.person)
                seat = sitting.seat_by_id.get(appointment.seat)
                title = f", {seat.title}" if seat else ""
                lines.append((str(appointment.person), f"{record.name(appointment.person)}{title}"))
        if clinical_members(record, [sitting], came):
            lines.append((class_of(sitting), f"all clinical members of {sitting.name} who were there"))
        groups.append((sitting.name, lines))
    others = [(str(person), record.name(person)) for person in came if person not in listed]
    return [group for group in [*groups, ("Others who were there", others)] if group[1]]
