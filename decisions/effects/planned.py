"""What parts of a matter change, in sentences, before it happens; and why that could not be done as the registers are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from decisions.effects.belonging import of_others
from decisions.effects.grounds import Part
from decisions.effects.ready import State, plan
from decisions.models import EffectHeld
from decisions.outcome import london_day
from practices.changes import Change
from practices.changes.known import Known, load_known
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

    At most twenty-one queries, however many the parts.
    """
    by_key = {part.limb.pk: part for part in parts}
    late = held_late([part for part in by_key.values() if part.answer.day is not None and part.answer.day < today])
    found = {
        key: to_change
        for key, part in by_key.items()
        if (to_change := _changes(part, today, held=key in late)) is not None
    }
    if not found:
        return {}
    known = load_known(change for changes, _ in found.values() for change in changes)
    return {
        limb: Planned(
            day=day,
            words=tuple(words(change, known) for change in changes if not not_there(change, known)),
            problems=tuple(dict.fromkeys([*_others(by_key[limb], changes, day, known), *cannot(changes, known, day)])),
        )
        for limb, (changes, day) in found.items()
    }


def held_late(parts: Collection[Part]) -> set[int]:
    """Which of these (keys) were held on their day or later: they hold from the day on which they can be made. One query."""
    days = {part.limb.pk: part.answer.day for part in parts}
    acts = EffectHeld.objects.filter(limb__in=days) if days else ()
    return {act.limb_id for act in acts if (day := days[act.limb_id]) is not None and london_day(act) >= day}


def _others(part: Part, changes: tuple[Change, ...], day: date, known: Known) -> tuple[str, ...]:
    """Of what has passed, as it was decided; before, as the matter names its CCGs."""
    grounds = part.answer.grounds
    ccgs = {ccg.code for ccg in part.ccgs} | {code for each in grounds for code in each.ccgs}
    return of_others(changes, known, ccgs, [each.decided_on for each in grounds], day)


def _changes(part: Part, today: date, *, held: bool) -> tuple[tuple[Change, ...], date] | None:
    """As decided, where it is; else as its facts are stated now."""
    answer = part.answer
    if part.effect is not None or answer.state in (State.NOTHING, State.ENDED, State.UNKNOWN, State.UNLIKE):
        return None
    if answer.state is State.READY and answer.day is not None:
        day = max(today, answer.day) if held else answer.day
        return answer.since(day), day
    frozen = next((each.frozen for each in reversed(answer.grounds) if each.frozen is not None), None)
    found = (plan(frozen, today) if frozen is not None else None) or plan(part.stated, today)
    return found if found is not None and found[0] else None
