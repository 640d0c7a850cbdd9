"""Reading a file as a national publisher gives it: unpacked, decoded, in rows. Pure: no database.

Plain or gzip, UTF-8 with a byte-order mark or without, quoted cells that run over several lines.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

LARGEST = 200_000_000  # bytes once unpacked: the whole of England is 5 MB


class NotODS(ValueError):
    """The file is not what it should be. The message is a sentence for whoever chose the file."""


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be read, where it starts in the file, and everything that is wrong with it."""

    line: int
    code: str
    problem: str


@dataclass
class ODSFile:
    """One file, read: its kind, its good and bad rows, and how many rows of it are not ours to keep."""

    name: str
    kind: str
    sha256: str
    rows: list = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    hubs: set[str] = field(default_factory=set)
    total: int = 0


def unpacked(name: str, content: bytes) -> bytes:
    """The bytes of a plain or gzip file."""
    if not content:
        raise NotODS(f"{name} is empty.")
    if content.startswith(b"PK\x03\x04"):
        raise NotODS(f"{name} is a zip archive or a spreadsheet. Take the CSV file out of it and give that.")
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        data = gzip.GzipFile(fileobj=io.BytesIO(content)).read(LARGEST + 1)
    except EOFError as error:
        raise NotODS(f"{name} is a gzip file that was cut short. Fetch it again.") from error
    except (OSError, zlib.error) as error:
        raise NotODS(f"{name} is a damaged gzip file: it cannot be unpacked. Fetch it again.") from error
    if len(data) > LARGEST:
        raise NotODS(f"{name} unpacks to more than {LARGEST // 1_000_000} MB: no ODS file is that long.")
    if not data:
        raise NotODS(f"{name} is empty once unpacked.")
    return data


def decoded(name: str, data: bytes) -> str:
    """The file's text, without a byte-order mark."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        raise NotODS(f"{name} is a web page or XML, not an ODS file: the download may have failed.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotODS(f"{name} is written in UTF-16. Save it as UTF-8.")
    if b"\x00" in data:
        raise NotODS(f"{name} is a binary file, not text.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise NotODS(f"{name} is not UTF-8 text: line {line} has a byte that cannot be read.") from error
    if not text.strip():
        raise NotODS(f"{name} is empty.")
    return text


def records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line it starts on. A quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, [" ".join(cell.split()) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        reason = "a quotation mark is never closed, so the file may have been cut short"
        if "end of data" not in str(error):
            reason = f"it is not written as a CSV file ({error})"
        raise NotODS(f"{name} cannot be read from line {start} on: {reason}.") from error
