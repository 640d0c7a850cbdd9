"""Motion, voting, result."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.conflicts import effects_on
from committees.rights.entitlement import electors as who_may_vote
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import presiding
from committees.terms import VERBS_WITHOUT_VOTE, Act, Choice, InRoom, Outcome, Recording, Verb
from decisions.actions.bench import Bench, on_resolutions
from decisions.actions.room import out_for_item
from decisions.facts import ResolutionFacts
from decisions.gate import Refused, may_on_resolution, require
from decisions.models import Announcement, Elector, Motion, Opening, Tally, Vote, VotingClosed, Withdrawal
from decisions.outcome import result_of, sentence_of

ONE_WAY = "One way of recording for each decision."


def amend_motion(
    *, actor: Actor, resolutions: list[int], text: str, verb: Verb, reason: str = "", when: datetime | None = None
) -> list[Motion]:
    """Put other words before the committees, until voting opens. The words before stay in the record."""
    if not text.strip():
        raise ValidationError("A motion needs its words: write what the committee is asked to decide.")
    with on_resolutions(actor, resolutions, when) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            verdict = require(may_on_resolution(Act.PROPOSE, actor, bench.record, resolution))
            motion = Motion(
                resolution=resolution.row,
                text=text.strip(),
                verb=Verb(verb),
                replaces=resolution.motion,
                reason=(reason.strip() or "amended at the meeting") if resolution.motion else reason.strip(),
            )
            written.append(bench.write(motion, verdict, sittings=[resolution.sitting.pk]))
        return written


def open_voting(
    *, actor: Actor, resolutions: list[int], recording: Recording, when: datetime | None = None
) -> list[Opening]:
    """Open the voting: effect, NHS England's powers, majority and electorate are fixed and stay so."""
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        return [_open(bench, resolution, Recording(recording)) for resolution in bench.resolutions(resolutions)]


def _open(
    bench: Bench, resolution: ResolutionFacts, recording: Recording, replaces: Opening | None = None, reason: str = ""
) -> Opening:
    record, sitting, item = bench.record, resolution.sitting, resolution.item
    if Verb(resolution.verb) in VERBS_WITHOUT_VOTE:
        raise ValidationError("Noting and receiving take no vote. Announce that it was noted.")
    verdict = _may_open(bench, resolution, starting_again=replaces is not None)
    if sitting.terms is not None and recording not in sitting.terms.recordings:
        raise ValidationError(f"The terms of {sitting.committee.name} do not let votes be recorded {recording.label}.")
    standpoint = record.standpoint(sitting, item)
    frozen = who_may_vote(record.room(sitting, item), standpoint)
    able = [elector for elector in frozen if elector.verdict]
    opening = Opening(
        resolution=resolution.row,
        motion=resolution.motion,
        terms=sitting.terms_row,
        recording=recording,
        effect=standpoint.effect,
        majority=sitting.terms.majority,
        casting_vote=standpoint.casting_vote,
        veto=standpoint.veto,
        veto_working_days=standpoint.veto_working_days,
        chair_second_vote=standpoint.chair_second_vote,
        agreement_needed=standpoint.agreement_needed,
        able_to_vote=len(able),
        replaces=replaces,
        reason=reason,
    )
    electorate = [
        Elector(seat_id=e.seat.id, person_id=e.person, may_vote=bool(e.verdict), verdict=e.verdict.as_data())
        for e in frozen
    ]
    bench.write(opening, verdict, sittings=[sitting.pk], electors=electorate)
    resolution.openings.append(opening)
    resolution.electors[opening.pk] = electorate
    _leave_for_the_decision(bench, resolution, verdict)
    return opening


def _may_open(bench: Bench, resolution: ResolutionFacts, *, starting_again: bool) -> Verdict:
    if not starting_again:
        return require(may_on_resolution(Act.OPEN_VOTING, bench.actor, bench.record, resolution))
    before, resolution.openings = resolution.openings, []  # asked as if this voting had not been opened
    try:
        return require(may_on_resolution(Act.OPEN_VOTING, bench.actor, bench.record, resolution))
    finally:
        resolution.openings = before


def _leave_for_the_decision(bench: Bench, resolution: ResolutionFacts, verdict: Verdict) -> None:
    """Those ruled to leave for the decision leave now."""
    room = bench.record.room(resolution.sitting, resolution.item)
    out = [person for person in room.present if (e := effects_on(person, room)) and e.room == InRoom.DISCUSSION]
    out_for_item(bench, verdict, out, resolution.item.pk)


def vote(
    *, actor: Actor, resolution: int, seat: int, choice: Choice, person: int | None = None, when: datetime | None = None
) -> Vote:
    """One seat's vote, by the member or recorded for them. Voting must be open, by name."""
    with on_resolutions(actor, [resolution], when) as bench:
        return _vote(bench, bench.resolution(resolution), seat, Choice(choice), person)


def _elector(resolution: ResolutionFacts, seat: int) -> Elector | None:
    return next((elector for elector in resolution.electorate if elector.seat_id == seat), None)


def _vote(bench: Bench, resolution: ResolutionFacts, seat: int, choice: Choice, person: int | None = None) -> Vote:
    elector = _elector(resolution, seat)
    if person is None:
        person = elector.person_id if elector else bench.actor.person
    verdict = require(may_on_resolution(Act.VOTE, bench.actor, bench.record, resolution, person=person, seat=seat))
    cast = bench.write(Vote(elector=elector, choice=choice), verdict, by=person, sittings=[resolution.sitting.pk])
    resolution.votes.append(cast)
    return cast


def close_voting(*, actor: Actor, resolutions: list[int], when: datetime | None = None) -> list[VotingClosed]:
    """Close the voting. Who could vote and did not has not voted: that is not an abstention."""
    with on_resolutions(actor, resolutions, when) as bench:
        return [_close(bench, resolution) for resolution in bench.resolutions(resolutions)]


def _close(bench: Bench, resolution: ResolutionFacts) -> VotingClosed:
    verdict = require(may_on_resolution(Act.CLOSE_VOTING, bench.actor, bench.record, resolution))
    act = VotingClosed(opening=resolution.opening)
    bench.write(act, verdict, sittings=[resolution.sitting.pk])
    resolution.closings.append(act)
    return act


def agree(
    *,
    actor: Actor,
    resolutions: list[int],
    recording: Recording = Recording.UNANIMOUS,
    when: datetime | None = None,
) -> list[Tally]:
    """ "Any objection? Agreed by all": one press opens, records and closes for every committee named."""
    if Recording(recording) not in (Recording.UNANIMOUS, Recording.CONSENSUS):
        raise ValidationError("Agreed by all is recorded as unanimous or by consensus.")
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            _open_unless_open(bench, resolution, Recording(recording))
            written.append(_tally(bench, resolution, None, None, None))
            _close_unless_closed(bench, resolution)
        return written


def _open_unless_open(bench: Bench, resolution: ResolutionFacts, recording: Recording) -> None:
    """Open the voting, unless it is open in this way and nothing is recorded yet."""
    if resolution.opening is None or resolution.tally is not None:
        _open(bench, resolution, recording)
    elif resolution.opening.recording != recording:
        way = Recording(resolution.opening.recording).label
        raise ValidationError(f"The votes of {resolution.sitting.name} are recorded {way}. {ONE_WAY}")


def _close_unless_closed(bench: Bench, resolution: ResolutionFacts) -> None:
    if resolution.closing is None:
        _close(bench, resolution)


def _tally(bench, resolution, in_favour, against, abstained, replaces=None, reason="") -> Tally:
    verdict = require(
        may_on_resolution(
            Act.CLOSE_VOTING, bench.actor, bench.record, resolution, replacing=resolution.closing is not None
        )
    )
    act = Tally(
        opening=resolution.opening,
        in_favour=in_favour,
        against=against,
        abstained=abstained,
        replaces=replaces,
        reason=reason,
    )
    bench.write(act, verdict, sittings=[resolution.sitting.pk])
    resolution.tallies.append(act)
    return act


def record_votes(
    *,
    actor: Actor,
    choices: Mapping[int, Mapping[int, Choice]],
    close: bool = True,
    when: datetime | None = None,
) -> list[Vote]:
    """Votes by name for one or several committees in one press: ``choices`` is decision -> seat -> choice.

    Opens the voting where it is not open, records what was said, and closes. Somebody who voted on their own device
    meanwhile keeps that vote: it is not recorded over.
    """
    with on_resolutions(actor, list(choices), when, whole_room=True) as bench:
        written = []
        for resolution in bench.resolutions(choices):
            if resolution.opening is None:
                _open(bench, resolution, Recording.BY_NAME)
            cast = resolution.standing_votes
            for seat, choice in choices[resolution.pk].items():
                if int(seat) not in cast and choice != Choice.NOT_VOTING:
                    written.append(_vote(bench, resolution, int(seat), Choice(choice)))
            if close:
                _close_unless_closed(bench, resolution)
        return written


def _counts(resolution: ResolutionFacts, in_favour: int, against: int, abstained: int) -> None:
    able = resolution.opening.able_to_vote
    if min(in_favour, against, abstained) < 0:
        raise ValidationError("A number of votes cannot be less than none.")
    given = in_favour + against + abstained
    if given > able:
        raise ValidationError(
            f"{resolution.sitting.name}: {given} votes were given, but only {able} members could vote. Count again."
        )


def record_counts(
    *,
    actor: Actor,
    resolution: int,
    in_favour: int,
    against: int,
    abstained: int = 0,
    when: datetime | None = None,
) -> Tally:
    """Votes as counts: never more than could vote."""
    with on_resolutions(actor, [resolution], when, whole_room=True) as bench:
        of = bench.resolution(resolution)
        _open_unless_open(bench, of, Recording.COUNTS)
        _counts(of, in_favour, against, abstained)
        written = _tally(bench, of, in_favour, against, abstained)
        _close_unless_closed(bench, of)
        return written


def _refuse_unseen(stands: Vote | Tally, seen: int | None, what: str) -> None:
    """Two devices never overwrite each other: what is corrected is what was on the page."""
    if seen is not None and stands.pk > seen:
        raise ValidationError(f"{what} Look at it again before you correct it.")


def _refuse_once_cast(resolution: ResolutionFacts) -> None:
    """A casting vote was given on the votes as they were: they cannot change under it."""
    if resolution.casting_vote is not None:
        raise ValidationError("The casting vote was used on these votes. Start the vote again if they are wrong.")


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
    """Put a vote right, before the result is announced: the new vote replaces the old, and says why.

    ``seen``: the newest vote on the page on which the correction was written; refused where a newer one stands by now.
    """
    with on_resolutions(actor, [resolution], when) as bench:
        of = bench.resolution(resolution)
        elector = _elector(of, seat)
        person = elector.person_id if elector else None
        # Asked first: how a vote is recorded is told to nobody who may not correct it.
        verdict = require(
            may_on_resolution(Act.VOTE, actor, bench.record, of, person=person, seat=seat, replacing=True)
        )
        if not reason.strip():
            raise ValidationError("Say why this vote is corrected: both entries stay in the record.")
        before = of.standing_votes.get(seat)
        if before is None:
            raise ValidationError("No vote of this seat is recorded. Record it before the voting is closed.")
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
    """Put counts right, before the result is announced. ``seen``: the counts on the page on which this was written."""
    with on_resolutions(actor, [resolution], when) as bench:
        of = bench.resolution(resolution)
        if of.tally is None or of.opening.recording != Recording.COUNTS:
            raise ValidationError("No counts are recorded for this decision.")
        if not reason.strip():
            raise ValidationError("Say why this is corrected: both entries stay in the record.")
        _refuse_unseen(of.tally, seen, "These counts were changed meanwhile.")
        _refuse_once_cast(of)
        _counts(of, in_favour, against, abstained)
        return _tally(bench, of, in_favour, against, abstained, replaces=of.tally, reason=reason.strip())


def start_again(
    *, actor: Actor, resolutions: list[int], recording: Recording, reason: str, when: datetime | None = None
) -> list[Opening]:
    """The voting was recorded wrongly altogether: open it afresh, before the result is announced."""
    if not reason.strip():
        raise ValidationError("Say why the vote is started again: both stay in the record.")
    with on_resolutions(actor, resolutions, when, whole_room=True) as bench:
        opened = []
        for resolution in bench.resolutions(resolutions):
            if resolution.opening is None:
                raise ValidationError("Voting on this decision has not opened: there is nothing to start again.")
            if resolution.announcement is not None:
                raise Refused(_announced_already(resolution))
            opening = _open(bench, resolution, Recording(recording), resolution.opening, reason.strip())
            if recording in (Recording.UNANIMOUS, Recording.CONSENSUS):
                _tally(bench, resolution, None, None, None)
                _close(bench, resolution)
            opened.append(opening)
        return opened


def _announced_already(resolution: ResolutionFacts) -> Verdict:
    from committees.rights.citations import RECORD

    text = f"The result of {resolution.sitting.committee.name} is announced: only a new decision can change it."
    return Verdict.of([Reason("start_again.announced", text, RECORD, who_can="The committee, by a new decision.")])


def announce(*, actor: Actor, resolutions: list[int], when: datetime | None = None) -> list[Announcement]:
    """Read out the result: from now on only a new decision changes anything."""
    with on_resolutions(actor, resolutions, when) as bench:
        return [_announce(bench, resolution) for resolution in bench.resolutions(resolutions)]


def _announce(bench: Bench, resolution: ResolutionFacts) -> Announcement:
    verdict = require(may_on_resolution(Act.ANNOUNCE, bench.actor, bench.record, resolution))
    noting = Verb(resolution.verb) in VERBS_WITHOUT_VOTE
    found = None if noting else result_of(resolution, final=True)  # a tie nobody may break: the motion falls
    if found is None and not noting:
        raise ValidationError(f"{resolution.sitting.name} has no votes recorded yet. Record them first.")
    if not noting:
        _refuse_tainted(bench, resolution)
    outcome = Outcome.NOTED if noting else found.outcome
    act = Announcement(
        resolution=resolution.row,
        opening=None if noting else resolution.opening,
        outcome=outcome,
        sentence=sentence_of(bench.record, resolution, final=True),
    )
    presides = presiding(bench.record.room(resolution.sitting, resolution.item)).person
    return bench.write(act, verdict, by=presides, sittings=[resolution.sitting.pk])


def _refuse_tainted(bench: Bench, resolution: ResolutionFacts) -> None:
    """A conflict that came up after somebody voted, and takes their vote: the result cannot stand on it."""
    room = bench.record.room(resolution.sitting, resolution.item)
    by_name = resolution.opening.recording == Recording.BY_NAME
    voted = [e for e in resolution.voters if not by_name or e.seat_id in resolution.standing_votes]
    for elector in voted:
        effects = effects_on(elector.person_id, room)
        if effects is not None and not effects.votes:
            raise ValidationError(
                f"{bench.record.name(elector.person_id)} voted in {resolution.sitting.name}, and has a conflict of"
                " interest on this item that takes the vote away. Let the chair rule that it does not, or start the"
                " vote again."
            )


def withdraw_motion(
    *, actor: Actor, resolutions: list[int], reason: str, when: datetime | None = None
) -> list[Withdrawal]:
    """Withdraw the motion before its result is announced."""
    if not reason.strip():
        raise ValidationError("Say why the motion is withdrawn.")
    with on_resolutions(actor, resolutions, when) as bench:
        written = []
        for resolution in bench.resolutions(resolutions):
            verdict = require(may_on_resolution(Act.WITHDRAW, actor, bench.record, resolution))
            act = Withdrawal(
                resolution=resolution.row,
                motion=resolution.motion,
                opening=resolution.opening,
                reason=reason.strip(),
            )
            written.append(bench.write(act, verdict, sittings=[resolution.sitting.pk]))
        return written
