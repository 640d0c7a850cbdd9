"""The meeting console in the hands of people: keyboard alone, two devices, a network that goes away, a double click.

The cast's two committees, Merton at level 3 and Croydon at level 2; everybody is there and item 1 is next.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from decisions.models import Announcement, Opening, SittingClosed, Vote
from tests.browser.running import NARROW, Secretary, fits

WORDS = "That it be approved until March, and looked at again then."


@pytest.fixture
def room(cast):
    room = cast.meeting(items=2)
    room.arrive()
    return room


@pytest.fixture
def address(live_server, room):
    """Where the pages of the meeting are: `address("console")`."""
    return lambda name: f"{live_server.url}{reverse(name, args=[room.meeting.pk])}"


@pytest.fixture
def sign_in_here(live_server):
    """Sign an account in on one device only, with a session of its own."""

    def sign_in(page, account):
        client = Client()
        client.force_login(account)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def console(page, sign_in_here, cast, address):
    """The secretary at the console."""
    sign_in_here(page, cast.secretary)
    page.goto(address("console"))
    return Secretary(page, lambda page, kind: None)


@pytest.fixture
def another(browser, watch, sign_in_here, address):
    """Another device, signed in: `another(account, "follow")`."""
    contexts = []

    def device(account, name="console"):
        contexts.append(browser.new_context())
        page = watch(contexts[-1].new_page())
        sign_in_here(page, account)
        page.goto(address(name))
        return Secretary(page, lambda page, kind: None)

    yield device
    for context in contexts:
        context.close()


def tab_to(page, name):
    """Press Tab until this button or link has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def has_focus(locator):
    expect(locator).to_be_focused()


def test_the_keyboard_alone_takes_an_item_from_its_beginning_to_its_announcement(console):
    page = console.page
    tab_to(page, "Take item 1")
    page.keyboard.press("Enter")
    expect(console.heading).to_contain_text("Matter 1")
    has_focus(console.heading)
    tab_to(page, "Agreed by all")
    page.keyboard.press("Space")
    expect(console.now).to_contain_text("Read out")
    has_focus(console.heading)
    tab_to(page, "Announce the result")
    page.keyboard.press("Enter")
    expect(console.now).to_contain_text("item 2")
    has_focus(console.heading)
    assert Announcement.objects.count() == 2


def test_a_refusal_takes_the_focus_and_stays_while_news_comes(console, room, another, cast, expected_statuses):
    expected_statuses |= {403, 409, 422}
    console.take(1)
    late = another(cast.secretary)
    late.page.route("**/live/**", lambda route: route.fulfill(status=204))  # it does not hear of what happens
    expect(late.now).to_contain_text("Agreed by all")
    console.agreed_by_all()
    late.page.unroute("**/live/**")
    late.press("Agreed by all")
    has_focus(late.refused())
    expect(late.now).to_contain_text("item 2")  # the news is drawn, the refusal stays
    expect(late.refused()).to_be_visible()


def test_news_from_another_device_comes_by_itself(console, another, cast):
    watching = another(cast.secretary)
    following = another(cast.gp, "follow")
    projector = another(cast.stranger, "projector")
    console.take(1)
    for device in (watching, following, projector):
        expect(device.page.get_by_role("heading", name="Matter 1")).to_be_visible()
    console.agreed_by_all()
    for device in (watching, following, projector):
        expect(device.page.get_by_text("Merton: agreed by all.").first).to_be_visible()


def test_what_somebody_types_is_kept_when_news_comes(console, another, cast):
    console.take(1)
    typing = another(cast.secretary)
    typing.open("Amend the motion")
    typing.page.get_by_label("Words", exact=True).fill(WORDS)
    console.moves("Left", "Merton GP member", "Merton")
    expect(typing.page.get_by_text("Something was recorded on another device.")).to_be_visible()
    expect(typing.page.get_by_label("Words", exact=True)).to_have_value(WORDS)
    typing.press("Put these words")
    typing.said("The motion is amended")
    expect(typing.page.locator(".console-motion").first).to_contain_text(WORDS)


def test_when_the_network_is_away_what_was_typed_stays_and_the_page_says_so(
    console, browser, sign_in_here, cast, address
):
    console.take(1)
    context = browser.new_context()
    page = context.new_page()  # not watched: a network that is away is an error to the browser
    sign_in_here(page, cast.secretary)
    page.goto(address("console"))
    away = Secretary(page, lambda page, kind: None)
    away.open("Amend the motion")
    page.get_by_label("Words", exact=True).fill(WORDS)
    context.set_offline(True)
    away.press("Put these words")
    expect(page.get_by_text("The network is away.")).to_be_visible()
    expect(page.get_by_label("Words", exact=True)).to_have_value(WORDS)
    context.set_offline(False)
    expect(page.get_by_text("The network is away.")).to_be_hidden()
    away.press("Put these words")
    away.said("The motion is amended")
    context.close()


def test_a_page_that_is_signed_out_keeps_what_was_typed_and_says_so(console):
    console.take(1)
    console.open("Amend the motion")
    console.page.get_by_label("Words", exact=True).fill(WORDS)
    console.page.context.clear_cookies()
    expect(console.page.get_by_text("This page no longer hears from the site")).to_be_visible()
    expect(console.page.get_by_label("Words", exact=True)).to_have_value(WORDS)


def test_a_double_click_records_once(console):
    console.take(1)
    console.page.get_by_role("button", name="Agreed by all").dblclick()
    expect(console.now).to_contain_text("Read out")
    assert Opening.objects.count() == 2


def test_of_two_devices_that_close_at_once_the_second_is_told(console, another, cast, expected_statuses):
    expected_statuses |= {403, 409, 422}
    second = another(cast.secretary)
    for device in (console, second):
        device.page.route("**/live/**", lambda route: route.fulfill(status=204))  # neither hears of the other
        device.open("Close the meeting")
    console.folded("Close the meeting").get_by_role("button", name="Close the meeting").click()
    expect(console.heading).to_have_text("The meeting is closed")
    second.folded("Close the meeting").get_by_role("button", name="Close the meeting").click()
    expect(second.refused()).to_contain_text("closed")
    assert SittingClosed.objects.count() == 2


def test_members_vote_on_their_own_devices_and_the_secretary_sees_it(console, another, cast):
    console.take(1)
    console.page.get_by_role("button", name="Someone dissents").click()
    console.press("Open the vote for members' own devices")
    console.said("Voting is open")
    member = another(cast.gp, "follow")
    member.page.set_viewport_size(NARROW)
    member.page.get_by_role("button", name=re.compile("^Against")).click()
    expect(member.page.get_by_text(re.compile("Recorded: against", re.I))).to_be_visible()
    expect(console.page.get_by_text("recorded already")).to_be_visible()
    console.press("Record these votes")
    console.said("Votes recorded")
    expect(console.now).to_contain_text("Merton: agreed, eight votes to one.")
    assert Vote.objects.count() == 18


def test_on_a_phone_nothing_scrolls_sideways(console, live_server, room):
    console.take(1)
    console.page.set_viewport_size(NARROW)
    for name in ("console", "follow", "projector", "meeting", "minutes"):
        console.page.goto(live_server.url + reverse(name, args=[room.meeting.pk]))
        fits(console.page, NARROW)
    for name in ("home", "meetings", "who_decides"):
        console.page.goto(live_server.url + reverse(name))
        fits(console.page, NARROW)
