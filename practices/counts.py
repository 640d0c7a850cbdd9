"""What a file of list sizes or of contract types changes in what we hold. Reads the database, writes nothing.

Each edition's figures are rows of their own, beside those of other days: nothing ends, and an older edition can be read in
after a newer one. Practices that we do not hold are passed over, and named.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from practices.headed import CONTRACT_TYPES, KNOWN_TYPES, LIST_SIZES, SizeRow, TypeRow, ccg_codes
from practices.models import ContractType, ListSize, Practice
from practices.reading import ODSFile

#: Where the figure of each kind of file is kept: the model, and its field.
KEPT: dict[str, tuple[type[models.Model], str]] = {
    LIST_SIZES: (ListSize, "patients"),
    CONTRACT_TYPES: (ContractType, "kind"),
}


@dataclass
class Counted:
    """What one file of figures says and changes.

    ``said``: in the file, the rows of each contract type, or the patients (under an empty word). ``active`` and
    ``active_without``: the active practices, and those of them for which we shall hold no figure of that day.
    """

    kind: str
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: int = 0
    not_in_file: int = 0
    silent: int = 0
    not_held: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    said: Counter = field(default_factory=Counter)
    active: int = 0
    active_without: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def unknown_types(self) -> dict[str, int]:
        """Words for a contract type that are none of the three, with how many rows have each."""
        if self.kind != CONTRACT_TYPES:
            return {}
        return {word: count for word, count in self.said.items() if word not in KNOWN_TYPES}


def compare_counts(file: ODSFile, as_at: date) -> Counted:
    """What a file of figures that describes `as_at` changes. Five queries, however long it is."""
    model, value = KEPT[file.kind]
    counted = Counted(file.kind)
    practices = {row.ods_code: row for row in Practice.objects.with_dated_facts()}
    held = {row.practice_id: row for row in model._default_manager.filter(as_at=as_at)}
    told: set[int] = set()
    for row in file.rows:
        if row.value == "":
            counted.silent += 1
            continue
        counted.said[row.value if file.kind == CONTRACT_TYPES else ""] += (
            1 if file.kind == CONTRACT_TYPES else row.value
        )
        practice = practices.get(row.code)
        if practice is None:
            counted.not_held.append(row.code)
            continue
        told.add(practice.pk)
        note_commissioner(practice, row, as_at, counted)
        compare(held.get(practice.pk), model(practice=practice, as_at=as_at), value, row.value, counted)
    counted.not_in_file = len(held.keys() - told)
    active = [row.pk for row in practices.values() if row.is_active]
    counted.active, counted.active_without = len(active), len(set(active) - told - held.keys())
    return counted


def compare(held, fresh: models.Model, name: str, value: int | str, counted: Counted) -> None:
    """Put the figure into the row that we hold of that day, or into a fresh one, noting which it was."""
    if held is not None and getattr(held, name) == value:
        counted.unchanged += 1
        return
    row = held or fresh
    setattr(row, name, value)
    row.source = ""  # the edition says it from now on, no longer a decision that added lists together
    (counted.changed if held else counted.new).append(row)


def note_commissioner(practice: Practice, row: SizeRow | TypeRow, as_at: date, counted: Counted) -> None:
    """Note a practice whose commissioner in the file is not the CCG that we hold for that day."""
    ccg = practice.ccg_on(as_at)
    if row.ccg_code and (ccg is None or ccg.ods_code not in ccg_codes(row.ccg_code)):
        counted.elsewhere.append(f"{practice.ods_code}: {row.ccg_code} in the file, {ccg or 'no CCG'} held")
