"""What a file calls people and seats: by their names; the second of one name with a number behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key")


def handles(named: Iterable[tuple[Key, str]]) -> dict[Key, str]:
    """Key to what it is called, each once: "Ann Example", "Ann Example [2]".

    Deterministic by the order given, so that writer and reader agree on the seats of a committee.
    """
    named = [(key, name.strip()) for key, name in named]
    taken = {name for _, name in named}
    used: set[str] = set()
    found: dict[Key, str] = {}
    for key, name in named:
        called, number = name, 1
        while called in used:
            number += 1
            numbered = f"{name} [{number}]"
            called = numbered if numbered not in taken else called
        used.add(called)
        found[key] = called
    return found
