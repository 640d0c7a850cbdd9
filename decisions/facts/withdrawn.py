"""Which matters are withdrawn, from which day, and for which committees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from decisions.models import LifeEntry

#: Its step, and the answer of a correction that says that there was none: keys of ``decisions.life.entries``.
STEP, NOT_SO = "withdrawn", "not_so"


@dataclass(frozen=True)
class WithdrawnMatter:
    """A withdrawal in a committee's book. ``whole``: of the committee that raised the matter, and so for all of them."""

    matter: int
    committee: int
    on_day: date
    whole: bool


def is_withdrawn() -> Exists:
    """Of a row with a ``matter``: whether somebody recorded that it was withdrawn."""
    return Exists(_standing().filter(matter=OuterRef("matter")))


def withdrawals_on(matters: Collection[int]) -> list[WithdrawnMatter]:
    """The withdrawals of these matters that stand. One query."""
    rows = _standing().filter(matter__in=matters).select_related("matter").order_by("on_day", "pk")
    return [
        WithdrawnMatter(row.matter_id, row.committee_id, row.on_day, row.matter.raised_by_id == row.committee_id)
        for row in rows
    ]


def withdrawn_for(found: Collection[WithdrawnMatter], committee: int, day: date) -> date | None:
    """From which day the matter is withdrawn for a committee, on ``day``; None where it is not. ``found``: of one matter."""
    days = (each.on_day for each in found if (each.whole or each.committee == committee) and each.on_day <= day)
    return min(days, default=None)


def _standing() -> QuerySet[LifeEntry]:
    return LifeEntry.objects.filter(entry=STEP, replaced_by__isnull=True).exclude(answer=NOT_SO)
