"""The Advisory Panel: as a section of the matter's page."""

from __future__ import annotations

from decisions.outside.sections import Asks, Section


def section(asks: Asks) -> Section | None:
    """Nothing yet."""
    return None
