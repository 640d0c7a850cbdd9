"""The pages for reading, in a browser: home of each kind of person, meetings, a meeting, papers and minutes."""

import pytest
from django.urls import reverse

from committees.terms import Access, Choice, Directness, Handling, InterestType
from decisions import actions
from decisions.models import Paper
from tests.world import GP

EVERYBODY = [
    *("secretary", "lay_chair", "gp", "executive", "nhs_england", "nhs_england_without_powers", "healthwatch"),
    *("superuser", "stranger"),
]
WITH_AND_WITHOUT_JAVASCRIPT = [
    pytest.param("on", id="with JavaScript"),
    pytest.param("off", id="without JavaScript", marks=pytest.mark.browser_context_args(java_script_enabled=False)),
]


@pytest.fixture
def ruled(room, cast):
    """A GP left for the first item, which was then voted on by name and announced; the second is being taken."""
    item, gp = room.items[0], cast.merton.people[GP].pk
    Paper.objects.create(item=item, title="A report", text="Words.\n\nMore.", added_at="2016-04-01T09:00Z")
    Paper.objects.create(item=item, title="Costs", text="Words.", access=Access.MEMBERS, added_at="2016-04-01T09:00Z")
    room.arrive()
    room.begin()
    a = {"actor": room.secretary, "meeting": room.meeting.pk, "item": item.pk, "people": [gp]}
    actions.declare_interest(**a, nature="partner here", type=InterestType.FINANCIAL, directness=Directness.DIRECT)
    sittings = [room.sittings["Merton"].pk]
    actions.rule_on_conflict(**a, sittings=sittings, handling=Handling.LEAVES_FOR_ITEM)
    for name, body in cast.bodies.items():
        decision = room.decision(name)
        seats = [seat.pk for n, seat in enumerate(body.seats) if name == "Croydon" or n != GP]
        actions.record_votes(actor=room.secretary, choices={decision.pk: dict.fromkeys(seats, Choice.FOR)})
        actions.announce(actor=room.secretary, resolutions=[decision.pk])
    room.begin(room.items[1])
    return room


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_home_is_accessible(ruled, cast, page, visit, sign_in_as, assert_accessible, who):
    sign_in_as(page, getattr(cast, who))
    visit(page, reverse("home"))
    page.get_by_role("heading", level=1).wait_for()
    assert_accessible(page)


def test_the_pages_for_reading_are_accessible(ruled, cast, page, visit, sign_in_as, assert_accessible):
    sign_in_as(page, cast.lay_chair)
    meeting, paper = ruled.meeting.pk, ruled.items[0].papers.first().pk
    addresses = [
        reverse("meetings"),
        reverse("meeting", args=[meeting]),
        reverse("minutes", args=[meeting]),
        reverse("minutes_of", args=[meeting, ruled.sittings["Croydon"].pk]),
        reverse("paper", args=[paper]),
    ]
    for address in addresses:
        visit(page, address)
        assert_accessible(page)


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_from_home_to_the_minutes_of_one_committee(ruled, cast, page, visit, sign_in_as, javascript):
    sign_in_as(page, cast.gp)
    visit(page, reverse("home"))
    page.get_by_role("link", name="Committees in common").first.click()
    page.get_by_role("link", name="A report").wait_for()
    page.get_by_role("button", name="Draft minutes").click()
    page.get_by_text("Draft: the meeting is still running.").wait_for()
    page.get_by_role("link", name="Merton", exact=True).click()
    page.get_by_role("heading", name="Extract of the minutes: Merton primary care commissioning committee").wait_for()
    page.get_by_text("Merton: agreed, eight votes to none, the GP member having left.").wait_for()
    assert page.get_by_text("Croydon: agreed by all.").count() == 0


def test_the_minutes_can_be_read_by_keyboard_alone(ruled, cast, page, visit, sign_in_as):
    sign_in_as(page, cast.gp)
    visit(page, reverse("minutes", args=[ruled.meeting.pk]))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to main content"
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Croydon"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Extract of the minutes: Croydon joint committee").wait_for()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_for_reading_is_wider_than_the_screen(ruled, cast, page, visit, sign_in_as, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in_as(page, cast.secretary)
    for name in ("home", "meetings", "meeting", "minutes"):
        visit(page, reverse(name, args=[ruled.meeting.pk] if name in ("meeting", "minutes") else []))
        page.locator("main").wait_for()
        assert page.evaluate("document.querySelector('main').scrollWidth <= window.innerWidth"), name


def test_printed_minutes_leave_out_what_is_pressed(ruled, cast, page, visit, sign_in_as):
    sign_in_as(page, cast.secretary)
    visit(page, reverse("minutes", args=[ruled.meeting.pk]))
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Extracts").is_visible()
    assert not page.get_by_role("banner").is_visible()
    assert page.get_by_text("Signed by the chair as a correct record").is_visible()
