"""The kinds of file, and how a table becomes one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from committees.registers.exports import pdf, plain, spreadsheets, word
from committees.registers.exports.table import Table


class UnknownKind(LookupError):
    """No register is written in this kind of file. Its text is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what readers call it, and how it is sent."""

    name: str
    label: str
    media_type: str
    write: Callable[[Table], bytes]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file."""

    content: bytes
    media_type: str
    file_name: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("csv", "CSV", "text/csv; charset=utf-8", spreadsheets.csv),
            Kind(
                "xlsx",
                "Excel (XLSX)",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                spreadsheets.xlsx,
            ),
            Kind("ods", "OpenDocument (ODS)", "application/vnd.oasis.opendocument.spreadsheet", spreadsheets.ods),
            Kind(
                "docx",
                "Word (DOCX)",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                word.docx,
            ),
            Kind("pdf", "PDF, accessible", "application/pdf", pdf.pdf),
            Kind("json", "JSON", "application/json", plain.as_json),
        )
    }
)


def export(table: Table, kind: str) -> Exported:
    """The table as a file of this kind; no time and no name of an author goes in. UnknownKind for any other."""
    found = KINDS.get(kind)
    if found is None:
        names = ", ".join(KINDS)
        raise UnknownKind(f"Registers are not written as “{kind[:20]}”. Choose one of: {names}.")
    return Exported(found.write(table.readable()), found.media_type, f"{file_stem(table.title)}.{found.name}")


def file_stem(title: str) -> str:
    """A title as the name of a file: small letters, figures and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:100].strip("-") or "register"
