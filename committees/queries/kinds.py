"""The kinds of decision for the pages that explain them. No query: a kind is declared, and is no row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.kinds import KINDS, DecisionKind
from committees.kinds.declared import Fact
from committees.kinds.policies import edition_on
from committees.kinds.table import FAMILIES
from committees.kinds.words import clock_words, how, when_asked
from committees.rights.reasons import Source
from committees.rights.words import sentence_case
from committees.terms import VERBS_WITHOUT_VOTE, Verb


@dataclass(frozen=True)
class Family:
    """Kinds that belong together."""

    name: str
    kinds: tuple[DecisionKind, ...]


@dataclass(frozen=True)
class Asked:
    """A fact that a kind asks for. ``demanded``: nothing is approved without it."""

    label: str
    how: str
    when: str
    hint: str
    demanded: bool
    source: Source | None


@dataclass(frozen=True)
class Ends:
    """A clock, in a sentence."""

    text: str
    source: Source


@dataclass(frozen=True)
class KindPage:
    """What there is to say of a kind on a day. ``whole`` and ``parts``: facts of the matter, and of each part of it."""

    kind: DecisionKind
    title: str
    source: Source | None
    whole: tuple[Asked, ...]
    parts: tuple[Asked, ...]
    clocks: tuple[Ends, ...]
    noted: bool


def families() -> list[Family]:
    """Every kind that is declared, by family."""
    known = [Family(name, kinds) for name, kinds in FAMILIES]
    placed = {kind.key for family in known for kind in family.kinds}
    others = tuple(kind for key, kind in KINDS.items() if key not in placed)
    return known + ([Family("Others", others)] if others else [])


def kind_page(key: str, day: date) -> KindPage | None:
    """One kind, with the edition of its source on a day; None where there is no such kind."""
    kind = KINDS.get(key)
    if kind is None:
        return None
    return KindPage(
        kind=kind,
        title=sentence_case(kind.label),
        source=edition_on(kind.source, day) if kind.source is not None else None,
        whole=tuple(_asked(kind, fact) for fact in kind.facts if not fact.part),
        parts=tuple(_asked(kind, fact) for fact in kind.facts if fact.part),
        clocks=tuple(Ends(clock_words(kind, clock), edition_on(clock.source, day)) for clock in kind.clocks),
        noted=bool(kind.acts_by & VERBS_WITHOUT_VOTE),
    )


def _asked(kind: DecisionKind, fact: Fact) -> Asked:
    return Asked(fact.label, how(fact), when_asked(kind, fact), fact.hint, fact.required, fact.why)


def not_allowed(kind: DecisionKind) -> list[str]:
    """What a committee cannot resolve on it, in words."""
    return [verb.label for verb in Verb if verb not in kind.verbs]
