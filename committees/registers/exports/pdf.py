"""Registers as PDF that screen readers can read: tagged, with headings for its columns, PDF/UA-1.

What people typed goes in as data, never as markup: nothing in it can be run.
"""

from __future__ import annotations

import json
from pathlib import Path

from committees.registers.exports.table import Table

_PAGE = Path(__file__).with_name("table.typ")
LACKS = "Signs that the typeface of this PDF lacks are shown as “?”: the other kinds of file have them."


def pdf(table: Table) -> bytes:
    """The table as PDF/UA-1. Signs that no typeface here has become question marks, and a note says so."""
    from typst import TypstError  # costly to import

    try:
        return _written(table)
    except TypstError as wrong:
        if "could not be displayed" not in str(wrong):
            raise
        return _written(_with_known_signs(table))


def _written(table: Table) -> bytes:
    import font_lato
    import typst

    data = {
        "title": table.title,
        "notes": table.notes,
        "columns": table.columns,
        "rows": table.rows,
        "widths": [_width(column) for column in zip(table.columns, *table.rows, strict=True)],
        "cards": table.cards,
    }
    return typst.compile(
        _PAGE.read_bytes(),
        font_paths=[font_lato.font_directory],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data)},
    )


def _width(column: tuple[str, ...]) -> int:
    """A column's share of the page, in letters: its longest word has room, and long texts have more."""
    words = max((len(word) for text in column for word in text.split()), default=1)
    usual = sum(map(len, column[1:])) // max(len(column) - 1, 1)
    return max(min(words, 14) + 2, min(usual // 2, 22), 11)


def _with_known_signs(table: Table) -> Table:
    rows = tuple(tuple(map(known, row)) for row in table.rows)
    return Table(known(table.title), (*map(known, table.notes), LACKS), tuple(map(known, table.columns)), rows)


def known(text: str) -> str:
    """The text with question marks for the signs that the typeface lacks."""
    return "".join(sign if sign in _KNOWN or sign == "\n" else "?" for sign in text)


#: Letters of the languages of Europe written in the Latin alphabet, and the signs of English print.
_KNOWN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) | frozenset("‘’“”–—…•€™")
