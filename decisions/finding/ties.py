"""How practices hang together on a day: contract-holders, mergers, successions, CCGs and postcodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q

from decisions.models import Matter
from practices.models import Contract, Practice, PracticeSuccession


@dataclass(eq=False)
class Ties:
    """Rows fetched once for many items. ``mergers``: open matters that merge practices, with the codes they name."""

    practices: list[Practice]
    contracts: list[Contract]
    mergers: list[tuple[int, frozenset[str]]]
    successions: list[tuple[str, str]]
    _holders: dict[date, dict[str, frozenset[str]]] = field(default_factory=dict)
    _names: dict[date, dict[str, str]] = field(default_factory=dict)
    _ccgs: dict[date, dict[str, str]] = field(default_factory=dict)

    def holders(self, day: date) -> dict[str, frozenset[str]]:
        """Practice (code) -> who holds a contract for it that day (keys)."""
        if day not in self._holders:
            found: dict[str, set[str]] = defaultdict(set)
            for contract in self.contracts:
                if contract.is_in_force_on(day):
                    for practice in contract.practices.all():
                        found[practice.ods_code].add(str(contract.provider_id))
            self._holders[day] = {code: frozenset(keys) for code, keys in found.items()}
        return self._holders[day]

    def names(self, day: date) -> dict[str, str]:
        """What practices and contract-holders are called that day."""
        if day not in self._names:
            providers = {str(row.provider_id): row.provider.name for row in self.contracts}
            self._names[day] = {row.ods_code: row.name_on(day) for row in self.practices} | providers
        return self._names[day]

    def ccgs(self, day: date) -> dict[str, str]:
        """Practice -> the CCG (code) to which it belongs that day."""
        if day not in self._ccgs:
            belongs = {row.ods_code: row.ccg_on(day) for row in self.practices}
            self._ccgs[day] = {code: ccg.ods_code for code, ccg in belongs.items() if ccg is not None}
        return self._ccgs[day]

    @cached_property
    def postcodes(self) -> dict[str, str]:
        return {row.ods_code: row.postcode for row in self.practices}

    def merging(self, practices: frozenset[str], *, besides: int) -> dict[str, frozenset[str]]:
        """Practice -> those of ``practices`` with which it merges by another open matter, or has merged."""
        found: dict[str, set[str]] = defaultdict(set)
        for matter, codes in self.mergers:
            if matter != besides:
                for code in codes - practices:
                    found[code] |= codes & practices
        for before, after in self.successions:
            for one, other in ((before, after), (after, before)):
                if one in practices and other not in practices:
                    found[other].add(one)
        return {code: frozenset(others) for code, others in found.items() if others}


def ties_of(named: Collection[int], held: Collection[int], providers: Collection[int]) -> Ties:
    """What ties the practices that matters name to those that interests name, and to providers. At most nine queries."""
    contracts = Contract.objects.filter(Q(practices__in={*named, *held}) | Q(provider__in=providers)).distinct()
    rows = list(contracts.select_related("provider").prefetch_related("practices").order_by("pk"))
    mergers = _mergers(named)
    successions = PracticeSuccession.objects.filter(Q(predecessor__in=named) | Q(successor__in=named))
    pairs = list(successions.select_related("predecessor", "successor").order_by("pk"))
    wanted = {*named, *held} | {practice.pk for row in rows for practice in row.practices.all()}
    return Ties(
        practices=list(Practice.objects.filter(pk__in=wanted).with_dated_facts().order_by("pk")),
        contracts=rows,
        mergers=mergers,
        successions=[(row.predecessor.ods_code, row.successor.ods_code) for row in pairs],
    )


def _mergers(named: Collection[int]) -> list[tuple[int, frozenset[str]]]:
    """Matters that merge one of these practices and are still open: on the agenda of a meeting that nobody has closed."""
    rows = Matter.objects.filter(
        merger=True, practices__in=named, items__isnull=False, items__meeting__sittingcloseds__isnull=True
    )
    return [
        (row.pk, frozenset(practice.ods_code for practice in row.practices.all()))
        for row in rows.distinct().prefetch_related("practices").order_by("pk")
    ]
