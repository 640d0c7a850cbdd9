"""What stands in a committee's book, by matter: for the page “between meetings” and for lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from decisions.models import OUTSIDE_ACTS, Matter
from decisions.outside.reported import decisions_to_report, stands


@dataclass(frozen=True)
class BookMatter:
    """A matter of the book, and when something was last done about it. ``kinds``: what was done, each once.

    ``tags``: where each decision stands that was taken on it outside a meeting, in words and a colour.
    """

    pk: int
    title: str
    function: str
    last: datetime
    kinds: tuple[str, ...]
    tags: tuple[tuple[str, str], ...] = ()


def matters_in_book(committee: int, today: date) -> list[BookMatter]:
    """The matters about which something is recorded here, the latest first. One query for each kind of act, and six."""
    rows = [
        (row.matter_id, row.happened_at, model._meta.verbose_name)
        for model in OUTSIDE_ACTS
        for row in model.objects.filter(committee=committee).only("matter_id", "happened_at")
    ]
    titles = Matter.objects.in_bulk({pk for pk, _, _ in rows})
    decisions = decisions_to_report([committee])
    stand = stands(decisions, today)
    found = []
    for pk, matter in titles.items():
        own = [(when, kind) for key, when, kind in rows if key == pk]
        kinds = tuple(dict.fromkeys(str(kind) for _, kind in own))
        tags = tuple(stand[each.pk].tag for each in decisions if each.matter_id == pk)
        found.append(BookMatter(pk, matter.title, matter.get_function_display(), max(w for w, _ in own), kinds, tags))
    return sorted(found, key=lambda each: each.last, reverse=True)
