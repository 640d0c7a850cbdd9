"""What facts refer to, by name: practices, sites, contracts, providers, CCGs. At most seven queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from committees.kinds import DecisionKind
from committees.kinds.declared import Fact, FactType
from committees.kinds.facts import REFERENCES, read
from practices.models import CCG, Contract, Practice, Provider, Site

#: By type (PRACTICE for practices too) and key.
Names = dict[tuple[FactType, int], str]
Keys = dict[FactType, set[int]]


def keys_in(kind: DecisionKind, *kept: Mapping[str, Any]) -> Keys:
    """The keys of the rows that facts refer to, as they are kept: of a matter, of its parts. What cannot be read is not."""
    found: Keys = defaultdict(set)
    for fact in kind.facts:
        if fact.type in REFERENCES:
            for facts in kept:
                found[_row(fact)] |= keys_of(fact, _value(fact, facts))
    return found


def keys_of(fact: Fact, value: Any) -> set[int]:
    """The keys that one value names."""
    if value is None or fact.type not in REFERENCES:
        return set()
    return set(value) if fact.type is FactType.PRACTICES else {value}


def _row(fact: Fact) -> FactType:
    return FactType.PRACTICE if fact.type is FactType.PRACTICES else fact.type


def _value(fact: Fact, facts: Mapping[str, Any]) -> Any:
    try:
        return read(fact, facts.get(fact.key))
    except ValueError:
        return None


def together(several: Iterable[Keys]) -> Keys:
    """The keys of several matters as one."""
    found: Keys = defaultdict(set)
    for keys in several:
        for of, more in keys.items():
            found[of] |= more
    return found


def names_of(keys: Keys, day: date) -> Names:
    """The names of these rows on a day. What is not on record has none. No query for what nothing refers to."""
    sites = list(Site.objects.filter(pk__in=wanted)) if (wanted := keys.get(FactType.SITE)) else []
    practices = {*keys.get(FactType.PRACTICE, ()), *(site.practice_id for site in sites)}
    names: Names = {}
    if practices:
        rows = Practice.objects.prefetch_related("names").filter(pk__in=practices)
        names |= {(FactType.PRACTICE, row.pk): row.name_on(day) for row in rows}
    for site in sites:
        names[FactType.SITE, site.pk] = site_name(site, names[FactType.PRACTICE, site.practice_id])
    if wanted := keys.get(FactType.CONTRACT):
        contracts = Contract.objects.select_related("provider").filter(pk__in=wanted)
        names |= {(FactType.CONTRACT, row.pk): contract_name(row) for row in contracts}
    if wanted := keys.get(FactType.CCG):
        names |= {(FactType.CCG, row.pk): row.full_name for row in CCG.objects.filter(pk__in=wanted)}
    if wanted := keys.get(FactType.PROVIDER):
        names |= {(FactType.PROVIDER, row.pk): row.name for row in Provider.objects.filter(pk__in=wanted)}
    return names


def site_name(site: Site, practice: str) -> str:
    """A site by its name, what it is, and whose."""
    return f"{site.name} ({site.get_kind_display()} of {practice})"


def contract_name(contract: Contract) -> str:
    """A contract by its kind, its reference where it has one, and who holds it."""
    said = f"{contract.kind} contract of {contract.provider.name}"
    return f"{said} ({contract.reference})" if contract.reference else said
