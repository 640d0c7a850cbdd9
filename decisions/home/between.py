"""What is open between meetings for a committee's secretary: consent asked of NHS England, advice asked of a panel.

No matter is named: its page asks the gate whether the reader may know of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q

from decisions.models import ConsentRequest, PanelReferral
from decisions.outcome import london_day
from decisions.outside.informed import LATELY
from practices import clock


@dataclass(frozen=True)
class OpenBetween:
    """Something asked: ``what`` in words, when, and what came of it (``state``); ``awaits``: nothing yet."""

    committee: int
    committee_name: str
    matter: int
    what: str
    asked_on: date
    state: str
    awaits: bool


def open_between(committees: Collection[int], today: date) -> list[OpenBetween]:
    """What these committees asked and await, and what was answered in the last two weeks. Two queries."""
    since = datetime.combine(today - LATELY, time(), clock.LONDON)
    return [*_consents(committees, since), *_advice(committees, since)]


def _consents(committees: Collection[int], since: datetime) -> Iterator[OpenBetween]:
    told = Q(answer__isnull=True) | Q(answer__happened_at__gte=since)
    rows = ConsentRequest.objects.filter(told, committee__in=committees).select_related("committee", "answer")
    for row in rows.order_by("happened_at", "pk"):
        answer = getattr(row, "answer", None)
        state = "awaited" if answer is None else "given" if answer.given else "refused"
        yield _line(row, "NHS England's consent", state)


def _advice(committees: Collection[int], since: datetime) -> Iterator[OpenBetween]:
    told = Q(advice__isnull=True) | Q(advice__happened_at__gte=since)
    rows = PanelReferral.objects.filter(told, committee__in=committees).select_related("committee", "advice")
    for row in rows.order_by("happened_at", "pk"):
        yield _line(row, "Advice of the panel", "given" if hasattr(row, "advice") else "awaited")


def _line(row: ConsentRequest | PanelReferral, what: str, state: str) -> OpenBetween:
    name, asked_on = row.committee.short_name, london_day(row)
    return OpenBetween(row.committee_id, name, row.matter_id, what, asked_on, state, state == "awaited")
