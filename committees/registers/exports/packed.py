"""Spreadsheets and Word files are ZIP files with times in them: the same register gives the same file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile, ZipInfo

_FIRST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file can tell
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")
_ABOUT = {"docProps/core.xml", "meta.xml"}


def without_times(content: bytes) -> bytes:
    """The same ZIP file, its parts in the same order, without the time at which it was made."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename in _ABOUT:
                data = _TIME.sub(b"1980-01-01T00:00:00", data)
            info = ZipInfo(part.filename, _FIRST)
            info.compress_type = part.compress_type
            new.writestr(info, data)
    return made.getvalue()
