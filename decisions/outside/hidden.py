"""Lists do not tell people the titles of matters on which they are in conflict: the pages would not open to them either."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from decisions.finding.declared import declared_on
from decisions.finding.facts import find_on_each
from decisions.models import Matter


def hidden_from(person: int | None, matters: Collection[int], day: date) -> frozenset[int]:
    """Those of the matters (keys) on which the registers show the reader in conflict that day, or they declared it.

    A number of queries that does not grow with the matters; none where there are none.
    """
    if person is None or not matters:
        return frozenset()
    rows = Matter.objects.filter(pk__in=matters).prefetch_related("ccgs", "practices", "providers")
    shown = {each.item for each in find_on_each(rows, day, [person])}
    return frozenset(shown | set(declared_on(matters, [person])))
