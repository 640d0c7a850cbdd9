"""What others decided in private is not told on a committee's page of the matter: that it is awaited, and nothing of it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from decisions import actions
from decisions.home.held import held_decisions
from decisions.models import EffectApplied, EffectHeld, LimbCondition, Matter
from decisions.outside.as_known import AWAITED, PRIVATE
from tests import world
from tests.committees.kinds_by_hand import APPLICATION
from tests.decisions.between import text
from tests.decisions.taking_effect import DECIDED, FROM, a_practice, a_stage, written
from tests.decisions.test_effects import a_merger
from tests.world import FIRST

pytestmark = pytest.mark.django_db

IN_PRIVATE = {"private": True, "private_ground": "Commercial in confidence"}
DIFFER = "were decided on different facts"
SECRET = "The secret bid is settled"


@pytest.fixture
def common(monkeypatch):
    """Croydon, where NHS England may veto, and Kingston."""
    return a_stage(monkeypatch, "Croydon", "Kingston")


@pytest.fixture
def merger(common) -> Matter:
    """Raised by Kingston, so that it is in its book."""
    matter = a_merger(common)
    matter.raised_by, matter.raised_on = common.bodies["Kingston"].committee, DECIDED
    matter.save()
    return matter


@pytest.fixture
def of_kingston(common) -> Client:
    """The secretary of Kingston, who is not Croydon's."""
    account = world.an_account("kingston")
    committee = common.bodies["Kingston"].committee
    appoint_to_post(account=account, committee=committee, kind=PostKind.SECRETARY, starts_on=FIRST)
    client = Client()
    client.force_login(account)
    return client


def of_both(common) -> Client:
    client = Client()
    client.force_login(common.secretary.account)
    return client


def told(common, client: Client, matter: Matter) -> str:
    """The section of what the matter changes, on Kingston's page."""
    kingston = common.bodies["Kingston"].committee.pk
    answer = client.get(reverse("matter_outside", args=[kingston, matter.pk]))
    assert answer.status_code == 200
    return text(answer).partition("What it changes in the registers")[2]


def test_what_anothers_private_decision_hangs_on_is_not_told_and_it_is_to_who_may_know(common, merger, of_kingston):
    limb = merger.limbs.get()
    LimbCondition.objects.create(limb=limb, number=1, text=SECRET, who="the solicitor", due_on=date(2017, 1, 1))
    common.carry(merger, of=("Croydon",), **IN_PRIVATE)
    common.stand(date(2016, 5, 20))
    assert f"Croydon's decision of 14 April 2016 hangs on this: {SECRET}" in told(common, of_both(common), merger)
    said = told(common, of_kingston, merger)
    assert "It is not decided for Kingston." in said
    assert AWAITED in said
    for word in (f"hangs on this: {SECRET}", "Croydon's decision", "Croydon on"):
        assert word not in said


def test_the_veto_of_anothers_private_decision_is_not_told(common, merger, of_kingston):
    common.carry(merger, of=("Croydon",), **IN_PRIVATE)
    common.stand(date(2016, 4, 15))
    assert "NHS England can veto Croydon's decision" in told(common, of_both(common), merger)
    said = told(common, of_kingston, merger)
    assert AWAITED in said
    assert "NHS England can veto" not in said
    assert "Croydon's decision" not in said


def test_the_same_is_said_before_and_after_another_decides_in_private_and_whatever_it_decides(
    common, merger, of_kingston
):
    common.carry(merger, of=("Kingston",))
    room = common.meeting(merger, DECIDED, of=("Croydon",), **IN_PRIVATE)

    def about() -> tuple:
        said = told(common, of_kingston, merger)
        return (
            AWAITED in said,
            "It waits." in said,
            "Croydon's" in said,
            "Croydon did" in said,
            "Croydon reject" in said,
        )

    before = about()
    assert before == (True, True, False, False, False)
    for each in common.decisions(room):
        actions.record_counts(actor=common.secretary, resolution=each.pk, in_favour=0, against=9)
        actions.announce(actor=common.secretary, resolutions=[each.pk])
    common.close(room)
    assert "Croydon did not carry it on 14 April 2016." in told(common, of_both(common), merger)
    assert about() == before


def test_what_is_carried_by_all_and_not_in_effect_yet_awaits_anothers_private_decision_still(
    common, merger, of_kingston
):
    common.carry(merger, of=("Kingston",))
    common.carry(merger, of=("Croydon",), **IN_PRIVATE)
    common.stand(date(2016, 5, 20))
    assert "It takes effect on 1 July 2016." in told(common, of_both(common), merger)
    said = told(common, of_kingston, merger)
    assert AWAITED in said
    assert "It takes effect on" not in said


def test_by_whom_it_was_decided_in_private_is_not_told_of_what_is_in_effect(common, merger, of_kingston):
    common.carry(merger, of=("Kingston",))
    common.carry(merger, of=("Croydon",), **IN_PRIVATE)
    common.keep(FROM)
    assert len(EffectApplied.objects.get().decided_by) == 2
    assert "Croydon on 14 April 2016 (item 1)" in told(common, of_both(common), merger)
    said = told(common, of_kingston, merger)
    assert f"Decided by Kingston on 14 April 2016 (item 1). {PRIVATE}" in said
    assert "Croydon on 14 April 2016" not in said


def test_what_is_public_of_another_is_told_as_it_is(common, merger, of_kingston):
    common.carry(merger, of=("Croydon",))
    common.stand(date(2016, 4, 15))
    said = told(common, of_kingston, merger)
    assert "NHS England can veto Croydon's decision of 14 April 2016" in said
    assert AWAITED not in said


def test_what_is_held_is_told_to_each_who_decided_it_and_nothing_of_anothers_private_decision(
    common, merger, of_kingston
):
    common.carry(merger, of=("Kingston",))
    merger.facts = merger.facts | {"effective_on": "2016-08-01"}
    merger.save()
    merger.practices.add(merger.facts["survivor"])
    common.carry(merger, of=("Croydon",), **IN_PRIVATE)
    common.keep(date(2016, 8, 1))
    assert written() == (0, 1)
    kingston = common.bodies["Kingston"].committee.pk
    assert [each.committee_name for each in held_decisions([kingston], date(2016, 8, 1))] == ["Kingston"]
    assert "Croydon on 14 April 2016 (item 1)" in told(common, of_both(common), merger)
    said = told(common, of_kingston, merger)
    assert "It is held." in said
    assert PRIVATE in said
    assert "Croydon on 14 April 2016" not in said
    assert DIFFER in EffectHeld.objects.get().reason
    addresses = reverse("chronology", args=[kingston, merger.pk]), reverse("practice", args=["H83001"])
    for address in addresses:
        assert DIFFER in text(of_both(common).get(address))
        assert DIFFER not in text(of_kingston.get(address))


def test_a_refusal_in_private_does_not_bar_an_application_before_who_may_not_know_of_it(common, of_kingston):
    practice = a_practice("H84001", "RIVER SURGERY", common.bodies["Croydon"].ccg)
    facts = {"practice": practice.pk, "months": 6, "effective_on": FROM.isoformat()} | APPLICATION
    first = common.matter("list_closure", facts, of=("Croydon",))
    room = common.meeting(first, DECIDED, of=("Croydon",), **IN_PRIVATE)
    for each in common.decisions(room):
        actions.record_counts(actor=common.secretary, resolution=each.pk, in_favour=0, against=9)
        actions.announce(actor=common.secretary, resolutions=[each.pk])
    common.close(room)
    again = common.matter("list_closure", facts)
    again.raised_by = common.bodies["Kingston"].committee
    again.save()
    common.stand(date(2016, 5, 20))
    assert "was refused on 14 April 2016" in told(common, of_both(common), again)
    assert "was refused on 14 April 2016" not in told(common, of_kingston, again)
