"""A shadow recommendation: what a shadowing CCG's committee would recommend on what others decide. It decides nothing."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.seats import presiding
from committees.rights.shadows import Counts
from decisions.actions.bench import Bench, in_sittings
from decisions.facts import ItemFacts, SittingFacts
from decisions.gate import require
from decisions.models import ShadowRecommendation
from decisions.shadows import limbs_of, may_shadow, shadow_of

WORDS = "Write what the committee would recommend."
NUMBERS = "Give all three numbers, or none where all agreed."
MEANWHILE = "What is recorded on this part was changed meanwhile. Load the page again."


def recommend_in_shadow(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    sitting: int,
    limb: int,
    text: str,
    in_favour: int | None = None,
    against: int | None = None,
    abstained: int | None = None,
    replaces: int | None = None,
    reason: str = "",
    when: datetime | None = None,
) -> ShadowRecommendation:
    """Record what a committee would recommend on a part (``limb``) of the item being taken.

    Without numbers it is by all of its members there who are not in conflict. ``replaces``: the one on the page that
    this corrects, with a ``reason``, asked of the room as it was then.
    """
    with in_sittings(actor, meeting, [sitting], when) as bench:
        on, of = bench.item(item), bench.record.sittings.get(sitting)
        if of is None:
            raise ValidationError("Choose a committee that sits in this meeting.")
        if limb not in limbs_of(on):
            raise ValidationError("Choose a part of this item.")
        before = shadow_of(on, of, limb)
        if replaces is not None and (before is None or before.pk != replaces):
            raise ValidationError(MEANWHILE)
        corrects = before if replaces is not None else None
        with _at_its_time(bench, corrects):
            counts = _counts(in_favour, against, abstained)
            verdict = require(
                may_shadow(actor, bench.record, of, on, limb, counts=counts, replacing=corrects is not None)
            )
            _refuse_unfit(bench, on, text, corrects, reason)
            act = ShadowRecommendation(
                item=on.row,
                sitting=of.row,
                limb_id=limb,
                text=text.strip(),
                in_favour=in_favour,
                against=against,
                abstained=abstained,
                replaces=corrects,
                reason=reason.strip(),
            )
            return bench.write(act, verdict, by=_presides(bench, of, on), sittings=[sitting])


def _at_its_time(bench: Bench, corrects: ShadowRecommendation | None) -> AbstractContextManager:
    return nullcontext() if corrects is None else bench.back_at(corrects.happened_at)


def _counts(in_favour: int | None, against: int | None, abstained: int | None) -> Counts | None:
    if in_favour is None and against is None and abstained is None:
        return None
    if in_favour is None or against is None or abstained is None or min(in_favour, against, abstained) < 0:
        raise ValidationError(NUMBERS)
    return Counts(in_favour=in_favour, against=against, abstained=abstained)


def _refuse_unfit(bench: Bench, on: ItemFacts, text: str, corrects: ShadowRecommendation | None, reason: str) -> None:
    if not text.strip():
        raise ValidationError(WORDS)
    if corrects is not None and not reason.strip():
        raise ValidationError("Say why this is corrected: both entries stay in the record.")
    if corrects is None and bench.record.current is not on:
        raise ValidationError(f"Item {on.number} is not being taken: take it first.")


def _presides(bench: Bench, of: SittingFacts, on: ItemFacts) -> int | None:
    """In whose name it is: whoever presides in the committee."""
    return presiding(bench.record.room(of, on)).person
