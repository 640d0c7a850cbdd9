"""Putting right the votes of a decision: until its result is announced, or once it is taken back.

A result that is announced stands. Where the *record* of it is wrong it is taken back first, with the reason; what was
recorded is then put right, and the result announced anew. The meeting may be closed: its chain is extended.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.citations import RECORD
from committees.rights.reasons import Reason, Verdict
from committees.terms import Act, Choice, Recording
from decisions.actions.bench import Bench, on_resolutions
from decisions.actions.steps import (
    at_its_time,
    close_one,
    decided_by_nhs_england,
    elector_of,
    open_one,
    refuse_counts,
    tally_one,
)
from decisions.facts import ResolutionFacts
from decisions.gate import Refused, may_on_resolution, require
from decisions.models import Announcement, Opening, Tally, Vote


def take_back_result(
    *, actor: Actor, resolutions: list[int], reason: str, seen: int | None = None, when: datetime | None = None
) -> list[Announcement]:
    """Take the announced result back, to put the record right. What was announced stays in the record.

    ``seen``: the result on the page on which this was written; refused where another stands by now.
    """
    with on_resolutions(actor, resolutions, when) as bench:
        return [_take_back(bench, resolution, reason, seen) for resolution in bench.resolutions(resolutions)]


def _take_back(bench: Bench, resolution: ResolutionFacts, reason: str, seen: int | None) -> Announcement:
    bench.record.look_at(resolution.decided_at)
    verdict = require(may_on_resolution(Act.RECALL, bench.actor, bench.record, resolution))
    if not reason.strip():
        raise ValidationError("Say what is wrong in the record: the result as announced stays in it, with this reason.")
    stands = resolution.announcement
    _refuse_unseen(stands, seen, f"This result was put right meanwhile: “{stands.sentence}”")
    act = Announcement(
        resolution=resolution.row,
        opening=stands.opening,
        outcome=stands.outcome,
        sentence=stands.sentence,
        void=True,
        replaces=stands,
        reason=reason.strip(),
    )
    return bench.write(act, verdict, sittings=[resolution.sitting.pk])


def _refuse_unseen(stands: Vote | Tally | Opening | Announcement, seen: int | None, what: str) -> None:
    """Two devices never overwrite each other: what is corrected is what was on the page."""
    if seen is not None and stands.pk > seen:
        raise ValidationError(f"{what} Look at it again before you correct it.")


def _refuse_once_cast(resolution: ResolutionFacts) -> None:
    """A casting vote was given on the votes as they were: they cannot change under it."""
    if resolution.casting_vote is not None:
        again = "Start the vote again if they are wrong."
        then = "Only a new decision changes the result." if decided_by_nhs_england(resolution) else again
        raise ValidationError(f"The casting vote was used on these votes. {then}")


def correct_vote(
    *,
    actor: Actor,
    resolution: int,
    seat: int,
    choice: Choice,
    reason: str,
    seen: int | None = None,
    when: datetime | None = None,
) -> Vote:
    """Put a vote right: the new vote replaces the old, and says why.

    ``seen``: the newest vote on the page on which the correction was written; refused where a newer one stands by now.
    """
    with on_resolutions(actor, [resolution], when) as bench:
        of = bench.resolution(resolution)
        elector = elector_of(of, seat)
        person = elector.person_id if elector else None
        # Asked first: how a vote is recorded is told to nobody who may not correct it.
        verdict = require(
            may_on_resolution(Act.VOTE, actor, bench.record, of, person=person, seat=seat, replacing=True)
        )
        if not reason.strip():
            raise ValidationError("Say why this vote is corrected: both entries stay in the record.")
        before = of.standing_votes.get(seat)
        if before is None:
            raise ValidationError(
                "No vote of this seat is recorded. Start the vote again, to record it with the others."
            )
        _refuse_unseen(before, seen, f"This vote was changed meanwhile, to “{Choice(before.choice).label}”.")
        if before.choice == choice:
            raise ValidationError(f"This vote is recorded as “{Choice(choice).label}” already.")
        _refuse_once_cast(of)
        return bench.write(
            Vote(elector=elector, choice=Choice(choice), replaces=before, reason=reason.strip()),
            verdict,
            by=elector.person_id,
            sittings=[of.sitting.pk],
        )


def correct_counts(
    *,
    actor: Actor,
    resolution: int,
    in_favour: int,
    against: int,
    abstained: int,
    reason: str,
    seen: int | None = None,
    when: datetime | None = None,
) -> Tally:
    """Put counts right. ``seen``: the counts on the page on which this was written."""
    with on_resolutions(actor, [resolution], when) as bench:
        of = bench.resolution(resolution)
        if of.tally is None or of.opening.recording != Recording.COUNTS:
            raise ValidationError("No counts are recorded for this decision.")
        if not reason.strip():
            raise ValidationError("Say why this is corrected: both entries stay in the record.")
        _refuse_unseen(of.tally, seen, "These counts were changed meanwhile.")
        _refuse_once_cast(of)
        refuse_counts(of, in_favour, against, abstained)
        return tally_one(bench, of, in_favour, against, abstained, replaces=of.tally, reason=reason.strip())


def start_again(
    *,
    actor: Actor,
    resolutions: list[int],
    recording: Recording,
    reason: str,
    seen: int | None = None,
    when: datetime | None = None,
) -> list[Opening]:
    """The voting was recorded wrongly altogether: open it afresh, before the result is announced.

    Of a result that was taken back this is done as it was done then: who could vote is fixed by who was in the room
    when voting opened, as attendance and rulings now stand, and nobody moves; effect, powers and majority stay as fixed.
    Refused where NHS England used its casting vote on it. ``seen``: the voting on the page.
    """
    if not reason.strip():
        raise ValidationError("Say why the vote is started again: both stay in the record.")
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        opened = []
        for resolution in bench.resolutions(resolutions):
            if resolution.opening is None:
                raise ValidationError("Voting on this decision has not opened: there is nothing to start again.")
            if resolution.announcement is not None:
                raise Refused(_announced_already(resolution))
            _refuse_unseen(resolution.opening, seen, "This vote was started again meanwhile.")
            with at_its_time(bench, resolution):
                opening = open_one(bench, resolution, Recording(recording), resolution.opening, reason.strip())
                if recording in (Recording.UNANIMOUS, Recording.CONSENSUS):
                    tally_one(bench, resolution, None, None, None)
                    close_one(bench, resolution)
            opened.append(opening)
        return opened


def _announced_already(resolution: ResolutionFacts) -> Verdict:
    text = f"The result of {resolution.sitting.committee.name} is announced: only a new decision can change it."
    ask = "The committee, by a new decision; where the record is wrong, whoever records takes the result back."
    return Verdict.of([Reason("start_again.announced", text, RECORD, who_can=ask)])
