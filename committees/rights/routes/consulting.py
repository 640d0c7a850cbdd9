"""Level 1: NHS England decides, by its officer; the CCG may be consulted."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN


def consult(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def respond(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def decide(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)
