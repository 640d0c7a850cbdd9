"""Inviting a member of another committee for one item, so that a committee becomes quorate for it.

The guidance names temporarily inviting permitted others among what may be done when an item becomes inquorate: a
member of another CCG's governing body, a member of the Health and Wellbeing Board (domain, 1.8, recalled): hence
derived. That committees for primary care and joint committees of another CCG are taken for its governing body is ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from committees.rights.asked import Asked, Reasons, grounds, meeting_open, not_announced, recorded, unconflicted
from committees.rights.authority import existence
from committees.rights.chairing import whoever_presides
from committees.rights.citations import GUIDANCE, ONE_VOTE, terms_source
from committees.rights.conflicts import conflict_reasons, is_out, name_of, takes_quorum, takes_vote
from committees.rights.reasons import Source
from committees.rights.seats import acting, seats_of
from committees.rights.words import listed, the
from committees.rights.world import Committee, Elsewhere, Invitation, Room, Seat
from committees.terms import CommitteeKind, Office, Represents, Standing

#: The committees of another CCG whose voting members may be invited.
DECIDING = frozenset({CommitteeKind.GOVERNING_BODY, CommitteeKind.PCCC, CommitteeKind.JOINT_COMMITTEE})


def invite(asked: Asked) -> Reasons:
    """Whoever presides invites somebody who sits elsewhere, is not in conflict, and takes nobody's place who could act."""
    reasons = [*existence(asked.room.committee, asked.room.day), *meeting_open(asked)]
    reasons += [*whoever_presides(asked), *unconflicted(asked), *not_announced(asked), *recorded(asked)]
    if asked.invitation is None or asked.about is None:
        reasons.append(asked.no("nobody", "nobody is named who would be invited.", GUIDANCE))
        return grounds(asked, reasons, "", GUIDANCE)
    reasons += [*_who(asked, asked.about, asked.invitation), *_for_which_seat(asked, asked.invitation.seat)]
    whom = name_of(asked.about, asked.room)
    sits = f", who sits on {_names(asked.invitation)}," if asked.invitation.sits_on else ""
    text = f"{whom}{sits} may be invited to {asked.committee} for this item."
    return grounds(asked, reasons, text, GUIDANCE)


def _who(asked: Asked, person: int, invitation: Invitation) -> Reasons:
    whom = name_of(person, asked.room)
    if not invitation.permitted:
        text = f"the terms of reference of {asked.committee} do not let members of another committee be invited."
        yield asked.no("not_in_terms", text, terms_source(asked.room), "Defer the item, or refer it.")
    if seats_of(person, asked.room):
        text = f"{whom} sits on {asked.committee} already."
        yield asked.no("sits_here", text, ONE_VOTE, "Somebody who sits on another committee.")
    elif not invitation.sits_on:
        text = f"{whom} sits on no other committee on record that day: only a member of another body is invited."
        yield asked.no("sits_nowhere", text, GUIDANCE, "A member of another CCG's committee, not in conflict.")
    elif not any(may_come_from(each, asked.room.committee) for each in invitation.sits_on):
        text = (
            f"{whom} sits on {_names(invitation)}, and there neither with a vote for another CCG, nor for the Health and "
            "Wellbeing Board."
        )
        ask = "A voting member of another CCG's governing body or committee, or of the Health and Wellbeing Board."
        yield asked.no("no_such_seat", text, GUIDANCE, ask)
    yield from conflict_reasons(
        person,
        asked.room,
        takes=lambda effects: takes_vote(effects) or takes_quorum(effects),
        code=f"{asked.act}.in_conflict",
        cannot="cannot be invited to make the committee quorate",
    )


def may_come_from(there: Elsewhere, here: Committee) -> bool:
    """Whether a seat elsewhere makes its holder one of those who may be invited: of another CCG, or of the Board."""
    if there.represents is Represents.HWB:
        return True
    of_another = there.committee.kind in DECIDING and bool(set(there.committee.ccgs) - set(here.ccgs))
    return of_another and has_a_vote_to_lend(there)


def has_a_vote_to_lend(seat: Seat | Elsewhere) -> bool:
    """A voting seat of the CCG's side: NHS England's members act for NHS England."""
    return seat.standing is Standing.VOTING and seat.represents is Represents.CCG


def _names(invitation: Invitation) -> str:
    return listed(dict.fromkeys(each.committee.name for each in invitation.sits_on))


def _for_which_seat(asked: Asked, seat: Seat | None) -> Reasons:
    """A voting seat of a member, of the CCG's side, for which nobody can act on this item."""
    if seat is None:
        yield asked.no("no_seat", f"no seat of {asked.committee} is named for which they would act.", GUIDANCE)
        return
    for rule, text, source, ask in _against(seat, asked.room):
        yield asked.no(rule, text, source, ask)


def may_be_filled(seat: Seat, room: Room) -> bool:
    """Whether somebody may be invited to act for the seat on this item."""
    return seat.committee == room.committee.id and not any(_against(seat, room))


def _against(seat: Seat, room: Room) -> Iterator[tuple[str, str, Source, str]]:
    """What stands against inviting somebody to a seat: rule, sentence, source, and who could do it instead."""
    committee = the(room.committee)
    if seat.office is not Office.MEMBER:
        text = f"the seat of {seat.title} is the {seat.office.label}'s: nobody is invited to preside."
        yield "presides", text, GUIDANCE, "Members in the room elect who presides."
    if seat.standing is not Standing.VOTING:
        text = f"{seat.title} has no vote in {committee}: it would not help the quorum."
        yield "no_vote", text, terms_source(room), "Name a seat of a voting member."
    if seat.represents is not Represents.CCG:
        text = f"{seat.title} is a seat of {seat.represents.label}, which names its own people."
        yield "anothers_seat", text, GUIDANCE, "Name a seat of the CCG's own."
    acts = acting(seat, room)
    if acts.person is not None and not is_out(acts.person, room):
        text = f"{name_of(acts.person, room)} acts as {seat.title} and can vote on this item: the seat is not empty."
        yield "seat_taken", text, ONE_VOTE, "Name a seat whose member is out for the item, or away."
