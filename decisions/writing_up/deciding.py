"""One committee's decision on one part, as it is told: the words, the votes, the result, and what followed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError

from committees.terms import VERBS_WITHOUT_VOTE, Choice, Recording, Verb
from decisions.actions.bench import Bench
from decisions.actions.hanging import last_day
from decisions.actions.motions import put_one
from decisions.actions.national import answer_one, cast_one, veto_one
from decisions.actions.results import announce_one
from decisions.actions.steps import close_one, open_one, refuse_counts, tally_one, vote_one
from decisions.facts import ResolutionFacts
from decisions.writing_up.told import ConditionTold, Decided
from practices import clock


def decide(bench: Bench, told: Decided) -> None:
    """Write one decision as it is told; where no way of voting is told, nothing was decided yet."""
    of = bench.resolution(told.resolution)
    put_words(bench, of, told)
    if Verb(of.verb) in VERBS_WITHOUT_VOTE:
        announce_one(bench, of)
    elif told.recording is not None:
        vote_on(bench, of, told)


def put_words(bench: Bench, of: ResolutionFacts, told: Decided) -> None:
    """The words that the committee decided on, where they are not those that were before it already."""
    text, verb = told.text.strip() or of.motion_text, told.verb or Verb(of.verb)
    conditions = (
        told.conditions if told.conditions is not None and _others(of, told.conditions, bench.record.day) else None
    )
    if of.motion is None or text != of.motion.text or verb != of.motion.verb or conditions is not None:
        put_one(bench, of, text=text, verb=verb, conditions=conditions)


def _others(of: ResolutionFacts, told: tuple[ConditionTold, ...], day: date) -> bool:
    put = [(each.text, each.awaits_id, each.who, each.due_on) for each in of.conditions]
    return put != [(each.text.strip(), each.awaits, each.who.strip(), last_day(day, each)) for each in told]


def vote_on(bench: Bench, of: ResolutionFacts, told: Decided) -> None:
    """The voting from its opening to the result, and what NHS England said."""
    _refuse_half_told(told)
    open_one(bench, of, told.recording)
    if told.recording is Recording.BY_NAME:
        for seat, choice in told.votes.items():
            if choice is not Choice.NOT_VOTING:
                vote_one(bench, of, seat, choice)
    elif told.recording is Recording.COUNTS:
        refuse_counts(of, *told.counts)
        tally_one(bench, of, *told.counts)
    else:
        tally_one(bench, of, None, None, None)
    close_one(bench, of)
    if told.casting is not None:
        cast_one(bench, of, told.casting)
    if told.agreement is not None and told.agreement_on is None:
        answer_one(bench, of, given=told.agreement, reason=told.agreement_reason)
    announce_one(bench, of)
    if told.agreement is not None and told.agreement_on is not None:
        with _later(bench, told.agreement_on):
            answer_one(bench, of, given=told.agreement, reason=told.agreement_reason)
    if told.veto is not None:
        with _later(bench, told.veto_on):
            _refuse_after_the_meeting(of, told)
            veto_one(bench, of, used=told.veto, reason=told.veto_reason)


@contextmanager
def _later(bench: Bench, day: date | None) -> Iterator[None]:
    """What NHS England did on a day after the meeting, at no time that is told; None: at the meeting."""
    if day is None:
        yield
        return
    with bench.same_time_after():
        bench.tell(datetime.combine(day, time(12), tzinfo=clock.LONDON).astimezone(UTC), time_told=False)
        yield


def _refuse_after_the_meeting(of: ResolutionFacts, told: Decided) -> None:
    """The meeting is closed by then, though its close is written last."""
    if told.veto_on is not None and of.opening is not None and of.opening.veto_working_days is None:
        raise ValidationError(f"The veto could be used until {of.sitting.name} closed its meeting, and it had.")


def _refuse_half_told(told: Decided) -> None:
    if told.recording is Recording.BY_NAME and not told.votes:
        raise ValidationError("Say how each member voted, or choose another way in which the votes were recorded.")
    if told.recording is Recording.COUNTS and told.counts is None:
        raise ValidationError("Give the numbers for, against and abstaining.")
