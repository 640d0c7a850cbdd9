"""London's levels and the bodies that the two papers name."""

from __future__ import annotations

from pathlib import Path

from committees.actions.set_up import set_up_bodies
from committees.files.entries import entries
from committees.files.reading import read
from committees.files.schema import BodiesFile

LONDON_FILE = Path(__file__).parents[1] / "data" / "london-arrangements-2016.yaml"


def load_london_arrangements(*, by=None) -> int:
    """Add the level of each London CCG and the bodies named in the papers; give back how many rows were added.

    The CCGs must be on record (``practices.actions.load_london``). Doing it again adds nothing.
    """
    file = entries(BodiesFile, read(LONDON_FILE.name, LONDON_FILE.read_bytes()))
    _, added = set_up_bodies(file=file, by=by)
    return added
