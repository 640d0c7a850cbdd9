"""The desk as a page, and its short summary for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page

from committees.powers import Actor
from committees.rights import sources as s
from committees.rights.reasons import Source
from decisions.desk import ballots
from decisions.desk.coming import coming, none_over
from decisions.desk.held import Held, held
from decisions.desk.history import KINDS, history
from decisions.desk.outside import between_meetings
from decisions.desk.rows import DeskKind, Row
from decisions.desk.scope import Scope, may_see, scope_of
from practices.models import CCG

SOONEST = 2


@dataclass(frozen=True)
class Summary:
    """For the first page: how many await NHS England, and the ``soonest``. ``none_over``: where it has no power."""

    count: int
    soonest: tuple[Row, ...]
    none_over: str
    source: Source = s.LEVEL_3_NO_VETO


@dataclass(frozen=True)
class Filter:
    """What of the history is shown: of one CCG (its code), of one kind; empty for all."""

    ccg: str = ""
    kind: str = ""
    page: str = ""


@dataclass(frozen=True)
class DeskPage:
    """``awaits``: soonest first; ``waits``: what NHS England itself waits for; ``held``: what the account may do where."""

    awaits: tuple[Row, ...]
    taken_back: tuple[Row, ...]
    coming: tuple[Row, ...]
    waits: tuple[Row, ...]
    history: Page
    held: tuple[Held, ...]
    ccgs: tuple[CCG, ...]
    kinds: tuple[DeskKind, ...]
    shown: Filter
    none_over: str
    source: Source = s.LEVEL_3_NO_VETO


def desk_page(scope: Scope, shown: Filter) -> DeskPage:
    """Everything on the desk, for who may see it. A number of queries that does not grow with what is on it, but for
    private items: one record for each meeting with any."""
    between, waits = between_meetings(scope)
    vetoes = list(ballots.vetoes(scope))
    open_still = [row.announcement for row in vetoes if row.announcement is not None]
    return DeskPage(
        awaits=_by_time([*vetoes, *ballots.agreements(scope), *between]),
        taken_back=tuple(ballots.taken_back(scope)),
        coming=tuple(coming(scope)),
        waits=_by_time(waits),
        history=history(scope, still_open=open_still, ccg=shown.ccg, kind=shown.kind, page=shown.page),
        held=tuple(held(scope)),
        ccgs=tuple(CCG.objects.filter(committees__in=scope.all).distinct().order_by("short_name")),
        kinds=KINDS,
        shown=shown,
        none_over=none_over(scope.today, scope.posted),
    )


def summary(actor: Actor, today: date) -> Summary | None:
    """The desk in short; None for who may not see it."""
    scope = scope_of(actor, today)
    if not may_see(scope):
        return None
    rows = _by_time([*ballots.vetoes(scope), *ballots.agreements(scope), *between_meetings(scope)[0]])
    return Summary(len(rows), rows[:SOONEST], none_over(today, scope.posted))


def _by_time(rows: list[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: (row.soon, row.day, row.name)))
