"""A register as a table of text, and what is done to the text before it goes into a file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: What XML cannot hold (XML 1.0, 2.2 Characters), and the other control characters, which nobody can read.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: A spreadsheet reads a cell that begins so as a formula; the wide forms are read so by some.
_FORMULA = tuple("=+-@＝＋－＠")
_BEFORE_FORMULA = ("\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Table:
    """A register to be written to a file.

    ``title`` says which register of which body, as at which day; ``notes`` are sentences that belong to it (what it
    leaves out, that people are made up); each of ``rows`` has one text for each of ``columns``. ValueError if not.
    ``cards``: its rows are long, and on paper each is a table of its own, column by column from top to bottom.
    """

    title: str
    notes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cards: bool = False

    def __post_init__(self):
        wrong = [number for number, row in enumerate(self.rows, 1) if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(f"Row {wrong[0]} of “{self.title}” has not one text for each column.")

    def readable(self) -> Table:
        """The same without what no file can hold, and with one kind of line break."""
        return Table(
            readable(self.title),
            tuple(map(readable, self.notes)),
            tuple(map(readable, self.columns)),
            tuple(tuple(map(readable, row)) for row in self.rows),
            self.cards,
        )


def readable(text: str) -> str:
    """The text without control characters; line breaks as ``\\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNREADABLE.sub("", text)


def defused(text: str) -> str:
    """The text for a cell of a spreadsheet: where it would be read as a formula, with an apostrophe before it.

    Spaces and invisible characters before the sign do not hide it. Source: OWASP, CSV injection.
    """
    if text.startswith(_BEFORE_FORMULA) or _seen(text).startswith(_FORMULA):
        return "'" + text
    return text


def _seen(text: str) -> str:
    """The text from its first visible character on."""
    for place, sign in enumerate(text):
        if not sign.isspace() and unicodedata.category(sign) not in ("Cf", "Cc"):
            return text[place:]
    return ""
