"""The forms of the conflicts of interest guardian's page. Whether a thing may be done is the action's answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms

from committees.registers.guarding import LONGEST_REASON
from decisions.forms import NOT_WHOLE

_DAY = {"invalid": "Give the day as a date such as 1 4 2016."}


def _day(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.SelectDateWidget, error_messages=_DAY, **more)


def _text(label: str, rows: int = 3, most: int = 4000, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **more)


class Once(forms.Form):
    """A form that is taken once. ``what``: which form it is; ``about``: the key of the row that it is about, or 0."""

    what = ""
    button = "Record"
    summary = ""  # what opens the form; empty: it is shown at once

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: int = 0, initial: dict | None = None):
        self.about = about
        given = {"key": uuid.uuid4()} | (initial or {})
        super().__init__(data, prefix=f"{self.what}{about}", label_suffix="", initial=given)


class Advice(Once):
    what, button = "advise", "Give this advice"
    summary = "Give advice"
    advice = _text("Your advice", help_text="Read by whoever raised it, if they gave their name.")


class CloseConcern(Once):
    what, button = "close", "Close this concern"


class OpenConcern(Once):
    """Of a late declaration, by the guardian."""

    what, button = "open", "Open this concern"
    summary = "Open a concern about this"
    said = _text("What the concern is", rows=6)


class NewBreach(Once):
    what, button = "breach", "Record this breach"
    summary = "Record a breach"
    found_on = _day("Day on which it was found")
    happened_on = _day("Day on which it happened", required=False, help_text="If it is known.")
    said = _text("What happened, with names", help_text="Never published.")
    action = _text("What was done about it", required=False)
    concern = forms.TypedChoiceField(
        label="The concern that led to it",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": "Choose one of the concerns on the page."},
    )

    def __init__(self, data=None, *, concerns: Iterable[tuple[int, str]] = (), **more):
        super().__init__(data, **more)
        concerns = list(concerns)
        cast(forms.ChoiceField, self.fields["concern"]).choices = [("", "none"), *concerns]
        if not concerns:
            del self.fields["concern"]


class Publish(Once):
    what, button = "publish", "Publish"
    summary = "Publish it without names"
    text = _text(
        "What is published, without names", help_text="Also without what gives a person away to who knows them."
    )


class CorrectPublished(Publish):
    what, button = "correct", "Publish these words instead"
    summary = "Correct the published words"
    reason = forms.CharField(label="Why the words are corrected", max_length=LONGEST_REASON)


class Redact(Once):
    """Of an interest."""

    what, button = "redact", "Leave this out"
    summary = "Leave something out of the published register"
    hides = forms.MultipleChoiceField(
        label="What is left out of the published register",
        widget=forms.CheckboxSelectMultiple,
        choices=[("name", "The name"), ("details", "The details")],
        error_messages={"required": "Choose what is left out: the name, the details, or both."},
    )
    reason = _text("Why", rows=2, most=300, help_text="Kept with the private register, and never published.")


class RedactOffer(Redact):
    what = "redact-offer"


class Lift(Once):
    what, button = "lift", "Publish it from tomorrow"
    summary = "Publish it again"
    reason = forms.CharField(label="Why it is published again", max_length=LONGEST_REASON)


class Nonetheless(Once):
    what, button = "nonetheless", "Keep it published"
    summary = "Publish it all the same"
    why = _text("Why it is published", rows=2, help_text="Read by the person who asked.")


FORMS: dict[str, type[Once]] = {
    kind.what: kind
    for kind in (
        Advice, CloseConcern, OpenConcern, NewBreach, Publish, CorrectPublished, Redact, RedactOffer, Lift, Nonetheless,
    )
}  # fmt: skip


class Raise(forms.Form):
    """A concern for the guardian of a CCG, with the name of who raises it or without."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), NOT_WHOLE))
    ccg = forms.ChoiceField(
        label="For the guardian of",
        error_messages={"required": "Choose a CCG", "invalid_choice": "Choose a CCG from the list."},
    )
    said = _text(
        "What the concern is", rows=6, help_text="Say what happened or may happen. Do not look into it yourself."
    )
    named = forms.ChoiceField(
        label="Your name",
        widget=forms.RadioSelect,
        choices=[
            ("yes", "With my name: you read the advice here"),
            ("no", "Without my name: nothing that is kept says who raised it, and you get no answer here"),
        ],
        error_messages={"required": "Choose whether the guardian is told your name."},
    )

    def __init__(self, data=None, *, ccgs: Iterable[tuple[str, str]], initial: dict | None = None):
        super().__init__(data, label_suffix="", initial={"key": uuid.uuid4()} | (initial or {}))
        cast(forms.ChoiceField, self.fields["ccg"]).choices = [("", "Choose a CCG"), *ccgs]
