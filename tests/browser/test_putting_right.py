"""A vote corrected with a reason on the morning after the meeting, through the pages only; and the minutes afterwards.

Merton agreed item 1 by five votes to four, as written down; the fifth of those against had in truth voted for.
"""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse
from playwright.sync_api import expect

from decisions.chain import verify_meeting
from tests.browser.running import NARROW, WIDE, Looked, as_drawn_without_scripts
from tests.decisions.test_putting_right import NEXT_DAY, by_name, close
from tests.world import CHAIR

WHY = "The chair's own note says for; the sheet was misread."
ATTENDED = "She was there throughout; the sheet says 10:20 for another."


@pytest.fixture
def closed(cast):
    """Both committees voted by name on item 1, announced it and closed; it is the next morning."""
    room = cast.meeting(items=1)
    room.arrive()
    room.begin()
    by_name(room, *["for"] * 5, *["against"] * 4)
    close(room)
    with override_settings(COCOMM_CLOCK_DAY=NEXT_DAY):
        yield room


@pytest.fixture
def signed_in(page, live_server, cast):
    client = Client()
    client.force_login(cast.secretary)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


@pytest.fixture
def looked(browser, assert_accessible, request):
    if request.getfixturevalue("javascript") == "on":
        return Looked(assert_accessible, (NARROW, WIDE))
    reader = browser.new_context().new_page()
    return Looked(lambda page: assert_accessible(as_drawn_without_scripts(page, reader)), (NARROW,))


@pytest.mark.parametrize(
    "javascript",
    [
        pytest.param("on", id="with JavaScript"),
        pytest.param("off", id="without JavaScript", marks=pytest.mark.browser_context_args(java_script_enabled=False)),
    ],
)
def test_a_vote_is_corrected_after_the_meeting_closed_and_the_minutes_are_right(
    signed_in, live_server, closed, looked, expected_statuses, javascript
):
    expected_statuses.add(422)
    page = signed_in
    page.goto(f"{live_server.url}{reverse('minutes', args=[closed.meeting.pk])}")
    seal = page.locator(".app-seals code").first.inner_text()
    page.get_by_role("link", name="Put the record right").click()
    looked.at(page, "everything recorded")
    take_the_result_back(page, looked)
    correct_the_vote(page, looked)
    announce_it_anew(page, looked)
    put_attendance_right(page, looked, closed)
    minutes_say_so(page, looked, seal)
    assert verify_meeting(closed.meeting.pk) == []


def take_the_result_back(page, looked):
    row = page.get_by_role("listitem").filter(has_text="Merton: agreed, five votes to four.")
    row.get_by_role("link", name="Put right").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The decision of Merton")
    looked.at(page, "a decision")
    page.get_by_role("button", name="Take the result back").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong in the record")
    looked.at(page, "a decision, without a reason")
    page.get_by_label("What is wrong in the record").fill(WHY)
    page.get_by_role("button", name="Take the result back").click()
    expect(page.locator("main")).to_contain_text("No result stands until it is announced anew.")
    looked.at(page, "a result taken back")


def correct_the_vote(page, looked):
    which = page.get_by_label("Whose vote")
    label = next(words for words in which.locator("option").all_text_contents() if words.endswith("against"))
    which.select_option(label=label)
    page.get_by_label("It was given").select_option(label="for")
    form = page.locator("form", has=which)
    form.get_by_label("What was wrong").fill(WHY)
    page.get_by_role("button", name="Put this vote right").click()
    expect(page.locator("main")).to_contain_text("Merton: agreed, six votes to three.")
    expect(page.locator(".right-done")).to_contain_text("against")
    looked.at(page, "a vote put right")


def announce_it_anew(page, looked):
    page.get_by_role("button", name="Announce this result").click()
    expect(page.get_by_role("heading", name="1. Take the result back")).to_be_visible()
    page.get_by_role("link", name="Back to everything recorded").click()
    done = page.locator(".right-done")
    expect(done).to_contain_text("by Sam Secretary")
    expect(done).to_contain_text("15 April 2016")
    expect(done).to_contain_text(WHY)
    looked.at(page, "what was put right")


def put_attendance_right(page, looked, closed):
    page.locator("summary", has_text="Every entry").click()
    name = closed.bodies["Croydon"].people[CHAIR].name
    page.get_by_role("link", name=re.compile(re.escape(name))).click()
    looked.at(page, "an attendance entry")
    form = page.locator("form", has=page.get_by_label("In what role"))
    form.get_by_label("In what role").select_option(label="in attendance")
    form.get_by_label("What was wrong").fill(ATTENDED)
    page.get_by_role("button", name="Put this entry right").click()
    expect(page.locator(".right-done").first).to_contain_text(ATTENDED)


def minutes_say_so(page, looked, seal):
    page.get_by_role("link", name="Read the minutes").click()
    article = page.locator("article")
    expect(article).to_contain_text("Merton: agreed, six votes to three.")
    expect(article).to_contain_text("The result was announced as “Merton: agreed, five votes to four.”; taken back")
    expect(article).to_contain_text("put right to “for” on 15 April 2016 at")
    expect(article).to_contain_text(f"by Sam Secretary: {WHY}")
    expect(article).to_contain_text(ATTENDED)
    expect(article.get_by_text("Seal when the meeting closed").first).to_contain_text(seal)
    looked.at(page, "minutes of a record put right")
