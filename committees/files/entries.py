"""The base of every entry of a file: strict, and knowing its line; and pydantic's errors as sentences."""

from __future__ import annotations

from typing import Any, NoReturn, Self, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError

from committees.files.problems import FileRefused, Problem
from committees.files.reading import Path, Reading

Kind = TypeVar("Kind", bound="Entry")


class Entry(BaseModel):
    """A part of a file. Fields that the schema does not know are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    _reading: Reading = PrivateAttr()
    _path: Path = PrivateAttr(default=())

    @property
    def line(self) -> int | None:
        """The line on which the entry begins."""
        return self._reading.line(self._path)

    @property
    def file_name(self) -> str:
        """The file in which the entry stands."""
        return self._reading.name

    @property
    def plain(self) -> Any:
        """The whole file as plain data, as it was read."""
        return self._reading.data

    def problem(self, text: str, *fields: str | int) -> Problem:
        """Something wrong with this entry, or with one of its fields."""
        path = (*self._path, *fields)
        return Problem(self.file_name, self._reading.line(path), field_in_words(path), text)

    def refuse(self, text: str, *fields: str | int) -> NoReturn:
        """Raise FileRefused with this one problem."""
        raise FileRefused([self.problem(text, *fields)])

    def placed(self, reading: Reading, path: Path = ()) -> Self:
        """Tell this entry, and all those inside it, where they stand."""
        self._reading, self._path = reading, path
        for name, info in type(self).model_fields.items():
            place = (*path, info.alias or name)
            value = getattr(self, name)
            for where, each in _entries(value):
                each.placed(reading, (*place, *where))
        return self


def _entries(value: Any) -> list[tuple[Path, Entry]]:
    if isinstance(value, Entry):
        return [((), value)]
    if isinstance(value, list):
        return [((place,), each) for place, each in enumerate(value) if isinstance(each, Entry)]
    return []


def entries(kind: type[Kind], reading: Reading) -> Kind:
    """The file as entries. Raises FileRefused with everything that the schema finds wrong."""
    try:
        return kind.model_validate(reading.data).placed(reading)
    except ValidationError as error:
        found: list[Any] = list(error.errors(include_url=False))
    raise FileRefused(
        Problem(reading.name, reading.line(each["loc"]), field_in_words(each["loc"]), in_words(each, kind))
        for each in found
    )


def field_in_words(path: Path) -> str:
    """("committees", 2, "terms", 0, "majority") is "committees 3, terms 1, majority"."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


def in_words(error: dict, kind: type[Entry]) -> str:
    """What pydantic found wrong, as a sentence that says what to do."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "This field is needed here and is missing."
        case "extra_forbidden":
            return (
                f"There is no such field here. Take it out, or use one of: {', '.join(fields_at(error['loc'], kind))}."
            )
        case "enum":
            return f"“{shown(error['input'])}” is not one of: {context['expected'].replace(' or ', ', ')}."
        case "value_error":
            return str(context["error"])
        case "list_type":
            return "A list is needed here: one line for each, beginning with a dash."
        case "model_type" | "dict_type" | "model_attributes_type":
            return "Fields with names are needed here (name: value)."
        case "string_type" | "string_too_short":
            return "Some text is needed here."
        case "string_too_long":
            return f"This has {len(error['input'])} characters; {context['max_length']} are kept. Shorten it."
        case "too_short":
            return f"At least {context['min_length']} is needed here."
        case _:
            return f"{error['msg']}."


def shown(value: object) -> str:
    """A value as it stands in a sentence: not at any length."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def fields_at(path: Path, kind: type[Entry]) -> list[str]:
    """The fields that the schema knows where an unknown one stands."""
    here: Any = kind
    for part in path[:-1]:
        if isinstance(part, int):
            continue
        info = next((i for n, i in here.model_fields.items() if (i.alias or n) == part), None)
        inner = _entry_kind(info.annotation) if info else None
        if inner is None:
            return []
        here = inner
    return [info.alias or name for name, info in here.model_fields.items()]


def _entry_kind(annotation: Any) -> type[Entry] | None:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _entry_kind(inner):
            return found
    return None
