"""Filling places with different people: the largest matching, by augmenting paths. Exact, never greedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def fill(candidates: Sequence[Sequence[int]]) -> Mapping[int, int]:
    """Fill as many places as can be filled, each with a different person.

    ``candidates[place]`` are the people who fit the place. Out: place -> person. A place filled once stays filled while
    later ones are tried (its person may change), so that with too few people the earlier places are filled.
    """
    holder: dict[int, int] = {}
    for place in range(len(candidates)):
        _augment(place, candidates, holder, set())
    return {place: person for person, place in sorted(holder.items(), key=lambda pair: pair[1])}


def _augment(place: int, candidates: Sequence[Sequence[int]], holder: dict[int, int], tried: set[int]) -> bool:
    for person in candidates[place]:
        if person in tried:
            continue
        tried.add(person)
        if person not in holder or _augment(holder[person], candidates, holder, tried):
            holder[person] = place
            return True
    return False
