"""What an imported act keeps of its life before: who recorded it and when, there; kept with the verdict relied on here.

An act that was recorded here tells the same from its own columns. So a record that is exported again says what the
first one said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from committees.rights.reasons import Verdict
from committees.rights.words import day_words
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


def told_by_a_source(act: Act) -> bool:
    """Whether a file told of it as minutes do; one that came with an exported record was recorded in the product."""
    return act.imported_line is not None and ("line" in told_of(act) or not told_of(act))


def entered_at(act: Act) -> datetime:
    """When an act was recorded; of an imported one, when it was recorded where it came from."""
    told = told_of(act).get("at")
    return datetime.fromisoformat(told) if told else act.recorded_at


def told_meeting(act: Act) -> str:
    """The meeting to which an item was put off, where it is not on record here: "12 May 2016, title"."""
    told = told_of(act).get("to_meeting")
    return f"{day_words(date.fromisoformat(told['date']))}, {told['title']}" if told else ""


def told_seals(acts: Iterable[Act]) -> dict[str, str]:
    """The ends of the chains of an exported record, by committee, as its file gives them; empty for any other."""
    return next((seals for act in acts if (seals := told_of(act).get("seals"))), {})
