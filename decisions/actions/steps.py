"""One step of one decision, inside an action that holds the lock: open, vote, count, close."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.core.exceptions import ValidationError

from committees.rights.citations import CORRECTING
from committees.rights.entitlement import electors as who_may_vote
from committees.rights.reasons import Reason, Verdict
from committees.terms import VERBS_WITHOUT_VOTE, Act, CastingHolder, Choice, Recording, Verb
from decisions.actions.bench import Bench
from decisions.actions.found import declare_found
from decisions.actions.room import out_for_item
from decisions.effects.belonging import of_others_as_stated
from decisions.facts import Record, ResolutionFacts
from decisions.gate import may_on_resolution, records_for, require
from decisions.leaving import leave_for_the_decision
from decisions.models import Elector, Opening, Tally, Vote, VotingClosed

ONE_WAY = "One way of recording for each decision."

#: What an opening fixes for good, besides the motion and the electorate: what the vote is worth, and under which powers.
FIXED = (
    "terms",
    "effect",
    "majority",
    "casting_vote",
    "veto",
    "veto_working_days",
    "veto_holder",
    "veto_alternate",
    "chair_second_vote",
    "agreement_needed",
)


def open_one(
    bench: Bench, resolution: ResolutionFacts, recording: Recording, replaces: Opening | None = None, reason: str = ""
) -> Opening:
    """Open the voting on one decision, and freeze its electorate. ``replaces``: the voting that it starts again."""
    refuse_without_vote(resolution)
    verdict = require(asked_to_open(bench, resolution, starting_again=replaces is not None))
    if resolution.recalled is None:
        declare_found(bench, resolution.item, verdict)  # what slipped in since the item was taken
    opening, electorate = as_it_opens(bench.record, resolution, recording)
    opening.replaces, opening.reason = replaces, reason
    bench.write(opening, verdict, sittings=[resolution.sitting.pk], electors=electorate)
    if resolution.recalled is None:
        _leave_for_the_decision(bench, resolution, verdict)
    return opening


def refuse_without_vote(resolution: ResolutionFacts) -> None:
    """Raise ValidationError for what takes no vote."""
    if Verb(resolution.verb) in VERBS_WITHOUT_VOTE:
        raise ValidationError("Noting, receiving and considering take no vote. Announce that it was noted.")


def as_it_opens(record: Record, resolution: ResolutionFacts, recording: Recording) -> tuple[Opening, list[Elector]]:
    """What an opening of the voting now would fix, and its electorate; nothing is written.

    Of a result that was taken back effect, powers and majority stay as they were fixed when the meeting voted.
    """
    sitting, item = resolution.sitting, resolution.item
    refuse_without_vote(resolution)
    if sitting.terms is None:
        raise ValidationError(f"{sitting.committee.name} has no terms of reference on the day of the meeting.")
    if recording not in sitting.terms.recordings:
        way = Recording(recording).label
        raise ValidationError(f"The terms of {sitting.committee.name} do not let votes be recorded {way}.")
    standpoint = record.standpoint(sitting, item)
    frozen = who_may_vote(record.room(sitting, item), standpoint)
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
        veto_holder=standpoint.veto_holder,
        veto_alternate=standpoint.veto_alternate,
        chair_second_vote=standpoint.chair_second_vote,
        agreement_needed=standpoint.agreement_needed,
        able_to_vote=sum(bool(elector.verdict) for elector in frozen),
    )
    if resolution.recalled is not None and resolution.opening is not None:
        _keep_as_fixed(opening, resolution.opening)
    electorate = [
        Elector(seat_id=e.seat.id, person_id=e.person, may_vote=bool(e.verdict), verdict=e.verdict.as_data())
        for e in frozen
    ]
    return opening, electorate


def _keep_as_fixed(opening: Opening, before: Opening) -> None:
    """What was fixed when voting opened stays, whatever the terms say since. Raises ValidationError for powers lost.

    The database refuses powers that the terms do not give, also where the terms gave them then.
    """
    for name in FIXED:
        setattr(opening, name, getattr(before, name))
    terms = before.terms
    given = (
        (before.casting_vote, terms.nhs_england_casting_vote),
        (before.veto, terms.nhs_england_veto),
        (before.chair_second_vote, terms.chair_second_vote),
    )
    if any(had and not has for had, has in given):
        raise ValidationError(
            "The terms of reference were changed since, and no longer give the powers under which this was voted on."
            " They stay with this vote: let the terms of that day be put right first, then start the vote again."
        )


def asked_to_open(bench: Bench, resolution: ResolutionFacts, *, starting_again: bool) -> Verdict:
    """Whether the voting may be opened, or started again; then it is asked as if it had not been opened."""
    look_whose(bench, resolution)
    if not starting_again:
        return may_on_resolution(Act.OPEN_VOTING, bench.actor, bench.record, resolution)
    relied_on = _nhs_england_cast(resolution)
    before, resolution.openings = resolution.openings, []
    try:
        return may_on_resolution(Act.OPEN_VOTING, bench.actor, bench.record, resolution) & relied_on
    finally:
        resolution.openings = before


def look_whose(bench: Bench, resolution: ResolutionFacts) -> None:
    """Look up whether what a decision would change is for the CCGs of its matter, for the rules to be asked."""
    if not bench.record.from_a_file:
        item, codes = resolution.item, [ccg.code for ccg in resolution.item.ccgs]
        resolution.of_others = of_others_as_stated(
            item.matter, resolution.limb, resolution.verb, codes, bench.record.day
        )


def decided_by_nhs_england(resolution: ResolutionFacts) -> bool:
    """Whether the result was taken back, and NHS England used its casting vote on the votes in force."""
    casting = resolution.casting_vote
    used = casting is not None and casting.choice != Choice.NOT_VOTING
    return used and casting.holder == CastingHolder.NHS_ENGLAND and resolution.recalled is not None


def _nhs_england_cast(resolution: ResolutionFacts) -> Verdict:
    """A correction of the record never takes NHS England's casting vote from it. Nothing where it used none."""
    if not decided_by_nhs_england(resolution):
        return Verdict.of([])
    text = "NHS England has used its casting vote on this decision: only a new decision changes it."
    ask = f"{resolution.sitting.committee.name}, by a new decision; the result is announced anew as it was."
    return Verdict.of([Reason("start_again.casting_vote_used", text, CORRECTING, who_can=ask)])


def _leave_for_the_decision(bench: Bench, resolution: ResolutionFacts, verdict: Verdict) -> None:
    """Those ruled to leave for the decision leave now."""
    out = leave_for_the_decision(bench.record, resolution.sitting, resolution.item)
    out_for_item(bench, verdict, out, resolution.item.pk)


def at_its_time(bench: Bench, resolution: ResolutionFacts) -> AbstractContextManager[None]:
    """For what is recorded afresh of a result that was taken back: done when the meeting did it, by the room as it was."""
    moment = resolution.decided_at
    return bench.back_at(moment) if resolution.recalled is not None and moment is not None else nullcontext()


def elector_of(resolution: ResolutionFacts, seat: int) -> Elector | None:
    """The frozen elector of a seat, or None where the seat was not there when voting opened."""
    return next((elector for elector in resolution.electorate if elector.seat_id == seat), None)


def _whose_vote(bench: Bench, resolution: ResolutionFacts, elector: Elector | None, seat: int) -> int | None:
    """In whose name a vote from a seat is asked for: its elector's; but one who is appointed to the seat beside them, as
    a deputy is, and records for nobody, asks in their own and is told why it is not theirs."""
    own = bench.actor.person
    sitting = resolution.sitting
    beside = any(a.seat == seat and a.person == own and a.covers(bench.record.day) for a in sitting.appointments)
    if elector is None or (own is not None and beside and not records_for(bench.actor, sitting)):
        return own
    return elector.person_id


def vote_one(bench: Bench, resolution: ResolutionFacts, seat: int, choice: Choice, person: int | None = None) -> Vote:
    """One seat's vote; ``person`` None: whoever was frozen as its voter."""
    elector = elector_of(resolution, seat)
    if person is None:
        person = _whose_vote(bench, resolution, elector, seat)
    with at_its_time(bench, resolution):
        verdict = require(may_on_resolution(Act.VOTE, bench.actor, bench.record, resolution, person=person, seat=seat))
        return bench.write(Vote(elector=elector, choice=choice), verdict, by=person, sittings=[resolution.sitting.pk])


def close_one(bench: Bench, resolution: ResolutionFacts) -> VotingClosed:
    """Close the voting on one decision."""
    with at_its_time(bench, resolution):
        verdict = require(may_on_resolution(Act.CLOSE_VOTING, bench.actor, bench.record, resolution))
        return bench.write(VotingClosed(opening=resolution.opening), verdict, sittings=[resolution.sitting.pk])


def open_unless_open(bench: Bench, resolution: ResolutionFacts, recording: Recording) -> None:
    """Open the voting, unless it is open in this way and nothing is recorded yet."""
    if resolution.opening is None or resolution.tally is not None:
        open_one(bench, resolution, recording)
    elif resolution.opening.recording != recording:
        way = Recording(resolution.opening.recording).label
        raise ValidationError(f"The votes of {resolution.sitting.name} are recorded {way}. {ONE_WAY}")


def close_unless_closed(bench: Bench, resolution: ResolutionFacts) -> None:
    """Close the voting, unless another device has."""
    if resolution.closing is None:
        close_one(bench, resolution)


def tally_one(bench, resolution, in_favour, against, abstained, replaces=None, reason="") -> Tally:
    """Votes without names: counts, or None for all three where all agreed or it was by consensus."""
    if replaces is None and resolution.recalled is not None:
        with at_its_time(bench, resolution):
            return _tally(bench, resolution, in_favour, against, abstained)
    return _tally(bench, resolution, in_favour, against, abstained, replaces, reason)


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
    return bench.write(act, verdict, sittings=[resolution.sitting.pk])


def refuse_counts(resolution: ResolutionFacts, in_favour: int, against: int, abstained: int) -> None:
    """Raise ValidationError for counts that cannot be: below none, or more than could vote."""
    able = resolution.opening.able_to_vote
    if min(in_favour, against, abstained) < 0:
        raise ValidationError("A number of votes cannot be less than none.")
    given = in_favour + against + abstained
    if given > able:
        raise ValidationError(
            f"{resolution.sitting.name}: {given} votes were given, but only {able} members could vote. Count again."
        )
