"""Round trips of a meeting's record: what a reader sees of it, and another database to read it into."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from difflib import unified_diff
from functools import cache

from django.apps import apps
from django.db import transaction

from committees.models import Meeting
from committees.terms import Choice
from decisions import actions
from decisions.chain import verify_meeting
from decisions.conditions import hangs
from decisions.facts import load_record
from decisions.journal.plain import Plain, as_yaml, fingerprint, mark, without_fingerprint
from decisions.journal.writing import record_as_data
from decisions.meeting_file.loading import import_meeting_file
from decisions.minutes import load, write
from decisions.outcome import outcome_of, result_of, veto_of
from practices import clock
from tests import world

#: What names rows by their keys, and what is sealed by them: neither can be the same in another database.
OF_ONE_DATABASE = {"seals", "pks", "pk"}


@contextmanager
def elsewhere() -> Iterator[None]:
    """A database of its own, as far as what is written inside goes: it is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seen(meeting: int) -> dict:
    """The minutes, whole and of each committee; and what came of each decision."""
    record, names = load(meeting)
    every = frozenset(item.pk for item in record.items)
    wanted = {"whole": None} | {s.committee.name: pk for pk, s in record.sittings.items()}
    minutes = {
        name: without_keys(asdict(write(record, names, today=clock.today(), sitting=pk, opens=every)))
        for name, pk in wanted.items()
    }
    results = [
        (r.item.number, r.sitting.name, r.limb.letter, outcome_of(r), result_of(r), veto_of(r), hangs(r).words)
        for r in record.resolution_by_id.values()
    ]
    return {"minutes": minutes, "results": results}


def assert_same(before: object, after: object) -> None:
    """Told line by line where it is not."""
    told = [json.dumps(each, indent=1, default=str, sort_keys=True).splitlines() for each in (before, after)]
    different = "\n".join(unified_diff(*told, n=1, lineterm=""))
    assert not different, different


def without_keys(value: object) -> object:
    if isinstance(value, dict):
        return {name: without_keys(each) for name, each in value.items() if name not in OF_ONE_DATABASE}
    if isinstance(value, list | tuple):
        return [without_keys(each) for each in value]
    return value


def leaves(set_up: Callable[[], Meeting]) -> tuple[dict, dict]:
    """A meeting is made and run: the file's data, and what is seen of it. Nothing of it stays on record."""
    with elsewhere():
        key = set_up().pk
        return record_as_data(load_record(key), by="Sam Secretary"), seen(key)


def arrives(data: dict, before: dict) -> None:
    """Read in where nothing of it is on record it looks the same; so does what is exported again, act for act."""
    again = take_in(data)
    assert_same(before, seen(again.pk))
    assert verify_meeting(again.pk) == []
    told = record_as_data(load_record(again.pk))
    assert_same(data["meetings"][0]["acts"], told["meetings"][0]["acts"])


def take_in(data: dict[str, Plain]) -> Meeting:
    """Read a file's data in."""
    return import_meeting_file(name="record.yaml", content=as_yaml(data).encode()).meetings[0]


def as_if_exported(data: dict) -> dict:
    """The file's data with marks and fingerprint as an export would give them: somebody took the trouble."""
    for meeting in data["meetings"]:
        previous = ""
        for act in meeting.get("acts", ()):
            act.pop("mark", None)
            act["mark"] = previous = mark(previous, act)
        meeting["exported"]["fingerprint"] = fingerprint(without_fingerprint(data))
    return data


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def a_small_meeting() -> Meeting:
    """Two committees of four: an item by name with a correction, one agreed by all; one committee closes."""
    bodies = world.bodies(2, voting=4)
    room = world.meet(bodies, world.a_secretary(bodies), items=2)
    by = {"actor": room.secretary}
    room.arrive()
    first = room.begin()
    seats = {name: [seat.pk for seat in body.seats] for name, body in bodies.items()}
    said = [Choice.FOR, Choice.FOR, Choice.FOR, Choice.AGAINST]
    croydon, kingston = (room.decision(name, first).pk for name in ("Croydon", "Kingston"))
    actions.record_votes(**by, choices={croydon: dict(zip(seats["Croydon"], said, strict=True))})
    corrected = {"seat": seats["Croydon"][0], "choice": Choice.ABSTAINED, "reason": "Misheard"}
    actions.correct_vote(**by, resolution=croydon, **corrected)
    actions.record_counts(**by, resolution=kingston, in_favour=2, against=1)
    actions.announce(**by, resolutions=[croydon, kingston])
    second = room.begin(room.items[1])
    actions.agree(**by, resolutions=room.decisions(second))
    actions.announce(**by, resolutions=room.decisions(second))
    actions.close_sitting(**by, meeting=room.meeting.pk, sittings=[room.sittings["Kingston"].pk])
    return room.meeting


@cache
def small_record() -> dict:
    """The file of the small meeting. Made once: a file depends on no database."""
    return leaves(a_small_meeting)[0]
