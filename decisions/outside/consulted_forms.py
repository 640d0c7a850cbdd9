"""The forms of level 1: a consultation, the CCG's response, and NHS England's decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms

from committees.terms import Verb
from decisions.actions.outside.consulting import DECIDING
from decisions.outside.sections import KeyedForm

Choices = Sequence[tuple[int, str]]
IN_WHOSE_NAME = "It is recorded for them, as they said it."
VERBS = [(verb.value, verb.label) for verb in DECIDING]


def _text(label: str, required: str, rows: int = 3, **more) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=8000,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": required},
        **more,
    )


def _choice(label: str, required: str, **more) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        error_messages={"required": required, "invalid_choice": "Choose from the list."},
        **more,
    )


class _InSomebodysName(KeyedForm):
    """``people``: in whose names it can be recorded; empty where the asker does it themselves."""

    person = _choice("Who does this for NHS England", "Choose who does this for NHS England.", help_text=IN_WHOSE_NAME)

    def __init__(self, data=None, *, people: Choices = (), **options):
        super().__init__(data, **options)
        if people:
            cast(forms.ChoiceField, self.fields["person"]).choices = [("", "choose"), *people]
        else:
            del self.fields["person"]

    @property
    def who(self) -> int | None:
        """In whose name; None: the asker's own."""
        return self.cleaned_data.get("person")


class ConsultForm(_InSomebodysName):
    """Which CCG is asked what, and by when it can answer."""

    ccg = _choice("CCG", "Choose which CCG is consulted.")
    text = _text("What is proposed", "Say what is proposed.")
    respond_by = forms.DateField(
        label="Answer by",
        widget=forms.SelectDateWidget,
        help_text="NHS England waits for the answer until the end of this day, for example 12 5 2016.",
        error_messages={
            "required": "Give the day until which the CCG can answer.",
            "invalid": "Give the day as a date such as 12 5 2016.",
        },
    )
    field_order = ["key", "person", "ccg", "text", "respond_by"]

    def __init__(self, data=None, *, ccgs: Choices, **options):
        super().__init__(data, **options)
        several = len(ccgs) > 1
        cast(forms.ChoiceField, self.fields["ccg"]).choices = [("", "choose"), *ccgs] if several else ccgs


class RespondForm(KeyedForm):
    """What the CCG answers."""

    text = _text(
        "The CCG's response",
        "Write what the CCG answers.",
        4,
        help_text="It is given once. NHS England decides, and says how it took it into account.",
    )


class DecideForm(_InSomebodysName):
    """What NHS England decides, and why. ``answered``: which CCGs have answered."""

    verb = forms.ChoiceField(
        label="NHS England's decision is to",
        choices=VERBS,
        initial=Verb.APPROVE.value,
        error_messages={"required": "Choose what NHS England decides.", "invalid_choice": "Choose from the list."},
    )
    text = _text("What is decided", "Write what NHS England decides.")
    reason = _text("Reason", "Give the reason for the decision.")
    how_taken = _text("How the CCG's response was taken into account", "Say how the response was taken into account.")

    def __init__(self, data=None, *, answered: str = "", **options):
        super().__init__(data, **options)
        if answered:
            self.fields["how_taken"].label = f"How the response of {answered} was taken into account"
        else:
            del self.fields["how_taken"]
