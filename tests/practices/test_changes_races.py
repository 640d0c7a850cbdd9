"""Two commands at once: each change is made once, and what two decisions cannot both have only one gets."""

from datetime import date

import pytest

from practices.changes import (
    ChangeHolder,
    CloseList,
    CloseSite,
    JoinPartner,
    Merge,
    OpenPractice,
    SetBoundary,
    StartContract,
)
from practices.changes.making import CannotChange
from practices.models import Boundary, Contract, ListClosure, ListSize, Partner, Practice, PracticeSuccession, Site
from tests.decisions.test_races import at_once
from tests.practices.changing import FIRST, LAST, a_contract, a_practice, a_scene, made

pytestmark = pytest.mark.django_db(transaction=True)
DEVICES = 4


@pytest.fixture
def scene():
    return a_scene()


def race(*changes) -> tuple[int, list[str]]:
    """Make each of these as a decision of its own, all at once: how many were made, and why the others were not."""

    def task(change):
        def run():
            try:
                return made(change), None
            except CannotChange as why:
                return None, str(why)

        return run

    answers = [answer for answer, error in at_once(*(task(change) for change in changes)) if error is None]
    assert len(answers) == len(changes)
    return sum(1 for done, _ in answers if done), [why for _, why in answers if why]


def test_a_branch_closes_once(scene):
    done, why = race(*[CloseSite(scene["branch"].pk, LAST)] * DEVICES)
    assert done == 1
    assert all("There is nothing left to close" in each for each in why)
    assert Site.objects.get(pk=scene["branch"].pk).history.count() == 2


def test_a_practice_merges_once_and_into_one(scene):
    done, why = race(Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["one"].pk, scene["three"].pk, FIRST))
    assert done == 1
    assert "already" in why[0]
    assert PracticeSuccession.objects.count() == 1


def test_practices_that_would_merge_crosswise_merge_one_way(scene):
    done, why = race(Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["two"].pk, scene["one"].pk, FIRST))
    assert done == 1
    assert "is closed from 1 July 2016 on" in why[0]
    assert Practice.objects.filter(status="C").count() == 1


def test_two_practices_that_share_a_contract_merge_at_once_and_leave_it_one_after_the_other(scene):
    four = a_practice("H85004", "LAKE SURGERY", patients=10)
    contract = a_contract(scene["two"], scene["three"], four, holder="All Ltd")
    done, _ = race(Merge(scene["two"].pk, scene["one"].pk, FIRST), Merge(scene["three"].pk, four.pk, FIRST))
    assert done == 2
    rows = Contract.objects.filter(provider=contract.provider)
    assert [set(row.practices.all()) for row in rows.in_force_on(FIRST)] == [{four}]
    assert rows.in_force_on(LAST).count() == 1


def test_several_practices_merge_into_one_at_once_and_every_list_is_counted(scene):
    ListSize.objects.create(practice=scene["three"], as_at=date(2016, 1, 1), patients=50)
    done, _ = race(Merge(scene["one"].pk, scene["two"].pk, FIRST), Merge(scene["three"].pk, scene["two"].pk, FIRST))
    assert done == 2
    assert ListSize.objects.get(practice=scene["two"], as_at=FIRST).patients == 10150


def test_what_holds_once_on_a_day_is_written_once(scene):
    two, provider = scene["two"].pk, scene["contract"].provider.pk
    for change, rows in (
        (CloseList(two, FIRST, date(2016, 12, 31)), ListClosure.objects.filter(practice=two)),
        (SetBoundary(two, "inner", "B", FIRST), Boundary.objects.filter(practice=two)),
        (StartContract("APMS", provider, (two,), FIRST), Contract.objects.filter(practices=two, kind="APMS")),
        (JoinPartner(provider, "Dr B", FIRST), Partner.objects.filter(name="Dr B")),
        (OpenPractice("H85009", "N", "", "", scene["ccg"].pk, FIRST), Practice.objects.filter(ods_code="H85009")),
        (ChangeHolder(scene["other"].pk, provider, FIRST), Contract.objects.filter(follows=scene["other"])),
    ):
        done, why = race(*[change] * DEVICES)
        assert (done, len(why), rows.count()) == (1, DEVICES - 1, 1), change
