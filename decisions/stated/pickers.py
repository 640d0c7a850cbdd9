"""What a fact can refer to: the practices of the matter with what they have that day, and what was looked for besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from committees.kinds.declared import FactType
from decisions.stated.naming import Keys, contract_name, site_name
from practices.dated import in_force
from practices.models import CCG, Contract, Practice, Provider, Site

Choice = tuple[int, str]


@dataclass(frozen=True)
class Pickers:
    """The choices by what they are. Each also has what is chosen already, whatever has become of it."""

    choices: dict[FactType, list[Choice]] = field(default_factory=dict)

    def of(self, kind: FactType) -> list[Choice]:
        """What there is to choose from, by name."""
        return self.choices.get(FactType.PRACTICE if kind is FactType.PRACTICES else kind, [])


def pickers(
    day: date, wanted: Iterable[FactType], practices: Iterable[int], providers: Iterable[int], chosen: Keys
) -> Pickers:
    """What can be chosen of each sort that is wanted. At most seven queries.

    ``practices``, ``providers``: keys, of the matter and found. ``chosen``: what must be there too. Sites and contracts are
    those of the practices on ``day``; providers those named and those that hold the contracts.
    """
    sorts = {FactType.PRACTICE if each is FactType.PRACTICES else each for each in wanted}
    named = {*practices, *chosen.get(FactType.PRACTICE, ())}
    sites = _sites(day, named, chosen) if FactType.SITE in sorts else []
    contracts = _contracts(day, named, chosen) if sorts & {FactType.CONTRACT, FactType.PROVIDER} else []
    rows = Practice.objects.prefetch_related("names").filter(pk__in=named | {site.practice_id for site in sites})
    names = {row.pk: (row.name_on(day), row.ods_code) for row in rows} if named or sites else {}
    found: dict[FactType, list[Choice]] = {
        FactType.PRACTICE: [(pk, f"{name} ({code})") for pk, (name, code) in names.items() if pk in named],
        FactType.SITE: [(site.pk, site_name(site, names[site.practice_id][0])) for site in sites],
        FactType.CONTRACT: [(row.pk, f"{contract_name(row)}{_ends(row)}") for row in contracts],
    }
    if FactType.CCG in sorts:
        ccgs = CCG.objects.open_on(day) | CCG.objects.filter(pk__in=chosen.get(FactType.CCG, ()))
        found[FactType.CCG] = [(ccg.pk, ccg.full_name) for ccg in ccgs]
    if FactType.PROVIDER in sorts:
        held = {row.provider_id for row in contracts} | {*providers, *chosen.get(FactType.PROVIDER, ())}
        found[FactType.PROVIDER] = list(Provider.objects.filter(pk__in=held).values_list("pk", "name"))
    return Pickers({of: sorted(rows, key=lambda row: (row[1], row[0])) for of, rows in found.items() if of in sorts})


def _sites(day: date, practices: set[int], chosen: Keys) -> list[Site]:
    there = Q(in_force(day), practice__in=practices)
    return list(Site.objects.filter(there | Q(pk__in=chosen.get(FactType.SITE, ()))))


def _contracts(day: date, practices: set[int], chosen: Keys) -> list[Contract]:
    there = Q(in_force(day), practices__in=practices)
    rows = Contract.objects.filter(there | Q(pk__in=chosen.get(FactType.CONTRACT, ())))
    return list(rows.select_related("provider").distinct())


def _ends(contract: Contract) -> str:
    return f", until {contract.ends_on:%-d %B %Y}" if contract.ends_on else ""
