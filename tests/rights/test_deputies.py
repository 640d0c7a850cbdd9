"""Deputies, shared seats and those appointed for one item: what each of them may not do, and why."""

from committees.rights.entitlement import electors
from committees.rights.quorum import quorum
from committees.terms import Handling, Share
from tests.rights.rooms import merton
from tests.rights.test_entitlement import refused, vote


def elector(cast, room, role):
    return next(each for each in electors(room, cast.standpoint()) if each.seat is cast.seats[role])


def gp_deputises_for_finance():
    return merton().appoint("gp", "finance", share=Share.DEPUTY, stands_for="finance")


def test_a_deputy_who_is_there_in_their_own_seat_fills_that_one_alone():
    cast = gp_deputises_for_finance()
    room = cast.room(without=["finance", "deputy_finance"])
    assert elector(cast, room, "gp").verdict
    verdict = refused(elector(cast, room, "finance").verdict, "vote.one_person_one_vote")
    assert "already votes in the Merton primary care commissioning committee as GP member" in verdict.refusals[0].text
    question = cast.opened("chair", "vice_chair", "gp")
    verdict = vote(cast, "gp", seat="finance", question=question, room=room)
    assert verdict.codes >= {"vote.not_in_the_electorate", "vote.one_person_one_vote"}
    assert vote(cast, "gp", seat="gp", question=question, room=room)


def test_and_counts_once_to_the_quorum_and_it_is_said_why():
    cast = gp_deputises_for_finance()
    found = quorum(cast.room("chair", "gp"))
    assert [cast.people["chair"].id, cast.people["gp"].id] == [person for _, person in found.counted]
    assert [reason.text for reason in found.not_counted] == [
        "Gp counts once, as GP member, and not as chief finance officer besides."
    ]


def test_a_deputy_whose_principal_is_in_the_room_does_not_vote_and_is_told_why():
    cast = merton()
    verdict = refused(vote(cast, "deputy_finance", seat="finance", question=cast.opened()), "vote.another_voter")
    assert "Finance was the one to vote as chief finance officer" in verdict.refusals[0].text
    assert verdict.refusals[0].text.endswith("A deputy votes where nobody who holds the seat is there.")


def test_a_deputy_does_not_take_the_vote_of_a_member_in_conflict_who_stays():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("finance", Handling.SPEAKS)])
    assert not elector(cast, room, "finance").verdict
    question = cast.opened("chair", "vice_chair", "gp")
    verdict = vote(cast, "deputy_finance", seat="finance", question=question, room=room)
    assert {"vote.not_in_the_electorate", "vote.not_acting"} <= verdict.codes
    assert "Finance acts as chief finance officer" in verdict.sentence


def test_a_deputy_acts_for_a_member_in_conflict_who_has_left():
    cast = merton()
    room = cast.room(conflicts=[cast.conflict("finance", Handling.LEAVES_FOR_ITEM)])
    found = elector(cast, room, "finance")
    assert found.verdict
    assert found.person == cast.id("deputy_finance")


def test_two_people_in_one_seat_have_one_vote():
    cast = merton().appoint("second_gp", "gp", share=Share.JOINT)
    room = cast.room()
    assert [each.person for each in electors(room, cast.standpoint()) if each.seat is cast.seats["gp"]] == [
        cast.id("gp")
    ]
    verdict = refused(vote(cast, "second_gp", seat="gp", question=cast.opened()), "vote.another_voter")
    assert verdict.refusals[0].text.endswith("However many hold a seat, it has one vote.")
    voted = cast.opened(voted=frozenset({cast.seats["gp"].id}))
    verdict = vote(cast, "second_gp", seat="gp", question=voted)
    assert {"vote.another_voter", "vote.second_vote"} <= verdict.codes
    assert "has voted already, and a seat has one vote" in verdict.sentence


def test_who_is_appointed_for_one_item_votes_on_no_other():
    cast = merton().appoint("guest", "gp", share=Share.SINGLE_ITEM, item=7)
    verdict = vote(cast, "guest", seat="gp", question=cast.question(opened=True, electorate={}))
    assert "seat.other_item" in verdict.codes
    assert "for another item, not for this one" in verdict.sentence
    room = cast.room(without=["gp"], item=7)
    assert elector(cast, room, "gp").person == cast.id("guest")
