"""What the answers are made of: a few words, each with where it is written."""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.reasons import Source


@dataclass(frozen=True)
class Phrase:
    """A few words of the answer, and where they are written: the number of a source in the list below the answer."""

    text: str
    source: Source
    note: int = 0


@dataclass(frozen=True)
class Part:
    """Who takes part in the decision besides the body that decides, or another route to it, and how."""

    who: str
    phrases: tuple[Phrase, ...]
