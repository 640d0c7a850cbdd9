"""What was decided and cannot take effect as the registers are, for the secretaries of those who decided it.

No matter is named: its page asks the gate whether the reader may know of it, and says why it is held.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from decisions.effects.grounds import load_parts
from decisions.effects.ready import State
from decisions.models import EffectHeld
from decisions.outcome import london_day


@dataclass(frozen=True)
class HeldDecision:
    """A decision of a committee that is held, and since when."""

    committee: int
    committee_name: str
    matter: int
    decided_on: date
    since: date


def held_decisions(committees: Collection[int], today: date) -> list[HeldDecision]:
    """What is held still, the oldest first. One query where nothing is, else twenty-six at most.

    Not what has taken effect since, nor what a later decision has taken the place of.
    """
    theirs = Q(committee__in=committees) | Q(limb__resolutions__sitting__committee__in=committees)
    rows = EffectHeld.objects.filter(theirs, limb__effect__isnull=True).distinct().order_by("pk")
    since = {row.limb_id: london_day(row) for row in rows}
    parts = load_parts(list(since), today) if since else {}
    return [
        HeldDecision(ground.committee, ground.by, part.limb.matter_id, ground.decided_on, since[limb])
        for limb, part in parts.items()
        for ground in part.answer.grounds
        if ground.committee in committees and _is_held(part.answer.state, part.answer.day, today)
    ]


def _is_held(state: State, day: date | None, today: date) -> bool:
    return state is State.UNLIKE or (state is State.READY and day is not None and day <= today)
