"""Who could be invited to a committee for one item: members of the others in the room, then of the next area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db.models import F

from committees.facts import appointments_to, seat_facts, seats_on
from committees.models import Committee
from committees.rights.inviting import DECIDING, has_a_vote_to_lend, may_come_from
from committees.rights.mending import Area, Candidate
from committees.rights.world import Elsewhere, Person
from committees.terms import Represents, Share
from decisions.facts import Record, SittingFacts
from decisions.finding.facts import find_all
from practices.dated import in_force
from practices.models import PlanningGroupMembership


@dataclass(eq=False)
class Nearby:
    """``next_area``: by CCG (code), members of bodies that do not sit in the meeting. ``touched``: (item, person) of
    those whom the registers show in conflict."""

    next_area: dict[str, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    touched: frozenset[tuple[int, int]] = frozenset()

    def candidates(self, record: Record, sitting: SittingFacts, item: int, there: Collection[int]) -> list[Candidate]:
        """Who could come to ``sitting`` for an item, the nearest first; those in conflict are said to be so."""
        found = list(in_the_room(record, sitting, there))
        codes = {code for ccg in sitting.committee.ccgs for code in self.groups.get(ccg.code, ())}
        for code in sorted(codes):
            found += self.next_area.get(code, ())
        known: dict[int, Candidate] = {}
        for each in found:
            conflicted = (item, each.person.id) in self.touched
            known.setdefault(each.person.id, Candidate(each.person, each.seat, each.sits, each.area, conflicted))
        return list(known.values())


def in_the_room(record: Record, sitting: SittingFacts, there: Collection[int]) -> Iterator[Candidate]:
    """Voting members of the other committees in the room, and members of Health and Wellbeing Boards who are there."""
    for other in record.sittings.values():
        for appointment in other.appointments:
            seat = other.seat_by_id.get(appointment.seat)
            if seat is None or not appointment.covers(record.day) or appointment.person not in there:
                continue
            if appointment.share not in (Share.SOLE, Share.JOINT):
                continue
            person = Person(appointment.person, record.name(appointment.person))
            sits = Elsewhere(committee=other.committee, standing=seat.standing, represents=seat.represents)
            if not may_come_from(sits, sitting.committee):
                continue
            area = Area.HWB if seat.represents is Represents.HWB else Area.IN_THE_ROOM
            yield Candidate(person, seat, other.name, area)


def nearby(record: Record, items: Collection[int]) -> Nearby:
    """Who of the next area could be invited, and who of them the registers show in conflict on these items.

    The next area is the other CCGs of the planning group of each CCG that has a committee here. A fixed number of
    queries.
    """
    codes = {ccg.code for sitting in record.sittings.values() for ccg in sitting.committee.ccgs}
    groups = _groups(record, codes)
    wanted = {code for members in groups.values() for code in members}
    found = Nearby(groups=groups)
    rows = Committee.objects.filter(kind__in=DECIDING, ccgs__ods_code__in=wanted).distinct().prefetch_related("ccgs")
    sits = {sitting.committee.id for sitting in record.sittings.values()}
    bodies = {row.pk: row for row in rows.order_by("name") if row.pk not in sits and row.exists_on(record.day)}
    seats = {seat.pk: seat for seat in seats_on(bodies, record.day)}
    people: set[int] = set()
    for held in appointments_to(bodies):
        row = seats.get(held.seat_id)
        if row is None or not held.is_in_force_on(record.day) or held.share not in (Share.SOLE, Share.JOINT):
            continue
        seat, body = seat_facts(row), bodies[row.committee_id]
        if has_a_vote_to_lend(seat):
            people.add(held.person_id)
            person = Person(held.person_id, held.person_name)
            for ccg in body.ccgs.all():
                found.next_area[ccg.ods_code].append(Candidate(person, seat, body.short_name, Area.NEXT_AREA))
    findings = find_all(items, people, also=people) if people and items else []
    found.touched = frozenset((each.item, each.person) for each in findings)
    return found


def _groups(record: Record, codes: Collection[str]) -> dict[str, frozenset[str]]:
    """CCG (code) -> the CCGs of its planning group that day. One query."""
    rows = PlanningGroupMembership.objects.filter(in_force(record.day)).annotate(code=F("ccg__ods_code"))
    pairs = list(rows.values_list("planning_group_id", "code"))
    members: dict[int, set[str]] = defaultdict(set)
    for group, code in pairs:
        members[group].add(code)
    return {code: frozenset(members[group]) for group, code in pairs if code in codes}
