"""Why facts stay as they are: it was decided by them; voting is open; or it took effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from committees.rights.words import day_words
from committees.terms import Effect, Outcome
from decisions.models import Announcement, EffectApplied, Opening, OutsideDecision, Veto
from decisions.outcome import london_day

NEW_MATTER = "Raise a new matter for what is to be different."
#: Results by which a part is decided as it was put; agreement may still be refused, and then it is put anew.
CARRIED = (Outcome.CARRIED.value, Outcome.AWAITS_AGREEMENT.value)
UNDECIDING = (Effect.RECOMMENDS.value, Effect.RECORDS_A_VIEW.value)


@dataclass(frozen=True)
class Stays:
    """Why, in a sentence: ``whole`` of the facts of the whole matter, ``parts`` of those of a part, by its key.

    Empty, or not there: they can be stated.
    """

    whole: str
    parts: Mapping[int, str]

    def why(self, limb: int | None) -> str:
        """Why the facts of a part (None: of the whole) stay."""
        return self.whole if limb is None else self.parts.get(limb, "")


def stays(matter: int, limbs: list[int]) -> Stays:
    """What of a matter can no longer be stated, and why. Four queries.

    The facts of the whole are those of every part. What is known only as published may still be stated: nobody had it
    before them when it was decided (derived).
    """
    outside = OutsideDecision.objects.filter(matter=matter).order_by("pk").first()
    if outside is not None:
        why = f"It was decided on {day_words(london_day(outside))} by these facts: they stay. {NEW_MATTER}"
        return Stays(why, dict.fromkeys(limbs, why))
    found = _in_effect(matter) | _carried(matter)
    found |= {pk: why for pk, why in _open(matter).items() if pk not in found}
    return Stays(next(iter(found.values()), ""), found)


def _in_effect(matter: int) -> dict[int, str]:
    rows = EffectApplied.objects.filter(matter=matter).order_by("-pk").values_list("limb_id", "on_day")
    return {limb: f"It has taken effect by these facts: they stay. {NEW_MATTER}" for limb, _ in rows}


def _carried(matter: int) -> dict[int, str]:
    """What a committee carried, so that it decides; not what was vetoed or taken back since."""
    vetoed = Veto.objects.filter(announcement=OuterRef("pk"), used=True, replaced_by__isnull=True)
    rows = Announcement.objects.standing().filter(~Exists(vetoed), resolution__limb__matter=matter, outcome__in=CARRIED)
    rows = rows.exclude(opening__effect__in=UNDECIDING).order_by("-pk")
    days = rows.values_list("resolution__limb_id", "meeting__date")
    return {limb: f"It was decided {_on(day)} by these facts: they stay. {NEW_MATTER}" for limb, day in days}


def _open(matter: int) -> dict[int, str]:
    """What is being voted on, or whose result is being put right."""
    settled = Announcement.objects.standing().filter(resolution=OuterRef("resolution"))
    rows = Opening.objects.filter(
        ~Exists(settled), resolution__limb__matter=matter, replaced_by__isnull=True, withdrawal__isnull=True
    )
    days = rows.order_by("-pk").values_list("resolution__limb_id", "meeting__date")
    text = "Voting on it was opened {on} by these facts, and no result is announced: they stay until it is."
    return {limb: text.format(on=_on(day)) for limb, day in days}


def _on(day: date) -> str:
    return f"on {day_words(day)}"
