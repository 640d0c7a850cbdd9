"""Where somebody's advice is asked by a committee, through an advisory panel, and is not given yet."""

from __future__ import annotations

from dataclasses import dataclass

from committees.terms import PanelGround
from decisions.models import Adviser


@dataclass(frozen=True)
class AdviceAsked:
    """A question to this person: whose (the committee's key and name), of which matter, on which ground."""

    committee: int
    committee_name: str
    matter: int
    title: str
    ground: str


def advice_asked(person: int) -> list[AdviceAsked]:
    """The questions that wait for the advice of a person and their peers, the oldest first. One query."""
    rows = Adviser.objects.filter(person=person, referral__advice__isnull=True).order_by("pk")
    return [
        AdviceAsked(
            row.committee_id,
            row.committee.name,
            row.matter_id,
            row.matter.title,
            PanelGround(row.referral.ground).label,
        )
        for row in rows.select_related("committee", "matter", "referral")
    ]
