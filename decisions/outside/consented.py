"""NHS England's consent, at level 3: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django import forms
from django.urls import reverse

from committees.rights.routes.consent import needed_by
from committees.rights.sources import LEVEL_3_NO_VETO
from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.consent import answer_consent, ask_consent
from decisions.consent_words import consent_sentence
from decisions.models import ConsentRequest, Paper
from decisions.outcome import london_day
from decisions.outside.consents import requests_on, told_of
from decisions.outside.gate import may_outside
from decisions.outside.sections import Asks, KeyedForm, Line, Press, Section

GIVE, REFUSE = "give", "refuse"


class AskForm(KeyedForm):
    """What consent is asked for, and with which paper of the matter, if any."""

    text = forms.CharField(
        label="What consent is asked for",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what consent is asked for."},
    )
    paper = forms.TypedChoiceField(
        label="Paper",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="A paper of this matter, on an agenda of the committee. May stay empty.",
        error_messages={"invalid_choice": "Choose one of the papers on the page."},
    )

    def __init__(self, data=None, *, papers: Collection[tuple[int, str]], **options):
        super().__init__(data, **options)
        if papers:
            self.fields["paper"].choices = [("", "none"), *papers]
        else:
            del self.fields["paper"]


class AnswerForm(KeyedForm):
    """Given, or refused with the reason."""

    answer = forms.ChoiceField(
        label="NHS England's consent",
        choices=[(GIVE, "NHS England consents"), (REFUSE, "NHS England refuses its consent")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether consent is given or refused.",
            "invalid_choice": "Choose whether consent is given or refused.",
        },
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text="Needed where consent is refused.",
    )

    def clean(self):
        """A refusal says why."""
        cleaned = super().clean()
        if cleaned.get("answer") == REFUSE and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why consent is refused.")
        return cleaned


def section(asks: Asks) -> Section | None:
    """Whether consent is needed and by which rule, what was asked and answered. None where no rule and no request is."""
    record = asks.record
    rows = requests_on(record)
    consent = record.outside.consent
    if consent is None and not rows:
        return None
    needed = needed_by(consent, record.standpoint.authorities)
    said = [reason.text for reason in needed.reasons]
    stands = consent_sentence(consent, record.standpoint.authorities)
    return Section(
        key="consent",
        title="NHS England's consent",
        said=tuple(filter(None, [*said, stands, "It is asked for before the vote, and is no veto." if needed else ""])),
        lines=tuple(_line(row) for row in rows),
        presses=tuple(_presses(asks, rows)),
        sources=tuple(dict.fromkeys([*(reason.source for reason in needed.reasons), LEVEL_3_NO_VETO])),
    )


def _line(row: ConsentRequest) -> Line:
    by = f" by {row.by.name}" if row.by else ""
    when = f"Asked for{by} on {day_words(london_day(row))}."
    links = ((row.paper.title, reverse("paper", args=[row.paper.pk])),) if row.paper else ()
    if not hasattr(row, "answer"):
        return Line(text=row.text, when=when, tag=("awaits an answer", "blue"), links=links)
    answer = row.answer
    who = f" ({answer.by.name})" if answer.by else ""
    done = "consented" if answer.given else "refused its consent"
    why = f": {answer.reason}" if answer.reason else "."
    said = f"NHS England{who} {done} on {day_words(london_day(answer))}{why}"
    tag = ("given", "green") if answer.given else ("refused", "orange")
    return Line(text=row.text, when=when, details=(said,), tag=tag, links=links)


def _presses(asks: Asks, rows: list[ConsentRequest]) -> Iterator[Press]:
    for row in rows:
        yield _answer(asks, row)
    yield _ask(asks, rows)


def _ask(asks: Asks, rows: list[ConsentRequest]) -> Press:
    record = asks.record
    where = {"committee": record.committee.id, "matter": record.matter.pk}
    papers = Paper.objects.filter(item__matter=record.matter, item__purposes__sitting__committee=record.row.pk)
    verdict = may_outside(Act.ASK_CONSENT, asks.actor, record, **told_of(rows[-1] if rows else None))

    def do(form: AskForm) -> str:
        ask_consent(actor=asks.actor, **where, text=form.cleaned_data["text"], paper=form.cleaned_data.get("paper"))
        return "NHS England is asked for its consent."

    titles = papers.order_by("pk").distinct().values_list("pk", "title") if verdict else ()
    return Press(
        name="ask-consent",
        label="Ask for NHS England's consent",
        form=AskForm(asks.sent("ask-consent"), papers=list(titles), auto_id="id_ask-consent_%s"),
        verdict=verdict,
        do=do,
        button="Ask NHS England",
    )


def _answer(asks: Asks, row: ConsentRequest) -> Press:
    name = f"give-consent-{row.pk}"

    def do(form: AnswerForm) -> str:
        given = form.cleaned_data["answer"] == GIVE
        answer_consent(actor=asks.actor, request=row.pk, given=given, reason=form.cleaned_data["reason"])
        return "NHS England's consent is recorded." if given else "NHS England's refusal is recorded."

    return Press(
        name=name,
        label="Give or refuse NHS England's consent",
        form=AnswerForm(asks.sent(name), auto_id=f"id_{name}_%s"),
        verdict=may_outside(Act.ANSWER_CONSENT, asks.actor, asks.record, **told_of(row, asks.actor, asks.record)),
        do=do,
        button="Record NHS England's answer",
    )
