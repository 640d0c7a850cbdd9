"""Quorum: the parts of a rule, and properties over sampled rooms. Every published rule: test_published_quorums."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.rights.matching import fill
from committees.rights.quorum import quorum
from committees.rights.world import QuorumRule, Slot
from committees.terms import CountsAs, Handling, Office, Represents, Share, Standing
from tests.rights import build
from tests.rights.rooms import EXECUTIVE, LAY, Cast, croydon, merton

CHAIRS = frozenset({Office.CHAIR, Office.VICE_CHAIR})


def titled(label, *titles, **more):
    return Slot(label=label, titles=frozenset(titles), **more)


def codes(found):
    return {reason.code for reason in found.verdict.refusals}


SOUTH_CHESHIRE = QuorumRule(
    minimum=4,
    slots=(
        Slot(
            label="the chair, or the vice-chair if the chair is in conflict",
            offices=CHAIRS,
            vice_chair_only_for_conflicted_chair=True,
        ),
        titled("the chief finance officer or a deputy", "chief finance officer"),
        Slot(label="one other executive director or a deputy", counts_as=frozenset({EXECUTIVE})),
        Slot(label="one other voting member"),
    ),
)


def south_cheshire():
    cast = Cast(build.pccc(build.ENFIELD), level=3, quorum=SOUTH_CHESHIRE)
    cast.add("chair", office="chair", counts_as=LAY).add("vice_chair", office="vice_chair", counts_as=LAY)
    cast.add("finance", "chief finance officer", counts_as=EXECUTIVE).deputise("deputy_finance", "finance")
    cast.add("accountable", "accountable officer", counts_as=EXECUTIVE).add("nurse", clinical=True)
    return cast


def test_south_cheshire_is_quorate_with_one_person_in_each_place():
    found = quorum(south_cheshire().room("chair", "finance", "accountable", "nurse"))
    assert found
    assert found.filled["the chief finance officer or a deputy"] == ("Finance",)
    assert found.needed == len(found.counted) == 4


def test_south_cheshire_vice_chair_does_not_stand_in_for_an_absent_chair():
    found = quorum(south_cheshire().room("vice_chair", "finance", "accountable", "nurse"))
    assert codes(found) == {"quorum.too_few", "quorum.place_missing"}
    assert [r.code for r in found.not_counted] == ["quorum.vice_chair_only_for_conflicted_chair"]


@pytest.mark.parametrize("handling", [None, Handling.SPEAKS, Handling.LEAVES_FOR_ITEM])
def test_south_cheshire_vice_chair_counts_in_place_of_a_chair_in_conflict(handling):
    cast = south_cheshire()
    room = cast.room(
        "chair", "vice_chair", "finance", "accountable", "nurse", conflicts=[cast.conflict("chair", handling)]
    )
    found = quorum(room)
    assert found
    assert found.filled[SOUTH_CHESHIRE.slots[0].label] == ("Vice Chair",)


def test_south_cheshire_nominated_deputies_count():
    assert quorum(south_cheshire().room("chair", "deputy_finance", "accountable", "nurse"))


def test_south_cheshire_an_accountable_officer_who_is_also_finance_officer_fills_one_place():
    cast = south_cheshire()
    cast.appointments = [a for a in cast.appointments if a.person != cast.id("finance")]
    cast.appoint("accountable", "finance")
    found = quorum(cast.room("chair", "accountable", "nurse"))
    assert codes(found) == {"quorum.too_few", "quorum.place_missing"}
    assert len(found.counted) == 3


DUDLEY = QuorumRule(
    minimum=4,
    slots=(
        Slot(label="the chair or the vice-chair", offices=CHAIRS),
        titled(
            "the chief finance officer, the chief nursing officer or a deputy",
            "chief finance officer",
            "deputy chief finance officer",
            "chief nursing officer",
            "head of quality assurance",
        ),
    ),
)


def dudley(**terms):
    cast = Cast(build.pccc(build.BARNET), level=3, quorum=DUDLEY, **terms)
    cast.add("chair", office="chair").add("vice_chair", office="vice_chair").add("finance", "chief finance officer")
    return cast.add("nursing", "chief nursing officer").add("gp", clinical=True).add("lay", counts_as=LAY)


@pytest.mark.parametrize("officer", ["finance", "nursing"])
@pytest.mark.parametrize("chair", ["chair", "vice_chair"])
def test_dudley_needs_four_with_a_chair_and_one_of_two_officers(chair, officer):
    assert quorum(dudley().room(chair, officer, "gp", "lay"))


@pytest.mark.parametrize(
    "present", [("chair", "finance", "gp"), ("finance", "nursing", "gp", "lay"), ("chair", "vice_chair", "gp", "lay")]
)
def test_dudley_is_not_quorate_with_three_or_without_chair_or_officer(present):
    assert not quorum(dudley().room(*present))


def test_dudley_a_member_with_any_interest_does_not_count_whatever_is_ruled():
    cast = dudley(default_handling=Handling.LEAVES_FOR_ITEM)
    room = cast.room("chair", "finance", "gp", "lay", conflicts=[cast.conflict("gp", Handling.FULL_PART)])
    assert codes(quorum(room)) == {"quorum.too_few"}


def q_committee(rule):
    cast = Cast(build.pccc(build.CAMDEN), level=3, quorum=rule)
    for lay in ("lay_audit", "lay_ppi", "lay_other"):
        cast.add(lay, counts_as=LAY)
    cast.add("chief_officer", counts_as=EXECUTIVE).add("chief_operating_officer", "chief officer", counts_as=EXECUTIVE)
    cast.add("finance", "chief finance officer", counts_as=EXECUTIVE).add(
        "quality", "chief of service delivery and quality"
    )
    cast.add("contracting", "head of contracting").add("nurse").add("consultant", "secondary care consultant")
    cast.add("gp", "GP", clinical=True).add("chair", office="chair").add("vice_chair", office="vice_chair")
    return (
        cast.add("healthwatch", standing="non_voting")
        .add("lmc", standing="non_voting")
        .add("council", standing="observer")
    )


LAY_SLOT = Slot(label="a lay member", counts_as=frozenset({LAY}))
GP_SLOT = titled("a GP", "GP")
Q3 = QuorumRule(minimum=3, slots=(LAY_SLOT, GP_SLOT, Slot(label="an executive", counts_as=frozenset({EXECUTIVE}))))


def test_a_rule_that_needs_a_gp_fails_when_all_gps_withdraw():
    cast = q_committee(Q3)
    room = cast.room("lay_audit", "gp", "finance", "nurse", conflicts=[cast.conflict("gp", Handling.LEAVES_FOR_ITEM)])
    found = quorum(room)
    assert codes(found) == {"quorum.place_missing"}
    assert found.missing == ("Missing: a GP.",)


@pytest.mark.parametrize("handling", [None, *(h for h in Handling if h != Handling.FULL_PART)])
def test_lewisham_a_member_in_conflict_does_not_count_for_that_item(handling):
    cast = merton(quorum=QuorumRule(minimum=4))
    room = cast.room("chair", "vice_chair", "finance", "gp", conflicts=[cast.conflict("gp", handling)])
    found = quorum(room)
    assert codes(found) == {"quorum.too_few"}
    assert found.missing == ("Only 3 of 4 voting members needed are here.",)
    assert "Lewisham" in found.not_counted[0].source.title


def test_lewisham_a_member_whose_interest_was_noted_counts():
    cast = merton(quorum=QuorumRule(minimum=4))
    conflicts = [cast.conflict("gp", Handling.FULL_PART)]
    assert quorum(cast.room("chair", "vice_chair", "finance", "gp", conflicts=conflicts))


def north_central_london():
    cast = Cast(build.pccc(*build.NCL), level=3, quorum=QuorumRule(minimum=5, lay_executive_majority=True))
    for lay in ("chair", "lay_general", "lay_audit"):
        cast.add(lay, counts_as=LAY)
    cast.add("finance", counts_as=EXECUTIVE).add("operating", counts_as=EXECUTIVE)
    return cast.add("independent_gp", clinical=True).add("nurse", clinical=True).add("consultant", clinical=True)


def test_north_central_london_2021_five_of_eight_are_lay_or_executive():
    found = quorum(north_central_london().room())
    assert found
    assert "5 of the 8 voting members counted are lay or executive, a majority." in {
        r.text for r in found.verdict.reasons
    }


def test_north_central_london_2021_stays_quorate_when_the_gp_leaves():
    assert quorum(north_central_london().room(without=["independent_gp"]))


def test_half_lay_and_executive_is_no_majority():
    room = north_central_london().room("chair", "finance", "lay_audit", "independent_gp", "nurse", "consultant")
    assert codes(quorum(room)) == {"quorum.no_lay_executive_majority"}


def test_the_majority_counts_only_where_the_terms_make_it_part_of_the_quorum():
    cast = q_committee(QuorumRule(minimum=3))
    assert quorum(cast.room("gp", "nurse", "consultant"))


def ncl_in_common(**rule):
    cast = Cast(build.joint(*build.NCL), level=2, quorum=QuorumRule(minimum=2, each_ccg=True, **rule))
    for ccg in build.NCL:
        cast.add(ccg.name, ccg=ccg)
    return cast.add("second_barnet", ccg=build.BARNET).add("officer", represents="nhs_england")


def test_one_for_each_ccg_names_the_ccg_that_is_missing():
    cast = ncl_in_common()
    assert quorum(cast.room())
    found = quorum(cast.room(without=["Enfield"]))
    assert found.missing == ("Missing: one for Enfield.",)


def test_an_nhs_england_place_is_filled_by_its_seat_alone():
    slot = Slot(label="NHS England", represents=frozenset({Represents.NHS_ENGLAND}))
    cast = croydon(quorum=QuorumRule(minimum=1, slots=(slot,)))
    assert quorum(cast.room("regional_officer"))
    assert quorum(cast.room("regional_alternate"))
    assert not quorum(cast.room(without=["regional_officer", "regional_alternate"]))


def test_a_place_that_takes_no_deputies_is_not_filled_by_one():
    slot = titled("the chief finance officer", "chief finance officer", deputies=False)
    cast = merton(quorum=QuorumRule(minimum=1, slots=(slot,)))
    assert not quorum(cast.room("chair", "deputy_finance"))
    assert quorum(cast.room("chair", "finance"))


def test_a_greedy_choice_would_miss_the_quorum_that_is_there():
    slots = (Slot(label="any voting member"), titled("the chief finance officer", "chief finance officer"))
    cast = Cast(build.pccc(build.MERTON), level=3, quorum=QuorumRule(minimum=2, slots=slots))
    cast.add("finance", "chief finance officer").add("nurse")
    found = quorum(cast.room())
    assert found
    assert found.filled == {"any voting member": ("Nurse",), "the chief finance officer": ("Finance",)}


def test_those_without_a_vote_observers_and_those_in_attendance_do_not_count():
    found = quorum(merton().room("healthwatch", "lmc", "contracts", "visitor", "presenter"))
    assert found.counted == ()
    assert found.missing == ("Only 0 of 2 voting members needed are here.",)


def test_two_who_share_a_seat_count_once():
    cast = Cast(build.pccc(build.MERTON), level=3).add("director", vacant=True)
    cast.appoint("first", "director", share=Share.JOINT).appoint("second", "director", share=Share.JOINT)
    assert len(quorum(cast.room()).counted) == 1


def test_members_of_another_committee_never_count():
    cast, other = merton(), croydon()
    room = cast.room("chair", seats=(*cast.seats.values(), *other.seats.values()))
    assert len(quorum(room).counted) == 1


def test_without_terms_no_sitting_is_quorate():
    assert codes(quorum(merton().room(terms=None))) == {"quorum.no_terms"}


def test_a_committee_that_was_stood_down_is_not_quorate():
    cast = merton()
    gone = build.pccc(build.MERTON, id=cast.body.id, stood_down_on=build.EVE)
    assert codes(quorum(cast.room(committee=gone))) == {"stood_down"}


def test_a_rule_that_asks_for_nobody_still_needs_somebody():
    assert not quorum(merton(quorum=QuorumRule(minimum=0)).room("visitor"))


def test_it_warns_whose_leaving_would_lose_the_quorum():
    slot = titled("the chief finance officer or a deputy", "chief finance officer")
    cast = merton(quorum=QuorumRule(minimum=3, slots=(slot,)))
    found = quorum(cast.room("chair", "vice_chair", "finance", "gp"))
    assert found.at_risk == (
        "If Finance (chief finance officer) leaves, the quorum is lost: "
        "Missing: the chief finance officer or a deputy.",
    )


def test_it_does_not_warn_of_somebody_whose_deputy_is_at_hand():
    slot = titled("the chief finance officer or a deputy", "chief finance officer")
    cast = merton(quorum=QuorumRule(minimum=3, slots=(slot,)))
    assert quorum(cast.room("chair", "vice_chair", "finance", "deputy_finance", "gp")).at_risk == ()


def test_it_says_how_many_are_here_of_how_many_needed():
    assert quorum(merton(quorum=QuorumRule(minimum=4)).room()).sentence == "4 voting members are here, and 4 needed."


def test_every_reason_has_a_source():
    found = quorum(south_cheshire().room("chair"))
    assert all(reason.source.title and reason.text.endswith(".") for reason in found.verdict.reasons)


slots = st.builds(
    Slot,
    label=st.sampled_from(["one", "two", "three"]),
    count=st.integers(1, 2),
    offices=st.sampled_from([frozenset(), frozenset({Office.CHAIR}), CHAIRS]),
    counts_as=st.sampled_from([frozenset(), frozenset({LAY}), frozenset({LAY, EXECUTIVE})]),
    clinical=st.sampled_from([None, True]),
    non_voting=st.booleans(),
    deputies=st.booleans(),
    vice_chair_only_for_conflicted_chair=st.booleans(),
)
rules = st.builds(
    QuorumRule,
    minimum=st.integers(0, 5),
    count_non_voting=st.booleans(),
    slots=st.lists(slots, max_size=3).map(tuple),
)
seats = st.tuples(
    st.sampled_from(Office),
    st.sampled_from([Standing.VOTING, Standing.VOTING, Standing.NON_VOTING, Standing.OBSERVER, Standing.NOT_KNOWN]),
    st.sampled_from(CountsAs),
    st.booleans(),
    st.booleans(),
)


@given(rules, st.lists(seats, min_size=1, max_size=6), st.data())
def test_somebody_without_a_conflict_coming_in_never_loses_the_quorum(rule, chosen, data):
    cast = Cast(build.pccc(build.MERTON), level=3, quorum=rule)
    for number, (office, standing, counts_as, clinical, deputy) in enumerate(chosen):
        cast.add(f"m{number}", office=office, standing=standing, counts_as=counts_as, clinical=clinical)
        if deputy:
            cast.deputise(f"d{number}", f"m{number}")
    everyone = sorted(cast.people)
    comes = data.draw(st.sampled_from(everyone))
    there = data.draw(st.sets(st.sampled_from(everyone))) - {comes}
    troubled = data.draw(st.sets(st.sampled_from(everyone), max_size=2)) - {comes}
    conflicts = [cast.conflict(role, data.draw(st.sampled_from([None, *Handling]))) for role in sorted(troubled)]
    before = quorum(cast.room(*there, "", conflicts=conflicts, without=[""]))
    after = quorum(cast.room(*there, comes, conflicts=conflicts))
    assert after or not before


@given(st.lists(st.lists(st.integers(0, 5), max_size=4, unique=True), max_size=5))
def test_the_matching_fills_as_many_places_as_trying_everything_does(candidates):
    filled = fill(candidates)
    assert len(set(filled.values())) == len(filled)
    assert all(person in candidates[place] for place, person in filled.items())
    ways = product(*[[None, *people] for people in candidates])
    sizes = [[p for p in way if p is not None] for way in ways]
    assert len(filled) == max(len(people) for people in sizes if len(set(people)) == len(people))
