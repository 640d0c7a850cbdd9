"""Whose a matter is between meetings: nobody reads of another committee's matters, and nobody acts on them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from decisions.models import OUTSIDE_ACTS, ItemPurpose, Matter


def before(committee: int) -> QuerySet[Matter]:
    """The matters before a committee: it raised them, something on them stands in its book, or they are on its agendas.

    An item of a meeting in common is before those of its committees that it concerns, and not before the others. NHS
    England's team is a committee like every other here (derived: no source says more than that committees meet).
    """
    return Matter.objects.filter(Q(raised_by=committee) | in_the_book_of(committee) | on_an_agenda_of(committee))


def in_the_book_of(committee: int) -> Q:
    """Something was done about it for this committee outside a meeting."""
    found = Q()
    for model in OUTSIDE_ACTS:
        found |= Q(Exists(model.objects.filter(committee=committee, matter=OuterRef("pk"))))
    return found


def on_an_agenda_of(committee: int) -> Q:
    """The committee is asked something about it in a meeting, held or to come."""
    return Q(Exists(ItemPurpose.objects.filter(sitting__committee=committee, item__matter=OuterRef("pk"))))
