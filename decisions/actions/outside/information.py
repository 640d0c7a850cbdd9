"""A committee asks NHS England for information on a matter; NHS England answers, once."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.bench import in_book
from decisions.gate import require
from decisions.models import InformationAnswer, InformationRequest
from decisions.outside.gate import may_outside


def ask_information(
    *, actor: Actor, committee: int, matter: int, text: str, due_on: date, when: datetime | None = None
) -> InformationRequest:
    """Ask NHS England something about a matter, to be answered by a day to come."""
    with in_book(actor, committee, matter, when) as bench:
        verdict = require(may_outside(Act.ASK_INFORMATION, actor, bench.record, due_on=due_on))
        if not text.strip():
            raise ValidationError("Say what NHS England is asked.")
        if due_on <= bench.record.day:
            raise ValidationError(f"{day_words(due_on)} is not a day to come. Give a later day for the answer.")
        return bench.write(InformationRequest(text=text.strip(), due_on=due_on), verdict)


def answer_information(
    *, actor: Actor, committee: int, matter: int, request: int, text: str, when: datetime | None = None
) -> InformationAnswer:
    """NHS England's answer to a request (its key), also when it is overdue. It is given once."""
    with in_book(actor, committee, matter, when) as bench:
        rows = InformationRequest.objects.filter(pk=request, committee=committee, matter=matter)
        row = rows.select_related("answer").first()
        answered = row is not None and hasattr(row, "answer")
        asked = {"asked": row is not None, "answered": answered}
        verdict = require(may_outside(Act.ANSWER_INFORMATION, actor, bench.record, **asked))
        if not text.strip():
            raise ValidationError("Write what NHS England answers.")
        return bench.write(InformationAnswer(request=row, text=text.strip()), verdict)
