"""Quorum slots between the JSON that terms of reference keep and the engine's ``Slot``."""

from committees.rights.world import Slot
from committees.terms import CountsAs, Office, Represents

SETS = {"offices": Office, "counts_as": CountsAs, "represents": Represents, "titles": str, "ccgs": str}
FLAGS = ("non_voting", "deputies", "vice_chair_only_for_conflicted_chair")


def slots_from_data(data: list[dict]) -> tuple[Slot, ...]:
    """The slots; ValueError with a sentence naming the slot and the field that cannot be read."""
    if not isinstance(data, list):
        raise ValueError("Quorum places are a list.")
    return tuple(_slot(number, row) for number, row in enumerate(data, start=1))


def _slot(number: int, row: dict) -> Slot:
    if not isinstance(row, dict) or not row.get("label"):
        raise ValueError(f"Place {number} of the quorum needs a label, such as “chair or vice-chair”.")
    where = f"Place {number} of the quorum (“{row['label']}”)"
    unknown = set(row) - {"label", "count", "clinical", *SETS, *FLAGS}
    if unknown:
        raise ValueError(f"{where} has a field nobody knows: {', '.join(sorted(unknown))}.")
    values = {"label": row["label"]}
    for name, word in SETS.items():
        if name in row:
            values[name] = _set_of(where, name, word, row[name])
    count = row.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError(f"{where}: count must be a whole number of people, 1 or more.")
    for flag in (*FLAGS, "clinical"):
        if flag in row:
            if not isinstance(row[flag], bool):
                raise ValueError(f"{where}: {flag} is yes or no (true or false).")
            values[flag] = row[flag]
    return Slot(count=count, **values)


def _set_of(where, name, word, given) -> frozenset:
    try:
        return frozenset(word(value) for value in given)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{where}: {name} cannot hold {given!r}.") from error
