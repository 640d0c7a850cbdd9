"""The meetings to come of somebody's committees; today's first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from committees.models import Meeting, Sitting
from decisions.calendar import to_come
from decisions.readers import private_meetings

SHOWN = 5


@dataclass(frozen=True)
class ComingMeeting:
    """A meeting to come. ``mine``: my committees that sit in it; ``may_run``: I have its console to run."""

    row: Meeting
    committees: tuple[str, ...]
    mine: tuple[str, ...]
    mine_pks: tuple[int, ...]
    may_run: bool
    closed: bool
    today: bool


def coming(today: date, mine: Collection[int], run: Collection[int], *, everybody: bool = False) -> list[ComingMeeting]:
    """Meetings from today on in which these committees sit, soonest first (``everybody``: any open to all). Two queries."""
    rows = to_come(today)
    rows = rows.exclude(private_meetings()) if everybody else rows.filter(sittings__committee__in=mine).distinct()
    sittings = Sitting.objects.select_related("committee", "closed").order_by("order", "pk")
    return [_coming(row, today, mine, run) for row in rows.prefetch_related(Prefetch("sittings", sittings))[:SHOWN]]


def _coming(row: Meeting, today: date, mine: Collection[int], run: Collection[int]) -> ComingMeeting:
    sittings = list(row.sittings.all())
    own = [sitting for sitting in sittings if sitting.committee_id in mine]
    return ComingMeeting(
        row=row,
        committees=tuple(sitting.committee.short_name for sitting in sittings),
        mine=tuple(sitting.committee.short_name for sitting in own),
        mine_pks=tuple(sitting.committee_id for sitting in own),
        may_run=any(sitting.committee_id in run for sitting in own),
        closed=bool(sittings) and all(hasattr(sitting, "closed") for sitting in sittings),
        today=row.date == today,
    )
