"""Quorum slots between the JSON that terms of reference keep and the engine's ``Slot``."""

from typing import Any

from committees.rights.world import SeatKind, Slot
from committees.terms import CountsAs, Office, Represents

SETS = {
    "offices": Office,
    "titles": str,
    "title_words": str,
    "counts_as": CountsAs,
    "represents": Represents,
    "ccgs": str,
}
FLAGS = ("non_voting", "deputies", "vice_chair_only_for_conflicted_chair")
KIND = {*SETS, "clinical"}
MOST = 50  # people in one place: more than any committee has


def slots_from_data(data: list[dict]) -> tuple[Slot, ...]:
    """The slots; ValueError with a sentence naming the slot and the field that cannot be read."""
    if not isinstance(data, list):
        raise ValueError("Quorum places are a list.")
    return tuple(_slot(number, row) for number, row in enumerate(data, start=1))


def _slot(number: int, row: Any) -> Slot:
    if not isinstance(row, dict) or not isinstance(row.get("label"), str) or not row["label"].strip():
        raise ValueError(f"Place {number} of the quorum needs a label, such as “chair or vice-chair”.")
    where = f"Place {number} of the quorum (“{row['label']}”)"
    _known(where, row, {"label", "count", "any_of", *KIND, *FLAGS})
    count = row.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST:
        raise ValueError(f"{where}: count must be a whole number of people, 1 to {MOST}.")
    kinds = row.get("any_of", [])
    if not isinstance(kinds, list):
        raise ValueError(f"{where}: any_of is a list of kinds of seat, such as a lay seat or a nurse's.")
    return Slot(
        label=row["label"],
        count=count,
        any_of=tuple(_kind(f"{where}, any_of {place}", kind) for place, kind in enumerate(kinds, start=1)),
        **_criteria(where, row),
        **_flags(where, row),
    )


def _kind(where: str, row: Any) -> SeatKind:
    """One of several kinds of seat. One that asks for nothing would let everybody in, and so is refused."""
    if not isinstance(row, dict):
        raise ValueError(f"{where} is a kind of seat: fields with names, such as titles.")
    _known(where, row, KIND)
    kind = SeatKind(**_criteria(where, row))
    if kind == SeatKind():
        raise ValueError(f"{where} says nothing that a seat must be: give it one of {', '.join(sorted(KIND))}.")
    return kind


def _known(where: str, row: dict, fields: set[str]) -> None:
    unknown = set(row) - fields
    if unknown:
        raise ValueError(f"{where} has a field nobody knows: {', '.join(sorted(map(str, unknown)))}.")


def _criteria(where: str, row: dict) -> dict[str, Any]:
    found: dict[str, Any] = {name: _set_of(where, name, word, row[name]) for name, word in SETS.items() if name in row}
    if "clinical" in row:
        found["clinical"] = _yes_or_no(where, "clinical", row["clinical"])
    return found


def _flags(where: str, row: dict) -> dict[str, Any]:
    return {flag: _yes_or_no(where, flag, row[flag]) for flag in FLAGS if flag in row}


def _yes_or_no(where: str, name: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise ValueError(f"{where}: {name} is yes or no (true or false).")
    return given


def _set_of(where: str, name: str, word: type, given: Any) -> frozenset:
    if not isinstance(given, list | tuple) or not all(isinstance(value, str) for value in given):
        raise ValueError(f"{where}: {name} cannot hold {given!r}: a list of words is needed.")
    try:
        return frozenset(word(value) for value in given)
    except ValueError as error:
        raise ValueError(f"{where}: {name} cannot hold {given!r}.") from error
