"""A matter's course as it stands, loaded once: for its page, for the secretary's first page and for letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from decisions.life.clocks import Ticking, clocks_of
from decisions.life.dates import PartDays, days_of, effects_on
from decisions.life.decided import Decided, Pair, decided_on_each, decided_parts, parts_of
from decisions.life.entries import STEPS, Step
from decisions.life.rules import choices_of
from decisions.life.steps import Course, Told, course_of
from decisions.models import EffectApplied, Limb, Matter
from decisions.outside.facts import OutsideRecord


@dataclass(frozen=True)
class Standing:
    """The course of a matter in a committee's book on a day."""

    matter: Matter
    limbs: tuple[Limb, ...]
    course: Course
    decided: tuple[Decided, ...]
    days: tuple[PartDays, ...]
    clocks: tuple[Ticking, ...]
    today: date

    @property
    def to_do(self) -> list[Told]:
        """The actions and instructions that nobody has told to be done, by their days."""
        open_still = self.course.open(STEPS["done"])
        return sorted(open_still, key=lambda told: (told.row.due_on or date.max, told.first))

    def offered(self) -> list[Step]:
        """The sorts of step that can be recorded now."""
        return [step for step in STEPS.values() if step.by_hand and self._has_room(step)]

    def _has_room(self, step: Step) -> bool:
        if step.answers and not self.course.open(step):
            return False
        if step.decided and not self.decided:
            return False
        if step.once and any(told.row.limb_id is None for told in self.course.of(step.key)):
            return False
        if step.once and len(self.course.of(step.key)) >= len(self.limbs):
            return False
        return not (step.choice and not choices_of(step, self.matter))


def standing_of(record: OutsideRecord) -> Standing:
    """How the course of a matter stands. At most fifteen queries, however much is recorded of it."""
    matter = record.matter
    return _standing(
        matter,
        parts_of(matter.pk),
        course_of(record.row.pk, matter.pk),
        decided_parts(record),
        effects_on([matter.pk]),
        record.day,
    )


def standings_of(courses: Mapping[Pair, Course], matters: Mapping[int, Matter], today: date) -> dict[Pair, Standing]:
    """The same of several matters, their courses being known. At most fourteen queries; none for nothing."""
    if not courses:
        return {}
    keys = {matter for _, matter in courses}
    limbs: dict[int, list[Limb]] = {}
    for limb in Limb.objects.filter(matter__in=keys).order_by("letter", "pk"):
        limbs.setdefault(limb.matter_id, []).append(limb)
    decided, effects = decided_on_each(list(courses), today), effects_on(keys)
    return {
        pair: _standing(matters[pair[1]], limbs.get(pair[1], []), course, decided.get(pair, []), effects, today)
        for pair, course in courses.items()
    }


def _standing(
    matter: Matter,
    limbs: Sequence[Limb],
    course: Course,
    decided: Sequence[Decided],
    effects: Mapping[int, EffectApplied],
    today: date,
) -> Standing:
    return Standing(
        matter=matter,
        limbs=tuple(limbs),
        course=course,
        decided=tuple(decided),
        days=tuple(days_of(matter, limbs, course, decided, effects)),
        clocks=tuple(clocks_of(matter, limbs, course, decided, effects)),
        today=today,
    )


def overdue(told: Told, today: date) -> bool:
    """Its last day has passed, and nothing answers it."""
    return told.row.due_on is not None and told.answer is None and told.row.due_on < today
