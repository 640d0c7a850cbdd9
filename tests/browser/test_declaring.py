"""Declaring in a browser: an interest found by a part of its name, declared once, confirmed by one press, ended."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from committees.models import Interest
from committees.terms import Said
from tests.browser.running import fits
from tests.browser.test_reading import WITH_AND_WITHOUT_JAVASCRIPT
from tests.world import GP


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_an_interest_is_declared_once_confirmed_and_ended(
    cast, page, visit, sign_in_as, assert_accessible, javascript, expected_statuses
):
    expected_statuses.add(422)  # the form is sent once without its first day
    check = assert_accessible if javascript == "on" else lambda page: None  # what checks it is a script
    sign_in_as(page, cast.gp)
    visit(page, reverse("home"))
    page.get_by_role("heading", name="Is your entry in the registers still right?").wait_for()
    check(page)
    page.get_by_role("button", name="Declare", exact=True).click()
    page.get_by_role("heading", name="My declarations", level=1).wait_for()
    check(page)
    page.get_by_role("button", name="Declare an interest").click()
    page.get_by_role("heading", name="Declare an interest", level=1).wait_for()
    page.wait_for_load_state()  # what searches while one types is ready by then
    check(page)

    page.get_by_label("What it is").fill("Partner")
    page.get_by_label("Financial: a partnership").check()
    page.get_by_label("Direct: your own").check()
    page.get_by_label("Find a practice or a provider").press_sequentially("made up")
    if javascript == "off":
        page.get_by_role("button", name="Find").click()
    page.get_by_label("The Made Up Surgery").check()
    check(page)
    page.get_by_role("button", name="Declare", exact=True).click()

    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("What it is")).to_have_value("Partner")
    expect(page.get_by_label("The Made Up Surgery")).to_be_checked()
    check(page)
    began = page.get_by_role("group", name="When did it begin?")
    for part, number in (("Day", "5"), ("Month", "1"), ("Year", "2015")):
        began.get_by_label(part).fill(number)
    page.get_by_role("button", name="Declare", exact=True).click()
    page.get_by_role("heading", name="Partner: The Made Up Surgery").wait_for()
    page.get_by_text("NHS Merton CCG").wait_for()
    check(page)
    for width in (390, 768):
        if javascript == "on":
            fits(page, {"width": width, "height": 900})

    page.get_by_role("button", name="Nothing has changed").click()
    page.get_by_text("Recorded: nothing has changed.").wait_for()
    page.get_by_role("link", name="It is over").click()
    for part, number in (("Day", "1"), ("Month", "4"), ("Year", "2016")):
        page.get_by_label(part).fill(number)
    check(page)
    page.get_by_role("button", name="End this interest").click()
    page.get_by_role("heading", name="Interests that are over").wait_for()
    page.locator("summary", has_text="History").click()
    page.get_by_text("Last day: open became 1 April 2016").wait_for()
    check(page)
    row = Interest.objects.get()
    assert [practice.ods_code for practice in row.practices.all()] == ["H85001"]
    assert {each.said for each in row.person.statements.all()} == {Said.DECLARED, Said.NOTHING_CHANGED}


def test_the_secretary_finds_who_is_overdue_and_records_for_them(
    cast, page, visit, sign_in_as, assert_accessible, settings
):
    settings.COCOMM_CLOCK_DAY = date(2016, 5, 2)
    sign_in_as(page, cast.secretary)
    visit(page, reverse("home"))
    page.get_by_role("link", name="NHS Merton CCG").first.click()
    page.get_by_role("heading", name="Overdue declarations").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Merton GP member", exact=True).click()
    page.get_by_text("Recorded by Sam Secretary for Merton GP member").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Nothing to declare").click()
    page.get_by_text("For Merton GP member, by Sam Secretary.").wait_for()
    page.get_by_text("Up to date, and next due by 2 November 2016").wait_for()
    (said,) = cast.merton.people[GP].statements.all()
    assert said.recorded_by == cast.secretary
