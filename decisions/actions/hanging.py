"""The conditions of a motion as they are put, and what becomes of them afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.core.exceptions import ValidationError

from committees.models import Committee
from committees.rights.words import day_words
from committees.terms import VERBS_WITHOUT_VOTE, Verb
from decisions.actions.bench import Bench
from decisions.facts import ResolutionFacts
from decisions.models import Condition, LimbCondition


class Hangs(Protocol):
    """A condition as somebody puts it: ``awaits`` the key of a committee, or ``who`` in words, or neither; ``due_on`` its
    last day, or ``within_days`` after the meeting that approves, or neither."""

    @property
    def text(self) -> str: ...
    @property
    def awaits(self) -> int | None: ...
    @property
    def who(self) -> str: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def within_days(self) -> int | None: ...


#: The longest that a condition may have, in days: ten years.
MOST_DAYS = 3660


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A condition that somebody wants the motion to carry."""

    text: str
    awaits: int | None = None
    who: str = ""
    due_on: date | None = None
    within_days: int | None = None


def conditions_put(bench: Bench, resolution: ResolutionFacts, verb: Verb, wanted: Iterable[Hangs]) -> list[Condition]:
    """The conditions of a new motion. Raises ValidationError with a sentence for one that cannot be."""
    wanted = list(wanted)
    if wanted and Verb(verb) in VERBS_WITHOUT_VOTE:
        raise ValidationError("What is noted or received takes no vote, and hangs on no condition.")
    known = set(Committee.objects.filter(pk__in={each.awaits for each in wanted} - {None}).values_list("pk", flat=True))
    return [_one(bench.record.day, resolution, each, known) for each in wanted]


def _one(day: date, resolution: ResolutionFacts, wanted: Hangs, known: set[int]) -> Condition:
    text, who = wanted.text.strip(), wanted.who.strip()
    if not text:
        raise ValidationError("Say what the condition is: what must be so for the decision to take effect.")
    if len(text) > 300 or len(who) > 200:
        raise ValidationError("A condition is said in 300 letters, and who must see to it in 200.")
    if wanted.awaits is not None and who:
        raise ValidationError("Choose the committee that is awaited, or say in words who it is: one of the two.")
    if wanted.awaits is not None and wanted.awaits not in known:
        raise ValidationError("The committee that is awaited is not on record. Load the page again.")
    if wanted.awaits == resolution.sitting.committee.id:
        raise ValidationError("A committee does not wait for itself. Choose another, or say in words who is awaited.")
    if wanted.due_on is not None and wanted.within_days is not None:
        raise ValidationError(
            "Give the last day for a condition, or the days it has from this meeting: one of the two."
        )
    if wanted.within_days is not None and not 1 <= wanted.within_days <= MOST_DAYS:
        raise ValidationError(f"A condition has from 1 to {MOST_DAYS:,} days.")
    if wanted.due_on is not None and wanted.due_on < day:
        raise ValidationError(f"The last day for a condition is the day of the meeting, {day_words(day)}, or later.")
    return Condition(text=text, awaits_id=wanted.awaits, who=who, due_on=last_day(day, wanted))


def last_day(day: date, wanted: Hangs | Condition | LimbCondition) -> date | None:
    """The last day of a condition whose motion is put on ``day``: its days are counted from that meeting.

    90 days from 14 April 2016 end with 13 July 2016.
    """
    within = getattr(wanted, "within_days", None)
    return day + timedelta(days=within) if within is not None else wanted.due_on


def conditions_on_agenda(limbs: Iterable[int]) -> dict[int, list[LimbCondition]]:
    """The conditions that motions carry as first put from the agenda, by part. One query."""
    found: dict[int, list[LimbCondition]] = {}
    for row in LimbCondition.objects.filter(limb__in=set(limbs)).select_related("awaits").order_by("limb", "number"):
        found.setdefault(row.limb_id, []).append(row)
    return found


def copies(rows: Iterable[Condition | LimbCondition], day: date) -> list[Condition]:
    """The same conditions, for a motion that takes another's place or is put from the agenda in a meeting of ``day``."""
    return [Condition(text=row.text, awaits=row.awaits, who=row.who, due_on=last_day(day, row)) for row in rows]
