"""Chair's action from the page to the minutes, and officers' decisions reported. Everything is made up."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from committees.models import Meeting
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Choice, Level, Purpose, Recording, Route, Verb
from decisions import actions
from decisions.actions.outside.reporting import report_by_time, report_decision, unreported
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.book import verify_book
from decisions.models import AgendaItem, OutsideDecision, Page, Report, Signature
from decisions.outside.reported import Reported, decisions_to_report, stands, waiting_to_be_reported
from practices import clock
from tests import world
from tests.committees.declared import a_practice, an_interest
from tests.world import CHAIR, FINANCE, GP, NINTH, OFFICER

pytestmark = pytest.mark.django_db

NEXT = date(2016, 5, 12)
LATER = date(2016, 6, 9)


def text(answer) -> str:
    """What a page says, as it is read."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


WHY = "The surgery is flooded and its patients need somewhere to go today"


class Between:
    """Merton's committee between two meetings, its secretary, its chair with an account, and one matter."""

    def __init__(self, level: Level = Level.DELEGATED, **terms):
        self.body = world.a_body("Merton", "08R", level, **terms)
        self.committee = self.body.committee
        self.account = world.an_account("secretary")
        appoint_to_post(account=self.account, committee=self.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST)
        self.secretary = world.actor(self.account)
        self.chair = world.an_account("chair", self.body.people[CHAIR])
        self.matter = world.a_matter("Patients of a flooded surgery", [self.body.ccg], texts=("That they be moved.",))

    @property
    def page(self) -> str:
        return reverse("matter_outside", args=[self.committee.pk, self.matter.pk])

    def pair(self, place: int) -> str:
        return f"{self.body.seats[place].pk}:{self.body.people[place].pk}"

    def signed(self, *places: int) -> list[Signed]:
        return [Signed(self.body.seats[at].pk, self.body.people[at].pk, "by telephone") for at in places]

    def take(self, *places: int, **said) -> OutsideDecision:
        given = {"text": "The patients are moved.", "reason": WHY, "signed": self.signed(*(places or (CHAIR, OFFICER)))}
        where = {"committee": self.committee.pk, "matter": self.matter.pk}
        return take_chairs_action(actor=self.secretary, **where, **(given | said))

    def plan(self, day: date = NEXT) -> Meeting:
        room = world.meet({"Merton": self.body}, self.secretary, items=1, day=day)
        return room.meeting

    def meeting_of(self, meeting: Meeting) -> world.Room:
        sitting = meeting.sittings.get()
        return world.Room(
            meeting, {"Merton": self.body}, {"Merton": sitting}, list(meeting.items.all()), self.secretary
        )

    def form(self, **said) -> dict:
        day = clock.today()
        return {
            "press": "chairs-action",
            "key": str(uuid.uuid4()),
            "text": "The patients are moved.",
            "reason": WHY,
            "who_0": self.pair(CHAIR),
            "how_0": "by telephone",
            "who_1": self.pair(OFFICER),
            "how_1": "by e-mail",
            "members_asked": "The GP members, who agreed",
            "on_day": day.day,
            "on_month": day.month,
            "on_year": day.year,
            "at": "",
            **said,
        }

    def state(self, decision: OutsideDecision):
        rows = decisions_to_report([self.committee.pk])
        return stands(rows, clock.today())[decision.pk]


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


def written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (OutsideDecision, Signature, Page, Report, AgendaItem))


def test_the_page_takes_it_from_the_secretary_and_from_the_chair(between, client):
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "Chair's action" in page
    assert (
        "The terms of reference do not say who signs chair's action. The plain default: the chair or vice-chair" in page
    )
    answer = client.post(between.page, between.form(), follow=True)
    assert "Chair's action is recorded and in effect" in text(answer)
    decision = OutsideDecision.objects.get()
    assert decision.route == Route.CHAIRS_ACTION
    assert decision.by == between.body.people[CHAIR]
    assert [(each.person, each.how) for each in decision.signatures.all()] == [
        (between.body.people[CHAIR], "by telephone"),
        (between.body.people[OFFICER], "by e-mail"),
    ]
    assert decision.verdict["allowed"]
    assert decision.signatures.first().verdict["allowed"]
    assert verify_book(between.committee.pk) == []
    said = text(client.get(between.page))
    assert "Merton Chief officer, chief officer: by e-mail." in said
    assert "Members asked beforehand: The GP members, who agreed." in said
    assert "It is not yet reported to the committee." in said
    assert "no meeting of merton is planned" in said.lower()
    assert "Take chair's action" not in said, "the matter is decided"


def test_the_chair_takes_it_by_their_own_account_and_others_do_not(between, client):
    client.force_login(world.an_account("gp", between.body.people[GP]))
    assert "Take chair's action" not in text(client.get(between.page))
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "Only the chair or vice-chair of the Merton primary care commissioning committee takes it" in text(answer)
    assert written() == before
    client.force_login(between.chair)
    assert client.post(between.page, between.form()).status_code == 302
    assert OutsideDecision.objects.get().recorded_by == between.chair


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"who_1": ""}, 422, "Choose who signs as one executive member."),
        ({"how_1": ""}, 422, "Say how one executive member agreed."),
        ({"reason": " "}, 422, "Say why it could not wait for a meeting."),
        ({"text": ""}, 422, "Say what is decided."),
        ({"who_1": "gp"}, 403, "need one executive member to sign"),
        ({"who_1": "chair"}, 403, "is named twice: each place needs a different person"),
        ({"who_1": "999999:1"}, 422, "Choose signatories from the seats of this committee"),
        ({"who_1": "stranger"}, 403, "is not appointed as Chief officer"),
        ({"who_1": "junk"}, 422, "This form is not whole."),
        ({"who_1": "²:1"}, 422, "This form is not whole."),
        ({"on_day": "1"}, 422, "Give the time of day: this is not today."),
        ({"on_day": "31"}, 422, "Give the day as a date."),
        ({"on_day": "20", "at": "10:00"}, 422, "This time is still to come."),
        ({"private": "on"}, 422, "Give the ground on which it is reported in private."),
        ({"private_ground": "Commercial"}, 422, "tick that it is, or leave the ground empty"),
        ({"key": "x"}, 422, "This form is not whole."),
    ],
)
def test_what_is_not_in_order_is_refused_in_a_sentence_and_nothing_is_half_written(
    between, client, said, status, sentence
):
    if said.get("who_1") == "stranger":
        said = {"who_1": f"{between.body.seats[OFFICER].pk}:999999"}
    elif said.get("who_1") in ("gp", "chair"):
        said = {"who_1": between.pair({"gp": GP, "chair": CHAIR}[said["who_1"]])}
    client.force_login(between.account)
    before = written()
    answer = client.post(between.page, between.form(**said))
    assert answer.status_code == status, text(answer)[-600:]
    assert sentence.casefold() in text(answer).casefold()
    assert written() == before


def a_practice_of(person, between):
    """The matter names a practice in which this person is a partner."""
    practice = a_practice("Flooded Surgery", "H85000")
    between.matter.practices.add(practice)
    an_interest(person, "Owner of the building", practices=[practice])


def test_a_signatory_in_conflict_stops_it_with_what_the_registers_show(between, client):
    a_practice_of(between.body.people[OFFICER], between)
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "Merton Chief officer has an interest in this item" in page
    assert between.pair(OFFICER) not in client.get(between.page).content.decode(), "and is not in the list"
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "may not sign chair's action" in text(answer)
    assert "Nobody rules on an interest outside a meeting" in text(answer)
    assert written() == before
    assert client.post(between.page, between.form(who_1=between.pair(FINANCE))).status_code == 302


def test_terms_that_do_not_permit_it_are_told_and_keep_it_from_being_written(at_day, client):
    between = Between(urgent_slots=[])
    client.force_login(between.account)
    assert "do not permit chair's action" in text(client.get(between.page))
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "do not permit chair's action" in text(answer)
    assert written() == before


def test_it_is_taken_once(between, client):
    between.take()
    client.force_login(between.account)
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "This matter is decided already." in text(answer)
    assert written() == before


def test_not_while_the_committee_is_meeting_with_the_matter_before_it(between, client):
    meeting = between.plan(world.DAY)
    actions.put_on_agenda(meeting=meeting, matter=between.matter, number="7")
    client.force_login(between.account)
    assert "Take chair's action" in text(client.get(between.page)), "the meeting has not begun"
    between.meeting_of(meeting).arrive()
    before = written()
    answer = client.post(between.page, between.form())
    assert answer.status_code == 403
    assert "is meeting now and has this matter before it" in text(answer)
    assert written() == before


def test_at_level_2_nhs_england_signs_where_the_terms_name_it_and_no_veto_hangs_on_it(at_day, client):
    slots = [
        {"label": "the chair or vice-chair", "offices": ["chair", "vice_chair"]},
        {"label": "NHS England's member", "represents": ["nhs_england"]},
    ]
    between = Between(Level.JOINT, urgent_slots=slots, urgent_signatories="The chair with NHS England's member")
    client.force_login(between.account)
    page = text(client.get(between.page))
    assert "The terms of reference name who signs chair's action" in page
    assert "none hangs on chair's action for Merton" in page
    missing = client.post(between.page, between.form())
    assert missing.status_code == 403
    assert "need NHS England's member to sign" in text(missing)
    assert client.post(between.page, between.form(who_1=between.pair(NINTH))).status_code == 302
    decision = OutsideDecision.objects.get()
    assert not hasattr(decision, "veto")


# --- Reported, ratified or not ---
def run(between, meeting, item, choices) -> None:
    """Everybody comes, the item is taken and voted on by name, and the meeting is closed."""
    room = between.meeting_of(meeting)
    room.arrive()
    room.begin(item)
    of = room.decision("Merton", item)
    actions.open_voting(actor=between.secretary, resolutions=[of.pk], recording=Recording.BY_NAME)
    votes = dict(zip([seat.pk for seat in between.body.seats], choices, strict=True))
    actions.record_votes(actor=between.secretary, choices={of.pk: votes})
    actions.announce(actor=between.secretary, resolutions=[of.pk])


def close(between, meeting) -> None:
    sittings = list(meeting.sittings.values_list("pk", flat=True))
    actions.close_sitting(actor=between.secretary, meeting=meeting.pk, sittings=sittings)


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
    """As an officer takes it, written to the book by hand: their own rules are tried elsewhere."""
    from committees.powers import Actor
    from committees.rights.reasons import Verdict
    from decisions.actions.outside.bench import in_book

    with in_book(Actor(person=between.body.people[OFFICER].pk), between.committee.pk, between.matter.pk) as bench:
        act = OutsideDecision(
            route=Route.OFFICER.value, seat=between.body.seats[OFFICER], text="The patients are moved.", reason=WHY
        )
        return bench.write(act, Verdict(()))


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
    from decisions.actions.time import keep_time

    decision = between.take()
    assert unreported() == [decision.pk]
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
    from decisions.gate import Refused

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
    item = report_by_time(decision.pk, clock.today()).item
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
