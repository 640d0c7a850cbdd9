"""Until when a practice may not apply again after a refusal, unless its circumstances have changed: people judge that."""

from __future__ import annotations

from datetime import date

from committees.kinds import KINDS
from committees.kinds.clocks import ends_on
from committees.kinds.declared import Clock, Sort
from committees.powers import Actor
from committees.rights.words import day_words
from decisions.effects.grounds import load_parts
from decisions.models import Limb, Matter
from decisions.outside.kept import kept_decisions


def barred(matter: Matter, today: date, actor: Actor) -> tuple[str, ...]:
    """What is to be said of an application made while an earlier one of the same practice bars it. Empty where none does,
    or where ``actor`` may not know of the refusal.

    No query where its kind knows no such bar, one where nobody else applied, else twenty-nine at most, and those for what
    was refused in private or between meetings (``kept_decisions``).
    """
    clocks = _bars(matter.kind)
    practice = (matter.facts or {}).get("practice")
    if not clocks or practice is None:
        return ()
    keys = {clock.key for clock in clocks}
    alike = [kind for kind in KINDS if keys & {clock.key for clock in _bars(kind)}]
    before = Limb.objects.filter(matter__kind__in=alike, matter__facts__practice=practice).exclude(matter=matter.pk)
    found = []
    parts = load_parts(before, today)
    kept = kept_decisions(actor, list(parts), today).decisions if parts else frozenset()
    for part in parts.values():
        known = [each for each in part.answer.grounds if (each.kind, each.key) not in kept]
        refused = [each.decided_on for each in known if each.refused]
        for clock in clocks if refused else ():
            until = ends_on(clock, max(refused))
            if max(refused) <= today < until:
                found.append(
                    f"An application of this practice was refused on {day_words(max(refused))}: it may apply again from "
                    f"{day_words(until)}, unless its circumstances have changed ({clock.source.title})."
                )
    return tuple(dict.fromkeys(found))


def _bars(kind: str) -> tuple[Clock, ...]:
    found = KINDS.get(kind)
    return tuple(clock for clock in found.clocks if clock.sort is Sort.BAR) if found is not None else ()
