"""Which practices a practice comes from, and in which it went on: by merger, dispersal or a new contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from practices.models import PracticeSuccession


@dataclass(frozen=True)
class Lineage:
    """Keys of practices. ``before``: those whose patients it took over, and theirs; ``after``: those that took over its."""

    own: int
    before: frozenset[int] = frozenset()
    after: frozenset[int] = frozenset()

    @property
    def keys(self) -> frozenset[int]:
        """All of them: a decision about one is part of the history of the others."""
        return self.before | self.after | {self.own}


def lineage(practice: int) -> Lineage:
    """The practices from which one comes and in which it went on, however far. One query: such rows are few."""
    earlier, later = defaultdict(set), defaultdict(set)
    for predecessor, successor in PracticeSuccession.objects.values_list("predecessor", "successor"):
        later[predecessor].add(successor)
        earlier[successor].add(predecessor)
    return Lineage(practice, _reached(practice, earlier), _reached(practice, later))


def _reached(start: int, steps: Mapping[int, Iterable[int]]) -> frozenset[int]:
    """All that can be reached from one, itself left out."""
    found: set[int] = set()
    ahead = [start]
    while ahead:
        for each in steps.get(ahead.pop(), ()):
            if each not in found and each != start:
                found.add(each)
                ahead.append(each)
    return frozenset(found)
