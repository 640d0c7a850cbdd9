"""What a shadowing committee would recommend on others' item: small, apart from the decisions, and never one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.reasons import Verdict
from decisions.console.rows import NOT_ASKED, SittingRow
from decisions.facts import ItemFacts, Record
from decisions.models import Limb, ShadowRecommendation
from decisions.shadows import able_to_join, how_words, limbs_of, may_shadow, shadow_name, shadow_of, shadows


@dataclass(frozen=True)
class ShadowRow:
    """One part before a shadowing committee. ``told``: what it recommends; ``may``: whether this account may record that
    or, where it is told, correct it; ``yours``: it is in this account's hands at all. ``able``: how many could join in.
    """

    sitting: SittingRow
    whose: str
    limb: Limb
    told: ShadowRecommendation | None
    able: int
    yours: bool
    may: Verdict = NOT_ASKED

    @property
    def how(self) -> str:
        return how_words(self.told) if self.told is not None else ""

    @property
    def key(self) -> str:
        """For the ids of its form."""
        return f"{self.sitting.sitting.pk}-{self.limb.pk}"

    @property
    def part(self) -> str:
        return f"part ({self.limb.letter})" if self.limb.letter else ""


def shadow_rows(
    record: Record, actor: Actor, item: ItemFacts, rows: Iterable[SittingRow], *, live: bool
) -> tuple[ShadowRow, ...]:
    """For each committee that shadows and that the item does not concern: its parts, as far as there is something to
    show or to press."""
    others = [row for row in rows if row.sitting.pk not in item.purposes and shadows(record, row.sitting)]
    found = (_row(record, actor, item, row, limb, live) for row in others for limb in limbs_of(item).values())
    return tuple(row for row in found if row.told is not None or row.yours)


def _row(record: Record, actor: Actor, item: ItemFacts, row: SittingRow, limb: Limb, live: bool) -> ShadowRow:
    told = shadow_of(item, row.sitting, limb.pk)
    may = may_shadow(actor, record, row.sitting, item, limb.pk, replacing=told is not None)
    in_hand = row.sitting.closed is None and (live or told is not None) and _in_these_hands(may)
    return ShadowRow(
        sitting=row,
        whose=shadow_name(record, row.sitting),
        limb=limb,
        told=told,
        able=able_to_join(record, row.sitting, item),
        yours=in_hand,
        may=may,
    )


def _in_these_hands(may: Verdict) -> bool:
    """Whoever presides or records; there must be something to shadow."""
    kept_away = {"shadow.not_yours", "shadow.nobody_decides", "shadow.own_say"}
    return not kept_away & {reason.code for reason in may.refusals}
