"""Whether a declared interest touches a matter, and by which chain.

Pure matching of names: an interest names practices, providers, organisations or a class of people; a matter names
practices and so the providers, merger partners and neighbours that come with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from committees.terms import Directness, InterestType


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestFacts:
    """What an interest names: ODS codes or ids of practices, providers and organisations.

    ``classes``: a collective declaration as (who, CCG code), such as ("GPs", "07X") for all the GPs of Enfield.
    """

    type: InterestType
    directness: Directness
    practices: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    classes: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFacts:
    """What a matter names, and what comes with it. ``names``: the name to say for a code."""

    practices: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    merger_partners: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    ccgs: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


def touches(interest: InterestFacts, matter: MatterFacts) -> tuple[str, ...]:
    """The chains from the interest to the matter, in words, the nearest first. Empty: it does not touch it."""
    links = (
        (interest.practices & matter.practices, "{} is the practice that the matter concerns"),
        (interest.practices & matter.merger_partners, "{} is to merge with a practice that the matter concerns"),
        (interest.providers & matter.providers, "{} holds a contract that the matter concerns"),
        (interest.organisations & matter.providers, "{} holds a contract that the matter concerns"),
        (interest.organisations & matter.organisations, "{} is named in the matter"),
        (interest.practices & matter.neighbours, "{} is a neighbour of a practice that the matter concerns"),
    )
    chains = [words.format(matter.names.get(code, code)) for codes, words in links for code in sorted(codes)]
    chains += [
        f"all {who} of {matter.names.get(ccg, ccg)} are concerned"
        for who, ccg in sorted(interest.classes)
        if ccg in matter.ccgs
    ]
    return tuple(
        f"{chain} ({interest.type.label} interest, {interest.directness.label})" for chain in dict.fromkeys(chains)
    )
