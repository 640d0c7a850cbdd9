"""A matter's course as it stands, loaded once: for its page, for the secretary's first page and for letters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from decisions.life.clocks import Ticking, clocks_of
from decisions.life.dates import PartDays, days_of, effects_on
from decisions.life.decided import Decided, decided_parts, parts_of
from decisions.life.entries import STEPS, Step
from decisions.life.rules import choices_of
from decisions.life.steps import Course, Told, course_of
from decisions.models import Limb, Matter
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
    """How the course of a matter stands. At most eleven queries, however much is recorded of it."""
    matter = record.matter
    limbs, course = parts_of(matter.pk), course_of(record.row.pk, matter.pk)
    decided, effects = decided_parts(record), effects_on(matter.pk)
    return Standing(
        matter=matter,
        limbs=tuple(limbs),
        course=course,
        decided=tuple(decided),
        days=tuple(days_of(matter, limbs, course, decided, effects)),
        clocks=tuple(clocks_of(matter, limbs, course, decided, effects)),
        today=record.day,
    )


def overdue(told: Told, today: date) -> bool:
    """Its last day has passed, and nothing answers it."""
    return told.row.due_on is not None and told.answer is None and told.row.due_on < today
