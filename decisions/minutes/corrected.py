"""What was put right before the result was announced: what stood before, what replaced it, by whom and why."""

from __future__ import annotations

from committees.rights.words import listed
from committees.terms import Choice, Recording
from decisions.facts import ResolutionFacts, standing
from decisions.minutes.reading import Reading
from decisions.minutes.voting import who
from decisions.minutes.words import at, because
from decisions.models import Opening


def put_right(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """Every correction of a decision whose result is announced, a sentence each."""
    return (*_votes_put_right(reading, of), *_counts_put_right(reading, of), *_started_again(reading, of))


def _votes_put_right(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """Votes corrected before the result was announced: what stood before, what replaced it, by whom and why."""
    by_pk = {vote.pk: vote for vote in of.votes}
    electors = {elector.pk: elector for each in of.electors.values() for elector in each}
    said = []
    for vote in of.votes:
        old = by_pk.get(vote.replaces_id or 0)
        if old is None:
            continue
        voter, hand = who(reading, of, electors[vote.elector_id]), reading.account(vote.recorded_by_id)
        said.append(
            f"The vote of {voter} was first recorded as “{Choice(old.choice).label}”; put right to "
            f"“{Choice(vote.choice).label}” {at(vote.happened_at, reading.record.day)}"
            f"{f' by {hand}' if hand else ''}{because(vote.reason)}"
        )
    return tuple(said)


def _counts_put_right(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    by_pk = {tally.pk: tally for tally in of.tallies}
    said = []
    for tally in of.tallies:
        old = by_pk.get(tally.replaces_id or 0)
        if old is None or old.in_favour is None:
            continue
        hand = reading.account(tally.recorded_by_id)
        said.append(
            f"First counted as {old.in_favour} for, {old.against} against, {old.abstained} abstained; put right "
            f"{at(tally.happened_at, reading.record.day)}{f' by {hand}' if hand else ''}{because(tally.reason)}"
        )
    return tuple(said)


def _started_again(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """A vote opened afresh: what had been recorded in the one before."""
    by_pk = {opening.pk: opening for opening in of.openings}
    said = []
    for opening in of.openings:
        old = by_pk.get(opening.replaces_id or 0)
        if old is None:
            continue
        hand = reading.account(opening.recorded_by_id)
        said.append(
            f"The vote was started again {at(opening.happened_at, reading.record.day)}{f' by {hand}' if hand else ''}"
            f"{because(opening.reason)} {_recorded_in(reading, of, old)}"
        )
    return tuple(said)


def _recorded_in(reading: Reading, of: ResolutionFacts, opening: Opening) -> str:
    tally = next((t for t in reversed(standing(of.tallies)) if t.opening_id == opening.pk), None)
    if tally is not None and tally.in_favour is not None:
        return f"Before: {tally.in_favour} for, {tally.against} against, {tally.abstained} abstained."
    if tally is not None:
        return f"Before: recorded as {Recording(opening.recording).label}."
    electors = {elector.pk: elector for elector in of.electors[opening.pk]}
    votes = [v for v in standing(of.votes) if v.elector_id in electors]
    if not votes:
        return "Nothing had been recorded before."
    told = [f"{who(reading, of, electors[v.elector_id])} {Choice(v.choice).label}" for v in votes]
    return f"Before: {listed(told)}."
