"""Which columns of an act a file holds under their own names, and which every act has."""

from __future__ import annotations

from functools import cache

from django.db import models

from decisions.models import Act

#: What every act has, said in the file's own words by ``writing`` and ``reading``.
COMMON = frozenset(field.name for field in Act._meta.get_fields())


@cache
def own_columns(model: type[Act]) -> tuple[models.Field, ...]:
    """The columns of a kind of act that others do not have."""
    return tuple(f for f in model._meta.concrete_fields if f.name not in COMMON and not f.primary_key)


def left_out(field: models.Field, value: object) -> bool:
    """Whether a value is what a file means by leaving the field out."""
    if value is None:
        return field.null
    return may_be_left_out(field) and value == (field.get_default() if field.has_default() else "")


def may_be_left_out(field: models.Field) -> bool:
    """Whether a file need not say it: it may be empty, or has a usual value."""
    return field.null or field.blank or field.has_default()
