"""What a decision changes belongs to the CCGs that decided it, on the facts that they had and from a day that they could."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from committees.terms import Verb
from decisions import actions
from decisions.actions.outside.consulting import decide
from decisions.actions.outside.life import keep_step
from decisions.actions.outside.stating import state_facts
from decisions.effects.frozen import verb_outside
from decisions.effects.planned import planned
from decisions.effects.ready import State
from decisions.gate import Refused
from decisions.life.decided import decided_on_each
from decisions.life.letters import addressees, letter_to
from decisions.life.rules import Said
from decisions.life.standing import standing_of
from decisions.models import EffectApplied, EffectHeld, Limb, LimbCondition
from decisions.outside.facts import load_outside
from practices.models import ListClosure, Membership, Partner, Site
from tests.decisions.between import Between
from tests.decisions.level_1 import level_1
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
    with pytest.raises(Refused, match=r"Valley Surgery \(H83002\) is a practice of"):
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
    site.ends_on = date(2016, 5, 1)
    site.save()
    kingston.keep(FROM)
    assert written() == (0, 1)
    site.ends_on = None
    site.save()
    kingston.keep(date(2018, 7, 1))
    site.refresh_from_db()
    assert (EffectApplied.objects.get().on_day, site.ends_on) == (date(2018, 7, 1), date(2018, 6, 30))


# --- On which facts ---
def a_retirement(kingston):
    """A matter that notes a partner's leaving, and the facts of it."""
    contract = a_contract(a_practice("H85001", "SURGERY 1", kingston.bodies["Kingston"].ccg), "Drs Old")
    Partner.objects.create(provider=contract.provider, name="Dr Old", starts_on=SINCE)
    matter = kingston.matter("partnership_change")
    limb = matter.limbs.get()
    limb.verb = Verb.NOTE
    limb.save()
    told = {"change": "resign", "basis": "of_right", "happened_on": date(2016, 4, 1), "leaves": "Dr Old"}
    return matter, limb, told | {"provider": contract.provider_id}


def note(kingston, matter):
    room = kingston.meeting(matter)
    actions.announce(actor=kingston.secretary, resolutions=[each.pk for each in kingston.decisions(room)])
    return kingston.close(room)


def test_what_may_change_something_by_being_noted_is_not_noted_before_it_is_stated_whether_it_is_of_right(kingston):
    matter, _, _ = a_retirement(kingston)
    with pytest.raises(Refused, match="Not stated yet: agreed, or of right"):
        note(kingston, matter)


def test_facts_stated_after_it_was_noted_change_nothing(kingston, monkeypatch):
    matter, limb, told = a_retirement(kingston)
    with monkeypatch.context() as reading:
        reading.setattr("decisions.outcome.unstated", lambda *args: ())
        note(kingston, matter)
    kingston.stand(date(2016, 5, 1))
    committee = kingston.bodies["Kingston"].committee.pk
    whole = {"provider": told.pop("provider")}
    state_facts(actor=kingston.secretary, committee=committee, matter=matter.pk, limb=limb.pk, facts=told | whole)
    kingston.keep(FROM)
    assert (written(), Partner.objects.get().ends_on) == ((0, 0), None)
    assert kingston.part(matter, FROM).answer.state is State.UNKNOWN


# --- A list that has reopened ---
def an_extension(kingston):
    practice = a_practice("H85001", "SURGERY 1", kingston.bodies["Kingston"].ccg)
    a_closure(practice.pk, date(2015, 7, 1), date(2016, 4, 30))
    told = {"practice": practice.pk, "closed_until": "2016-04-30", "months": 6, "options": "None"}
    return kingston.matter("list_extension", told)


def test_the_closure_of_a_list_that_has_reopened_is_not_extended(kingston):
    with pytest.raises(Refused, match="The list reopened on 1 May 2016: decide a closure"):
        kingston.carry(an_extension(kingston), date(2016, 5, 1))


def test_a_closure_is_extended_on_its_last_day(kingston):
    matter = an_extension(kingston)
    kingston.carry(matter, date(2016, 4, 30))
    kingston.keep(date(2016, 4, 30))
    assert written() == (1, 0)
    assert ListClosure.objects.get(ends_on=date(2016, 10, 31))


def test_an_extension_for_which_something_is_awaited_until_the_list_has_reopened_is_held(kingston, monkeypatch):
    matter = an_extension(kingston)
    monkeypatch.setattr("decisions.outcome.unstated", lambda *args: ())
    kingston.carry(matter, date(2016, 9, 14))
    kingston.keep(date(2016, 9, 15))
    assert written() == (0, 1)
    assert EffectHeld.objects.get().reason == "The list reopened on 1 May 2016: decide a closure."


# --- Outside meetings: each part by its own word, as it was then ---
@pytest.fixture
def between(on_the_day):
    """Chair's action on a matter of two parts: one branch closes, the closing of the other is rejected."""
    found = Between()
    practice = a_practice("H84001", "RIVER SURGERY", found.body.ccg)
    found.matter.kind, found.matter.applicant = "branch_closure", practice
    found.matter.save()
    first = found.matter.limbs.get()
    first.letter, first.facts = "a", {"site": a_branch(practice, "One").pk, "effective_on": str(FROM)}
    first.save()
    told = {"site": a_branch(practice, "Two").pk, "effective_on": str(FROM)}
    Limb.objects.create(matter=found.matter, letter="b", text="That Two close.", verb=Verb.REJECT, facts=told)
    return found


def test_a_part_that_chairs_action_rejected_is_told_as_rejected_and_stays_so_when_its_word_is_changed(between):
    row = between.take()
    pair = (row.committee_id, row.matter_id)

    def told():
        return [(each.letter, each.words, each.refused) for each in decided_on_each([pair], FROM)[pair]]

    assert told() == [("a", "Approved", False), ("b", "Rejected", True)]
    rejected = between.matter.limbs.get(letter="b")
    rejected.verb = Verb.APPROVE
    assert verb_outside(row, rejected) is Verb.REJECT
    actions.keep_time(today=FROM)
    assert [site.ends_on is not None for site in Site.objects.filter(kind="branch").order_by("name")] == [True, False]


def test_the_letter_about_a_rejected_part_does_not_say_that_it_was_approved(between):
    row = between.take()
    record = load_outside(row.committee_id, row.matter_id, DECIDED)
    standing = standing_of(record)
    text = letter_to(standing, record.row, addressees(standing)[0]).text
    assert "Rejected" in text
    assert "Approved" in text


def test_chairs_action_on_a_part_with_a_planned_condition_is_refused_and_says_how_to_go_on(between):
    limb = between.matter.limbs.get(letter="a")
    condition = LimbCondition.objects.create(limb=limb, number=1, text="Patients are told first.", who="the practice")
    with pytest.raises(Refused) as refused:
        between.take()
    [reason] = refused.value.verdict.refusals
    assert reason.code == "chairs_action.on_conditions"
    assert reason.source.derived
    assert reason.text == (
        "Part (a) is to hang on a condition (“Patients are told first”), which nobody keeps outside a meeting: the "
        "committee decides it in a meeting, or the condition is taken off first."
    )
    condition.delete()
    assert between.take()


def test_nhs_england_decides_nothing_that_is_to_hang_on_a_condition_but_may_reject_it(on_the_day):
    place = level_1()
    matter = place.matter(kind="branch_closure")
    limb = matter.limbs.get()
    limb.facts = {"site": a_branch(a_practice("H84001", "RIVER", place.ccg)).pk, "effective_on": str(FROM)}
    limb.save()
    LimbCondition.objects.create(limb=limb, number=1, text="Patients are told first", who="the practice")
    words = {"committee": place.team.pk, "matter": matter.pk, "text": "It may close.", "reason": "Few use it."}
    with pytest.raises(Refused, match="is to hang on a condition"):
        decide(actor=place.officer, **words)
    assert decide(actor=place.officer, verb=Verb.REJECT, **words)


# --- Withdrawing ---
def test_a_matter_of_which_a_part_is_carried_is_not_withdrawn(kingston):
    practice = a_practice("H84001", "RIVER SURGERY", kingston.bodies["Kingston"].ccg)
    told = [{"site": a_branch(practice, name).pk, "effective_on": str(FROM)} for name in ("One", "Two")]
    matter = kingston.matter("branch_closure", texts=("One closes.", "Two closes."), a=told[0], b=told[1])
    room = kingston.meeting(matter)
    kingston.agree(room, "a")
    kingston.close(room)
    kingston.stand(date(2016, 5, 1))
    said = Said(on_day=date(2016, 5, 1), party="River", text="The practice keeps its branches.")
    where = {"committee": kingston.bodies["Kingston"].committee.pk, "matter": matter.pk}
    with pytest.raises(ValidationError, match=r"Part \(a\) is carried already, and what is decided is not withdrawn"):
        keep_step(actor=kingston.secretary, entry="withdrawn", said=said, **where)
