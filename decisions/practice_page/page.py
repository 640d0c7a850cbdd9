"""The page of a practice, put together for one reader and one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.powers import Actor
from committees.registers.touching import Touching, touching
from decisions.practice_page.decided import Decided, decided
from decisions.practice_page.history import Changed, history
from decisions.practice_page.lineage import Lineage, lineage
from decisions.practice_page.notices import known_notices
from decisions.practice_page.readable import reads_business_of
from decisions.practice_page.state import State, state
from practices.models import CCG, Notice, PlanningGroup, Practice


@dataclass(frozen=True)
class Page:
    """What the page of a practice shows of ``day`` to one reader, on ``today``."""

    practice: Practice
    name: str
    ccg: CCG | None
    planning_group: PlanningGroup | None
    state: State
    notices: tuple[Notice, ...]
    before: tuple[Practice, ...]
    after: tuple[Practice, ...]
    decided: Decided
    interests: tuple[Touching, ...]
    history: tuple[Changed, ...]


def practice_page(actor: Actor, practice: Practice, day: date, today: date) -> Page:
    """The page. ``practice`` comes from ``state.found_practice``.

    A fixed number of queries, and those for what is private to the reader (``readable``).
    """
    kin = lineage(practice.pk)
    held, ccg = state(practice, day), practice.ccg_on(day)
    business = decided(actor, practice.pk, kin.keys, today)
    holders = {contract.provider_id for contract in held.contracts}
    before, after = _named(kin)
    return Page(
        practice=practice,
        name=practice.name_on(day),
        ccg=ccg,
        planning_group=ccg.planning_group_on(day) if ccg else None,
        state=held,
        notices=_notices(actor, held, business, ccg, today),
        before=before,
        after=after,
        decided=business,
        interests=tuple(touching([practice.pk], holders, actor, today)),
        history=tuple(history(practice)),
    )


def _named(kin: Lineage) -> tuple[tuple[Practice, ...], tuple[Practice, ...]]:
    """The practices before and after. No query where there are none, else two."""
    others = kin.before | kin.after
    rows = {row.pk: row for row in Practice.objects.filter(pk__in=others).prefetch_related("names")} if others else {}
    return tuple(rows[pk] for pk in sorted(kin.before)), tuple(rows[pk] for pk in sorted(kin.after))


def _notices(actor: Actor, held: State, business: Decided, ccg: CCG | None, today: date) -> tuple[Notice, ...]:
    """The notices that stand and that the reader may know: those of decisions that they may know; of those that no decision
    served, all to whoever may know what a committee of the practice's CCG does between its meetings.
    """
    return known_notices(held.notices, business.served, business.unknown, lambda: reads_business_of(actor, ccg, today))
