"""What several kinds of decision share: facts that are asked for in the same way, and whom to consult."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from committees.kinds.declared import Fact, FactType, Given
from committees.rights.reasons import Source
from committees.rights.words import day_words

LMC = "local medical committee (LMC)"
NEIGHBOURS = "neighbouring practices"
PATIENTS = "patients of the practice, by its patient participation group and in writing"
HEALTHWATCH = "local Healthwatch"
SCRUTINY = "the council's health overview and scrutiny committee: is it a substantial change?"

PROCUREMENT_REGISTER = Source(
    "NHS England, Managing conflicts of interest: revised statutory guidance for CCGs (16 June 2017), register of "
    "procurement decisions; its columns",
    derived=True,
)

#: The types of contract as the register of contracts names them.
CONTRACT_KINDS = (("GMS", "GMS"), ("PMS", "PMS"), ("APMS", "APMS"))


def first_day(label: str = "First day", **more: Any) -> Fact:
    """The day from which a decision takes effect."""
    return Fact(key="effective_on", label=label, type=FactType.DAY, **more)


def told(key: str, label: str, **more: Any) -> Fact:
    """Words on several lines."""
    return Fact(key=key, label=label, type=FactType.LONG_TEXT, **more)


def practice(label: str = "Practice", **more: Any) -> Fact:
    """The practice that it is about."""
    return Fact(key="practice", label=label, type=FactType.PRACTICE, **more)


def contract(label: str = "Contract", **more: Any) -> Fact:
    """The contract that it is about."""
    return Fact(key="contract", label=label, type=FactType.CONTRACT, **more)


def purchase(*, starts: str, ends: str, ends_required: bool) -> tuple[Fact, ...]:
    """What the register of procurement decisions shows of each decision."""
    return (
        told("bought", "What is bought"),
        Fact(
            key="process",
            label="How the supplier was selected",
            type=FactType.CHOICE,
            choices=(
                ("open", "open competition"),
                ("restricted", "competition among those shortlisted or on a framework"),
                ("negotiated", "negotiation with several"),
                ("direct", "direct award to one, without competition"),
                ("variation", "extension or variation of a contract"),
            ),
        ),
        Fact(
            key="supplier",
            label="Supplier",
            type=FactType.PROVIDER,
            hint="Its address is shown in the public register.",
        ),
        Fact(key="value_total", label="Value in all", type=FactType.MONEY, least=1, why=PROCUREMENT_REGISTER),
        Fact(key="value_ccg", label="Value to the CCG", type=FactType.MONEY, least=0, why=PROCUREMENT_REGISTER),
        told("justification", "Why this supplier and this way of selecting it"),
        Fact(key="starts_on", label=starts, type=FactType.DAY),
        Fact(key="ends_on", label=ends, type=FactType.DAY, required=ends_required),
    )


def purchase_wrong(given: Given) -> tuple[str, ...]:
    """What cannot be so together among the facts of a purchase."""
    found = []
    starts, ends = given.get("starts_on"), given.get("ends_on")
    if starts is not None and ends is not None and ends < starts:
        found.append(
            f"It cannot end on {day_words(ends)}, before it starts, on {day_words(starts)}. Give a later last day."
        )
    total, own = given.get("value_total"), given.get("value_ccg")
    if total is not None and own is not None and own > total:
        found.append("The value to the CCG cannot be more than the value in all: correct one of them.")
    return tuple(found)


def day_before(day: date) -> date:
    """The last day of what is otherwise from ``day`` on."""
    return day - timedelta(days=1)
