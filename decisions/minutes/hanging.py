"""The conditions that a decision hangs on: as it was made, and what became of them since."""

from __future__ import annotations

from datetime import date

from committees.rights.words import day_words, sentence_case
from decisions.awaited import whom
from decisions.conditions import Standing, entry_words, hanging_lines, hangs
from decisions.facts import ResolutionFacts
from decisions.journal.told import told_of
from decisions.minutes.load import decision_named
from decisions.minutes.reading import Reading
from decisions.minutes.words import because
from decisions.models import ConditionOutcome
from decisions.outcome import london_day


def subject_to(of: ResolutionFacts) -> tuple[str, ...]:
    """Each condition that the motion carries, in a line."""
    return hanging_lines(of.conditions)


def stands(of: ResolutionFacts) -> str:
    """Where a carried decision stands: awaiting whom, in effect since when, or why without effect."""
    return hangs(of).words


def became_of_each(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """What is recorded of each condition of a carried decision, and what was put right; nothing of those awaited."""
    found = hangs(of)
    return tuple(_told(reading, each) for each in found.conditions if each.acts) if found else ()


def _told(reading: Reading, standing: Standing) -> str:
    who, text = whom(standing.condition), standing.condition.text.strip().rstrip(".")
    said = [f"{sentence_case(f'{text} ({who})' if who else text)}: {_entry(reading, standing.acts[0])}"]
    for act in standing.acts[1:]:
        said.append(f"Put right: {_entry(reading, act)}")
    return " ".join(said)


def _entry(reading: Reading, act: ConditionOutcome) -> str:
    """met on 1 April 2016, by the decision of ...; recorded on 2 April 2016 by Sam Secretary: why.

    What time brought about nobody recorded, and of what a file told it is not known when.
    """
    hand = reading.hand(act)
    met_by = _met_by(reading, act)
    by = f", by {met_by}" if met_by else ""
    recorded = f"; recorded on {day_words(london_day(act))} by {hand}" if hand else ""
    return f"{entry_words(act)}{by}{recorded}{because(act.reason)}"


def _met_by(reading: Reading, act: ConditionOutcome) -> str:
    """Which decision met it; of an imported act, one that need not be on record here."""
    told = told_of(act).get("met_by")
    if told:
        return decision_named(told["committee"], date.fromisoformat(told["meeting"]["date"]), told["item"])
    return reading.names.decisions.get(act.met_by_id, "") if act.met_by_id else ""
