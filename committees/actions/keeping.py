"""Adding rows from a file: what is on record already stays, what contradicts the record is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from committees.files import FileRefused
from committees.files.entries import Entry
from practices import clock

#: What the fields of rows are called in a file, where it is not the same.
IN_THE_FILE = {
    "starts_on": ("from",),
    "ends_on": ("to",),
    "established_on": ("established",),
    "stood_down_on": ("stood_down",),
    "declared_on": ("declared",),
    "quorum_slots": ("quorum", "places"),
    "quorum_minimum": ("quorum", "minimum"),
    "quorum_text": ("quorum", "text"),
    "starts_at": ("starts",),
    "short_name": ("short_name",),
    "ods_code": ("code",),
    "region_code": ("region",),
    "opened_on": ("from",),
    "closed_on": ("to",),
}


@contextmanager
def told_where(entry: Entry) -> Iterator[None]:
    """Say on which line and in which field stands what a row refuses."""
    try:
        yield
    except ValidationError as error:
        found = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        raise FileRefused(
            entry.problem(" ".join(messages), *_fields(name)) for name, messages in found.items()
        ) from error


def _fields(name: str) -> tuple[str, ...]:
    return () if name == NON_FIELD_ERRORS else IN_THE_FILE.get(name, (name,))


class Keeper:
    """Writes rows with their history: who did it, and from which line of which file."""

    def __init__(self, by=None):
        self.by = by
        self.added = 0

    def keep(
        self,
        entry: Entry,
        model: type[models.Model],
        key: dict[str, Any],
        rest: dict[str, Any],
        *,
        m2m=None,
        but: Collection[int] = (),
    ):
        """The row with this key: the one on record if it says the same, or else a new one.

        ``but``: rows (keys) that the file has named already, where several may have the same key.

        Raises FileRefused where the record says something else, or where the row may not be.
        """
        held = model._default_manager.filter(**key).exclude(pk__in=but).first()
        if held is not None:
            self._refuse_difference(entry, held, rest, m2m or {})
            return held
        row = model(**key, **rest)
        with told_where(entry):
            row.full_clean()
        self.save(entry, row)
        for name, values in (m2m or {}).items():
            getattr(row, name).set(values)
        return row

    def save(self, entry: Entry, row: Any) -> None:
        """Save a row that was cleaned."""
        row._history_user, row._history_date = self.by, clock.now()
        row._change_reason = f"{entry.file_name}, line {entry.line}"[-100:]
        row.save()
        self.added += 1

    def _refuse_difference(self, entry: Entry, held: models.Model, rest: dict, m2m: dict) -> None:
        differing = [(name, getattr(held, name), value) for name, value in rest.items() if getattr(held, name) != value]
        for name, values in m2m.items():
            on_record = set(getattr(held, name).all())
            if on_record != set(values):
                differing.append((name, _listed(on_record), _listed(values)))
        if differing:
            raise FileRefused(
                entry.problem(
                    f"On record already, but differently: “{held}” has {_shown(was)}, the file says {_shown(value)}. "
                    "Correct the one that is wrong; a file does not change what is on record.",
                    *_fields(name),
                )
                for name, was, value in differing
            )


def _listed(rows) -> str:
    return ", ".join(sorted(str(row) for row in rows))


def _shown(value: Any) -> str:
    return "nothing" if value in (None, "", [], {}) else str(value)
