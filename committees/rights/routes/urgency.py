"""Chair's action between meetings: who must sign it, and that it comes before the committee."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN


def take(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)


def report(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)
