"""Signing off a decision for the register of procurement decisions: from then on its row is published."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import Act
from decisions.actions.outside.bench import in_book
from decisions.models import LifeEntry
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.procurement.entry import SIGNED_OFF, Entry, Of, Signed, kept, signed_on
from decisions.procurement.listing import entries_before

PUT_RIGHT = "Its result was announced anew, to put the record right."


def sign_off(*, actor: Actor, committee: int, matter: int, of: Of, when: datetime | None = None) -> LifeEntry:
    """Publish the row of one decision of ``committee`` on a matter (keys), made from the record as it is now.

    Refused, in a sentence: by the gate; a decision that is not of this committee on this matter, that does not stand yet,
    or that was signed off already. What was announced anew since is signed off anew, and replaces the row of before.
    ``when``: at which it was signed off, None for now; whether the decision stood is asked of that day.
    """
    with in_book(actor, committee, matter, when) as bench:
        verdict = bench.require(lambda record: may_outside(Act.SIGN_OFF, actor, record), by=None)
        entry = _entry(bench.record, of)
        before = _signed_before(committee, matter, of)
        if entry.why_not:
            raise ValidationError(entry.why_not)
        if before is not None and before.rests_on.result == entry.rests_on.result:
            raise ValidationError(f"This was signed off already, on {day_words(before.act.on_day)}.")
        act = LifeEntry(
            entry=SIGNED_OFF,
            limb_id=of.limb,
            on_day=bench.record.day,
            text=f"The decision of {day_words(entry.row.day)}, as {entry.row.reference} in the register.",
            replaces=before.act if before is not None else None,
            reason=PUT_RIGHT if before is not None else "",
        )
        return bench.write(act, verdict, kept=kept(entry))


def _entry(record: OutsideRecord, of: Of) -> Entry:
    entries = entries_before(record.committee.id, record.matter, record.day)
    found = next((each for each in entries if each.of == of), None)
    if found is None:
        raise ValidationError("This is no decision of the register on this matter. Look at the page again.")
    return found


def _signed_before(committee: int, matter: int, of: Of) -> Signed | None:
    return next((each for each in signed_on(committee=committee, matter=matter) if each.of == of), None)
