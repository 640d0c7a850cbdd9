"""A spreadsheet as rows of cells, each row with its line: CSV, XLSX or ODS. Nothing of it is trusted.

Read here and not by tablib, which keeps no line numbers, counts on no limits, and moves the cells of an ODS file where two
beside each other are the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NoReturn
from xml.etree import ElementTree  # declarations of entities are refused before it reads a byte
from zipfile import BadZipFile, ZipFile

from committees.files.problems import FileRefused, Problem
from committees.registers.exports.table import defused, readable

LARGEST = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 40_000_000  # bytes: a packed file can hold a thousand times what it weighs
MOST_PARTS = 200
MOST_ROWS = 5_000
MOST_COLUMNS = 60
LONGEST = 5_000  # letters in a cell

Cell = str | date


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty. ``line``: its number in the spreadsheet, or the line of the file on which it begins."""

    line: int
    cells: tuple[Cell, ...]


def read(name: str, content: bytes) -> list[Row]:
    """The rows of the first sheet that are not empty. Raises FileRefused with what is wrong and what to do."""
    if len(content) > LARGEST:
        refuse(name, None, f"The file has more than {LARGEST:,} bytes: no register is that large. Split it.")
    kind = name.rpartition(".")[2].casefold()
    if kind not in READERS:
        refuse(name, None, "Only CSV, XLSX and ODS files are read, and the name says which. Save it as one of these.")
    rows = []
    for line, raw in READERS[kind](name, content):
        wide = max((place for place, value in enumerate(raw, start=1) if value not in (None, "")), default=0)
        if wide > MOST_COLUMNS:
            refuse(name, line, f"This row has more than {MOST_COLUMNS} columns. Take out what is no register.")
        cells = tuple(_cell(name, line, value) for value in raw[:wide])
        if any(cell != "" for cell in cells):
            rows.append(Row(line, cells))
        if len(rows) > MOST_ROWS + 1 or line > MOST_ROWS * 4:
            refuse(name, line, f"The sheet goes on after {MOST_ROWS:,} rows. Split it, or take out the empty rows.")
    return rows


def refuse(name: str, line: int | None, text: str) -> NoReturn:
    """Raise FileRefused with this one problem."""
    raise FileRefused([Problem(name, line, "", text)])


def _cell(name: str, line: int, value: Any) -> Cell:
    """A cell as a day or as text: without control characters, and without what defused it as a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = readable(value.isoformat() if isinstance(value, time) else str(value)).strip()
    if len(text) > LONGEST:
        refuse(name, line, f"A cell of this row has more than {LONGEST:,} letters. Shorten it.")
    if text.startswith("'") and defused(text[1:]) == text:
        return text[1:]
    return text


# --- CSV ---
def _csv(name: str, content: bytes) -> Iterator[tuple[int, list]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse(name, line, "This is not text in UTF-8. Save the file as “CSV UTF-8”, or as XLSX or ODS.")
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    begins = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            refuse(name, begins, f"This line cannot be read as CSV ({error}). Save the file as CSV UTF-8 again.")
        if row is None:
            return
        yield begins, row
        begins = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The sign between the cells: whichever the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


# --- XLSX and ODS: both are ZIP files of XML ---
def _unpacked(name: str, content: bytes) -> dict[str, bytes]:
    """The XML parts of a packed file, no more than may be. A size that a part lies about is not read beyond."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                refuse(name, None, "Unpacked, this file is larger than any register. Copy the rows into a new file.")
            wanted = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            found = {part.filename: packed.read(part) for part in wanted}
    except FileRefused:
        raise
    except Exception as error:  # zipfile raises many kinds for a file that is broken, encrypted or packed in other ways
        kind = (
            "It is not packed as" if isinstance(error, BadZipFile) else "It is broken, or locked with a password, for"
        )
        refuse(name, None, f"This file cannot be opened. {kind} a spreadsheet. Save it anew as XLSX, ODS or CSV.")
    if any(_DECLARES.search(part) for part in found.values()):
        refuse(name, None, "This file declares entities, which no spreadsheet needs. Copy the rows into a new file.")
    return found


#: In the encodings that the parsers read without being told: UTF-8 and UTF-16.
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)|<\x00!\x00|\x00<\x00!")


def _xlsx(name: str, content: bytes) -> Iterator[tuple[int, tuple]]:
    _unpacked(name, content)
    from openpyxl import load_workbook  # costly to import

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        yield from enumerate(sheet.iter_rows(values_only=True), start=1)
    except FileRefused:
        raise
    except Exception as error:  # whatever a file that is no workbook makes the library raise
        refuse(name, None, f"This cannot be read as an XLSX file ({type(error).__name__}). Save it anew, or as CSV.")


_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _ods(name: str, content: bytes) -> Iterator[tuple[int, list]]:
    parts = _unpacked(name, content)
    try:
        body = ElementTree.fromstring(parts["content.xml"])  # noqa: S314 no entity gets here
    except (KeyError, ElementTree.ParseError, LookupError, ValueError):
        refuse(name, None, "This cannot be read as an ODS file. Save it anew, or as CSV.")
    table = next(body.iter(f"{_TABLE}table"), None)
    line = 1
    for row in () if table is None else table.iter(f"{_TABLE}table-row"):
        cells = list(_cells_of(row))
        again = _repeated(row, "number-rows-repeated", MOST_ROWS * 4)
        for _ in range(again if any(cells) else 0):
            yield line, cells
            line += 1
        line += 0 if any(cells) else again


def _cells_of(row: ElementTree.Element) -> Iterator[Cell]:
    """The cells of a row; one that is repeated stands as often as it is said, and empty ones at the end count."""
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            value = _ods_cell(cell)
            yield from [value] * _repeated(cell, "number-columns-repeated", MOST_COLUMNS + 1)


def _repeated(element: ElementTree.Element, name: str, most: int) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return min(int(said), most) if said.isascii() and said.isdigit() and len(said) < 9 else most


def _ods_cell(cell: ElementTree.Element) -> Cell:
    if cell.get(f"{_OFFICE}value-type") == "date":
        try:
            return date.fromisoformat(cell.get(f"{_OFFICE}date-value", "")[:10])
        except ValueError:
            pass  # its text says what was typed
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))


READERS = {"csv": _csv, "xlsx": _xlsx, "ods": _ods}
