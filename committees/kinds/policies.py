"""The rules and policies that the kinds of decision come from, each named once, with its edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from committees.rights.reasons import Source

#: The handbook of commissioners, delegated CCGs among them; its successor replaced it on the day below.
POLICY_BOOK = "Policy Book for Primary Medical Services, NHS England, 12 January 2016"
MANUAL = "Primary Medical Care Policy and Guidance Manual, version 1, NHS England, 9 November 2017"
MANUAL_FROM = date(2017, 11, 9)
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


def edition_on(source: Source, day: date) -> Source:
    """The edition in force on a day: what the Policy Book says is looked for in the manual that replaced it, from its day
    on. That it says the same there is a reading."""
    if day < MANUAL_FROM or not source.title.startswith(POLICY_BOOK):
        return source
    return replace(source, title=source.title.replace(POLICY_BOOK, MANUAL), derived=True)
