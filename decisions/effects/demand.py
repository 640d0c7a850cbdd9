"""What the kind of a decision demands and nobody has stated, or states wrongly, from the rows as they are and a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from committees.kinds import KINDS, facts
from committees.kinds.declared import DecisionKind, Given
from committees.rights.words import listed
from committees.terms import VERBS_WITHOUT_VOTE, Verb
from decisions.effects.belonging import of_others_as_stated
from decisions.models import Limb, Matter


def unstated(matter: Matter, limb: Limb, verb: str, day: date) -> tuple[str, ...]:
    """Why a part cannot be decided by ``verb`` on ``day`` on the facts that are stated, in sentences. Empty: it can.

    Nothing is demanded of a matter of no kind, nor by a verb that changes nothing, such as to refuse.
    """
    kind = KINDS.get(matter.kind)
    stated = facts.given(kind, matter.facts, limb.facts) if kind is not None else {}
    if kind is None:
        return ()
    if not kind.acts(Verb(verb), stated):
        return _noted_on(kind, limb, Verb(verb), stated)
    left_out = facts.missing_words(facts.missing(kind, stated))
    found = [*filter(None, [left_out]), *facts.wrong(kind, matter.facts, limb.facts, day)]
    return _of_part(limb, found)


def _noted_on(kind: DecisionKind, limb: Limb, verb: Verb, stated: Given) -> tuple[str, ...]:
    """Of what is noted: the fact on which it hangs whether that changes something."""
    fact = kind.fact(kind.noted_on)
    if verb not in kind.acts_by or verb not in VERBS_WITHOUT_VOTE or fact is None or fact.key in stated:
        return ()
    return _of_part(limb, [facts.missing_words([fact])])


def _of_part(limb: Limb, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"Part ({limb.letter}): {text}" if limb.letter else text for text in dict.fromkeys(found))


def hangs_of_parts(limbs: Iterable[Limb], verb: str | None) -> tuple[str, ...]:
    """The parts on which conditions are planned, in sentences, unless they are rejected. One query for each part."""
    return tuple(
        f"{f'Part ({limb.letter})' if limb.letter else 'It'} is to hang on a condition ({_quoted(limb)}), which nobody "
        "keeps outside a meeting: the committee decides it in a meeting, or the condition is taken off first."
        for limb in limbs
        if Verb(verb or limb.verb) is not Verb.REJECT and limb.conditions.all()
    )


def _quoted(limb: Limb) -> str:
    return listed(f"“{each.text.strip().rstrip('.')}”" for each in limb.conditions.all())


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
