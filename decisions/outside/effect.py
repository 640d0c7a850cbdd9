"""What a matter changes in the registers: before it happens, what is waited for, and once it has: a section of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from committees.rights.taking_effect import PASSED
from committees.rights.words import day_words, sentence_case
from decisions.effects.barred import barred
from decisions.effects.grounds import Part, decided_words, load_parts
from decisions.effects.planned import Planned, planned
from decisions.effects.ready import State
from decisions.models import EffectHeld
from decisions.outcome import london_day
from decisions.outside.as_known import PRIVATE, UNTOLD, as_known
from decisions.outside.kept import KeptDecisions, kept_decisions
from decisions.outside.sections import Asks, Line, Section

KEY = "effect"
TITLE = "What it changes in the registers"
IN_EFFECT, HELD, COMES = ("in effect", "green"), ("held", "red"), ("to come", "blue")
WAITS, WITHOUT, UNKNOWN = ("waits", "yellow"), ("without effect", "grey"), ("not known", "grey")
PLANNED = ("not decided", "grey")


def section(asks: Asks) -> Section | None:
    """Each part that changes something; nothing where none does. At most 75 queries, and those
    for what others did in private (``kept``); one where its kind changes nothing."""
    limbs = asks.record.matter.limbs.values_list("pk", flat=True) if asks.record.matter.kind else ()
    parts = load_parts(list(limbs), asks.today)
    parts = {key: part for key, part in parts.items() if part.effect or part.answer.state is not State.NOTHING}
    if not parts:
        return None
    kept = kept_decisions(asks.actor, list(parts), asks.today, asks.record.row.pk)
    held = _held(parts)
    parts = {key: as_known(part, kept, asks.record.committee, held=key in held) for key, part in parts.items()}
    plans = planned(parts.values(), asks.today)
    told = [_line(asks, part, (plans.get(key), held.get(key)), kept) for key, part in parts.items()]
    lines = [line for line in told if line is not None]
    if not lines:
        return None
    said = (*barred(asks.record.matter, asks.today, asks.actor), *_said(parts.values()))
    return Section(key=KEY, title=TITLE, said=said, lines=tuple(lines), sources=(PASSED,))


def _said(parts: Iterable[Part]) -> Iterator[str]:
    if any(part.effect is not None for part in parts):
        yield "What is in effect is undone by another decision, on a new matter, and by nothing else."


def _held(parts: Iterable[int]) -> dict[int, EffectHeld]:
    """The last reason for which each part is held, if it ever was."""
    return {row.limb_id: row for row in EffectHeld.objects.filter(limb__in=list(parts)).order_by("pk")}


def _line(
    asks: Asks, part: Part, and_its: tuple[Planned | None, EffectHeld | None], kept: KeptDecisions
) -> Line | None:
    """One part: where it stands, and what it changes."""
    answer, (plan, held) = part.answer, and_its
    if part.effect is not None:
        by = f"Written into the registers on {day_words(london_day(part.effect))}."
        rests_on = [each for each in part.grounds if [each.kind, each.key] in part.effect.decided_by]
        decided = (f"Decided by {decided_words(rests_on)}.",) if rests_on else ()
        decided += (PRIVATE,) if any((kind, key) in kept.decisions for kind, key in part.effect.decided_by) else ()
        return Line(
            text=_whose(part, f"In effect since {day_words(part.effect.on_day)}."),
            details=(*part.effect.changes, *decided, by),
            tag=IN_EFFECT,
        )
    told, problems = _told(plan), _problems(plan)
    if answer.state is State.UNLIKE:
        return Line(text=_whose(part, "It is held."), details=answer.sentences, tag=HELD)
    if answer.state is State.UNKNOWN:
        return Line(text=_whose(part, "Decided."), details=answer.sentences, tag=UNKNOWN)
    if answer.state is State.ENDED:
        return Line(text=_whose(part, "It changes nothing."), details=answer.sentences, tag=WITHOUT)
    if answer.state is State.READY and answer.day is not None:
        return _ready(asks, part, (told, problems), held)
    if answer.grounds or any(text in UNTOLD for text in answer.sentences):
        return Line(text=_whose(part, "It waits."), details=(*answer.sentences, *told, *problems), tag=WAITS)
    if plan is None:
        return None
    text = "Once it is decided, and nothing is awaited any more, it changes this."
    return Line(text=_whose(part, text), details=(*told, *problems), tag=PLANNED)


def _ready(asks: Asks, part: Part, told: tuple[tuple[str, ...], tuple[str, ...]], held: EffectHeld | None) -> Line:
    """Nothing is awaited but its day, or the timed command; or it cannot be done as the registers are."""
    day, (changes, problems) = part.answer.day, told
    if day is not None and day > asks.today:
        text = f"It takes effect on {day_words(day)}."
        return Line(text=_whose(part, text), details=(*changes, *problems), tag=COMES)
    if problems:
        since = f"Held since {day_words(london_day(held))}." if held is not None else "It is held."
        return Line(text=_whose(part, since), details=problems, tag=HELD)
    text = "It is written into the registers tonight."
    return Line(text=_whose(part, text), details=changes, tag=COMES)


def _told(plan: Planned | None) -> tuple[str, ...]:
    return plan.words if plan is not None else ()


def _problems(plan: Planned | None) -> tuple[str, ...]:
    if plan is None or not plan.problems:
        return ()
    return ("As the registers are, this cannot be done:", *plan.problems)


def _whose(part: Part, text: str) -> str:
    return f"Part ({part.limb.letter}): {text[0].lower()}{text[1:]}" if part.limb.letter else sentence_case(text)
