"""Registers as CSV, XLSX and ODS. Every cell is text, and none is a formula."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from committees.registers.exports.packed import without_times
from committees.registers.exports.table import Table, defused

if TYPE_CHECKING:
    from tablib import Databook, Dataset

_WIDEST = 60  # letters, in a column


def csv(table: Table) -> bytes:
    """The columns and rows alone, as programs read them, in UTF-8; the mark at the start tells spreadsheets so."""
    return ("\ufeff" + _rows(table).export("csv")).encode()


def xlsx(table: Table) -> bytes:
    """A sheet with the register and one with its title and notes."""
    from openpyxl import load_workbook  # costly to import, and only wanted here

    book = load_workbook(BytesIO(_book(table).export("xlsx")))
    book.properties.title, book.properties.creator, book.properties.language = table.title, "", "en-GB"
    for sheet in book.worksheets:
        for column in sheet.columns:
            longest = max(len(line) for cell in column for line in str(cell.value or "").split("\n"))
            sheet.column_dimensions[column[0].column_letter].width = min(max(longest + 2, 8), _WIDEST)
    stream = BytesIO()
    book.save(stream)
    return without_times(stream.getvalue())


def ods(table: Table) -> bytes:
    """A sheet with the register and one with its title and notes."""
    return without_times(_book(table).export("ods"))


def _book(table: Table) -> Databook:
    from tablib import Databook, Dataset

    about = Dataset(*((defused(note),) for note in table.notes), headers=(defused(table.title),), title="About")
    return Databook([_rows(table), about])


def _rows(table: Table) -> Dataset:
    from tablib import Dataset  # costly to import

    rows = (tuple(map(defused, row)) for row in table.rows)
    return Dataset(*rows, headers=tuple(map(defused, table.columns)), title="Register")
