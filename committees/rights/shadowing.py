"""A shadowing CCG's committee recommends on what others decide."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN


def shadow(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)
