"""Rows that hold between two days, both inclusive; ``ends_on`` empty means open.

The model, the queries and the guards all count the last day in (architecture, "Habits worth having").
"""

from datetime import date, timedelta

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from practices.guards import NoOverlap, field_of, guards_of

IN_ORDER = "_dates_in_order"


def covers(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Does the period from `starts_on` to `ends_on` (None is open) include `day`? Both ends count."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def in_force(day: date, prefix: str = "") -> Q:
    """The condition "in force on `day`", for rows reached through `prefix` (such as ``"memberships__"``)."""
    open_or_later = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    return Q(**{f"{prefix}starts_on__lte": day}) & open_or_later


class DatedQuerySet(models.QuerySet):
    """Queries by day. Both ends of a period count."""

    def in_force_on(self, day: date) -> "DatedQuerySet":
        """The rows in force on `day`."""
        return self.filter(in_force(day))

    def overlapping(self, starts_on: date, ends_on: date | None) -> "DatedQuerySet":
        """The rows that share at least one day with the period; `ends_on` None is open."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


class Dated(models.Model):
    """An abstract row with a first and a last day.

    A subclass with its own ``Meta`` writes ``class Meta(Dated.Meta)`` and, if it has constraints of its own,
    ``constraints = [*Dated.Meta.constraints, ...]``; a system check says so where it is forgotten.
    """

    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", null=True, blank=True, help_text="Inclusive. Empty: still in force.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(app_label)s_%(class)s" + IN_ORDER,
                violation_error_message="The last day cannot be before the first day.",
            )
        ]

    def is_in_force_on(self, day: date) -> bool:
        """Is this row in force on `day`?"""
        return covers(self.starts_on, self.ends_on, day)

    def clean(self) -> None:
        """Refuse, in a sentence, what the row's NoOverlap guards would refuse in the database."""
        super().clean()
        if self.starts_on is None or (self.ends_on is not None and self.ends_on < self.starts_on):
            return  # the field or the check constraint speaks first
        for guard in guards_of(type(self)):
            if isinstance(guard, NoOverlap):
                refuse_overlap(self, guard)

    @classmethod
    def check(cls, **kwargs) -> list[checks.CheckMessage]:
        """The usual checks, and that a subclass's Meta kept the check of its dates."""
        messages = super().check(**kwargs)
        if not cls._meta.abstract and not any(c.name.endswith(IN_ORDER) for c in cls._meta.constraints):
            messages.append(
                checks.Error(
                    "This dated model has lost the check that its last day is not before its first.",
                    hint="Write class Meta(Dated.Meta) and constraints = [*Dated.Meta.constraints, ...].",
                    obj=cls,
                    id="practices.E001",
                )
            )
        return messages


def refuse_overlap(row: Dated, guard: NoOverlap) -> None:
    """Raise ValidationError, naming the first row that `row` would overlap with under `guard`."""
    key = {name: getattr(row, field_of(type(row), name).attname) for name in guard.key}
    if None in key.values() or not guard.applies_to(row):
        return
    rivals = type(row)._default_manager.filter(**key, **guard.lookups()).exclude(pk=row.pk)
    rival = rivals.overlapping(row.starts_on, row.ends_on).order_by("starts_on").first()
    if rival is None:
        return
    names = " and ".join(str(field_of(type(row), name).verbose_name) for name in guard.key)
    raise ValidationError(
        f"These dates overlap with “{rival}” ({period_in_words(rival.starts_on, rival.ends_on)}). "
        f"Only one {row._meta.verbose_name} can be in force on a day for the same {names}. {remedy(row, rival)}",
        code="overlap",
    )


def remedy(row: Dated, rival: Dated) -> str:
    """What to do about the overlap: end the earlier row the day before the later one begins, where that can be."""
    if rival.starts_on < row.starts_on:
        last = in_words(row.starts_on - timedelta(days=1))
        return f"End that one on {last} first, or choose other dates."
    if row.starts_on < rival.starts_on:
        last = in_words(rival.starts_on - timedelta(days=1))
        return f"Let this one end on {last} or earlier, or choose other dates."
    return "Correct that one instead, or choose other dates."


def period_in_words(starts_on: date, ends_on: date | None) -> str:
    """A period as people say it: "1 April 2015 to 31 March 2016", "from 1 April 2016"."""
    first = in_words(starts_on)
    return f"from {first}" if ends_on is None else f"{first} to {in_words(ends_on)}"


def in_words(day: date) -> str:
    """ "1 April 2015"."""
    return f"{day.day} {day:%B} {day.year}"
