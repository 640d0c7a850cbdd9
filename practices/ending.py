"""Contracts that end soon: within 6, 12 and 18 months of a day, by CCG. Reads only.

A contract in force on the day counts, also where another follows it, which is said. One that covers practices of several
CCGs is told for each.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch

from practices.dated import in_force
from practices.models import CCG, Contract, Membership, Practice

MONTHS = (6, 12, 18)
DAY = timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The day with the same number so many months later; the last of a shorter month, and of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Ending:
    """One contract, for one CCG (None: the practice belongs to none on record), with its practices there."""

    contract: Contract
    ccg: CCG | None
    practices: tuple[tuple[str, str], ...]  # code, and name on the day
    followed: tuple[Contract, ...]

    @property
    def last(self) -> date:
        """The contract's last day."""
        return self.contract.ends_on or date.max

    @property
    def place(self) -> tuple:
        """By CCG, then by last day."""
        return (self.ccg is None, self.ccg.short_name if self.ccg else "", self.last, self.contract.pk)


@dataclass(frozen=True)
class Band:
    """The contracts that end within so many months: after ``after``, and on or before ``until``."""

    months: int
    after: date | None
    until: date
    rows: tuple[Ending, ...]

    @property
    def since(self) -> date | None:
        """The first day of the band, where another goes before it."""
        return min(self.until, self.after + DAY) if self.after and self.after < self.until else self.after


@dataclass(frozen=True)
class Known:
    """How many active practices there are, and for how many a contract is on record on the day."""

    practices: int
    with_contract: int
    open_ended: int

    @property
    def without(self) -> int:
        return self.practices - self.with_contract


def ending(day: date, *, within: int = MONTHS[-1], ccg: CCG | None = None) -> list[Band]:
    """The contracts in force on `day` that end within `within` months (one of MONTHS), in bands. Six queries."""
    limit = months_later(day, within)
    found = [row for contract in _contracts(day, limit) for row in _by_ccg(contract, day) if ccg in (None, row.ccg)]
    bands: list[Band] = []
    after: date | None = None
    for months in (each for each in MONTHS if each <= within):
        until = months_later(day, months)
        rows = [row for row in found if (after is None or row.last > after) and row.last <= until]
        bands.append(Band(months, after, until, tuple(sorted(rows, key=lambda row: row.place))))
        after = until
    return bands


def _contracts(day: date, limit: date) -> list[Contract]:
    members = Membership.objects.filter(in_force(day)).select_related("ccg")
    practices = Practice.objects.prefetch_related("names", Prefetch("memberships", members)).order_by("ods_code")
    rows = Contract.objects.filter(starts_on__lte=day, ends_on__gte=day, ends_on__lte=limit)
    later = Contract.objects.select_related("provider").order_by("starts_on", "pk")
    return list(
        rows.select_related("provider").prefetch_related(
            Prefetch("practices", practices), Prefetch("followed_by", later)
        )
    )


def _by_ccg(contract: Contract, day: date) -> list[Ending]:
    found: dict[CCG | None, list[tuple[str, str]]] = {}
    for practice in contract.practices.all():
        found.setdefault(practice.ccg_on(day), []).append((practice.ods_code, practice.name_on(day)))
    followed = tuple(contract.followed_by.all())
    return [Ending(contract, ccg, tuple(there), followed) for ccg, there in (found or {None: []}).items()]


def known(day: date, ccg: CCG | None = None) -> Known:
    """What is on record of contracts on `day`: the national files name neither holders nor days. Three queries."""
    practices = Practice.objects.active()
    if ccg is not None:
        practices = practices.of_ccg_on(ccg, day)
    held = Contract.objects.filter(in_force(day), practices=OuterRef("pk"))
    return Known(
        practices=practices.count(),
        with_contract=practices.filter(Exists(held)).count(),
        open_ended=practices.filter(Exists(held.filter(ends_on__isnull=True))).count(),
    )
