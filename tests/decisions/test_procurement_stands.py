"""What stands as awarded, and what never does: vetoes, votes lost, conditions, routes besides a vote. All made up."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from committees.models import Delegation
from committees.models.accounts import PostKind
from committees.terms import Choice, ConditionState, Level, Recording, Verb
from decisions import actions
from decisions.actions.hanging import Wanted
from decisions.actions.outside.consulting import decide
from decisions.actions.outside.officers import decide_as_officer
from decisions.actions.outside.reporting import report_decision
from decisions.models import LifeEntry
from decisions.procurement.register import published
from decisions.procurement.waiting import to_sign_off
from practices import clock
from tests import world
from tests.decisions.between import NEXT, WHY, Between, close, run
from tests.decisions.level_1 import level_1, with_post
from tests.decisions.made_up_files import a_file, an_item, meeting, take
from tests.decisions.procured import a_supplier, an_award, entries, facts_of, on_agenda, signed_off
from tests.decisions.procured import close as closed
from tests.decisions.test_finding import an_interest
from tests.decisions.vetoed import THURSDAY, a_stage, london
from tests.world import CHAIR, GP, OFFICER

pytestmark = pytest.mark.django_db


def refused(actor, body, matter, words, of=None):
    """Refused with this sentence, nothing is written, and the page says the same."""
    before = LifeEntry.objects.count()
    with pytest.raises(ValidationError) as refusal:
        signed_off(actor, body, matter, of)
    assert words in " ".join(refusal.value.messages)
    assert LifeEntry.objects.count() == before
    assert words in entries(body, matter)[0].why_not
    assert to_sign_off([body.committee.pk], clock.today()) == []


def waits(body) -> list[str]:
    return [each.what for each in to_sign_off([body.committee.pk], clock.today())]


def rows(body):
    return [each.row for each in published(body.ccg, clock.today())]


# --- NHS England's veto ---
@pytest.fixture
def stage(monkeypatch):
    return a_stage(monkeypatch, veto_working_days=5)


def carried(stage):
    """Croydon awards at level 2; the meeting is closed, and NHS England has five working days."""
    matter = an_award([stage.body.ccg])
    room = stage.meeting(THURSDAY)
    item = on_agenda(room, matter)
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=[room.decision("Croydon", item).pk])
    actions.announce(actor=room.secretary, resolutions=[room.decision("Croydon", item).pk])
    stage.close(room)
    return matter, room, item


def test_a_decision_that_may_still_be_vetoed_is_signed_off_once_its_window_is_over(stage):
    matter, _, _ = carried(stage)
    secretary = stage.acting(stage.secretary)
    refused(secretary, stage.body, matter, "NHS England may veto it until the end of 21 April 2016")
    stage.stand(london(date(2016, 4, 21), 23, 59, 59))
    refused(secretary, stage.body, matter, "NHS England may veto it")
    stage.stand(london(date(2016, 4, 22), 0, 0))
    assert waits(stage.body) == ["Contract award, item 2"]
    signed_off(stage.acting(stage.secretary), stage.body, matter)
    assert [row.outcome for row in rows(stage.body)] == ["Approved"]
    assert waits(stage.body) == []


def test_a_veto_that_is_waived_is_waited_for_no_longer(stage):
    matter, room, item = carried(stage)
    actions.waive_veto(actor=stage.acting("holder"), resolution=room.decision("Croydon", item).pk)
    assert waits(stage.body) == ["Contract award, item 2"]
    assert signed_off(stage.acting(stage.secretary), stage.body, matter)


def test_what_was_vetoed_never_stands_as_awarded(stage):
    matter, room, item = carried(stage)
    of = room.decision("Croydon", item).pk
    actions.use_veto(actor=stage.acting("holder"), resolution=of, reason="Too dear (made up)")
    words = "NHS England vetoed it: nothing was awarded, and nothing of it is entered in the register."
    refused(stage.acting(stage.secretary), stage.body, matter, words)
    stage.stand(london(THURSDAY + timedelta(days=60)))
    refused(stage.acting(stage.secretary), stage.body, matter, words)
    assert rows(stage.body) == []


# --- Votes ---
def voted(cast, matter, choice, verb=None, conditions=()):
    room = world.meet({"Merton": cast.merton}, cast.acting("secretary"), items=1)
    item = on_agenda(room, matter)
    room.arrive()
    room.begin(item)
    of = room.decision("Merton", item).pk
    if verb or conditions:
        words = {"text": "That it be so.", "verb": (verb or Verb.APPROVE).value}
        actions.amend_motion(actor=room.secretary, resolutions=[of], conditions=list(conditions), **words)
    actions.open_voting(actor=room.secretary, resolutions=[of], recording=Recording.BY_NAME)
    votes = {of: {seat.pk: choice for seat in cast.merton.seats}}
    actions.record_votes(actor=room.secretary, choices=votes)
    actions.announce(actor=room.secretary, resolutions=[of])
    closed(room)
    return room, item


def test_what_was_not_carried_never_stands_as_awarded(cast):
    matter = an_award([cast.merton.ccg])
    voted(cast, matter, Choice.AGAINST)
    refused(cast.acting("secretary"), cast.merton, matter, "It was not carried: nothing was awarded")
    assert rows(cast.merton) == []


def test_a_rejection_stands_as_one_and_names_no_supplier(cast):
    matter = an_award([cast.merton.ccg])
    voted(cast, matter, Choice.FOR, Verb.REJECT)
    assert waits(cast.merton) == ["Contract award, item 2"]
    signed_off(cast.acting("secretary"), cast.merton, matter)
    [row] = rows(cast.merton)
    assert row.outcome == "Rejected"
    assert {row.supplier, row.address, row.value_total, row.value_ccg, row.starts_on, row.ends_on} == {"not awarded"}


def test_a_recommendation_awards_nothing(cast):
    matter = an_award([cast.merton.ccg])
    voted(cast, matter, Choice.FOR, Verb.RECOMMEND)
    refused(cast.acting("secretary"), cast.merton, matter, "nothing of it is entered in the register")


def test_what_hangs_on_a_condition_is_signed_off_once_it_is_met(cast):
    matter = an_award([cast.merton.ccg])
    hangs = Wanted(text="The lease is signed", who="the bidder", due_on=date(2016, 5, 31))
    room, item = voted(cast, matter, Choice.FOR, conditions=[hangs])
    refused(cast.acting("secretary"), cast.merton, matter, "Carried, awaiting the bidder.")
    [condition] = room.decision("Merton", item).conditions
    told = {"condition": condition.pk, "state": ConditionState.DISCHARGED, "on_day": world.DAY}
    actions.record_condition(actor=cast.acting("secretary"), **told)
    assert waits(cast.merton) == ["Contract award, item 2"]
    assert signed_off(cast.acting("secretary"), cast.merton, matter)


def test_what_fails_its_condition_never_stands_as_awarded(cast):
    matter = an_award([cast.merton.ccg])
    hangs = Wanted(text="The lease is signed", who="the bidder", due_on=date(2016, 5, 31))
    room, item = voted(cast, matter, Choice.FOR, conditions=[hangs])
    [condition] = room.decision("Merton", item).conditions
    told = {"condition": condition.pk, "state": ConditionState.FAILED, "on_day": world.DAY, "reason": "No lease"}
    actions.record_condition(actor=cast.acting("secretary"), **told)
    refused(cast.acting("secretary"), cast.merton, matter, "Nothing was awarded")


def test_other_kinds_of_decision_do_not_stand_in_the_register(cast):
    """Nor a matter of no kind, whatever is stated of it."""
    matter = an_award([cast.merton.ccg], kind="")
    voted(cast, matter, Choice.FOR)
    assert entries(cast.merton, matter) == []
    assert waits(cast.merton) == []


@pytest.mark.parametrize("kind", ["award", "caretaker", "extension"])
def test_awards_caretakers_and_extensions_do(cast, kind):
    matter = an_award([cast.merton.ccg], kind=kind, contract=_a_contract().pk, process="direct")
    voted(cast, matter, Choice.FOR)
    [entry] = entries(cast.merton, matter)
    assert entry.row.process == "Direct award to one, without competition"
    assert entry.why_not == ""


def _a_contract():
    from practices.models import Contract

    held = {"kind": "APMS", "provider": a_supplier("Holder Limited"), "starts_on": date(2011, 4, 1)}
    return Contract.objects.create(ends_on=date(2016, 6, 30), made_up=True, **held)


# --- In common: each committee decides for its own CCG ---
def test_in_common_each_decision_stands_in_the_register_of_its_own_ccg(cast):
    matter = an_award([cast.merton.ccg, cast.croydon.ccg])
    room = cast.meeting()
    item = on_agenda(room, matter)
    room.arrive()
    room.begin(item)
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    actions.announce(actor=room.secretary, resolutions=room.decisions(item))
    closed(room)
    secretary = cast.acting("secretary")
    signed_off(secretary, cast.merton, matter)
    assert [row.body for row in rows(cast.merton)] == ["Merton primary care commissioning committee"]
    assert rows(cast.croydon) == []
    mertons = entries(cast.merton, matter)[0].of
    with pytest.raises(ValidationError, match="This is no decision of the register on this matter"):
        signed_off(secretary, cast.croydon, matter, mertons)


# --- Routes besides a vote ---
def test_nhs_englands_own_decision_at_level_1_is_signed_off_by_its_team(on_the_day):
    place = level_1()
    matter = place.matter()
    matter.kind, matter.facts = "award", facts_of(a_supplier())
    matter.save()
    decide(actor=place.officer, committee=place.team.pk, matter=matter.pk, text="It is awarded.", reason="Best bid.")
    body = type("Body", (), {"committee": place.team, "ccg": place.ccg})
    assert waits(body) == ["Contract award"]
    signed_off(place.team_secretary, body, matter)
    [row] = rows(body)
    assert row.body == "NHS England team"
    assert row.route == "NHS England's own decision, at level 1"
    assert row.took_part == "Decided: Olive Officer (head of primary care)."
    assert "It is awarded." in row.decision
    assert "Reason: Best bid." in row.decision
    assert row.conflicts == "No interest in it was on the registers of those who could decide."
    assert row.supplier == "Made Up Health Limited"
    assert waits(body) == []


@pytest.fixture
def between(settings):
    settings.COCOMM_CLOCK_DAY = world.DAY
    found = Between()
    matter = found.matter
    matter.kind, matter.value, matter.facts = "caretaker", Decimal(20_000), facts_of(a_supplier(), process="direct")
    matter.save()
    return found


def reported(between, decision, settings, choices) -> None:
    meeting = between.plan()
    where = {"committee": between.committee.pk, "matter": between.matter.pk}
    report_decision(actor=between.secretary, **where, decision=decision.pk)
    settings.COCOMM_CLOCK_DAY = NEXT
    item = meeting.items.order_by("-pk").first()
    if choices:
        run(between, meeting, item, choices)
    else:
        room = between.meeting_of(meeting)
        room.arrive()
        room.begin(item)
        actions.announce(actor=between.secretary, resolutions=[room.decision("Merton", item).pk])
    close(between, meeting)


def test_chairs_action_is_signed_off_once_it_has_come_before_its_committee(between, settings):
    decision = between.take()
    words = "It can be signed off once it has come before a meeting of the committee."
    refused(between.secretary, between.body, between.matter, words)
    reported(between, decision, settings, [Choice.FOR] * 9)
    assert waits(between.body) == ["Caretaker contract"]
    signed_off(world.actor(between.account, NEXT), between.body, between.matter)
    [row] = rows(between.body)
    assert row.route == "Chair's action between meetings. The committee ratified it on 12 May 2016."
    for words in ("Merton Lay member, chair (lay member, chair), by telephone.", "Members asked beforehand: none"):
        assert words in row.took_part
    assert WHY in row.decision
    assert (row.process, row.day) == ("Direct award to one, without competition", world.DAY)


def test_an_officers_decision_is_signed_off_once_it_was_reported(between, settings):
    days = {"starts_on": world.FIRST, "source": "Made up for the tests", "made_up": True}
    line = {"kind": "caretaker", "up_to": Decimal(25_000)}
    Delegation.objects.create(seat=between.body.seats[OFFICER], **line, **days)
    decision = decide_as_officer(
        actor=between.secretary,
        committee=between.committee.pk,
        matter=between.matter.pk,
        seat=between.body.seats[OFFICER].pk,
        officer=between.body.people[OFFICER].pk,
        text="The caretaker is paid.",
        reason=WHY,
    )
    refused(between.secretary, between.body, between.matter, "It is not yet reported to the committee.")
    reported(between, decision, settings, None)
    signed_off(world.actor(between.account, NEXT), between.body, between.matter)
    [row] = rows(between.body)
    assert row.route.startswith("Decision of an officer under the scheme of delegation. ")
    assert row.took_part == "Decided: Merton Chief officer (chief officer)."


def test_who_was_in_conflict_between_meetings_is_told_with_how_it_was_managed(between, settings, cast_practice):
    between.matter.practices.add(cast_practice)
    an_interest(between.body.people[GP], cast_practice, nature="Partner in the practice")
    between.take(CHAIR, OFFICER)
    [entry] = entries(between.body, between.matter)
    assert entry.row.conflicts.startswith("Merton GP member: A direct financial interest: Partner in the practice")
    assert "took no part: outside a meeting nobody rules on a conflict" in entry.row.conflicts


@pytest.fixture
def cast_practice(db):
    from practices.models import Practice

    return Practice.objects.create(ods_code="H85077", name="THE OTHER MADE UP SURGERY", status="A")


def test_at_level_3_nobodys_window_is_waited_for(cast):
    assert cast.merton.committee.kind != Level.JOINT
    matter = an_award([cast.merton.ccg])
    voted(cast, matter, Choice.FOR)
    assert waits(cast.merton) == ["Contract award, item 2"]


# --- Known as it was published ---
def test_of_an_outcome_known_as_published_what_no_source_tells_stays_unknown(on_the_day):
    file = a_file("Merton")
    meeting(file)["not_told"] = ["attendance", "declarations", "votes"]
    an_item(file, outcomes=[{"outcome": "carried"}])
    [of] = take(file).resolution_by_id.values()
    matter = of.item.matter
    matter.kind = "award"
    matter.save()
    body = type("Body", (), {"committee": of.sitting.row.committee, "ccg": matter.ccgs.get()})
    secretary = with_post("published_secretary", "Pat Published", body.committee, PostKind.SECRETARY)
    [entry] = entries(body, matter)
    assert entry.why_not == ""
    assert "As published: carried." in entry.row.decision
    assert entry.row.took_part.startswith("The source does not tell who took part.")
    assert entry.row.conflicts == "The source does not tell which interests were declared."
    assert {entry.row.supplier, entry.row.value_total, entry.row.bought, entry.row.ends_on} == {"not known"}
    assert waits(body) == [f"Contract award, item {of.item.number}"]
    signed_off(secretary, body, matter)
    assert rows(body) == [entry.row]
