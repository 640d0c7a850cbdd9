"""A row of the register: one decision as anybody may read it. Plain data; the same in every kind of file."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from committees.rights.words import day_words

NOT_KNOWN = "not known"
NONE = "none stated"
#: What stands in the place of everything that is kept private.
PRIVATE = "Kept private"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One decision. Every field but ``day`` is text as it is read; ``private``: the ground on which the rest is kept."""

    reference: str
    day: date
    body: str
    route: str
    outcome: str
    kind: str
    decision: str
    bought: str
    process: str
    took_part: str
    conflicts: str
    supplier: str
    address: str
    value_total: str
    value_ccg: str
    justification: str
    starts_on: str
    ends_on: str
    private: str = ""
    made_up: bool = False

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each column with its text."""
        return tuple((label, self._text(name)) for name, label in COLUMNS)

    @property
    def texts(self) -> tuple[str, ...]:
        """One text for each of COLUMNS."""
        return tuple(text for _, text in self.lines)

    def _text(self, name: str) -> str:
        value = getattr(self, name)
        return day_words(value) if isinstance(value, date) else value

    def as_data(self) -> dict[str, Any]:
        """As it is kept with the sign-off."""
        return asdict(self) | {"day": self.day.isoformat()}

    def has(self, words: list[str]) -> bool:
        """Whether each of these words is in what the row shows."""
        text = " ".join(self.texts).casefold()
        return all(word in text for word in words)


#: The columns in their order: the field, and what it is called on the page and in every file.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("reference", "Reference"),
    ("day", "Decided on"),
    ("kind", "Kind of decision"),
    ("outcome", "Outcome"),
    ("bought", "What is bought"),
    ("decision", "Decision"),
    ("process", "Selection process"),
    ("supplier", "Supplier"),
    ("address", "Supplier’s address"),
    ("value_total", "Value in all"),
    ("value_ccg", "Value to the CCG"),
    ("starts_on", "Contract starts"),
    ("ends_on", "Contract ends"),
    ("justification", "Justification"),
    ("body", "Decided by"),
    ("route", "Meeting or route"),
    ("took_part", "Who took part"),
    ("conflicts", "Conflicts of interest and how they were managed"),
)
#: What is told of a decision taken in private: that there is one, whose, when, and on what ground it is kept.
_TOLD = frozenset({"reference", "day", "body", "private", "made_up"})


def kept_private(row: Row, ground: str) -> Row:
    """The row of a decision taken in private: its committee, its day and the ground, and nothing more."""
    blank = {name: "" for name, _ in COLUMNS if name not in _TOLD}
    why = f"{PRIVATE}: {ground}" if ground else PRIVATE
    return replace(row, **(blank | {"decision": why, "private": ground or PRIVATE}))


def row_from(data: dict[str, Any]) -> Row:
    """A row as it was kept."""
    return Row(**(data | {"day": date.fromisoformat(data["day"])}))
