"""What committees asked for when they put a matter off, and before which day it does not come back. Derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from committees.models import Meeting
from committees.rights.words import day_words, listed
from decisions.facts import Record
from decisions.models import Deferral
from decisions.readers import is_private, private_row

IN_PRIVATE = "what it asked for was said in private"


@dataclass(frozen=True)
class Asked:
    """What one or more committees said when they put a matter off. ``secret``: in private; the ask is not told then."""

    matter: int
    sittings: tuple[int, ...]
    committees: tuple[str, ...]
    meeting: Meeting
    reason: str
    asked_for: str
    not_before: date | None
    private: bool

    def sentence(self, *, secret: bool = False) -> str:
        """Deferred by Sutton on 14 April 2016: asked for a travel survey, from the practice. Not before 1 July 2016."""
        said = f"Deferred by {listed(self.committees)} on {day_words(self.meeting.date)}"
        if secret:
            said += f"; {IN_PRIVATE}"
        elif self.asked_for:
            said += f", which asked for: {self.asked_for.strip().rstrip('.')}"
        elif self.reason:
            said += f": {self.reason.strip().rstrip('.')}"
        until = f" Not to come back before {day_words(self.not_before)}." if self.not_before else ""
        return f"{said}.{until}"


def put_off(matters: Iterable[int]) -> list[Asked]:
    """Every time that one of the matters was put off, the first first; committees that said the same in one. One query."""
    alike: dict[tuple, list[Deferral]] = defaultdict(list)
    for act in _deferrals(matters):
        said = (act.item.matter_id, act.meeting_id, act.reason, act.asked_for, act.not_before)
        alike[said].append(act)
    return [_asked(acts) for acts in alike.values()]


def _deferrals(matters: Iterable[int]) -> QuerySet[Deferral]:
    rows = Deferral.objects.filter(item__matter__in=list(matters), replaced_by__isnull=True, passed_to__isnull=True)
    rows = rows.select_related("meeting", "item", "sitting__committee")
    return rows.order_by("meeting__date", "meeting__starts_at", "pk")


def _asked(acts: list[Deferral]) -> Asked:
    first = acts[0]
    return Asked(
        matter=first.item.matter_id,
        sittings=tuple(act.sitting_id for act in acts),
        committees=tuple(dict.fromkeys(act.sitting.committee.short_name for act in acts)),
        meeting=first.meeting,
        reason=first.reason,
        asked_for=first.asked_for,
        not_before=first.not_before,
        private=private_row(first.item, first.meeting),
    )


def asked_before(record: Record) -> dict[int, tuple[str, ...]]:
    """For each item (key), in sentences, what was asked when its matter was put off in an earlier meeting. One query.

    Whoever shows an item to a reader shows these with it; what was asked in private is not said on an item in public.
    """
    items = defaultdict(list)
    for item in record.items:
        items[item.matter.pk].append(item)
    found: dict[int, list[str]] = defaultdict(list)
    for asked in put_off(items) if items else ():
        if _moment(asked.meeting) < _moment(record.meeting):
            for item in items[asked.matter]:
                secret = asked.private and not is_private(record, item)
                found[item.pk].append(asked.sentence(secret=secret))
    return {item: tuple(lines) for item, lines in found.items()}


def _moment(meeting: Meeting) -> tuple:
    return (meeting.date, meeting.starts_at, meeting.pk)


# --- The earliest day ---
def first_day(matter: int, day: date) -> date:
    """The first day from ``day`` on which the matter may come before a committee. One query."""
    return max([day, *(each.not_before for each in put_off([matter]) if each.not_before)])


def refuse_too_early(matter: int, meeting: Meeting, *, private: bool) -> None:
    """Raise ValidationError, saying who asked for what, where the meeting is too early for the matter. One query.

    A meeting that came from a file is told as it was. ``private``: whether the item is taken in private there.
    """
    if meeting.imported_digest:
        return
    binding = [
        each
        for each in put_off([matter])
        if each.not_before is not None and each.not_before > meeting.date and each.meeting.pk != meeting.pk
    ]
    if not binding:
        return
    last = max(binding, key=lambda each: each.not_before or meeting.date)
    secret = last.private and not (private or not meeting.in_public)
    raise ValidationError(
        f"{last.sentence(secret=secret)} The meeting of {day_words(meeting.date)} is too early for it."
    )


def not_before_of(said: date | None, until: date | None, day: date) -> date | None:
    """The earliest day that a deferral gives. Raises ValidationError where it is no later day, or later than ``until``,
    the day to which the item is put off."""
    if said is None:
        return None
    if said <= day:
        raise ValidationError(
            f"The earliest day on which it may come back is later than this meeting, {day_words(day)}."
        )
    if until is not None and until < said:
        raise ValidationError(
            f"It is put off to {day_words(until)}, and is not to come back before {day_words(said)}. Give a later day or "
            "meeting, or an earlier first day."
        )
    return said
