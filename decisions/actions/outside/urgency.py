"""Taking chair's action: the chair, with everybody whom the terms name, decides between meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.outside import Signatory
from committees.rights.reasons import Verdict
from committees.rights.routes.urgency import signs
from committees.terms import Act, Office, Route
from decisions.actions.outside.bench import OutsideBench, in_book
from decisions.effects.demand import hangs_of_parts, unstated_of_parts
from decisions.models import OutsideDecision, Signature
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already, meets_on_it_now


@dataclass(frozen=True)
class Signed:
    """Somebody agreed: from which seat (its key), who (theirs), and how: "by e-mail, 9.40"."""

    seat: int
    person: int
    how: str


def take_chairs_action(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    text: str,
    reason: str,
    signed: Sequence[Signed],
    members_asked: str = "",
    private_ground: str = "",
    when: datetime | None = None,
) -> OutsideDecision:
    """Decide a matter as chair's action; it has effect at once.

    ``text``: what is decided; ``reason``: why it could not wait; ``members_asked``: whom of the others, and what they
    said; ``private_ground``: on which it is reported in private. Refused whole where one of ``signed`` may not sign.
    """
    with in_book(actor, committee, matter, when) as bench:
        _refuse_wrong(bench, text, reason, signed)
        signatories = _signatories(bench, signed)
        verdict = bench.require(lambda record: may_take(actor, record, signatories), by=_taker(bench, signatories))
        act = OutsideDecision(
            route=Route.CHAIRS_ACTION.value,
            seat_id=_leads(signatories).seat.id,
            text=text.strip(),
            verb=bench.record.matter.limbs.values_list("verb", flat=True).first() or "approve",
            reason=reason.strip(),
            members_asked=members_asked.strip(),
            private_ground=private_ground.strip(),
        )
        rows = [
            Signature(seat_id=each.seat, person_id=each.person, how=each.how.strip(), verdict=_verdict(bench, on))
            for each, on in zip(signed, signatories, strict=True)
        ]
        return bench.write(act, verdict, by=_leads(signatories).person, signatures=rows)


def may_take(actor: Actor, record: OutsideRecord, signatories: Iterable[Signatory]) -> Verdict:
    """The gate's answer for these signatories, on the day of the record. Each part is decided by its own word."""
    return may_outside(
        Act.CHAIRS_ACTION,
        actor,
        record,
        signatories=tuple(signatories),
        settled=decided_already(record.committee.id, record.matter.pk),
        before_the_meeting=meets_on_it_now(record.committee.id, record.matter.pk),
        unstated=unstated_of_parts(record.matter, record.matter.limbs.all(), None, record.day) if signatories else (),
        hangs=hangs_of_parts(record.matter.limbs.all(), None) if signatories else (),
    )


def _taker(bench: OutsideBench, signatories: Iterable[Signatory]) -> int | None:
    """Who asks, where they sign it themselves."""
    return next((each.person for each in signatories if each.person == bench.actor.person), None)


def _refuse_wrong(bench: OutsideBench, text: str, reason: str, signed: Sequence[Signed]) -> None:
    wrong = []
    if not text.strip():
        wrong.append("Say what is decided.")
    if not reason.strip():
        wrong.append("Say why it could not wait for a meeting.")
    names = [bench.record.name(each.person) for each in signed if not each.how.strip()]
    wrong += [f"Say how {name} agreed: by e-mail, by telephone, in person." for name in names]
    if any(each.seat not in bench.record.seat_by_id for each in signed):
        wrong.append("Choose signatories from the seats of this committee on that day.")
    if wrong:
        raise ValidationError(wrong)


def _signatories(bench: OutsideBench, signed: Sequence[Signed]) -> list[Signatory]:
    return [Signatory(seat=bench.record.seat_by_id[each.seat], person=each.person) for each in signed]


def _leads(signatories: Sequence[Signatory]) -> Signatory:
    """The chair or vice-chair, whose action it is; the first where neither is among those named."""
    chairs = (each for each in signatories if each.seat.office in (Office.CHAIR, Office.VICE_CHAIR))
    return next(chairs, signatories[0])


def _verdict(bench: OutsideBench, signatory: Signatory) -> dict:
    return signs(signatory, bench.record.room).as_data()
