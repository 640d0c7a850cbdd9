"""What belongs to NHS England: its casting vote, its agreement and its veto. Three different powers."""

from __future__ import annotations

from committees.rights import sources as s
from committees.rights.asked import (
    Asked,
    Reasons,
    grounds,
    in_the_room,
    motion_alive,
    recorded,
    tie_unbroken,
    unconflicted,
)
from committees.rights.authority import existence
from committees.rights.citations import RECORD, terms_source
from committees.rights.conflicts import at_decision
from committees.rights.nhs_england import casting_vote_verdict, veto_verdict
from committees.rights.offices import in_office, named_for_nhs_england
from committees.rights.seats import acting, acts_for, holds
from committees.rights.windows import is_over
from committees.rights.world import Question, Room, Seat
from committees.terms import Act, Effect, Level, Power, Represents


def casting_vote(asked: Asked) -> Reasons:
    """NHS England's casting vote on a tie: by its member of this committee or their deputy, in the room.

    Source: North Central London pack (the casting vote at level 2, none at level 3).
    """
    reasons = [*existence(asked.room.committee, asked.room.day), *tie_unbroken(asked)]
    if asked.question is not None:
        power = casting_vote_verdict(asked.question.standpoint, asked.room.committee)
        reasons += power.reasons if not power else ()
        reasons += _never_at_level_3(asked)
    reasons += [*_in_its_seat(asked), *in_the_room(asked), *unconflicted(asked), *recorded(asked)]
    text = f"{asked.name} may use NHS England's casting vote in {asked.committee}."
    return grounds(asked, reasons, text, s.LEVEL_2_CASTING)


def casting_vote_holder(room: Room, question: Question) -> int | None:
    """Who in the room may use NHS England's casting vote now."""
    for seat in _its_seats(room):
        person = acting(seat, at_decision(room)).person
        would = Asked(act=Act.NHS_ENGLAND_CASTING_VOTE, person=person, seat=seat, room=room, question=question)
        if person is not None and all(reason.allows for reason in casting_vote(would)):
            return person
    return None


def agree(asked: Asked) -> Reasons:
    """NHS England's agreement, asked for beforehand (local incentive schemes at level 2); given or refused once."""
    reasons = [*motion_alive(asked), *_given_once(asked)]
    question = asked.question
    if question is not None and not question.standpoint.agreement_needed:
        text = f"this decision of {asked.committee} does not need NHS England's agreement."
        reasons += [asked.no("not_needed", text, s.TABLE_PAGE, f"{asked.committee} decides.")]
        reasons += [reason for each in question.standpoint.authorities for reason in each.verdict.reasons]
    if asked.account is not None and Power.VETO in asked.account.powers:
        reasons += [*_in_office(asked), *_account_unconflicted(asked)]
    else:
        reasons += [*_in_its_seat(asked), *in_the_room(asked), *unconflicted(asked), *recorded(asked)]
        reasons += _said_in_the_meeting(asked)
    return grounds(asked, reasons, f"NHS England may agree, or not, to what {asked.committee} proposes.", s.TABLE_PAGE)


def _said_in_the_meeting(asked: Asked) -> Reasons:
    """Its member speaks in the meeting; when that is closed NHS England answers by its own account."""
    if asked.question is not None and asked.question.sitting_closed:
        text = f"{asked.committee} has closed its meeting: what NHS England says now it says itself."
        yield asked.no("sitting_closed", text, RECORD, "NHS England's officer, by their own account.")


def veto(asked: Asked) -> Reasons:
    """NHS England's veto of a decision carried and announced: by the office that holds it on this committee, once.

    Never at level 3 (North Central London pack), never where NHS England agreed or voted for the motion itself.
    """
    reasons = [*_holds_veto(asked), *motion_alive(asked), *_account_unconflicted(asked)]
    if asked.question is not None:
        power = veto_verdict(asked.question.standpoint, asked.room.committee)
        reasons += [*power.reasons, *_in_office(asked)]
        reasons += [*_decided(asked), *_nhs_england_consented(asked), *_in_time(asked)]
    return grounds(asked, reasons, f"NHS England may veto this decision of {asked.committee}.", s.LEVEL_2_VETO)


def _never_at_level_3(asked: Asked) -> Reasons:
    standpoint = asked.resolution.standpoint
    if standpoint.casting_vote and any(each.level is Level.DELEGATED for each in standpoint.authorities):
        yield asked.no("level_3", "at level 3 NHS England has no casting vote.", s.LEVEL_3_NO_CASTING)


def _its_seats(room: Room) -> tuple[Seat, ...]:
    own = (seat for seat in room.seats if seat.committee == room.committee.id)
    return tuple(seat for seat in own if seat.represents is Represents.NHS_ENGLAND)


def _in_its_seat(asked: Asked) -> Reasons:
    """The person acts for a seat of NHS England on this committee: its member, or the named deputy in their place."""
    room, seats = at_decision(asked.room), _its_seats(asked.room)
    if asked.person is None:
        yield asked.no("nobody", "nobody is named who would act for NHS England.", terms_source(room))
        return
    if asked.seat is not None and asked.seat not in seats:
        text = f"{asked.seat.title} is no seat of NHS England on {asked.committee}."
        yield asked.no("not_its_seat", text, terms_source(room), "NHS England's member, or their named deputy.")
    if any(seat in seats for seat in acts_for(asked.person, room)):
        return
    text = f"{asked.name} does not act for NHS England on {asked.committee}."
    yield asked.no("not_nhs_england", text, terms_source(room), "NHS England's member, or their named deputy.")
    for seat in seats:
        held = holds(asked.person, seat, room)
        if held.code != "seat.not_appointed":
            who = acting(seat, room)
            yield asked.no("not_acting", who.reason.text, who.reason.source) if held.allows else held


def _given_once(asked: Asked) -> Reasons:
    question = asked.question
    if question is not None and question.agreement is not None:
        answer = "agreed" if question.agreement else "refused its agreement"
        yield asked.no("already_answered", f"NHS England has {answer} already.", RECORD)


def _account_unconflicted(asked: Asked) -> Reasons:
    """NHS England's people are named, and checked for conflicts like anybody else."""
    yield from named_for_nhs_england(asked)
    person = asked.account.person if asked.account is not None else asked.person
    if person is None:
        return
    whose = Asked(act=asked.act, person=person, seat=None, room=asked.room, question=asked.question)
    yield from unconflicted(whose)


def _holds_veto(asked: Asked) -> Reasons:
    whoever = f"An officer of NHS England who exercises its veto on {asked.committee}."
    if asked.account is None or Power.VETO not in asked.account.powers:
        text = f"this account does not exercise NHS England's veto on {asked.committee}."
        yield asked.no("not_the_holder", text, terms_source(asked.room), whoever)


def _in_office(asked: Asked) -> Reasons:
    """The account's office, where what was fixed when voting opened names one; who has no such power is told so before."""
    question, account = asked.question, asked.account
    if question is None or account is None or Power.VETO not in account.powers:
        return ()
    return in_office(asked, account, question.standpoint)


def _decided(asked: Asked) -> Reasons:
    question = asked.resolution
    if question.standpoint.effect is not Effect.DECIDES:
        text = f"{asked.committee} decided nothing here: only a decision can be vetoed."
        yield asked.no("not_a_decision", text, s.LEVEL_2_VETO)
    if not question.announced:
        yield asked.no("not_announced", "the result is not announced yet.", RECORD, "Announce the result first.")
    if question.announced and not question.carried:
        text = "the motion was not carried: only a decision that was carried can be vetoed."
        yield asked.no("not_carried", text, s.LEVEL_2_VETO)


def _nhs_england_consented(asked: Asked) -> Reasons:
    """No veto follows NHS England's own casting vote for the motion, nor its agreement."""
    question = asked.resolution
    if question.nhs_england_cast_for:
        text = "NHS England's own casting vote carried this decision: it cannot veto it."
        yield asked.no("own_casting_vote", text, s.EITHER_OR)
    if question.agreement:
        yield asked.no("agreed", "NHS England agreed to this decision: it cannot veto it.", s.EITHER_OR)
    if question.veto_used:
        yield asked.no("used", "NHS England has vetoed this decision already.", RECORD)
    if question.veto_waived:
        yield asked.no("waived", "NHS England has said that it will not use its veto.", RECORD)


def _in_time(asked: Asked) -> Reasons:
    """Until the meeting closes, or for the working days that the terms state; a window nobody knows is over."""
    question = asked.resolution
    days = question.standpoint.veto_working_days
    over = is_over(days, question.veto_last_day, question.today, sitting_closed=question.sitting_closed)
    if not over and not question.veto_lapsed:
        return
    text = f"the veto could be used until {asked.committee} closed its meeting, and it has."
    if days is not None:
        many = "working day" if days == 1 else "working days"
        text = f"the veto could be used for {days} {many} after the voting closed, and they are over."
    yield asked.no("lapsed", text, terms_source(asked.room), f"{asked.committee}, by a new decision.")
