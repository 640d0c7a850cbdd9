"""How practices hang together on a day: contract-holders, mergers, successions, CCGs and postcodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q

from decisions.models import AgendaItem
from decisions.readers import private_row
from practices.models import Contract, Practice, PracticeSuccession


@dataclass(frozen=True, slots=True)
class Merger:
    """An open matter that merges the practices with these codes.

    ``secret``: whether nothing but private items tells of it; ``meetings``: of those items. Nobody outside such an item's
    meeting is told of it, as a chain is told in minutes.
    """

    matter: int
    codes: frozenset[str]
    secret: bool
    meetings: frozenset[int]

    def is_told_to(self, item: AgendaItem | None) -> bool:
        """Whether a chain of this item may tell of it: a private item of the same meeting may tell what is private.

        None: it is asked outside a meeting.
        """
        if not self.secret:
            return True
        return item is not None and item.meeting_id in self.meetings and private_row(item, item.meeting)


@dataclass(eq=False)
class Ties:
    """Rows fetched once for many items. ``mergers``: open matters that merge practices; ``successions``: who took over from
    whom, however many steps lie between; ``taken_over``: since when others have a practice's patients.
    """

    practices: list[Practice]
    contracts: list[Contract]
    mergers: list[Merger]
    successions: list[tuple[str, str]]
    taken_over: dict[str, date] = field(default_factory=dict)
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

    def held_last(self, day: date) -> dict[str, frozenset[str]]:
        """Practice (code) that others have taken over by that day -> who held a contract for it on its last (keys)."""
        found: dict[str, set[str]] = defaultdict(set)
        for contract in self.contracts:
            for code in (practice.ods_code for practice in contract.practices.all()):
                since = self.taken_over.get(code)
                if since is not None and since <= day and contract.is_in_force_on(since - timedelta(days=1)):
                    found[code].add(str(contract.provider_id))
        return {code: frozenset(keys) for code, keys in found.items()}

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

    def merging(self, practices: frozenset[str], *, matter: int, asks: AgendaItem | None) -> dict[str, frozenset[str]]:
        """Practice -> those of ``practices`` with which it merges by another open matter than ``matter``, or has merged.

        ``asks``: the item (its meeting there to be read) in whose chains it is told; None: outside a meeting.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for merger in self.mergers:
            if merger.matter != matter and merger.is_told_to(asks):
                for code in merger.codes - practices:
                    found[code] |= merger.codes & practices
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
    steps = list(PracticeSuccession.objects.select_related("predecessor", "successor").order_by("pk"))
    wanted = {*named, *held} | {practice.pk for row in rows for practice in row.practices.all()}
    return Ties(
        practices=list(Practice.objects.filter(pk__in=wanted).with_dated_facts().order_by("pk")),
        contracts=rows,
        mergers=mergers,
        successions=_successions(named, steps),
        taken_over={row.predecessor.ods_code: row.happened_on for row in reversed(steps)},
    )


def _successions(named: Collection[int], steps: list[PracticeSuccession]) -> list[tuple[str, str]]:
    """Who (code) took over from whom, directly or through others, of the practices named on either side."""
    codes = {row.predecessor_id: row.predecessor.ods_code for row in steps}
    codes |= {row.successor_id: row.successor.ods_code for row in steps}
    later: dict[int, set[int]] = defaultdict(set)
    earlier: dict[int, set[int]] = defaultdict(set)
    for row in steps:
        later[row.predecessor_id].add(row.successor_id)
        earlier[row.successor_id].add(row.predecessor_id)
    found = {(before, key) for key in named for before in _reached(key, earlier)}
    found |= {(key, after) for key in named for after in _reached(key, later)}
    return sorted((codes[before], codes[after]) for before, after in found)


def _reached(start: int, steps: Mapping[int, Collection[int]]) -> set[int]:
    """All that can be reached from one by these steps, itself left out."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        for each in steps.get(ahead.pop(), ()):
            if each not in found and each != start:
                found.add(each)
                ahead.append(each)
    return found


def _mergers(named: Collection[int]) -> list[Merger]:
    """Matters that merge one of these practices and are still open: on the agenda of a meeting that nobody has closed."""
    rows = AgendaItem.objects.filter(
        matter__merger=True, matter__practices__in=named, meeting__sittingcloseds__isnull=True
    )
    by_matter: dict[int, list[AgendaItem]] = defaultdict(list)
    for row in rows.distinct().select_related("meeting", "matter").prefetch_related("matter__practices").order_by("pk"):
        by_matter[row.matter_id].append(row)
    return [
        Merger(
            matter=pk,
            codes=frozenset(practice.ods_code for practice in items[0].matter.practices.all()),
            secret=all(private_row(item, item.meeting) for item in items),
            meetings=frozenset(item.meeting_id for item in items),
        )
        for pk, items in by_matter.items()
    ]
