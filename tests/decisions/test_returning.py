"""What NHS England vetoed is before its committee again: on its next agenda, or waiting for one; and it says why."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from committees.terms import Level, Outcome, Purpose
from decisions import actions
from decisions.console.page import build
from decisions.minutes import load, write
from decisions.models import AgendaItem, Resolution
from decisions.outcome import outcome_of
from decisions.readers import PRIVATE_ITEM
from decisions.returned import vetoed_before, waiting_for_agenda
from practices import clock
from tests import world
from tests.decisions.vetoed import THURSDAY, a_stage, london

pytestmark = pytest.mark.django_db

VETOED, NEXT, AFTER_NEXT = date(2016, 4, 20), date(2016, 5, 12), date(2016, 6, 9)
LINE = "Vetoed by NHS England on 20 April 2016: Too dear (made up). It was Croydon's decision of 14 April 2016"


@pytest.fixture
def stage(monkeypatch):
    return a_stage(monkeypatch, veto_working_days=5)


def planned(stage, day):
    return world.a_meeting({stage.body.name: stage.body}, day, title=f"Meeting of {day:%-d %B}")


def vetoed(stage, **item):
    room = stage.carry(london(THURSDAY), close=True, **item)
    stage.stand(london(VETOED))
    return room


def on(meeting):
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("order"))


def html(client, account, name, *args):
    client.force_login(account)
    return client.get(reverse(name, args=args)).content.decode()


def waits(stage):
    return waiting_for_agenda(stage.acting(stage.secretary), [stage.body.committee.pk])


# --- The next agenda ---
def test_a_vetoed_decision_is_on_the_next_planned_agenda_at_once_with_the_same_part(stage):
    earlier, second, first = planned(stage, VETOED), planned(stage, AFTER_NEXT), planned(stage, NEXT)
    room = vetoed(stage)
    stage.veto(room)
    [item] = on(first)
    assert (on(earlier), on(second)) == ([], []), "the first after today, and no other"
    assert (item.matter, item.number) == (room.items[0].matter, "1")
    [again] = Resolution.objects.filter(item=item)
    assert again.limb == stage.decision(room).limb
    assert again.sitting.committee == stage.body.committee
    assert waits(stage) == []
    assert actions.keep_time() == [], "once"
    assert len(on(first)) == 1


def test_only_the_part_that_was_vetoed_returns_and_a_second_one_joins_it(stage):
    later = planned(stage, NEXT)
    room = vetoed(stage, texts=("Approve the first.", "Approve the second.", "Approve the third."))
    stage.veto(room, letter="b")
    [item] = on(later)
    assert [r.limb.letter for r in item.resolutions.all()] == ["b"]
    stage.veto(room, letter="a")
    assert [r.limb.letter for r in on(later)[0].resolutions.order_by("limb__letter")] == ["a", "b"]
    assert len(on(later)) == 1


def test_with_it_comes_what_the_committee_left_undecided(stage):
    later = planned(stage, NEXT)
    stage.stand(london(THURSDAY))
    room = stage.meeting(THURSDAY, texts=("Approve the first.", "Approve the second."))
    room.arrive()
    room.begin()
    first = stage.decision(room, letter="a").pk
    actions.agree(actor=room.secretary, resolutions=[first])
    actions.announce(actor=room.secretary, resolutions=[first])
    stage.close(room)
    stage.stand(london(VETOED))
    stage.veto(room, letter="a")
    assert [r.limb.letter for r in on(later)[0].resolutions.order_by("limb__letter")] == ["a", "b"]


def test_where_the_matter_is_on_that_agenda_already_it_is_not_there_twice(stage):
    later, room = planned(stage, NEXT), vetoed(stage)
    matter = room.items[0].matter
    held = actions.put_on_agenda(meeting=later, matter=matter, number="7", purposes={})
    stage.veto(room)
    assert on(later) == [held]
    assert held.resolutions.count() == 1
    assert held.purposes.count() == 1


def test_a_meeting_that_is_closed_or_is_over_takes_nothing_back(stage):
    room = vetoed(stage)
    stage.veto(room)
    planned(stage, VETOED - timedelta(days=1))
    assert actions.keep_time() == []
    assert len(waits(stage)) == 1


def test_without_a_planned_meeting_it_waits_and_the_timed_command_puts_it_there_once_one_is_convened(stage, client):
    room = vetoed(stage)
    stage.veto(room)
    [waiting] = waits(stage)
    assert (waiting.committee, waiting.item, waiting.vetoed_on) == (
        "Croydon", "item 1, A scheme for access", VETOED,
    )  # fmt: skip
    assert "item 1, A scheme for access: vetoed on 20 April 2016" in html(client, stage.secretary, "home")
    assert actions.keep_time() == []
    later = planned(stage, NEXT)
    assert "Vetoed by NHS England, waiting for an agenda" in html(client, stage.secretary, "add_item", later.pk)
    said = [each for _ in range(3) for each in actions.keep_time()]
    assert [each.what for each in said] == ["vetoed decision on an agenda"]
    assert "now item 1 on 12 May 2016" in said[0].text
    assert len(on(later)) == 1
    assert waits(stage) == []
    assert "waiting for an agenda" not in html(client, stage.secretary, "add_item", later.pk)


def test_a_waiver_and_a_lapse_put_nothing_on_an_agenda(stage):
    later = planned(stage, NEXT)
    waived, lapsed = vetoed(stage), stage.carry(london(THURSDAY), title="Another", close=True)
    stage.waive(waived)
    stage.stand(london(date(2016, 4, 22)))
    assert [each.what for each in actions.keep_time()] == ["confirmed decision"]
    assert on(later) == []
    assert outcome_of(stage.decision(lapsed)) == Outcome.CARRIED


# --- What the later meeting says ---
def pages(stage, client, later):
    """The meeting page, its minutes and the console of the later meeting, as the secretary sees them."""
    record, names = load(later.pk)
    opens = frozenset(item.pk for item in record.items)
    told = write(record, names, today=clock.today(), opens=opens)
    console = build(record, stage.acting(stage.secretary), record.items[0].pk)
    return html(client, stage.secretary, "meeting", later.pk), told, console


def test_the_item_says_when_and_why_it_was_vetoed_on_the_meeting_page_in_the_console_and_in_the_minutes(stage, client):
    later, room = planned(stage, NEXT), vetoed(stage)
    stage.veto(room)
    page, minutes, console = pages(stage, client, later)
    assert f"{LINE}." in page.replace("&#x27;", "'")
    assert minutes.items[0].vetoed == (f"{LINE}.",)
    assert console.vetoed == (f"{LINE}.",)
    assert vetoed_before(room.record) == {}, "the meeting that decided tells it by its own veto"


def test_what_was_in_private_comes_back_in_private_and_is_told_to_nobody_else(stage, client):
    later = planned(stage, NEXT)
    room = vetoed(stage, private=True, private_ground="Commercial in confidence")
    stage.veto(room)
    [item] = on(later)
    assert (item.private, item.private_ground) == (True, "Commercial in confidence")
    public = html(client, world.an_account("stranger"), "meeting", later.pk)
    assert PRIVATE_ITEM in public
    assert "Vetoed by NHS England" not in public
    assert "A scheme for access" not in public
    record, names = load(later.pk)
    assert write(record, names, today=clock.today()).items[0].vetoed == ()
    assert "Vetoed by NHS England on 20 April 2016" in html(client, stage.secretary, "meeting", later.pk)


def test_a_reason_given_in_private_is_not_said_on_an_item_in_public(stage):
    room = vetoed(stage, private=True, private_ground="Commercial in confidence")
    stage.veto(room)
    later = planned(stage, NEXT)
    item = actions.put_on_agenda(meeting=later, matter=room.items[0].matter, number="1")
    record, _ = load(later.pk)
    [line] = vetoed_before(record)[item.pk]
    assert line.sentence.startswith("Vetoed by NHS England on 20 April 2016, for a reason given in private.")
    assert "dear" not in line.sentence


def test_what_was_decided_in_private_waits_without_its_name_for_who_may_not_read_it(stage):
    room = vetoed(stage, private=True, private_ground="Commercial in confidence")
    stage.veto(room)
    [seen] = waiting_for_agenda(world.actor(world.an_account("somebody")), [stage.body.committee.pk])
    assert seen.item == f"item 1, {PRIVATE_ITEM}"
    assert waits(stage)[0].item == "item 1, A scheme for access"


# --- What lapsed is confirmed, on every page ---
@pytest.mark.parametrize("written", [False, True], ids=["by the clock", "by the act"])
def test_a_decision_whose_veto_lapsed_is_confirmed_on_the_meeting_page_and_in_the_minutes(stage, client, written):
    room = stage.carry(london(THURSDAY), close=True)
    stage.stand(london(date(2016, 4, 25)))
    if written:
        actions.keep_time()
    confirmed = "Confirmed on 22 April 2016: NHS England did not use its veto."
    assert confirmed in html(client, stage.secretary, "meeting", room.meeting.pk)
    assert confirmed in html(client, stage.secretary, "minutes", room.meeting.pk)


# --- Private stays private ---
def test_a_private_matter_never_joins_an_item_that_another_committee_takes_in_public(stage):
    other = world.a_body("Merton", "08R", Level.DELEGATED)
    later = world.a_meeting({stage.body.name: stage.body, "Merton": other}, NEXT)
    room = vetoed(stage, private=True, private_ground="Commercial")
    theirs = later.sittings.get(committee=other.committee)
    held = actions.put_on_agenda(
        meeting=later, matter=room.items[0].matter, number="7", purposes={theirs.pk: Purpose.APPROVAL}
    )
    stage.veto(room)
    own = Resolution.objects.get(item__meeting=later, sitting__committee=stage.body.committee).item
    assert own != held
    assert (own.private, own.private_ground, own.number) == (True, "Commercial", "8")
    assert list(held.purposes.values_list("sitting", flat=True)) == [theirs.pk]


def test_a_private_matter_joins_an_item_that_is_private_too(stage):
    other = world.a_body("Merton", "08R", Level.DELEGATED)
    later = world.a_meeting({stage.body.name: stage.body, "Merton": other}, NEXT)
    room = vetoed(stage, private=True, private_ground="Commercial")
    theirs = later.sittings.get(committee=other.committee)
    held = actions.put_on_agenda(
        meeting=later,
        matter=room.items[0].matter,
        number="7",
        purposes={theirs.pk: Purpose.APPROVAL},
        private=True,
        private_ground="Commercial",
    )
    stage.veto(room)
    assert Resolution.objects.get(item__meeting=later, sitting__committee=stage.body.committee).item == held
