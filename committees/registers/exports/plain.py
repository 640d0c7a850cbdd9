"""Registers as JSON, for programs: the title, the notes, the columns, and each row by its columns."""

from __future__ import annotations

import json

from committees.registers.exports.table import Table


def as_json(table: Table) -> bytes:
    """The table in UTF-8. Nothing here is read as a formula, so every text stands as it is."""
    content = {
        "title": table.title,
        "notes": list(table.notes),
        "columns": list(table.columns),
        "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
