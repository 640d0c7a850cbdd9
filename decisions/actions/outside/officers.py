"""An officer decides what the scheme of delegation gives them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.terms import Route, Verb
from decisions.actions.outside.bench import in_book
from decisions.effects.demand import hangs_of_parts, unstated_of_parts
from decisions.models import OutsideDecision
from decisions.outside.facts import OutsideRecord
from decisions.outside.scheme import may_decide_as_officer, scheme_facts

#: What an officer may have done with a matter. The other words are a committee's.
OFFICERS_VERBS = (Verb.APPROVE, Verb.AGREE, Verb.CONFIRM, Verb.REJECT)


def decide_as_officer(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    seat: int,
    officer: int,
    text: str,
    reason: str,
    verb: Verb = Verb.APPROVE,
    private_ground: str = "",
    when: datetime | None = None,
) -> OutsideDecision:
    """``officer`` (a person) decides a matter from ``seat``: what (``text``) and why. It has effect at once.

    ``private_ground``: on which it is reported in private, where it is. ``when``: at which it was decided, None for now;
    the rights are those of that day.
    """
    with in_book(actor, committee, matter, when, also=[officer]) as bench:

        def ask(record: OutsideRecord) -> Verdict:
            return may_decide_as_officer(
                actor,
                record,
                scheme_facts(record),
                seat=seat,
                person=officer,
                unstated=unstated_of_parts(record.matter, record.matter.limbs.all(), verb, bench.record.day),
                hangs=hangs_of_parts(record.matter.limbs.all(), verb),
            )

        verdict = bench.require(ask, by=officer)
        if not text.strip():
            raise ValidationError("Say what is decided.")
        if not reason.strip():
            raise ValidationError("Give the reason for the decision.")
        if verb not in OFFICERS_VERBS:
            raise ValidationError(
                f"An officer does not {verb.label} under a scheme of delegation. Choose from the list."
            )
        act = OutsideDecision(
            route=Route.OFFICER.value,
            seat_id=seat,
            text=text.strip(),
            verb=verb.value,
            reason=reason.strip(),
            private_ground=private_ground.strip(),
        )
        return bench.write(act, verdict, by=officer)
