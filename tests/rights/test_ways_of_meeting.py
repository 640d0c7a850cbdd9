"""By correspondence and by teleconference: where a committee's own terms let it decide so, and where they do not."""

import pytest

from committees.rights.entitlement import electors
from committees.rights.quorum import quorum
from committees.terms import Act
from tests.rights.rooms import croydon, merton
from tests.rights.test_entitlement import SECRETARY, ask, refused, vote

BY_CORRESPONDENCE, REMOTE = {"by_correspondence": True}, {"remote": True}


def open_voting(cast, **room):
    return ask(Act.OPEN_VOTING, cast, room=cast.room(**room), question=cast.question(), account=SECRETARY)


def test_a_committee_whose_terms_do_not_say_so_does_not_decide_by_correspondence():
    cast = merton()
    verdict = refused(open_voting(cast, **BY_CORRESPONDENCE), "open_voting.by_correspondence")
    assert verdict.refusals[0].source == cast.terms.source
    assert verdict.refusals[0].who_can == "A meeting of the committee."


def test_a_committee_whose_terms_allow_it_decides_by_correspondence():
    assert open_voting(merton(by_correspondence=True), **BY_CORRESPONDENCE)


def test_a_committee_meets_by_teleconference_unless_its_terms_say_otherwise():
    assert open_voting(merton(), **REMOTE)
    refused(open_voting(merton(may_meet_remotely=False), **REMOTE), "open_voting.by_teleconference")


def test_in_common_each_committee_goes_by_its_own_terms():
    assert open_voting(merton(by_correspondence=True), **BY_CORRESPONDENCE)
    refused(open_voting(croydon(), **BY_CORRESPONDENCE), "open_voting.by_correspondence")


@pytest.mark.parametrize("allowed", [True, False])
def test_in_one_room_nobody_asks(allowed):
    assert open_voting(merton(by_correspondence=allowed, may_meet_remotely=allowed))


def test_who_has_not_answered_does_not_count_and_does_not_vote():
    cast = merton(by_correspondence=True)
    room = cast.room("chair", "gp", **BY_CORRESPONDENCE)
    assert quorum(room).sentence.startswith("2 voting members have answered, and 2 needed.")
    voters = {elector.person for elector in electors(room, cast.standpoint()) if elector.verdict}
    assert voters == {cast.id("chair"), cast.id("gp")}
    question = cast.opened("chair", "gp")
    said = vote(cast, "finance", question=question, room=room)
    assert "Finance has not answered." in {reason.text for reason in said.refusals}
    alone = cast.room("gp", **BY_CORRESPONDENCE)
    said = open_voting(cast, **BY_CORRESPONDENCE) and quorum(alone)
    assert "Only 1 of 2 voting members needed has answered." in said.missing


def test_a_deputy_answers_for_a_member_who_has_not():
    cast = merton(by_correspondence=True)
    room = cast.room("chair", "deputy_finance", **BY_CORRESPONDENCE)
    elector = next(e for e in electors(room, cast.standpoint()) if e.seat is cast.seats["finance"])
    assert elector.verdict
    assert elector.person == cast.id("deputy_finance")
