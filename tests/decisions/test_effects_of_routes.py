"""What is decided outside meetings, vetoed, hangs on conditions or is taken back, and what becomes of its effect."""

from datetime import date
from decimal import Decimal

import pytest

from committees.models import Delegation, Meeting
from committees.terms import ConditionState, Outcome, Verb
from decisions import actions
from decisions.actions.bench import Bench
from decisions.actions.conditions import record_condition
from decisions.actions.corrections import take_back_result
from decisions.actions.hanging import Wanted
from decisions.actions.outside.consulting import decide
from decisions.actions.outside.officers import decide_as_officer
from decisions.effects.ready import State
from decisions.gate import Refused
from decisions.models import Announcement, Condition, EffectApplied, EffectHeld, Matter, PublishedOutcome
from practices.models import Site
from tests import world
from tests.committees.kinds_by_hand import APPLICATION
from tests.decisions.between import Between
from tests.decisions.level_1 import level_1
from tests.decisions.taking_effect import DECIDED, FROM, a_branch, a_practice, a_stage, written
from tests.decisions.vetoed import a_stage as croydon_alone
from tests.decisions.vetoed import london
from tests.world import FINANCE, FIRST

pytestmark = pytest.mark.django_db


def branch_of(ccg) -> Site:
    return a_branch(a_practice("H84001", "RIVER SURGERY", ccg))


def closes(matter: Matter, site: Site, on: date = FROM) -> Matter:
    """Every part of the matter closes this branch."""
    matter.kind = "branch_closure"
    matter.save()
    for limb in matter.limbs.all():
        limb.facts = {"site": site.pk, "effective_on": str(on)}
        limb.save()
    return matter


def said(refused) -> str:
    return " ".join(reason.text for reason in refused.value.verdict.refusals)


@pytest.fixture
def kingston(monkeypatch):
    return a_stage(monkeypatch, "Kingston")


@pytest.fixture
def closing(kingston):
    site = branch_of(kingston.bodies["Kingston"].ccg)
    return closes(kingston.matter("branch_closure", texts=("That the branch close.",)), site), site


# --- Outside meetings ---
def test_what_nhs_england_decides_at_level_1_takes_effect_once_and_not_before_its_facts_are_stated(on_the_day):
    place = level_1()
    matter, site = place.matter(kind="branch_closure"), branch_of(place.ccg)
    words = {"committee": place.team.pk, "matter": matter.pk, "text": "It may close.", "reason": "Few use it."}
    with pytest.raises(Refused, match="Not stated yet: branch that closes") as refused:
        decide(actor=place.officer, **words)
    assert [reason.code for reason in refused.value.verdict.refusals] == ["decide_for_nhs_england.facts_unstated"]
    closes(matter, site)
    decide(actor=place.officer, **words)
    for _ in range(3):
        actions.keep_time(today=FROM)
    site.refresh_from_db()
    assert (site.ends_on, written()) == (date(2016, 6, 30), (1, 0))
    assert EffectApplied.objects.get().decided_by[0][0] == "outside"


def test_to_refuse_at_level_1_needs_no_facts_and_changes_nothing(on_the_day):
    place = level_1()
    matter = place.matter(kind="branch_closure")
    words = {"committee": place.team.pk, "matter": matter.pk, "text": "It stays.", "reason": "Many use it."}
    decide(actor=place.officer, verb=Verb.REJECT, **words)
    closes(matter, branch_of(place.ccg))
    assert actions.keep_time(today=FROM) == []
    assert written() == (0, 0)


def test_what_an_officer_decides_takes_effect_from_its_day(cast):
    matter = world.a_matter("A branch", [cast.merton.ccg], raised_by=cast.merton.committee)
    site = branch_of(cast.merton.ccg)
    seat = cast.merton.seats[FINANCE]
    Delegation.objects.create(seat=seat, kind="branch_closure", up_to=None, source="Made up", starts_on=FIRST)
    matter.kind, matter.value = "branch_closure", Decimal(1)
    matter.save()
    words = {"seat": seat.pk, "officer": cast.executive.person.pk, "text": "It may close.", "reason": "Few use it."}
    where = {"committee": cast.merton.committee.pk, "matter": matter.pk}
    with pytest.raises(Refused, match="Not stated yet"):
        decide_as_officer(actor=cast.acting("executive"), **where, **words)
    closes(matter, site)
    decide_as_officer(actor=cast.acting("executive"), **where, **words)
    actions.keep_time(today=date(2016, 6, 30))
    assert written() == (0, 0)
    actions.keep_time(today=FROM)
    assert written() == (1, 0)
    told = set(site.history.values_list("history_change_reason", flat=True))
    assert "Decided by Merton on 14 April 2016 (an officer)" in told


def test_chairs_action_takes_effect_once_and_its_ratification_does_not_do_so_again(on_the_day, monkeypatch):
    between = Between()
    site = branch_of(between.body.ccg)
    between.matter.kind = "branch_closure"
    between.matter.save()
    with pytest.raises(Refused, match="Not stated yet"):
        between.take()
    closes(between.matter, site)
    between.take()
    meeting = between.plan()
    actions.keep_time(today=DECIDED)
    item = meeting.items.get(matter__title__startswith="Chair's action")
    monkeypatch.setattr("practices.clock.now", lambda: london(meeting.date))
    room = between.meeting_of(meeting)
    room.arrive()
    room.begin(item)
    of = room.decision("Merton", item)
    assert of.verb == Verb.RATIFY
    actions.agree(actor=between.secretary, resolutions=[of.pk])
    actions.announce(actor=between.secretary, resolutions=[of.pk])
    for _ in range(3):
        actions.keep_time(today=FROM)
    assert written() == (1, 0)
    site.refresh_from_db()
    assert site.ends_on == date(2016, 6, 30)


# --- NHS England's veto ---
def test_what_was_vetoed_changes_nothing_keeps_its_facts_and_takes_effect_when_it_is_carried_again(monkeypatch):
    stage = croydon_alone(monkeypatch, veto_working_days=5)
    site = branch_of(stage.body.ccg)
    room = stage.meeting(DECIDED)
    matter = closes(room.items[0].matter, site)
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    stage.veto(room)
    stage.close(room)
    actions.keep_time(today=FROM)
    assert written() == (0, 0)
    stage.stand(london(date(2016, 5, 12)))
    matter.refresh_from_db()
    again = world.a_meeting({"Croydon": stage.body}, date(2016, 5, 12))
    item = actions.put_on_agenda(meeting=again, matter=matter, number="1")
    room = world.room_of(again, {"Croydon": stage.body}, [item], stage.acting(stage.secretary))
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    assert room.decision("Croydon").opening.verdict["facts"]["part"] == {"site": site.pk, "effective_on": str(FROM)}
    stage.close(room)
    stage.stand(london(FROM))
    actions.keep_time(today=FROM)
    assert written() == (1, 0)


# --- Conditions ---
def with_condition(kingston, matter, **condition):
    room = kingston.meeting(matter)
    [of] = kingston.decisions(room)
    wanted = Wanted(text="The new surgery opens", who="the practice", **condition)
    actions.amend_motion(
        actor=kingston.secretary, resolutions=[of.pk], text="That it close.", verb=Verb.APPROVE, conditions=[wanted]
    )
    kingston.agree(room)
    kingston.close(room)
    return Condition.objects.get(motion__replaced_by__isnull=True)


def test_a_condition_that_is_never_met_lapses_and_the_decision_changes_nothing(kingston, closing):
    matter, site = closing
    with_condition(kingston, matter, due_on=date(2016, 8, 1))
    kingston.keep(FROM)
    [waits] = kingston.part(matter, FROM).answer.sentences
    assert waits.endswith("hangs on this: The new surgery opens (the practice, by 1 August 2016).")
    kingston.keep(date(2016, 8, 2))
    assert written() == (0, 0)
    ended = kingston.part(matter, date(2016, 8, 2)).answer
    assert ended.state is State.ENDED
    assert "lapsed at the end of 1 August 2016" in ended.sentences[0]
    site.refresh_from_db()
    assert site.ends_on is None


def test_a_condition_without_a_day_that_nobody_meets_is_waited_for(kingston, closing):
    matter, _ = closing
    with_condition(kingston, matter)
    assert kingston.keep(date(2020, 1, 1)) == []
    assert kingston.part(matter, date(2020, 1, 1)).answer.state is State.WAITS


def test_it_holds_from_the_day_on_which_the_last_condition_was_met_and_that_entry_stays_from_then_on(kingston, closing):
    matter, site = closing
    condition = with_condition(kingston, matter, due_on=date(2016, 8, 1))
    kingston.stand(date(2016, 7, 20))
    met = {"condition": condition.pk, "state": ConditionState.DISCHARGED, "on_day": date(2016, 7, 19)}
    act = record_condition(actor=kingston.secretary, **met)
    kingston.keep(date(2016, 7, 20))
    site.refresh_from_db()
    assert (site.ends_on, EffectApplied.objects.get().on_day) == (date(2016, 7, 18), date(2016, 7, 19))
    with pytest.raises(Refused, match="decision is in effect since 19 July 2016"):
        record_condition(
            actor=kingston.secretary,
            **met | {"state": ConditionState.FAILED},
            reason="It did not",
            replaces=act.pk,
        )


# --- Taken back ---
def test_a_result_taken_back_before_its_day_waits_and_announced_anew_takes_effect(kingston, closing):
    matter, _site = closing
    room = kingston.carry(matter)
    pks = room.decisions()
    take_back_result(actor=kingston.secretary, resolutions=pks, reason="Written down wrongly")
    kingston.keep(FROM)
    assert written() == (0, 0)
    assert "is taken back to put its record right" in kingston.part(matter, FROM).answer.sentences[0]
    actions.announce(actor=kingston.secretary, resolutions=pks)
    kingston.keep(FROM)
    assert written() == (1, 0)


def test_a_result_is_not_taken_back_once_it_is_in_effect(kingston, closing):
    matter, _ = closing
    room = kingston.carry(matter)
    kingston.keep(FROM)
    with pytest.raises(Refused, match="is in effect since 1 July 2016: only a new decision changes it"):
        take_back_result(actor=kingston.secretary, resolutions=room.decisions(), reason="Written down wrongly")
    assert not Announcement.objects.filter(void=True).exists()


def test_a_part_in_effect_is_not_voted_on_again(kingston, closing):
    matter, _ = closing
    kingston.carry(matter)
    kingston.keep(FROM)
    with pytest.raises(Refused, match="is in effect since 1 July 2016"):
        kingston.carry(matter, date(2016, 7, 14))


# --- What is demanded ---
def test_no_vote_is_opened_before_the_facts_are_stated_and_the_refusal_names_them(kingston):
    matter = kingston.matter("branch_closure")
    room = kingston.meeting(matter)
    with pytest.raises(Refused) as refused:
        kingston.agree(room)
    assert said(refused) == "Not stated yet: branch that closes and first day without the branch."


def test_an_effect_before_the_decision_is_refused(kingston, closing):
    matter, site = closing
    closes(matter, site, on=date(2016, 4, 13))
    with pytest.raises(Refused, match="13 April 2016 is before the decision, on 14 April 2016"):
        kingston.carry(matter)


def test_a_merger_of_a_practice_with_itself_is_refused(kingston):
    one = a_practice("H83001", "HILL SURGERY", kingston.bodies["Kingston"].ccg)
    matter = kingston.matter("merger", {"survivor": one.pk, "ended": one.pk, "effective_on": str(FROM)})
    with pytest.raises(Refused, match="cannot merge with itself"):
        kingston.carry(matter)


def test_a_merger_with_a_closed_practice_is_held(kingston):
    ccg = kingston.bodies["Kingston"].ccg
    one, other = a_practice("H83001", "HILL SURGERY", ccg), a_practice("H83002", "VALLEY SURGERY", ccg)
    other.status, other.closed_on = "C", date(2015, 3, 31)
    other.save()
    matter = kingston.matter("merger", {"survivor": one.pk, "ended": other.pk, "effective_on": str(FROM)})
    kingston.carry(matter)
    kingston.keep(FROM)
    assert "Valley Surgery (H83002) is closed from 1 April 2015 on" in EffectHeld.objects.get().reason


def test_a_list_closure_of_two_months_and_an_award_without_a_value_are_refused(kingston):
    one = a_practice("H83001", "HILL SURGERY", kingston.bodies["Kingston"].ccg)
    told = {"practice": one.pk, "months": 2, "effective_on": str(FROM)} | APPLICATION
    with pytest.raises(Refused, match="2 is not allowed"):
        kingston.carry(kingston.matter("list_closure", told))
    with pytest.raises(Refused, match="value in all"):
        kingston.carry(kingston.matter("award", {"contract_kind": "APMS"}), date(2016, 5, 12))


def test_a_committee_without_the_remit_decides_nothing_of_the_kind(kingston):
    from committees.models import Remit

    matter = kingston.matter("branch_closure")
    closes(matter, branch_of(kingston.bodies["Kingston"].ccg))
    Remit.objects.filter(function=matter.function).delete()
    with pytest.raises(Refused):
        kingston.carry(matter)
    assert kingston.keep(FROM) == []


def test_a_matter_of_no_kind_asks_for_nothing_and_changes_nothing(kingston):
    matter = world.a_matter("No kind", [kingston.bodies["Kingston"].ccg])
    kingston.carry(matter)
    assert kingston.keep(FROM) == []


# --- Meetings of other days ---
def from_a_file(room) -> None:
    Meeting.objects.filter(pk=room.meeting.pk).update(imported_digest="1" * 64)


def test_what_a_file_tells_of_a_meeting_is_not_refused_for_facts_that_nobody_knows(kingston, monkeypatch):
    matter = kingston.matter("branch_closure")
    room = kingston.meeting(matter)
    from_a_file(room)
    with monkeypatch.context() as reading:
        reading.setattr(Bench, "imports", True)
        kingston.agree(room)
        kingston.close(room)
    kingston.keep(FROM)
    assert written() == (0, 0)
    told = kingston.part(matter, FROM).answer
    assert told.state is State.UNKNOWN
    assert told.sentences == (
        "Kingston on 14 April 2016 (item 1): on which facts it was decided is not on record, so nothing is changed.",
    )


def test_a_meeting_whose_agenda_came_from_a_file_and_that_is_run_here_is_refused_for_facts(kingston):
    room = kingston.meeting(kingston.matter("branch_closure"))
    from_a_file(room)
    with pytest.raises(Refused, match="Not stated yet"):
        kingston.agree(room)


def test_what_is_known_as_published_counts_as_decided_and_changes_nothing_until_its_facts_are_stated(kingston):
    matter = kingston.matter("branch_closure")
    room = kingston.meeting(matter)
    from_a_file(room)
    [of] = kingston.decisions(room)
    moment = london(DECIDED)
    PublishedOutcome.objects.create(
        meeting=room.meeting,
        resolution=of.row,
        outcome=Outcome.CARRIED.value,
        finding="agrees",
        happened_at=moment,
        recorded_at=moment,
        imported_line=1,
    )
    kingston.keep(FROM)
    assert written() == (0, 0)
    assert kingston.part(matter, FROM).answer.state is State.UNKNOWN
    closes(matter, branch_of(kingston.bodies["Kingston"].ccg))
    kingston.keep(FROM)
    kingston.keep(FROM)
    assert written() == (1, 0)
