"""Facts and clocks of a kind of decision, as people read them. Pure."""

from __future__ import annotations

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, OnlyIf, Sort, Start
from committees.rights.words import listed, lower_first, sentence_case

#: How a fact is answered; a choice names its values instead.
_ANSWERED = {FactType.TEXT: "in words", FactType.LONG_TEXT: "in words", FactType.MONEY: "in pounds"}


def how(fact: Fact) -> str:
    """How a fact is given, and within which bounds: "a whole number from 3 to 12"."""
    if fact.type is FactType.CHOICE:
        return listed((label for _, label in fact.choices), "or")
    said = _ANSWERED.get(fact.type, fact.type.label)
    if fact.least is not None and fact.most is not None:
        return f"{said} from {fact.least} to {fact.most}"
    if fact.most is not None:
        return f"{said}, at most {fact.most}"
    if fact.least and fact.type is not FactType.PRACTICES:
        return f"{said}, at least {fact.least}"
    return said


def when_asked(kind: DecisionKind, fact: Fact) -> str:
    """Where it is asked for at all: "where it is a partner joins"; empty for everywhere."""
    return f"only where: {_chosen(kind, fact.only_if)}" if fact.only_if is not None else ""


def _chosen(kind: DecisionKind, only_if: OnlyIf) -> str:
    key, values = only_if
    choice = kind.fact(key)
    labels = dict(choice.choices) if choice is not None else {}
    return listed((labels.get(value, str(value)) for value in values), "or")


def clock_words(kind: DecisionKind, clock: Clock) -> str:
    """A clock in a sentence, with who must act."""
    count = f"{clock.count} {clock.unit.label}" if clock.count != 1 else f"1 {clock.unit.label.removesuffix('s')}"
    start = _start(kind, clock)
    if clock.sort is Sort.DEADLINE:
        when = f"at least {count} before {start}" if clock.before else f"within {count} after {start}"
    else:
        when = f"no earlier than {count} after {start}"
    where = f", where {_chosen(kind, clock.only_if)}" if clock.only_if is not None else ""
    return f"{sentence_case(clock.label)}{where}: {when}. Who: {clock.who}."


def _start(kind: DecisionKind, clock: Clock) -> str:
    if clock.start is not Start.FACT:
        return clock.start.label
    fact = kind.fact(clock.fact)
    return f"the {lower_first(fact.label)}" if fact is not None else clock.start.label
