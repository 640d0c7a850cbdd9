"""The published meetings as records, and made-up ones to bend: how tests take them in and look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from committees.rights import world
from decisions.facts import Record, ResolutionFacts, load_record
from decisions.meeting_file.loading import import_meeting_file
from decisions.models import Matter  # noqa: F401  (so that the models are there before a file is read)

ROOT = Path(__file__).parents[2]
HERE = ROOT / "cocomm" / "demo" / "published"
#: Case of the examples -> its record.
FILES = {
    "portsmouth-2020-03-26": HERE / "portsmouth-2020-03-26.yaml",
    "north-central-london-2021-04-22": HERE / "north-central-london-2021-04-22.yaml",
    "south-cheshire-2017-07-28": HERE / "south-cheshire-and-vale-royal-2017-07-28.yaml",
    "dudley-2018-12-21": HERE / "dudley-2018-12-21.yaml",
    "north-norfolk-2016-09-28": HERE / "north-norfolk-2016-09-28.yaml",
}
EXAMPLES = ROOT.parent / "shared" / "examples" / "published-meetings.yaml"


@cache
def text_of(case: str) -> str:
    return FILES[case].read_text(encoding="utf-8")


def take_text(text: str, name: str = "meeting.yaml") -> Record:
    """Import a file and load the record of its first meeting."""
    report = import_meeting_file(name=name, content=text.encode())
    return load_record(report.meetings[0].pk)


def take_case(case: str) -> Record:
    return take_text(text_of(case), FILES[case].name)


def examples() -> list[dict] | None:
    """The cases of the examples, where they are beside the repository."""
    return yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))["cases"] if EXAMPLES.exists() else None


def the_decision(record: Record, number: str, committee: str = "", letter: str = "") -> ResolutionFacts:
    """One committee's decision on an item."""
    item = next(item for item in record.items if item.number == number)
    return next(
        r for r in item.resolutions if r.limb.letter == letter and (not committee or r.sitting.name == committee)
    )


def room_of(record: Record, **changes) -> world.Room:
    """The room of the first committee as it was, with changes."""
    from dataclasses import replace

    return replace(record.room(next(iter(record.sittings.values()))), **changes)
