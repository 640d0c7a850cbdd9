"""What an officer may decide alone, under the scheme of delegation."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN


def decide(asked: Asked) -> Reasons:
    """Refused: no rule is written yet."""
    yield asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)
