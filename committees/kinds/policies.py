"""The rules and policies that the kinds of decision come from, each named once, with its edition."""

from __future__ import annotations

from committees.rights.reasons import Source

POLICY_BOOK = "Policy Book for Primary Medical Services, NHS England, 12 January 2016"
GMS_REGULATIONS = "National Health Service (General Medical Services Contracts) Regulations, SI 2015/1862"
PMS_REGULATIONS = "National Health Service (Personal Medical Services Agreements) Regulations, SI 2015/1879"


def policy_book(what: str, *, derived: bool = False) -> Source:
    """The Policy Book, on a subject."""
    return Source(f"{POLICY_BOOK}: {what}", derived)


def gms(paragraph: str, *, derived: bool = False) -> Source:
    """A paragraph of Schedule 3 of the GMS regulations."""
    return Source(f"{GMS_REGULATIONS}, Schedule 3, {paragraph}", derived)


def pms(paragraph: str, *, derived: bool = False) -> Source:
    """A paragraph of Schedule 2 of the PMS regulations."""
    return Source(f"{PMS_REGULATIONS}, Schedule 2, {paragraph}", derived)
