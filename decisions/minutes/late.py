"""A record that was made after the meeting says so: when it was entered is kept beside when it happened."""

from __future__ import annotations

from committees.rights.words import day_words, listed
from decisions.facts import Record
from decisions.journal.told import entered_at, told_by_a_source
from practices.clock import LONDON


def written_up(record: Record) -> str:
    """On which days after the meeting's own its course was entered; nothing where all was entered on the day.

    Corrections, what happened after the meeting, and what a file told are no writing up; an exported record tells when.
    """
    own = [act for act in record.acts if act.replaces_id is None and not told_by_a_source(act)]
    course = [act for act in own if act.happened_at.astimezone(LONDON).date() == record.day]
    entered = [entered_at(act).astimezone(LONDON).date() for act in course]
    days = sorted({day for day in entered if day > record.day})
    if not days:
        return ""
    part = "" if all(day > record.day for day in entered) else ", in part"
    return f"Written up afterwards{part}: recorded on {listed(day_words(day) for day in days)}."
