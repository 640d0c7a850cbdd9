"""From votes to result: by hand, case by case, and as properties over sampled ballots."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committees.terms import CastingHolder, Choice, Effect, Majority, Outcome, Recording, Verb
from decisions.ballot import Ballot, Casting, result, tally

CAST, PRESENT = Majority.OF_VOTES_CAST, Majority.OF_MEMBERS_PRESENT
NHS, CHAIR = CastingHolder.NHS_ENGLAND, CastingHolder.CHAIR


def counts(votes_for, against, abstained=0, silent=0, **more):
    """A ballot recorded as counts, with ``silent`` electors who did not vote."""
    given = {
        "recording": Recording.COUNTS,
        "majority": CAST,
        "electors": votes_for + against + abstained + silent,
        "verb": Verb.APPROVE,
        "effect": Effect.DECIDES,
    }
    return Ballot(votes_for=votes_for, votes_against=against, abstained=abstained, **{**given, **more})


def by_name(*choices, **more):
    return counts(
        0, 0, recording=Recording.BY_NAME, choices=dict(enumerate(choices)), **{"electors": len(choices), **more}
    )


def cast_by(holder, choice=Choice.FOR):
    return {"casting_open_to": holder, "casting": Casting(holder=holder, choice=choice)}


# For, against, abstained, did not vote; carried of the votes cast; carried of the members present; a tie.
TABLE = [
    (0, 0, 0, 0, False, False, False),
    (0, 0, 6, 0, False, False, False),
    (0, 0, 0, 6, False, False, False),
    (1, 0, 0, 0, True, True, False),
    (0, 1, 0, 0, False, False, False),
    (1, 1, 0, 0, False, False, True),
    (6, 0, 0, 0, True, True, False),
    (5, 1, 0, 0, True, True, False),
    (4, 2, 0, 0, True, True, False),
    (3, 3, 0, 0, False, False, True),
    (2, 4, 0, 0, False, False, False),
    (3, 2, 1, 0, True, False, False),
    (3, 2, 0, 1, True, False, False),
    (3, 2, 0, 0, True, True, False),
    (2, 2, 2, 0, False, False, True),
    (2, 2, 0, 2, False, False, True),
    (1, 0, 5, 0, True, False, False),
    (1, 0, 0, 5, True, False, False),
    (4, 3, 0, 0, True, True, False),
    (4, 3, 1, 0, True, False, False),
    (3, 0, 3, 0, True, False, False),
    (4, 0, 3, 0, True, True, False),
]


@pytest.mark.parametrize(("votes_for", "against", "abstained", "silent", "of_cast", "of_present", "tied"), TABLE)
def test_the_majority_by_hand(votes_for, against, abstained, silent, of_cast, of_present, tied):
    for majority, carried in ((CAST, of_cast), (PRESENT, of_present)):
        found = result(counts(votes_for, against, abstained, silent, majority=majority))
        assert found.outcome == (Outcome.CARRIED if carried else Outcome.NOT_CARRIED)
        assert found.tied is tied
        assert (found.votes_for, found.votes_against) == (votes_for, against)
        assert (found.abstained, found.not_voting) == (abstained, silent)


@pytest.mark.parametrize(
    ("majority", "cast", "electors", "needed"), [(CAST, 6, 9, 4), (CAST, 5, 9, 3), (PRESENT, 5, 9, 5)]
)
def test_how_many_votes_are_needed(majority, cast, electors, needed):
    assert result(counts(cast, 0, 0, electors - cast, majority=majority)).needed == needed


def test_by_name_and_as_counts_come_to_the_same():
    named = by_name("for", "for", "for", "against", "abstained", "not_voting", electors=8)
    assert tally(named) == (3, 1, 1, 3)
    assert tally(named) == tally(counts(3, 1, 1, 3))
    assert result(named).outcome == Outcome.CARRIED


def test_an_elector_without_a_vote_did_not_vote():
    assert tally(by_name("for", "for", electors=5)) == (2, 0, 0, 3)
    assert result(by_name("for", "for", electors=5, majority=PRESENT)).outcome == Outcome.NOT_CARRIED
    assert result(by_name("for", "for", electors=5, majority=CAST)).outcome == Outcome.CARRIED


# The casting vote.


@pytest.mark.parametrize("holder", CastingHolder)
@pytest.mark.parametrize("majority", Majority)
@pytest.mark.parametrize(("choice", "outcome"), [("for", Outcome.CARRIED), ("against", Outcome.NOT_CARRIED)])
def test_a_casting_vote_settles_a_tie(holder, majority, choice, outcome):
    found = result(counts(3, 3, 1, majority=majority, **cast_by(holder, Choice(choice))))
    assert (found.outcome, found.tied, found.settled_by_casting) == (outcome, True, True)


def test_an_unused_casting_vote_does_not_carry_a_tie():
    pending = result(counts(3, 3, casting_open_to=NHS, final=False))
    assert (pending.outcome, pending.awaits_casting) == (Outcome.TIED, NHS)
    final = result(counts(3, 3, casting_open_to=NHS))
    assert (final.outcome, final.awaits_casting, final.casting_open_to) == (Outcome.NOT_CARRIED, None, NHS)


def test_a_tie_that_nobody_breaks_is_not_carried():
    for final in (True, False):
        found = result(counts(3, 3, final=final))
        assert (found.outcome, found.tied, found.awaits_casting) == (Outcome.NOT_CARRIED, True, None)


@pytest.mark.parametrize(("votes_for", "against"), [(4, 2), (2, 4), (0, 0)])
def test_a_casting_vote_without_a_tie_is_refused(votes_for, against):
    with pytest.raises(ValueError, match="there is no tie"):
        result(counts(votes_for, against, silent=1, **cast_by(NHS)))


@pytest.mark.parametrize(
    "more", [{"recording": Recording.UNANIMOUS}, {"recording": Recording.CONSENSUS}, {"verb": Verb.NOTE}]
)
def test_where_nothing_is_counted_there_is_no_tie_to_break(more):
    with pytest.raises(ValueError, match="there is no tie"):
        result(counts(3, 3, **more, **cast_by(NHS)))


@pytest.mark.parametrize(
    ("open_to", "whose"), [(NHS, "second vote: NHS England's casting vote does"), (None, "second vote: nobody can")]
)
def test_the_casting_vote_is_its_holders_alone(open_to, whose):
    with pytest.raises(ValueError, match=whose):
        result(counts(3, 3, casting_open_to=open_to, casting=Casting(holder=CHAIR, choice=Choice.FOR)))


@pytest.mark.parametrize("choice", [Choice.ABSTAINED, Choice.NOT_VOTING])
def test_a_casting_vote_takes_a_side(choice):
    with pytest.raises(ValueError, match="for the motion or against it"):
        result(counts(3, 3, **cast_by(CHAIR, choice)))


# Unanimous, by consensus, noted.


@pytest.mark.parametrize("recording", [Recording.UNANIMOUS, Recording.CONSENSUS])
@pytest.mark.parametrize("electors", [5, None])
def test_unanimous_and_consensus_are_carried_without_numbers(recording, electors):
    found = result(counts(0, 0, recording=recording, electors=electors))
    assert found.outcome == Outcome.CARRIED
    assert (found.votes_for, found.votes_against, found.abstained, found.not_voting) == (None, None, None, None)


@pytest.mark.parametrize("recording", [Recording.UNANIMOUS, Recording.CONSENSUS])
def test_nobody_agrees_where_nobody_could_vote(recording):
    with pytest.raises(ValueError, match="Nobody was able to vote"):
        result(counts(0, 0, recording=recording, electors=0))


@pytest.mark.parametrize("verb", [Verb.NOTE, Verb.RECEIVE])
def test_noting_and_receiving_take_no_vote(verb):
    found = result(counts(0, 0, verb=verb, electors=6))
    assert (found.outcome, found.votes_for) == (Outcome.NOTED, None)


# NHS England's agreement.


@pytest.mark.parametrize(
    ("agreement", "outcome"),
    [(None, Outcome.AWAITS_AGREEMENT), (True, Outcome.CARRIED), (False, Outcome.AGREEMENT_REFUSED)],
)
@pytest.mark.parametrize("more", [{}, {"recording": Recording.UNANIMOUS}, {"recording": Recording.CONSENSUS}])
def test_a_decision_that_needs_agreement_is_not_carried_without_it(agreement, outcome, more):
    found = result(counts(4, 0, agreement_needed=True, agreement=agreement, **more))
    assert (found.outcome, found.agreed) == (outcome, agreement)
    assert found.carried_by_committee


@pytest.mark.parametrize("agreement", [None, True, False])
def test_agreement_cannot_carry_what_the_committee_did_not(agreement):
    found = result(counts(2, 4, agreement_needed=True, agreement=agreement))
    assert (found.outcome, found.agreed, found.carried_by_committee) == (Outcome.NOT_CARRIED, None, False)


@pytest.mark.parametrize("effect", [Effect.RECOMMENDS, Effect.RECORDS_A_VIEW])
def test_a_recommendation_or_view_waits_for_no_agreement(effect):
    assert result(counts(4, 0, agreement_needed=True, effect=effect)).outcome == Outcome.CARRIED


def test_a_tie_settled_for_the_motion_still_needs_the_agreement():
    assert result(counts(3, 3, agreement_needed=True, **cast_by(NHS))).outcome == Outcome.AWAITS_AGREEMENT


# Votes that cannot be.


@pytest.mark.parametrize(
    ("ballot", "sentence"),
    [
        (counts(4, 3, electors=6), "7 votes were given, but only 6 could vote."),
        (by_name("for", "for", electors=1), "2 votes were given, but only 1 could vote."),
        (counts(-1, 3), "cannot be less than none"),
        (counts(3, 3, abstained=-1), "cannot be less than none"),
        (counts(0, 0, electors=-1), "cannot be less than none"),
        (replace(counts(3, 0), votes_against=None), "Give the number"),
        (replace(counts(3, 0), votes_for=None), "Give the number"),
        (counts(3, 0, electors=None, majority=PRESENT), "needs the number of members"),
        (by_name("maybe"), "maybe"),
    ],
)
def test_votes_that_cannot_be_are_refused_with_a_sentence(ballot, sentence):
    with pytest.raises(ValueError, match=sentence):
        result(ballot)


def test_old_minutes_may_not_say_how_many_could_vote():
    found = result(counts(7, 2, electors=None))
    assert (found.outcome, found.not_voting) == (Outcome.CARRIED, None)
    assert result(by_name("for", "against", "not_voting", electors=None)).tied
    assert result(by_name("for", "abstained", electors=None, majority=PRESENT)).outcome == Outcome.NOT_CARRIED


# The working.


@pytest.mark.parametrize(
    ("ballot", "working"),
    [
        (counts(4, 2), "More than half of the votes cast: 4 of 6, at least 4 needed."),
        (
            counts(3, 2, 1, majority=PRESENT),
            "More than half of the voting members present and able to vote: 3 of 6, at least 4 needed.",
        ),
        (counts(0, 0, 3), "More than half of the votes cast: no votes were cast."),
        (
            counts(3, 3, **cast_by(NHS)),
            "More than half of the votes cast: 3 of 6, at least 4 needed. "
            "A tie, 3 to 3: NHS England's casting vote is for the motion.",
        ),
        (
            counts(1, 1),
            "More than half of the votes cast: 1 of 2, at least 2 needed. "
            "A tie, 1 to 1, and nobody has a casting vote.",
        ),
        (
            counts(1, 1, casting_open_to=CHAIR),
            "More than half of the votes cast: 1 of 2, at least 2 needed. "
            "A tie, 1 to 1: the chair's second vote is not used.",
        ),
        (counts(0, 0, recording=Recording.UNANIMOUS, electors=3), "Agreed by all who could vote."),
        (counts(0, 0, verb=Verb.NOTE), "Noting takes no vote."),
    ],
)
def test_the_working_is_shown(ballot, working):
    assert result(ballot).working == working


# Properties.

SOME = st.integers(min_value=0, max_value=30)
BALLOTS = st.builds(counts, SOME, SOME, SOME, SOME, majority=st.sampled_from(Majority))
NAMED = st.builds(
    lambda choices, silent, majority: by_name(*choices, electors=len(choices) + silent, majority=majority),
    st.lists(st.sampled_from(Choice), max_size=30),
    SOME,
    st.sampled_from(Majority),
)
EITHER = st.one_of(BALLOTS, NAMED)
quick = settings(max_examples=150, deadline=None)


@quick
@given(EITHER)
def test_the_tally_adds_up_to_the_electorate(ballot):
    found = result(ballot)
    assert found.votes_for + found.votes_against + found.abstained + found.not_voting == ballot.electors


@quick
@given(EITHER, st.sampled_from([NHS, CHAIR]))
def test_who_could_break_a_tie_never_matters_without_a_tie(ballot, holder):
    found, other = result(ballot), result(replace(ballot, casting_open_to=holder))
    if found.tied:
        assert other.casting_open_to == holder
    else:
        assert other == found
        with pytest.raises(ValueError, match="there is no tie"):
            result(replace(ballot, **cast_by(holder)))


@quick
@given(BALLOTS, st.integers(min_value=1, max_value=5))
def test_more_abstentions_never_carry_a_motion(ballot, more):
    fuller = replace(ballot, abstained=ballot.abstained + more, electors=ballot.electors + more)
    assert result(ballot).carried >= result(fuller).carried


@quick
@given(BALLOTS, st.integers(min_value=1, max_value=5))
def test_more_who_do_not_vote_never_carry_a_motion(ballot, more):
    assert result(ballot).carried >= result(replace(ballot, electors=ballot.electors + more)).carried


@quick
@given(EITHER)
def test_a_majority_of_the_members_present_is_at_least_as_strict(ballot):
    strict, plain = (result(replace(ballot, majority=majority)) for majority in (PRESENT, CAST))
    assert plain.carried >= strict.carried
    assert strict.needed >= plain.needed


@quick
@given(BALLOTS)
def test_one_more_vote_for_never_loses_and_one_more_against_never_carries(ballot):
    one_for = replace(ballot, votes_for=ballot.votes_for + 1, electors=ballot.electors + 1)
    one_against = replace(ballot, votes_against=ballot.votes_against + 1, electors=ballot.electors + 1)
    assert result(one_against).carried <= result(ballot).carried
    if ballot.majority == CAST:
        assert result(one_for).carried >= result(ballot).carried


@quick
@given(EITHER)
def test_carried_takes_more_for_than_against_and_at_least_one(ballot):
    found = result(ballot)
    if found.carried:
        assert found.votes_for > found.votes_against
    assert found.tied is (found.votes_for == found.votes_against > 0)


@quick
@given(EITHER, st.sampled_from([None, True, False]))
def test_agreement_never_makes_more_decisions(ballot, agreement):
    found = result(replace(ballot, agreement_needed=True, agreement=agreement))
    assert found.carried <= result(ballot).carried
    assert found.carried <= (agreement is True)


@quick
@given(EITHER)
def test_the_same_votes_always_give_the_same_result(ballot):
    assert result(ballot) == result(ballot)
    assert result(ballot).working.endswith(".")
