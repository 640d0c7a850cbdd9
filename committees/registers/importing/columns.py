"""The columns of a spreadsheet of interests: what each may be called, and which are needed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from committees.files.problems import FileRefused, Problem
from committees.registers.importing.sheets import Cell, Row
from committees.rights.words import listed

#: Each column as it is called in sentences, and what else spreadsheets call it. Published registers name them in many ways.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("person", "full name", "name of person", "member"),
    "e-mail": ("email", "e-mail address", "email address", "account", "user name"),
    "position": ("current position", "positions", "role", "position held", "positions held", "current positions held"),
    "type": ("type of interest", "interest type"),
    "financial": ("financial interest", "financial interests"),
    "non-financial professional": ("professional", "non-financial professional interest", "non fin professional"),
    "non-financial personal": ("personal", "non-financial personal interest", "non fin personal"),
    "direct or indirect": ("directness", "direct/indirect", "is the interest direct or indirect"),
    "organisation": ("organization", "declared interest", "name of organisation", "organisations"),
    "ODS code": ("practice code", "code", "practice codes", "ods codes"),
    "nature": ("nature of interest", "nature of the interest", "interest", "description"),
    "relationship": ("whose interest", "relationship with the person who has the interest"),
    "from": ("date from", "interest from", "first day", "since"),
    "to": ("date to", "interest to", "last day", "until"),
    "mitigation": ("agreed mitigation", "action taken to mitigate risk", "action to mitigate risk"),
    "agreed with": ("mitigation agreed with",),
    "category": ("local category",),
    "declared on": ("declared", "date declared", "date of declaration"),
}
TICKS = ("financial", "non-financial professional", "non-financial personal")
NEEDED = ("nature", "from", "declared on")
EITHER = (("name", "e-mail"), ("type", *TICKS), ("organisation", "ODS code"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands. ``headings``: as the file calls it."""

    places: dict[str, int]
    headings: dict[str, str]

    def cell(self, row: Row, column: str) -> Cell:
        """A row's cell; empty where the file has no such column or the row is shorter."""
        place = self.places.get(column)
        return "" if place is None or place >= len(row.cells) else row.cells[place]

    def said(self, column: str) -> str:
        """What the file calls a column, for a sentence about it."""
        return f"column “{self.headings.get(column, column)}”"


def plain(heading: str) -> str:
    """A heading without what does not matter: capitals, brackets and what stands in them, signs, spaces."""
    bare = re.sub(r"\([^)]*\)", " ", heading.casefold().replace("–", "-"))
    return " ".join(re.sub(r"[^a-z/\- ]", " ", bare).split())


_KNOWN = {plain(name): column for column, others in COLUMNS.items() for name in (column, *others)}


def columns_of(name: str, headings: Row) -> Columns:
    """Read the first row. Raises FileRefused naming each column that is missing, unknown or there twice."""
    places: dict[str, int] = {}
    said: dict[str, str] = {}
    unknown, twice = [], []
    for place, cell in enumerate(headings.cells):
        column = _KNOWN.get(plain(str(cell)))
        if column is None:
            unknown.append(str(cell) or f"no heading in column {place + 1}")
        elif column in places:
            twice.append(f"“{said[column]}” and “{cell}” are both the column “{column}”.")
        else:
            places[column], said[column] = place, str(cell)
    missing = [f"“{column}”" for column in NEEDED if column not in places]
    missing += [listed([f"“{column}”" for column in some], "or") for some in EITHER if not set(some) & set(places)]
    wrong = list(twice)
    if missing:
        wrong.append(f"Missing: {'; '.join(missing)}.")
    if unknown:
        wrong.append(f"Unknown: {', '.join(f'“{each[:60]}”' for each in unknown)}.")
    if wrong:
        expected = f"The first row names the columns. Known are: {', '.join(COLUMNS)}."
        raise FileRefused([Problem(name, headings.line, "", f"{' '.join(wrong)} {expected}")])
    return Columns(places, said)
