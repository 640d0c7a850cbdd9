"""What is bought, from whom and for how much: the facts on which a decision rested, in words.

They are those that were frozen with the decision; of a decision that froze none, those of its matter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from committees.kinds import KINDS
from committees.kinds.declared import DecisionKind, Given
from committees.kinds.facts import given, shown
from committees.rights.words import sentence_case
from decisions.effects.frozen import Frozen
from decisions.models import Limb, Matter
from decisions.procurement.rows import NONE, NOT_KNOWN
from practices.models import Provider

#: The facts of which the register tells, but for the supplier, which has two columns.
TOLD = ("bought", "process", "value_total", "value_ccg", "justification", "starts_on", "ends_on")
SUPPLIER = "supplier"


def procurement_kinds() -> list[str]:
    """The keys of the kinds of decision that stand in the register."""
    return [kind.key for kind in KINDS.values() if kind.procurement]


@dataclass(frozen=True)
class Suppliers:
    """Names and addresses of providers, by key."""

    by_key: Mapping[int, Provider]

    def words(self, key: int | None) -> tuple[str, str]:
        """The name, and the address on one line."""
        found = self.by_key.get(key) if key is not None else None
        if found is None:
            return NOT_KNOWN, NOT_KNOWN
        address = ", ".join(part.strip(" ,") for part in found.address.splitlines() if part.strip(" ,"))
        return found.name, address or NOT_KNOWN


def suppliers_in(found: Iterable[Bought]) -> Suppliers:
    """The suppliers that these name. One query, none where they name none."""
    wanted = {each.facts[SUPPLIER] for each in found if SUPPLIER in each.facts}
    return Suppliers(Provider.objects.in_bulk(wanted) if wanted else {})


@dataclass(frozen=True)
class Bought:
    """The kind of a decision and the facts on which it rested."""

    kind: DecisionKind
    facts: Given


def bought(matter: Matter, limb: Limb | None, frozen: Frozen | None) -> Bought | None:
    """The facts of one part: those ``frozen`` with its decision, else those of the matter as they are.

    None where the decision is of no kind that stands in the register.
    """
    kind = KINDS.get(frozen.kind if frozen is not None else matter.kind)
    if kind is None or not kind.procurement:
        return None
    if frozen is not None:
        return Bought(kind, given(kind, frozen.matter, frozen.part))
    return Bought(kind, given(kind, matter.facts, limb.facts if limb is not None else {}))


def in_words(of: Bought, suppliers: Suppliers) -> dict[str, str]:
    """The fields of a row that are facts; what is not stated is not known."""
    said = {key: _shown(of, key) for key in TOLD}
    said["supplier"], said["address"] = suppliers.words(of.facts.get(SUPPLIER))
    return said


def _shown(of: Bought, key: str) -> str:
    """One fact. Where the rest is stated and this need not be, there is none: a contract without a last day."""
    fact = of.kind.fact(key)
    if fact is None:
        return NOT_KNOWN
    if key in of.facts:
        return sentence_case(shown(fact, of.facts[key], {}))
    return NOT_KNOWN if fact.required or not of.facts else NONE


def has_part_facts(kind: DecisionKind, keys: Collection[str] = (*TOLD, SUPPLIER)) -> bool:
    """Whether something that the register tells is stated of each part of a matter."""
    return any(fact.part for fact in kind.facts if fact.key in keys)
