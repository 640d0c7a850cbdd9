"""What a decision changes belongs to the CCGs that decided it, on the facts that they had and from a day that they could."""

from datetime import date

import pytest

from committees.terms import Verb
from decisions import actions
from decisions.actions.bench import Bench
from decisions.actions.outside.stating import state_facts
from decisions.effects.planned import planned
from decisions.effects.ready import State
from decisions.gate import Refused
from decisions.models import EffectApplied, EffectHeld
from practices.models import ListClosure, Membership, Partner, Practice, Site
from tests.committees.kinds_by_hand import APPLICATION
from tests.decisions.taking_effect import (
    DECIDED,
    FROM,
    SINCE,
    a_branch,
    a_closure,
    a_contract,
    a_practice,
    a_stage,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kingston(monkeypatch):
    return a_stage(monkeypatch, "Kingston")


@pytest.fixture
def common(monkeypatch):
    return a_stage(monkeypatch, "Croydon", "Kingston")


def closes(stage, site, of=()):
    return stage.matter("branch_closure", of=of, whole={"site": site.pk, "effective_on": str(FROM)})


# --- Whose practices ---
def test_a_vote_on_another_ccgs_practice_is_refused_with_the_ccg_that_the_matter_does_not_name(common):
    site = a_branch(a_practice("H84001", "RIVER SURGERY", common.bodies["Croydon"].ccg))
    with pytest.raises(Refused) as refused:
        common.carry(closes(common, site, of=("Kingston",)), of=("Kingston",))
    assert [reason.text for reason in refused.value.verdict.refusals] == [
        f"River Surgery (H84001) is a practice of {common.bodies['Croydon'].ccg.name} on 1 July 2016, which the matter does "
        "not name: raise a matter that both CCGs decide."
    ]


def test_a_merger_with_another_ccgs_practice_is_refused_unless_the_matter_names_both(common):
    survivor = a_practice("H83001", "HILL SURGERY", common.bodies["Kingston"].ccg)
    ended = a_practice("H83002", "VALLEY SURGERY", common.bodies["Croydon"].ccg)
    told = {"survivor": survivor.pk, "ended": ended.pk, "effective_on": str(FROM)}
    with pytest.raises(Refused, match="Valley Surgery .H83002. is a practice of"):
        common.carry(common.matter("merger", told, of=("Kingston",)), of=("Kingston",))
    common.carry(common.matter("merger", told), date(2016, 5, 12))
    common.keep(FROM)
    assert written() == (1, 0)


def test_what_was_carried_on_another_ccgs_practice_is_held_with_the_sentence(common, monkeypatch):
    site = a_branch(a_practice("H84001", "RIVER SURGERY", common.bodies["Croydon"].ccg))
    matter = closes(common, site, of=("Kingston",))
    monkeypatch.setattr("decisions.actions.steps.of_others_as_stated", lambda *args: ())
    common.carry(matter, of=("Kingston",))
    common.keep(FROM)
    site.refresh_from_db()
    assert (written(), site.ends_on) == ((0, 1), None)
    assert "is a practice of" in EffectHeld.objects.get().reason
    assert "which the matter does not name" in EffectHeld.objects.get().reason
    part = common.part(matter, FROM)
    assert "raise a matter that both CCGs decide" in planned([part], FROM)[part.limb.pk].problems[0]


def test_a_practice_that_changes_its_ccg_after_the_decision_is_changed_all_the_same(common):
    practice = a_practice("H84001", "RIVER SURGERY", common.bodies["Kingston"].ccg)
    Membership.objects.filter(practice=practice).get().delete()
    for ccg, first, last in (("Kingston", SINCE, date(2016, 5, 31)), ("Croydon", date(2016, 6, 1), None)):
        Membership.objects.create(practice=practice, ccg=common.bodies[ccg].ccg, starts_on=first, ends_on=last)
    common.carry(closes(common, a_branch(practice), of=("Kingston",)), of=("Kingston",))
    common.keep(FROM)
    assert written() == (1, 0)


def test_practices_of_other_ccgs_on_the_choice_map_of_a_dispersal_stand_in_no_ones_way(common):
    leaves = a_practice("H84001", "RIVER SURGERY", common.bodies["Kingston"].ccg)
    takes = a_practice("H84002", "PARK SURGERY", common.bodies["Croydon"].ccg)
    told = {"practice": leaves.pk, "option": "disperse", "to": [takes.pk], "effective_on": str(FROM)}
    told |= {"capacity": "Enough", "closes": True}
    common.carry(common.matter("dispersal", told, of=("Kingston",)), of=("Kingston",))
    common.keep(FROM)
    assert written() == (1, 0)


# --- From when ---
def test_what_was_held_and_can_be_made_later_holds_from_the_day_on_which_it_can(kingston):
    practice = a_practice("H85001", "SURGERY 1", kingston.bodies["Kingston"].ccg)
    site = a_branch(practice)
    kingston.carry(closes(kingston, site))
    Practice.objects.get(pk=practice.pk)
    site.ends_on = date(2016, 5, 1)
    site.save()
    kingston.keep(FROM)
    assert written() == (0, 1)
    site.ends_on = None
    site.save()
    kingston.keep(date(2018, 7, 1))
    site.refresh_from_db()
    assert (EffectApplied.objects.get().on_day, site.ends_on) == (date(2018, 7, 1), date(2018, 6, 30))
