"""Inviting a member of another committee for one item: who may, whom, for which seat; every refusal with its reason."""

from dataclasses import replace

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.world import Account, Elsewhere, Invitation
from committees.terms import Act, CommitteeKind, Handling, Power, Represents, Standing
from tests.rights import build
from tests.rights.rooms import merton
from tests.rights.test_entitlement import refused

RECORDER = Account(person=9001, powers=frozenset({Power.RECORD}))


def elsewhere(body=None, standing="voting", represents="ccg"):
    """A seat on Croydon's joint committee, or on another."""
    body = body or build.joint(build.CROYDON)
    return (Elsewhere(committee=body, standing=Standing(standing), represents=Represents(represents)),)


ELSEWHERE = elsewhere()


def cast_with_a_gp_out():
    """Merton's committee; its GP is in conflict on the item; a visitor sits on Croydon's."""
    cast = merton()
    return cast, cast.conflict("gp", Handling.LEAVES_FOR_ITEM)


def invite(cast, conflict, *, by="chair", whom="visitor", seat="gp", account=RECORDER, room=None, **said):
    """Ask as ``by`` presides, recorded by the secretary, unless told."""
    given = {"permitted": True, "sits_on": ELSEWHERE} | said
    return entitlement(
        Act.INVITE,
        person=cast.id(by),
        seat=None,
        room=room or cast.room(conflicts=[conflict] if conflict else []),
        question=cast.question(**given.pop("stage", {})),
        account=account,
        about=cast.id(whom) if whom else None,
        invitation=Invitation(seat=cast.seats[seat] if seat else None, **given),
    )


def test_whoever_presides_invites_a_member_of_another_committee_for_a_seat_whose_member_is_out():
    cast, out = cast_with_a_gp_out()
    verdict = invite(cast, out)
    assert verdict
    assert "who sits on Croydon joint committee" in verdict.reasons[0].text
    assert verdict.reasons[0].source.derived
    assert invite(cast, out, account=Account(person=cast.id("chair")))
    assert invite(cast, None, room=cast.room(without=["gp"])), "a member who is away leaves the seat empty"


def test_nobody_else_invites():
    cast, out = cast_with_a_gp_out()
    verdict = refused(invite(cast, out, by="vice_chair"), "invite.not_presiding")
    assert verdict.refusals[0].who_can == "Lay Chair."
    refused(invite(cast, out, account=Account(person=9002)), "invite.not_yours")


def test_a_chair_in_conflict_invites_nobody():
    cast = merton()
    codes = invite(cast, cast.conflict("chair"), seat="chair").codes
    assert {"invite.not_presiding", "invite.conflict.not_ruled"} <= codes


def test_nobody_is_invited_where_the_terms_do_not_allow_it():
    cast, out = cast_with_a_gp_out()
    refused(invite(cast, out, permitted=False), "invite.not_in_terms")


def test_somebody_in_conflict_is_not_invited():
    cast, out = cast_with_a_gp_out()
    room = cast.room(conflicts=[out, cast.conflict("visitor")])
    verdict = refused(invite(cast, out, room=room), "invite.in_conflict.not_ruled")
    assert "cannot be invited to make the committee quorate" in verdict.refusals[0].text


def test_a_member_of_the_committee_is_not_invited_to_it():
    cast, out = cast_with_a_gp_out()
    refused(invite(cast, out, whom="finance"), "invite.sits_here")


def test_somebody_who_sits_nowhere_is_not_invited():
    cast, out = cast_with_a_gp_out()
    refused(invite(cast, out, sits_on=()), "invite.sits_nowhere")


@pytest.mark.parametrize(
    ("seat", "code"),
    [
        ("finance", "seat_taken"),
        ("chair", "presides"),
        ("healthwatch", "no_vote"),
        ("healthwatch", "anothers_seat"),
        (None, "no_seat"),
    ],
)
def test_only_an_empty_seat_of_a_voting_member_is_filled_for_an_item(seat, code):
    cast, out = cast_with_a_gp_out()
    assert f"invite.{code}" in invite(cast, out, seat=seat).codes


def test_nobody_named_is_nobody_invited():
    cast, out = cast_with_a_gp_out()
    refused(invite(cast, out, whom=None), "invite.nobody")


def test_nobody_is_invited_once_the_meeting_is_closed_or_the_result_announced():
    cast, out = cast_with_a_gp_out()
    refused(invite(cast, out, stage={"sitting_closed": True}), "invite.sitting_closed")
    refused(invite(cast, out, stage={"opened": True, "closed": True, "announced": True}), "invite.announced")


@pytest.mark.parametrize(
    "sits_on",
    [
        elsewhere(represents="nhs_england"),
        elsewhere(standing="observer"),
        elsewhere(represents="healthwatch", standing="non_voting"),
        elsewhere(replace(build.joint(build.CROYDON), kind=CommitteeKind.WORKING_GROUP)),
        elsewhere(replace(build.pccc(build.MERTON), id=77, kind=CommitteeKind.GOVERNING_BODY)),
    ],
    ids=["NHS England's member", "an observer", "Healthwatch", "of a working group", "of the same CCG"],
)
def test_only_who_votes_for_another_ccg_is_invited(sits_on):
    cast, out = cast_with_a_gp_out()
    verdict = refused(invite(cast, out, sits_on=sits_on), "invite.no_such_seat")
    assert "voting member of another CCG's governing body" in verdict.refusals[0].who_can


def test_a_member_of_another_ccgs_governing_body_and_of_the_health_and_wellbeing_board_may_be_invited():
    cast, out = cast_with_a_gp_out()
    body = replace(build.joint(build.CROYDON), kind=CommitteeKind.GOVERNING_BODY)
    assert invite(cast, out, sits_on=elsewhere(body))
    assert invite(cast, out, sits_on=elsewhere(standing="non_voting", represents="hwb"))
