"""Which meetings are still to come, and which are history that lies after the clock's day. Queries only.

A file may tell of meetings later than the day on which the demonstration's clock stands: they have been held and closed.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.models import Meeting, Sitting
from decisions.facts import load_record


def _held() -> Q:
    """Committees sat, and every one of them has closed."""
    sittings = Sitting.objects.filter(meeting=OuterRef("pk"))
    return Q(Exists(sittings)) & ~Q(Exists(sittings.filter(closed__isnull=True)))


def to_come(today: date) -> QuerySet[Meeting]:
    """Today's meetings and those to come, soonest first."""
    return Meeting.objects.filter(date__gte=today).exclude(_held(), date__gt=today).order_by("date", "starts_at")


def next_meeting(committee: int, day: date, *, besides: int | None = None) -> Meeting | None:
    """The committee's next meeting, on ``day`` or later, that has not begun: where its matters come before it next.

    Not one by correspondence, which is held on what it was called for. ``besides``: another than this one (its key).
    """
    sits = Sitting.objects.filter(meeting=OuterRef("pk"), committee=committee, closed__isnull=True)
    rows = Meeting.objects.filter(Exists(sits), date__gte=day, by_correspondence=False).exclude(pk=besides)
    for row in rows.order_by("date", "starts_at", "pk"):
        if row.date > day or not load_record(row).begun:
            return row
    return None


def past(today: date) -> QuerySet[Meeting]:
    """Meetings before today, latest first."""
    return Meeting.objects.filter(date__lt=today).order_by("-date", "-starts_at", "pk")


def history_after(today: date) -> QuerySet[Meeting]:
    """Meetings that have been held on days after today: only where the clock is not the real one."""
    return Meeting.objects.filter(_held(), date__gt=today).order_by("date", "starts_at", "pk")
