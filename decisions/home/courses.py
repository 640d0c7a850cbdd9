"""What is due in the course of a committee's matters: time limits that run out, actions, answers that were asked for.

No matter is named: its page asks the gate whether the reader may know of it. Time limits are told of matters of which
somebody keeps the steps: of others nobody says when they began.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from committees.kinds import KINDS
from committees.kinds.declared import Sort
from decisions.life.decided import Pair
from decisions.life.standing import Standing, standings_of
from decisions.life.steps import Course, told_of
from decisions.models import LifeEntry, Matter

#: For so long before its last day something is told as due.
SOON = timedelta(days=14)
#: Steps that wait for an answer, or for being done.
WAITING = ("consulted", "scrutiny_asked", "action", "instruction", "challenge")


@dataclass(frozen=True)
class CourseDue:
    """Something that is due: ``what`` and who must do it, in words; until when, and whether that day has passed."""

    committee: int
    committee_name: str
    matter: int
    what: str
    due_on: date
    overdue: bool


def course_due(committees: Collection[int], today: date) -> list[CourseDue]:
    """What is overdue in these committees' books, or due within two weeks; the oldest first.

    One query where no step is recorded; at most fifteen, however many are.
    """
    courses, names, matters = _courses(committees)
    found = [
        CourseDue(pair[0], names[pair[0]], pair[1], what, due_on, due_on < today)
        for pair, course in courses.items()
        for what, due_on in _steps(course)
    ]
    ticking = {pair: course for pair, course in courses.items() if _has_limits(matters[pair[1]])}
    for pair, stands in standings_of(ticking, matters, today).items():
        found += [CourseDue(pair[0], names[pair[0]], pair[1], *due, due[1] < today) for due in _clocks(stands)]
    soon = [each for each in found if each.due_on <= today + SOON]
    return sorted(soon, key=lambda each: (each.due_on, each.committee, each.matter, each.what))


def _courses(committees: Collection[int]) -> tuple[dict[Pair, Course], dict[int, str], dict[int, Matter]]:
    """The courses on record, the short names of their committees, and their matters. One query."""
    rows: dict[Pair, list[LifeEntry]] = {}
    found = LifeEntry.objects.filter(committee__in=committees).select_related("limb", "matter", "committee")
    for row in found.order_by("pk"):
        rows.setdefault((row.committee_id, row.matter_id), []).append(row)
    names = {own[0].committee_id: own[0].committee.short_name for own in rows.values()}
    matters = {own[0].matter_id: own[0].matter for own in rows.values()}
    return {pair: told_of(own) for pair, own in rows.items()}, names, matters


def _has_limits(matter: Matter) -> bool:
    kind = KINDS.get(matter.kind)
    return kind is not None and any(each.sort is Sort.DEADLINE for each in kind.clocks)


def _steps(course: Course) -> Iterator[tuple[str, date]]:
    """The open steps that have a last day. Who owns an action is told, and not what it is about."""
    for told in course.of(*WAITING):
        if (
            told.row.due_on is not None
            and told.answer is None
            and (course.withdrawn_on is None or _is_action(told.row))
        ):
            whose = f" of {told.row.party}" if _is_action(told.row) else ""
            yield f"{told.step.label}{whose}", told.row.due_on


def _is_action(row: LifeEntry) -> bool:
    return row.entry in ("action", "instruction")


def _clocks(stands: Standing) -> Iterator[tuple[str, date]]:
    for each in stands.clocks:
        if each.waits:
            yield f"{each.clock.label}{f', {each.clock.who}' if each.clock.who else ''}", each.ends_on
