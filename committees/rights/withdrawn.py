"""A matter that was withdrawn is not decided: by no vote, and by nobody between meetings."""

from __future__ import annotations

from datetime import date

from committees.rights.asked import Asked, Reasons
from committees.rights.reasons import Source
from committees.rights.words import day_words

WITHDRAWN = Source(
    "An application may be withdrawn until it is decided; what was withdrawn is not decided, and is applied for anew",
    derived=True,
)
ANEW = "Nobody: raise a new matter where it is asked for again. Correct the step where it was recorded by mistake."


def unless_withdrawn(asked: Asked, on: date | None) -> Reasons:
    """``on``: from which day the matter is withdrawn, by this committee or by the one that raised it; None: it is not."""
    if on is not None:
        yield asked.no("matter_withdrawn", f"this matter was withdrawn on {day_words(on)}.", WITHDRAWN, ANEW)
