"""What an advisory panel was asked and advised on the items of a meeting, as far as it was known by its day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch

from committees.models import Appointment, Meeting
from committees.terms import Followed, PanelGround, Share
from decisions.models import Adviser, PanelReferral
from practices.clock import LONDON


@dataclass(frozen=True)
class PanelAdvice:
    """A referral by one committee (key) of the meeting. ``decision``: the key of the one that took the advice.

    ``advisers``: key and name of those who were asked; ``members``: who sits on the panel that day.
    """

    committee: int
    matter: int
    panel: str
    ground: PanelGround
    question: str
    advisers: tuple[tuple[int, str], ...]
    members: frozenset[int]
    recommends: str = ""
    reasons: str = ""
    decision: int | None = None
    followed: Followed | None = None
    why: str = ""

    @property
    def people(self) -> frozenset[int]:
        """Who speaks for the panel."""
        return self.members | {person for person, _ in self.advisers}


def is_referred(meeting: Meeting) -> Exists:
    """Of an agenda item: whether a committee of the meeting called a panel on its matter."""
    return Exists(PanelReferral.objects.filter(matter=OuterRef("matter"), committee__sittings__meeting=meeting))


def advice_on(meeting: Meeting, matters: Iterable[int]) -> dict[int, list[PanelAdvice]]:
    """By matter (key), what committees of the meeting referred to a panel by its day, oldest first. Three queries.

    What was advised, or made of the advice, at a later day belongs to a later meeting.
    """
    rows = PanelReferral.objects.filter(matter__in=matters, committee__sittings__meeting=meeting)
    advisers = Prefetch("advisers", Adviser.objects.select_related("person").order_by("pk"))
    rows = rows.select_related("panel", "advice__taken").prefetch_related(advisers)
    known = [row for row in rows.order_by("pk") if _day(row) <= meeting.date]
    members: dict[int, set[int]] = defaultdict(set)
    held = Appointment.objects.filter(seat__committee__in={row.panel_id for row in known}).in_force_on(meeting.date)
    for panel, person in held.exclude(share=Share.SINGLE_ITEM.value).values_list("seat__committee", "person"):
        members[panel].add(person)
    found: dict[int, list[PanelAdvice]] = defaultdict(list)
    for row in known:
        found[row.matter_id].append(_facts(row, frozenset(members[row.panel_id]), meeting))
    return found


def _facts(row: PanelReferral, members: frozenset[int], meeting: Meeting) -> PanelAdvice:
    advice = getattr(row, "advice", None)
    advice = advice if advice is not None and _day(advice) <= meeting.date else None
    taken = getattr(advice, "taken", None)
    return PanelAdvice(
        committee=row.committee_id,
        matter=row.matter_id,
        panel=row.panel.name,
        ground=PanelGround(row.ground),
        question=row.text,
        advisers=tuple((each.person_id, each.person.name) for each in row.advisers.all()),
        members=members,
        recommends=advice.text if advice else "",
        reasons=advice.reason if advice else "",
        decision=taken.resolution_id if taken else None,
        followed=Followed(taken.followed) if taken else None,
        why=taken.reason if taken else "",
    )


def _day(act) -> date:
    return act.happened_at.astimezone(LONDON).date()
