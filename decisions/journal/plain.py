"""A file's content as plain data (mappings, lists and text), written as YAML and fingerprinted.

Every scalar is text, as the reader of files takes it: ``yes``, ``2016-04-14``, ``12``. What could be taken for something
else stands in quotation marks.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

Plain = str | list | dict
FORMAT = "1"  # of exported records

BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
#: What YAML does not let stand as it is, and JSON does.
ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
NOTHING = {"null", "Null", "NULL"}


def as_yaml(data: dict[str, Plain]) -> str:
    """The file's text."""
    return "\n".join(_mapping(data, "")) + "\n"


def _mapping(data: dict[str, Plain], indent: str) -> Iterator[str]:
    for name, value in data.items():
        yield from _field(f"{indent}{_scalar(name)}:", value, indent)


def _field(start: str, value: Plain, indent: str) -> Iterator[str]:
    if isinstance(value, str) or not value or _small(value):
        yield f"{start} {_flow(value)}"
    elif isinstance(value, dict):
        yield start
        yield from _mapping(value, indent + "  ")
    else:
        yield start
        for each in value:
            yield from _dash(each, indent + "  ")


def _dash(value: Plain, indent: str) -> Iterator[str]:
    """An element of a list: its first line begins with the dash."""
    if isinstance(value, dict) and value and not _small(value):
        for number, line in enumerate(_mapping(value, indent + "  ")):
            yield line if number else f"{indent}- {line.lstrip(' ')}"
    else:
        yield f"{indent}- {_flow(value)}"


def _small(value: list | dict) -> bool:
    """Short enough for one line: a few scalars."""
    parts = list(value.values()) if isinstance(value, dict) else value
    return all(isinstance(part, str) for part in parts) and len(_flow(value)) <= 100


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _scalar(value)


def _scalar(text: str) -> str:
    if BARE.fullmatch(text) and text not in NOTHING:
        return text
    return ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def fingerprint(data: Plain) -> str:
    """The SHA-256 of plain data, whatever the order of its fields and the layout of its file."""
    return hashlib.sha256(_canonical(data).encode()).hexdigest()


def without_fingerprint(data: dict) -> dict:
    """A file's plain data as it is fingerprinted."""
    meetings = [
        meeting | {"exported": {name: said for name, said in meeting["exported"].items() if name != "fingerprint"}}
        if isinstance(meeting.get("exported"), dict)
        else meeting
        for meeting in data["meetings"]
    ]
    return data | {"meetings": meetings}


def mark(previous: str, data: Plain) -> str:
    """A short mark of an entry that follows the one marked ``previous``: it tells the first entry that was changed."""
    return hashlib.sha256(f"{previous}{_canonical(data)}".encode()).hexdigest()[:16]


def _canonical(data: Plain) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
