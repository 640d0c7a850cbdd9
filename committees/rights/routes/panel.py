"""The Advisory Panel: called when needed, it advises; the committee decides."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN


def call(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def name_adviser(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def advise(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def follow(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)
