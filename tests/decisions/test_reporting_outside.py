"""What was decided between meetings comes before the committee: chair's action is ratified or not and stands, an officer's
decision is noted, what is left lying is overdue. Everything is made up."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import Delegation
from committees.terms import Choice, Purpose, Verb
from decisions import actions
from decisions.actions.outside.officers import decide_as_officer
from decisions.actions.outside.reporting import report_again, report_by_time, report_decision, unreported
from decisions.actions.time import keep_time
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import AgendaItem, OutsideDecision, Report
from decisions.outside.reported import Reported, waiting_to_be_reported
from practices import clock
from tests import world
from tests.decisions.between import LATER, NEXT, WHY, Between, close, run, text, written
from tests.stated import with_facts
from tests.world import OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_day(settings):
    """Set the clock's day."""

    def at(day: date) -> None:
        settings.COCOMM_CLOCK_DAY = day

    at(world.DAY)
    return at


@pytest.fixture
def between(at_day) -> Between:
    return Between()


@pytest.mark.parametrize(
    ("choices", "state", "sentence"),
    [
        ([Choice.FOR] * 9, Reported.RATIFIED, "Ratified."),
        ([Choice.AGAINST] * 9, Reported.NOT_RATIFIED, "Not ratified: it stands all the same"),
    ],
    ids=["ratified", "not ratified"],
)
def test_a_chairs_action_comes_before_the_next_meeting_and_stands_whatever_it_says(
    between, client, at_day, choices, state, sentence
):
    decision = between.take()
    meeting = between.plan()
    client.force_login(between.account)
    page = client.get(between.page)
    assert "Put the chair's action on the agenda of 12 May 2016" in text(page)
    sent = {"press": f"report-{decision.pk}", "key": str(uuid.uuid4())}
    assert "It is item 2 of the meeting of 12 May 2016." in text(client.post(between.page, sent, follow=True))
    item = Report.objects.get().item
    assert item.matter.title == "Chair's action of 14 April 2016: Patients of a flooded surgery"
    assert "Chair's action" not in text(client.get(reverse("home"))), "nothing more to report, and no paper to add"
    assert item.matter.limbs.get().verb == Verb.RATIFY
    assert item.purposes.get().purpose == Purpose.RATIFICATION
    assert (item.matter.function, list(item.matter.ccgs.all())) == (between.matter.function, [between.body.ccg])
    assert between.state(decision).state is Reported.PLANNED
    before = text(client.get(reverse("meeting", args=[meeting.pk])))
    for told in ("By chair's action, on 14 April 2016", WHY, "Merton Chief officer, chief officer: by telephone."):
        assert told in before
    assert "It has effect since it was taken, whether it is ratified or not." in before
    at_day(NEXT)
    run(between, meeting, item, choices)
    console = text(client.get(f"{reverse('console', args=[meeting.pk])}?item={item.pk}"))
    assert sentence in console
    close(between, meeting)
    assert between.state(decision).state is state
    for name in ("meeting", "minutes"):
        said = text(client.get(reverse(name, args=[meeting.pk])))
        assert WHY in said, name
        assert sentence in said, name
    said = text(client.get(between.page))
    assert "in effect" in said, "whatever the committee said"
    assert between.state(decision).sentence in said
    assert waiting_to_be_reported([between.committee.pk], clock.today()) == []
    assert verify_book(between.committee.pk) == []


def an_officers_decision(between) -> OutsideDecision:
    """The chief officer decides what the scheme of delegation gives them: rent, up to £25,000."""
    between.matter.kind, between.matter.value = "rent", Decimal(10_000)
    with_facts(between.matter)
    days = {"starts_on": world.FIRST, "source": "Made up for the tests", "made_up": True}
    Delegation.objects.create(seat=between.body.seats[OFFICER], kind="rent", up_to=Decimal(25_000), **days)
    return decide_as_officer(
        actor=between.secretary,
        committee=between.committee.pk,
        matter=between.matter.pk,
        seat=between.body.seats[OFFICER].pk,
        officer=between.body.people[OFFICER].pk,
        text="The rent of the other building is paid.",
        reason=WHY,
    )


def test_an_officers_decision_is_reported_for_information_and_noted(between, client, at_day):
    decision = an_officers_decision(between)
    meeting = between.plan()
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "Put the officer's decision on the agenda of 12 May 2016" in page
    sent = {"press": f"report-{decision.pk}", "key": str(uuid.uuid4())}
    assert client.post(between.page, sent).status_code == 302
    item = Report.objects.get().item
    assert item.purposes.get().purpose == Purpose.INFORMATION
    assert item.matter.limbs.get().verb == Verb.NOTE
    assert item.matter.title == "Decision by the Chief officer of 14 April 2016: Patients of a flooded surgery"
    at_day(NEXT)
    room = between.meeting_of(meeting)
    room.arrive()
    room.begin(item)
    actions.announce(actor=between.secretary, resolutions=[room.decision("Merton", item).pk])
    close(between, meeting)
    assert between.state(decision).state is Reported.NOTED
    minutes = text(client.get(reverse("minutes", args=[meeting.pk])))
    assert "By an officer under delegated powers, on 14 April 2016" in minutes
    assert "Taken on 14 April 2016" in minutes
    assert "by Merton Chief officer, chief officer" in minutes


def test_what_nobody_reports_is_put_on_the_next_agenda_by_the_timed_command_once(between):
    decision = between.take()
    assert unreported(clock.today()) == [decision.pk]
    assert keep_time() == [], "no meeting is planned"
    between.plan()
    said = [passed.text for passed in keep_time()]
    assert len(said) == 1
    assert "Patients of a flooded surgery" in said[0]
    assert "12 May 2016" in said[0]
    assert keep_time() == keep_time() == []
    report = Report.objects.get()
    assert report.by is None
    assert report.recorded_by is None
    assert report.verdict["allowed"]
    assert report_by_time(decision.pk, clock.today()) is None
    assert verify_book(between.committee.pk) == []


def test_it_is_reported_once_and_by_the_secretary_alone(between, client):
    decision = between.take()
    between.plan()
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}
    client.force_login(between.chair)
    sent = {"press": f"report-{decision.pk}", "key": str(uuid.uuid4())}
    answer = client.post(between.page, sent)
    assert answer.status_code == 403
    assert "Only who runs the business of the Merton primary care commissioning committee" in text(answer)
    report_decision(actor=between.secretary, **where)
    before = written()
    with pytest.raises(Refused, match="on an agenda of the committee already"):
        report_decision(actor=between.secretary, **where)
    assert written() == before


def test_a_meeting_that_has_begun_is_not_the_next_one(between, at_day):
    decision = between.take()
    first, second = between.plan(), between.plan(LATER)
    at_day(NEXT)
    between.meeting_of(first).arrive()
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}
    assert report_decision(actor=between.secretary, **where).item.meeting == second


def test_what_was_private_before_stays_private_when_it_is_reported(between, client):
    old = between.plan(date(2016, 4, 13))
    actions.put_on_agenda(meeting=old, matter=between.matter, number="P1", private=True, private_ground="Commercial")
    decision = between.take()
    between.plan()
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}
    item = report_decision(actor=between.secretary, **where, private_ground="").item
    assert (item.private, item.private_ground) == (True, "Commercial")
    said = text(client.get(reverse("meeting", args=[item.meeting_id])))
    assert "flooded" not in said
    assert WHY not in said


def test_what_was_said_to_be_private_is_put_on_the_agenda_in_private_by_itself(between, client):
    decision = between.take(private_ground="About one patient")
    between.plan()
    item = report_by_time(decision.pk, clock.today())
    assert (item.private, item.private_ground) == (True, "About one patient")
    assert "flooded" not in text(client.get(reverse("meeting", args=[item.meeting_id])))


# --- Overdue ---
def test_it_is_overdue_once_a_meeting_was_held_on_a_later_day_without_it(between, client, at_day):
    decision = between.take()
    meeting = between.plan()
    at_day(NEXT)
    between.meeting_of(meeting).arrive()
    assert not between.state(decision).overdue
    assert [each.decision for each in waiting_to_be_reported([between.committee.pk], NEXT)] == [decision]
    close(between, meeting)
    assert between.state(decision).overdue
    for account in (between.account, between.chair):
        client.force_login(account)
        home = text(client.get(reverse("home")))
        assert "Chair's action of 14 April 2016: Patients of a flooded surgery" in home
        assert "overdue" in home
    assert "overdue" in text(client.get(reverse("book", args=[between.committee.pk])))
    assert "A meeting of the committee has passed without it." in text(client.get(between.page))
    later = between.plan(LATER)
    report_decision(
        actor=between.secretary, committee=between.committee.pk, matter=between.matter.pk, decision=decision.pk
    )
    assert between.state(decision).overdue, "until it comes before the committee"
    at_day(LATER)
    run(between, later, Report.objects.get().item, [Choice.FOR] * 9)
    assert (between.state(decision).state, between.state(decision).overdue) == (Reported.RATIFIED, False)


def test_the_secretarys_home_says_what_is_to_be_reported(between, client):
    between.take()
    client.force_login(between.account)
    home = text(client.get(reverse("home")))
    assert "Chair's action of 14 April 2016: Patients of a flooded surgery" in home
    assert "not reported yet" in home


def test_a_meeting_of_the_same_day_makes_nothing_overdue(between, at_day):
    decision = between.take()
    meeting = between.plan(world.DAY)
    between.meeting_of(meeting).arrive()
    close(between, meeting)
    assert not between.state(decision).overdue


# --- A meeting that does not take the item has not ratified anything ---
@pytest.fixture
def passed_over(between, at_day):
    """On the agenda of a meeting that closed without taking it."""
    decision = between.take()
    meeting = between.plan()
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}
    report = report_decision(actor=between.secretary, **where)
    at_day(NEXT)
    between.meeting_of(meeting).arrive()
    close(between, meeting)
    return decision, where, report


def test_chairs_action_is_overdue_once_a_meeting_closed_without_a_result_on_it(passed_over, between, client):
    decision, _, _ = passed_over
    state = between.state(decision)
    assert (state.state, state.overdue) == (Reported.PASSED_OVER, True)
    for account in (between.account, between.chair):
        client.force_login(account)
        home = text(client.get(reverse("home")))
        assert "Chair's action of 14 April 2016: Patients of a flooded surgery" in home
        assert "overdue" in home
    assert "overdue" in text(client.get(reverse("book", args=[between.committee.pk])))
    assert "closed without a result on it: it is still to be ratified" in text(client.get(between.page))


def test_the_same_item_goes_on_the_next_agenda_by_the_timed_command_once_and_is_ratified(
    passed_over, between, client, at_day
):
    decision, _, report = passed_over
    assert keep_time() == [], "no meeting is planned"
    later = between.plan(LATER)
    assert [passed.what for passed in keep_time()] == ["reported decision"]
    assert keep_time() == []
    item = later.items.get(matter=report.item.matter)
    assert item.purposes.get().purpose == Purpose.RATIFICATION
    assert Report.objects.get() == report
    assert (between.state(decision).state, between.state(decision).overdue) == (Reported.PLANNED, True)
    client.force_login(between.account)
    assert WHY in text(client.get(reverse("meeting", args=[later.pk])))
    at_day(LATER)
    run(between, later, item, [Choice.FOR] * 9)
    assert (between.state(decision).state, between.state(decision).overdue) == (Reported.RATIFIED, False)
    assert verify_book(between.committee.pk) == []


def test_the_secretary_puts_the_same_item_on_the_next_agenda_once(passed_over, between, client):
    decision, where, report = passed_over
    later = between.plan(LATER)
    client.force_login(between.account)
    assert "Put the chair's action on the agenda of 9 June 2016 again" in text(client.get(between.page))
    sent = {"press": f"report-{decision.pk}", "key": str(uuid.uuid4())}
    assert "It is item 2 of the meeting of 9 June 2016." in text(client.post(between.page, sent, follow=True))
    assert later.items.filter(matter=report.item.matter).count() == 1
    before = written()
    with pytest.raises(Refused, match="on an agenda of the committee already"):
        report_again(actor=between.secretary, **where)
    assert written() == before


def test_what_was_passed_over_is_put_again_by_the_secretary_alone(passed_over, between):
    _, where, _ = passed_over
    between.plan(LATER)
    before = written()
    with pytest.raises(Refused, match="nly who runs the business"):
        report_again(actor=world.actor(between.chair), **where)
    assert written() == before


def test_what_was_passed_over_in_private_comes_back_in_private(between, at_day):
    decision = between.take(private_ground="About one patient")
    meeting = between.plan()
    report_by_time(decision.pk, clock.today())
    at_day(NEXT)
    between.meeting_of(meeting).arrive()
    close(between, meeting)
    between.plan(LATER)
    item = report_by_time(decision.pk, clock.today())
    assert (item.private, item.private_ground) == (True, "About one patient")


def test_a_meeting_that_begins_meanwhile_is_not_put_upon(between, monkeypatch):
    """The meeting is found before its lock is had; what it does in between is asked for again under the lock."""
    decision = between.take()
    meeting = between.plan(world.DAY)
    between.meeting_of(meeting).arrive()
    monkeypatch.setattr("decisions.actions.outside.reporting.next_meeting", lambda *asked: meeting)
    before = written()
    assert report_by_time(decision.pk, clock.today()) is None
    where = {"committee": between.committee.pk, "matter": between.matter.pk, "decision": decision.pk}
    with pytest.raises(ValidationError, match="The meeting has begun meanwhile"):
        report_decision(actor=between.secretary, **where)
    assert written() == before


def test_nothing_is_promised_of_a_meeting_that_is_today(between, client, at_day):
    between.take()
    between.plan()
    client.force_login(between.account)
    assert "by itself within a day" in text(client.get(between.page))
    at_day(NEXT)
    page = text(client.get(between.page))
    assert "Put the chair's action on the agenda of 12 May 2016" in page
    assert "by itself within a day" not in page


def test_an_officers_decision_has_a_source_of_its_own(between, client):
    an_officers_decision(between)
    client.force_login(between.account)
    html = client.get(between.page).content.decode()
    page = html.split('id="heading-report')[1].split("</section>")[0].replace("&#x27;", "'")
    assert "What an officer decides under the scheme of delegation is the committee's own decision" in page
    assert "urgent decisions between meetings are reported" not in page


def test_it_is_taken_in_public_before_any_other_business_and_the_private_part(between):
    decision = between.take()
    meeting = between.plan()
    other = world.a_matter("Any other business", [between.body.ccg])
    secret = world.a_matter("A contract", [between.body.ccg])
    actions.put_on_agenda(meeting=meeting, matter=other, number="2")
    actions.put_on_agenda(meeting=meeting, matter=secret, number="3", private=True, private_ground="Commercial")
    item = report_by_time(decision.pk, clock.today())
    order = list(meeting.items.order_by("order").values_list("number", flat=True))
    assert order == ["1", item.number, "2", "3"]
    assert item.number == "4", "the published numbers stay"


def test_in_private_it_is_taken_after_the_rest(between):
    decision = between.take(private_ground="About one patient")
    meeting = between.plan()
    other = world.a_matter("Any other business", [between.body.ccg])
    actions.put_on_agenda(meeting=meeting, matter=other, number="2")
    item = report_by_time(decision.pk, clock.today())
    assert list(AgendaItem.objects.filter(meeting=meeting).order_by("order"))[-1] == item
