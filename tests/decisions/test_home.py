"""The first page of each kind of person. Sections stack; nothing is told twice."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment, Arrangement
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Choice, CommitteeKind, Directness, Handling, InterestType
from decisions import actions
from decisions.home import home_of
from decisions.models import Paper
from decisions.working_days import england_holidays, working_days_before
from tests import world
from tests.world import CHAIR, DAY, GP


def home(cast, who):
    return home_of(cast.acting(who), DAY)


def page(client, account):
    client.force_login(account)
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def agreed(room):
    """The first item is agreed by both committees and announced: Croydon's is open to a veto."""
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    return room


# --- Strangers and administrators -------------------------------------------------------------------------------------
def test_a_stranger_sees_who_decides_and_meetings_in_public(room, cast, client):
    found, text = home(cast, "stranger"), page(client, cast.stranger)
    assert found.is_stranger
    assert [each.row for each in found.coming] == [room.meeting]
    assert "Who decides?" in text
    assert "Your seats" not in text


def test_a_meeting_in_private_is_not_on_a_strangers_page(room, cast):
    room.meeting.in_public, room.meeting.private_reason = False, "It is about one practice."
    room.meeting.save()
    assert home(cast, "stranger").coming == []


def test_an_administrator_is_told_that_the_admin_gives_no_vote(room, cast, client):
    text = page(client, cast.superuser)
    assert "It gives no vote, no ruling and no veto" in text
    assert "Open the console" not in text


# --- Secretary --------------------------------------------------------------------------------------------------------
def test_a_secretary_sees_the_next_meeting_with_its_console(room, cast, client):
    assert reverse("console", args=[room.meeting.pk]) in page(client, cast.secretary)


def test_a_secretary_sees_items_without_papers_and_not_those_with_one(room, cast):
    Paper.objects.create(item=room.items[0], title="A report", text="Words.", added_at="2016-04-01T09:00Z")
    (due,) = home(cast, "secretary").desk.papers
    assert [item.pk for item in due.items] == [room.items[1].pk]


def test_an_item_for_information_can_do_without_a_paper(room, cast):
    for item in room.items:
        for purpose in item.purposes.all():
            purpose.purpose = "information"
            purpose.save()
    assert home(cast, "secretary").desk.papers == ()


def test_a_meeting_without_an_agenda_is_due(cast):
    world.a_meeting(cast.bodies, date(2016, 5, 12))
    (due,) = home(cast, "secretary").desk.papers
    assert due.no_agenda
    assert due.due_on == date(2016, 5, 9)
    assert not due.overdue


def test_papers_of_todays_meeting_are_overdue(room, cast):
    (due,) = home(cast, "secretary").desk.papers
    assert due.overdue


def test_working_days_leave_out_weekends_and_bank_holidays():
    easter_tuesday = date(2016, 3, 29)  # Good Friday 25 March, Easter Monday 28 March
    assert working_days_before(easter_tuesday, 1, england_holidays(easter_tuesday, easter_tuesday)) == date(2016, 3, 24)


def test_a_secretary_finds_the_minutes_of_closed_meetings_and_past_ones_not_closed(agreed, cast):
    forgotten = world.a_meeting(cast.bodies, date(2016, 4, 7), "Not closed")
    sittings = [sitting.pk for sitting in agreed.sittings.values()]
    actions.close_sitting(actor=agreed.secretary, meeting=agreed.meeting.pk, sittings=sittings)
    desk = home(cast, "secretary").desk
    assert desk.minutes == (agreed.meeting,)
    assert desk.not_closed == (forgotten,)


def test_a_post_that_ended_yesterday_gives_no_desk(room, cast):
    for post in cast.secretary.posts.all():
        post.ends_on = date(2016, 4, 13)
        post.save()
    assert home(cast, "secretary").desk is None


# --- Member -----------------------------------------------------------------------------------------------------------
def test_a_voting_member_is_told_that_they_vote(cast):
    (seat,) = home(cast, "gp").seats
    assert seat.votes
    assert seat.line == (
        "You vote: yours is a voting seat, and on general practice commissioning the committee decides."
    )
    assert seat.levels == "level 3, delegated commissioning"


def test_a_member_by_right_is_told_why_they_do_not_vote_and_what_they_may_do(cast, client):
    (seat,) = home(cast, "healthwatch").without_vote
    assert seat.line.startswith("You do not vote. Healthwatch of the Merton primary care commissioning committee is a")
    text = page(client, cast.healthwatch)
    assert "What a member without a vote may do" in text
    assert "Votes recorded in your name" not in text


def test_nhs_england_in_a_level_3_seat_is_told_that_it_does_not_vote(cast):
    seat = cast.merton.guest_seat
    seat.represents, seat.standing, seat.title = "nhs_england", "voting", "NHS England"
    seat.save()
    (line,) = home(cast, "healthwatch").seats
    assert not line.votes
    assert "at level 3 NHS England has a vote only if the CCG agreed one" in line.line.lower().replace(
        "nhs england", "NHS England"
    ).replace("ccg", "CCG")


def test_on_nhs_englands_team_and_on_an_advisory_panel_a_seat_is_told_what_it_gives(cast):
    committee = cast.merton.committee
    committee.kind = CommitteeKind.ADVISORY_PANEL
    committee.save()
    (line,) = home(cast, "gp").seats
    assert line.line == "You may be asked to advise; the panel has no vote in a CCG's committee."
    committee.kind = CommitteeKind.NHS_ENGLAND_TEAM
    committee.save()
    seat = cast.merton.seats[GP]
    seat.represents = "nhs_england"
    seat.save()
    (line,) = home(cast, "gp").seats
    assert line.line == "You decide for NHS England at level 1, without a ballot."


def test_somebody_on_a_committee_whose_ccg_has_no_level_is_told_so(cast):
    Arrangement.objects.filter(ccg=cast.merton.ccg, level="3").delete()
    (seat,) = home(cast, "gp").seats
    assert not seat.votes
    assert "no level" in seat.line.lower() or "no say" in seat.line.lower()


def test_an_appointment_that_ended_yesterday_is_no_seat(cast):
    row = Appointment.objects.get(seat=cast.merton.seats[GP])
    row.ends_on = date(2016, 4, 13)
    row.save()
    assert home(cast, "gp").seats == []


def test_a_member_of_two_committees_sees_both_seats_and_each_meeting_once(room, cast):
    Appointment.objects.create(
        seat=cast.croydon.guest_seat, person=cast.person_of("gp"), share="joint", starts_on=world.FIRST
    )
    found = home(cast, "gp")
    assert len(found.seats) == 2
    assert len(found.coming) == 1
    assert found.coming[0].mine == ("Merton", "Croydon")


def test_a_member_sees_votes_recorded_in_their_name_and_by_whom(room, cast, client):
    room.arrive()
    room.begin()
    decision = room.decision("Merton").pk
    votes = {seat.pk: Choice.FOR for seat in cast.merton.seats}
    actions.record_votes(actor=room.secretary, choices={decision: votes})
    actions.correct_vote(
        actor=room.secretary,
        resolution=decision,
        seat=cast.merton.seats[GP].pk,
        choice=Choice.AGAINST,
        reason="misheard",
    )
    (vote,) = home(cast, "gp").votes
    assert (vote.choice, vote.recorded, vote.result) == ("against", "by Sam Secretary", "Not announced yet.")
    assert "Sam Secretary" in page(client, cast.gp)


def test_a_vote_on_ones_own_device_is_recorded_by_oneself(room, cast):
    room.arrive()
    room.begin()
    decision = room.decision("Merton").pk
    actions.open_voting(actor=room.secretary, resolutions=[decision], recording="by_name")
    seat = cast.merton.seats[GP].pk
    actions.vote(actor=cast.acting("gp"), resolution=decision, seat=seat, choice=Choice.FOR)
    (vote,) = home(cast, "gp").votes
    assert vote.recorded == "by you"


def test_a_member_sees_the_interests_they_declared_with_the_rulings(room, cast):
    room.arrive()
    gp = cast.merton.people[GP].pk
    a = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk, "people": [gp]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    (line,) = home(cast, "gp").declarations
    assert (line.what, line.rulings) == ("partner here", ())
    actions.rule_on_conflict(**a, sittings=[room.sittings["Merton"].pk], handling=Handling.SPEAKS)
    (line,) = home(cast, "gp").declarations
    assert line.rulings == ("Merton: speaks, does not vote",)


# --- Chair ------------------------------------------------------------------------------------------------------------
def test_a_chair_sees_the_forecast_of_the_next_meeting_first(room, cast, client):
    room.arrive()
    gp = cast.merton.people[GP].pk
    a = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk, "people": [gp]}
    actions.declare_interest(**a, nature="Partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    (line,) = home(cast, "lay_chair").chair.lines
    assert line.item == "Item 1: Matter 1"
    assert [each.sentence for each in line.forecasts] == [
        "One of Merton's nine voters is likely out (Merton GP member); still quorate."
    ]
    assert line.declared == ("Merton GP member: partner here (awaits your ruling)",)
    text = page(client, cast.lay_chair)
    assert text.index("You chair") < text.index("Your seats")


def test_a_chair_is_not_told_of_another_committees_people(room, cast):
    room.arrive()
    other = cast.croydon.people[GP].pk
    a = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk, "people": [other]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    assert home(cast, "lay_chair").chair.lines == ()
    assert len(home(cast, "croydon_chair").chair.lines) == 1


def test_a_member_who_does_not_chair_has_no_chairs_section(room, cast):
    assert home(cast, "gp").chair is None


# --- NHS England ------------------------------------------------------------------------------------------------------
def test_nhs_england_sees_in_short_what_awaits_it_how_long_and_what_silence_means(agreed, cast, client):
    inbox = home(cast, "nhs_england").inbox
    assert inbox.count == 1
    (row,) = inbox.soonest
    assert (row.committee, row.power, row.held) == ("Croydon joint committee", "veto", True)
    text = page(client, cast.nhs_england)
    assert f'href="{reverse("desk")}?act={row.name}#{row.name}"' in text
    assert "If you say nothing, the decision stands." in text


def test_only_the_two_soonest_are_on_the_first_page_and_the_rest_are_counted(room, cast, client):
    world.put(room.meeting, world.a_matter("A third", [cast.croydon.ccg]))
    room.arrive()
    for item in room.meeting.items.all():
        room.begin(item)
        decision = [room.decision("Croydon", item).pk]
        actions.agree(actor=room.secretary, resolutions=decision)
        actions.announce(actor=room.secretary, resolutions=decision)
    inbox = home(cast, "nhs_england").inbox
    assert (inbox.count, len(inbox.soonest)) == (3, 2)
    assert "3 things await NHS England" in page(client, cast.nhs_england)


def test_nhs_england_holds_nothing_over_level_3_and_is_told_so_with_the_source(agreed, cast, client):
    assert home(cast, "nhs_england").inbox.none_over == (
        "At level 3 (Merton) NHS England has neither a casting vote nor a veto: those committees decide alone."
    )
    assert "does not have the power to veto decisions made by delegated commissioners" in page(client, cast.nhs_england)


def test_an_officer_of_nhs_england_without_a_post_has_no_inbox(agreed, cast):
    assert home(cast, "nhs_england_without_powers").inbox is None
    assert home(cast, "nhs_england_without_powers").is_stranger


# --- Several at once, and queries -------------------------------------------------------------------------------------
def test_sections_stack_for_somebody_who_is_several_kinds_of_person(room, cast, client):
    appoint_to_post(
        account=cast.lay_chair, committee=cast.merton.committee, kind=PostKind.SECRETARY, starts_on=world.FIRST
    )
    found, text = home(cast, "lay_chair"), page(client, cast.lay_chair)
    assert found.desk
    assert found.chair
    assert found.seats
    assert text.count(f'<a href="{reverse("meeting", args=[room.meeting.pk])}">Committees in common</a>') == 2


def queries_of(account):
    with CaptureQueriesContext(connection) as counted:
        home_of(world.actor(account), DAY)
    return len(counted)


def all_in_one(bodies, secretary):
    """One account with everything: secretary, NHS England's officer, chair, and votes in its name."""
    account = secretary.account
    chair = bodies["Croydon"].people[CHAIR]
    chair.account = account
    chair.save()
    for body in bodies.values():
        for seat in (body.seats[GP] if len(body.seats) > GP else body.seats[1],):
            Appointment.objects.create(
                seat=seat, person=chair, share="deputy", stands_for=body.people[1], starts_on=world.FIRST
            )
    appoint_to_post(
        account=account,
        committee=bodies["Croydon"].committee,
        kind=PostKind.NHS_ENGLAND_OFFICER,
        starts_on=world.FIRST,
    )
    return account


@pytest.mark.parametrize("of", ["items", "committees"])
def test_the_number_of_queries_is_the_same_whatever_the_number_of(of, on_the_day, db):
    counts = []
    bodies = world.bodies(6, voting=4)
    secretary = world.a_secretary(bodies)
    account = all_in_one(bodies, secretary)
    for number in (2, 6):
        sits = dict(list(bodies.items())[: number if of == "committees" else 2])
        room = world.meet(sits, secretary, items=number if of == "items" else 2)
        room.arrive()
        for item in room.items[:-1]:
            room.begin(item)
            choices = {
                room.decision(name, item).pk: {seat.pk: Choice.FOR for seat in body.seats}
                for name, body in sits.items()
            }
            actions.record_votes(actor=room.secretary, choices=choices)
            actions.announce(actor=room.secretary, resolutions=list(choices))
        counts.append(queries_of(account))
        sittings = [sitting.pk for sitting in room.sittings.values()]
        actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=sittings)
    assert counts[0] == counts[1]
