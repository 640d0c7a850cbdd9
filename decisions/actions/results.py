"""Reading out the result."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.citations import CORRECTING
from committees.rights.conflicts import may_vote
from committees.rights.quorum import quorum
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import presiding
from committees.rights.world import Room
from committees.terms import Act, Outcome, Recording, VetoState
from decisions.actions.bench import Bench, on_resolutions
from decisions.facts import ResolutionFacts
from decisions.gate import Refused, may_on_resolution, require
from decisions.letters_national import write_veto_letters
from decisions.models import Announcement, Elector
from decisions.outcome import result_of, sentence_of, veto_once_carried


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
    bench.write(act, verdict, by=presides, sittings=[resolution.sitting.pk])
    if not bench.imports and resolution.opening is not None and resolution.opening.veto_working_days is not None:
        write_veto_letters(bench.today, only=act)
    return act


def refuse_tainted(bench: Bench, resolution: ResolutionFacts) -> None:
    """Raise what keeps the result from standing on these votes: a conflict, or a record put right under them."""
    _refuse_conflicted(bench, resolution)
    if resolution.recalled is not None:
        _refuse_stale(bench, resolution)
        _refuse_without_veto(bench, resolution)


def _refuse_conflicted(bench: Bench, resolution: ResolutionFacts) -> None:
    """A conflict that came up after somebody voted, and takes their vote."""
    room = bench.record.room(resolution.sitting, resolution.item)
    for elector in _who_voted(resolution):
        if not may_vote(elector.person_id, room):
            raise ValidationError(
                f"{bench.record.name(elector.person_id)} voted in {resolution.sitting.name}, and has a conflict of"
                " interest on this item that takes the vote away. Let the chair rule that it does not, or start the"
                " vote again."
            )


def _who_voted(resolution: ResolutionFacts) -> list[Elector]:
    """Those whose votes are recorded; all who could vote, where votes have no names."""
    by_name = resolution.opening.recording == Recording.BY_NAME
    return [e for e in resolution.voters if not by_name or e.seat_id in resolution.standing_votes]


def _refuse_stale(bench: Bench, resolution: ResolutionFacts) -> None:
    """Attendance that was put right since: by it a voter was not there when the committee voted, or too few were."""
    corrected = {act.person_id for act in bench.record.attendance if act.replaces_id or act.reason}
    if not corrected:
        return
    rooms = _rooms_then(bench, resolution)
    if resolution.opening.recording == Recording.BY_NAME:
        for elector in _who_voted(resolution):
            if elector.person_id in corrected and not any(elector.person_id in room.present for room in rooms):
                raise ValidationError(
                    f"{bench.record.name(elector.person_id)} voted in {resolution.sitting.name}, and was not in the"
                    " room then by the attendance as it now stands. Put the attendance right, or start the vote again."
                )
    if not any(quorum(room) for room in rooms):
        raise ValidationError(
            f"{resolution.sitting.name} was not quorate when it voted, by the attendance as it now stands. Put the"
            " attendance right, or start the vote again."
        )


def _rooms_then(bench: Bench, resolution: ResolutionFacts) -> list[Room]:
    """The room when voting opened; to the end of the minute too, as a time given in minutes means all of it."""
    then = resolution.opening.happened_at
    moments = [then] if then.second or then.microsecond else [then, then.replace(second=59, microsecond=999999)]
    return [bench.record.as_at(each).room(resolution.sitting, resolution.item) for each in moments]


def _refuse_without_veto(bench: Bench, resolution: ResolutionFacts) -> None:
    """No decision becomes carried by a correction once the time is over in which NHS England could have vetoed it."""
    found = result_of(resolution, final=True)
    if resolution.recalled.outcome == Outcome.CARRIED or found is None or found.outcome != Outcome.CARRIED:
        return
    if veto_once_carried(resolution, bench.record.asked_on) == VetoState.LAPSED:
        text = "NHS England would have had a veto of this, and its time is over: put it to the committee anew."
        ask = f"{resolution.sitting.committee.name}, by a new decision."
        raise Refused(Verdict.of([Reason("announce.veto_over", text, CORRECTING, who_can=ask)]))
