"""What the fields of a file hold. A file holds text only; each kind here reads its own."""

import re
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

MOST = 32_767  # what both databases keep as a small number
POUNDS = r"[0-9]{1,10}(\.[0-9]{1,2})?"  # as columns of money hold it
YES = {"yes": True, "true": True, "no": False, "false": False}


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"“{str(value)[:60]}” is not a date. Write it as 2016-04-14.")


def _time(value: object) -> object:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d\d:\d\d", value):
            return time.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"“{str(value)[:60]}” is not a time. Write it as 10:00.")


def _yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in YES:
        return YES[value.lower()]
    raise ValueError(f"“{str(value)[:60]}” is neither yes nor no.")


def _whole(value: object) -> object:
    if value is None or isinstance(value, int):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]+", value):
        raise ValueError(f"“{str(value)[:60]}” is not a whole number.")
    if len(value) > len(str(MOST)) or int(value) > MOST:
        raise ValueError(f"“{value[:60]}” is more than {MOST:,}: no committee has so many.")
    return int(value)


def _pounds(value: object) -> object:
    if value is None or isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not re.fullmatch(POUNDS, value, re.ASCII):
        raise ValueError(f"“{str(value)[:60]}” is not a sum in pounds. Write it as 25000 or 25000.00.")
    return Decimal(value)


def _word(value: object) -> object:
    """A field left empty and one that is not there are the same."""
    return "" if value is None else value


def _said(schema: dict[str, Any], *, or_nothing: bool = False) -> WithJsonSchema:
    """How the JSON Schema says it. An editor's YAML may read text as a number or as true: that is allowed for there."""
    return WithJsonSchema({"anyOf": [schema, {"type": "null"}]} if or_nothing else schema)


_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
_TIME = {"type": "string", "pattern": r"^\d\d:\d\d$"}
_YES_OR_NO = {"enum": ["yes", "no", "true", "false", True, False]}
_WHOLE = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^[0-9]{1,5}$"}]}
_POUNDS = {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": f"^{POUNDS}$"}]}
_SHORT = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "number"}]}

Day = Annotated[date, BeforeValidator(_day), _said(_DAY)]
DayOrNone = Annotated[date | None, BeforeValidator(_day), _said(_DAY, or_nothing=True)]
ClockOrNone = Annotated[
    time | None, BeforeValidator(lambda value: None if value is None else _time(value)), _said(_TIME, or_nothing=True)
]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no), _said(_YES_OR_NO)]
YesNoOrNone = Annotated[
    bool | None,
    BeforeValidator(lambda value: None if value is None else _yes_or_no(value)),
    _said(_YES_OR_NO, or_nothing=True),
]
Whole = Annotated[int, BeforeValidator(_whole), _said(_WHOLE)]
WholeOrNone = Annotated[int | None, BeforeValidator(_whole), _said(_WHOLE, or_nothing=True)]
PoundsOrNone = Annotated[Decimal | None, BeforeValidator(_pounds), _said(_POUNDS, or_nothing=True)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _said(_SHORT)]
Words = Annotated[
    str, BeforeValidator(_word), StringConstraints(strip_whitespace=True), _said({"type": ["string", "number", "null"]})
]


def known(words: type[Enum]) -> str:
    """The words of a vocabulary, for a sentence."""
    return ", ".join(str(word.value) for word in words)
