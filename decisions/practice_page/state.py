"""What holds of a practice on a day, as far as it is on record. What is not, is None or empty: the page says "not known"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from practices.models import (
    Boundary,
    Contract,
    ContractType,
    ListClosure,
    ListSize,
    Membership,
    Notice,
    PlanningGroupMembership,
    Practice,
    Site,
)

DAY = timedelta(days=1)


def found_practice(code: str) -> Practice | None:
    """A practice with all of the registers that its page shows, in a fixed number of queries."""
    groups = PlanningGroupMembership.objects.select_related("planning_group")
    contracts = Contract.objects.select_related("provider", "follows__provider").order_by("-starts_on", "-pk")
    return (
        Practice.objects.prefetch_related(
            "names",
            Prefetch("memberships", Membership.objects.select_related("ccg").order_by("-starts_on")),
            Prefetch("memberships__ccg__planning_group_memberships", groups),
            Prefetch("contracts", contracts.prefetch_related("practices__names", "notices")),
            Prefetch("sites", Site.objects.order_by("-kind", "name", "starts_on")),
            Prefetch("list_sizes", ListSize.objects.select_related("edition").order_by("-as_at")),
            Prefetch("contract_types", ContractType.objects.select_related("edition").order_by("-as_at")),
            Prefetch("list_closures", ListClosure.objects.order_by("starts_on")),
            Prefetch("boundaries", Boundary.objects.order_by("kind", "starts_on")),
            "successions__successor",
            "precessions__predecessor",
        )
        .filter(ods_code=code.upper())
        .first()
    )


@dataclass(frozen=True)
class State:
    """``closure``: in force on the day, or else the next to come; ``reopens``: the day after its last."""

    sites: tuple[Site, ...]
    closed_sites: tuple[Site, ...]
    contracts: tuple[Contract, ...]
    other_contracts: tuple[Contract, ...]
    notices: tuple[Notice, ...]
    size: ListSize | None
    sizes: tuple[ListSize, ...]
    contract_type: ContractType | None
    closure: ListClosure | None
    closed_now: bool
    reopens: date | None
    boundaries: tuple[Boundary, ...]


def state(practice: Practice, day: date) -> State:
    """What holds on a day. ``practice`` comes from found_practice: nothing more is asked of the database."""
    sites, contracts = list(practice.sites.all()), list(practice.contracts.all())
    held = [contract for contract in contracts if contract.is_in_force_on(day)]
    sizes = [row for row in practice.list_sizes.all() if row.as_at <= day]
    closures = list(practice.list_closures.all())
    now = next((row for row in closures if row.is_in_force_on(day)), None)
    closure = now or next((row for row in closures if row.starts_on > day), None)
    return State(
        sites=_in_force(sites, day),
        closed_sites=tuple(site for site in sites if not site.is_in_force_on(day)),
        contracts=tuple(held),
        other_contracts=tuple(contract for contract in contracts if contract not in held),
        notices=_in_force((notice for contract in contracts for notice in contract.notices.all()), day),
        size=sizes[0] if sizes else None,
        sizes=tuple(practice.list_sizes.all()),
        contract_type=next((row for row in practice.contract_types.all() if row.as_at <= day), None),
        closure=closure,
        closed_now=now is not None,
        reopens=closure.ends_on + DAY if closure and closure.ends_on else None,
        boundaries=_in_force(practice.boundaries.all(), day),
    )


def _in_force(rows: Iterable, day: date) -> tuple:
    return tuple(row for row in rows if row.is_in_force_on(day))
