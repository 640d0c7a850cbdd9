"""What must be known to ask whether changes can be made, to tell what they do, and to make them.

Loaded in a fixed number of queries, however many the changes. The rows are the database's own: making changes them, and so
a second change of the same decision is asked with the first one made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from practices.changes.declared import Change, OpenPractice
from practices.models import (
    CCG,
    Boundary,
    Contract,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    Partner,
    Practice,
    PracticeSuccession,
    Provider,
    Site,
)

#: The fields of a change by what they name.
_ONE_PRACTICE = ("practice", "ended", "survivor")
_PRACTICES = ("to", "practices")


@dataclass(eq=False)
class Deal:
    """A contract and the practices (keys) for which it is."""

    row: Contract
    practices: set[int]


@dataclass(eq=False)
class Known:
    """The rows that changes touch. ``day``: the day on which they take effect, where that is known."""

    day: date | None = None
    practices: dict[int, Practice] = field(default_factory=dict)
    sites: dict[int, Site] = field(default_factory=dict)
    deals: dict[int, Deal] = field(default_factory=dict)
    providers: dict[int, Provider] = field(default_factory=dict)
    ccgs: dict[int, CCG] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    memberships: list[Membership] = field(default_factory=list)
    closures: list[ListClosure] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    list_sizes: list[ListSize] = field(default_factory=list)
    successions: list[PracticeSuccession] = field(default_factory=list)
    partners: list[Partner] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    #: Rows that are to be: of the earlier changes of the same decision.
    new_sites: list[Site] = field(default_factory=list)
    new_deals: list[Deal] = field(default_factory=list)

    def copied(self) -> Known:
        """The same in rows of its own, for trying changes; names that were fetched are kept, so it asks nothing more."""
        rows = [*self.practices.values(), *(row.successor for row in self.successions)]
        fetched = [row.__dict__.get("_prefetched_objects_cache") for row in rows]
        return deepcopy(self, {id(each): each for each in fetched if each is not None})

    def sites_of(self, practice: int) -> list[Site]:
        """The sites of a practice, past, present and to come."""
        return [site for site in (*self.sites.values(), *self.new_sites) if site.practice_id == practice]

    def every_deal(self) -> list[Deal]:
        """Every contract that is known, and those that are to be."""
        return [*self.deals.values(), *self.new_deals]

    def hands(self, contract: int) -> list[Deal]:
        """A contract in the hands of each of its holders, one after the other, from the one named on."""
        return self.hands_of(self.deals[contract])

    def hands_of(self, deal: Deal) -> list[Deal]:
        """The same from one of its rows on."""
        found = [deal]
        while True:
            after = [deal for deal in self.every_deal() if _follows(deal.row, found[-1].row)]
            if not after or after[0] in found:
                return found
            found.append(after[0])

    def deal(self, contract: int) -> Deal:
        """A contract as its last holder has it: a decision on a contract that has changed hands since is about that."""
        return self.hands(contract)[-1]

    def before(self, deal: Deal) -> Iterator[int]:
        """The keys of a contract's rows: its own, and those in other hands before."""
        row: Contract | None = deal.row
        seen: set[int | None] = set()
        while row is not None and row.pk not in seen:
            seen.add(row.pk)
            if row.pk is not None:
                yield row.pk
            earlier = self.deals.get(row.follows_id) if row.follows_id is not None else None
            row = earlier.row if earlier else None

    def latest_list(self, practice: int, day: date) -> ListSize | None:
        """The last count of a practice's patients on or before a day."""
        rows = [row for row in self.list_sizes if row.practice_id == practice and row.as_at <= day]
        return max(rows, key=lambda row: row.as_at, default=None)

    def closure(self, practice: int, day: date) -> ListClosure | None:
        """The closure of a practice's list that a longer one on from ``day`` would go on with: it runs on that day or until
        the day before."""
        rows = [row for row in self.closures if row.practice_id == practice and row.starts_on <= day]
        last = max(rows, key=lambda row: row.starts_on, default=None)
        if last is None or (last.ends_on is not None and last.ends_on < day_before(day)):
            return None
        return last

    def successors(self, practice: int) -> list[Practice]:
        """Who took over from a practice."""
        found = [row for row in self.successions if row.predecessor_id == practice]
        return [row.successor for row in sorted(found, key=lambda row: (row.happened_on, row.successor_id))]


def day_before(day: date) -> date:
    """The day before; of the first day there is, itself."""
    return day - timedelta(days=1) if day > date.min else day


def day_after(day: date) -> date:
    """The day after; of the last day there is, itself."""
    return day + timedelta(days=1) if day < date.max else day


def _follows(row: Contract, earlier: Contract) -> bool:
    """Whether a contract is the same one in the next hands; of rows to be, the keys are not there yet."""
    if row.follows_id is not None:
        return row.follows_id == earlier.pk
    return earlier.pk is None and getattr(row, "follows", None) is earlier


def load_known(changes: Iterable[Change], day: date | None = None) -> Known:
    """What these changes touch, in at most twenty queries. ``day``: the day on which they take effect, where known."""
    changes = tuple(changes)
    known = Known(day)
    contracts, providers = named(changes, "contract"), named(changes, "provider")
    places = practices_named(changes)
    places |= set(Site.objects.filter(pk__in=named(changes, "site")).values_list("practice", flat=True))
    through = Contract.practices.through.objects
    places |= set(through.filter(contract__in=contracts).values_list("practice", flat=True))
    known.practices = {row.pk: row for row in Practice.objects.filter(pk__in=places).prefetch_related("names")}
    known.sites = {row.pk: row for row in Site.objects.filter(practice__in=places).order_by("pk")}
    # What follows a contract of theirs may be for others alone.
    wanted = Q(practices__in=places) | Q(follows__practices__in=places)
    wanted |= Q(pk__in=contracts) | Q(provider__in=providers)
    known.deals = _deals(wanted)
    known.providers = {row.pk: row for row in Provider.objects.filter(pk__in=providers)}
    known.providers |= {deal.row.provider_id: deal.row.provider for deal in known.deals.values()}
    known.ccgs = {row.pk: row for row in CCG.objects.filter(pk__in=named(changes, "ccg"))}
    codes = {change.ods_code for change in changes if isinstance(change, OpenPractice)}
    known.codes = set(Practice.objects.filter(ods_code__in=codes).values_list("ods_code", flat=True))
    covered = places.union(*(deal.practices for deal in known.deals.values()))
    members = Membership.objects.filter(practice__in=covered).select_related("ccg", "practice")
    known.memberships = list(members.order_by("starts_on"))
    known.closures = list(ListClosure.objects.filter(practice__in=places).order_by("starts_on"))
    known.boundaries = list(Boundary.objects.filter(practice__in=places).order_by("starts_on"))
    known.list_sizes = list(ListSize.objects.filter(practice__in=places).order_by("as_at"))
    rows = PracticeSuccession.objects.filter(Q(predecessor__in=places) | Q(successor__in=places))
    rows = rows.select_related("predecessor", "successor").prefetch_related("successor__names")
    known.successions = list(rows.order_by("happened_on", "pk"))
    known.partners = list(Partner.objects.filter(provider__in=providers).order_by("name", "starts_on"))
    known.notices = list(Notice.objects.filter(contract__in=known.deals).order_by("starts_on"))
    return known


def _deals(wanted: Q) -> dict[int, Deal]:
    rows = Contract.objects.filter(wanted).distinct().select_related("provider", "follows").order_by("starts_on", "pk")
    found = {row.pk: Deal(row, set()) for row in rows}
    covered = Contract.practices.through.objects.filter(contract__in=found)
    for contract, practice in covered.values_list("contract_id", "practice_id"):
        found[contract].practices.add(practice)
    return found


def named(changes: Iterable[Change], field_name: str) -> set[int]:
    """The keys that changes give in a field."""
    return {key for change in changes if (key := getattr(change, field_name, None)) is not None}


def practices_named(changes: Iterable[Change]) -> set[int]:
    """The practices (keys) that changes name themselves."""
    changes = tuple(changes)
    found = {key for name in _ONE_PRACTICE for key in named(changes, name)}
    return found | {key for change in changes for name in _PRACTICES for key in getattr(change, name, ())}


def practices_of(change: Change, known: Known) -> set[int]:
    """The practices (keys) whose record a change changes: those it names, those of its site or its contract, and those
    of its provider, where the change is of the provider's partners."""
    found = practices_named([change]) & known.practices.keys()
    site = known.sites.get(getattr(change, "site", None) or 0)
    if site is not None:
        found.add(site.practice_id)
    contract = getattr(change, "contract", None)
    if contract in known.deals:
        return found | known.deal(contract).practices
    provider = getattr(change, "provider", None)
    if provider is not None and not found:
        day = getattr(change, "first_day", None) or getattr(change, "last_day", None)
        held = [deal for deal in known.every_deal() if deal.row.provider_id == provider]
        found |= {key for deal in held if day is None or deal.row.is_in_force_on(day) for key in deal.practices}
    return found
