"""What the cells of one row say. Each kind of cell reads its own; what cannot be read is one sentence, with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from committees.registers.importing.columns import TICKS, Columns
from committees.registers.importing.sheets import Row
from committees.terms import Directness, InterestType

OPEN = {"", "-", "–", "ongoing", "current", "present", "to date", "open", "continuing", "n/a"}
YES = {"yes", "y", "x", "true", "1", "✓", "✔", "☑", "tick"}
NO = {"", "no", "n", "false", "0", "-", "–", "n/a"}
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
TYPE_OF_TICK = dict(zip(TICKS, (InterestType.FINANCIAL, InterestType.PROFESSIONAL, InterestType.PERSONAL), strict=True))
WRITE_TYPE = "Write financial, non-financial professional or non-financial personal."


class Unreadable(ValueError):
    """A row cannot be taken. ``column``: the one to look at, as it is called in sentences."""

    def __init__(self, column: str, text: str):
        super().__init__(text)
        self.column = column


@dataclass(frozen=True, slots=True)
class Reader:
    """One row, with where its columns stand."""

    columns: Columns
    row: Row

    def text(self, column: str) -> str:
        """What stands in a cell, in one line."""
        cell = self.columns.cell(self.row, column)
        return " ".join(str(cell).split())

    def needed(self, column: str, why: str) -> str:
        """The same, refused where there is nothing."""
        text = self.text(column)
        if not text:
            raise Unreadable(column, f"This is empty. {why}")
        return text

    def day(self, column: str, *, needed: bool) -> date | None:
        """A day: 2016-04-01, 1/4/2016, 1.4.2016 or 1 April 2016, or a cell that is a date. None where it is open."""
        cell = self.columns.cell(self.row, column)
        if isinstance(cell, date):
            return _credible(column, cell)
        text = self.text(column)
        if not needed and text.casefold() in OPEN:
            return None
        if not text:
            raise Unreadable(column, "This is empty. Give the day: 2016-04-01 or 1 April 2016.")
        for form in DAYS:
            try:
                return _credible(column, datetime.strptime(text, form).date())  # noqa: DTZ007 a day, not a moment
            except Unreadable:
                raise
            except ValueError:
                continue
        raise Unreadable(column, f"“{_short(text)}” is not a day. Write it as 2016-04-01 or 1 April 2016.")

    def ticked(self, column: str) -> bool:
        """Whether a box is ticked: yes, x or a tick; no, or nothing."""
        text = self.text(column).casefold()
        if text not in YES | NO:
            raise Unreadable(column, f"“{_short(text)}” is neither yes nor no. Write yes, or leave it empty.")
        return text in YES

    def kind(self, indirect_as: InterestType | None) -> tuple[InterestType, Directness]:
        """Type and directness: from "type" and "direct or indirect" together, or from the three boxes.

        ``indirect_as``: the type of what a register with four types calls "indirect" and nothing more.
        """
        types, ways = _types(self.text("type")), _ways(self.text("type"))
        if self.text("type") and not types and not ways:
            raise Unreadable("type", f"“{_short(self.text('type'))}” is no type of interest. {WRITE_TYPE}")
        said = self.text("direct or indirect")
        if said and not _ways(said):
            raise Unreadable("direct or indirect", f"“{_short(said)}” is neither. Write direct or indirect.")
        types, ways = types | _types(said), ways | _ways(said)
        ticks = {TYPE_OF_TICK[tick] for tick in TICKS if self.ticked(tick)}
        return self._type(types | ticks, ways, indirect_as), self._directness(ways)

    def _type(self, types: set[InterestType], ways: set[Directness], indirect_as: InterestType | None) -> InterestType:
        column = next((each for each in ("type", *TICKS) if each in self.columns.places), "type")
        if len(types) > 1:
            raise Unreadable(column, "This names more than one type. Give each type a row of its own.")
        if types:
            return types.pop()
        if Directness.INDIRECT in ways:
            if indirect_as is not None:
                return indirect_as
            raise Unreadable(
                column,
                "“Indirect” says whose interest it is, and not its type. Write “indirect financial”, or say with "
                "--indirect-as how the whole file means it.",
            )
        raise Unreadable(column, f"No type is given. {WRITE_TYPE}")

    def _directness(self, ways: set[Directness]) -> Directness:
        if len(ways) > 1:
            raise Unreadable("direct or indirect", "This says both direct and indirect. Write one of them.")
        way = ways.pop() if ways else Directness.DIRECT
        whose = self.text("relationship")
        if way is Directness.INDIRECT and not whose:
            raise Unreadable(
                "relationship", "This is empty. Say whose the indirect interest is: wife, brother, business partner."
            )
        if way is Directness.DIRECT and whose:
            raise Unreadable(
                "relationship",
                f"“{_short(whose)}” says that this is the interest of somebody close. Write indirect in “direct or "
                "indirect”, or leave this empty.",
            )
        return way


def _types(text: str) -> set[InterestType]:
    """The types that a text names. Older pages say "pecuniary" for financial (domain, 1.2)."""
    words = set(re.findall(r"[a-z]+", re.sub(r"\bnon[- ]?(financial|fin|pecuniary)\b", " ", text.casefold())))
    named = {
        InterestType.FINANCIAL: {"financial", "pecuniary"},
        InterestType.PROFESSIONAL: {"professional", "prof"},
        InterestType.PERSONAL: {"personal"},
    }
    return {kind for kind, signs in named.items() if words & signs}


def _ways(text: str) -> set[Directness]:
    words = re.findall(r"[a-z]+", text.casefold())
    return {way for way in Directness if way.value in words}


def _credible(column: str, day: date) -> date:
    """A year of two figures, or one that nobody here has lived in, is a slip of the pen."""
    if not 1900 <= day.year <= 2100:
        raise Unreadable(column, f"The year {day.year} cannot be right. Write the year with four figures.")
    return day


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
