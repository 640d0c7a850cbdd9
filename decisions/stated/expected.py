"""What is expected with a decision of a kind: its papers, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from committees.kinds import DecisionKind


@dataclass(frozen=True)
class Expected:
    """One thing that is expected. ``there``: the record shows it; ``word``: how that is said."""

    text: str
    there: bool
    word: str


def expected(kind: DecisionKind, papers: Iterable[str], asked: Iterable[str]) -> Iterator[Expected]:
    """The checklist. ``papers``: titles of those with the matter; ``asked``: who was asked.

    A paper is there where its title says what is expected, and somebody was asked where a step names them; whoever reads
    the list judges the rest (derived: nothing says that either is a bar to deciding).
    """
    titles, parties = list(papers), list(asked)
    for paper in kind.papers:
        there = any(_says(title, paper) for title in titles)
        yield Expected(f"Paper: {paper}", there, "with the matter" if there else "expected")
    for party in kind.consultees:
        there = any(_says(each, party) for each in parties)
        yield Expected(f"To be asked: {party}", there, "in the record" if there else "not in the record")


def _says(text: str, wanted: str) -> bool:
    """Whether the words of one stand in the other, in whatever order."""
    there, words = _words(text), _words(wanted)
    return bool(words and there) and (words <= there or there <= words)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.casefold())) - {"the", "a", "an", "of", "and", "with", "their", "its"}
