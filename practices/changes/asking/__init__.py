"""Why a change cannot be made, in sentences: what, why, and what to do. Reads what is known, writes nothing.

The rules are those of the registers themselves: one main surgery on a day, one list closure, one boundary of a kind, days in
order, nothing about a practice that has closed. Whether a decision may be made is not asked here.
"""

from __future__ import annotations

from practices.changes import declared
from practices.changes.asking import contracts, places, practices  # each registers its questions
from practices.changes.asking.base import ask
from practices.changes.known import Known
from practices.changes.words import not_there

__all__ = ["contracts", "places", "practices", "why_not"]


def why_not(change: declared.Change, known: Known) -> list[str]:
    """Why a change cannot be made to the registers as they are, in sentences; none where it can."""
    problem = not_there(change, known)
    return [problem] if problem else list(ask(change, known))
