"""To whom a committee that is not quorate for an item may pass it; every refusal with its reason and a source."""

import pytest

from committees.rights.referring import may_refer, referable
from tests.rights import build
from tests.rights.build import EVE, MEETING, MERTON
from tests.rights.rooms import croydon
from tests.rights.test_entitlement import refused

GOVERNORS = build.committee("governing_body", MERTON)
PARENT = build.committee("joint_committee", build.CAMDEN)
OURS = build.pccc(MERTON, reports_to=PARENT.id)
ELSEWHERE = build.pccc(build.SUTTON)


def refer(to, **said):
    return may_refer(OURS, to, MEETING, **({"of_quorate": False} | said))


@pytest.mark.parametrize(
    ("to", "code"),
    [(PARENT, "refer.reports_to"), (GOVERNORS, "refer.governing_body")],
    ids=["parent", "governing body"],
)
def test_an_item_is_passed_up(to, code):
    verdict = refer(to)
    assert verdict
    assert code in verdict.codes
    assert all(reason.source.derived for reason in verdict.reasons)


def test_an_item_is_passed_to_a_committee_in_the_room_that_has_a_say_in_the_matter_for_the_same_ccg():
    cast = croydon()
    verdict = may_refer(build.pccc(build.CROYDON), cast.body, MEETING, of_quorate=False, holds=cast.standpoint())
    assert verdict
    assert "sits in this meeting and decides on the matter for Croydon" in verdict.reasons[0].text


def test_a_committee_in_the_room_that_decides_the_same_matter_for_other_ccgs_is_not_passed_an_item():
    cast = croydon()
    verdict = refused(refer(cast.body, holds=cast.standpoint(), to_quorate=True), "refer.no_power")
    assert "nor in the room with a say in the matter for its CCG" in verdict.refusals[0].text


def test_a_committee_without_the_power_is_not_passed_an_item():
    verdict = refused(refer(ELSEWHERE), "refer.no_power")
    assert verdict.refusals[0].source.derived
    assert verdict.refusals[0].who_can


def test_a_governing_body_of_another_ccg_is_not_passed_an_item():
    refused(refer(build.committee("governing_body", build.SUTTON)), "refer.no_power")


def test_a_committee_that_is_not_quorate_either_is_not_passed_an_item():
    cast = croydon()
    of = build.pccc(build.CROYDON)
    verdict = may_refer(of, cast.body, MEETING, of_quorate=False, holds=cast.standpoint(), to_quorate=False)
    refused(verdict, "refer.not_quorate_either")


def test_a_committee_that_is_quorate_decides_itself():
    refused(refer(GOVERNORS, of_quorate=True), "refer.quorate")


def test_a_group_that_advises_is_not_passed_an_item():
    refused(refer(build.committee("advisory_panel", MERTON)), "refer.decides_nothing")


def test_an_item_is_not_passed_to_the_same_committee_nor_to_one_that_was_stood_down():
    refused(refer(OURS), "refer.itself")
    gone = build.committee("governing_body", MERTON, stood_down_on=EVE)
    assert "stood_down" in refer(gone).codes


def test_those_to_whom_it_may_be_passed_are_told():
    found = referable(OURS, [GOVERNORS, PARENT, ELSEWHERE, OURS], MEETING, {}, {})
    assert [to for to, _ in found] == [GOVERNORS, PARENT]
