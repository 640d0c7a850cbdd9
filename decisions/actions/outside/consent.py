"""Level 3: a committee asks for NHS England's consent before it decides; NHS England gives or refuses it. No veto."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.terms import Act
from decisions.actions.outside.bench import in_book
from decisions.gate import require
from decisions.models import ConsentAnswer, ConsentRequest, Paper
from decisions.outside.consents import requests_on, told_of
from decisions.outside.gate import may_outside


def ask_consent(
    *, actor: Actor, committee: int, matter: int, text: str, paper: int | None = None, when: datetime | None = None
) -> ConsentRequest:
    """Ask for NHS England's consent to a matter. ``paper``: one of an item on which the matter was put to this committee."""
    with in_book(actor, committee, matter, when) as bench:
        rows = requests_on(bench.record)
        last = rows[-1] if rows else None
        verdict = may_outside(Act.ASK_CONSENT, actor, bench.record, **told_of(last))
        require(verdict)
        if not text.strip():
            raise ValidationError("Say what consent is asked for.")
        papers = Paper.objects.filter(item__matter=matter, item__purposes__sitting__committee=committee)
        if paper is not None and not papers.filter(pk=paper).exists():
            raise ValidationError("Choose a paper of this matter, on an agenda of this committee.")
        return bench.write(ConsentRequest(text=text.strip(), paper_id=paper), verdict)


def answer_consent(
    *, actor: Actor, request: int, given: bool, reason: str = "", when: datetime | None = None
) -> ConsentAnswer:
    """NHS England gives its consent, or refuses it and says why. A request is answered once."""
    asked = ConsentRequest.objects.filter(pk=request).first()
    if asked is None:
        raise ValidationError("There is no such request for consent.")
    with in_book(actor, asked.committee_id, asked.matter_id, when) as bench:
        row = next(each for each in requests_on(bench.record) if each.pk == asked.pk)
        verdict = may_outside(Act.ANSWER_CONSENT, actor, bench.record, **told_of(row, actor, bench.record))
        require(verdict)
        if not given and not reason.strip():
            raise ValidationError("Say why consent is refused.")
        if bench.when < asked.happened_at:
            raise ValidationError("This cannot have happened before consent was asked for.")
        return bench.write(ConsentAnswer(request=asked, given=given, reason=reason.strip()), verdict)
