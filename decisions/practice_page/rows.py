"""Everything that was decided about some practices, fetched at once, whoever asks. What of it a reader may know is asked in
``decided``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from decisions.models import (
    OUTSIDE_ACTS,
    AgendaItem,
    Announcement,
    Deferral,
    EffectApplied,
    EffectHeld,
    EffectOn,
    Limb,
    Matter,
    OutsideDecision,
    PublishedOutcome,
)


@dataclass
class Rows:
    """The matters that name the practices, and what became of each."""

    matters: dict[int, Matter]
    items: list[AgendaItem] = field(default_factory=list)
    announced: list[Announcement] = field(default_factory=list)
    published: list[PublishedOutcome] = field(default_factory=list)
    deferrals: list[Deferral] = field(default_factory=list)
    outside: list[OutsideDecision] = field(default_factory=list)
    effects: list[EffectApplied] = field(default_factory=list)
    held: list[EffectHeld] = field(default_factory=list)
    books: dict[int, set[int]] = field(default_factory=dict)  # matter -> committees in whose book something stands


def rows_about(practices: Collection[int]) -> Rows:
    """What is on record of the matters that name one of these practices (keys), apply for one, or changed one's record.

    A fixed number of queries, however many matters there are.
    """
    changed = Limb.objects.filter(effect__on__practice__in=practices).values("matter")
    named = Matter.practices.through.objects.filter(practice__in=practices).values("matter")
    matters = Matter.objects.filter(Q(pk__in=named) | Q(applicant__in=practices) | Q(pk__in=changed))
    rows = Rows({matter.pk: matter for matter in matters.prefetch_related("practices__names")})
    if not rows.matters:
        return rows
    keys = list(rows.matters)
    items = AgendaItem.objects.filter(matter__in=keys).select_related("meeting", "matter")
    rows.items = list(items.prefetch_related("purposes__sitting__committee").order_by("-meeting__date", "order"))
    of = {"resolution__item__matter__in": keys}
    resolution = ("resolution__limb", "resolution__sitting__committee", "resolution__sitting__closed")
    announced = Announcement.objects.standing().filter(**of).select_related("meeting", "opening__closing", *resolution)
    rows.announced = list(
        announced.prefetch_related("vetoes", "opening__agreements", "opening__casting_votes").order_by("pk")
    )
    published = PublishedOutcome.objects.filter(**of, replaced_by__isnull=True)
    rows.published = list(published.select_related(*resolution[:2]).order_by("pk"))
    put_off = Deferral.objects.filter(item__matter__in=keys, replaced_by__isnull=True)
    rows.deferrals = list(put_off.select_related("sitting__committee", "passed_to").order_by("pk"))
    outside = OutsideDecision.objects.filter(matter__in=keys).select_related("committee", "report__item__meeting")
    rows.outside = list(outside.order_by("pk"))
    rows.effects = list(EffectApplied.objects.filter(matter__in=keys).select_related("limb").order_by("pk"))
    rows.held = list(
        EffectHeld.objects.filter(matter__in=keys, limb__effect__isnull=True).select_related("limb").order_by("pk")
    )
    for matter in rows.matters.values():
        rows.books[matter.pk] = {matter.raised_by_id} if matter.raised_by_id else set()
    first, *others = (
        model.objects.filter(matter__in=keys).order_by().values_list("matter", "committee") for model in OUTSIDE_ACTS
    )
    for about, committee in first.union(*others):
        rows.books[about].add(committee)
    return rows


def changed_by(effects: Collection[int], practice: int) -> frozenset[int]:
    """Those of the effects (keys) that changed the record of a practice. One query."""
    return frozenset(EffectOn.objects.filter(effect__in=effects, practice=practice).values_list("effect", flat=True))
