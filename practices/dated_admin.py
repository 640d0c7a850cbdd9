"""Dated rows in the admin: rows typed on one page must not overlap with each other either."""

from itertools import combinations

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet

from practices.dated import Dated, covers, period_in_words
from practices.guards import NoOverlap, field_of, guards_of


class DatedFormSet(BaseInlineFormSet):
    """Refuses in a sentence what the database would refuse with an error.

    Each row is compared with the saved rows by Dated.clean; here the rows of the page are compared with each other.
    """

    def clean(self) -> None:
        super().clean()
        rows = [form.instance for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [row for row in rows if row not in self.marked and row.starts_on]
        for guard in guards_of(self.model):
            if isinstance(guard, NoOverlap):
                refuse_overlaps_among(kept, guard)

    @property
    def marked(self) -> list[Dated]:
        """The rows that are to be deleted."""
        return [form.instance for form in self.deleted_forms]


class DatedInline(admin.TabularInline):
    """Dated rows within the page of what they belong to."""

    extra = 0
    ordering = ["starts_on"]
    formset = DatedFormSet


def refuse_overlaps_among(rows: list[Dated], guard: NoOverlap) -> None:
    """Raise ValidationError for the first two of these rows that `guard` keeps apart."""
    ours = [row for row in rows if guard.applies_to(row)]
    for one, other in combinations(ours, 2):
        names = [field_of(type(one), name).attname for name in guard.key]
        if all(getattr(one, name) == getattr(other, name) for name in names) and share_a_day(one, other):
            raise ValidationError(
                f"The rows {period_in_words(one.starts_on, one.ends_on)} and "
                f"{period_in_words(other.starts_on, other.ends_on)} overlap. Only one can be in force on a day."
            )


def share_a_day(one: Dated, other: Dated) -> bool:
    """Is there a day on which both are in force?"""
    return covers(one.starts_on, one.ends_on, other.starts_on) or covers(other.starts_on, other.ends_on, one.starts_on)
