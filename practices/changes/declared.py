"""The changes that a decision can make to a practice's record, as plain data. No database, no clock.

Practices, sites, contracts and providers are named by their keys in the database; days are whole days in London, the first
and the last both counting. A change says what is to be so, never how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a decision changes in a register."""


@dataclass(frozen=True, slots=True)
class CloseSite(Change):
    """A branch sees no more patients; ``last_day`` is the last on which it does."""

    site: int
    last_day: date


@dataclass(frozen=True, slots=True)
class OpenSite(Change):
    """A practice sees patients at one more place from ``first_day`` on: a branch."""

    practice: int
    name: str
    address: str
    postcode: str
    first_day: date


@dataclass(frozen=True, slots=True)
class MoveSite(Change):
    """A surgery, main or branch, moves to another address: from ``first_day`` on patients are seen there."""

    site: int
    name: str
    address: str
    postcode: str
    first_day: date


@dataclass(frozen=True, slots=True)
class CloseList(Change):
    """A practice's list takes no new patients from ``first_day`` to ``last_day``; it reopens the day after.

    ``extends``: it is closed already, and stays closed until ``last_day``.
    """

    practice: int
    first_day: date
    last_day: date
    extends: bool = False


@dataclass(frozen=True, slots=True)
class Merge(Change):
    """Practices merge: the patients and sites of ``ended`` are those of ``survivor`` from ``first_day`` on.

    The contracts of the ended practice alone end the day before; its main surgery becomes a branch.
    """

    ended: int
    survivor: int
    first_day: date


@dataclass(frozen=True, slots=True)
class ClosePractice(Change):
    """A practice closes after ``last_day``, with its sites and the contracts that are its alone."""

    practice: int
    last_day: date


@dataclass(frozen=True, slots=True)
class DispersePatients(Change):
    """The patients of a practice that closes register with others; ``to``: where the choice map sends them."""

    practice: int
    to: tuple[int, ...]
    first_day: date


@dataclass(frozen=True, slots=True)
class StartContract(Change):
    """A contract of ``kind`` (GMS, PMS, APMS) starts for one practice or several, held by ``provider``."""

    kind: str
    provider: int
    practices: tuple[int, ...]
    first_day: date
    last_day: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ExtendContract(Change):
    """A contract runs on until ``last_day``."""

    contract: int
    last_day: date


@dataclass(frozen=True, slots=True)
class EndContract(Change):
    """A contract ends after ``last_day``."""

    contract: int
    last_day: date


@dataclass(frozen=True, slots=True)
class ChangeHolder(Change):
    """A contract changes hands: ``provider`` holds it from ``first_day`` on."""

    contract: int
    provider: int
    first_day: date


@dataclass(frozen=True, slots=True)
class JoinPartner(Change):
    """Somebody is a partner in a provider from ``first_day`` on."""

    provider: int
    name: str
    first_day: date


@dataclass(frozen=True, slots=True)
class LeavePartner(Change):
    """Somebody is a partner in a provider until ``last_day``, and no longer."""

    provider: int
    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class SetBoundary(Change):
    """A practice's boundary, ``which`` of the two (inner, outer), is as ``text`` says from ``first_day`` on."""

    practice: int
    which: str
    text: str
    first_day: date


@dataclass(frozen=True, slots=True)
class ServeNotice(Change):
    """A notice stands against a contract from ``first_day`` on: ``kind`` is one of ``Notice.Kind``.

    ``remedy_by``: the last day to put it right, of a remedial notice.
    """

    contract: int
    kind: str
    text: str
    first_day: date
    remedy_by: date | None = None


@dataclass(frozen=True, slots=True)
class OpenPractice(Change):
    """A new practice, known by ``ods_code``, belongs to a CCG from ``first_day`` on."""

    ods_code: str
    name: str
    address: str
    postcode: str
    ccg: int
    first_day: date
