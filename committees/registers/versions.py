"""What an entry said at each time: for asking what a register showed of it on days that are known only later.

With ``recorded``, which answers for one day, this is all that reads the history tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from committees.models import Interest
from practices.models import Practice, Provider


@dataclass(frozen=True)
class Version:
    """What an interest said from ``recorded_at`` until the next version of it."""

    recorded_at: datetime
    interest: Interest
    practices: tuple[Practice, ...]
    providers: tuple[Provider, ...]


def versions_of(interests: Collection[int]) -> dict[int, list[Version]]:
    """The versions of these interests, by interest, the oldest first. Three queries."""
    rows = list(Interest.history.filter(id__in=interests).order_by("history_date", "history_id"))
    keys = [row.history_id for row in rows]
    practices, providers = _linked("practices", "practice", keys), _linked("providers", "provider", keys)
    found: dict[int, list[Version]] = defaultdict(list)
    for row in rows:
        which = tuple(practices[row.history_id]), tuple(providers[row.history_id])
        found[row.id].append(Version(row.history_date, row.instance, *which))
    return found


def _linked(field: str, what: str, rows: Collection[int]) -> dict[int, list]:
    found = defaultdict(list)
    through = getattr(Interest.history.model, field).model
    for link in through.objects.filter(history__in=rows).select_related(what).order_by("pk"):
        found[link.history_id].append(getattr(link, what))
    return found
