"""What a decision rests on before it changes a register, and what keeps it once it has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from committees.rights.asked import Asked, Reasons
from committees.rights.citations import CORRECTING
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import day_words, sentence_case
from committees.terms import Effect

FACTS = Source("A decision is made on the facts that its kind asks for, which are stated before it", derived=True)
CONDITIONS = Source(
    "A decision outside a meeting has effect at once: what hangs on conditions is decided in a meeting, which keeps them",
    derived=True,
)
PASSED = Source(
    "What was decided changes a register once it is decided for every CCG of the matter, and no veto, agreement, condition "
    "or day is awaited any more",
    derived=True,
)
HELD = Source("What cannot be done to a register as it is, is held, and said", derived=True)
ONCE = Source("What has taken effect is undone by another decision, and by nothing else", derived=True)
_STATES = "Whoever runs the committee's business, by stating it on the matter's page."


def unless_unstated(asked: Asked, sentences: tuple[str, ...]) -> Reasons:
    """What a kind of decision demands is stated before it is decided; each thing that is not is said."""
    for text in sentences:
        yield asked.no("facts_unstated", text, FACTS, _STATES)


def unless_in_effect(asked: Asked) -> Iterator[Reason]:
    """A part that has taken effect is not decided again: its effect happens once."""
    question = asked.question
    if question is not None and question.in_effect_on is not None:
        text = f"what was decided on this is in effect since {day_words(question.in_effect_on)}."
        yield asked.no("in_effect", text, ONCE, f"{asked.committee}, by a decision on a new matter.")


def not_in_effect(asked: Asked) -> Iterator[Reason]:
    """A result on which a register was changed stays as it was announced."""
    question = asked.question
    if question is None or question.in_effect_on is None or question.standpoint.effect is not Effect.DECIDES:
        return
    text = f"this decision is in effect since {day_words(question.in_effect_on)}: only a new decision changes it."
    yield asked.no("in_effect", text, CORRECTING, f"{asked.committee}, by a decision on a new matter.")


def unless_stated_outside(asked: Asked) -> Reasons:
    """The same, of a matter that is decided outside a meeting."""
    yield from unless_unstated(asked, asked.matter.unstated)
    for text in asked.matter.hangs:
        yield asked.no("on_conditions", text, CONDITIONS, f"{asked.committee}, in a meeting.")


def takes_effect(day: date, decided: tuple[str, ...]) -> Verdict:
    """What an effect rests on: the decisions that it carries out, in words, each once it had passed."""
    reasons = [Reason("effect.decided", sentence_case(f"{text}."), PASSED, allows=True) for text in decided]
    reasons.append(Reason("effect.day", f"It holds from {day_words(day)} on.", PASSED, allows=True))
    return Verdict.of(reasons)


def is_held(sentences: tuple[str, ...]) -> Verdict:
    """Why what was decided cannot change a register as it is."""
    return Verdict.of([Reason("effect.held", text, HELD) for text in sentences])
