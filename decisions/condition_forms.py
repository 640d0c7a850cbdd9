"""The form on which somebody says what became of a condition."""

from __future__ import annotations

import uuid
from typing import cast

from django import forms

from committees.terms import ConditionState
from decisions.conditions import Standing
from decisions.forms import NOT_WHOLE, Key
from practices import clock

_MET = [
    (ConditionState.DISCHARGED.value, "It was met"),
    (ConditionState.FAILED.value, "It failed, and cannot be met any more"),
]
_LAPSED = (ConditionState.LAPSED.value, "It lapsed: its last day passed without it")
_AGAIN = (ConditionState.AWAITED.value, "It is awaited still: nothing became of it yet")


class Became(forms.Form):
    """What became of one condition of a decision. ``met_by``: decisions that may have met it, as (key, words)."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))
    replaces = Key(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label="What became of it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of the condition."},
    )
    day = forms.DateField(
        label="On which day",
        required=False,
        widget=forms.SelectDateWidget,
        error_messages={"invalid": "Give the day as a date such as 1 4 2016."},
    )
    met_by = forms.TypedChoiceField(
        label="The decision that met it, if it is on record",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Choose one of the decisions on the page."},
    )
    reason = forms.CharField(label="Reason", required=False, max_length=1000, widget=forms.Textarea({"rows": 2}))

    def __init__(self, data=None, *, standing: Standing, met_by=()):
        super().__init__(data, prefix=f"c{standing.condition.pk}", label_suffix="", initial={"key": uuid.uuid4()})
        correcting = standing.state is not ConditionState.AWAITED
        due = standing.condition.due_on
        lapses = [_LAPSED] if due is not None and due < clock.today() else []
        self._offer("state", [*_MET, *lapses, *([_AGAIN] if correcting else [])])
        self._offer("met_by", [("", "none of those on record"), *met_by])
        if not met_by:
            del self.fields["met_by"]
        if correcting and standing.act is not None:
            self.initial["replaces"] = standing.act.pk
            self.fields["reason"].label = "Why it is corrected"
        else:
            self.fields["reason"].help_text = "Needed where it failed."
        if lapses:
            self.fields["day"].help_text = "May stay empty where it lapsed: that is its last day."

    def _offer(self, name: str, choices: list) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices
