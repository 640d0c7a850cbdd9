"""Reading out the result."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.conflicts import may_vote
from committees.rights.seats import presiding
from committees.terms import Act, Recording
from decisions.actions.bench import Bench, on_resolutions
from decisions.facts import ResolutionFacts
from decisions.gate import may_on_resolution, require
from decisions.models import Announcement
from decisions.outcome import result_of, sentence_of


def announce(
    *, actor: Actor, resolutions: list[int], reason: str = "", seen: str = "", when: datetime | None = None
) -> list[Announcement]:
    """Read out the result: from now on only a new decision changes anything.

    A result that was taken back is announced anew, for the ``reason`` it was taken back unless another is given.
    ``seen``: the result as it stood on the page; refused where it is another by now.
    """
    with on_resolutions(actor, resolutions, when) as bench:
        return [announce_one(bench, resolution, reason, seen) for resolution in bench.resolutions(resolutions)]


def announce_one(bench: Bench, resolution: ResolutionFacts, reason: str = "", seen: str = "") -> Announcement:
    """Read out the result of one decision."""
    before = resolution.recalled
    if before is not None:
        bench.record.look_at(resolution.decided_at)  # who presided and who was out, when the meeting decided
    verdict = require(may_on_resolution(Act.ANNOUNCE, bench.actor, bench.record, resolution))
    found = result_of(resolution, final=True)  # a tie nobody may break: the motion falls
    if found is None:
        raise ValidationError(f"{resolution.sitting.name} has no votes recorded yet. Record them first.")
    if resolution.opening is not None:
        refuse_tainted(bench, resolution)
    act = Announcement(
        resolution=resolution.row,
        opening=resolution.opening,
        outcome=found.outcome,
        sentence=sentence_of(bench.record, resolution, final=True),
        replaces=before,
        reason=(reason.strip() or before.reason) if before is not None else "",
    )
    if seen and seen != act.sentence:
        raise ValidationError(
            f"The result changed meanwhile: “{act.sentence}” Look at it again before it is announced."
        )
    presides = presiding(bench.record.room(resolution.sitting, resolution.item)).person
    return bench.write(act, verdict, by=presides, sittings=[resolution.sitting.pk])


def refuse_tainted(bench: Bench, resolution: ResolutionFacts) -> None:
    """A conflict that came up after somebody voted, and takes their vote: the result cannot stand on it."""
    room = bench.record.room(resolution.sitting, resolution.item)
    by_name = resolution.opening.recording == Recording.BY_NAME
    voted = [e for e in resolution.voters if not by_name or e.seat_id in resolution.standing_votes]
    for elector in voted:
        if not may_vote(elector.person_id, room):
            raise ValidationError(
                f"{bench.record.name(elector.person_id)} voted in {resolution.sitting.name}, and has a conflict of"
                " interest on this item that takes the vote away. Let the chair rule that it does not, or start the"
                " vote again."
            )
