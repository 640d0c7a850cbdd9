"""Carried decisions that hang on conditions: what is still awaited, and from when the decision takes effect.

Pure: the facts of a record in. What became of a condition is an act; what it makes of the decision is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from committees.rights.words import day_words, listed
from committees.terms import ConditionState, Outcome
from decisions.awaited import awaited_together, said, whom
from decisions.facts import ResolutionFacts, last
from decisions.models import Condition, ConditionOutcome
from decisions.outcome import outcome_of


class Takes(StrEnum):
    """What its conditions make of a decision."""

    NOTHING = ""  # it has none, or is not carried: there is nothing to say
    AWAITS = "awaits"
    EFFECT = "effect"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True)
class Standing:
    """One condition and what became of it. ``acts``: everything recorded of it, the first first."""

    condition: Condition
    acts: tuple[ConditionOutcome, ...] = ()

    @property
    def act(self) -> ConditionOutcome | None:
        """What is recorded of it, as it stands."""
        return last(self.acts)

    @property
    def state(self) -> ConditionState:
        return ConditionState(self.act.state) if self.act else ConditionState.AWAITED

    def overdue(self, today: date) -> bool:
        """Its last day has passed, and nothing is recorded of it."""
        due = self.condition.due_on
        return self.state is ConditionState.AWAITED and due is not None and due < today


@dataclass(frozen=True)
class Hangs:
    """A decision and its conditions. ``since``: the day from which it has effect."""

    takes: Takes
    conditions: tuple[Standing, ...] = ()
    since: date | None = None

    def __bool__(self) -> bool:
        return self.takes is not Takes.NOTHING

    @property
    def open(self) -> tuple[Standing, ...]:
        return tuple(each for each in self.conditions if each.state is ConditionState.AWAITED)

    @property
    def ended(self) -> tuple[Standing, ...]:
        """Those that failed or lapsed."""
        return tuple(each for each in self.conditions if each.state in (ConditionState.FAILED, ConditionState.LAPSED))

    @property
    def words(self) -> str:
        """Where the decision stands: "Carried, awaiting the Governing Body of NHS Merton CCG." Empty for nothing."""
        if self.takes is Takes.AWAITS:
            return f"Carried, awaiting {awaited_together(each.condition for each in self.open)}."
        if self.takes is Takes.EFFECT and self.since is not None:
            return f"Carried, and in effect since {day_words(self.since)}, when its last condition was met."
        if self.takes is Takes.NO_EFFECT:
            return f"Carried, and without effect: {'; '.join(_why_not(each) for each in self.ended)}."
        return ""


def _why_not(standing: Standing) -> str:
    act = standing.act
    if act is None:
        return ""
    text = said(standing.condition.text)
    if standing.state is ConditionState.LAPSED:
        return f"{text} (lapsed at the end of {day_words(act.on_day)})"
    reason = f": {act.reason.strip().rstrip('.')}" if act.reason.strip() else ""
    return f"{text} (failed on {day_words(act.on_day)}{reason})"


def standings(resolution: ResolutionFacts) -> tuple[Standing, ...]:
    """Each condition of the motion as it stands, with what is recorded of it."""
    return tuple(
        Standing(condition, tuple(act for act in resolution.condition_outcomes if act.condition_id == condition.pk))
        for condition in resolution.conditions
    )


def outcome_on_record(resolution: ResolutionFacts) -> Outcome | None:
    """What came of a decision: as worked out here or, where that cannot be, as published. None: nothing yet."""
    found = outcome_of(resolution)
    if found is None and resolution.published is not None:
        return Outcome(resolution.published.outcome)
    return found


def hangs(resolution: ResolutionFacts) -> Hangs:
    """What its conditions make of a decision. A recommendation or a view may carry conditions like a decision."""
    return weigh(standings(resolution), outcome_on_record(resolution))


def weigh(conditions: Iterable[Standing], outcome: Outcome | None) -> Hangs:
    """The same, of conditions that are known and an outcome. One that failed or lapsed ends it; all met gives effect."""
    found = tuple(conditions)
    if not found or outcome is not Outcome.CARRIED:
        return Hangs(Takes.NOTHING, found)
    states = {each.state for each in found}
    if states & {ConditionState.FAILED, ConditionState.LAPSED}:
        return Hangs(Takes.NO_EFFECT, found)
    if ConditionState.AWAITED in states:
        return Hangs(Takes.AWAITS, found)
    return Hangs(Takes.EFFECT, found, since=max(each.act.on_day for each in found if each.act))


def decided_on(resolution: ResolutionFacts) -> date:
    """The day of the decision: that of its meeting, or the day that a published outcome names."""
    published = resolution.published
    return (published.taken_on if published else None) or resolution.item.row.meeting.date


def became(standing: Standing) -> str:
    """What became of a condition, as it stands: "met on 1 April 2016". "awaited" before."""
    if standing.act is not None and standing.state is not ConditionState.AWAITED:
        return entry_words(standing.act)
    due = standing.condition.due_on
    return f"awaited, by {day_words(due)}" if due else "awaited"


def entry_words(act: ConditionOutcome) -> str:
    """One entry about a condition: "met on 1 April 2016", "lapsed at the end of 30 June 2016"."""
    match ConditionState(act.state):
        case ConditionState.DISCHARGED:
            return f"met on {day_words(act.on_day)}"
        case ConditionState.FAILED:
            return f"failed on {day_words(act.on_day)}"
        case ConditionState.LAPSED:
            return f"lapsed at the end of {day_words(act.on_day)}"
        case _:
            return "awaited still"


def hanging_lines(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The conditions of a motion in lines; those with the same words and last day in one, with everybody awaited."""
    together: dict[tuple, list[Condition]] = {}
    for condition in conditions:
        together.setdefault((condition.text, condition.due_on), []).append(condition)
    return tuple(_line(alike[0], [whom(each) for each in alike]) for alike in together.values())


def _line(condition: Condition, who: Iterable[str]) -> str:
    by = f"by {day_words(condition.due_on)}" if condition.due_on else ""
    more = ", ".join(filter(None, [listed(filter(None, who)), by]))
    text = condition.text.strip().rstrip(".")
    return f"{text} ({more})" if more else text
