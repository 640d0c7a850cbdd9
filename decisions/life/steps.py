"""The steps of a matter as they stand: corrected ones in their last words, with what each was before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from committees.rights.words import day_words
from decisions.life.entries import NOT_SO, Step, sort_of
from decisions.models import LifeEntry


@dataclass(frozen=True)
class Told:
    """A step. ``first``: the key under which it is known, whatever was corrected since; ``before``: its earlier words.

    ``answer``: the step that answers it, where one does; ``question``: the one that it answers.
    """

    row: LifeEntry
    first: int
    before: tuple[LifeEntry, ...] = ()
    answer: LifeEntry | None = None
    question: LifeEntry | None = None

    @property
    def step(self) -> Step:
        return sort_of(self.row.entry)

    @property
    def struck(self) -> bool:
        """It is said of it since that it was not taken."""
        return self.row.replaces_id is not None and self.row.answer == NOT_SO

    @property
    def of_part(self) -> str:
        return f"part ({self.row.limb.letter})" if self.row.limb and self.row.limb.letter else ""


@dataclass(frozen=True)
class Course:
    """The steps of one matter in one committee's book, by their days. ``struck``: those that were not taken."""

    steps: tuple[Told, ...] = ()
    struck: tuple[Told, ...] = ()

    @cached_property
    def by_key(self) -> dict[int, Told]:
        """The steps that stand, by the key of what stands and by every key they had before."""
        found = {}
        for told in self.steps:
            for row in (told.row, *told.before):
                found[row.pk] = told
        return found

    def of(self, *keys: str) -> list[Told]:
        """The steps of these sorts, the oldest first."""
        return [told for told in self.steps if told.row.entry in keys]

    def first(self, key: str, limb: int | None = None) -> Told | None:
        """The first step of a sort: of this part or of the whole matter; ``limb`` None: of whatever it is."""
        fit = (told for told in self.of(key) if limb is None or told.row.limb_id in (None, limb))
        return next(fit, None)

    def day(self, key: str, limb: int | None = None) -> date | None:
        """On which day that was."""
        told = self.first(key, limb)
        return told.row.on_day if told is not None else None

    def open(self, step: Step) -> list[Told]:
        """What a step of this sort could answer: asked, and not answered."""
        return [told for told in self.of(*step.answers) if told.answer is None]

    @property
    def withdrawn_on(self) -> date | None:
        return self.day("withdrawn")


def course_of(committee: int, matter: int) -> Course:
    """The course of a matter in a committee's book. One query."""
    rows = LifeEntry.objects.filter(committee=committee, matter=matter).select_related("limb", "by", "recorded_by")
    return told_of(rows.order_by("pk"))


def told_of(rows: Iterable[LifeEntry]) -> Course:
    """The same, of rows of one matter and one book, in the order in which they were written."""
    chains: dict[int, list[LifeEntry]] = {}  # by the key of the first
    first: dict[int, int] = {}
    for row in rows:
        root = first.get(row.replaces_id or 0, row.pk)
        first[row.pk] = root
        chains.setdefault(root, []).append(row)
    stands = {root: chain[-1] for root, chain in chains.items()}
    struck = {root for root, row in stands.items() if row.replaces_id and row.answer == NOT_SO}
    answers = {first[row.answers_id]: row for root, row in stands.items() if row.answers_id and root not in struck}
    every = [
        Told(
            row,
            root,
            tuple(chains[root][:-1]),
            answers.get(root),
            stands.get(first[row.answers_id]) if row.answers_id else None,
        )
        for root, row in stands.items()
    ]
    every.sort(key=lambda told: (told.row.on_day, told.first))
    return Course(
        tuple(told for told in every if told.first not in struck), tuple(told for told in every if told.first in struck)
    )


def words(told: Told) -> str:
    """What a step says, in a line: "Consulted: the LMC, on 3 March 2016"."""
    parts = [told.step.label]
    if told.of_part:
        parts.append(f" ({told.of_part})")
    if told.row.party:
        parts.append(f": {told.row.party}")
    return f"{''.join(parts)}, {day_words(told.row.on_day)}"
