"""What was decided of a matter between meetings, and for which of its CCGs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from committees.facts import Law
from committees.rights import world
from committees.terms import Function, Route
from decisions.models import OutsideDecision
from practices import clock


def decided_outside_on(matters: Collection[int]) -> list[OutsideDecision]:
    """The decisions on these matters that no ballot carried, oldest first. Two queries, one where there is none."""
    rows = OutsideDecision.objects.filter(matter__in=matters).select_related("matter", "committee")
    return list(rows.prefetch_related("committee__ccgs").order_by("pk"))


def decided_between(
    rows: Iterable[OutsideDecision],
    committee: world.Committee,
    ccgs: Collection[world.Ccg],
    law: Law,
    at: datetime | None = None,
) -> world.DecidedOutside | None:
    """The first of these, on one matter, that was taken by the committee or for a CCG of its own; by ``at`` (None: now).

    ``ccgs``: of the matter. A decision for another committee's CCG leaves this one its own.
    """
    own = {ccg.code for ccg in committee.ccgs}
    for row in rows:
        if at is not None and row.happened_at > at:
            continue
        if row.committee_id == committee.id or own & decided_for(row, ccgs, law):
            return world.DecidedOutside(route=Route(row.route), day=_day(row))
    return None


def decided_for(row: OutsideDecision, ccgs: Collection[world.Ccg], law: Law) -> set[str]:
    """NHS England's: the CCGs for which it decided on that day. A committee's: its own."""
    if row.route != Route.NHS_ENGLAND:
        own = {ccg.ods_code for ccg in row.committee.ccgs.all()}
        return {ccg.code for ccg in ccgs if ccg.code in own}
    function = Function(row.matter.function)
    return {ccg.code for ccg in ccgs if law.authority(function, ccg, _day(row)).nhs_england_decides}


def _day(row: OutsideDecision):
    return row.happened_at.astimezone(clock.LONDON).date()
