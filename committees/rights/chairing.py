"""What belongs to whoever presides, and the procedure that the secretary runs with them."""

from __future__ import annotations

from collections.abc import Callable

from committees.rights import sources as s
from committees.rights.asked import (
    Asked,
    Reasons,
    grounds,
    in_the_room,
    meeting_open,
    motion_alive,
    not_announced,
    recorded,
    tie_unbroken,
    unconflicted,
    voting_closed,
)
from committees.rights.authority import existence
from committees.rights.citations import (
    CHAIR_DECIDES,
    CORRECTING,
    OWN_CASE,
    PROCEDURE,
    RECORD,
    RECORDING,
    SECOND_VOTE,
    terms_source,
)
from committees.rights.conflicts import name_of
from committees.rights.national import casting_vote_holder
from committees.rights.quorum import quorum
from committees.rights.reasons import Reason
from committees.rights.routes.consent import unless_consented
from committees.rights.seats import presiding
from committees.rights.taking_effect import not_in_effect, unless_in_effect, unless_unstated
from committees.rights.voting import electors
from committees.rights.ways_of_meeting import as_the_terms_meet
from committees.rights.withdrawn import unless_withdrawn
from committees.rights.words import day_words, lower_first
from committees.rights.world import Question, Standpoint
from committees.terms import Act, CommitteeKind, Effect, Power, Standing

#: Who runs the procedure for others. Source: design of the permission layer (grant and office, both in force).
RUNS_BUSINESS = (Power.RUN_BUSINESS, Power.RECORD)


def rule(asked: Asked) -> Reasons:
    """A ruling on a conflict: by whoever presides over the item, on anybody's conflict but their own."""
    reasons = [*existence(asked.room.committee, asked.room.day), *meeting_open(asked, even_if_suspended=True)]
    reasons += whoever_presides(asked)
    hands = asked.account.person if asked.account is not None else None
    if asked.about is not None and asked.about in (asked.person, hands):
        text = (
            f"{name_of(asked.about, asked.room)} may not rule on their own conflict of interest, nor record the ruling."
        )
        ask = "The vice-chair, or a member elected for the item who is not in conflict."
        reasons.append(asked.no("own_conflict", text, OWN_CASE, ask))
    reasons += [*unconflicted(asked), *recorded(asked)]
    whom = f" of {name_of(asked.about, asked.room)}" if asked.about is not None else ""
    text = f"{asked.name} presides and may rule on a conflict{whom} in {asked.committee}."
    return grounds(asked, reasons, text, CHAIR_DECIDES)


def second_vote(asked: Asked) -> Reasons:
    """The chair's second vote: on a tie, if the terms give it and NHS England has no casting vote."""
    reasons = [*existence(asked.room.committee, asked.room.day), *tie_unbroken(asked)]
    if asked.question is not None:
        standpoint = asked.question.standpoint
        if standpoint.casting_vote:
            text = f"NHS England has the casting vote in {asked.committee}, so the chair has no second vote."
            reasons.append(asked.no("nhs_england_has_it", text, s.LEVEL_2_CASTING, "NHS England's member."))
        if not standpoint.chair_second_vote:
            text = f"the terms of reference of {asked.committee} give the chair no second vote on this."
            reasons.append(
                asked.no("not_in_terms", text, terms_source(asked.room), "Nobody: the motion is not carried.")
            )
    reasons += [*whoever_presides(asked), *in_the_room(asked), *unconflicted(asked), *recorded(asked)]
    text = f"{asked.name} presides and may use the second vote in {asked.committee}."
    return grounds(asked, reasons, text, SECOND_VOTE)


def whoever_presides(asked: Asked) -> Reasons:
    """Only whoever presides: the reasons say why not those before them."""
    who = presiding(asked.room)
    if who.person is None:
        yield asked.no("nobody_presides", f"nobody presides over this item in {asked.committee}.", CHAIR_DECIDES)
        yield from (reason for reason in who.reasons if not reason.allows)
    elif who.person != asked.person:
        chair = name_of(who.person, asked.room)
        text = f"{asked.name} does not preside over this item in {asked.committee}: {chair} does."
        yield asked.no("not_presiding", text, CHAIR_DECIDES, f"{chair}.")
    elif asked.act is Act.SECOND_VOTE and who.seat is not None and who.seat.standing is not Standing.VOTING:
        text = f"{asked.name} presides in {asked.committee} without a vote, and so has no second one."
        yield asked.no("no_first_vote", text, SECOND_VOTE)


def runs_procedure(asked: Asked) -> Reasons:
    """The secretary's hands or the chair's own: an account with a power on this committee, or whoever presides."""
    yield from existence(asked.room.committee, asked.room.day)
    power = next((p for p in RUNS_BUSINESS if asked.account and p in asked.account.powers), None)
    who = presiding(asked.room)
    asker = asked.account.person if asked.account is not None else asked.person
    if power is not None:
        yield asked.yes("runs_business", f"in {asked.committee} this account may {power.label}.", PROCEDURE)
    elif asker is not None and asker == who.person and not (asked.question and _corrects_when_closed(asked.question)):
        yield who.reasons[-1]
    elif asked.question is not None and _corrects_when_closed(asked.question):
        yield _only_who_records(asked)
    else:
        chair = f"{name_of(who.person, asked.room)}, who presides" if who.person is not None else "whoever presides"
        text = f"only the secretary of {asked.committee} or whoever presides over it may {asked.act.label}."
        yield asked.no("not_the_secretary", text, PROCEDURE, f"The secretary of the meeting, or {chair}.")


def _corrects_when_closed(question: Question) -> bool:
    """The meeting is over, and what is done is to put its record right: nobody presides any more."""
    return question.sitting_closed and question.recalled


def _only_who_records(asked: Asked) -> Reason:
    text = f"{asked.committee} has closed its meeting: only who records for it may {asked.act.label}."
    return asked.no("not_the_recorder", text, CORRECTING, "The secretary of the meeting.")


def _procedure(*rules: Callable[[Asked], Reasons]) -> Callable[[Asked], Reasons]:
    """An act of procedure: who may run it, and the rules of this act."""

    def answer(asked: Asked) -> Reasons:
        reasons = [*runs_procedure(asked), *(reason for each in rules for reason in each(asked))]
        return grounds(asked, reasons, f"nothing stands in the way in {asked.committee}.", PROCEDURE)

    return answer


def _unless_closed(asked: Asked) -> Reasons:
    return meeting_open(asked, even_if_suspended=True)


def _before_opening(asked: Asked) -> Reasons:
    """A motion may be put or amended until voting on it opens; a withdrawn one may be put anew."""
    yield from _not_recalled(asked)
    question = asked.question
    if question is not None and question.opened and not question.withdrawn:
        text = "the voting on this motion has been opened: it cannot be amended any more."
        yield asked.no("opened", text, RECORD, "Withdraw the motion and put it anew, before the voting is closed.")


def _not_recalled(asked: Asked) -> Reasons:
    """What is put right is how a decision was recorded: the decision itself stays the one that was made."""
    if asked.question is not None and asked.question.recalled:
        text = "the result is taken back to put the record right: its motion stays as it was decided on."
        yield asked.no("taken_back", text, CORRECTING, f"{asked.committee}, by a new decision.")


def _may_open(asked: Asked) -> Reasons:
    """A motion, an effect, a quorum, somebody in the chair and somebody to vote; opened once."""
    yield from motion_alive(asked)
    question = asked.question
    if question is None:
        return
    if not question.has_motion:
        yield asked.no("no_motion", f"there is no motion before {asked.committee}.", RECORD, "Put a motion first.")
    if question.opened:
        yield asked.no("already_open", "the voting on this motion has been opened already.", RECORD)
    if not question.recalled:
        yield from unless_withdrawn(asked, question.matter_withdrawn_on)
    yield from not_announced(asked)
    if question.standpoint.effect is None:
        text = f"{asked.committee} has no say in this matter, so there is nothing to vote on."
        yield asked.no("no_effect", text, terms_source(asked.room))
        yield from question.standpoint.verdict.refusals
    elif asked.room.committee.kind is CommitteeKind.NHS_ENGLAND_TEAM and _for_a_ccg(question.standpoint):
        text = "NHS England decides by its officer, without a ballot: its team votes on no CCG's matter."
        yield asked.no("nhs_england_has_no_ballot", text, s.LEVEL_1_DERIVED, "NHS England's officer, between meetings.")
    elif question.standpoint.effect is Effect.DECIDES and not question.recalled:
        yield from unless_consented(asked, question.consent, question.standpoint.authorities)
        yield from _unless_decided(asked, question)
        yield from unless_in_effect(asked)
        yield from unless_unstated(asked, question.unstated)
    yield from as_the_terms_meet(asked)
    yield from _quorate(asked)


def _unless_decided(asked: Asked, question: Question) -> Reasons:
    """A matter has one outcome for a CCG: what was decided between meetings is ratified or not, and stands."""
    decided = question.decided_outside
    if decided is not None:
        by = decided.route.label.partition(",")[0]
        text = f"this matter was decided on {day_words(decided.day)}, between meetings ({lower_first(by)})."
        yield asked.no("decided_outside", text, RECORD, "Nobody: ratify that decision, or raise a new matter.")


def _for_a_ccg(standpoint: Standpoint) -> bool:
    """A matter that NHS England decides for a CCG; not its team's own business."""
    return any(each.nhs_england_decides for each in standpoint.authorities)


def _quorate(asked: Asked) -> Reasons:
    found = quorum(asked.room)
    if not found:
        text = f"{asked.committee} is not quorate for this item."
        ask = "Defer the item, or wait for those who are missing."
        yield asked.no("not_quorate", text, terms_source(asked.room), ask)
    yield from found.verdict.reasons
    who = presiding(asked.room)
    if who.person is None:
        yield asked.no("nobody_presides", f"nobody presides over this item in {asked.committee}.", CHAIR_DECIDES)
        yield from (reason for reason in who.reasons if not reason.allows)
    if not any(elector.verdict for elector in electors(asked.room, asked.resolution.standpoint)):
        text = f"nobody in the room may vote on this item in {asked.committee}."
        yield asked.no("no_voters", text, terms_source(asked.room))


def _may_close(asked: Asked) -> Reasons:
    """Voting that is open is closed once; ``replacing``: counts recorded at its close are put right."""
    yield from motion_alive(asked)
    question = asked.question
    if question is None:
        return
    if not question.opened:
        yield asked.no("not_open", "the voting is not open.", RECORD)
    if question.closed and not asked.replacing:
        yield asked.no("closed", "the voting is closed already.", RECORD)
    yield from not_announced(asked)


def _may_announce(asked: Asked) -> Reasons:
    """The result of a closed vote, once; a tie only when nobody in the room can still break it, or they declined."""
    yield from motion_alive(asked)
    yield from voting_closed(asked)
    question = asked.question
    if question is not None and not question.opened and not question.recalled:
        yield from _noted_on_facts(asked, question)
    if question is None or not question.tied or question.casting_vote_used or question.casting_declined:
        return
    holder = _tie_breaker(asked)
    if holder is not None:
        name = name_of(holder, asked.room)
        text = f"the votes are tied and {name} has not used or declined the casting vote."
        yield asked.no("casting_vote_pending", text, RECORD, f"{name}, by using the casting vote or declining it.")


def _noted_on_facts(asked: Asked, question: Question) -> Reasons:
    """What changes a register by being noted is noted on its facts: no vote is opened on it."""
    if question.closed and question.standpoint.effect is Effect.DECIDES:
        yield from unless_in_effect(asked)
        yield from unless_unstated(asked, question.unstated)


def _tie_breaker(asked: Asked) -> int | None:
    """Who in the room may break the tie now: NHS England's member, or whoever presides."""
    if asked.resolution.standpoint.casting_vote:
        return casting_vote_holder(asked.room, asked.resolution)
    return second_vote_holder(asked)


def second_vote_holder(asked: Asked) -> int | None:
    """Whoever presides, if the second vote is theirs to use now."""
    who = presiding(asked.room)
    if who.person is None:
        return None
    would = Asked(act=Act.SECOND_VOTE, person=who.person, seat=None, room=asked.room, question=asked.question)
    return who.person if all(reason.allows for reason in second_vote(would)) else None


def recall(asked: Asked) -> Reasons:
    """An announced result is taken back to put the record right: by who records for the committee, or presides.

    Once the meeting is closed nobody presides, and only who records may.

    A correction must be of the record: it says how the meeting went, and changes nobody's mind. Once NHS England has
    used or waived its veto, or what hangs on the decision has happened, only a new decision changes it.
    """
    reasons = [*_records_or_presides(asked), *_stands(asked), *_not_relied_on(asked)]
    text = f"the result of {asked.committee} may be taken back to put the record right, as the meeting went."
    return grounds(asked, reasons, text, CORRECTING)


def _records_or_presides(asked: Asked) -> Reasons:
    yield from existence(asked.room.committee, asked.room.day)
    who, account = presiding(asked.room), asked.account
    asker = account.person if account is not None else asked.person
    if account is not None and Power.RECORD in account.powers:
        yield asked.yes("records", f"in {asked.committee} this account may {Power.RECORD.label}.", RECORDING)
    elif asked.question is not None and asked.question.sitting_closed:
        yield _only_who_records(asked)
    elif asker is not None and asker == who.person:
        yield who.reasons[-1]
    else:
        chair = f"{name_of(who.person, asked.room)}, who presides" if who.person is not None else "whoever presides"
        text = f"only who records for {asked.committee}, or presides over it, may {asked.act.label}."
        yield asked.no("not_the_recorder", text, CORRECTING, f"The secretary of the meeting, or {chair}.")


def _stands(asked: Asked) -> Reasons:
    """There must be a result to take back, and it is taken back once."""
    question = asked.question
    if question is not None and question.recalled:
        text = "the result is taken back already: it is announced anew once the record is right."
        yield asked.no("taken_back", text, RECORD, "Put the record right, and announce the result anew.")
    elif question is None or not question.announced:
        text = f"no result of {asked.committee} is announced here: there is nothing to take back."
        yield asked.no("not_announced", text, RECORD)


def _not_relied_on(asked: Asked) -> Reasons:
    """What others have built on a result stays: a correction never takes it from under them."""
    question = asked.question
    if question is None:
        return
    ask = f"{asked.committee}, by a new decision."
    if question.veto_used:
        text = "NHS England has vetoed this decision as it was announced: only a new decision changes it."
        yield asked.no("vetoed", text, CORRECTING, ask)
    if question.veto_waived:
        text = "NHS England has said of this decision that it will not veto it: only a new decision changes it."
        yield asked.no("waived", text, CORRECTING, ask)
    if question.agreement is not None:
        text = "NHS England has said whether it agrees to this decision: only a new decision changes it."
        yield asked.no("agreement_told", text, CORRECTING, ask)
    if question.condition_told:
        text = "what became of a condition of this decision is on record: only a new decision changes it."
        yield asked.no("condition_told", text, CORRECTING, ask)
    if question.meets_condition:
        text = "this decision met a condition that another decision waited for: only a new decision changes it."
        yield asked.no("meets_condition", text, CORRECTING, ask)
    yield from not_in_effect(asked)


def _may_withdraw(asked: Asked) -> Reasons:
    """A motion may be withdrawn until the voting on it is closed: after that its result is announced."""
    yield from motion_alive(asked)
    yield from _not_recalled(asked)
    question = asked.question
    if question is not None and not question.has_motion:
        yield asked.no("no_motion", f"there is no motion before {asked.committee}.", RECORD)
    if question is not None and question.closed:
        text = "the voting is closed: its result is to be announced."
        yield asked.no("closed", text, RECORD, "Announce the result; a new decision can change it.")
    yield from not_announced(asked)


def _may_defer(asked: Asked) -> Reasons:
    """An item may be deferred while no vote on it is open and no result announced."""
    question = asked.question
    if question is not None and question.opened and not question.withdrawn and not question.announced:
        text = f"a vote on this item was opened in {asked.committee}: the item is deferred before it, or not at all."
        yield asked.no("opened", text, RECORD, _how_to_finish(question))
    elif question is not None and question.recalled:
        text = "a result on this item is taken back to put the record right: the item cannot be deferred."
        yield asked.no("opened", text, RECORD, _how_to_finish(question))
    yield from not_announced(asked)


def _may_close_meeting(asked: Asked) -> Reasons:
    """A meeting is closed once, and not over an unfinished vote."""
    yield from _unless_closed(asked)
    question = asked.question
    if question is not None and question.recalled and not question.withdrawn:
        text = f"a result of {asked.committee} is taken back to put the record right, and not announced anew."
        yield asked.no("vote_unfinished", text, RECORD, _how_to_finish(question))
    elif question is not None and question.opened and not question.announced and not question.withdrawn:
        text = f"a vote of {asked.committee} has been opened and its result not announced."
        yield asked.no("vote_unfinished", text, RECORD, _how_to_finish(question))


def _how_to_finish(question: Question) -> str:
    """What ends a vote that was begun: a motion is withdrawn only until its voting is closed."""
    if question.recalled:
        return "Put the record right, and announce the result anew."
    if question.closed:
        return "Announce its result."
    return "Close the voting and announce its result, or withdraw the motion."


propose = _procedure(meeting_open, not_announced, _before_opening)
open_voting = _procedure(meeting_open, _may_open)
close_voting = _procedure(meeting_open, _may_close)
announce = _procedure(meeting_open, _may_announce)
withdraw = _procedure(_unless_closed, _may_withdraw)
defer = _procedure(_unless_closed, _may_defer)
record_attendance = _procedure(_unless_closed)
run_agenda = _procedure(_unless_closed)
close_sitting = _procedure(_may_close_meeting)
