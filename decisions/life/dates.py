"""The five days of a decision: made, noticed, announced, published, in effect. Five different days, and none is guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from committees.kinds import KINDS
from committees.kinds.facts import given
from committees.rights.words import day_words
from decisions.life.decided import Decided
from decisions.life.steps import Course
from decisions.models import EffectApplied, Limb, Matter

UNKNOWN = "not known"


@dataclass(frozen=True)
class Day:
    """One of the five, of one part. ``on_day`` None: nothing tells it. ``words``: the day as it is shown.

    ``asked_for``: the words name the day that is stated, and nothing tells yet that it came so.
    """

    key: str
    label: str
    on_day: date | None
    words: str
    asked_for: bool = False


@dataclass(frozen=True)
class PartDays:
    """The five days of one part; ``letter`` empty: of a matter in one piece, or of every part alike."""

    letter: str
    days: tuple[Day, ...]

    def day(self, key: str) -> date | None:
        return next(each.on_day for each in self.days if each.key == key)


def days_of(
    matter: Matter,
    limbs: Iterable[Limb],
    course: Course,
    decided: Iterable[Decided],
    effects: Mapping[int, EffectApplied],
) -> list[PartDays]:
    """The five days of each part, those of parts that are alike told once. ``effects``: by part. No query."""
    decided = list(decided)
    every = [PartDays(limb.letter, _days(matter, limb, course, decided, effects.get(limb.pk))) for limb in limbs]
    if len({each.days for each in every}) == 1:
        return [PartDays("", every[0].days)]
    return every


def effects_on(matters: Collection[int]) -> dict[int, EffectApplied]:
    """What has taken effect of matters (keys), by part. One query."""
    return {row.limb_id: row for row in EffectApplied.objects.filter(matter__in=matters)}


def decided_on(limb: Limb, decided: Iterable[Decided]) -> Decided | None:
    """What was decided of a part, or of the whole matter; the last."""
    fit = [each for each in decided if each.limb in (None, limb.pk)]
    return max(fit, key=lambda each: each.on_day, default=None)


def stated_day(matter: Matter, limb: Limb) -> date | None:
    """The day of effect that is stated among the facts."""
    kind = KINDS.get(matter.kind)
    return given(kind, matter.facts, limb.facts).get(kind.from_day) if kind is not None else None


def _days(
    matter: Matter, limb: Limb, course: Course, decided: Iterable[Decided], effect: EffectApplied | None
) -> tuple[Day, ...]:
    made = decided_on(limb, decided)
    return (
        _told("decision", "Decision", made.on_day if made else None),
        _told("notice", "Notice given", course.day("notice", limb.pk)),
        _told("announcement", "Announced", course.day("announced", limb.pk)),
        _told("publication", "Published", course.day("published", limb.pk)),
        _effective(matter, limb, effect, made),
    )


def _told(key: str, label: str, on_day: date | None) -> Day:
    return Day(key, label, on_day, day_words(on_day) if on_day is not None else UNKNOWN)


def _effective(matter: Matter, limb: Limb, effect: EffectApplied | None, made: Decided | None) -> Day:
    label = "In effect"
    if effect is not None:
        return _told("effective", label, effect.on_day)
    stated = stated_day(matter, limb)
    if made is not None and made.refused:
        return Day("effective", label, None, "none: it was refused")
    if stated is not None:
        return Day("effective", label, None, f"not yet; asked for from {day_words(stated)}", asked_for=True)
    return Day("effective", label, None, UNKNOWN)
