"""Which meetings are still to come, and which are history that lies after the clock's day. Queries only.

A file may tell of meetings later than the day on which the demonstration's clock stands: they have been held and closed.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from committees.models import Meeting, Sitting


def _held() -> Q:
    """Committees sat, and every one of them has closed."""
    sittings = Sitting.objects.filter(meeting=OuterRef("pk"))
    return Q(Exists(sittings)) & ~Q(Exists(sittings.filter(closed__isnull=True)))


def to_come(today: date) -> QuerySet[Meeting]:
    """Today's meetings and those to come, soonest first."""
    return Meeting.objects.filter(date__gte=today).exclude(_held(), date__gt=today).order_by("date", "starts_at")


def past(today: date) -> QuerySet[Meeting]:
    """Meetings before today, latest first."""
    return Meeting.objects.filter(date__lt=today).order_by("-date", "-starts_at", "pk")


def history_after(today: date) -> QuerySet[Meeting]:
    """Meetings that have been held on days after today: only where the clock is not the real one."""
    return Meeting.objects.filter(_held(), date__gt=today).order_by("date", "starts_at", "pk")
