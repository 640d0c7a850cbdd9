"""Items that a committee which was not quorate passed on: what it recommended to those who have them before them now."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from committees.models import Meeting
from decisions.models import Deferral


def _passed_to(meeting: Meeting) -> QuerySet[Deferral]:
    """What was recommended, at other meetings, to the committees of this one."""
    rows = Deferral.objects.filter(passed_to__sittings__meeting=meeting, replaced_by__isnull=True)
    return rows.exclude(meeting=meeting).exclude(recommends="")


def is_recommended(meeting: Meeting) -> Exists:
    """Whether something was recommended on an item's matter."""
    return Exists(_passed_to(meeting).filter(item__matter=OuterRef("matter")))


def recommended_on(meeting: Meeting, matters: Collection[int]) -> list[Deferral]:
    """What was recommended on these matters, by matter, first first. One query."""
    rows = _passed_to(meeting).filter(item__matter__in=matters).distinct()
    return list(rows.select_related("sitting__committee", "item", "meeting").order_by("pk"))
