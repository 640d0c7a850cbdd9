"""Terms of reference read back in plain words."""

from datetime import date

import pytest

from committees.rights.plain_words import (
    clauses,
    conflict_sentences,
    majority_sentence,
    notice_sentence,
    quorum_places,
    quorum_sentences,
    recording_sentence,
    slot_sentence,
    tie_sentence,
    veto_sentence,
)
from committees.rights.reasons import Source
from committees.rights.world import QuorumRule, Slot, Terms
from committees.terms import CountsAs, Handling, Majority, Office, Recording, Represents


def terms(**given) -> Terms:
    given = {"quorum": QuorumRule(minimum=4), "majority": Majority.OF_VOTES_CAST} | given
    return Terms(id=1, committee=1, starts_on=date(2016, 4, 1), source=Source("made up"), **given)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (QuorumRule(minimum=4), "At least four voting members must be present."),
        (QuorumRule(minimum=1), "At least one voting member must be present."),
        (QuorumRule(minimum=12), "At least 12 voting members must be present."),
        (
            QuorumRule(minimum=3, count_non_voting=True),
            "At least three members, with or without a vote, must be present.",
        ),
        (
            QuorumRule(minimum=3, each_ccg=True),
            "Among them must be one voting member for each of Croydon and Merton.",
        ),
        (
            QuorumRule(minimum=3, lay_executive_majority=True),
            "More than half of the voting members who count must be lay or executive.",
        ),
        (
            QuorumRule(minimum=3, slots=(Slot(label="chair", vice_chair_only_for_conflicted_chair=True),)),
            "The vice-chair counts only while the chair is in conflict.",
        ),
    ],
)
def test_each_part_of_a_quorum_has_its_sentence(rule, sentence):
    assert sentence in quorum_sentences(rule, ("Croydon", "Merton"))


def test_a_rule_says_nothing_that_it_does_not_hold():
    assert quorum_sentences(QuorumRule(minimum=4)) == (
        "At least four voting members must be present.",
        "Whoever is out of an item for a conflict of interest does not count while it lasts.",
    )


@pytest.mark.parametrize(
    ("slot", "sentence"),
    [
        (
            Slot(label="chair or vice-chair", offices=frozenset({Office.VICE_CHAIR, Office.CHAIR})),
            "Chair or vice-chair: one voting member, who is chair or vice-chair. A deputy counts.",
        ),
        (
            Slot(label="two executives", count=2, counts_as=frozenset({CountsAs.EXECUTIVE}), deputies=False),
            "Two executives: two voting members, counting as executive. A deputy does not count.",
        ),
        (
            Slot(label="the money", titles=frozenset({"Chief finance officer"})),
            "The money: one voting member, in the seat of Chief finance officer. A deputy counts.",
        ),
        (
            Slot(label="NHS England", represents=frozenset({Represents.NHS_ENGLAND})),
            "NHS England: one voting member, representing NHS England. A deputy counts.",
        ),
        (
            Slot(label="Healthwatch", represents=frozenset({Represents.HEALTHWATCH}), non_voting=True),
            "Healthwatch: one member without a vote, representing Healthwatch. A deputy counts.",
        ),
        (
            Slot(label="a Merton clinician", ccgs=frozenset({"08R"}), clinical=True),
            "A Merton clinician: one voting member, for Merton, a clinician. A deputy counts.",
        ),
        (Slot(label="anybody else"), "Anybody else: one voting member. A deputy counts."),
    ],
)
def test_a_place_of_the_quorum_says_who_fits(slot, sentence):
    assert slot_sentence(slot, {"08R": "Merton"}) == sentence


def test_the_places_come_in_the_order_of_the_terms():
    rule = QuorumRule(minimum=2, slots=(Slot(label="second"), Slot(label="first")))
    assert [place.partition(":")[0] for place in quorum_places(rule)] == ["Second", "First"]


def test_a_majority_says_what_an_abstention_is_worth():
    assert majority_sentence(Majority.OF_VOTES_CAST).endswith("of the votes cast. An abstention is no vote.")
    assert majority_sentence(Majority.OF_MEMBERS_PRESENT).endswith("An abstention has the effect of a vote against.")


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({"nhs_england_casting_vote": True}, "NHS England has the casting vote on a tie."),
        ({"chair_second_vote": True}, "Whoever presides has a second vote on a tie."),
        ({}, "Nobody has a casting vote: on a tie the motion is not carried."),
    ],
)
def test_a_tie_is_broken_by_whom_the_terms_name_or_by_nobody(given, start):
    assert tie_sentence(terms(**given)).startswith(start)


@pytest.mark.parametrize(
    ("days", "until"),
    [
        (None, "until the meeting closes."),
        (1, "within one working day after the day on which voting closes."),
        (5, "within five whole working days after the day on which voting closes."),
    ],
)
def test_a_veto_says_until_when(days, until):
    said = veto_sentence(terms(nhs_england_veto=True, veto_working_days=days))
    assert said == f"NHS England may veto a carried decision {until}"


def test_without_a_veto_it_says_so():
    assert veto_sentence(terms()) == "NHS England has no veto."


def test_recording_conflicts_and_notice():
    assert recording_sentence({Recording.BY_NAME, Recording.COUNTS}) == "Votes may be recorded by name or as counts."
    assert recording_sentence(()) == "The terms allow no way of recording a vote."
    assert conflict_sentences(terms()) == ("Until the chair rules, a member in conflict does not vote.",)
    strict = terms(default_handling=Handling.LEAVES_FOR_ITEM, category_handling={"Category B": Handling.SPEAKS})
    assert conflict_sentences(strict) == (
        "A member in conflict: leaves for the item, unless the chair rules more strictly.",
        "Category B: speaks, does not vote.",
    )
    assert notice_sentence(5, 1).endswith(
        "five working days before, and their papers published one working day before."
    )


def test_everything_that_rights_hang_on_has_a_clause():
    assert [clause.heading for clause in clauses(terms())] == [
        "Quorum",
        "Majority",
        "A tie",
        "NHS England's veto",
        "Recording of votes",
        "Conflicts of interest",
    ]
