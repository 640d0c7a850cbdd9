"""What decisions wait for: every carried decision with a condition that is still awaited, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from committees.powers import Actor
from committees.rights.words import listed
from committees.terms import ConditionState, Outcome
from decisions.awaited import whom
from decisions.conditions import Standing, Takes, weigh
from decisions.models import Condition, ConditionOutcome, Resolution
from decisions.opens import Opens
from decisions.queries import open_conditions
from decisions.readers import private_row

FAR_OFF = date.max


@dataclass(frozen=True)
class Wait:
    """One condition that is awaited: for what, for whom, by when."""

    text: str
    whom: str
    due_on: date | None
    overdue: bool
    awaits: int | None


@dataclass(frozen=True)
class WaitingDecision:
    """A carried decision and what it still waits for. ``done``: how many of its conditions are met, of ``all``."""

    pk: int
    meeting: int
    day: date
    committee: str
    item: str
    private: bool
    words: str
    waits: tuple[Wait, ...]
    done: int
    all: int

    @property
    def due_on(self) -> date | None:
        """The first last day among them."""
        return min((wait.due_on for wait in self.waits if wait.due_on), default=None)

    @property
    def lines(self) -> list[tuple[str, str, date | None, bool]]:
        """What is awaited: its words, everybody it is awaited from, the last day, and whether that is past."""
        together: dict[tuple, list[str]] = {}
        for wait in self.waits:
            names = together.setdefault((wait.text, wait.due_on, wait.overdue), [])
            names += [wait.whom] if wait.whom else []
        return [(text, listed(names), due_on, late) for (text, due_on, late), names in together.items()]

    @property
    def overdue(self) -> bool:
        return any(wait.overdue for wait in self.waits)


def waiting(
    actor: Actor, today: date, *, committees: Iterable[int] | None = None, awaits: int | None = None
) -> list[WaitingDecision]:
    """The decisions that wait, those with the earliest last day first. Private items only for those who may know them.

    ``committees``: only decisions of these, or that these are awaited for; ``awaits``: only those that wait for this
    committee. Four queries, and one record for each meeting with a private item that this reader might know.
    """
    rows = _rows(None if committees is None else set(committees), awaits)
    opens = Opens(actor)
    found = [_decision(row, today) for row in rows if opens(row.item)]
    shown = [each for each in found if each is not None]
    if awaits is not None:
        shown = [each for each in shown if any(wait.awaits == awaits for wait in each.waits)]
    return sorted(shown, key=lambda each: (each.due_on or FAR_OFF, each.day, each.pk))


def _rows(committees: set[int] | None, awaits: int | None) -> list[Resolution]:
    open_still = open_conditions()
    if awaits is not None:
        open_still = open_still.filter(awaits=awaits)
    standing = ConditionOutcome.objects.filter(replaced_by__isnull=True)
    ended = standing.filter(
        condition__motion__resolution=OuterRef("pk"), state__in=(ConditionState.FAILED, ConditionState.LAPSED)
    )
    rows = Resolution.objects.filter(pk__in=open_still.values("motion__resolution")).exclude(Exists(ended))
    if committees is not None:
        theirs = open_conditions().filter(awaits__in=committees).values("motion__resolution")
        rows = rows.filter(sitting__committee__in=committees) | rows.filter(pk__in=theirs)
    conditions = Condition.objects.filter(motion__replaced_by__isnull=True).select_related("awaits", "motion")
    outcomes = ConditionOutcome.objects.order_by("pk")
    return list(
        rows.select_related("item__meeting", "item__matter", "limb", "sitting__committee")
        .prefetch_related(Prefetch("motions__conditions", conditions.prefetch_related(Prefetch("outcomes", outcomes))))
        .distinct()
    )


def _decision(row: Resolution, today: date) -> WaitingDecision | None:
    conditions = [
        Standing(condition, tuple(condition.outcomes.all()))
        for motion in row.motions.all()
        for condition in motion.conditions.all()
    ]
    found = weigh(conditions, Outcome.CARRIED)
    if found.takes is not Takes.AWAITS:
        return None
    letter = f", part ({row.limb.letter})" if row.limb.letter else ""
    return WaitingDecision(
        pk=row.pk,
        meeting=row.item.meeting_id,
        day=row.item.meeting.date,
        committee=row.sitting.committee.name,
        item=f"item {row.item.number}, {row.item.matter.title}{letter}",
        private=_is_private(row),
        words=found.words,
        waits=tuple(_wait(each, today) for each in found.open),
        done=len(conditions) - len(found.open),
        all=len(conditions),
    )


def _wait(standing: Standing, today: date) -> Wait:
    row = standing.condition
    return Wait(row.text, whom(row), row.due_on, standing.overdue(today), row.awaits_id)


def _is_private(row: Resolution) -> bool:
    return private_row(row.item, row.item.meeting)
