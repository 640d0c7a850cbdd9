"""What becomes of lists: counts that follow from a decision, and lists that are closed."""

from __future__ import annotations

from datetime import date

from practices.changes import declared
from practices.changes.known import Known
from practices.changes.planning.plan import Plan, carry_out
from practices.changes.words import named
from practices.dated import in_words
from practices.models import (
    ListClosure,
    ListSize,
)

#: How the source of a count begins that follows from a decision.
_SUM, _NONE = "The sum of ", "Its patients went to others."


def move_list(plan: Plan, change: declared.Merge) -> None:
    """The patients go over: where both lists are counted, the survivor's is the sum of the last counts until the next.

    A count of that very day stays: it says more than a sum.
    """
    known, day = plan.known, change.first_day
    ours, theirs = known.latest_list(change.survivor, day), known.latest_list(change.ended, day)
    told = " and ".join(_counted(known, row, day) for row in (ours, theirs) if row is not None)
    total = ours.patients + theirs.patients if ours is not None and theirs is not None else None
    empty_list(plan, change.ended, day)
    if total is not None:
        _count(plan, change.survivor, day, total, f"{_SUM}{told}.")


def _counted(known: Known, row: ListSize, day: date) -> str:
    return f"{row.patients} of {named(known.practices[row.practice_id], day)} on {in_words(row.as_at)}"


def empty_list(plan: Plan, practice: int, day: date) -> None:
    """From a day on a practice has no patients."""
    _count(plan, practice, day, 0, _NONE)


def _count(plan: Plan, practice: int, day: date, patients: int, why: str) -> None:
    """A count that follows from a decision. A count of that very day that somebody made stays."""
    row, source = plan.known.latest_list(practice, day), f"{why} {plan.source}".strip()
    if row is None or row.as_at < day:
        row = ListSize(practice_id=practice, as_at=day, patients=patients, source=source)
        plan.known.list_sizes.append(plan.add(row))
    elif row.source.startswith((_SUM, _NONE)):
        plan.change(row, patients=patients, source=source)


@carry_out.register
def _(change: declared.CloseList, plan: Plan) -> None:
    known = plan.known
    now = known.closure(change.practice, change.first_day) if change.extends else None
    if now is not None:
        plan.change(now, ends_on=change.last_day)
        return
    row = ListClosure(
        practice_id=change.practice, starts_on=change.first_day, ends_on=change.last_day, source=plan.source
    )
    known.closures.append(plan.add(row))
