"""From a decision's acts to the engine's questions: its ballot, its result in words, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from committees.rights import world
from committees.rights.conflicts import is_in_room, may_vote
from committees.rights.words import lower_first
from committees.terms import (
    VERBS_WITHOUT_VOTE,
    CastingHolder,
    Choice,
    Effect,
    Majority,
    Outcome,
    Recording,
    Verb,
    VetoState,
)
from decisions.awaited import subject_to
from decisions.ballot import Ballot, Casting, Result, noted, result
from decisions.effects.demand import unstated
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.models import Act, Agreement, CastingVote, Opening, OutsideAct, Veto, VotingClosed
from decisions.models.acts import Step
from decisions.readout import sentence
from decisions.veto import veto_confirmed_on, veto_ends_on, veto_state
from decisions.working_days import england_holidays
from practices import clock


def casting_open_to(resolution: ResolutionFacts) -> CastingHolder | None:
    """Who would break a tie, as fixed when voting opened."""
    opening = resolution.opening
    if opening is None:
        return None
    if opening.casting_vote:
        return CastingHolder.NHS_ENGLAND
    return CastingHolder.CHAIR if opening.chair_second_vote else None


def ballot_of(resolution: ResolutionFacts, *, final: bool = False) -> Ballot | None:
    """The votes and the rule as they stand; None before voting opened. ``final``: nobody will break a tie any more."""
    opening = resolution.opening
    if opening is None:
        return None
    tally, casting = resolution.tally, resolution.casting_vote
    used = casting is not None and casting.choice != Choice.NOT_VOTING
    return Ballot(
        recording=Recording(opening.recording),
        majority=Majority(opening.majority),
        electors=opening.able_to_vote,
        verb=Verb(resolution.verb),
        effect=Effect(opening.effect),
        choices={seat: Choice(vote.choice) for seat, vote in resolution.standing_votes.items()},
        votes_for=tally.in_favour if tally else None,
        votes_against=tally.against if tally else None,
        abstained=(tally.abstained or 0) if tally else 0,
        casting=Casting(holder=CastingHolder(casting.holder), choice=Choice(casting.choice)) if used else None,
        casting_open_to=casting_open_to(resolution),
        agreement_needed=opening.agreement_needed,
        agreement=resolution.agreement.given if resolution.agreement else None,
        final=final or resolution.announcement is not None or (casting is not None and not used),
    )


def result_of(resolution: ResolutionFacts, *, final: bool = False) -> Result | None:
    """The result, once voting closed and the votes are known; None before. ``final``: as it is announced.

    What takes no vote has its result at once.
    """
    if resolution.verb in VERBS_WITHOUT_VOTE:
        return noted(Verb(resolution.verb))
    ballot = ballot_of(resolution, final=final)
    if ballot is None or resolution.closing is None:
        return None
    if ballot.recording == Recording.COUNTS and ballot.votes_for is None:
        return None
    return result(ballot)


def sentence_of(record: Record, resolution: ResolutionFacts, *, final: bool = False) -> str:
    """The result to read out; empty before there is one. ``final``: as it is announced."""
    found = result_of(resolution, final=final)
    if found is None:
        return ""
    left, silent = out_for_conflict(record, resolution)
    return sentence(
        found,
        committee=resolution.sitting.name,
        effect=Effect(resolution.opening.effect) if resolution.opening else None,
        verb=Verb(resolution.verb),
        left_out=left,
        not_taking_part=silent,
        subject_to=subject_to(resolution.conditions),
    )


def out_for_conflict(record: Record, resolution: ResolutionFacts) -> tuple[list[str], list[str]]:
    """The seats out of the vote for a conflict: who left, and who stayed. Named by seat, as read out."""
    room = record.room(resolution.sitting, resolution.item)
    left, stayed = [], []
    for elector in resolution.electorate:
        if elector.may_vote or elector.person_id is None or may_vote(elector.person_id, room):
            continue
        seat = resolution.sitting.seat_by_id.get(elector.seat_id)
        if seat is not None:
            (stayed if is_in_room(elector.person_id, room) else left).append(f"the {lower_first(seat.title)}")
    return left, stayed


def veto_of(resolution: ResolutionFacts, today: date | None = None) -> VetoState:
    """Where NHS England's veto of this decision stands today."""
    announcement = resolution.announcement
    if announcement is None or announcement.outcome != Outcome.CARRIED:
        return VetoState.NONE
    return veto_once_carried(resolution, today)


def veto_once_carried(resolution: ResolutionFacts, today: date | None = None) -> VetoState:
    """Where NHS England's veto would stand today if this decision, on which voting is closed, were announced carried."""
    opening = resolution.opening
    if opening is None:
        return VetoState.NONE
    return veto_by_acts(
        opening,
        resolution.closing,
        veto=resolution.veto,
        agreement=resolution.agreement,
        casting=resolution.casting_vote,
        sitting_closed=resolution.sitting.closed is not None,
        today=today or clock.today(),
    )


def veto_by_acts(
    opening: Opening,
    closing: VotingClosed,
    *,
    veto: Veto | None,
    agreement: Agreement | None,
    casting: CastingVote | None,
    sitting_closed: bool,
    today: date,
) -> VetoState:
    """Where the veto of a decision announced as carried stands, by the acts in force on it."""
    closed_on = london_day(closing)
    return veto_state(
        has_veto=opening.veto and opening.effect == Effect.DECIDES,
        used=bool(veto and veto.used),
        waived=bool(veto and veto.waived),
        lapsed=bool(veto and veto.lapsed),
        sitting_closed=sitting_closed,
        working_days=opening.veto_working_days,
        voting_closed_on=closed_on,
        today=today,
        holidays=england_holidays(closed_on, today),
        agreement_given=bool(agreement and agreement.given),
        cast_for=_nhs_england_cast_for(casting),
    )


def _nhs_england_cast_for(casting: CastingVote | None) -> bool:
    """Whether NHS England's own casting vote carried the motion: then it has no veto."""
    return bool(casting and casting.holder == CastingHolder.NHS_ENGLAND and casting.choice == Choice.FOR)


def london_day(act: Act | OutsideAct) -> date:
    """The day in London on which an act happened."""
    return act.happened_at.astimezone(clock.LONDON).date()


def veto_last_day(resolution: ResolutionFacts) -> date | None:
    """The last day of the veto's window; None where it ends when the sitting closes."""
    if resolution.opening is None or resolution.closing is None:
        return None
    return veto_window_ends_on(resolution.opening, resolution.closing)


def veto_window_ends_on(opening: Opening, closing: VotingClosed) -> date | None:
    """The last day of the window fixed at an opening; None where it ends when the sitting closes."""
    closed_on = london_day(closing)
    return veto_ends_on(closed_on, opening.veto_working_days, england_holidays(closed_on, closed_on))


def confirmed_on(resolution: ResolutionFacts) -> date | None:
    """From which day a decision whose veto lapsed is confirmed, whenever that was written down; None before it is known."""
    closed = resolution.sitting.closed
    return veto_confirmed_on(veto_last_day(resolution), london_day(closed) if closed is not None else None)


def outcome_of(resolution: ResolutionFacts) -> Outcome | None:
    """What came of it, NHS England's veto included; None while it is undecided."""
    if resolution.veto and resolution.veto.used:
        return Outcome.VETOED
    if resolution.withdrawn:
        return Outcome.WITHDRAWN
    if resolution.announcement and resolution.agreement:
        found = result_of(resolution)
        return found.outcome if found else Outcome(resolution.announcement.outcome)
    return Outcome(resolution.announcement.outcome) if resolution.announcement else None


def question(
    record: Record, sitting: SittingFacts, item: ItemFacts | None, resolution: ResolutionFacts | None = None
) -> world.Question | None:
    """The engine's question about an item in a sitting, or about one of its decisions."""
    if item is None:
        return world.Question(standpoint=None, sitting_closed=sitting.closed is not None)
    standpoint = record.standpoint(sitting, item)
    base = world.Question(
        standpoint=standpoint,
        sitting_closed=sitting.closed is not None,
        item_suspended=item.status == Step.ADJOURNED or item.deferral_of(sitting.pk) is not None,
        has_motion=False,
        consent=record.consent(sitting, item),
        matter_withdrawn_on=item.withdrawn_for(sitting.committee.id, record.day),
    )
    if resolution is None:
        return base
    if resolution.verb != Verb.RATIFY:
        base = replace(base, decided_outside=record.decided_outside(sitting, item))
    if not record.from_a_file:
        demanded = unstated(item.matter, resolution.limb, resolution.verb, record.day)
        base = replace(base, unstated=(*demanded, *resolution.of_others), in_effect_on=resolution.in_effect_on)
    return _about(resolution, base, record.asked_on)


def _about(resolution: ResolutionFacts, base: world.Question, on: date | None) -> world.Question:
    opening, casting = resolution.opening, resolution.casting_vote
    base = replace(
        base,
        withdrawn=resolution.withdrawn,
        has_motion=resolution.motion is not None,
        recalled=resolution.recalled is not None,
        condition_told=bool(resolution.condition_outcomes),
        meets_condition=resolution.meets_condition,
    )
    if opening is None:
        noting = resolution.verb in VERBS_WITHOUT_VOTE  # takes no vote: there is nothing to wait for
        return replace(base, closed=noting, announced=resolution.announcement is not None)
    found = result_of(resolution)
    fixed = replace(
        base.standpoint,
        effect=Effect(opening.effect),
        casting_vote=opening.casting_vote,
        veto=opening.veto,
        veto_working_days=opening.veto_working_days,
        veto_holder=opening.veto_holder,
        veto_alternate=opening.veto_alternate,
        chair_second_vote=opening.chair_second_vote,
        agreement_needed=opening.agreement_needed,
    )
    return replace(
        base,
        standpoint=fixed,
        opened=True,
        closed=resolution.closing is not None,
        announced=resolution.announcement is not None,
        carried=bool(found and found.carried),
        tied=bool(found and found.tied),
        casting_vote_used=bool(casting and casting.choice != Choice.NOT_VOTING),
        casting_declined=bool(casting and casting.choice == Choice.NOT_VOTING),
        nhs_england_cast_for=_nhs_england_cast_for(casting),
        agreement=resolution.agreement.given if resolution.agreement else None,
        veto_used=bool(resolution.veto and resolution.veto.used),
        veto_waived=bool(resolution.veto and resolution.veto.waived),
        veto_lapsed=bool(resolution.veto and resolution.veto.lapsed),
        electorate={elector.seat_id: elector.person_id for elector in resolution.voters},
        voted=frozenset(resolution.standing_votes),
        recording=Recording(opening.recording),
        veto_last_day=veto_last_day(resolution),
        today=on or clock.today(),
    )
