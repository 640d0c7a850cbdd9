"""Values of an act as text and back: what a column holds, said as a file says it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from django.db import models

from committees.files.reading import UNSTORABLE

YES, NO = "yes", "no"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WHOLE = re.compile(r"\d{1,6}", re.ASCII)


def to_text(field: models.Field, value: Any) -> str:
    """The value of a column that points to nothing else."""
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def from_text(field: models.Field, text: object) -> Any:
    """The value that a text stands for. Raises ValueError with a sentence."""
    if not isinstance(text, str):
        raise ValueError("Some text is needed here.")
    if isinstance(field, models.JSONField):
        return _data(text)
    if isinstance(field, models.BooleanField):
        return yes_or_no(text)
    if isinstance(field, models.DateField):  # no act has a moment besides those that all have
        return day(text)
    if isinstance(field, models.IntegerField):
        return whole(text)
    return text


def _data(text: str) -> Any:
    try:
        found = json.loads(text)
        if not UNSTORABLE.search(json.dumps(found, ensure_ascii=False, allow_nan=False)):
            return found
    except (ValueError, RecursionError):
        pass
    raise ValueError("This is not data as an exported record holds it.")


def whole(text: object) -> int:
    """A whole number of at most six digits. Raises ValueError for anything else."""
    if not isinstance(text, str) or not WHOLE.fullmatch(text):
        raise ValueError(f"“{str(text)[:60]}” is not a whole number.")
    return int(text)


def yes_or_no(text: object) -> bool:
    """Whether it says yes. Raises ValueError for what is neither yes nor no."""
    if text not in (YES, NO):
        raise ValueError(f"“{str(text)[:60]}” is neither yes nor no.")
    return text == YES


def day(text: object) -> date:
    """A day. Raises ValueError with a sentence."""
    try:
        if isinstance(text, str) and DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"“{str(text)[:60]}” is not a date. Write it as 2016-04-14.")


def moment(text: object) -> datetime:
    """A moment with its offset from UTC. Raises ValueError with a sentence."""
    try:
        if isinstance(text, str) and MOMENT.fullmatch(text):
            found = datetime.fromisoformat(text)
            if 1900 <= found.year <= 9990:
                return found
    except ValueError:
        pass
    raise ValueError(f"“{str(text)[:60]}” is not a moment. Write it as 2016-04-14T10:00:00.000000+01:00.")
