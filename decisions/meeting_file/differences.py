"""Where a file and the meeting on record part company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from committees.actions import Found
from committees.files.entries import Entry
from committees.files.problems import FileRefused, Problem
from committees.models import Meeting
from committees.terms import NotTold
from decisions.kinds_in_files import facts_kept
from decisions.meeting_file.schema import ItemEntry, MeetingEntry, MeetingFile
from decisions.models import AgendaItem, LimbCondition, Matter

COMPARED = ("place", "remote", "by_correspondence", "in_public", "private_reason", "published", "about")


def not_told_of(entry: MeetingEntry) -> list[str]:
    """What the source of a meeting does not tell: what the file says, and the time where it gives none."""
    untimed = {NotTold.TIME} if entry.starts_at is None else set()
    return sorted(each.value for each in {*entry.not_told, *untimed})


def differences(held: Meeting, file: MeetingFile, entry: MeetingEntry) -> Iterator[Problem]:
    """One problem for each: in the meeting itself, in who sits in it, in its agenda."""
    for name in COMPARED:
        if getattr(held, name) != getattr(entry, name):
            field = type(entry).model_fields[name].alias or name
            yield _said(entry, field, getattr(held, name), getattr(entry, name))
    if held.starts_at != (entry.starts_at or time(0)):
        yield _said(entry, "starts", held.starts_at, entry.starts_at)
    if held.source != file.source(entry.source):
        yield _said(entry, "source", held.source, file.source(entry.source))
    if sorted(held.not_told) != not_told_of(entry):
        yield _said(entry, "not_told", ", ".join(held.not_told), ", ".join(not_told_of(entry)))
    sitting = [row.committee for row in held.sittings.select_related("committee")]
    names = {name for committee in sitting for name in (committee.name, committee.short_name)}
    for place, name in enumerate(entry.sittings):
        if name not in names:
            yield entry.problem(f"{name} does not sit in the meeting on record.", "sittings", place)
    for committee in sitting:
        if not {committee.name, committee.short_name} & set(entry.sittings):
            yield entry.problem(f"{committee} sits in the meeting on record, not in the file.", "sittings")
    yield from _items(held, entry)


def _items(held: Meeting, entry: MeetingEntry) -> Iterator[Problem]:
    on_record = {
        item.number: item
        for item in held.items.select_related("matter__applicant").prefetch_related("matter__limbs", "papers")
    }
    for item in entry.items:
        if item.number in on_record:
            yield from _item(on_record.pop(item.number), item)
        else:
            yield item.problem(f"Item {item.number} is not on the agenda on record.", "number")
    for number, row in on_record.items():
        if not row.urgent:
            yield entry.problem(f"Item {number} ({row.matter}) is on the agenda on record, not in the file.", "items")


def _item(held: AgendaItem, entry: ItemEntry) -> Iterator[Problem]:
    matter = held.matter
    for name in ("title", "summary"):
        if getattr(matter, name) != getattr(entry, name):
            yield _said(entry, name, getattr(matter, name), getattr(entry, name))
    if (matter.kind, matter.value) != (entry.kind, entry.value):
        yield entry.problem("The kind of decision, or its value in pounds, is not what is on record.", "kind")
    if (matter.applicant.ods_code if matter.applicant else "") != entry.applicant:
        yield _said(entry, "applicant", matter.applicant or "", entry.applicant)
    if _other_facts(held, entry):
        yield entry.problem("The facts of the matter, or of a part of it, are not those on record.", "facts")
    if matter.function != entry.function.value:
        yield _said(entry, "function", matter.function, entry.function.value)
    was = [(limb.letter, limb.verb, limb.text) for limb in matter.limbs.all()]
    now = sorted((part.part, part.verb.value, part.text) for part in entry.decisions)
    if was != now:
        yield entry.problem("The words to be decided are not those on record.", "decisions")
    elif _other_conditions(matter, entry):
        yield entry.problem("The conditions of what is to be decided are not those on record.", "decisions")
    if {(p.title, p.text, p.access) for p in held.papers.all()} != {
        (p.title, p.text, p.access.value) for p in entry.papers
    }:
        yield entry.problem("The papers are not those on record.", "papers")


def _other_facts(held: AgendaItem, entry: ItemEntry) -> bool:
    """Whether the facts are others than those on record."""
    matter, found, day = held.matter, Found.on_record(), held.meeting.date
    parts = {part.part: part for part in entry.decisions}
    limbs = [(limb.facts, parts[limb.letter]) for limb in matter.limbs.all() if limb.letter in parts]
    try:
        now = facts_kept(entry, matter.kind, entry.facts, part=False, found=found, day=day)
        of_parts = [facts_kept(each, matter.kind, each.facts, part=True, found=found, day=day) for _, each in limbs]
    except FileRefused:
        return True
    return matter.facts != now or [was for was, _ in limbs] != of_parts


def _other_conditions(matter: Matter, entry: ItemEntry) -> bool:
    """Whether the conditions of the parts, in their order, are others: words, who must see to it, by when."""
    rows = LimbCondition.objects.filter(limb__matter=matter).select_related("limb", "awaits")
    held = [
        (row.limb.letter, row.text, row.due_on, row.within_days, "" if row.awaits else row.who, _names_of(row))
        for row in rows.order_by("limb__letter", "number")
    ]
    told = [
        (part.part, each.text, each.due_on, each.within_days, each.who, each.awaits)
        for part in sorted(entry.decisions, key=lambda part: part.part)
        for each in part.conditions
    ]
    return len(held) != len(told) or any(
        was[:5] != now[:5] or now[5] not in was[5] for was, now in zip(held, told, strict=True)
    )


def _names_of(row: LimbCondition) -> set[str]:
    """What a file may call the committee that is awaited; nothing where none is."""
    return {row.awaits.name, row.awaits.short_name} if row.awaits else {""}


def _said(entry: Entry, name: str, was, now) -> Problem:
    return entry.problem(f"“{was}” is on record, the file says “{now}”.", name)
