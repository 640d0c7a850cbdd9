"""The form of a step: made of what its sort asks for, so that a new sort needs no form of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from committees.rights.words import day_words
from decisions.life.entries import Step
from decisions.life.rules import LONGEST_PARTY, LONGEST_TEXT, Said, choices_of
from decisions.life.steps import Course, Told
from decisions.models import Limb, Matter
from decisions.outside.sections import KeyedForm

_DAY = "Give the day as a date such as 1 4 2016."


class StepForm(KeyedForm):
    """What is said of one step. The fields are those that its sort asks for."""

    on_day = forms.DateField(
        label="On which day",
        widget=forms.SelectDateWidget,
        help_text="The day on which it was done, for example 1 4 2016.",
        error_messages={"required": "Give the day on which it was done.", "invalid": _DAY},
    )

    def __init__(
        self,
        data=None,
        *,
        step: Step,
        matter: Matter,
        limbs: Iterable[Limb],
        course: Course,
        today: date,
        **initial: Any,
    ):
        super().__init__(data, initial={"on_day": today} | initial)
        self.step = step
        if step.answers:
            self.fields["answers"] = _answers(step, course)
        if step.part:
            lettered = [limb for limb in limbs if limb.letter]
            if len(lettered) > 1:
                self.fields["limb"] = _part(lettered)
        if step.party:
            self.fields["party"] = forms.CharField(
                label=step.party,
                max_length=LONGEST_PARTY,
                required="party" in step.needs,
                error_messages=_told(step.party),
            )
        if step.choice:
            self.fields["answer"] = forms.ChoiceField(
                label=step.choice,
                choices=choices_of(step, matter),
                widget=forms.RadioSelect,
                required="choice" in step.needs,
                error_messages=_told(step.choice) | {"invalid_choice": f"{step.choice}: choose from the list."},
            )
        if step.text:
            self.fields["text"] = forms.CharField(
                label=step.text,
                max_length=LONGEST_TEXT,
                required="text" in step.needs,
                widget=forms.Textarea({"rows": 4}),
                error_messages=_told(step.text),
            )
        if step.due:
            self.fields["due_on"] = forms.DateField(
                label=step.due,
                required="due" in step.needs,
                widget=forms.SelectDateWidget,
                error_messages=_told(step.due) | {"invalid": _DAY},
            )
        self.order_fields(["key", "answers", "limb", "party", "answer", "text", "on_day", "due_on"])

    @property
    def said(self) -> Said:
        """What the action takes."""
        given = self.cleaned_data
        return Said(
            on_day=given["on_day"],
            party=given.get("party", ""),
            text=given.get("text", ""),
            answer=given.get("answer", ""),
            due_on=given.get("due_on"),
            limb=_key(given.get("limb")),
            answers=_key(given.get("answers")),
        )


class CorrectionForm(StepForm):
    """A step as it should have been told, or that it was not taken, and why."""

    not_so = forms.BooleanField(label="This step was not taken at all: it was recorded by mistake", required=False)
    reason = forms.CharField(
        label="Why it is corrected",
        max_length=4000,
        help_text="What was said before stays in the record, with this reason.",
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Say why it is corrected."},
    )

    def __init__(self, data=None, *, told: Told, **known: Any):
        row = told.row
        initial: dict[str, Any] = {
            "party": row.party,
            "text": row.text,
            "answer": row.answer,
            "due_on": row.due_on,
            "limb": row.limb_id,
        }
        super().__init__(data, **known, **(initial | {"on_day": row.on_day}))
        self.fields.pop("answers", None)
        if not told.step.by_hand:  # its words stay: it can only be said that it was not so
            for name in set(self.fields) - {"key", "not_so", "reason"}:
                del self.fields[name]
            self.fields["not_so"].required = True
            self.fields["not_so"].error_messages["required"] = (
                "Tick that it was not taken: its words stay as they were."
            )


def _answers(step: Step, course: Course) -> forms.ChoiceField:
    """To what it belongs: the steps that nothing answers yet."""
    return forms.ChoiceField(
        label="To what it belongs",
        choices=[(told.row.pk, _named(told)) for told in course.open(step)],
        error_messages={
            "required": "Choose the step that it belongs to.",
            "invalid_choice": "Choose a step of this matter that nothing belongs to yet.",
        },
    )


def _named(told: Told) -> str:
    """A step, told apart from the others of its sort."""
    about = told.row.party or told.row.text
    words = f"{told.step.label}: {about}" if about else told.step.label
    short = words if len(words) <= 100 else f"{words[:100].rsplit(' ', 1)[0]}…"
    return f"{short}, {day_words(told.row.on_day)}"


def _part(limbs: Iterable[Limb]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Of which part",
        choices=[("", "The whole matter"), *((limb.pk, f"Part ({limb.letter})") for limb in limbs)],
        required=False,
        error_messages={"invalid_choice": "Choose a part of this matter."},
    )


def _told(label: str) -> dict[str, str]:
    return {"required": f"Not told yet: {label[:1].lower()}{label[1:]}."}


def _key(text: str | None) -> int | None:
    return int(text) if text else None
