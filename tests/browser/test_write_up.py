"""A meeting of last week, written up in a real browser from its printed sheet; a vote put right; the minutes.

Two committees in common, three items. The same with JavaScript and without it; each kind of page is looked at.
"""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from committees.terms import Verb
from tests import world
from tests.browser.running import NARROW, WIDE, Looked, as_drawn_without_scripts
from tests.browser.test_meeting_in_common import WITH_AND_WITHOUT_JAVASCRIPT
from tests.cast import the_cast
from tests.world import CHAIR, FINANCE, OFFICER, VICE

LAST_WEEK, TODAY = date(2016, 4, 14), date(2016, 4, 21)
GP_OF_MERTON = "Merton GP member"
MISREAD = "The sheet was misread: the chief officer voted against."


@pytest.fixture
def room(db):
    """The meeting of 14 April; today is a week later, and nothing of it is recorded."""
    with override_settings(COCOMM_CLOCK_DAY=TODAY):
        cast = the_cast()
        room = cast.meeting(items=0)
        ccgs = [body.ccg for body in cast.bodies.values()]
        matters = (
            world.a_matter("Apologies", ccgs, texts=("Note the apologies.",), verb=Verb.NOTE),
            world.a_matter("Branch surgeries", ccgs, texts=("Close Rose Hill.", "Close Green Lane.")),
            world.a_matter("Pharmacy hours", ccgs, texts=("Support longer hours.",)),
        )
        room.items += [world.put(room.meeting, matter) for matter in matters]
        room.cast = cast
        yield room


@pytest.fixture
def looked(browser, assert_accessible, javascript):
    if javascript == "on":
        return Looked(assert_accessible, (NARROW, WIDE))
    reader = browser.new_context().new_page()
    return Looked(lambda page: assert_accessible(as_drawn_without_scripts(page, reader)), (NARROW,))


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_a_meeting_of_last_week_is_written_up_from_its_sheet(page, visit, sign_in_as, room, looked, expected_statuses):
    expected_statuses |= {422, 403}  # what is meant to be refused
    sign_in_as(page, room.cast.secretary)
    the_sheet(page, visit, room, looked)
    from_the_home_page(page, visit, looked)
    who_was_there(page, room, looked)
    noted(page, looked)
    two_branch_surgeries(page, room, looked)
    put_off(page, looked)
    the_close(page, looked)
    a_vote_is_put_right(page, visit, room, looked)
    the_minutes(page, visit, room, looked)


def the_sheet(page: Page, visit, room, looked):
    visit(page, reverse("meeting", args=[room.meeting.pk]))
    looked.at(page, "meeting")
    page.get_by_role("button", name="Print the sheet").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Committees in common")
    expect(page.locator("tr", has_text=GP_OF_MERTON).first).to_contain_text("GP member")
    for words in ("Close Rose Hill.", "Close Green Lane.", "leaves for the item", "Casting vote", "Put off"):
        expect(page.locator("main")).to_contain_text(words)
    looked.at(page, "sheet")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Menu")).to_be_hidden()
    page.emulate_media(media="screen")


def from_the_home_page(page: Page, visit, looked):
    visit(page, reverse("home"))
    page.get_by_role("link", name="Write it up from its sheet").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Writing up")
    expect(page.locator("main")).to_contain_text("0 of 5")
    looked.at(page, "task list")
    page.get_by_role("link", name="Who was there").click()


def group(page: Page, name: str):
    return page.get_by_role("group", name=re.compile(rf"^{re.escape(name)}"))


def who_was_there(page: Page, room, looked):
    looked.at(page, "attendance")
    away = room.bodies["Merton"].people[FINANCE].name
    for body in room.bodies.values():
        for person in [*body.people, body.guest]:
            box = "Apologies" if person.name == away else "Here"
            group(page, f"{person.name} ").get_by_label(box).check()
    late = group(page, "Croydon Second GP member")
    late.get_by_label("Came at").fill("10:50")
    late.get_by_label("Left at").fill("10:10")
    author = page.get_by_role("group", name="Other person 1")
    author.get_by_label("Name, or who they were").fill("Ann Author")
    author.get_by_label("There as").select_option(label="author or presenter")
    page.get_by_role("button", name="Record who was there").click()
    expect(page.get_by_role("alert").first).to_contain_text("left before coming")
    looked.at(page, "attendance with a mistake")
    expect(late.get_by_label("Came at")).to_have_value("10:50")
    late.get_by_label("Left at").fill("")
    late.get_by_label("Came at").fill("10:05")
    page.get_by_role("button", name="Record who was there").click()
    expect(page.get_by_text("20 people recorded as there.")).to_be_visible()


def record(page: Page):
    page.get_by_role("button", name="Record this item").click()


def noted(page: Page, looked):
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 Apologies")
    looked.at(page, "item to note")
    page.get_by_label("Ended at").fill("10:05")
    page.get_by_label("Noted by all").check()
    record(page)
    expect(page.get_by_text("Item 1 is written up.")).to_be_visible()


def unfold(page: Page, name: str):
    line = page.locator("summary", has_text=name).first
    if line.evaluate("line => !line.parentElement.open"):
        line.click()


def two_branch_surgeries(page: Page, room, looked):
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 Branch surgeries")
    expect(page.get_by_label("Began at")).to_have_value("10:05")
    page.get_by_label("Ended at").fill("10:40")
    first = page.locator("details", has=page.locator("summary", has_text="Declaration 1"))
    first.get_by_label("Who").select_option(label=f"{GP_OF_MERTON}, GP member")
    first.get_by_label("What the interest is").fill("Partner in Rose Hill Surgery")
    first.get_by_label("Merton").select_option(label="leaves for the item")
    part_a, part_b = page.get_by_role("region", name="Part (a)"), page.get_by_role("region", name="Part (b)")
    part_a.get_by_label("Agreed by all").check()
    part_b.get_by_label("Agreed by all").check()
    unfold(page, "Each committee, part (b)")
    part_b.get_by_role("group", name="Merton").get_by_label("How it decided").select_option(label="votes by name")
    unfold(page, "Votes by name, part (b)")
    for seat in (CHAIR, VICE):
        person = room.bodies["Merton"].people[seat].name
        part_b.get_by_label(f"{person} (").select_option(label="against")
    looked.at(page, "item")
    record(page)
    refusal = page.get_by_role("alert").first
    expect(refusal).to_contain_text(GP_OF_MERTON)
    expect(refusal).to_contain_text("leaves for the item")
    looked.at(page, "item refused")
    expect(page.get_by_label("What the interest is").first).to_have_value("Partner in Rose Hill Surgery")
    unfold(page, "Votes by name, part (b)")
    part_b.get_by_label(f"{GP_OF_MERTON} (").select_option(label="did not vote")
    record(page)
    expect(page.get_by_text("Item 2 is written up.")).to_be_visible()


def put_off(page: Page, looked):
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 Pharmacy hours")
    unfold(page, "The item was put off to another day")
    for name in ("Merton", "Croydon"):
        page.get_by_role("group", name="Put off by").get_by_label(name).check()
    record(page)
    expect(page.get_by_role("alert").first).to_contain_text("Say until when it was put off")
    day = page.get_by_role("group", name="Or until the day")
    for label, number in (("Day", "12"), ("Month", "5"), ("Year", "2016")):
        day.get_by_label(label).fill(number)
    page.get_by_label("Why it was put off").fill("The boroughs send their hours.")
    record(page)
    expect(page.get_by_text("Item 3 is written up.")).to_be_visible()


def the_close(page: Page, looked):
    expect(page.get_by_role("heading", level=1)).to_contain_text("Close of the meeting")
    looked.at(page, "close")
    page.get_by_label("The meeting ended at").fill("10:55")
    page.get_by_role("button", name="Close the meeting").click()
    expect(page.locator("main")).to_contain_text("5 of 5")
    looked.at(page, "task list, all done")
    page.get_by_role("link", name="2 Branch surgeries").click()
    expect(page.locator("main")).to_contain_text("This is recorded.")
    looked.at(page, "recorded")


def a_vote_is_put_right(page: Page, visit, room, looked):
    """After the result was announced and the meeting closed: taken back, put right, announced anew."""
    page.get_by_role("link", name="What is wrong in it is put right").click()
    item = page.locator("section", has=page.get_by_role("heading", name="2 Branch surgeries"))
    item.get_by_role("link", name=re.compile(r"Put right.*Merton, part \(b\)")).click()
    page.get_by_label("What is wrong in the record").fill(MISREAD)
    page.get_by_role("button", name="Take the result back").click()
    officer = room.bodies["Merton"].people[OFFICER].name
    whose = page.get_by_label("Whose vote")
    whose.select_option(label=next(words for words in whose.locator("option").all_text_contents() if officer in words))
    page.get_by_label("It was given").select_option(label="against")
    form = page.locator("form", has=page.get_by_role("button", name="Put this vote right"))
    form.get_by_label("What was wrong").fill(MISREAD)
    form.get_by_role("button", name="Put this vote right").click()
    page.get_by_role("button", name="Announce this result").click()
    expect(page.locator("main")).to_contain_text("four votes to three")


def the_minutes(page: Page, visit, room, looked):
    visit(page, reverse("minutes", args=[room.meeting.pk]))
    looked.at(page, "minutes")
    minutes = page.locator("article")
    for words in (
        "Written up afterwards: recorded on 21 April 2016.",
        "Ann Author, author or presenter",
        "arrived at 10:05",
        "Partner in Rose Hill Surgery",
        "agreed, four votes to three, the GP member having left",
        "Croydon: agreed by all.",
        MISREAD,
        "deferred to 12 May 2016: The boroughs send their hours.",
        "The meeting closed at 10:55.",
    ):
        expect(minutes).to_contain_text(words)
    merton = minutes.locator(".app-present", has_text="Merton primary care")
    expect(merton).to_contain_text("Apologies: Merton Chief finance officer")
    officer = room.bodies["Merton"].people[OFFICER].name
    against = minutes.locator(".app-votes div", has_text="Against")
    expect(against).to_contain_text(officer)
    expect(minutes.locator(".app-votes div", has_text=re.compile("^For"))).not_to_contain_text(officer)
    assert room.meeting.date == LAST_WEEK
