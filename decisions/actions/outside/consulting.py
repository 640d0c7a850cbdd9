"""Level 1: NHS England consults a CCG, the CCG answers, NHS England decides. All of it in the book of NHS England's team."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.routes.consulting import deciding_seat
from committees.rights.words import day_words, listed
from committees.terms import VERBS_WITHOUT_VOTE, Act, Route, Verb
from decisions.actions.outside.bench import OutsideBench, in_book
from decisions.effects.demand import hangs_of_parts, unstated_of_parts
from decisions.gate import require
from decisions.models import Consultation, ConsultationResponse, OutsideDecision
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.outside.level_1 import Consulted, consulted_on
from practices.models import CCG

#: What NHS England can do by deciding: to note decides nothing, nor does to recommend.
DECIDING = tuple(verb for verb in Verb if verb not in VERBS_WITHOUT_VOTE and verb is not Verb.RECOMMEND)


def consult(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    ccg: int,
    text: str,
    respond_by: date,
    person: int | None = None,
    when: datetime | None = None,
) -> Consultation:
    """Ask a CCG (key) what it thinks of what is proposed, by a day. ``person``: in whose name (None: the asker's own)."""
    with in_book(actor, committee, matter, when, also=[person]) as bench:
        row = CCG.objects.filter(pk=ccg).first()
        known = consulted_on(bench.record)
        verdict = may_outside(Act.CONSULT, actor, bench.record, person=person, **known.to_consult(row))
        require(verdict)
        if row is None:
            raise ValidationError("Choose a CCG that the matter concerns.")
        if not text.strip():
            raise ValidationError("Say what is proposed.")
        if respond_by < bench.record.day:
            raise ValidationError(f"{day_words(respond_by)} has passed. Give a day until which the CCG can answer.")
        act = Consultation(ccg=row, text=text.strip(), respond_by=respond_by)
        return bench.write(act, verdict, by=person)


def respond(*, actor: Actor, consultation: int, text: str, when: datetime | None = None) -> ConsultationResponse:
    """What the CCG answers; also after the day that was asked for, until NHS England has decided."""
    asked = Consultation.objects.filter(pk=consultation).first()
    if asked is None:
        raise ValidationError("There is no such consultation.")
    with in_book(actor, asked.committee_id, asked.matter_id, when) as bench:
        known = consulted_on(bench.record)
        verdict = may_outside(Act.RESPOND, actor, bench.record, **known.to_respond(asked.pk, actor))
        require(verdict)
        if not text.strip():
            raise ValidationError("Write what the CCG answers.")
        _not_before(bench, asked)
        return bench.write(ConsultationResponse(consultation=asked, text=text.strip()), verdict)


def decide(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    text: str,
    reason: str,
    how_taken: str = "",
    verb: Verb = Verb.APPROVE,
    person: int | None = None,
    when: datetime | None = None,
) -> OutsideDecision:
    """NHS England decides, with or without consultation. ``how_taken``: how the CCG's response was taken into account."""
    with in_book(actor, committee, matter, when, also=[person]) as bench:
        decider = person if person is not None else actor.person
        seat = deciding_seat(decider, bench.record.room) if decider is not None else None

        def ask(record: OutsideRecord) -> Verdict:
            to_decide = consulted_on(record).to_decide()
            to_decide["unstated"] = unstated_of_parts(record.matter, record.matter.limbs.all(), verb, bench.record.day)
            to_decide["hangs"] = hangs_of_parts(record.matter.limbs.all(), verb)
            from_seat = seat.id if seat else None
            return may_outside(Act.DECIDE_FOR_NHS_ENGLAND, actor, record, person=person, seat=from_seat, **to_decide)

        verdict = bench.require(ask, by=decider)
        known = consulted_on(bench.record)
        _refuse_words(known, text, reason, how_taken, verb)
        for each in known.rows:
            _not_before(bench, each.response or each.row)
        act = OutsideDecision(
            route=Route.NHS_ENGLAND.value,
            seat_id=seat.id if seat else None,
            text=text.strip(),
            verb=verb.value,
            reason=reason.strip(),
            consultation=known.decided_upon,
            how_taken=how_taken.strip(),
        )
        return bench.write(act, verdict, by=decider)


def _refuse_words(known: Consulted, text: str, reason: str, how_taken: str, verb: Verb) -> None:
    """What is missing, in sentences."""
    wrong = []
    if not text.strip():
        wrong.append("Write what NHS England decides.")
    if not reason.strip():
        wrong.append("Give the reason for the decision.")
    if verb not in DECIDING:
        wrong.append(f"To {verb.label} decides nothing: choose what NHS England decides.")
    answered = [each.name for each in known.rows if each.response is not None]
    if answered and not how_taken.strip():
        wrong.append(f"{listed(answered)} answered: say how the response was taken into account.")
    if how_taken.strip() and not answered:
        wrong.append("No response was given, so there is none to be taken into account: leave that empty.")
    if wrong:
        raise ValidationError(wrong)


def _not_before(bench: OutsideBench, asked) -> None:
    if bench.when < asked.happened_at:
        raise ValidationError("This cannot have happened before what it answers.")
