"""The sentences that are read out, word for word."""

import pytest

from committees.terms import CastingHolder, Choice, Effect, Majority, Recording, Verb
from decisions.ballot import Ballot, Casting, result
from decisions.readout import number, part_sentence, sentence

NHS, CHAIR = CastingHolder.NHS_ENGLAND, CastingHolder.CHAIR


def read(name, votes_for=0, against=0, abstained=0, silent=0, *, casting=None, said=None, **more):
    """The sentence for one committee. ``casting``: holder and choice; ``said``: what ``sentence`` is told besides."""
    given = {
        "recording": Recording.COUNTS,
        "majority": Majority.OF_VOTES_CAST,
        "electors": votes_for + against + abstained + silent,
        "verb": Verb.APPROVE,
        "effect": Effect.DECIDES,
    }
    if casting:
        holder, choice = casting
        more |= {"casting_open_to": holder, "casting": Casting(holder=holder, choice=Choice(choice))}
    ballot = Ballot(votes_for=votes_for, votes_against=against, abstained=abstained, **{**given, **more})
    return sentence(result(ballot), committee=name, effect=ballot.effect, verb=ballot.verb, **(said or {}))


def test_the_sentence_of_the_sketch_is_read_out_whole():
    assert part_sentence(
        "a",
        [
            read("Sutton", 5, said={"left_out": ["the GP member"]}),
            read("Merton", 6),
            read("Croydon", 3, 3, casting=(NHS, "for")),
        ],
    ) == (
        "Part (a). Sutton: agreed, five votes to none, the GP member having left. Merton: agreed by all. "
        "Croydon: three votes to three; NHS England's casting vote is for the motion; agreed."
    )


def test_a_decision_without_parts_has_no_opening_words():
    assert part_sentence("", [read("Merton", 6), read("Kingston", 2, 4)]) == (
        "Merton: agreed by all. Kingston: not agreed, two votes to four."
    )


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((6, 0), "agreed by all"),
        ((5, 1), "agreed, five votes to one"),
        ((1, 0, 0, 2), "agreed, one vote to none, with two not voting"),
        ((4, 1, 1), "agreed, four votes to one, with one abstention"),
        ((4, 1, 2, 1), "agreed, four votes to one, with two abstentions and one not voting"),
        ((5, 0, 1), "agreed, five votes to none, with one abstention"),
        ((0, 1), "not agreed, no votes to one"),
        ((0, 0, 0, 6), "not agreed, no votes cast, with six not voting"),
        ((0, 0, 6), "not agreed, no votes cast, with six abstentions"),
        ((3, 3), "three votes to three, a tie; there is no casting vote; not agreed"),
        ((1, 1), "one vote to one, a tie; there is no casting vote; not agreed"),
        ((3, 3, 1), "three votes to three, with one abstention, a tie; there is no casting vote; not agreed"),
    ],
)
def test_votes_in_words(votes, words):
    assert read("Sutton", *votes) == f"Sutton: {words}."


def test_more_for_than_against_and_yet_not_enough_is_explained():
    assert read("Sutton", 3, 2, 1, majority=Majority.OF_MEMBERS_PRESENT) == (
        "Sutton: not agreed, three votes to two, with one abstention; at least four of six were needed."
    )


@pytest.mark.parametrize(
    ("holder", "choice", "words"),
    [
        (NHS, "for", "NHS England's casting vote is for the motion; agreed"),
        (NHS, "against", "NHS England's casting vote is against the motion; not agreed"),
        (CHAIR, "for", "the chair's second vote is for the motion; agreed"),
        (CHAIR, "against", "the chair's second vote is against the motion; not agreed"),
    ],
)
def test_the_casting_vote_is_read_out_with_its_holder(holder, choice, words):
    assert read("Croydon", 3, 3, casting=(holder, choice)) == f"Croydon: three votes to three; {words}."


@pytest.mark.parametrize(
    ("holder", "final", "words"),
    [
        (NHS, False, "NHS England has the casting vote"),
        (CHAIR, False, "the chair has a second vote"),
        (NHS, True, "NHS England's casting vote is not used; not agreed"),
        (CHAIR, True, "the chair's second vote is not used; not agreed"),
    ],
)
def test_a_tie_says_who_may_break_it_and_who_did_not(holder, final, words):
    assert read("Croydon", 3, 3, casting_open_to=holder, final=final) == (
        f"Croydon: three votes to three, a tie; {words}."
    )


@pytest.mark.parametrize(
    ("verb", "done"),
    [
        (Verb.APPROVE, "agreed"),
        (Verb.AGREE, "agreed"),
        (Verb.CONFIRM, "confirmed"),
        (Verb.ENDORSE, "endorsed"),
        (Verb.RATIFY, "ratified"),
        (Verb.RECOMMEND, "recommended"),
        (Verb.SUPPORT, "supported"),
        (Verb.REJECT, "rejected"),
    ],
)
def test_the_committees_own_verb(verb, done):
    assert read("Sutton", 6, verb=verb) == f"Sutton: {done} by all."
    assert read("Sutton", 2, 4, verb=verb) == f"Sutton: not {done}, two votes to four."


@pytest.mark.parametrize(("verb", "word"), [(Verb.NOTE, "noted"), (Verb.RECEIVE, "received")])
@pytest.mark.parametrize("effect", Effect)
def test_what_takes_no_vote_is_read_out_in_a_word(verb, word, effect):
    assert read("Merton", verb=verb, effect=effect) == f"Merton: {word}."


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((6, 0), "recommended by all"),
        ((4, 2), "recommended, four votes to two"),
        ((2, 4), "not recommended, two votes to four"),
    ],
)
def test_a_recommendation_is_not_read_out_as_a_decision(votes, words):
    assert read("Advisory Panel", *votes, effect=Effect.RECOMMENDS) == f"Advisory Panel: {words}."


def test_a_recommendation_to_reject_says_so():
    given = {"effect": Effect.RECOMMENDS, "verb": Verb.REJECT}
    assert read("Panel", 5, 1, **given) == "Panel: rejection recommended, five votes to one."
    assert read("Panel", 1, 5, **given) == "Panel: rejection not recommended, one vote to five."


@pytest.mark.parametrize(
    ("votes", "words"),
    [
        ((6, 0), "the view recorded is for the motion, by all"),
        ((4, 1, 1), "the view recorded is for the motion, four votes to one, with one abstention"),
        ((1, 4), "the view recorded is against the motion, one vote to four"),
        ((3, 3), "three votes to three, a tie; there is no casting vote; the view recorded is divided"),
    ],
)
def test_a_view_is_not_read_out_as_a_decision(votes, words):
    assert read("Merton", *votes, effect=Effect.RECORDS_A_VIEW) == f"Merton: {words}."


@pytest.mark.parametrize(
    ("recording", "words"), [(Recording.UNANIMOUS, "agreed by all"), (Recording.CONSENSUS, "agreed by consensus")]
)
def test_without_numbers(recording, words):
    assert read("Merton", recording=recording, electors=6) == f"Merton: {words}."
    out = {"left_out": ["the GP member", "the nurse"]}
    assert read("Merton", recording=recording, electors=4, said=out) == (
        f"Merton: {words}, the GP member and the nurse having left."
    )


def test_who_left_and_who_stayed_without_a_vote_are_told_apart():
    said = {"left_out": ["the GP member"], "not_taking_part": ["the nurse"]}
    assert read("Sutton", 4, said=said) == (
        "Sutton: agreed, four votes to none, the GP member having left, the nurse not taking part in the vote."
    )


@pytest.mark.parametrize(
    ("agreement", "words"),
    [
        (None, "agreed by all; it awaits NHS England's agreement"),
        (True, "agreed by all; NHS England agrees"),
        (False, "agreed by all; NHS England does not agree, so it is not carried"),
    ],
)
def test_nhs_englands_agreement_is_read_out(agreement, words):
    assert read("Croydon", 6, agreement_needed=True, agreement=agreement) == f"Croydon: {words}."


def test_a_motion_that_is_lost_awaits_no_agreement():
    assert read("Croydon", 2, 4, agreement_needed=True) == "Croydon: not agreed, two votes to four."


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "none"),
        (1, "one"),
        (12, "twelve"),
        (19, "nineteen"),
        (20, "twenty"),
        (21, "twenty-one"),
        (99, "ninety-nine"),
    ],
)
def test_numbers_in_words(count, words):
    assert number(count) == words


def test_numbers_above_ninety_nine_are_read_as_figures():
    assert number(100) == "100"
