"""The question itself, and when nothing can be changed for a practice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import singledispatch

from practices.changes import declared
from practices.changes.known import Known, day_after
from practices.changes.words import listed, named
from practices.dated import in_words
from practices.models.practices import Status


@singledispatch
def ask(change: declared.Change, known: Known) -> Iterator[str]:
    """Why a change cannot be made, in sentences. Each kind of change answers in its own module."""
    raise TypeError(f"{type(change).__name__} is no change that is known.")


def closed(known: Known, practice: int, day: date) -> Iterator[str]:
    """Why nothing can be changed for a practice on a day: it has closed, or does not exist yet."""
    row = known.practices[practice]
    if row.closed_on is not None and row.closed_on < day:
        when = f"is closed from {in_words(day_after(row.closed_on))} on"
    elif row.closed_on is None and row.status == Status.CLOSED:
        when = "is closed"
    elif row.opened_on is not None and day < row.opened_on:
        yield f"{named(row, day)} opens on {in_words(row.opened_on)} only: choose that day or a later one."
        return
    else:
        return
    after = known.successors(practice)
    if after:
        into = listed(named(each, day) for each in after)
        yield f"{named(row, day)} {when}, and its patients are those of {into}. Decide anew, about {into}."
    else:
        yield f"{named(row, day)} {when}. Nothing can be changed for it then: choose a practice that is open."


def not_open(known: Known, practice: int, first: date, last: date | None = None) -> Iterator[str]:
    """Why nothing can hold for a practice from one day to another; ``last`` None: for good."""
    row = known.practices[practice]
    if row.opened_on is not None and first < row.opened_on:
        yield from closed(known, practice, first)
    else:
        yield from closed(known, practice, last or date.max)
