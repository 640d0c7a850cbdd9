"""Advice on who sits on a committee: comply or explain. Seats and people are made up."""

import pytest

from committees.rights.composition import advise
from committees.terms import CommitteeKind, CountsAs
from tests.rights.build import CROYDON, MERTON, appoint, committee, joint, pccc, person, seat

PCCC = pccc(MERTON)
JOINT = joint(CROYDON)
ANN, BOB = person("Ann Audit"), person("Bob Lay")


def seats(body, *, chair=CountsAs.LAY, vice=CountsAs.LAY, gps=2, nhs_england=None, healthwatch="non_voting"):
    """Chair, vice-chair, one executive, ``gps`` GPs, Healthwatch and the Health and Wellbeing Board."""
    return [
        seat(body, "lay member", office="chair", counts_as=chair),
        seat(body, "second lay member", office="vice_chair", counts_as=vice),
        seat(body, "chief finance officer", counts_as=CountsAs.EXECUTIVE),
        *(seat(body, f"GP member {n}", clinical=True) for n in range(gps)),
        *([seat(body, "head of primary care", represents="nhs_england", standing=nhs_england)] if nhs_england else []),
        seat(body, "Healthwatch", represents="healthwatch", standing=healthwatch),
        seat(body, "councillor", represents="hwb", standing="non_voting"),
    ]


def advice(body, given, *appointments, audit_chair=None):
    return {reason.code: reason for reason in advise(body, given, appointments, audit_chair=audit_chair)}


def complies(body, given, code, **more):
    return advice(body, given, **more)[code].allows


def test_a_pccc_as_the_paper_asks_for_complies_in_everything():
    given = seats(PCCC)
    found = advice(PCCC, given, appoint(BOB, given[0]), audit_chair=ANN.id)
    assert set(found) == {
        "lay_chair",
        "lay_vice_chair",
        "lay_executive_majority",
        "healthwatch_invited",
        "hwb_invited",
        "audit_chair_not_chair",
    }
    assert all(reason.allows and not reason.who_can for reason in found.values())
    assert found["lay_executive_majority"].text == "3 of 5 voting seats count as lay or executive: a majority."


def test_a_joint_committee_is_advised_to_give_nhs_england_a_vote():
    assert complies(JOINT, seats(JOINT, nhs_england="voting"), "nhs_england_seat")
    for standing in (None, "non_voting", "in_attendance"):
        found = advice(JOINT, seats(JOINT, nhs_england=standing))["nhs_england_seat"]
        assert not found.allows
        assert found.who_can == "Give NHS England a voting seat. Or explain why not."


def test_a_vote_for_nhs_england_at_level_3_is_to_be_explained():
    assert not complies(PCCC, seats(PCCC, nhs_england="voting"), "nhs_england_seat")
    assert "nhs_england_seat" not in advice(PCCC, seats(PCCC, nhs_england="non_voting"))


@pytest.mark.parametrize("office", ["chair", "vice"])
@pytest.mark.parametrize("counts_as", [CountsAs.EXECUTIVE, CountsAs.NEITHER])
def test_chair_and_vice_chair_should_be_lay(office, counts_as):
    code = {"chair": "lay_chair", "vice": "lay_vice_chair"}[office]
    found = advice(PCCC, seats(PCCC, **{office: counts_as}))[code]
    assert not found.allows
    assert "does not count as lay" in found.text


def test_an_office_without_a_seat_is_said():
    found = advice(PCCC, [])
    assert not any(reason.allows for reason in found.values())
    assert "has no seat of chair" in found["lay_chair"].text
    assert "has no seat of vice-chair" in found["lay_vice_chair"].text
    assert "no voting seats" in found["lay_executive_majority"].text


@pytest.mark.parametrize(("gps", "enough"), [(0, True), (2, True), (3, False), (4, False)])
def test_lay_and_executive_seats_should_have_more_than_half_of_the_votes(gps, enough):
    assert complies(PCCC, seats(PCCC, gps=gps), "lay_executive_majority") is enough


def test_lay_is_what_the_seat_says_and_not_the_absence_of_a_clinician():
    not_clinicians = [seat(PCCC, f"member {n}") for n in range(3)]
    assert not complies(PCCC, not_clinicians, "lay_executive_majority")
    retired_doctors = [seat(PCCC, f"member {n}", clinical=True, counts_as=CountsAs.LAY) for n in range(3)]
    assert complies(PCCC, retired_doctors, "lay_executive_majority")


@pytest.mark.parametrize(
    ("standing", "as_the_paper_says"),
    [("non_voting", True), ("observer", False), ("in_attendance", False), ("voting", False), ("not_known", False)],
)
def test_healthwatch_sits_by_right_as_a_member_without_a_vote(standing, as_the_paper_says):
    assert complies(PCCC, seats(PCCC, healthwatch=standing), "healthwatch_invited") is as_the_paper_says


def unknown(*counts_as):
    return [seat(PCCC, f"director {n}", standing="not_known", counts_as=each) for n, each in enumerate(counts_as)]


@pytest.mark.parametrize(
    ("gps", "more", "text", "enough"),
    [
        (2, [CountsAs.EXECUTIVE], "1 more votes is not known (director 0): a majority either way.", True),
        (1, [CountsAs.NEITHER], "1 more votes is not known (director 0): a majority either way.", True),
        (2, [CountsAs.NEITHER], "1 more votes is not known (director 0): it cannot be told.", False),
        (3, [CountsAs.EXECUTIVE], "1 more votes is not known (director 0): it cannot be told.", False),
        (5, [CountsAs.LAY], "1 more votes is not known (director 0): no majority either way.", False),
        (2, [CountsAs.LAY, CountsAs.NEITHER], "2 more vote is not known (director 0 and director 1): it cannot be told.",
         False),
    ],
)  # fmt: skip
def test_a_majority_that_hangs_on_what_is_not_known_is_not_claimed(gps, more, text, enough):
    """Three of the voting seats are lay or executive."""
    found = advice(PCCC, [*seats(PCCC, gps=gps), *unknown(*more)])["lay_executive_majority"]
    assert (found.text.endswith(text), found.allows) == (True, enough), found.text


def test_bodies_that_sit_by_right_or_decide_jointly_with_a_vote_not_known_are_said_to():
    found = advice(PCCC, seats(PCCC, healthwatch="not_known"))["healthwatch_invited"]
    assert found.text == "Healthwatch has a seat; whether with a vote is not known. Its right is to one without."
    for body in (PCCC, JOINT):
        found = advice(body, seats(body, nhs_england="not_known"))["nhs_england_seat"]
        assert (found.allows, found.text) == (False, "NHS England has a seat; whether with a vote is not known.")


def test_the_audit_chair_should_not_chair_the_pccc():
    given = seats(PCCC)
    found = advice(PCCC, given, appoint(ANN, given[0]), audit_chair=ANN.id)["audit_chair_not_chair"]
    assert not found.allows
    assert found.source.derived
    assert advice(PCCC, given, appoint(ANN, given[1]), audit_chair=ANN.id)["audit_chair_not_chair"].allows


def test_an_audit_chair_not_on_record_is_said_and_not_assumed():
    found = advice(PCCC, seats(PCCC))["audit_chair_not_chair"]
    assert not found.allows
    assert "not recorded" in found.text


def test_stated_and_derived_advice_are_told_apart():
    assert not advice(PCCC, seats(PCCC))["lay_chair"].source.derived
    assert advice(JOINT, seats(JOINT))["lay_chair"].source.derived
    assert advice(PCCC, seats(PCCC))["lay_vice_chair"].source.derived


@pytest.mark.parametrize("kind", [kind for kind in CommitteeKind if kind not in ("pccc", "joint_committee")])
def test_other_committees_get_no_advice(kind):
    assert advise(committee(kind, MERTON), [], audit_chair=None) == ()
