"""The form of chair's action: a row for each place that the terms name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from committees.rights.outside import Signatory
from committees.rights.routes.urgency import ToSign
from committees.rights.words import lower_first, sentence_case
from decisions.actions.outside.urgency import Signed
from decisions.forms import NOT_WHOLE, key_in
from decisions.outside.facts import OutsideRecord
from decisions.outside.sections import KeyedForm
from practices import clock

NEEDS_GROUND = "Give the ground on which it is reported in private."
NOT_PRIVATE = "The ground is for what is reported in private: tick that it is, or leave the ground empty."


class Signer(forms.ChoiceField):
    """“Seat:person”. The list has who could sign; whether somebody else may is the gate's answer, with its reason."""

    def to_python(self, value) -> tuple[int, int] | None:
        if not value:
            return None
        seat, _, person = str(value).partition(":")
        keys = key_in(seat), key_in(person)
        if None in keys:
            raise ValidationError(NOT_WHOLE)
        return keys  # type: ignore[return-value]

    def validate(self, value) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"])


class PrivateForm(KeyedForm):
    """What may be reported in private: ticked, with its ground."""

    def clean(self) -> dict[str, Any]:
        """One without the other is a slip that would make public what is private, or the other way round."""
        cleaned = super().clean()
        if cleaned.get("private") and not cleaned.get("private_ground"):
            self.add_error("private_ground", NEEDS_GROUND)
        if cleaned.get("private_ground") and not cleaned.get("private"):
            self.add_error("private_ground", NOT_PRIVATE)
        return cleaned


def private_field() -> forms.BooleanField:
    return forms.BooleanField(label="To be reported in private (part 2)", required=False)


def ground_field() -> forms.CharField:
    return forms.CharField(label="Ground for reporting it in private", max_length=300, required=False)


class TakeForm(PrivateForm):
    """What is decided, who signed and how, and why it could not wait."""

    text = forms.CharField(
        label="What is decided",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what is decided."},
    )
    reason = forms.CharField(
        label="Why it could not wait for a meeting",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say why it could not wait for a meeting."},
    )
    members_asked = forms.CharField(
        label="Which other members were asked beforehand, and what they said",
        help_text="Where possible. Leave it empty if nobody could be asked.",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    on = forms.DateField(
        label="Taken on",
        widget=forms.SelectDateWidget,
        error_messages={"required": "Give the day on which it was taken.", "invalid": "Give the day as a date."},
    )
    at = forms.TimeField(
        label="Time of day",
        help_text="Such as 09:40. Leave it empty for now.",
        required=False,
        error_messages={"invalid": "Give the time as hours and minutes: 10:40."},
    )
    private = private_field()
    private_ground = ground_field()

    def __init__(self, data=None, *, places: Sequence[ToSign], record: OutsideRecord, text: str, ground: str):
        initial = {"text": text, "on": record.day, "private": bool(ground), "private_ground": ground}
        super().__init__(data, initial=initial, auto_id="id_chairs-action_%s")
        self.fields["on"].widget.years = [record.day.year - 1, record.day.year]
        self.places = len(places)
        for number, place in enumerate(places):
            self.fields[f"who_{number}"] = _who(place, record)
            self.fields[f"how_{number}"] = _how(place)
        rows = [name for number in range(self.places) for name in (f"who_{number}", f"how_{number}")]
        self.order_fields(["text", "reason", *rows, "members_asked", "on", "at"])

    def clean(self) -> dict[str, Any]:
        """A day that is over needs its time."""
        cleaned = super().clean()
        if cleaned.get("on") and cleaned["on"] != clock.today() and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", "Give the time of day: this is not today.")
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "reason": given["reason"],
            "signed": [self._signed(number) for number in range(self.places)],
            "members_asked": given["members_asked"],
            "private_ground": given["private_ground"],
            "when": datetime.combine(given["on"], given["at"], tzinfo=clock.LONDON) if given["at"] else None,
        }

    def _signed(self, number: int) -> Signed:
        seat, person = self.cleaned_data[f"who_{number}"]
        return Signed(seat, person, self.cleaned_data[f"how_{number}"])


def _who(place: ToSign, record: OutsideRecord) -> Signer:
    choices = [(f"{each.seat.id}:{each.person}", _named(each, record)) for each in place.could]
    return Signer(
        label=sentence_case(place.label),
        choices=[("", "choose"), *choices],
        error_messages={"required": f"Choose who signs as {lower_first(place.label)}."},
    )


def _how(place: ToSign) -> forms.CharField:
    return forms.CharField(
        label=f"How they agreed ({lower_first(place.label)})",
        max_length=200,
        help_text="By e-mail, by telephone, in person; and when.",
        error_messages={"required": f"Say how {lower_first(place.label)} agreed."},
    )


def _named(each: Signatory, record: OutsideRecord) -> str:
    return f"{record.name(each.person)}, {lower_first(each.seat.title)}"
