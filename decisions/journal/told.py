"""What an imported act keeps of its life before: who recorded it and when, there; kept with the verdict relied on here.

An act that was recorded here tells the same from its own columns. So a record that is exported again says what the
first one said.
"""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.reasons import Verdict
from decisions.models import Act

#: Where in an act's verdict it stands.
TOLD = "recorded"


@dataclass(frozen=True)
class WithTold:
    """A verdict, and what a file tells beside it."""

    verdict: Verdict
    told: dict

    def as_data(self) -> dict:
        """What the act keeps."""
        return self.verdict.as_data() | {TOLD: self.told}


def told_of(act: Act) -> dict:
    """What the file told beside an act; empty for one that was recorded here."""
    return act.verdict.get(TOLD, {}) if isinstance(act.verdict, dict) else {}


def told_recorder(act: Act) -> str:
    """By whom an imported act was recorded where it came from; empty for one that was recorded here."""
    return told_of(act).get("by", "")
