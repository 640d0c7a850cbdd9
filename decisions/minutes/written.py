"""The whole of the minutes, or one committee's extract."""

from __future__ import annotations

from datetime import date

from committees.terms import NotTold
from decisions.facts import Record, SittingFacts
from decisions.minutes import attendance
from decisions.minutes.corrected import attendance_put_right
from decisions.minutes.interests import touched
from decisions.minutes.items import concerns, items
from decisions.minutes.late import written_up
from decisions.minutes.published import not_told, tells
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Minutes, Names, Seal, Touched
from decisions.minutes.words import when
from decisions.models import Link
from decisions.readers import is_private


def write(
    record: Record,
    names: Names,
    *,
    today: date,
    sitting: int | None = None,
    opens: frozenset[int] = frozenset(),
) -> Minutes:
    """Minutes of a meeting.

    ``sitting``: the extract of one committee, which holds its own decisions and nobody else's. ``opens``: the private
    items (by key) that this reader may read; the others are left out, with their ground. ``today``: the day on which
    a veto is said to be open or over. Raises KeyError for a sitting of another meeting.
    """
    chosen = [record.sittings[sitting]] if sitting is not None else list(record.sittings.values())
    reading = Reading(record=record, names=names, sittings=chosen, opens=opens, today=today)
    meeting = record.meeting
    touched_by = touched(reading, [item for item in record.items if concerns(reading, item)])
    return Minutes(
        title=meeting.title,
        extract_of=chosen[0].committee.name if sitting is not None else "",
        draft=any(each.closed is None for each in chosen),
        day=meeting.date,
        starts_at=meeting.starts_at if tells(record, NotTold.TIME) else None,
        place=meeting.place,
        remote=meeting.remote,
        by_correspondence=meeting.by_correspondence,
        in_public=meeting.in_public,
        private_reason=meeting.private_reason,
        made_up=meeting.made_up,
        about=meeting.about,
        present=attendance.present(reading),
        in_attendance=attendance.in_attendance(reading),
        public=attendance.public(reading),
        source=meeting.source,
        not_told=not_told(record),
        items=items(reading),
        touched=touched_by,
        no_interests=_no_interests(reading, touched_by),
        corrections=tuple(line.sentence for line in attendance_put_right(reading)),
        closings=_closings(reading),
        seals=tuple(_seal(reading, each, each.head) for each in chosen if each.head is not None),
        recorders=_recorders(reading),
        sources=tuple(reading.sources),
        written_up=written_up(record),
    )


def _no_interests(reading: Reading, found: tuple[Touched, ...]) -> str:
    """Where no interest is told: that there was none, or that nobody tells."""
    record = reading.record
    if found or not record.begun:
        return ""
    if not tells(record, NotTold.DECLARATIONS):
        return "The source does not tell which interests were declared."
    kept = any(is_private(record, item) and item.pk not in reading.opens for item in record.items)
    return f"No interest was declared or found{' on the items taken in public' if kept else ''}."


def _closings(reading: Reading) -> tuple[str, ...]:
    """When each committee closed; those that closed at the same moment in one sentence."""
    together: dict[str, list[str]] = {}
    for sitting in reading.sittings:
        if sitting.closed is not None:
            together.setdefault(when(sitting.closed, reading.record.day), []).append(sitting.name)
    if len(together) == 1 and len(next(iter(together.values()))) == len(reading.sittings):
        then = next(iter(together))
        return (f"The meeting closed{then}." if then else "When the meeting closed the source does not tell.",)
    return tuple(f"{', '.join(names)}: the meeting closed{then}." for then, names in together.items())


def _seal(reading: Reading, sitting: SittingFacts, head: Link) -> Seal:
    closing = reading.names.closing_seals.get(sitting.pk, "")
    return Seal(
        committee=sitting.name,
        seal=head.seal,
        acts=head.number,
        at_closing=closing if closing and closing != head.seal else "",
        as_exported=reading.exported_seals.get(sitting.committee.name, ""),
    )


def _recorders(reading: Reading) -> tuple[str, ...]:
    """Everybody whose hands the record went through."""
    accounts = (reading.hand(act) for act in reading.record.acts)
    return tuple(dict.fromkeys(name for name in accounts if name))
