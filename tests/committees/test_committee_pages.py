"""The committees: who sits in which seat on a day, what they decide, on what terms, and how they stand."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment, Committee, Person, TermsApproval
from committees.terms import CountsAs, Level
from practices.models import PlanningGroup, PlanningGroupMembership
from tests import world
from tests.committees.london import HANDOVER, some_terms, swl

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, on_the_day):
    client.force_login(world.an_account("reader"))
    return client


def text_of(response) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def page(client, committee, **asked) -> str:
    response = client.get(reverse("committee", args=[committee.pk]), asked)
    assert response.status_code == 200
    return text_of(response)


def somebody(name: str) -> Person:
    return Person.objects.create(name=name, made_up=True)


# --- Seats ---
def test_a_seat_says_who_sits_in_it_and_what_it_is(reader):
    body = world.a_body("Merton", "08R")
    said = page(reader, body.committee)
    assert "9 seats with a vote." in said
    assert "Lay member, chair chair Who Merton Lay member, chair Standing Voting member Speaks for Merton" in said
    assert "Healthwatch Who Merton Healthwatch Standing Member without a vote Speaks for Healthwatch" in said
    assert "Counts as Neither lay nor executive, clinician" in said


def test_a_shared_seat_a_deputy_and_a_vacancy(reader):
    body = world.a_body("Merton", "08R")
    Appointment.objects.filter(seat=body.seats[world.NINTH]).delete()
    Appointment.objects.filter(seat=body.seats[world.GP]).delete()
    for name in ("Ann Half", "Bob Half"):
        Appointment.objects.create(
            seat=body.seats[world.NINTH], person=somebody(name), share="joint", starts_on=HANDOVER
        )
    chief = body.people[world.FINANCE]
    Appointment.objects.create(
        seat=body.seats[world.FINANCE],
        person=somebody("Dee Deputy"),
        share="deputy",
        stands_for=chief,
        starts_on=HANDOVER,
    )
    said = page(reader, body.committee)
    assert "Ann Half, shares the seat Bob Half, shares the seat" in said
    assert f"{chief.name} Dee Deputy, deputy for {chief.name}" in said
    assert "GP member Who Vacant" in said


def test_who_sat_there_then_sits_there_on_that_day_only(reader):
    body = world.a_body("Merton", "08R")
    old = Appointment.objects.get(seat=body.seats[world.CHAIR])
    old.ends_on = date(2016, 4, 20)
    old.save()
    Appointment.objects.create(seat=body.seats[world.CHAIR], person=somebody("Next Chair"), starts_on=date(2016, 4, 21))
    before, after = page(reader, body.committee, on="20 April 2016"), page(reader, body.committee, on="21 April 2016")
    assert "Next Chair" not in before
    assert "Merton Lay member, chair Standing" not in after
    assert "Next Chair" in after


# --- Standing, level, remits ---
def test_a_stood_down_committee_says_so_and_still_shows_what_it_was(reader):
    swl()
    old = Committee.objects.get(name="South West London Joint Committee")
    now, then = page(reader, old), page(reader, old, on="31 March 2016")
    assert "does not sit Stood down: its last day was 31 March 2016" in now
    assert "No terms of reference are in force on this day: it cannot decide anything." in now
    assert "not on this day" in now
    assert "Sits, since 1 April 2015 until 31 March 2016" in then
    assert "Croydon, Kingston, Merton, Richmond, Sutton and Wandsworth" in then
    assert "NHS England may veto a carried decision until the meeting closes." in then
    assert "first day derived" in then


def test_a_committee_not_yet_established_says_so(reader):
    body = world.a_body("Merton", "08R")
    assert "Not yet established: its first day is 1 April 2016" in page(reader, body.committee, on="31 March 2016")


def test_the_level_of_its_ccg_is_that_of_the_day(reader):
    swl()
    croydon = Committee.objects.get(name="Croydon Joint Committee")
    assert "Croydon: Level 2 shadowing level 3 since 1 April 2016" in page(reader, croydon)


# --- Terms and composition ---
def test_the_terms_are_read_back_with_who_approved_them_and_the_earlier_ones(reader):
    body = world.a_body("Croydon", "07V", Level.JOINT)
    first = body.terms
    first.ends_on = date(2016, 4, 30)
    first.save()
    slots = [{"label": "NHS England", "represents": ["nhs_england"], "deputies": False}]
    second = some_terms(
        body.committee, version="2", starts_on=date(2016, 5, 1), ends_on=None, quorum_slots=slots,
        quorum_text="Three, with NHS England.", nhs_england_veto=True, veto_working_days=5,
    )  # fmt: skip
    TermsApproval.objects.create(terms=second, body="NHS England, London region", approved_on=date(2016, 4, 20))
    now, later = page(reader, body.committee), page(reader, body.committee, on="1 May 2016")
    assert "Version 1, in force since 1 April 2016 until 30 April 2016" in now
    assert "No approval is on record" in now
    assert "NHS England has the casting vote on a tie." in now
    assert "2 1 May 2016 open Not yet in force" in now
    assert "“Three, with NHS England.”" in later
    assert "NHS England: one voting member, representing NHS England. A deputy does not count." in later
    assert "within five whole working days after the day on which voting closes" in later
    assert "NHS England, London region, 20 April 2016" in later
    assert "1 1 April 2016 30 April 2016 No longer in force" in later
    assert "Meetings are announced five working days before" in later


def test_composition_advises_and_stops_nothing(reader):
    body = world.a_body("Merton", "08R")
    assert "complies The chair is lay" in page(reader, body.committee)
    chair = body.seats[world.CHAIR]
    chair.counts_as = CountsAs.NEITHER
    chair.save()
    said = page(reader, body.committee)
    assert "explain The chair (Lay member, chair) does not count as lay." in said
    assert "Or explain why not." in said


def test_the_meetings_it_sits_in(reader, room):
    said = page(reader, room.sittings["Merton"].committee)
    assert "Committees in common , 14 April 2016" in said or "Committees in common, 14 April 2016" in said


# --- The list ---
def test_committees_are_listed_by_area_those_that_sit_first(reader):
    ccgs = swl()
    group = PlanningGroup.objects.create(name="South West London", short_name="SWL")
    for ccg in ccgs.values():
        PlanningGroupMembership.objects.create(ccg=ccg, planning_group=group, starts_on=date(2013, 4, 1))
    said = text_of(reader.get(reverse("committees")))
    assert said.index("Croydon Joint Committee") < said.index("South West London Joint Committee")
    assert "does not sit Stood down: its last day was 31 March 2016" in said
    then = text_of(reader.get(reverse("committees"), {"on": "2016-03-31"}))
    assert then.index("South West London Joint Committee") < then.index("Croydon Joint Committee")
    assert "Not yet established: its first day is 1 April 2016" in then


def test_an_empty_list_says_so(reader):
    assert "No committee is on record." in text_of(reader.get(reverse("committees")))


# --- Query counts ---
def queries(client, committee) -> int:
    with CaptureQueriesContext(connection) as found:
        page(client, committee)
    return len(found)


def test_the_page_asks_the_database_as_often_for_one_seat_as_for_nine(reader):
    small, big = world.a_body("Merton", "08R", voting=1), world.a_body("Sutton", "08T", voting=9)
    TermsApproval.objects.create(terms=small.terms, body="Governing body", approved_on=HANDOVER)
    for number in range(5):
        TermsApproval.objects.create(terms=big.terms, body=f"Body {number}", approved_on=HANDOVER)
        world.a_meeting({"Sutton": big}, day=date(2016, 4, 1 + number))
    world.a_meeting({"Merton": small})
    assert queries(reader, small.committee) == queries(reader, big.committee)
    assert queries(reader, big.committee) <= 17


def test_a_wrong_day_leaves_the_page_as_at_today_with_a_sentence(reader):
    body = world.a_body("Merton", "08R")
    said = page(reader, body.committee, on="31 February 2016")
    assert "There is no 31 February 2016" in said
    assert "as at 14 April 2016" in said
