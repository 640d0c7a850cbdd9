"""What the engine is told of a shadow recommendation: what a shadowing CCG would recommend on what others decide."""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.world import Arrangement


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Votes for, against and abstained; numbers alone, from the meeting."""

    in_favour: int
    against: int
    abstained: int

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadowing:
    """One part of an item before a committee that would shadow those who decide on it.

    ``arrangements``: those of its CCGs that day; ``own_say``: the item concerns it, or it has a say in the matter;
    ``deciders``: the committees of the meeting that decide this part, by name; ``told``: a recommendation on it stands;
    ``counts``: None where it was agreed by all of its members there.
    """

    arrangements: tuple[Arrangement, ...]
    own_say: bool
    deciders: tuple[str, ...]
    told: bool = False
    counts: Counts | None = None
