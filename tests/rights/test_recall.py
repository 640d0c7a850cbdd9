"""Taking an announced result back to put the record right, and what may then be done: every refusal with its reason."""

import pytest

from committees.rights.entitlement import entitlement
from committees.rights.world import Account
from committees.terms import Act, Power, Recording
from tests.rights.rooms import croydon, merton
from tests.rights.test_entitlement import ask, refused

SECRETARY = Account(person=9001, powers=frozenset({Power.RUN_BUSINESS, Power.RECORD}))
CLERK = Account(person=9004, powers=frozenset({Power.RUN_BUSINESS}))
STRANGER = Account(person=9002)
NHS_ENGLAND = Account(person=9003, powers=frozenset({Power.VETO}))
DONE = {"closed": True, "announced": True, "carried": True}
TAKEN_BACK = {"closed": True, "recalled": True}


def recall(cast, account=SECRETARY, room=None, **stage):
    return ask(Act.RECALL, cast, room=room, question=cast.opened(**(DONE | stage)), account=account)


def own(cast, role):
    """The account of a member, without a power."""
    return Account(person=cast.id(role))


# Who, and when
@pytest.mark.parametrize("closed", [False, True])
def test_who_records_takes_a_result_back_while_the_meeting_runs_and_after_it_closed(closed):
    verdict = recall(merton(), sitting_closed=closed)
    assert verdict
    assert "recall.records" in verdict.codes


def test_so_does_whoever_presides():
    cast = merton()
    assert recall(cast, own(cast, "chair"))
    assert recall(cast, own(cast, "vice_chair"), room=cast.room(without=["chair"]))


@pytest.mark.parametrize("account", [CLERK, STRANGER, NHS_ENGLAND, Account()])
def test_nobody_else_does_and_is_told_who_can(account):
    verdict = refused(recall(merton(), account), "recall.not_the_recorder")
    assert "Lay Chair, who presides" in verdict.refusals[0].who_can
    assert verdict.refusals[0].source.derived


def test_a_member_does_not_not_even_of_a_vote_they_cast():
    cast = merton()
    refused(recall(cast, own(cast, "gp")), "recall.not_the_recorder")


def test_where_nobody_presides_it_is_said_who_records():
    cast = merton()
    room = cast.room(without=["chair", "vice_chair"])
    verdict = refused(recall(cast, STRANGER, room=room), "recall.not_the_recorder")
    assert "whoever presides" in verdict.refusals[0].who_can
    assert recall(cast, room=room)


# What there is to take back
def test_only_an_announced_result_is_taken_back():
    refused(recall(merton(), announced=False), "recall.not_announced")
    refused(ask(Act.RECALL, merton(), account=SECRETARY), "recall.not_announced")


def test_a_result_is_taken_back_once():
    refused(recall(merton(), announced=False, recalled=True), "recall.taken_back")


@pytest.mark.parametrize(
    ("relied_on", "code"),
    [
        ({"veto_used": True}, "vetoed"),
        ({"veto_waived": True}, "waived"),
        ({"condition_told": True}, "condition_told"),
        ({"meets_condition": True}, "meets_condition"),
    ],
)
def test_a_result_on_which_others_have_acted_is_changed_by_a_new_decision_only(relied_on, code):
    verdict = refused(recall(croydon(), **relied_on), f"recall.{code}")
    assert verdict.refusals[0].who_can == "The Croydon joint committee, by a new decision."


def test_every_reason_is_given():
    refused(
        recall(croydon(), STRANGER, veto_used=True, condition_told=True),
        "recall.not_the_recorder",
        "recall.vetoed",
        "recall.condition_told",
    )


def test_the_ground_says_that_a_correction_is_of_the_record():
    assert "to put the record right, as the meeting went" in recall(merton()).sentence


# Before a result is taken back nothing is changed
@pytest.mark.parametrize("closed", [False, True])
def test_a_vote_is_not_corrected_while_its_result_stands(closed):
    cast = merton()
    question = cast.opened(**DONE, voted=frozenset({cast.seats["gp"].id}), sitting_closed=closed)
    verdict = ask(Act.VOTE, cast, "gp", seat="gp", question=question, account=SECRETARY, replacing=True)
    assert "vote.announced" in verdict.codes
    assert "takes the result back" in verdict.refusals[-1].who_can


# Once it is taken back
def put_right(act, cast, account=SECRETARY, role=None, seat=None, replacing=False, **stage):
    question = cast.opened(**(TAKEN_BACK | {"sitting_closed": True} | stage))
    return ask(act, cast, role, seat=seat, question=question, account=account, replacing=replacing)


def test_a_vote_is_put_right_by_who_records_in_a_closed_meeting_whoever_is_in_the_room():
    cast = merton()
    voted = frozenset({cast.seats["gp"].id})
    verdict = put_right(Act.VOTE, cast, role="gp", seat="gp", replacing=True, voted=voted)
    assert "vote.put_right" in verdict.codes
    assert verdict
    question = cast.opened(**TAKEN_BACK, sitting_closed=True, voted=voted)
    assert ask(
        Act.VOTE,
        cast,
        "gp",
        seat="gp",
        room=cast.room(without=["gp"]),
        question=question,
        account=SECRETARY,
        replacing=True,
    )


@pytest.mark.parametrize("stage", [{}, {"sitting_closed": False}, {"closed": False}])
def test_no_member_votes_or_changes_a_vote_once_the_result_is_taken_back(stage):
    cast = merton()
    for replacing in (False, True):
        voted = frozenset({cast.seats["gp"].id} if replacing else ())
        verdict = put_right(Act.VOTE, cast, own(cast, "gp"), "gp", "gp", replacing, voted=voted, **stage)
        assert "vote.record_only" in verdict.codes
    question = cast.opened(recalled=True)
    refused(ask(Act.VOTE, cast, "gp", seat="gp", question=question), "vote.record_only")


def test_a_vote_that_was_never_recorded_is_recorded_by_starting_again():
    cast = merton()
    verdict = put_right(Act.VOTE, cast, role="gp", seat="gp", replacing=True)
    assert next(r for r in verdict.refusals if r.code == "vote.nothing_to_correct").who_can.startswith(
        "Start the vote again"
    )
    assert put_right(Act.VOTE, cast, role="gp", seat="gp", closed=False), "once started again, a first vote"


@pytest.mark.parametrize(
    ("act", "stage"),
    [
        (Act.CLOSE_VOTING, {"closed": False}),
        (Act.ANNOUNCE, {}),
        (Act.OPEN_VOTING, {"opened": False, "closed": False, "electorate": None}),
    ],
)
def test_the_record_of_the_decision_is_put_right_in_a_closed_or_adjourned_meeting(act, stage):
    question = merton().question(**({"opened": True} | TAKEN_BACK | {"sitting_closed": True} | stage))
    assert ask(act, merton(), question=question, account=SECRETARY)
    suspended = merton().question(**({"opened": True} | TAKEN_BACK | {"item_suspended": True} | stage))
    assert ask(act, merton(), question=suspended, account=SECRETARY)
    not_recalled = merton().question(
        **({"opened": True} | TAKEN_BACK | {"sitting_closed": True} | stage | {"recalled": False})
    )
    assert f"{act}.sitting_closed" in ask(act, merton(), question=not_recalled, account=SECRETARY).codes


def test_counts_are_put_right_in_a_closed_meeting():
    assert put_right(Act.CLOSE_VOTING, merton(), replacing=True, recording=Recording.COUNTS)


@pytest.mark.parametrize("act", [Act.PROPOSE, Act.WITHDRAW, Act.DEFER, Act.RUN_AGENDA, Act.CLOSE_SITTING])
def test_nothing_else_is_done_in_the_closed_meeting(act):
    verdict = put_right(act, merton())
    assert f"{act}.sitting_closed" in {reason.code for reason in verdict.refusals}


def test_a_casting_vote_that_was_used_is_recorded_in_a_closed_meeting():
    cast = croydon()
    question = cast.tied(recalled=True, sitting_closed=True)
    assert ask(Act.NHS_ENGLAND_CASTING_VOTE, cast, "regional_officer", question=question, account=SECRETARY)
    cast = merton(chair_second_vote=True)
    question = cast.tied(recalled=True, sitting_closed=True)
    assert ask(Act.SECOND_VOTE, cast, "chair", question=question, account=SECRETARY)


def test_a_meeting_is_not_closed_over_a_result_that_is_taken_back():
    question = merton().question(recalled=True)
    refused(ask(Act.CLOSE_SITTING, merton(), question=question, account=SECRETARY), "close_sitting.vote_unfinished")
    refused(ask(Act.DEFER, merton(), question=question, account=SECRETARY), "defer.opened")


# Single entries of a closed meeting
def entry(act, cast, account, *, replacing=True, closed=True, about="gp", person=None):
    question = cast.question(sitting_closed=closed)
    return entitlement(
        act,
        person=cast.id(person) if person else account.person,
        seat=None,
        room=cast.room(),
        question=question,
        account=account,
        about=cast.id(about),
        replacing=replacing,
    )


ENTRIES = [(Act.RECORD_ATTENDANCE, None), (Act.DECLARE, "gp"), (Act.RULE, "chair")]


@pytest.mark.parametrize(("act", "person"), ENTRIES)
def test_an_entry_of_a_closed_meeting_is_corrected_by_who_records(act, person):
    verdict = entry(act, merton(), SECRETARY, person=person)
    assert verdict
    assert f"{act}.corrected" in verdict.codes


@pytest.mark.parametrize(("act", "person"), ENTRIES)
def test_and_no_new_one_is_made(act, person):
    refused(entry(act, merton(), SECRETARY, person=person, replacing=False), f"{act}.sitting_closed")


@pytest.mark.parametrize(("act", "who"), [(Act.RECORD_ATTENDANCE, "chair"), (Act.DECLARE, "gp"), (Act.RULE, "chair")])
def test_whoever_made_it_does_not_correct_it_once_the_meeting_is_closed(act, who):
    cast = merton()
    verdict = refused(entry(act, cast, own(cast, who), person=who), f"{act}.sitting_closed")
    assert "only who records for it" in verdict.sentence
    assert "by a correction with its reason" in verdict.refusals[0].who_can
    assert entry(act, cast, own(cast, who), person=who, closed=False), "while it runs they do"
