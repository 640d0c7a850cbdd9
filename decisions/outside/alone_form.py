"""The form of an officer's decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from committees.terms import Verb
from decisions.actions.outside.officers import OFFICERS_VERBS
from decisions.outside.facts import OutsideRecord
from decisions.outside.urgent_form import PrivateForm, ground_field, private_field
from practices import clock


class DecideForm(PrivateForm):
    """What the officer decides, why, and when it was decided."""

    verb = forms.ChoiceField(
        label="What is done with the matter",
        choices=[(verb.value, verb.label) for verb in OFFICERS_VERBS],
        error_messages={"required": "Choose what is done.", "invalid_choice": "Choose from the list."},
    )
    text = forms.CharField(
        label="What is decided",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what is decided."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Give the reason for the decision."},
    )
    on = forms.DateField(
        label="Decided on",
        widget=forms.SelectDateWidget,
        error_messages={"required": "Give the day on which it was decided.", "invalid": "Give the day as a date."},
    )
    at = forms.TimeField(
        label="Time of day",
        help_text="Such as 09:40. Leave it empty for now.",
        required=False,
        error_messages={"invalid": "Give the time as hours and minutes: 10:40."},
    )
    private = private_field()
    private_ground = ground_field()

    def __init__(self, data=None, *, name: str, record: OutsideRecord, ground: str):
        initial = {"on": record.day, "private": bool(ground), "private_ground": ground}
        super().__init__(data, initial=initial, auto_id=f"id_{name}_%s")
        self.fields["on"].widget.years = [record.day.year - 1, record.day.year]

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
            "verb": Verb(given["verb"]),
            "private_ground": given["private_ground"],
            "when": datetime.combine(given["on"], given["at"], tzinfo=clock.LONDON) if given["at"] else None,
        }
