"""The facts of a matter in the browser: stated by keyboard, at three sizes, with and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import world
from tests.browser.running import NARROW, WIDE, fits
from tests.browser.test_reading import WITH_AND_WITHOUT_JAVASCRIPT
from tests.decisions.stating import Scene

MIDDLE = {"width": 768, "height": 1024}


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_a_secretary_states_the_facts_of_a_part_before_the_vote(
    cast, page, visit, sign_in_as, assert_accessible, expected_statuses, javascript
):
    expected_statuses.add(422)
    scene = Scene(cast, texts=("That the branch in Mill Lane close.", "That the far branch close."))
    room = world.meet({"Merton": scene.body}, scene.secretary, items=0)
    world.put(room.meeting, scene.matter)

    def look():
        for size in (NARROW, MIDDLE, WIDE):
            fits(page, size)
            if javascript == "on":  # what checks it is a script
                page.evaluate("scrollTo(0, 0)")
                assert_accessible(page)

    sign_in_as(page, cast.secretary)
    visit(page, reverse("meeting", args=[room.meeting.pk]))
    page.get_by_text("To be put right before a vote").wait_for()
    look()
    page.get_by_role("link", name="State the facts of item 1").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Facts: branch closure").wait_for()
    look()
    page.get_by_role("link", name="State the facts of part (a)").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The facts of part (a)").wait_for()
    look()
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2016")
    page.get_by_label("Find another practice or provider").fill("far away")
    page.keyboard.press("Enter")
    page.get_by_text("Found, and now in the lists above").wait_for()
    look()
    page.get_by_label("Branch that closes").select_option(label="Far branch (branch surgery of Far Away Surgery)")
    page.get_by_label("Find another practice or provider").fill("")
    page.get_by_role("main").get_by_role("button", name="State the facts").last.click()
    page.get_by_role("link", name="Give the day as a date such as 1 7 2016.").click()
    look()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    page.get_by_label("Day", exact=True).fill("1")
    page.get_by_label("Month").fill("7")
    page.get_by_role("main").get_by_role("button", name="State the facts").last.focus()
    page.keyboard.press("Enter")
    page.get_by_text("The facts of part (a) are stated.").wait_for()
    page.get_by_text("First day without the branch: 1 July 2016").wait_for()
    page.get_by_role("link", name="Add a part").click()
    page.get_by_role("heading", name="Add a part").wait_for()
    look()
