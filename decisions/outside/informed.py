"""Requests for information to NHS England: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.db.models import Q

from committees.rights.routes.information import INFORMATION
from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.information import answer_information, ask_information
from decisions.models import InformationRequest
from decisions.outcome import london_day
from decisions.outside.gate import may_outside
from decisions.outside.sections import Asks, KeyedForm, Line, Press, Section
from practices import clock

#: For so long an answer is told on the secretary's first page.
LATELY = timedelta(days=14)
ANSWER = "answer-information-"


class AskForm(KeyedForm):
    """What is asked, and by when the answer is needed."""

    text = forms.CharField(
        label="What the committee asks NHS England",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what NHS England is asked."},
    )
    due_on = forms.DateField(
        label="Answer needed by",
        widget=forms.SelectDateWidget,
        help_text="A day to come, for example 12 5 2016.",
        error_messages={
            "required": "Give the day by which the answer is needed.",
            "invalid": "Give the day as a date such as 12 5 2016.",
        },
    )


class AnswerForm(KeyedForm):
    """What NHS England answers."""

    text = forms.CharField(
        label="NHS England's answer",
        max_length=8000,
        help_text="It is given once, and stays in the committee's book.",
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write what NHS England answers."},
    )


def section(asks: Asks) -> Section | None:
    """What was asked, by when, and what was answered. One query; no section where nothing was and nobody here may ask."""
    record = asks.record
    where = {"committee": record.committee.id, "matter": record.matter.pk}
    rows = list(InformationRequest.objects.filter(**where).select_related("by", "answer__by").order_by("pk"))
    ask = _ask(asks, where)
    if not rows and not ask.verdict:
        return None
    return Section(
        key="information",
        title="Information from NHS England",
        lines=tuple(_line(row, asks) for row in rows),
        presses=(*_answers(asks, rows, where), ask),
        sources=(INFORMATION,),
    )


def _ask(asks: Asks, where: dict) -> Press:
    form = AskForm(asks.sent("ask-information"), auto_id="id_ask-information_%s")

    def do(form: AskForm) -> str:
        said = form.cleaned_data
        act = ask_information(actor=asks.actor, **where, text=said["text"], due_on=said["due_on"])
        return f"NHS England is asked for information, to answer by {day_words(act.due_on)}."

    return Press(
        name="ask-information",
        label="Ask NHS England for information",
        form=form,
        verdict=may_outside(Act.ASK_INFORMATION, asks.actor, asks.record),
        do=do,
        button="Ask NHS England",
    )


def _answers(asks: Asks, rows: Iterable[InformationRequest], where: dict) -> Iterable[Press]:
    """One press for each request, also those answered: the gate refuses a second answer."""
    for row in rows:
        name = f"{ANSWER}{row.pk}"
        asked = {"asked": True, "answered": hasattr(row, "answer")}

        def do(form: AnswerForm, request: int = row.pk) -> str:
            answer_information(actor=asks.actor, **where, request=request, text=form.cleaned_data["text"])
            return "NHS England's answer is recorded."

        yield Press(
            name=name,
            label=f"Answer for NHS England: {_short(row.text)}",
            form=AnswerForm(asks.sent(name), auto_id=f"id_{name}_%s"),
            verdict=may_outside(Act.ANSWER_INFORMATION, asks.actor, asks.record, **asked),
            do=do,
            button="Record the answer",
        )


def _short(text: str, most: int = 60) -> str:
    first = text.strip().splitlines()[0]
    return first if len(first) <= most else f"{first[:most].rsplit(' ', 1)[0]}…"


def _line(row: InformationRequest, asks: Asks) -> Line:
    by = f" by {row.by.name}" if row.by else ""
    when = f"Asked{by} on {day_words(london_day(row))}, to be answered by {day_words(row.due_on)}."
    if not hasattr(row, "answer"):
        late = row.due_on < asks.today
        return Line(text=row.text, when=when, tag=("overdue", "red") if late else ("asked", "blue"))
    answer = row.answer
    who = f" ({answer.by.name})" if answer.by else ""
    said = f"NHS England{who} on {day_words(london_day(answer))}: {answer.text}"
    late = london_day(answer) > row.due_on
    return Line(text=row.text, when=when, details=(said,), tag=("answered late" if late else "answered", "green"))


@dataclass(frozen=True)
class InformationAsked:
    """A request that is not answered: whose, about what, since when, and by when."""

    pk: int
    committee: int
    matter: int
    text: str
    asked_on: date
    due_on: date


def awaiting(committees: Collection[int]) -> list[InformationAsked]:
    """The open requests of these committees, by their days: for NHS England's desk. One query."""
    rows = InformationRequest.objects.filter(committee__in=committees, answer__isnull=True).order_by("due_on", "pk")
    return [
        InformationAsked(row.pk, row.committee_id, row.matter_id, row.text, london_day(row), row.due_on) for row in rows
    ]


@dataclass(frozen=True)
class InformationTold:
    """A request that is overdue, or was answered lately. ``answered_on`` None: overdue.

    Without the matter's title: its page asks the gate whether the reader may know of it.
    """

    committee: int
    committee_name: str
    matter: int
    due_on: date
    answered_on: date | None


def told(committees: Collection[int], today: date) -> list[InformationTold]:
    """The requests of these committees that are overdue, and those answered in the last two weeks: for their secretary.

    One query.
    """
    since = datetime.combine(today - LATELY, time(), clock.LONDON)
    overdue = Q(answer__isnull=True, due_on__lt=today)
    rows = InformationRequest.objects.filter(overdue | Q(answer__happened_at__gte=since), committee__in=committees)
    return [
        InformationTold(
            committee=row.committee_id,
            committee_name=row.committee.short_name,
            matter=row.matter_id,
            due_on=row.due_on,
            answered_on=london_day(row.answer) if hasattr(row, "answer") else None,
        )
        for row in rows.select_related("committee", "answer").order_by("due_on", "pk")
    ]
