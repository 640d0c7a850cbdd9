"""The rows that late declarations are held against: past decisions of a CCG's committees, and what people did in them.

A fixed number of queries each, however many meetings there were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from committees.models import Appointment
from committees.terms import Movement, Office, Outcome
from decisions.facts import standing
from decisions.models import (
    Announcement,
    Attendance,
    CastingVote,
    ChairElected,
    Declaration,
    Elector,
    Opening,
    PublishedOutcome,
    Resolution,
    Ruling,
    Vote,
    Withdrawal,
)


def decided(ccg: int, since: date, until: date) -> list[Resolution]:
    """The decisions whose outcome is known that committees of this CCG took between two days, the last first. Two
    queries. What was only noted decided nothing, and is not among them."""
    announced = Announcement.objects.standing().exclude(outcome=Outcome.NOTED)
    published = PublishedOutcome.objects.exclude(outcome=Outcome.NOTED)
    rows = Resolution.objects.filter(
        Exists(announced.filter(resolution=OuterRef("pk"))) | Exists(published.filter(resolution=OuterRef("pk"))),
        sitting__committee__ccgs=ccg,
        item__meeting__date__range=(since, until),
    )
    rows = rows.select_related("item__meeting", "item__matter", "sitting__committee", "limb", "published")
    rows = rows.prefetch_related(Prefetch("announcements", announced))
    return list(rows.order_by("-item__meeting__date", "item__order", "limb__letter", "pk"))


@dataclass(eq=False)
class Doings:
    """What people did in decisions: rows by the keys they are asked for by."""

    openings: dict[int, Opening] = field(default_factory=dict)  # resolution -> the voting in force
    electors: dict[int, list[Elector]] = field(default_factory=lambda: defaultdict(list))  # opening -> its electorate
    votes: dict[int, Vote] = field(default_factory=dict)  # elector -> the vote in force
    casting: dict[int, CastingVote] = field(default_factory=dict)  # opening -> the casting vote in force
    movements: dict[int, list[Attendance]] = field(default_factory=lambda: defaultdict(list))  # meeting -> in order
    declared: set[tuple[int, int]] = field(default_factory=set)  # item and person
    rulings: dict[tuple[int, int, int], Ruling] = field(default_factory=dict)  # item, sitting, person
    elected: set[tuple[int, int, int]] = field(default_factory=set)  # item, sitting, person
    chairs: list[Appointment] = field(default_factory=list)

    def movements_of(self, meeting: int, person: int) -> list[Attendance]:
        return [act for act in self.movements[meeting] if act.person_id == person]

    def held_the_chair(self, resolution: Resolution, person: int) -> bool:
        """Whether the person was elected to preside over the item, or held the committee's chair that day."""
        committee, day = resolution.sitting.committee_id, resolution.item.meeting.date
        held = any(
            row.person_id == person and row.seat.committee_id == committee and row.is_in_force_on(day)
            for row in self.chairs
        )
        return held or (resolution.item_id, resolution.sitting_id, person) in self.elected

    def elector(self, resolution: Resolution, person: int) -> Elector | None:
        """The person in the electorate of a decision, by the seat from which they could vote if by any."""
        opening = self.openings.get(resolution.pk)
        theirs = [each for each in self.electors[opening.pk] if each.person_id == person] if opening else []
        return next(iter(sorted(theirs, key=lambda each: not each.may_vote)), None)


def doings_in(resolutions: Collection[Resolution], people: Iterable[int]) -> Doings:
    """What these people did in these decisions. At most ten queries."""
    people = set(people)
    items = {row.item_id for row in resolutions}
    meetings = {row.item.meeting_id for row in resolutions}
    found = Doings()
    openings = _stand(Opening, resolution__in=resolutions).select_related("motion")
    for opening in openings.exclude(Exists(Withdrawal.objects.filter(opening=OuterRef("pk")))):
        found.openings[opening.resolution_id] = opening
    in_force = [opening.pk for opening in found.openings.values()]
    for elector in Elector.objects.filter(opening__in=in_force).select_related("seat").order_by("pk"):
        found.electors[elector.opening_id].append(elector)
    found.votes = {act.elector_id: act for act in _stand(Vote, elector__opening__in=in_force)}
    found.casting = {act.opening_id: act for act in _stand(CastingVote, opening__in=in_force)}
    moved = Attendance.objects.filter(meeting__in=meetings).order_by("happened_at", "pk")
    for act in sorted(standing(moved), key=lambda act: (act.happened_at, act.pk)):
        if not act.void:
            found.movements[act.meeting_id].append(act)
    said = _stand(Declaration, item__in=items, void=False, person__in=people)
    found.declared = {(act.item_id, act.person_id) for act in said}
    ruled = _stand(Ruling, item__in=items, person__in=people)
    found.rulings = {(act.item_id, act.sitting_id, act.person_id): act for act in ruled}
    elected = _stand(ChairElected, item__in=items, person__in=people)
    found.elected = {(act.item_id, act.sitting_id, act.person_id) for act in elected}
    chairs = Appointment.objects.filter(Q(person__in=people), seat__office=Office.CHAIR.value)
    found.chairs = list(chairs.select_related("seat"))
    return found


def _stand(kind, **which):
    """The acts of a kind that nothing replaced."""
    return kind.objects.filter(replaced_by__isnull=True, **which).order_by("pk")


#: Movements after which somebody is in the room.
HERE = frozenset({Movement.CAME, Movement.RETURNED})
