"""What if somebody is out? Who is here and who is not goes in by the address; the quorum comes back, with its rule."""

import html
import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment, Person
from tests import world
from tests.committees.london import HANDOVER
from tests.world import CHAIR, FINANCE, GP, LAY, NINTH, OFFICER, SECOND_GP, VICE

pytestmark = pytest.mark.django_db

SOUTH_CHESHIRE = {
    "quorum_text": "The chair, or the vice-chair if the chair is in conflict; the chief finance officer; two more.",
    "quorum_slots": [
        {
            "label": "the chair, or the vice-chair if the chair is in conflict",
            "offices": ["chair", "vice_chair"],
            "vice_chair_only_for_conflicted_chair": True,
        },
        {"label": "the chief finance officer or a deputy", "titles": ["chief finance officer"]},
    ],
}
A_GP = {"quorum_minimum": 3, "quorum_slots": [{"label": "a GP", "title_words": ["GP"]}]}


@pytest.fixture
def reader(client, on_the_day):
    client.force_login(world.an_account("reader"))
    return client


def said(response) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def address(body) -> str:
    return reverse("committee_what_if", args=[body.committee.pk])


def ask(client, body, *, on=None, **where) -> str:
    """The page with these seats' holders out or away: ``ask(client, body, out=[GP])``."""
    asked = {f"p{body.people[seat].pk}": at for at, seats in where.items() for seat in seats}
    response = client.get(address(body), asked | ({"on": on} if on else {}))
    assert response.status_code == 200
    return said(response)


def deputy(body, seat, name="Dee Deputy") -> Person:
    person = Person.objects.create(name=name, made_up=True)
    Appointment.objects.create(
        seat=body.seats[seat], person=person, share="deputy", stands_for=body.people[seat], starts_on=HANDOVER
    )
    return person


def chosen(response) -> dict[str, str]:
    """Which radio of each person is on."""
    found = re.findall(r'name="(p\d+)" value="(\w+)" checked', response.content.decode())
    return dict(found)


# --- The answer ---
def test_everyone_is_here_until_somebody_is_said_not_to_be(reader):
    body = world.a_body("Merton", "08R")
    text = ask(reader, body)
    assert "Quorate 9 voting members are here, and 4 needed." in text
    assert "Any one of them may leave, and the others are still quorate." in text
    assert "Merton Lay member, chair presides over this item" in text
    assert "Terms of reference, version 1: Made up for the tests" in text


def test_it_says_who_fills_which_place_and_whose_leaving_would_lose_it(reader):
    body = world.a_body("Merton", "08R", **SOUTH_CHESHIRE)
    text = ask(reader, body, away=[LAY, OFFICER, 5, SECOND_GP, NINTH, VICE])
    assert "Not quorate Only 3 of 4 voting members needed are here." in text
    text = ask(reader, body, away=[LAY, OFFICER, 5, SECOND_GP, VICE])
    assert "“The chair, or the vice-chair if the chair is in conflict; the chief finance officer; two more.”" in text
    assert "met The chief finance officer or a deputy: Merton Chief finance officer." in text
    assert (
        "If Merton Chief finance officer (Chief finance officer) leaves, the quorum is lost: Only 3 of 4 voting members "
        "needed are here. Missing: the chief finance officer or a deputy." in text
    )
    assert "Counted: Merton Lay member, chair (Lay member, chair), Merton Chief finance officer" in text


def test_it_says_who_is_missing_who_could_be_it_and_by_which_rule(reader):
    body = world.a_body("Merton", "08R", **SOUTH_CHESHIRE)
    deputy(body, FINANCE)
    text = ask(reader, body, out=[FINANCE])
    assert "Not quorate Missing: the chief finance officer or a deputy." in text
    assert "On record: Merton Chief finance officer (out for a conflict) or Dee Deputy (not in the room)." in text
    assert "Merton Chief finance officer is out for a conflict: not counted while the item lasts." in text
    assert "Lewisham CCG governing body agenda, 11 January 2018" in text


def test_a_deputy_is_asked_about_and_counts_once_here(reader):
    body = world.a_body("Merton", "08R", **SOUTH_CHESHIRE)
    dee = deputy(body, FINANCE)
    asked = {f"p{body.people[FINANCE].pk}": "out", f"p{dee.pk}": "here"}
    text = said(reader.get(address(body), asked))
    assert "The chief finance officer or a deputy: Dee Deputy." in text
    assert "Quorate 8 voting members" in text


def test_the_vice_chair_counts_for_a_chair_in_conflict_and_not_for_one_who_stayed_away(reader):
    body = world.a_body("Merton", "08R", **SOUTH_CHESHIRE)
    text = ask(reader, body, out=[CHAIR])
    assert "if the chair is in conflict: Merton Lay member, vice-chair." in text
    assert "Merton Lay member, vice-chair presides over this item" in text
    text = ask(reader, body, away=[CHAIR])
    assert "Not quorate Missing: the chair, or the vice-chair if the chair is in conflict." in text
    assert "counts only in place of a chair in conflict, and the chair is not." in text


def test_a_rule_that_needs_a_gp_fails_when_all_gps_are_out(reader):
    body = world.a_body("Merton", "08R", **A_GP)
    assert "Not quorate Missing: a GP." in ask(reader, body, out=[GP, SECOND_GP])
    one_left = ask(reader, body, out=[GP])
    assert "Quorate 8 voting members are here, and 3 needed." in one_left
    assert "If Merton Second GP member (Second GP member) leaves, the quorum is lost: Missing: a GP." in one_left
    page = said(reader.get(reverse("committee", args=[body.committee.pk])))
    assert "explain If all GPs withdraw from an item, there is no quorum. Missing: a GP." in page


def test_members_without_a_vote_count_where_the_terms_say_so(reader):
    body = world.a_body("Merton", "08R", quorum_counts_non_voting=True, quorum_minimum=10)
    assert "Quorate 10 members are here, and 10 needed." in ask(reader, body)
    guest = {f"p{body.guest.pk}": "away"}
    assert "Members without a vote Healthwatch" in ask(reader, body)
    assert "Only 9 of 10 members needed are here." in said(reader.get(address(body), guest))


def test_members_without_a_vote_are_not_asked_about_where_they_never_count(reader):
    body = world.a_body("Merton", "08R")
    response = reader.get(address(body))
    assert "Never part of this quorum: Healthwatch (member without a vote)." in said(response)
    assert f"p{body.guest.pk}" not in chosen(response)


def test_a_seat_whose_vote_is_not_known_is_told_apart_and_said_to_matter_where_it_could(reader):
    body = world.a_body("Merton", "08R", quorum_minimum=9)
    seat = body.seats[NINTH]
    seat.standing = "not_known"
    seat.save()
    text = ask(reader, body)
    assert "Registered nurse vote not known" in text
    assert "Not quorate Only 8 of 9 voting members needed are here." in text
    assert "(Registered nurse) has a vote is not known: as a member, they could make up the quorum." in text
    page = said(reader.get(reverse("committee", args=[body.committee.pk])))
    assert "Not known to be a voting member or not" in page
    assert "8 seats with a vote." in page


def test_nobody_in_the_chair_is_said(reader):
    body = world.a_body("Merton", "08R")
    assert "Nobody presides over this item" in ask(reader, body, away=[CHAIR, VICE])


# --- The form, the shortcuts and the address ---
def test_the_address_holds_what_was_chosen(reader):
    body = world.a_body("Merton", "08R")
    response = reader.get(address(body), {f"p{body.people[GP].pk}": "out", f"p{body.people[LAY].pk}": "away"})
    state = chosen(response)
    assert state.pop(f"p{body.people[GP].pk}") == "out"
    assert state.pop(f"p{body.people[LAY].pk}") == "away"
    assert set(state.values()) == {"here"}
    assert len(state) == 7


def test_deputies_are_not_here_unless_they_are_said_to_be(reader):
    body = world.a_body("Merton", "08R")
    dee = deputy(body, FINANCE)
    response = reader.get(address(body))
    assert chosen(response)[f"p{dee.pk}"] == "away"
    assert f"Dee Deputy , deputy for {body.people[FINANCE].name}" in said(response)


def test_somebody_with_two_seats_is_asked_about_once(reader):
    body = world.a_body("Merton", "08R")
    Appointment.objects.filter(seat=body.seats[OFFICER]).delete()
    Appointment.objects.create(seat=body.seats[OFFICER], person=body.people[FINANCE], starts_on=HANDOVER)
    response = reader.get(address(body))
    assert response.content.decode().count(f'name="p{body.people[FINANCE].pk}" value="here"') == 1
    assert "Quorate 8 voting members are here" in said(response)
    assert "Merton Chief finance officer: see above." in said(response)


def test_the_shortcuts_fill_the_address_in(reader):
    body = world.a_body("Merton", "08R", **A_GP)
    response = reader.get(address(body))
    found = dict(re.findall(r'<a href="\?([^"]+)">((?:Everyone|All|The)[^<]+)</a>', response.content.decode()))
    by_text = {text: html.unescape(query) for query, text in found.items()}
    assert list(by_text) == ["Everyone here", "All GPs out", "All clinicians out", "The chair out"]
    assert "Not quorate Missing: a GP." in said(reader.get(f"{address(body)}?{by_text['All GPs out']}"))
    assert "Quorate 9 voting" in said(reader.get(f"{address(body)}?{by_text['Everyone here']}"))
    assert "vice-chair presides" in said(reader.get(f"{address(body)}?{by_text['The chair out']}"))


def test_a_vacant_seat_counts_only_where_a_reader_supposes_somebody_in_it(reader):
    """The published committees have seats of whose holders no source tells: their rules can be tried all the same."""
    body = world.a_body("Merton", "08R", **SOUTH_CHESHIRE)
    for seat in (FINANCE, NINTH):
        Appointment.objects.filter(seat=body.seats[seat]).delete()
    text = ask(reader, body)
    assert "Registered nurse Nobody on record. If somebody sat here" in text
    assert "Not quorate Missing: the chief finance officer or a deputy." in text
    assert "Nobody else on record fits it." in text
    asked = {f"s{body.seats[FINANCE].pk}": "here"}
    response = reader.get(address(body), asked)
    assert "The chief finance officer or a deputy: the chief finance officer." in said(response)
    assert "Quorate 7 voting members are here" in said(response), "the vice-chair stands aside"
    assert f'name="s{body.seats[FINANCE].pk}" value="here" checked' in response.content.decode()
    asked = {f"s{body.seats[FINANCE].pk}": "out"}
    assert "The chief finance officer is out for a conflict" in said(reader.get(address(body), asked))
    filled = re.search(r'<a href="\?([^"]+)">Every seat filled</a>', response.content.decode())
    assert "Quorate 8 voting members" in said(reader.get(f"{address(body)}?{html.unescape(filled[1])}"))


def test_a_committee_of_which_no_holder_is_known_can_be_tried(reader):
    body = world.a_body("Merton", "08R")
    Appointment.objects.all().delete()
    response = reader.get(address(body))
    assert "Not quorate Only 0 of 4 voting members needed are here." in said(response)
    asked = {f"s{seat.pk}": "here" for seat in body.seats[:4]}
    text = said(reader.get(address(body), asked))
    assert "Quorate 4 voting members are here, and 4 needed." in text
    assert "The lay member, chair presides over this item" in text
    assert "If the chief officer (Chief officer) leaves, the quorum is lost" in text


def test_seats_that_are_not_vacant_are_left_out_with_a_sentence(reader):
    body = world.a_body("Merton", "08R")
    asked = {f"s{body.seats[GP].pk}": "here"}
    assert "One seat in this address is not vacant here on 14 April 2016." in said(reader.get(address(body), asked))
    asked |= {"s1": "here", "s999999999999999999": "out"}
    assert "3 seats in this address are not vacant here" in said(reader.get(address(body), asked))


def test_the_committee_page_leads_there_on_the_same_day(reader):
    body = world.a_body("Merton", "08R")
    page = reader.get(reverse("committee", args=[body.committee.pk]), {"on": "20 April 2016"}).content.decode()
    assert f'href="{address(body)}?on=2016-04-20"' in page


# --- Days ---
def test_who_sits_there_on_another_day_is_asked_about_on_that_day(reader):
    body = world.a_body("Merton", "08R")
    old = Appointment.objects.get(seat=body.seats[CHAIR])
    old.ends_on = date(2016, 4, 20)
    old.save()
    Appointment.objects.create(
        seat=body.seats[CHAIR], person=Person.objects.create(name="Next Chair"), starts_on=date(2016, 4, 21)
    )
    assert "Next Chair" not in ask(reader, body)
    later = ask(reader, body, on="21 April 2016", out=[CHAIR])
    assert "Next Chair presides" in later
    assert "One person in this address holds no seat here on 21 April 2016 that could count to the quorum." in later


def test_a_committee_without_terms_or_before_its_first_day_is_not_quorate_and_says_why(reader):
    body = world.a_body("Merton", "08R")
    text = ask(reader, body, on="31 March 2016")
    assert (
        "Not quorate The Merton primary care commissioning committee has no terms of reference on 31 March 2016" in text
    )
    assert "No member's seat is on record for this day." in text


# --- Bad input ---
@pytest.mark.parametrize("value", ["", "x", "HERE", "yes", "\x00", "here,out", "x" * 500])
def test_what_does_not_say_where_somebody_is_is_left_out_with_a_sentence(reader, value):
    body = world.a_body("Merton", "08R")
    response = reader.get(address(body), {f"p{body.people[GP].pk}": value})
    assert response.status_code == 200
    assert "does not say where Merton GP member is: choose here, in conflict or not here." in said(response)
    assert chosen(response)[f"p{body.people[GP].pk}"] == "here"


@pytest.mark.parametrize("field", ["p", "q", "p-1", "p0x", "p" + "9" * 19, "p²", "px", "heads", "p1 "])
def test_what_the_page_does_not_know_is_left_out_with_a_sentence(reader, field):
    body = world.a_body("Merton", "08R")
    text = said(reader.get(address(body), {field: "out"}))
    assert "asks for nothing that this page knows." in text
    assert "Quorate 9 voting" in text


def test_people_of_another_committee_and_nobody_at_all_are_left_out_with_a_sentence(reader):
    body, other = world.a_body("Merton", "08R"), world.a_body("Sutton", "08T")
    asked = {f"p{other.people[CHAIR].pk}": "out", "p999999999999999999": "here"}
    response = reader.get(address(body), asked)
    assert "2 people in this address hold no seat here on 14 April 2016" in said(response)
    assert "Sutton" not in said(response)


@pytest.mark.parametrize("day", ["31 February 2016", "x", "1066-10-14", "\x00", "9" * 40])
def test_a_wrong_day_is_said_and_the_page_stays_as_at_today(reader, day):
    body = world.a_body("Merton", "08R")
    response = reader.get(address(body), {"on": day, f"p{body.people[GP].pk}": "out"})
    assert response.status_code == 200
    assert "as at 14 April 2016" in said(response)
    assert chosen(response)[f"p{body.people[GP].pk}"] == "out"


def test_a_committee_that_is_not_there_is_404(reader):
    assert reader.get(reverse("committee_what_if", args=[2**40])).status_code == 404


def test_it_is_for_reading_and_for_those_who_signed_in(reader, client):
    body = world.a_body("Merton", "08R")
    assert reader.post(address(body)).status_code == 405
    client.logout()
    assert client.get(address(body)).status_code == 302


def test_nothing_is_recorded(reader):
    body = world.a_body("Merton", "08R")
    models = [model for app in ("committees", "decisions") for model in apps.get_app_config(app).get_models()]
    before = {model: model.objects.count() for model in models if not model._meta.swapped}
    ask(reader, body, out=[GP], away=[CHAIR])
    assert {model: model.objects.count() for model in before} == before


# --- Query counts ---
def test_the_page_asks_the_database_as_often_for_one_seat_as_for_nine(reader):
    small, big = world.a_body("Merton", "08R", voting=1), world.a_body("Sutton", "08T", voting=9)
    deputy(big, FINANCE)
    counts = []
    for body in (small, big):
        with CaptureQueriesContext(connection) as found:
            ask(reader, body)
        counts.append(len(found))
    assert counts[0] == counts[1] == 7, "session, reader, committee, CCGs, seats, appointments, terms"
