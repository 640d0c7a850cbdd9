"""The JSON Schema of meeting files: the one kept is current, and it takes the files that the product takes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cocomm.demo.loading import WORLDS
from committees.actions.london import LONDON_FILE
from committees.files.reading import read
from decisions.meeting_file.json_schema import json_schema
from tests.decisions.meeting_files import GOOD

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "meeting-file.schema.json"
SCHEMA = json_schema()
#: The words of JSON Schema that ours uses for checking, and those that only tell.
CHECKED = {
    "$ref",
    "anyOf",
    "enum",
    "const",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
}
CHECKED |= {"minLength", "maxLength", "minimum", "pattern", "propertyNames"}
TELLING = {"description", "default", "format", "title", "$schema", "$comment", "$defs"}
TYPES = {"object": dict, "array": list, "string": str, "null": type(None), "boolean": bool, "integer": int}
TYPES |= {"number": (int, float)}


def wrong(value: Any, schema: dict, where: str = "") -> list[str]:
    """What is wrong with a value by the schema. As much of JSON Schema as ours uses: the test below sees to that."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema and all(wrong(value, each) for each in schema["anyOf"]):
        return [f"{where}: {value!r} is none of what may stand here"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is not one of {schema['enum']}"]
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds if kind in TYPES):
        return [f"{where}: {value!r} is not {kinds}"]
    if isinstance(value, str):
        return _wrong_text(value, schema, where)
    if isinstance(value, list):
        short = [f"{where}: too few"] if len(value) < schema.get("minItems", 0) else []
        return short + [each for place, part in enumerate(value)
                        for each in wrong(part, schema.get("items", {}), f"{where}[{place}]")]  # fmt: skip
    return _wrong_fields(value, schema, where) if isinstance(value, dict) else []


def _wrong_text(value: str, schema: dict, where: str) -> list[str]:
    fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9)
    fits = fits and re.search(schema.get("pattern", ""), value)
    return [] if fits else [f"{where}: {value!r} does not fit"]


def _wrong_fields(value: dict, schema: dict, where: str) -> list[str]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
    for name, part in value.items():
        if name in known:
            found += wrong(part, known[name], f"{where}.{name}")
        elif others is False:
            found.append(f"{where}: there is no field {name}")
        elif isinstance(others, dict):
            found += wrong(part, others, f"{where}.{name}")
    return found


def words_of(schema: Any) -> set[str]:
    """The words of JSON Schema that stand in a schema."""
    if isinstance(schema, list):
        return set().union(*map(words_of, schema))
    if not isinstance(schema, dict):
        return set()
    found = set(schema)
    for name, part in schema.items():
        if name in ("properties", "$defs"):
            found |= set().union(*map(words_of, part.values()))
        elif name not in ("default", "enum"):
            found |= words_of(part)
    return found


def test_the_checks_here_know_every_word_that_the_schema_uses():
    assert words_of(SCHEMA) - CHECKED - TELLING == set()


def test_the_schema_kept_with_the_documentation_is_current(capsys):
    call_command("meeting_file_schema")
    assert KEPT.read_text() == capsys.readouterr().out, (
        "Write it anew: manage.py meeting_file_schema > docs/meeting-file.schema.json"
    )


@pytest.mark.parametrize("path", WORLDS, ids=lambda path: path.name)
def test_every_world_of_the_demonstration_fits_the_schema(path):
    assert wrong(read(path.name, path.read_bytes()).data, SCHEMA) == []


def test_a_file_of_levels_and_bodies_alone_lacks_only_its_meetings():
    assert wrong(read(LONDON_FILE.name, LONDON_FILE.read_bytes()).data, SCHEMA) == [": meetings is missing"]


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("place: Made-up Hall", "plaice: Hall", "there is no field plaice"),
        ("kind: pccc", "kind: club", "'club' is none of what may stand here"),
        ("date: 2016-04-14", "date: 14/04/2016", "does not fit"),
        ("starts: 10:00", "starts: ten", "is none of what may stand here"),
        ("sittings: [Croydon, Merton]", "sittings: Croydon", "is not ['array']"),
        ("private: yes", "private: perhaps", "'perhaps' is not one of"),
        ("level: 3", "level: 4", "'4' is not one of"),
    ],
)
def test_what_the_product_refuses_by_its_form_the_schema_refuses_too(was, now, says):
    assert GOOD.count(was) == 1
    assert wrong(read("x", GOOD.encode()).data, SCHEMA) == []
    found = wrong(read("x", GOOD.replace(was, now).encode()).data, SCHEMA)
    assert any(says in each for each in found), found


def test_an_editor_that_reads_numbers_and_yes_as_yaml_does_finds_nothing_wrong():
    level = {"ccgs": ["07V"], "level": 3, "from": "2016-04-01", "source": "x", "shadowing": True}
    meeting = {"title": 2016, "date": "2016-04-14", "convened_by": "x", "sittings": ["x"], "place": None}
    assert wrong({"title": 2016, "arrangements": [level], "meetings": [meeting]}, SCHEMA) == []


def test_the_documentation_names_every_field_of_the_format():
    page = (ROOT / "docs" / "meeting-files.md").read_text()
    fields = {name for part in [SCHEMA, *SCHEMA["$defs"].values()] for name in part.get("properties", {})}
    missing = {name for name in fields if not re.search(rf"(?<![a-z_]){re.escape(name)}(?![a-z_])", page)}
    assert missing == set()


def test_the_schema_says_what_each_entry_is_for():
    kept = json.loads(KEPT.read_text())
    assert [
        name for name, part in kept["$defs"].items() if name.endswith("Entry") and not part.get("description")
    ] == []
