"""The facts of a matter in words, and what is missing of them or wrong: for its page, for agendas, for the console."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from committees.kinds import KINDS, DecisionKind
from committees.kinds.declared import Fact, FactType
from committees.kinds.facts import given, missing, missing_words, read, shown, wrong
from committees.rights.words import sentence_case
from committees.terms import Verb
from decisions.models import Limb, Matter
from decisions.stated.naming import Keys, Names, keys_in

#: Told to those who sit or run the meeting, and not to everybody: a price before a contract is signed is nobody else's.
CLOSE = frozenset({FactType.MONEY})
#: Too long for an agenda.
LONG = frozenset({FactType.LONG_TEXT})


@dataclass(frozen=True)
class Stated:
    """One fact that is stated: what it is, and its value in words."""

    fact: Fact
    value: str

    @property
    def sentence(self) -> str:
        return f"{sentence_case(self.fact.label)}: {self.value}"


@dataclass(frozen=True)
class PartStated:
    """The facts of one part. ``unstated``: what is missing or wrong, in sentences; empty where it asks for nothing."""

    limb: Limb
    facts: tuple[Stated, ...]
    unstated: tuple[str, ...]
    demands: bool


@dataclass(frozen=True)
class MatterStated:
    """The facts of a matter and of each of its parts."""

    kind: DecisionKind
    facts: tuple[Stated, ...]
    unstated: tuple[str, ...]
    parts: tuple[PartStated, ...]

    @property
    def everything_unstated(self) -> tuple[str, ...]:
        """What is missing or wrong in the whole, and then part by part."""
        return (*self.unstated, *(sentence for part in self.parts for sentence in of_part(part)))

    def short(self, *, close: bool) -> tuple[str, ...]:
        """A line for the whole and for each part, without long texts. ``close``: with what is told to members alone."""
        lines = [("", self.facts), *((part.limb.letter, part.facts) for part in self.parts)]
        told = ((letter, "; ".join(f.sentence for f in facts if _is_short(f, close=close))) for letter, facts in lines)
        return tuple(f"Part ({letter}): {said}" if letter else said for letter, said in told if said)


def _is_short(stated: Stated, *, close: bool) -> bool:
    return stated.fact.type not in LONG and (close or stated.fact.type not in CLOSE)


def of_part(part: PartStated) -> tuple[str, ...]:
    """What is missing or wrong of one part, saying which where there are several."""
    if not part.limb.letter:
        return part.unstated
    return tuple(f"Part ({part.limb.letter}): {sentence}" for sentence in part.unstated)


def kind_of(matter: Matter) -> DecisionKind | None:
    """The kind of a matter, where it is of one."""
    return KINDS.get(matter.kind)


def keys_of_matter(matter: Matter, limbs: Iterable[Limb]) -> Keys:
    """What the facts of a matter and of its parts refer to."""
    kind = kind_of(matter)
    return keys_in(kind, matter.facts, *(limb.facts for limb in limbs)) if kind is not None else {}


def tell(matter: Matter, limbs: Iterable[Limb], names: Names, day: date | None) -> MatterStated | None:
    """The facts of a matter, and what is demanded of them on the day of a decision; None where it is of no kind.

    Demanded is what a part needs that is put to a vote by which its kind changes something.
    """
    kind = kind_of(matter)
    if kind is None:
        return None
    whole = problems_of_whole(kind, matter.facts, day)
    parts = tuple(_part(kind, matter.facts, limb, names, day, whole) for limb in limbs)
    return MatterStated(
        kind=kind,
        facts=_told(kind, matter.facts, names, part=False),
        unstated=_whole(kind, matter.facts, whole) if any(part.demands for part in parts) else (),
        parts=parts,
    )


def problems_of_whole(kind: DecisionKind, matter: Mapping[str, Any], day: date | None) -> tuple[str, ...]:
    """What is wrong with the facts of the whole, each by itself."""
    alone = replace(kind, facts=tuple(fact for fact in kind.facts if not fact.part), wrong=lambda given: ())
    return wrong(alone, matter, {}, day)


def _whole(kind: DecisionKind, matter: Mapping[str, Any], problems: tuple[str, ...]) -> tuple[str, ...]:
    lacks = missing_words(fact for fact in _missing(kind, matter, {}) if not fact.part)
    return tuple(filter(None, [lacks])) + problems


def _part(
    kind: DecisionKind, matter: Mapping[str, Any], limb: Limb, names: Names, day: date | None, whole: tuple[str, ...]
) -> PartStated:
    demands = kind.acts(Verb(limb.verb), given(kind, matter, limb.facts))
    lacks = missing_words(fact for fact in _missing(kind, matter, limb.facts) if fact.part)
    problems = tuple(each for each in wrong(kind, matter, limb.facts, day) if each not in whole)
    return PartStated(
        limb=limb,
        facts=_told(kind, limb.facts, names, part=True),
        unstated=(*filter(None, [lacks]), *problems) if demands else (),
        demands=demands,
    )


def _missing(kind: DecisionKind, matter: Mapping[str, Any], part: Mapping[str, Any]) -> tuple[Fact, ...]:
    """What is not there at all; what is there and cannot be read is wrong, and is said as that."""
    kept = {fact.key: (part if fact.part else matter).get(fact.key) for fact in kind.facts}
    there = {key: value for key, value in kept.items() if value not in (None, "", [])}
    return tuple(fact for fact in missing(kind, given(kind, matter, part)) if fact.key not in there)


def _told(kind: DecisionKind, kept: Mapping[str, Any], names: Names, *, part: bool) -> tuple[Stated, ...]:
    return tuple(
        Stated(fact, shown(fact, value, names))
        for fact in kind.facts
        if fact.part is part and (value := _readable(fact, kept)) is not None
    )


def _readable(fact: Fact, kept: Mapping[str, Any]) -> Any:
    try:
        return read(fact, kept.get(fact.key))
    except ValueError:
        return None
