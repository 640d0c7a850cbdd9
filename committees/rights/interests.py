"""Whether a declared interest touches a matter, and by which chain.

Pure matching of names: an interest names practices, providers or another organisation; a matter names practices and
providers, and with these come the contract-holders, merger partners and neighbours of the day. Practices are known by
their ODS codes, providers by their keys, CCGs by their codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from committees.rights.words import listed, lower_first
from committees.terms import Directness, Function, InterestType, Reach

#: A GP who is chosen for having no practice here (domain, 1.7): not one of the GPs of the CCG. Derived.
_FROM_ELSEWHERE = re.compile(r"\b(independent|retired|out[ -]of[ -]area|external)\b", re.IGNORECASE)
_GP = re.compile(r"\bGPs?\b")
#: How much of what an interest is said to be is kept.
LONGEST_NATURE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestFacts:
    """What an interest names.

    ``organisations``: free text, as ``folded``. ``classes``: a collective declaration as (who, CCG code), such as
    ("GPs", "07X") for all the GPs of Enfield.
    """

    type: InterestType
    directness: Directness
    practices: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    classes: frozenset[tuple[str, str]] = frozenset()


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFacts:
    """What a matter names, and what comes with it on the day of its meeting.

    ``providers``: named besides the practices, as applicants and bidders. ``holders``: practice -> who holds a contract
    for it, of every practice that an interest may name. ``merges``: practice -> the practices of this matter with which
    it is to merge, or has. ``held_last``: a practice that others took over -> who held a contract for it until then.
    ``merger``: the practices named are to merge with one another. ``neighbours``: practice ->
    the district that it shares with a practice of this matter. ``every``: practice -> its CCG, where the matter affects
    every practice of its CCGs. ``names``: the name to say for a code or key.
    """

    practices: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    holders: Mapping[str, frozenset[str]] = field(default_factory=dict)
    merges: Mapping[str, frozenset[str]] = field(default_factory=dict)
    held_last: Mapping[str, frozenset[str]] = field(default_factory=dict)
    merger: bool = False
    neighbours: Mapping[str, str] = field(default_factory=dict)
    every: Mapping[str, str] = field(default_factory=dict)
    ccgs: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, code: str) -> str:
        return self.names.get(code, code)

    def named(self, codes: Iterable[str]) -> str:
        """The names of these codes in a sentence."""
        return listed(sorted(self.name(code) for code in codes))

    def held(self, practice: str) -> frozenset[str]:
        """Who holds a contract for a practice that day."""
        return self.holders.get(practice, _NONE)


@dataclass(frozen=True, slots=True)
class Touch:
    """How an interest touches a matter: the chains in words, the nearest first; false where it does not.

    ``as_class``: the class of people it makes its holder one of, where nothing nearer touches.
    """

    chains: tuple[str, ...] = ()
    as_class: str = ""

    def __bool__(self) -> bool:
        return bool(self.chains)


def folded(text: str) -> str:
    """A name for comparing: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def whose(nature: str, directness: Directness, relationship: str) -> str:
    """What an interest is, in words that also say whose it is where it is indirect: "Salaried GP (sister's)".

    At most ``LONGEST_NATURE`` characters: where both do not fit, the end of ``nature`` is left out.
    """
    relationship = relationship.strip().rstrip(".")
    if directness is not Directness.INDIRECT or not relationship:
        return nature
    ending = "" if relationship.endswith(("'s", "’s", "s'", "s’")) else "'" if relationship.endswith("s") else "'s"
    said, more = nature.rstrip(". "), f" ({lower_first(relationship)}{ending})"
    if len(said) + len(more) > LONGEST_NATURE:
        said = f"{said[: LONGEST_NATURE - len(more) - 1].rstrip()}…"
    return said + more


def reaches_everybody(function: Function, reach: Reach | None) -> bool:
    """Whether a matter affects every practice of its CCGs: it says so, or it is a local incentive scheme and says
    nothing (domain: a scheme pays every practice that takes part, so all GPs are in the same position)."""
    if reach is None:
        return function is Function.INCENTIVE_SCHEMES
    return reach is Reach.EVERY_PRACTICE


def district(postcode: str) -> str:
    """The postcode district: "SW20" of "SW20 9DA"; empty where the postcode is not whole. Neighbours are derived."""
    compact = "".join(postcode.split()).upper()
    return compact[:-3] if len(compact) >= 5 else ""


def is_local_gp(title: str) -> bool:
    """Whether a seat is a GP's by its title, and not for a GP from elsewhere."""
    return bool(_GP.search(title)) and not _FROM_ELSEWHERE.search(title)


def class_of_gps(ccg: str) -> str:
    """The class of people whom a matter touches that affects every practice of a CCG, by the CCG's name."""
    return f"all GPs of {ccg}"


def touches(interest: InterestFacts, matter: MatterFacts) -> Touch:
    """How the interest touches the matter. Nobody is one of a class by somebody else's interest."""
    near = dict.fromkeys(
        chain for links in (_named, _by_contract, _by_name, _beside) for chain in links(interest, matter)
    )
    classes = dict.fromkeys(_classes(interest, matter))
    far = [f"{who} are concerned: the matter affects every practice there" for who in classes]
    far += _of_somebody_close(interest, matter)
    return Touch((*near, *far), "" if near else next(iter(classes), ""))


def _named(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    """What it names is named in the matter."""
    for code in sorted(interest.practices & matter.practices):
        others = matter.practices - {code}
        which = "one of the practices" if others else "the practice"
        merges = f", and is to merge with {matter.named(others)}" if matter.merger and others else ""
        yield f"{matter.name(code)} is {which} that the matter concerns{merges}"
    for key in sorted(interest.providers & matter.providers):
        yield f"{matter.name(key)} is named in the matter as a provider"


def _by_contract(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    """Who holds the contract of what is named on one side is named, or holds a contract of what is named, on the other."""
    for code in sorted(matter.practices):
        for key in sorted(matter.held(code) & interest.providers):
            yield f"{matter.name(key)} holds the contract of {matter.name(code)}, which the matter concerns"
    for own in sorted(interest.practices):
        for key in sorted(matter.held(own)):
            if key in matter.providers:
                yield f"{matter.name(key)}, which holds the contract of {matter.name(own)}, is named in the matter"
            for code in sorted(matter.practices - {own}):
                if key in matter.held(code):
                    both = f"{matter.name(own)} and of {matter.name(code)}"
                    yield f"{matter.name(key)} holds the contracts of {both}, which the matter concerns"


def _by_name(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    """An organisation written as free text has the name of what the matter concerns."""
    said = interest.organisations
    for key in sorted(matter.providers):
        if folded(matter.name(key)) in said:
            yield f"{matter.name(key)} is named in the matter as a provider (found by its name)"
    for code in sorted(matter.practices):
        if folded(matter.name(code)) in said:
            yield f"{matter.name(code)} is a practice that the matter concerns (found by its name)"
        for key in sorted(matter.held(code)):
            if folded(matter.name(key)) in said:
                of = matter.name(code)
                yield f"{matter.name(key)} holds the contract of {of}, which the matter concerns (found by its name)"


def _beside(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    """A practice of the interest merges with one that is named, or is its neighbour."""
    own = sorted(_practices_of(interest, matter) - matter.practices)
    went_over = {code for code, holders in matter.held_last.items() if holders & interest.providers}
    for code in sorted({*own, *went_over} - matter.practices):
        if code in matter.merges:
            which = f"{matter.named(matter.merges[code])}, which the matter concerns"
            yield f"{matter.name(code)} has merged, or is to merge, with {which}"
    for code in own:
        if code in matter.neighbours:
            yield (
                f"{matter.name(code)} is a neighbour of a practice that the matter concerns: both are in "
                f"{matter.neighbours[code]} (derived from their postcodes)"
            )


def _practices_of(interest: InterestFacts, matter: MatterFacts) -> frozenset[str]:
    """The practices that an interest names, and those whose contract is held by a provider that it names."""
    if not interest.providers:
        return interest.practices
    held = {code for code, holders in matter.holders.items() if holders & interest.providers}
    return interest.practices | held


def _of_somebody_close(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    """An indirect interest in a practice of a CCG whose every practice the matter affects."""
    if interest.directness is Directness.INDIRECT:
        for code in sorted(_practices_of(interest, matter) & matter.every.keys()):
            ccg = matter.name(matter.every[code])
            yield f"{matter.name(code)} is a practice of {ccg}, and the matter affects every practice there"


def _classes(interest: InterestFacts, matter: MatterFacts) -> Iterator[str]:
    own = _practices_of(interest, matter) if interest.directness is Directness.DIRECT else _NONE
    codes = {matter.every[code] for code in own if code in matter.every}
    codes |= {ccg for who, ccg in interest.classes if who == "GPs" and ccg in matter.ccgs}
    for ccg in sorted(codes):
        yield class_of_gps(matter.name(ccg))
    for who, ccg in sorted(interest.classes):
        if who != "GPs" and ccg in matter.ccgs:
            yield f"all {who} of {matter.name(ccg)}"
