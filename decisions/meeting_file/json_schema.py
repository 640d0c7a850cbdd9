"""The format of a meeting file as a JSON Schema, for editors that complete and check while somebody writes.

It is made from the entries that read a file, so it cannot say anything else than they do; it is somewhat wider, where an
editor's own YAML reads text as a number or as true.
"""

from __future__ import annotations

from typing import Any

from committees.terms import Level
from decisions.meeting_file.schema import MeetingFile


def json_schema() -> dict[str, Any]:
    """The schema of a whole file, as plain data."""
    schema = _plain(MeetingFile.model_json_schema(by_alias=True))
    schema["$defs"]["Level"]["enum"] += [int(level.value) for level in Level]
    schema["$defs"]["Level"].pop("type")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Meeting file",
        "$comment": "Made by `manage.py meeting_file_schema`: see docs/meeting-files.md.",
    } | schema


def _plain(part: Any) -> Any:
    """Without the titles that only repeat a field's name, and with one kind of quotation mark."""
    if isinstance(part, list):
        return [_plain(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {name: _plain(value) for name, value in part.items() if not (name == "title" and isinstance(value, str))}
    if isinstance(kept.get("description"), str):
        kept["description"] = " ".join(kept["description"].replace("``", "`").split())
    return kept
