"""Made-up meeting files, as data to bend: committees with five voting seats each, who was there, what was decided."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml

from decisions.facts import Record
from practices.models import CCG
from tests.decisions.published_files import take_text

DAY = "2016-05-12"
SOURCE = "Made up for the tests"
SEATS = (
    ("Lay chair", {"office": "chair", "counts_as": "lay"}),
    ("Lay vice-chair", {"office": "vice_chair", "counts_as": "lay"}),
    ("Chief finance officer", {"counts_as": "executive"}),
    ("GP member", {"clinical": "yes"}),
    ("Second GP member", {"clinical": "yes"}),
)
CODES = {"Merton": "08R", "Sutton": "08T", "Kingston": "08J", "Richmond": "08P", "Wandsworth": "08X", "Croydon": "07V"}
Data = dict[str, Any]


def who(name: str, title: str) -> str:
    return f"{name} {title.lower()}"


def everybody(*names: str) -> list[str]:
    return [who(name, title) for name in names for title, _ in SEATS]


def a_file(*names: str, levels: dict[str, int] | None = None, terms: Data | None = None) -> Data:
    """A file with these committees and a meeting of theirs in common without items; everybody was there."""
    levels = levels or {}
    return {
        "title": "A made-up meeting",
        "ccgs": [
            {"code": CODES[n], "name": f"NHS {n.upper()} CCG", "short_name": n, "from": "2013-04-01", "source": SOURCE}
            for n in names
        ],
        "arrangements": [
            {"ccgs": [CODES[n]], "level": levels.get(n, 3), "from": "2016-04-01", "source": SOURCE} for n in names
        ],
        "people": [{"name": each, "made_up": "yes"} for each in everybody(*names)],
        "committees": [_committee(n, levels.get(n, 3), terms or {}) for n in names],
        "meetings": [
            {
                "title": "Committees in common",
                "date": DAY,
                "starts": "10:00",
                "ends": "12:00",
                "convened_by": names[0],
                "made_up": "yes",
                "sittings": list(names),
                "attendance": [{"person": each} for each in everybody(*names)],
                "items": [],
            }
        ],
    }


def _committee(name: str, level: int, terms: Data) -> Data:
    joint = level == 2
    powers = {"nhs_england_casting_vote": "yes", "nhs_england_veto": "yes"} if joint else {}
    return {
        "name": f"{name} {'joint' if joint else 'primary care commissioning'} committee",
        "short_name": name,
        "kind": "joint_committee" if joint else "pccc",
        "ccgs": [CODES[name]],
        "established": "2016-04-01",
        "source": SOURCE,
        "made_up": "yes",
        "remits": [{"functions": ["gp_commissioning", "incentive_schemes"], "source": SOURCE}],
        "terms": [
            {"version": "1", "quorum": {"minimum": 3}, "majority": "votes_cast", "source": SOURCE, **powers, **terms}
        ],
        "seats": [{"title": title, **more, "holders": [{"person": who(name, title)}]} for title, more in SEATS],
    }


def meeting(file: Data) -> Data:
    return file["meetings"][0]


def an_item(file: Data, *parts: Data, **told: Any) -> Data:
    """Add an item with these parts (one, unless told) and what is told of it."""
    items = meeting(file)["items"]
    number = str(len(items) + 1)
    item = {
        "number": number,
        "title": f"Matter {number}",
        "function": "gp_commissioning",
        "decisions": list(parts) or [{"text": "That it be approved."}],
        **told,
    }
    items.append(item)
    return item


def votes(name: str, **choices: str) -> dict[str, str]:
    """All five for; ``choices`` otherwise, by title with _ for blanks."""
    said = {title: "for" for title, _ in SEATS} | {t.replace("_", " "): choice for t, choice in choices.items()}
    return {who(name, title): choice for title, choice in said.items() if choice}


def written(file: Data) -> str:
    """The file as text, with every value as text (as a file holds it)."""
    return yaml.safe_dump(deepcopy(file), sort_keys=False, allow_unicode=True, width=120)


def take(file: Data) -> Record:
    return take_text(written(file))


def line_of(file: Data, text: str) -> int:
    """The line on which this stands in the file, for the last time."""
    before, found, _ = written(file).rpartition(text)
    assert found, text
    return before.count("\n") + 1


def ccg_count() -> int:
    return CCG.objects.count()
