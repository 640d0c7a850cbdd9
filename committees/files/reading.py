"""YAML as people write it: mappings, lists and text, each with its line. Nothing else.

Aliases, anchors and tags are refused (they can blow a small file up, or ask for Python objects); so are files that are
large, deep or no text. Scalars stay text: what a field holds is said by its schema, never guessed (YAML would take
``no`` for false and ``10:00`` for six hundred).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from committees.files.problems import FileRefused, Problem

LARGEST = 2_000_000  # bytes
DEEPEST = 20
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # written as escapes, YAML lets them through; databases do not
NOTHING = {"", "~", "null"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass
class Reading:
    """A file's content as mappings, lists and text, and the line on which each part stands."""

    name: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of a part, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)


def read(name: str, content: bytes) -> Reading:
    """Read a file's content. Raises FileRefused with the line and what to do."""
    if len(content) > LARGEST:
        refuse(name, None, f"The file has more than {LARGEST:,} bytes: no meeting file is that large. Split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        refuse(name, line, "This is not text in UTF-8. Save the file as UTF-8, or check that it is the right file.")
    try:
        _refuse_what_is_not_plain(name, text)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse(name, mark.line + 1 if mark else None, f"This is not YAML: {error.problem or error.context}.")
    except yaml.YAMLError as error:  # a character that YAML does not allow
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        refuse(name, line, "This is not YAML: it holds a character that no text has.")
    if node is None:
        refuse(name, 1, "The file is empty.")
    reading = Reading(name, None)
    reading.data = _plain(node, (), reading)
    return reading


def refuse(name: str, line: int | None, text: str, where: str = "") -> NoReturn:
    """Raise FileRefused with this one problem."""
    raise FileRefused([Problem(name, line, where, text)])


def _refuse_what_is_not_plain(name: str, text: str) -> None:
    """Look at the file piece by piece, before anything is built from it."""
    depth = 0
    documents = 0
    event: Any
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            refuse(name, line, "Anchors and aliases (& and *) are not read. Write the text out, or name it in sources.")
        if getattr(event, "tag", None):
            refuse(name, line, f"Tags (here {event.tag}) are not read. Take it out: the field says what it holds.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                refuse(name, line, f"This is nested more than {DEEPEST} deep: no meeting file is.")
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                refuse(name, line, "A second document starts here (---). Put it into a file of its own.")


def _plain(node: Any, path: Path, reading: Reading) -> Any:
    reading.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, (*path, place), reading) for place, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, reading)
    if UNSTORABLE.search(node.value):
        refuse(reading.name, node.start_mark.line + 1, "This holds a character that no text has. Take it out.")
    # What stands in quotation marks, or after | or >, is text even if it is empty.
    return None if not node.style and node.value in NOTHING else node.value


def _mapping(node: Any, path: Path, reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            refuse(reading.name, line, "The name of a field is a word.")
        if key.value in found:
            first = reading.lines[(*path, key.value)]
            refuse(reading.name, line, f"This field stands here twice: the first is on line {first}.", key.value)
        reading.lines[(*path, key.value)] = line
        found[key.value] = _plain(value, (*path, key.value), reading)
    return found
