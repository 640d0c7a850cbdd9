"""What the kind of a decision demands and nobody has stated, or states wrongly, from the rows as they are and a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from committees.kinds import KINDS, facts
from committees.terms import Verb
from decisions.effects.belonging import of_others_as_stated
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
    """The same of a whole matter, decided by one word (``verb`` None: each part by its own), and whose practices it changes.

    At most two queries for each part that changes something.
    """
    ccgs = [ccg.ods_code for ccg in matter.ccgs.all()]
    found = []
    for limb in limbs:
        word = verb or limb.verb
        found += [*unstated(matter, limb, word, day), *of_others_as_stated(matter, limb, word, ccgs, day)]
    return tuple(dict.fromkeys(found))
