"""Where what a file tells of a meeting, and what was recorded of it from another version of the file, part company.

The new version is taken in beside the old one, the two records are compared act by act, and the new one is undone: so
nothing that a file can say is left out of the comparison.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import models, transaction

from committees.files import FileRefused
from committees.files.entries import Entry
from committees.files.problems import Problem
from committees.models import Meeting
from decisions.facts import Record, load_record
from decisions.models import Act, Condition
from practices.clock import LONDON

#: What differs between two readings of the same words.
NOT_COMPARED = frozenset({"id", "meeting", "recorded_at", "recorded_by", "by", "replaces", "verdict", "imported_line"})
#: What follows from something else that is compared.
FOLLOWS = frozenset({"opening", "motion", "announcement", "terms", "reasons", "finding", "able_to_vote"})
MOST = 20  # differences that are told one by one


class _Undo(Exception):
    """The second reading was for comparison only."""


def recorded_differently(held: Meeting, entry: Entry, again: Callable[[], Meeting]) -> Iterator[Problem]:
    """One problem for each thing of the record that differs. ``again`` takes the file's meeting in a second time."""
    before = _said(load_record(held.pk))
    after: dict[str, list[int | None]] = {}
    try:
        with transaction.atomic():
            after = _said(load_record(again().pk))
            raise _Undo
    except _Undo:
        pass
    except FileRefused as refused:
        yield from refused.problems
        return
    found = list(_differences(entry, before, after))
    yield from found[:MOST]
    if len(found) > MOST:
        yield entry.problem(f"And {len(found) - MOST} more entries differ.")


def _differences(entry: Entry, before: dict[str, list], after: dict[str, list]) -> Iterator[Problem]:
    count = Counter({text: len(lines) for text, lines in before.items()})
    for text, lines in after.items():
        for line in lines[count[text] :]:
            yield Problem(entry.file_name, line, "", f"The file tells this, and the record does not: {text}.")
    for text, lines in before.items():
        for _ in lines[len(after.get(text, ())) :]:
            yield entry.problem(f"The record has this, and the file does not tell it: {text}.")


def _said(record: Record) -> dict[str, list[int | None]]:
    """Each act that a file brought, in words, with the lines it stands on."""
    found: dict[str, list[int | None]] = {}
    for act in record.acts:
        if act.imported_line is not None:
            found.setdefault(_in_words(record, act), []).append(act.imported_line)
    return found


def _in_words(record: Record, act: Act) -> str:
    parts = []
    for field in act._meta.concrete_fields:
        if field.name in NOT_COMPARED | FOLLOWS or (field.name == "time_told" and act.time_told):
            continue
        value = getattr(act, field.attname)
        if field.name == "happened_at":
            value = _moment(value) if act.time_told else None
        elif isinstance(field, models.ForeignKey):
            value = _named(record, field, act, value)
        if value not in (None, "", [], False):
            parts.append(f"{field.verbose_name} {value}")
    conditions = [each.text for each in _conditions(record, act)]
    return f"{act._meta.verbose_name}: {', '.join([*parts, *conditions])}"


def _conditions(record: Record, act: Act) -> list[Condition]:
    if act._meta.model_name != "motion":
        return []
    return record.resolution_by_id[act.resolution_id].conditions_of[act.pk]


def _named(record: Record, field: models.ForeignKey, act: Act, key: int | None) -> str | None:
    """What a key stands for, in words that are the same in both readings."""
    if key is None:
        return None
    match field.name:
        case "person":
            return record.name(key)
        case "item":
            return record.item_by_id[key].number
        case "sitting":
            return record.sittings[key].name
        case "resolution" | "met_by" if key in record.resolution_by_id:
            of = record.resolution_by_id[key]
            return f"{of.item.number}{of.limb.letter} of {of.sitting.name}"
        case "elector":
            return _voter(record, key)
        case _:
            return str(getattr(act, field.name))


def _voter(record: Record, key: int) -> str:
    of = record.places.electors[key]
    elector = next(e for each in of.electors.values() for e in each if e.pk == key)
    return f"{of.item.number}{of.limb.letter}, {of.sitting.seat_by_id[elector.seat_id].title} of {of.sitting.name}"


def _moment(when: datetime) -> str:
    return f"{when.astimezone(LONDON):%-d %B %Y %H:%M}"
