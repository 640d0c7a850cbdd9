"""The register of interests as it was *recorded* on a day: the one place that reads the history tables.

"As at" asks what was so on a day, as it is known now; "as recorded on", what was on record by the end of a day. Both
can be asked together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from committees.models import Interest
from practices.clock import LONDON
from practices.models import Practice, Provider


def end_of(day: date) -> datetime:
    """The moment at which a day ends in London."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON)


def interests_recorded(
    people: Collection[int], recorded_on: date
) -> list[tuple[Interest, list[Practice], list[Provider]]]:
    """The interests of these people as they were on record at the end of ``recorded_on``. At most four queries.

    Each with its practices (their names prefetched) and its providers, as they were recorded too.
    """
    history = Interest.history.model
    rows = Interest.history.filter(person_id__in=people, history_date__lt=end_of(recorded_on)).latest_of_each()
    latest = {}
    for row in rows.order_by("history_date", "history_id"):  # of two written at one moment the later counts
        latest[row.id] = row
    kept = [row for row in latest.values() if row.history_type != "-"]
    of_rows = [row.history_id for row in kept]
    through = {name: getattr(history, name).model for name in ("practices", "providers")}
    practices = _linked(through["practices"], of_rows, "practice", "practice__names")
    providers = _linked(through["providers"], of_rows, "provider")
    return [(row.instance, practices[row.history_id], providers[row.history_id]) for row in kept]


def _linked(through, rows: Iterable[int], what: str, *also: str) -> dict[int, list]:
    """What rows of the history were linked with, by row."""
    found = defaultdict(list)
    links = through.objects.filter(history__in=rows).select_related(what).prefetch_related(*also).order_by("pk")
    for link in links:
        found[link.history_id].append(getattr(link, what))
    return found
