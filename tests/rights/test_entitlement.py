"""Every refusal of every act, with its reason, and what is allowed beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from committees.rights.entitlement import RULES, electors, entitlement
from committees.rights.world import Account, QuorumRule
from committees.terms import Access, Act, Function, Handling, Power, Recording, Share
from tests.rights import build
from tests.rights.build import MEETING
from tests.rights.rooms import ITEM, croydon, merton

SECRETARY = Account(person=9001, powers=frozenset({Power.RUN_BUSINESS, Power.RECORD}))
RECORDER = Account(person=9001, powers=frozenset({Power.RECORD}))
STRANGER = Account(person=9002)
NHS_ENGLAND = Account(person=9003, powers=frozenset({Power.VETO}))
RULED_OUT = [handling for handling in Handling if handling != Handling.FULL_PART]


def ask(act, cast, role=None, *, seat=None, room=None, question=None, **more):
    """The verdict on an act of the person called ``role`` (in the room of everybody, unless given)."""
    return entitlement(
        act,
        person=cast.id(role) if role else None,
        seat=cast.seats[seat] if seat else None,
        room=room or cast.room(),
        question=question,
        **more,
    )


def refused(verdict, *codes):
    """Refused for exactly these reasons, each a sentence with a source."""
    assert not verdict
    assert {reason.code for reason in verdict.refusals} == set(codes), verdict.sentence
    for reason in verdict.refusals:
        assert reason.text.endswith(".")
        assert reason.source.title
    return verdict


def vote(cast, role="gp", *, seat=None, question=None, **more):
    seat = seat or (role if role in cast.seats else None)
    return ask(Act.VOTE, cast, role, seat=seat, question=question or cast.opened(), **more)


# The vote


@pytest.mark.parametrize("role", ["chair", "vice_chair", "finance", "gp"])
@pytest.mark.parametrize("committee", [merton, croydon])
def test_a_voting_member_in_the_room_votes_for_their_own_seat(committee, role):
    assert vote(committee(), role)


def test_a_member_without_a_seat_of_their_own_number_does_not_vote():
    refused(vote(merton(), "visitor"), "vote.no_seat")


def test_a_member_of_another_committee_never_votes():
    cast, other = merton(), croydon()
    room = cast.room(others=frozenset({cast.id("visitor")}))
    refused(vote(cast, "visitor", room=room), "vote.other_committee")
    verdict = entitlement(
        Act.VOTE, person=cast.id("gp"), seat=other.seats["gp"], room=cast.room(), question=cast.opened()
    )
    assert "vote.other_committee" in verdict.codes


@pytest.mark.parametrize(
    ("role", "code"),
    [("lmc", "vote.observer"), ("contracts", "vote.in_attendance"), ("healthwatch", "vote.non_voting_member")],
)
def test_a_seat_without_a_vote_does_not_vote(role, code):
    verdict = vote(merton(), role)
    assert code in verdict.codes
    assert not verdict


@pytest.mark.parametrize("represents", ["healthwatch", "hwb"])
def test_healthwatch_and_the_health_and_wellbeing_board_are_members_by_right_without_a_vote(represents):
    cast = merton().add("board", represents=represents)
    refused(vote(cast, "board", question=cast.opened("board")), "vote.by_right_without_vote")


def test_nhs_england_votes_from_its_seat_at_level_2():
    assert vote(croydon(), "regional_officer")


def test_nhs_england_does_not_vote_at_level_3_unless_the_ccg_agreed_a_vote():
    cast = merton().add("officer", represents="nhs_england")
    verdict = refused(vote(cast, "officer"), "vote.nhs_england_at_level_3")
    assert "full membership" in verdict.refusals[0].source.title
    agreed = merton(nhs_england_seat_votes=True).add("officer", represents="nhs_england")
    assert vote(agreed, "officer")


def test_nhs_england_does_not_vote_at_level_1():
    cast = merton().add("officer", represents="nhs_england")
    cast.arrangements = [build.at_level(build.MERTON, 1)]
    question = cast.opened(function=Function.BUDGET)
    assert "vote.nhs_england_not_at_level_2" in vote(cast, "officer", question=question).codes


def test_an_appointment_that_ended_yesterday_is_refused_naming_its_last_day():
    cast = merton().add("nurse", vacant=True).appoint("nurse", "nurse", ends_on=MEETING - timedelta(days=1))
    verdict = refused(vote(cast, "nurse"), "seat.appointment_ended")
    assert "13 April 2016" in verdict.sentence


def test_an_appointment_that_begins_tomorrow_is_refused():
    cast = merton().add("nurse", vacant=True).appoint("nurse", "nurse", starts_on=MEETING + timedelta(days=1))
    refused(vote(cast, "nurse"), "seat.not_begun")


def test_nobody_votes_for_a_seat_that_is_not_theirs():
    cast = merton()
    refused(vote(cast, "visitor", seat="gp"), "seat.not_appointed", "vote.another_voter")


def test_a_vote_needs_somebody_whose_it_is():
    cast = merton()
    verdict = ask(Act.VOTE, cast, None, seat="gp", question=cast.opened())
    assert "vote.nobody" in verdict.codes


def test_a_single_item_appointment_votes_on_that_item_only():
    cast = merton().add("expert", vacant=True).appoint("expert", "expert", share=Share.SINGLE_ITEM, item=ITEM)
    assert vote(cast, "expert")
    refused(vote(cast, "expert", room=cast.room(item=ITEM + 1)), "seat.other_item")


def test_a_deputy_votes_in_the_place_of_who_is_away():
    cast = merton()
    room = cast.room(without=["finance"])
    question = cast.question(opened=True, electorate={cast.seats["finance"].id: cast.id("deputy_finance")})
    assert vote(cast, "deputy_finance", seat="finance", room=room, question=question)


def test_a_deputy_does_not_vote_while_the_holder_is_in_the_room():
    cast = merton()
    verdict = vote(cast, "deputy_finance", seat="finance", question=cast.question(opened=True))
    assert "vote.not_acting" in verdict.codes


def test_a_holder_who_arrives_after_the_opening_leaves_the_vote_to_the_deputy():
    cast = merton()
    question = cast.question(opened=True, electorate={cast.seats["finance"].id: cast.id("deputy_finance")})
    refused(vote(cast, "finance", question=question), "vote.another_voter")
    assert vote(cast, "deputy_finance", seat="finance", question=question)


def test_a_person_in_two_seats_of_a_committee_votes_once():
    cast = merton().add("nurse", vacant=True).appoint("gp", "nurse")
    found = {elector.seat.title: elector.verdict for elector in electors(cast.room(), cast.standpoint())}
    assert found["GP member"]
    refused(found["nurse"], "vote.one_person_one_vote")


def test_a_person_who_left_the_room_does_not_vote():
    cast = merton()
    verdict = refused(vote(cast, room=cast.room(without=["gp"])), "vote.left_the_room")
    assert verdict.sentence == "Gp has left the room, and votes only while in it."


def test_a_person_who_never_came_does_not_vote():
    cast = merton()
    verdict = vote(cast, room=cast.room(without=["gp"]), question=cast.opened("chair"))
    refused(verdict, "vote.not_in_the_room", "vote.not_in_the_electorate")


def test_a_person_who_arrives_after_the_opening_does_not_vote():
    cast = merton()
    refused(vote(cast, question=cast.opened("chair", "finance")), "vote.not_in_the_electorate")


def test_an_interest_nobody_ruled_on_blocks_that_vote_and_no_other():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp")])
    refused(vote(cast, room=room), "vote.conflict.not_ruled")
    assert vote(cast, "finance", room=room)


@pytest.mark.parametrize("handling", RULED_OUT)
def test_a_ruling_that_takes_the_vote_is_named_with_who_made_it(handling):
    cast = merton()
    verdict = refused(vote(cast, room=cast.room(conflicts=[cast.conflict("gp", handling)])), "vote.conflict")
    assert f"the ruling of Lay Chair is “{handling.label}”" in verdict.sentence


def test_a_ruling_of_full_part_leaves_the_vote():
    cast = merton()
    assert vote(cast, room=cast.room(conflicts=[cast.conflict("gp", Handling.FULL_PART)]))


def test_strict_terms_take_the_vote_whatever_the_ruling():
    cast = merton(default_handling=Handling.LEAVES_FOR_ITEM)
    room = cast.room(conflicts=[cast.conflict("gp", Handling.FULL_PART)])
    refused(vote(cast, room=room), "vote.conflict.terms")


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        ({"opened": False}, {"vote.not_open"}),
        ({"closed": True}, {"vote.closed"}),
        ({"closed": True, "announced": True}, {"vote.closed", "vote.announced"}),
        ({"withdrawn": True}, {"vote.withdrawn"}),
        ({"sitting_closed": True}, {"vote.sitting_closed"}),
        ({"sitting_suspended": True}, {"vote.sitting_suspended"}),
        ({"item_suspended": True}, {"vote.item_suspended"}),
        ({"recording": Recording.COUNTS}, {"vote.not_by_name"}),
        ({"recording": Recording.CONSENSUS}, {"vote.not_by_name"}),
    ],
)
def test_a_vote_is_cast_while_the_voting_is_open_and_by_name(stage, codes):
    cast = merton()
    electorate = {cast.seats["gp"].id: cast.id("gp")}
    question = cast.question(**{"opened": True, "electorate": electorate, **stage})
    refused(vote(cast, question=question), *codes)


def test_a_vote_needs_a_motion():
    cast = merton()
    refused(ask(Act.VOTE, cast, "gp", seat="gp"), "vote.no_motion")


def test_terms_that_do_not_record_votes_by_name_refuse_them():
    cast = merton(recordings=frozenset({Recording.COUNTS}))
    refused(vote(cast), "vote.recording_not_in_terms")


def test_a_seat_that_has_voted_does_not_vote_again():
    cast = merton()
    refused(vote(cast, question=cast.opened(voted=frozenset({cast.seats["gp"].id}))), "vote.second_vote")


def test_a_vote_is_corrected_until_the_result_is_announced():
    cast = merton()
    voted = frozenset({cast.seats["gp"].id})
    assert vote(cast, question=cast.opened(voted=voted), replacing=True)
    assert vote(cast, question=cast.opened(voted=voted, closed=True), replacing=True)
    announced = cast.opened(voted=voted, closed=True, announced=True)
    refused(vote(cast, question=announced, replacing=True), "vote.announced")


def test_a_vote_that_was_never_cast_is_not_corrected():
    refused(vote(merton(), replacing=True), "vote.nothing_to_correct")


def test_a_committee_that_was_stood_down_does_not_vote():
    cast = merton()
    gone = build.pccc(build.MERTON, id=cast.body.id, stood_down_on=build.EVE)
    verdict = refused(vote(cast, room=cast.room(committee=gone)), "stood_down")
    assert "31 March 2016" in verdict.sentence


def test_a_committee_without_terms_does_not_vote():
    cast = merton()
    refused(vote(cast, room=cast.room(terms=None)), "vote.no_terms")


def test_a_committee_without_a_say_does_not_vote_and_the_reason_is_the_authoritys():
    cast = merton()
    verdict = vote(cast, question=cast.opened(function=Function.PERFORMERS_LIST))
    assert {"vote.no_effect", "reserved"} <= verdict.codes


def test_a_vote_is_recorded_for_a_member_by_who_records_for_the_meeting():
    cast = merton()
    assert vote(cast, account=RECORDER)
    assert vote(cast, account=Account(person=cast.id("gp")))
    refused(vote(cast, account=STRANGER), "vote.not_yours")


@pytest.mark.parametrize("power", [Power.RUN_BUSINESS, Power.VETO, Power.READ_PRIVATE])
def test_no_other_power_records_a_vote(power):
    refused(vote(merton(), account=Account(person=1, powers=frozenset({power}))), "vote.not_yours")


def test_all_reasons_are_given_and_not_only_the_first():
    cast = merton()
    room = cast.room(without=["gp"], conflicts=[cast.conflict("gp")])
    question = cast.opened(closed=True, voted=frozenset({cast.seats["gp"].id}))
    refused(
        vote(cast, room=room, question=question),
        "vote.left_the_room",
        "vote.conflict.not_ruled",
        "vote.closed",
        "vote.second_vote",
    )


# The electorate


def test_the_electorate_has_every_seat_with_its_voter_or_why_not():
    cast = croydon()
    room = cast.room(without=["finance"], conflicts=[cast.conflict("gp", Handling.LEAVES_FOR_ITEM)])
    found = {elector.seat.title: elector for elector in electors(room, cast.standpoint())}
    assert set(found) == {seat.title for seat in cast.seats.values()}
    assert {title for title, elector in found.items() if elector.verdict} == {
        "lay chair",
        "lay vice-chair",
        "chief finance officer",
        "NHS England member",
    }
    assert found["chief finance officer"].person == cast.id("deputy_finance")
    assert found["GP member"].person == cast.id("gp")
    assert "vote.conflict" in found["GP member"].verdict.codes


def test_who_leaves_for_the_decision_is_no_elector_even_while_the_item_is_discussed():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp", Handling.LEAVES_FOR_DECISION)], decision_point=False)
    assert not next(e for e in electors(room, cast.standpoint()) if e.seat is cast.seats["gp"]).verdict


def test_who_left_for_the_item_is_named_with_the_ruling():
    cast = merton()
    room = cast.room(without=["gp"], conflicts=[cast.conflict("gp", Handling.LEAVES_FOR_ITEM)])
    elector = next(e for e in electors(room, cast.standpoint()) if e.seat is cast.seats["gp"])
    assert elector.person == cast.id("gp")
    assert {"vote.conflict", "seat.nobody_in_the_room"} == {reason.code for reason in elector.verdict.refusals}


def test_nobody_is_an_elector_on_a_reserved_function():
    cast = merton()
    assert not any(e.verdict for e in electors(cast.room(), cast.standpoint(Function.PERFORMERS_LIST)))


# The chair's second vote


def second(cast, role="chair", *, question=None, **more):
    return ask(Act.SECOND_VOTE, cast, role, question=question or cast.tied(), **more)


def test_who_presides_breaks_a_tie_where_the_terms_give_a_second_vote():
    cast = merton(chair_second_vote=True)
    assert second(cast)
    assert second(cast, "vice_chair", room=cast.room(without=["chair"]))
    assert second(cast, account=RECORDER)


def test_the_terms_must_give_the_second_vote():
    refused(second(merton()), "second_vote.not_in_terms")


def test_there_is_no_second_vote_where_nhs_england_has_the_casting_vote():
    cast = croydon(chair_second_vote=True)
    refused(second(cast), "second_vote.nhs_england_has_it", "second_vote.not_in_terms")


@pytest.mark.parametrize("role", ["vice_chair", "gp", "healthwatch", "visitor"])
def test_nobody_but_who_presides_has_a_second_vote(role):
    refused(second(merton(chair_second_vote=True), role), "second_vote.not_presiding")


def test_a_chair_in_conflict_has_no_second_vote():
    cast = merton(chair_second_vote=True)
    room = cast.room(conflicts=[cast.conflict("chair")])
    refused(second(cast, room=room), "second_vote.not_presiding", "second_vote.conflict.not_ruled")


def test_a_chair_who_left_has_no_second_vote():
    cast = merton(chair_second_vote=True)
    refused(second(cast, room=cast.room(without=["chair"])), "second_vote.not_presiding", "second_vote.not_in_the_room")


def test_a_chair_without_a_vote_has_no_second_one():
    cast = merton(chair_second_vote=True)
    cast.seats["chair"] = build.seat(
        cast.body, "chair", id=cast.seats["chair"].id, office="chair", standing="non_voting"
    )
    refused(second(cast), "second_vote.no_first_vote")


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ({"tied": False}, "no_tie"),
        ({"closed": False}, "not_closed"),
        ({"announced": True}, "announced"),
        ({"withdrawn": True}, "withdrawn"),
        ({"casting_vote_used": True}, "used"),
        ({"casting_declined": True}, "declined"),
        ({"sitting_closed": True}, "sitting_closed"),
    ],
)
@pytest.mark.parametrize("act", [Act.SECOND_VOTE, Act.NHS_ENGLAND_CASTING_VOTE])
def test_a_casting_vote_needs_a_tie_that_is_closed_and_nobody_broke(act, stage, code):
    cast = croydon() if act == Act.NHS_ENGLAND_CASTING_VOTE else merton(chair_second_vote=True)
    role = "regional_officer" if act == Act.NHS_ENGLAND_CASTING_VOTE else "chair"
    refused(ask(act, cast, role, question=cast.tied(**stage)), f"{act}.{code}")


def test_a_second_vote_needs_a_motion():
    refused(ask(Act.SECOND_VOTE, merton(chair_second_vote=True), "chair"), "second_vote.no_motion")


# NHS England's casting vote


def casting(cast, role="regional_officer", *, question=None, **more):
    return ask(Act.NHS_ENGLAND_CASTING_VOTE, cast, role, question=question or cast.tied(), **more)


def test_nhs_englands_member_breaks_a_tie_at_level_2():
    cast = croydon()
    assert casting(cast)
    assert casting(cast, seat="regional_officer")
    assert casting(cast, account=RECORDER)


def test_nhs_englands_named_alternate_breaks_a_tie_when_the_member_is_away():
    cast = croydon()
    assert casting(cast, "regional_alternate", room=cast.room(without=["regional_officer"]))
    refused(
        casting(cast, "regional_alternate"),
        "nhs_england_casting_vote.not_nhs_england",
        "nhs_england_casting_vote.not_acting",
    )


def test_nobody_else_uses_nhs_englands_casting_vote():
    refused(casting(croydon(), "chair"), "nhs_england_casting_vote.not_nhs_england")


def test_it_is_used_from_nhs_englands_own_seat():
    refused(casting(croydon(), seat="chair"), "nhs_england_casting_vote.not_its_seat")


def test_nhs_england_has_no_casting_vote_at_level_3_and_the_reasons_name_the_level_and_its_source():
    cast = merton().add("officer", represents="nhs_england")
    verdict = refused(casting(cast, "officer"), "casting_vote_at_level_3", "casting_vote_not_in_terms")
    assert "do not have a casting vote" in verdict.refusals[0].source.title


def test_nhs_england_has_no_casting_vote_that_the_terms_do_not_give():
    refused(casting(croydon(nhs_england_casting_vote=False)), "casting_vote_not_in_terms")


def test_nhs_englands_member_in_conflict_does_not_break_a_tie():
    cast = croydon()
    room = cast.room(conflicts=[cast.conflict("regional_officer")])
    refused(casting(cast, room=room), "nhs_england_casting_vote.conflict.not_ruled")


def test_nhs_englands_member_who_left_does_not_break_a_tie():
    cast = croydon()
    room = cast.room(without=["regional_officer", "regional_alternate"])
    refused(
        casting(cast, room=room),
        "nhs_england_casting_vote.not_nhs_england",
        "nhs_england_casting_vote.not_acting",
        "nhs_england_casting_vote.not_in_the_room",
    )


# Ruling on a conflict


def ruling(cast, role="chair", about="gp", **more):
    return ask(Act.RULE, cast, role, about=cast.id(about), **more)


def test_who_presides_rules_on_a_conflict():
    cast = merton()
    assert ruling(cast, room=cast.room(conflicts=[cast.conflict("gp")]))
    assert ruling(cast, account=RECORDER)


@pytest.mark.parametrize("role", ["vice_chair", "gp", "healthwatch", "visitor"])
def test_nobody_rules_but_who_presides(role):
    verdict = refused(ruling(merton(), role, about="finance"), "rule.not_presiding")
    assert verdict.refusals[0].who_can == "Lay Chair."


def test_the_vice_chair_rules_where_the_chair_is_the_one_in_conflict():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("chair")])
    assert ruling(cast, "vice_chair", about="chair", room=room)
    refused(
        ruling(cast, "chair", about="chair", room=room),
        "rule.not_presiding",
        "rule.own_conflict",
        "rule.conflict.not_ruled",
    )


def test_nobody_rules_on_their_own_conflict_even_where_it_was_noted():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("chair", Handling.FULL_PART)])
    refused(ruling(cast, "chair", about="chair", room=room), "rule.own_conflict")


def test_a_member_elected_for_the_item_rules_where_chair_and_vice_chair_are_in_conflict():
    cast = merton()
    conflicts = [cast.conflict("chair"), cast.conflict("vice_chair")]
    assert ruling(cast, "gp", about="chair", room=cast.room(conflicts=conflicts, elected_chair=cast.id("gp")))
    verdict = ruling(cast, "gp", about="chair", room=cast.room(conflicts=conflicts))
    assert {"rule.nobody_presides", "presiding.nobody"} <= verdict.codes


def test_a_ruling_is_recorded_only_by_who_records_for_the_meeting():
    refused(ruling(merton(), account=STRANGER), "rule.not_yours")


def test_nothing_is_ruled_after_the_meeting_closed():
    cast = merton()
    refused(ruling(cast, question=cast.question(sitting_closed=True)), "rule.sitting_closed")


# Speaking, reading, declaring


@pytest.mark.parametrize("role", ["chair", "gp", "healthwatch", "lmc", "contracts", "presenter", "visitor"])
def test_everyone_recorded_in_the_room_may_speak(role):
    assert ask(Act.SPEAK, merton(), role)


@pytest.mark.parametrize("role", ["gp", "visitor"])
def test_nobody_speaks_who_is_not_in_the_room(role):
    cast = merton()
    refused(ask(Act.SPEAK, cast, role, room=cast.room(without=[role])), "speak.not_in_the_room")


def test_the_public_does_not_speak():
    refused(ask(Act.SPEAK, merton()), "speak.not_in_the_room")


def test_a_member_of_another_committee_speaks_if_the_chair_allows():
    cast = merton()
    others = frozenset({cast.id("visitor")})
    assert ask(Act.SPEAK, cast, "visitor", room=cast.room(others=others))
    refused(
        ask(Act.SPEAK, cast, "visitor", room=cast.room(others=others, others_may_speak=False)), "speak.other_committee"
    )


@pytest.mark.parametrize(
    ("handling", "discussing", "deciding"),
    [
        (None, True, True),
        (Handling.FULL_PART, True, True),
        (Handling.SPEAKS, True, True),
        (Handling.SILENT, False, False),
        (Handling.LEAVES_FOR_DECISION, True, False),
        (Handling.LEAVES_FOR_ITEM, False, False),
        (Handling.WITHHELD, False, False),
    ],
)
def test_who_may_speak_after_a_ruling(handling, discussing, deciding):
    cast = merton()
    conflicts = [cast.conflict("gp", handling)]
    assert bool(ask(Act.SPEAK, cast, "gp", room=cast.room(conflicts=conflicts, decision_point=False))) is discussing
    assert bool(ask(Act.SPEAK, cast, "gp", room=cast.room(conflicts=conflicts))) is deciding


def test_a_public_paper_is_for_anyone():
    assert ask(Act.READ_PAPER, merton())
    assert ask(Act.READ_PAPER, merton(), "visitor")


def test_a_members_paper_is_for_members_and_those_in_attendance():
    cast = merton()
    away = cast.room(without=["gp", "visitor"])
    assert ask(Act.READ_PAPER, cast, "gp", room=away, access=Access.MEMBERS)
    assert ask(Act.READ_PAPER, cast, "visitor", access=Access.MEMBERS)
    refused(ask(Act.READ_PAPER, cast, "visitor", room=away, access=Access.MEMBERS), "read_paper.members_only")
    refused(ask(Act.READ_PAPER, cast, access=Access.MEMBERS), "read_paper.members_only")


@pytest.mark.parametrize(("role", "reads"), [("gp", True), ("healthwatch", False), ("lmc", False), ("visitor", False)])
def test_a_paper_for_voting_members_is_for_them_only(role, reads):
    verdict = ask(Act.READ_PAPER, merton(), role, access=Access.NAMED)
    assert bool(verdict) is reads
    if not reads:
        refused(verdict, "read_paper.voting_members_only")


@pytest.mark.parametrize("access", Access)
def test_an_account_that_reads_private_papers_reads_them(access):
    account = Account(person=9001, powers=frozenset({Power.READ_PRIVATE}))
    assert ask(Act.READ_PAPER, merton(), access=access, account=account)


@pytest.mark.parametrize("access", Access)
def test_a_withheld_paper_is_withheld_even_if_public_and_says_why(access):
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("gp", Handling.WITHHELD)])
    account = Account(person=cast.id("gp"), powers=frozenset({Power.READ_PRIVATE}))
    verdict = refused(ask(Act.READ_PAPER, cast, "gp", room=room, access=access, account=account), "read_paper.withheld")
    assert "papers withheld and leaves" in verdict.sentence


def test_everyone_in_the_room_and_every_member_declares_their_own_interest():
    cast = merton()
    assert ask(Act.DECLARE, cast, "visitor")
    assert ask(Act.DECLARE, cast, "gp", room=cast.room(without=["gp"]))
    assert ask(Act.DECLARE, cast, "gp", account=Account(person=cast.id("gp")))


def test_somebody_elses_interest_is_recorded_by_the_secretary_only():
    cast = merton()
    assert ask(Act.DECLARE, cast, "gp", account=RECORDER)
    refused(ask(Act.DECLARE, cast, "gp", account=STRANGER), "declare.not_yours")


def test_no_member_declares_for_another():
    cast = merton()
    finance = Account(person=cast.id("finance"))
    refused(ask(Act.DECLARE, cast, "finance", about=cast.id("gp"), account=finance), "declare.not_yours")
    assert ask(Act.DECLARE, cast, "finance", about=cast.id("gp"), account=RECORDER)


def test_the_public_and_nobody_do_not_declare():
    cast = merton()
    refused(ask(Act.DECLARE, cast, "visitor", room=cast.room(without=["visitor"])), "declare.not_in_the_room")
    refused(ask(Act.DECLARE, cast), "declare.nobody")


def test_nothing_is_declared_after_the_meeting_closed():
    cast = merton()
    refused(ask(Act.DECLARE, cast, "gp", question=cast.question(sitting_closed=True)), "declare.sitting_closed")


# Procedure

PROCEDURE = {
    Act.PROPOSE: {},
    Act.OPEN_VOTING: {},
    Act.CLOSE_VOTING: {"opened": True},
    Act.ANNOUNCE: {"opened": True, "closed": True},
    Act.WITHDRAW: {"opened": True},
    Act.DEFER: {},
    Act.RECORD_ATTENDANCE: {},
    Act.RUN_AGENDA: {},
    Act.CLOSE_SITTING: {},
}


def run(act, cast, role=None, *, account=SECRETARY, room=None, **stage):
    question = cast.question(**{**PROCEDURE[act], **stage})
    return ask(act, cast, role, question=question, account=account, room=room)


@pytest.mark.parametrize("act", PROCEDURE)
def test_the_secretary_or_who_presides_runs_the_procedure(act):
    cast = merton()
    assert run(act, cast)
    assert run(act, cast, account=Account(person=1, powers=frozenset({Power.RUN_BUSINESS})))
    assert run(act, cast, account=RECORDER)
    assert run(act, cast, "chair", account=None)
    assert run(act, cast, "vice_chair", account=None, room=cast.room(without=["chair"]))


@pytest.mark.parametrize("act", PROCEDURE)
@pytest.mark.parametrize("role", ["gp", "vice_chair", "healthwatch", "visitor", None])
def test_nobody_else_runs_the_procedure(act, role):
    cast = merton()
    refused(run(act, cast, role, account=None), f"{act}.not_the_secretary")
    refused(run(act, cast, role, account=NHS_ENGLAND), f"{act}.not_the_secretary")
    refused(run(act, cast, "chair", account=STRANGER), f"{act}.not_the_secretary")


@pytest.mark.parametrize("act", PROCEDURE)
def test_nothing_is_done_in_a_meeting_that_is_closed(act):
    refused(run(act, merton(), sitting_closed=True), f"{act}.sitting_closed")


@pytest.mark.parametrize("act", [Act.PROPOSE, Act.OPEN_VOTING, Act.CLOSE_VOTING, Act.ANNOUNCE])
@pytest.mark.parametrize("what", ["sitting_suspended", "item_suspended"])
def test_no_business_is_done_while_it_is_adjourned(act, what):
    refused(run(act, merton(), **{what: True}), f"{act}.{what}")


@pytest.mark.parametrize("act", PROCEDURE)
def test_a_committee_that_was_stood_down_does_no_business(act):
    cast = merton()
    gone = build.pccc(build.MERTON, id=cast.body.id, stood_down_on=build.EVE)
    assert "stood_down" in run(act, cast, room=cast.room(committee=gone)).codes


@pytest.mark.parametrize(
    ("act", "stage", "code"),
    [
        (Act.PROPOSE, {"opened": True}, "opened"),
        (Act.OPEN_VOTING, {"has_motion": False}, "no_motion"),
        (Act.OPEN_VOTING, {"opened": True}, "already_open"),
        (Act.OPEN_VOTING, {"withdrawn": True}, "withdrawn"),
        (Act.OPEN_VOTING, {"announced": True}, "announced"),
        (Act.CLOSE_VOTING, {"opened": False}, "not_open"),
        (Act.CLOSE_VOTING, {"closed": True}, "closed"),
        (Act.CLOSE_VOTING, {"withdrawn": True}, "withdrawn"),
        (Act.CLOSE_VOTING, {"announced": True}, "announced"),
        (Act.ANNOUNCE, {"closed": False}, "not_closed"),
        (Act.ANNOUNCE, {"announced": True}, "announced"),
        (Act.ANNOUNCE, {"withdrawn": True}, "withdrawn"),
        (Act.WITHDRAW, {"closed": True}, "closed"),
        (Act.WITHDRAW, {"withdrawn": True}, "withdrawn"),
        (Act.WITHDRAW, {"has_motion": False}, "no_motion"),
        (Act.DEFER, {"opened": True}, "opened"),
        (Act.DEFER, {"announced": True}, "announced"),
        (Act.CLOSE_SITTING, {"opened": True}, "vote_unfinished"),
    ],
)
def test_each_act_of_procedure_in_its_order(act, stage, code):
    refused(run(act, merton(), **stage), f"{act}.{code}")


def test_a_motion_is_put_anew_after_it_was_withdrawn():
    assert run(Act.PROPOSE, merton(), opened=True, withdrawn=True)


def test_voting_opens_only_while_the_quorum_is_there():
    cast = merton(quorum=QuorumRule(minimum=4))
    verdict = refused(
        run(Act.OPEN_VOTING, cast, room=cast.room(without=["gp"])), "open_voting.not_quorate", "quorum.too_few"
    )
    assert "Only 3 of 4 voting members needed are here." in verdict.sentence


def test_a_conflict_that_breaks_the_quorum_stops_the_vote_on_that_item():
    cast = merton(quorum=QuorumRule(minimum=4))
    room = cast.room(conflicts=[cast.conflict("gp", Handling.SPEAKS)])
    assert "open_voting.not_quorate" in run(Act.OPEN_VOTING, cast, room=room).codes


def test_voting_opens_only_where_somebody_presides():
    cast = merton()
    verdict = run(Act.OPEN_VOTING, cast, room=cast.room(without=["chair", "vice_chair"]))
    assert {"open_voting.nobody_presides", "presiding.nobody"} <= verdict.codes


def test_voting_opens_only_where_somebody_may_vote():
    cast = merton()
    nobody = replace(cast.room(), appointments=())
    assert "open_voting.no_voters" in run(Act.OPEN_VOTING, cast, room=nobody).codes


def test_voting_does_not_open_on_a_reserved_function():
    cast = merton()
    question = cast.question(Function.PERFORMERS_LIST)
    verdict = ask(Act.OPEN_VOTING, cast, question=question, account=SECRETARY)
    assert {"open_voting.no_effect", "reserved"} <= verdict.codes


def test_a_tie_is_announced_only_after_the_casting_vote_was_used_or_declined():
    cast = croydon()
    verdict = refused(run(Act.ANNOUNCE, cast, tied=True), "announce.casting_vote_pending")
    assert "Regional Officer" in verdict.sentence
    assert run(Act.ANNOUNCE, cast, tied=True, casting_vote_used=True)
    assert run(Act.ANNOUNCE, cast, tied=True, casting_declined=True)


def test_a_tie_is_announced_where_nobody_in_the_room_may_break_it():
    cast = croydon()
    gone = cast.room(without=["regional_officer", "regional_alternate"])
    assert run(Act.ANNOUNCE, cast, tied=True, room=gone)
    troubled = cast.room(without=["regional_alternate"], conflicts=[cast.conflict("regional_officer")])
    assert run(Act.ANNOUNCE, cast, tied=True, room=troubled)
    assert run(Act.ANNOUNCE, merton(), tied=True)


def test_a_tie_waits_for_the_second_vote_of_who_presides():
    cast = merton(chair_second_vote=True)
    refused(run(Act.ANNOUNCE, cast, tied=True), "announce.casting_vote_pending")


# NHS England's agreement


def agreement(cast, role="regional_officer", *, function=Function.INCENTIVE_SCHEMES, account=None, room=None, **stage):
    return ask(Act.AGREE, cast, role, question=cast.question(function, **stage), account=account, room=room)


def test_nhs_england_agrees_to_a_local_incentive_scheme_at_level_2():
    cast = croydon()
    assert agreement(cast)
    assert agreement(cast, account=RECORDER)
    assert agreement(cast, None, account=NHS_ENGLAND)
    assert agreement(cast, room=cast.room("regional_alternate"), role="regional_alternate")


def test_nobody_else_agrees_for_nhs_england():
    refused(agreement(croydon(), "chair"), "agree.not_nhs_england")
    refused(agreement(croydon(), account=STRANGER), "agree.not_yours")
    assert "agree.nobody" in agreement(croydon(), None).codes


def test_no_agreement_is_needed_for_another_function_or_at_level_3():
    refused(agreement(croydon(), function=Function.BUDGET), "agree.not_needed")
    cast = merton().add("regional_officer", represents="nhs_england")
    verdict = refused(agreement(cast), "agree.not_needed")
    assert "level" in verdict.codes


def test_agreement_is_given_or_refused_once():
    refused(agreement(croydon(), agreement=True), "agree.already_answered")
    refused(agreement(croydon(), agreement=False), "agree.already_answered")


def test_nhs_englands_officer_in_conflict_does_not_agree():
    cast = croydon()
    room = cast.room(conflicts=[cast.conflict("regional_officer")])
    refused(agreement(cast, room=room), "agree.conflict.not_ruled")


def test_no_agreement_to_a_motion_that_was_withdrawn_or_never_put():
    refused(agreement(croydon(), withdrawn=True), "agree.withdrawn")
    refused(ask(Act.AGREE, croydon(), "regional_officer"), "agree.no_motion")


# NHS England's veto

DECIDED = {"opened": True, "closed": True, "announced": True, "carried": True}


def veto(cast, *, account=NHS_ENGLAND, room=None, function=Function.GP_COMMISSIONING, **stage):
    question = cast.question(function, **{**DECIDED, **stage})
    return ask(Act.VETO, cast, question=question, account=account, room=room)


def test_nhs_england_vetoes_a_decision_carried_at_level_2():
    assert veto(croydon())


@pytest.mark.parametrize("account", [None, STRANGER, SECRETARY])
def test_the_veto_is_exercised_only_by_an_account_that_holds_it(account):
    refused(veto(croydon(), account=account), "veto.not_the_holder")


def test_no_veto_at_level_3_naming_the_level_and_its_source():
    verdict = refused(veto(merton()), "veto_at_level_3", "veto_not_in_terms")
    level = next(reason for reason in verdict.refusals if reason.code == "veto_at_level_3")
    assert "level 3" in level.text
    assert "does not have the power to veto decisions made by delegated commissioners" in level.source.title


def test_no_veto_that_the_terms_do_not_give():
    refused(veto(croydon(nhs_england_veto=False)), "veto_not_in_terms")


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        ({"announced": False}, {"veto.not_announced"}),
        ({"carried": False}, {"veto.not_carried"}),
        ({"withdrawn": True}, {"veto.withdrawn"}),
        ({"nhs_england_cast_for": True}, {"veto.own_casting_vote"}),
        ({"agreement": True}, {"veto.agreed"}),
        ({"veto_used": True}, {"veto.used"}),
        ({"veto_waived": True}, {"veto.waived"}),
        ({"sitting_closed": True}, {"veto.lapsed"}),
    ],
)
def test_each_reason_against_a_veto(stage, codes):
    refused(veto(croydon(), **stage), *codes)


def test_a_veto_counted_in_working_days_outlives_the_meeting_until_they_are_over():
    cast = croydon(veto_working_days=5)
    last = date(2016, 4, 21)
    assert veto(cast, sitting_closed=True, veto_last_day=last, today=last)
    refused(veto(cast, veto_last_day=last, today=date(2016, 4, 22)), "veto.lapsed")
    refused(veto(cast, veto_last_day=last), "veto.lapsed")
    refused(veto(cast), "veto.lapsed")


def test_no_veto_once_that_its_time_passed_is_on_record():
    refused(veto(croydon(), veto_lapsed=True), "veto.lapsed")


HOLDER, ALTERNATE = "Head of primary care", "Deputy head of primary care"


def officer(*offices, there=()):
    return Account(
        person=9003, powers=frozenset({Power.VETO}), offices=frozenset(offices), offices_there=frozenset(there)
    )


def named(**terms):
    return croydon(**{"veto_holder": HOLDER, "veto_alternate": ALTERNATE, **terms})


def agreed_by(cast, account):
    asked = cast.opened(function=Function.INCENTIVE_SCHEMES, closed=True)
    return ask(Act.AGREE, cast, question=asked, account=account)


@pytest.mark.parametrize("power", [lambda cast, who: veto(cast, account=who), agreed_by])
def test_nhs_englands_power_belongs_to_the_office_that_the_terms_name_and_to_its_alternate_while_it_is_away(power):
    everybody = (HOLDER, ALTERNATE)
    act = "veto" if power is not agreed_by else "agree"
    assert power(named(), officer(HOLDER, there=everybody))
    assert power(named(), officer("  head of  Primary Care ", there=everybody)), "however it is written"
    assert power(named(), officer(HOLDER, there=[ALTERNATE])), "nobody is kept from their own power by their diary"
    refusal = refused(power(named(), officer(ALTERNATE, there=everybody)), f"{act}.holder_is_there")
    assert [reason.who_can for reason in refusal.refusals] == [f"The {HOLDER}."]
    assert power(named(), officer(ALTERNATE, there=[ALTERNATE])), "every holder is away, or there is none"
    refused(power(named(), officer("Finance manager", there=())), f"{act}.not_the_office")
    refused(power(named(), officer(there=())), f"{act}.not_the_office")
    refused(power(named(veto_alternate=""), officer(ALTERNATE, there=())), f"{act}.not_the_office")
    assert power(croydon(), officer()), "where no office is named any officer posted to the committee may"


def test_an_import_tells_what_was_done_by_whoever_held_the_office():
    told = Account(powers=frozenset({Power.VETO}), tells=True)
    assert veto(named(), account=told)


def test_a_recommendation_is_not_vetoed():
    verdict = veto(croydon(), function=Function.OTHER_CONTRACTORS)
    assert "veto.not_a_decision" in verdict.codes


def test_nhs_englands_officer_in_conflict_does_not_veto():
    cast = croydon()
    officer = Account(person=cast.id("regional_officer"), powers=frozenset({Power.VETO}))
    room = cast.room(conflicts=[cast.conflict("regional_officer")])
    refused(veto(cast, account=officer, room=room), "veto.conflict.not_ruled")


# The table


def test_every_act_has_its_rule():
    assert set(RULES) == set(Act)


def test_an_act_that_nobody_knows_is_refused():
    refused(ask("abolish", merton(), "chair"), "abolish.unknown")
