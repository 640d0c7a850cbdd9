"""What the kind of a decision demands and nobody has stated, or states wrongly. Pure: the rows as they are, and a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from committees.kinds import KINDS, facts
from committees.terms import Verb
from decisions.models import Limb, Matter


def unstated(matter: Matter, limb: Limb, verb: str, day: date) -> tuple[str, ...]:
    """Why a part cannot be decided by ``verb`` on ``day`` on the facts that are stated, in sentences. Empty: it can.

    Nothing is demanded of a matter of no kind, nor by a verb that changes nothing, such as to refuse.
    """
    kind = KINDS.get(matter.kind)
    stated = facts.given(kind, matter.facts, limb.facts) if kind is not None else {}
    if kind is None or not kind.acts(Verb(verb), stated):
        return ()
    left_out = facts.missing_words(facts.missing(kind, stated))
    found = [*filter(None, [left_out]), *facts.wrong(kind, matter.facts, limb.facts, day)]
    return tuple(f"Part ({limb.letter}): {text}" if limb.letter else text for text in dict.fromkeys(found))


def unstated_of_parts(matter: Matter, limbs: Iterable[Limb], verb: str | None, day: date) -> tuple[str, ...]:
    """The same of a whole matter, decided by one word. ``verb`` None: each part by its own."""
    return tuple(text for limb in limbs for text in unstated(matter, limb, verb or limb.verb, day))
