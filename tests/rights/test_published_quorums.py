"""Every quorum rule that was published: as terms, in plain words, and tried on rooms written by hand."""

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from committees.rights.composition import advise
from committees.rights.entitlement import electors, entitlement
from committees.rights.plain_words import quorum_places, quorum_sentences
from committees.rights.quorum import quorum
from committees.rights.world import QuorumRule
from committees.terms import Act, Choice, CountsAs, Handling, Majority, Outcome, Recording, Share, Verb
from decisions.ballot import Ballot, result
from tests.rights import build
from tests.rights.published import BY_ID, PUBLISHED, ROOMS
from tests.rights.rooms import EXECUTIVE, LAY, Cast

SHARED = Path(__file__).resolve().parents[3] / "shared" / "examples" / "published-meetings.yaml"
#: What published rules are made of: each must be in the language of the terms.
ELEMENTS = {
    "minimum count", "named seats", "any of several seats", "plus one other", "deputies allowed",
    "vice-chair only for a conflicted chair", "lay or independent minimum", "executive minimum", "GP required",
    "non-voting members counted",
}  # fmt: skip
ALWAYS = "Whoever is out of an item for a conflict of interest does not count while it lasts."


def named(each):
    return each.id


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


# --- The rules ---
def test_the_rules_of_the_file_hold_every_element_of_published_rules():
    assert {element for each in PUBLISHED for element in each.data["elements"]} >= ELEMENTS
    assert {"south-cheshire-2017", "dudley-2018", "Q1", "Q2", "Q3", "Q4", "Q5"} <= set(BY_ID)


def test_the_words_are_those_of_the_examples_where_these_are_at_hand():
    if not SHARED.exists():
        return
    told = yaml.safe_load(SHARED.read_text(encoding="utf-8"))
    words = {rule["id"]: rule["rule"] for rule in told["quorum_rules"]}
    for case in told["cases"]:
        if "quorum_rule_published" in case:
            words["-".join(case["id"].split("-")[:-2])] = case["quorum_rule_published"]["text"]
    assert set(words) <= set(BY_ID)
    for name, text in words.items():
        assert squeezed(BY_ID[name].data["words"]) == squeezed(text), name


@pytest.mark.parametrize("each", PUBLISHED, ids=named)
def test_a_rule_is_read_back_in_plain_words(each):
    ccgs = tuple(ccg.name for ccg in each.ccgs) if each.rule.each_ccg else ()
    assert quorum_sentences(each.rule, ccgs) == (*each.data["plain"], ALWAYS)
    assert quorum_places(each.rule) == tuple(each.data["places"])


# --- Rooms ---
@pytest.mark.parametrize(
    ("each", "told"), ROOMS, ids=lambda given: getattr(given, "id", None) or "+".join(given["here"])
)
def test_a_room_is_quorate_or_says_who_is_missing(each, told):
    found = quorum(each.room(told))
    assert bool(found) is told["quorate"], found.sentence
    assert found.missing == tuple(told.get("missing", ()))
    assert all(reason.source.title and reason.text.endswith(".") for reason in found.verdict.reasons)


@pytest.mark.parametrize(
    ("each", "told"), ROOMS, ids=lambda given: getattr(given, "id", None) or "+".join(given["here"])
)
def test_nobody_fills_two_places(each, told):
    people = [person for names in quorum(each.room(told)).filled.values() for person in names]
    assert len(people) == len(set(people))


def test_each_rule_is_tried_on_a_quorate_room_and_on_others():
    for each in PUBLISHED:
        assert {told["quorate"] for told in each.data["rooms"]} == {True, False}, each.id


def test_every_place_of_a_published_rule_is_missing_in_some_room():
    for each in PUBLISHED:
        said = " ".join(sentence for told in each.data["rooms"] for sentence in told.get("missing", ()))
        for slot in each.rule.slots:
            assert f"Missing: {slot.label}" in said, (each.id, slot.label)


# --- What each of them is known for ---
def test_south_cheshire_says_why_the_vice_chair_does_not_count():
    found = quorum(BY_ID["south-cheshire-2017"].cast().room("vice_chair", "finance", "accountable", "nurse"))
    assert [reason.text for reason in found.not_counted] == [
        "Vice Chair, vice-chair, counts only in place of a chair in conflict, and the chair is not."
    ]


def test_a_missing_place_names_who_could_fill_it_and_where_they_are():
    found = quorum(BY_ID["south-cheshire-2017"].cast().room("chair", "accountable", "quality", "nurse"))
    assert found.verdict.refusals[0].who_can == (
        "Whoever may fill the place “the chief finance officer or nominated deputy” and fills no other. "
        "On record: Finance (not in the room) or Deputy Finance (not in the room)."
    )


def test_a_missing_place_says_who_is_out_for_a_conflict_and_when_nobody_else_is_on_record():
    cast = BY_ID["Q3"].cast()
    out = [cast.conflict(role, Handling.LEAVES_FOR_ITEM) for role in ("gp", "second_gp")]
    found = quorum(cast.room("chair", "finance", "nurse", conflicts=out))
    assert found.verdict.refusals[0].who_can.endswith(
        "On record: Gp (out for a conflict) or Second Gp (out for a conflict)."
    )
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=BY_ID["Q3"].rule)
    cast.add("chair", counts_as=LAY).add("finance", counts_as=EXECUTIVE).add("nurse")
    assert quorum(cast.room()).verdict.refusals[0].who_can.endswith("Nobody else on record fits it.")


def test_a_rule_that_fails_without_gps_is_warned_of_in_advance():
    """Lay and executive members should be able to go on when every GP withdraws; the made-up seats of two rules cannot."""
    warned = {}
    for each in PUBLISHED:
        cast = each.cast()
        advice = advise(cast.body, cast.seats.values(), cast.appointments, terms=cast.terms)
        warned[each.id] = next(reason for reason in advice if reason.code == "quorum_without_gps")
    assert {name for name, reason in warned.items() if not reason.allows} == {
        "Q2",
        "Q3",
        "each-ccg",
        "lay-or-independent",
    }
    assert warned["Q3"].text == "If all GPs withdraw from an item, there is no quorum. Missing: a GP."
    assert warned["Q3"].who_can == "Let the quorum be met without a GP. Or explain why not."
    assert warned["Q1"].text == "If all GPs withdraw from an item, the others can be quorate."


def test_a_quorum_that_no_attendance_can_meet_is_said():
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=BY_ID["Q3"].rule)
    cast.add("chair", office="chair", counts_as=LAY).add("finance", counts_as=EXECUTIVE).add("nurse", clinical=True)
    found = {reason.code: reason for reason in advise(cast.body, cast.seats.values(), terms=cast.terms)}
    assert found["quorum_can_be_met"].text == (
        "With every seat filled and everybody there, there would be no quorum. Missing: a GP."
    )
    assert "quorum_without_gps" not in found


# --- Whoever comes in; in whatever order ---
MONOTONE = [each for each in PUBLISHED if not each.rule.lay_executive_majority]


@given(st.sampled_from(MONOTONE), st.data())
def test_somebody_coming_in_never_loses_a_published_quorum(each, data):
    cast = each.cast()
    everyone = sorted(cast.people)
    comes = data.draw(st.sampled_from(everyone))
    there = data.draw(st.sets(st.sampled_from(everyone))) - {comes}
    out = data.draw(st.sets(st.sampled_from(everyone), max_size=3)) - {comes}
    conflicts = [cast.conflict(role, data.draw(st.sampled_from([None, *Handling]))) for role in sorted(out)]
    before = quorum(cast.room(*there, "", conflicts=conflicts, without=[""]))
    after = quorum(cast.room(*there, comes, conflicts=conflicts))
    assert after or not before


@given(st.sampled_from(PUBLISHED), st.randoms(use_true_random=False), st.data())
def test_the_order_of_seats_and_appointments_does_not_matter(each, random: Random, data):
    cast = each.cast()
    there = data.draw(st.sets(st.sampled_from(sorted(cast.people)), min_size=1))
    first = quorum(cast.room(*there))
    seats, appointments = list(cast.seats.items()), list(cast.appointments)
    random.shuffle(seats)
    random.shuffle(appointments)
    cast.seats, cast.appointments = dict(seats), appointments
    again = quorum(cast.room(*there))
    assert (bool(again), again.missing) == (bool(first), first.missing)
    assert {person for _, person in again.counted} == {person for _, person in first.counted}


# --- North Central London, 22 April 2021: three lay, two executive, three clinical members with a vote ---
CLINICIANS = ("independent_gp", "nurse", "consultant")


def north_central_london(**terms):
    cast = Cast(build.pccc(*build.NCL), level=3, **{"quorum": QuorumRule(minimum=4), **terms})
    cast.add("chair", "Lay member (PPE), chair", office="chair", counts_as=LAY)
    cast.add("lay_general", "Lay member (general)", counts_as=LAY)
    cast.add("lay_audit", "Lay member (audit and governance)", counts_as=LAY)
    cast.add("finance", "Chief finance officer", counts_as=EXECUTIVE)
    cast.add("operating", "Chief operating officer", counts_as=EXECUTIVE)
    cast.add("independent_gp", "Independent GP", clinical=True)
    cast.add("nurse", "Registered nurse", clinical=True)
    cast.add("consultant", "Secondary care clinician", clinical=True)
    cast.add("local_gp", "Clinical representative (local GP)", standing="in_attendance", clinical=True)
    cast.add("healthwatch", standing="in_attendance", represents="healthwatch")
    return cast.add("lmc", standing="in_attendance", represents="lmc").add("councillor", standing="in_attendance")


def test_ncl_2021_lay_and_executive_are_five_of_eight():
    cast = north_central_london()
    found = {reason.code: reason for reason in advise(cast.body, cast.seats.values(), terms=cast.terms)}
    assert found["lay_executive_majority"].allows
    assert found["lay_executive_majority"].text == "5 of 8 voting seats count as lay or executive: a majority."
    assert found["quorum_without_gps"].allows
    voting = [seat for seat in cast.seats.values() if seat.standing == "voting"]
    assert (len(voting), sum(seat.clinical for seat in voting)) == (8, 3)
    kinds = [seat.counts_as for seat in voting]
    assert (kinds.count(CountsAs.LAY), kinds.count(CountsAs.EXECUTIVE)) == (3, 2)


def test_ncl_2021_without_the_independent_gp_seven_remain_five_of_them_lay_or_executive():
    cast = north_central_london(quorum=QuorumRule(minimum=4, lay_executive_majority=True))
    found = quorum(cast.room(conflicts=[cast.conflict("independent_gp", Handling.LEAVES_FOR_ITEM)]))
    assert found
    assert len(found.counted) == 7
    assert "5 of the 7 voting members counted are lay or executive, a majority." in found.verdict.sentence
    able = [each for each in electors(cast.room(without=["independent_gp"]), cast.standpoint()) if each.verdict]
    assert len(able) == 7


@pytest.mark.parametrize("role", ["local_gp", "healthwatch", "lmc", "councillor"])
def test_ncl_2021_whoever_attends_without_a_vote_casts_none(role):
    cast = north_central_london()
    found = entitlement(Act.VOTE, person=cast.id(role), seat=cast.seats[role], room=cast.room(), question=cast.opened())
    assert not found
    assert f"vote.{cast.seats[role].standing}" in found.codes


def four_all(*electorate, **more):
    return Ballot(
        recording=Recording.BY_NAME,
        majority=Majority.OF_VOTES_CAST,
        electors=8,
        verb=Verb.APPROVE,
        effect="decides",
        choices={seat: Choice.FOR if place < 4 else Choice.AGAINST for place, seat in enumerate(electorate)},
        **more,
    )


@pytest.mark.parametrize("second", [True, False])
def test_ncl_2021_eight_may_tie_and_the_chair_breaks_it_where_the_terms_say_so(second):
    cast = north_central_london(chair_second_vote=second)
    room = cast.room()
    votes = [each.seat.id for each in electors(room, cast.standpoint()) if each.verdict]
    tie = result(four_all(*votes))
    assert (tie.tied, tie.votes_for, tie.votes_against, tie.outcome) == (True, 4, 4, Outcome.NOT_CARRIED)
    found = entitlement(Act.SECOND_VOTE, person=cast.id("chair"), seat=None, room=room, question=cast.tied())
    assert bool(found) is second
    if not second:
        assert "second_vote.not_in_terms" in found.codes
    for other in ("lay_general", "finance", "local_gp"):
        asked = entitlement(Act.SECOND_VOTE, person=cast.id(other), seat=None, room=room, question=cast.tied())
        assert "second_vote.not_presiding" in {reason.code for reason in asked.refusals}


# --- Seats of which no source tells whether they vote ---
def half_known(minimum=4, **rule):
    """Three with a vote, three directors of whom no source tells, one of them a lay member."""
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=QuorumRule(minimum=minimum, **rule))
    cast.add("chair", office="chair", counts_as=LAY).add("finance", counts_as=EXECUTIVE).add("gp", clinical=True)
    cast.add("barnet_director", "Borough director, Barnet", standing="not_known")
    cast.add("camden_director", "Borough director, Camden", standing="not_known")
    return cast.add("patient", "Patient representative", standing="not_known", counts_as=LAY)


def test_a_seat_not_known_to_vote_casts_no_vote_and_says_why():
    cast = half_known()
    found = entitlement(
        Act.VOTE, person=cast.id("patient"), seat=cast.seats["patient"], room=cast.room(), question=cast.opened()
    )
    refusal = next(reason for reason in found.refusals if reason.code == "vote.voting_not_known")
    assert refusal.text == (
        "No source on record tells whether patient representative of the Enfield primary care commissioning committee "
        "has a vote, so it casts none."
    )
    assert refusal.source.title == "What no source tells stays unknown: nobody is made a voter by a guess"
    assert refusal.who_can == "Whoever keeps the register, by recording it with its source."


def test_a_seat_not_known_to_vote_is_in_no_electorate_and_counts_to_no_quorum():
    cast = half_known()
    room = cast.room()
    able = {each.person for each in electors(room, cast.standpoint()) if each.verdict}
    assert able == {cast.id(role) for role in ("chair", "finance", "gp")}
    assert {person for _, person in quorum(room).counted} == able


def test_where_the_unknown_could_make_up_the_quorum_that_is_said():
    cast = half_known()
    found = quorum(cast.room("chair", "finance", "gp", "patient"))
    assert found.missing == ("Only 3 of 4 voting members needed are here.",)
    assert [(r.code, r.allows) for r in found.not_known] == [("quorum.not_known_could_make_it", False)]
    assert found.not_known[0].text == (
        "Whether Patient (Patient representative) has a vote is not known: as a member, they could make up the quorum."
    )
    assert found.not_known[0] in found.verdict.refusals


def test_where_the_unknown_makes_no_difference_that_is_said_too():
    cast = half_known(minimum=3)
    found = quorum(cast.room("chair", "finance", "gp", "barnet_director", "camden_director"))
    assert found
    assert [reason.text for reason in found.not_known] == [
        "Whether Barnet Director (Borough director, Barnet) or Camden Director (Borough director, Camden) have a vote "
        "is not known; the quorum is the same either way."
    ]
    assert quorum(half_known(minimum=9).room()).not_known[0].allows


def test_where_votes_of_the_unknown_could_lose_a_majority_that_is_said():
    cast = half_known(minimum=3, lay_executive_majority=True)
    found = quorum(cast.room("chair", "finance", "gp", "barnet_director", "camden_director"))
    assert found
    assert found.not_known[0].text.endswith("have a vote is not known: with a vote, the quorum could be lost.")
    assert not found.not_known[0].allows


def test_those_out_for_a_conflict_or_not_there_are_not_asked_about():
    cast = half_known()
    conflicts = [cast.conflict("patient", Handling.LEAVES_FOR_ITEM)]
    assert quorum(cast.room("chair", "finance", "gp", "patient", conflicts=conflicts)).not_known == ()
    assert quorum(cast.room("chair", "finance", "gp")).not_known == ()


def test_somebody_unknown_could_fill_a_place_without_a_vote():
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=BY_ID["Q2"].rule)
    for role, seat in BY_ID["Q2"].data["seats"].items():
        given = dict(seat)
        standing = "not_known" if role in ("gp", "lmc") else given.pop("standing", "voting")
        given.pop("standing", None)
        counts_as = CountsAs(given.pop("counts_as", "neither"))
        cast.add(role, given.pop("title", None), standing=standing, counts_as=counts_as, **given)
    here = (
        "chair", "vice_chair", "third_lay", "gp", "officer", "quality", "finance", "contracting", "healthwatch", "lmc"
    )  # fmt: skip
    found = quorum(cast.room(*here))
    assert not found
    assert found.not_known[0].code == "quorum.not_known_could_make_it"


@given(st.data())
def test_the_unknown_could_matter_exactly_where_some_way_of_voting_says_so(data):
    """Of up to five unknown seats every way is tried; what is said is compared with the room as it would be."""
    rule = QuorumRule(minimum=data.draw(st.integers(1, 5)), lay_executive_majority=data.draw(st.booleans()))
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=rule)
    for number, (standing, counts_as) in enumerate(
        data.draw(st.lists(st.tuples(st.sampled_from(["voting", "not_known"]), st.sampled_from(CountsAs)), max_size=5))
    ):
        cast.add(f"m{number}", standing=standing, counts_as=counts_as)
    cast.add("known")
    found = quorum(cast.room())
    unknown = [role for role, seat in cast.seats.items() if seat.standing == "not_known"]
    ways = range(2 ** len(unknown))
    differs = False
    for way in ways:
        sure = Cast(cast.body, level=3, quorum=rule)
        for role, seat in cast.seats.items():
            votes = role not in unknown or way >> unknown.index(role) & 1
            sure.add(role, standing="voting" if votes else "in_attendance", counts_as=seat.counts_as)
        differs = differs or bool(quorum(sure.room())) != bool(found)
    assert differs == any(not reason.allows for reason in found.not_known)
    assert bool(found.not_known) == bool(unknown)


@pytest.mark.parametrize(("minimum", "could"), [(6, True), (9, False), (10, False)])
def test_of_many_unknown_seats_the_lay_and_executive_ones_are_tried_apart(minimum, could):
    """Two voting members who are neither; of seven unknown four are executives. With all of them it is 4 of 9."""
    cast = (
        Cast(build.pccc(build.ENFIELD), level=3, quorum=QuorumRule(minimum=minimum, lay_executive_majority=True))
        .add("gp")
        .add("nurse")
    )
    for number in range(7):
        counts_as = EXECUTIVE if number < 4 else CountsAs.NEITHER
        cast.add(f"u{number}", standing="not_known", counts_as=counts_as)
    found = quorum(cast.room())
    assert not found
    code = "quorum.not_known_could_make_it" if could else "quorum.not_known"
    assert [reason.code for reason in found.not_known] == [code]


def test_a_deputy_of_a_seat_not_known_to_vote_is_asked_about_as_well():
    cast = half_known()
    cast.appoint("deputy", "patient", share=Share.DEPUTY, stands_for="patient")
    found = quorum(cast.room("chair", "finance", "gp", "deputy"))
    assert "Whether Deputy (Patient representative) has a vote" in found.not_known[0].text
