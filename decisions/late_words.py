"""What somebody did in a past decision, and what its votes come to without theirs, in words."""

from __future__ import annotations

from dataclasses import replace

from committees.rights.conflicts import preset_named
from committees.terms import CastingHolder, Choice, Effect, Majority, Movement, Outcome, Recording, Standing, Verb
from decisions.ballot import Ballot, Result, result
from decisions.facts import effects_of
from decisions.late_queries import HERE, Doings
from decisions.models import Elector, Opening, Resolution

_VOTED = {
    Choice.FOR: "voted for the motion",
    Choice.AGAINST: "voted against the motion",
    Choice.ABSTAINED: "abstained",
    Choice.NOT_VOTING: "was able to vote and did not",
}


def result_of(row: Resolution) -> str:
    """The result as it was announced or published."""
    announced = next(iter(row.announcements.all()), None)
    if announced is not None:
        return announced.sentence
    return f"As published: {row.published.words or Outcome(row.published.outcome).label}"


def did(doings: Doings, row: Resolution, person: int) -> tuple[str, ...]:
    """What the person did: clauses such as "voted for the motion"."""
    found = [_vote(doings, row, person)]
    if doings.held_the_chair(row, person):
        found.append("held the chair")
    opening = doings.openings.get(row.pk)
    casting = doings.casting.get(opening.pk) if opening else None
    if casting is not None and casting.by_id == person:
        found.append("used the casting vote")
    if (row.item_id, person) in doings.declared:
        found.append("declared an interest on this item at the meeting")
    ruling = doings.rulings.get((row.item_id, row.sitting_id, person))
    if ruling is not None:
        preset = preset_named(effects_of(ruling))
        found.append(f"was ruled on: {preset.label if preset else 'as the chair ruled'}")
    return tuple(filter(None, found)) or (_presence(doings, row, person),)


def _vote(doings: Doings, row: Resolution, person: int) -> str:
    elector = doings.elector(row, person)
    if elector is None:
        return ""
    if not elector.may_vote and elector.seat.standing != Standing.VOTING:
        return "was there, and has no vote on the committee"
    if not elector.may_vote:
        return "was not able to vote when voting opened"
    vote = doings.votes.get(elector.pk)
    if vote is not None:
        return _VOTED[Choice(vote.choice)]
    recording = Recording(doings.openings[row.pk].recording)
    if recording is Recording.UNANIMOUS:
        return "was one of those who all agreed"
    if recording is Recording.CONSENSUS:
        return "was one of those by whose consensus it was carried"
    return "could vote; the votes were counted without names"


def _presence(doings: Doings, row: Resolution, person: int) -> str:
    moved = doings.movements_of(row.item.meeting_id, person)
    if any(Movement(act.movement) in HERE for act in moved):
        return "was in the room"
    return "sits on the committee; whether they were there is not told"


# --- Without that vote ---
def without_it(doings: Doings, row: Resolution, person: int) -> str:
    """What the votes by name come to without this person's: a sentence, empty where it is not simply worked out.

    Of the votes alone: whether the committee would have been quorate is another question.
    """
    opening = doings.openings.get(row.pk)
    elector = doings.elector(row, person)
    if opening is None or elector is None or elector.pk not in doings.votes or opening.pk in doings.casting:
        return ""
    with_it, without = _ballots(doings, opening, elector)
    try:
        was, would_be = result(with_it), result(without)
    except ValueError:
        return ""
    if was.tied or would_be.awaits_casting:
        return ""
    counted = f"{would_be.votes_for} for and {would_be.votes_against} against"
    if was.carried_by_committee == would_be.carried_by_committee:
        return f"Without this vote the motion is {_outcome(would_be)} all the same: {counted}."
    return f"Without this vote the motion is {_outcome(would_be)}: {counted}."


def _ballots(doings: Doings, opening: Opening, elector: Elector) -> tuple[Ballot, Ballot]:
    """The votes as they were, and without this seat's."""
    voters = [each for each in doings.electors[opening.pk] if each.may_vote]
    choices = {each.seat_id: Choice(doings.votes[each.pk].choice) for each in voters if each.pk in doings.votes}
    holder = CastingHolder.NHS_ENGLAND if opening.casting_vote else None
    holder = holder or (CastingHolder.CHAIR if opening.chair_second_vote else None)
    ballot = Ballot(
        recording=Recording.BY_NAME,
        majority=Majority(opening.majority),
        electors=opening.able_to_vote,
        verb=Verb(opening.motion.verb),
        effect=Effect(opening.effect),
        choices=choices,
        casting_open_to=holder,
        final=False,
    )
    others = {seat: choice for seat, choice in choices.items() if seat != elector.seat_id}
    return ballot, replace(ballot, electors=opening.able_to_vote - 1, choices=others)


def _outcome(found: Result) -> str:
    return "carried" if found.carried_by_committee else "not carried"
