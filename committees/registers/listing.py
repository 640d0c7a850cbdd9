"""The bodies whose registers can be read, by area, for the page on which one is chosen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from committees.models import Committee
from committees.registers.bodies import Body, body_of
from committees.terms import CommitteeKind
from practices.models import CCG

JOINT = "Joint committees"
ELSEWHERE = "Other CCGs"
_MOST = 60  # of those that a search finds: more are asked to be told apart


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the country, or the joint committees, with its bodies."""

    name: str
    bodies: tuple[Body, ...]


def bodies_by_area(search: str, day: date) -> list[Area]:
    """London's CCGs by planning group and the joint committees; with ``search``, those of all England it fits.

    Every word must be in the name, or it is the ODS code. At most six queries.
    """
    words = search.split()
    ccgs = CCG.objects.order_by("short_name").prefetch_related("planning_group_memberships__planning_group")
    joint = Committee.objects.filter(kind=CommitteeKind.JOINT_COMMITTEE.value).order_by("name").prefetch_related("ccgs")
    if not words:
        ccgs = ccgs.in_london()
    for word in words:
        joint = joint.filter(name__icontains=word)
    by_code = list(ccgs.filter(ods_code=search.strip().upper())) if words else []
    for word in words:
        ccgs = ccgs.filter(name__icontains=word)
    areas: dict[str, list[Body]] = defaultdict(list)
    for ccg in [*by_code, *ccgs[:_MOST]]:
        group = ccg.planning_group_on(day)
        body = body_of(ccg)
        name = group.name if group else ELSEWHERE
        if body not in areas[name]:
            areas[name].append(body)
    found = [Area(name, tuple(areas[name])) for name in sorted(areas, key=lambda name: (name == ELSEWHERE, name))]
    committees = tuple(body_of(row) for row in joint[:_MOST])
    return found + ([Area(JOINT, committees)] if committees else [])
