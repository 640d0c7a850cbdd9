"""What became of the conditions of a carried decision: met, failed or lapsed; and put right where that was a mistake."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.words import day_words
from committees.terms import ConditionState, Outcome
from decisions.actions.bench import Bench, in_sittings
from decisions.awaited import article
from decisions.conditions import Standing, Takes, decided_on, hangs, outcome_on_record, standings
from decisions.facts import ResolutionFacts, load_record
from decisions.gate import may_record_condition, require
from decisions.models import Condition, ConditionOutcome, Resolution
from decisions.readers import is_private, may_know

#: Why an entry takes the place of "awaited again".
AFTER_ALL = "What became of it since."


def record_condition(
    *,
    actor: Actor,
    condition: int,
    state: ConditionState,
    on_day: date | None,
    met_by: int | None = None,
    reason: str = "",
    replaces: int | None = None,
    when: datetime | None = None,
) -> ConditionOutcome:
    """Record that a condition was met, failed or lapsed on a day, and by which decision it was met.

    ``replaces``: the entry that this one corrects, as it was on the page; only then may a condition be "awaited" again.
    ``on_day`` is the last day for it where it lapsed, and may then be left out.
    """
    row = Condition.objects.select_related("motion").filter(pk=condition).first()
    if row is None:
        raise ValidationError("This condition is not on record. Load the page again.")
    # Whichever decision met it is locked too: its result cannot be taken back while this relies on it.
    locked = {row.motion.resolution_id} | ({met_by} if met_by is not None else set())
    sittings = set(Resolution.objects.filter(pk__in=locked).values_list("sitting_id", flat=True))
    with in_sittings(actor, row.motion.meeting_id, sittings, when) as bench:
        of = bench.resolution(row.motion.resolution_id)
        found = next((each for each in standings(of) if each.condition.pk == condition), None)
        if found is None:
            raise ValidationError("This condition was amended away before the vote: the decision does not hang on it.")
        return condition_one(bench, of, found, state, on_day=on_day, met_by=met_by, reason=reason, correcting=replaces)


def condition_one(
    bench: Bench,
    of: ResolutionFacts,
    condition: Standing,
    state: ConditionState,
    *,
    on_day: date | None,
    met_by: int | None = None,
    reason: str = "",
    correcting: int | None = None,
) -> ConditionOutcome:
    """What became of one condition of a decision, on a bench that holds its lock."""
    state, reason = ConditionState(state), reason.strip()
    replacing = correcting is not None
    verdict = require(may_record_condition(bench.actor, bench.record, of, condition, replacing=replacing))
    before = condition.act
    if replacing and before is not None and before.pk != correcting:
        raise ValidationError(
            f"This entry was changed meanwhile, to “{ConditionState(before.state).label}”. Look again."
        )
    _refuse_without_reason(state, reason, replacing)
    day = day_of_condition(bench, of, condition, state, on_day)
    if met_by is not None:
        _refuse_not_met_by(bench.actor, of, condition, state, met_by, day)
    act = ConditionOutcome(
        condition=condition.condition,
        state=state,
        on_day=day,
        met_by_id=met_by,
        reason=reason or (AFTER_ALL if before is not None else ""),
        replaces=before,
    )
    return bench.write(act, verdict, sittings=[of.sitting.pk])


def _refuse_without_reason(state: ConditionState, reason: str, replacing: bool) -> None:
    if replacing and not reason:
        raise ValidationError("Say why this is corrected: both entries stay in the record.")
    if state is ConditionState.FAILED and not reason:
        raise ValidationError("Say why the condition failed: the decision will never take effect.")
    if state is ConditionState.AWAITED and not replacing:
        raise ValidationError("Say what became of the condition: it was met, or it failed, or it lapsed.")


def day_of_condition(
    bench: Bench, of: ResolutionFacts, condition: Standing, state: ConditionState, on_day: date | None
) -> date:
    """The day to record. Raises ValidationError for one that cannot be."""
    due, today = condition.condition.due_on, bench.today
    if state is ConditionState.LAPSED:
        if due is None:
            raise ValidationError(
                "A condition without a last day does not lapse. If it cannot be met, it failed: say why."
            )
        if due >= today:
            raise ValidationError(f"There is time for it until the end of {day_words(due)}: it has not lapsed yet.")
        return max(due, decided_on(of))
    if state is ConditionState.AWAITED:
        return on_day or today
    if on_day is None:
        raise ValidationError(
            f"Give the day on which it {'was met' if state is ConditionState.DISCHARGED else 'failed'}."
        )
    if on_day > today:
        raise ValidationError(f"{day_words(on_day)} is still to come. Give the day on which it happened.")
    if on_day < decided_on(of):
        raise ValidationError(
            f"The decision was made on {day_words(decided_on(of))}: what it hangs on is met or fails on that day or later."
        )
    if state is ConditionState.DISCHARGED and due is not None and on_day > due:
        raise ValidationError(
            f"The last day for it was {day_words(due)}: met after that day, it has lapsed. Give an earlier day, or "
            "record that it lapsed."
        )
    return on_day


def _refuse_not_met_by(
    actor: Actor, of: ResolutionFacts, condition: Standing, state: ConditionState, met_by: int, day: date
) -> None:
    if state is not ConditionState.DISCHARGED:
        raise ValidationError("A decision is named where it met the condition, and only then.")
    other = _known_decision(actor, met_by)
    if other is None:
        raise ValidationError("The decision that met it is not on record. Choose one of those on the page.")
    refuse_not_met_by(of, condition, other, day)


def refuse_not_met_by(of: ResolutionFacts, condition: Standing, other: ResolutionFacts, day: date) -> None:
    """Raises ValidationError unless the other could have met this condition: carried, of the body, in effect."""
    if other.pk == of.pk:
        raise ValidationError("A decision does not meet its own condition.")
    awaits, committee = condition.condition.awaits, other.sitting.committee
    if awaits is not None and committee.id != awaits.pk:
        raise ValidationError(
            f"This condition awaits {article(awaits.name)}, and that decision is of {article(committee.name)}."
        )
    if outcome_on_record(other) is not Outcome.CARRIED:
        raise ValidationError("That decision is not carried: it meets no condition.")
    if hangs(other).takes in (Takes.AWAITS, Takes.NO_EFFECT):
        raise ValidationError("That decision itself hangs on a condition that is not met: it meets none yet.")
    if decided_on(other) > day:
        raise ValidationError(f"That decision was made on {day_words(decided_on(other))}, after the day given.")


def _known_decision(actor: Actor, pk: int) -> ResolutionFacts | None:
    """A decision of any meeting, unless it is private and this account may not know of it."""
    row = Resolution.objects.filter(pk=pk).select_related("item").first()
    if row is None:
        return None
    record = load_record(row.item.meeting_id)
    found = record.resolution_by_id[pk]
    hidden = is_private(record, found.item) and not may_know(actor, record, found.item)
    return None if hidden else found
