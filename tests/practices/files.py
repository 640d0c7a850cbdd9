"""Rows and files in the format of the NHS Organisation Data Service, for tests. The organisations are made up."""

import csv
import gzip
import io
from datetime import date
from pathlib import Path

from practices import ods
from practices.actions import Report, import_editions

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FEBRUARY = date(2016, 2, 1)


def ccg_cells(code="99Q", name="NHS MADE UP CCG", opened="20130401", closed="", subtype="C", region="Y56") -> list[str]:
    """One row of the CCG file."""
    address = ["1 MADE UP STREET", "", "", "LONDON", "", "SW1A 1AA"]
    return [code, name, region, "Q71", *address, opened, closed, "", subtype, *[""] * 7, "0", *[""] * 5]


def practice_cells(
    code="H85999",
    name="THE MADE UP SURGERY",
    opened="19740401",
    closed="",
    status="A",
    ccg="99Q",
    joined="20130401",
    left="",
    setting="4",
    subtype="B",
    postcode="SW1A 1AA",
) -> list[str]:
    """One row of the practice file."""
    address = ["2 MADE UP STREET", "", "", "LONDON", ""]
    head = [code, name, "Y56", "Q71", *address, postcode, opened, closed, status, subtype, ccg, joined, left]
    return [*head, "020 7946 0000", "", "", "", "0", "", ccg, "", setting, ""]


def csv_bytes(*rows: list[str], end: str = "\n") -> bytes:
    """A file with these rows, every cell quoted as the publisher does."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def practices_file(*rows: list[str]) -> ods.ODSFile:
    """A practice file, read."""
    return ods.read("epraccur.csv", csv_bytes(*(rows or [practice_cells()])))


def ccgs_file(*rows: list[str]) -> ods.ODSFile:
    """A CCG file, read."""
    return ods.read("eccg.csv", csv_bytes(*(rows or [ccg_cells()])))


def load(*files: ods.ODSFile, as_at: date = FEBRUARY, **options) -> Report:
    """Import files as at 1 February 2016, unless told otherwise."""
    return import_editions(files=files, as_at=as_at, **options)


def zipped(content: bytes) -> bytes:
    """A gzip file."""
    return gzip.compress(content)
