"""What parts of a matter change, in sentences, before it happens; and why that could not be done as the registers are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from decisions.effects.grounds import Part
from decisions.effects.ready import State, plan
from practices.changes import Change
from practices.changes.known import load_known
from practices.changes.making import cannot
from practices.changes.words import not_there, words


@dataclass(frozen=True)
class Planned:
    """``day``: from which it holds at the earliest; ``words``: what is changed; ``problems``: why it cannot be done now."""

    day: date
    words: tuple[str, ...]
    problems: tuple[str, ...] = ()


def planned(parts: Iterable[Part], today: date) -> dict[int, Planned]:
    """For each part (key) that is to change something: what. Nothing for one without its facts, or without effect.

    At most twenty queries, however many the parts.
    """
    found = {part.limb.pk: to_change for part in parts if (to_change := _changes(part, today)) is not None}
    if not found:
        return {}
    known = load_known(change for changes, _ in found.values() for change in changes)
    return {
        limb: Planned(
            day=day,
            words=tuple(words(change, known) for change in changes if not not_there(change, known)),
            problems=tuple(dict.fromkeys(cannot(changes, known, day))),
        )
        for limb, (changes, day) in found.items()
    }


def _changes(part: Part, today: date) -> tuple[tuple[Change, ...], date] | None:
    """As decided, where it is; else as its facts are stated now."""
    answer = part.answer
    if part.effect is not None or answer.state in (State.NOTHING, State.ENDED, State.UNKNOWN, State.UNLIKE):
        return None
    if answer.state is State.READY and answer.day is not None:
        return answer.changes, answer.day
    frozen = next((each.frozen for each in reversed(answer.grounds) if each.frozen is not None), None)
    found = (plan(frozen, today) if frozen is not None else None) or plan(part.stated, today)
    return found if found is not None and found[0] else None
