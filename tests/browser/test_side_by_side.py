"""Level 2 and level 3 side by side, in a real browser, through the pages only: the same papers before Merton and Croydon.

Croydon's decision (level 2) waits on NHS England's desk, is vetoed there with a reason and is on its next agenda; Merton's
(level 3) is final at once. Of a second paper Croydon's window lapses: confirmed once, however often the timed command runs.
All of it is made up.
"""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from cocomm.demo.loading import DEMO_FILE, load_demo
from decisions.models import Resolution, Veto
from tests.browser.running import WIDE, Looked, Secretary, sign_in

SECRETARY, OFFICER, ALTERNATE, CASE_OFFICER = (
    "Frances Oyelaran",
    "Helena Brockhurst",
    "Cordelia Nakamura-Voss",
    "Quentin Abiodun-Marsh",
)
LATE = "Sunil Partridge"
HOURS, SERVICE = "Primary care transformation: APMS contracts", "A shared commissioning support service"
NO_MONEY = "The cost of the service is not in the region's budget"
#: The fifth whole working day after Thursday 14 April 2016 is Thursday the 21st; the day after it is confirmed.
THE_DAY, THE_NEXT, AFTER = date(2016, 4, 14), date(2016, 4, 15), date(2016, 4, 22)
UNTIL = "until the end of 21 April 2016"


@pytest.fixture
def demo(in_demo, db, settings):
    """The demonstration's meeting, on its day, as `make run` loads it."""
    settings.COCOMM_CLOCK_DAY = THE_DAY
    load_demo(say=lambda line: None, files=[DEMO_FILE])


def test_the_same_papers_at_level_2_and_at_level_3(
    page, new_context, watch, live_server, demo, assert_accessible, expected_statuses, settings, capsys
):
    expected_statuses |= {403, 422}
    look = Looked(assert_accessible, (WIDE,)).at
    console = Secretary(page, look)
    officer = watch(new_context().new_page())

    both_papers_are_carried_in_both(console, live_server.url)
    nobody_but_the_office_that_the_terms_name_may_act(officer, live_server.url)
    settings.COCOMM_CLOCK_DAY = THE_NEXT
    croydons_decisions_wait_on_the_desk_with_days_left(officer, live_server.url, look)
    mertons_are_final_at_once(officer, live_server.url, look)
    one_is_vetoed_from_the_desk_with_a_reason(officer, look)
    it_is_on_croydons_next_agenda_and_on_no_other(page, live_server.url, look)
    settings.COCOMM_CLOCK_DAY = AFTER
    the_other_is_confirmed_once_however_often_time_is_kept(capsys)
    desk_and_minutes_say_both(officer, page, live_server.url, look)


def both_papers_are_carried_in_both(console, base):
    page = console.page
    sign_in(page, base, SECRETARY)
    page.get_by_role("link", name="Meetings").first.click()
    page.locator("main").get_by_role("link", name=re.compile("14 April 2016|South West London")).first.click()
    page.get_by_role("button", name="Open the console").click()
    console.roll_call(absent=LATE)
    for number, title in ((6, HOURS), (7, SERVICE)):
        page.locator(".console-agenda__item").get_by_role("link", name=title).click()
        console.take(number)
        console.agreed_by_all()
        console.result("Croydon: agreed by all.")
        console.result("Merton: agreed by all.")
        croydon = page.locator(".console-result", has_text="Croydon: agreed by all.").first
        expect(croydon).to_contain_text("Open to NHS England's veto until the end of 21 April 2016.")
        expect(page.locator(".console-result", has_text="Merton: agreed by all.").first).not_to_contain_text("veto")


def nobody_but_the_office_that_the_terms_name_may_act(page, base):
    """The case officer prepares, and who stands in waits while the holder is there."""
    sign_in(page, base, CASE_OFFICER)
    page.goto(f"{base}{reverse('desk')}")
    expect(page.locator("main")).to_contain_text("You prepare for NHS England here, and do not hold this power")
    expect(page.get_by_role("link", name=re.compile("^Veto"))).to_have_count(0)
    sign_in(page, base, ALTERNATE)
    page.goto(f"{base}{reverse('desk')}")
    page.get_by_role("link", name=re.compile("^Veto")).first.click()
    expect(page.locator("main")).to_contain_text("You may not act on this.")
    expect(page.locator("main")).to_contain_text("stands in only while")


def line_of(page, title):
    """A line of what awaits NHS England."""
    return page.locator("article.app-power", has_text=title)


def croydons_decisions_wait_on_the_desk_with_days_left(page, base, look):
    sign_in(page, base, OFFICER)
    look(page, "first page of NHS England")
    page.locator("main").get_by_role("link", name="NHS England's desk").click()
    for title in (HOURS, SERVICE):
        line = line_of(page, title)
        expect(line).to_have_count(1)
        expect(line).to_contain_text("Croydon, level 2")
        expect(line).to_contain_text(f"4 working days left after today, {UNTIL}.")
        expect(line).to_contain_text("If you say nothing, the decision stands.")
        expect(line).to_contain_text("Head of Primary Care Commissioning, London region")
    look(page, "NHS England's desk")


def mertons_are_final_at_once(page, base, look):
    """The desk has nothing of Merton and says so; the page of the meeting shows no window; its page refuses the veto."""
    expect(page.locator("main")).to_contain_text(
        re.compile(r"At level 3 \(.*Merton.*\) NHS England has neither a casting")
    )
    expect(page.locator("article.app-power", has_text="Merton")).to_have_count(0)
    page.get_by_role("link", name="Meeting of 14 April 2016").first.click()
    results = page.locator(".app-results li")
    croydon = results.filter(has_text="Croydon: agreed by all.")
    expect(croydon).to_have_count(2)
    expect(croydon.first).to_contain_text(f"Open to NHS England's veto {UNTIL}.")
    merton = results.filter(has_text="Merton, Richmond, Sutton and Wandsworth: agreed by all.")
    expect(merton).to_have_count(2)
    expect(merton.first).to_contain_text("carried")
    expect(merton.first).to_contain_text("Final at once: NHS England has no veto of it.")
    look(page, "meeting with a window open")
    mertons = Resolution.objects.get(item__number="7", sitting__committee__short_name="Merton")
    page.goto(f"{base}{reverse('veto', args=[mertons.pk])}")  # no page leads to a refusal
    expect(page.get_by_role("alert")).to_contain_text("level 3")
    page.goto(f"{base}{reverse('desk')}")


def one_is_vetoed_from_the_desk_with_a_reason(page, look):
    line_of(page, SERVICE).get_by_role("link", name=re.compile("^Veto, or say we will not")).click()
    form = page.locator("form", has=page.get_by_role("button", name="Veto this decision"))
    look(page, "the veto on the desk")
    form.get_by_role("button", name="Veto this decision").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why NHS England vetoes this decision")
    look(page, "veto without a reason")
    form.get_by_label("Reason").fill(NO_MONEY)
    form.get_by_role("button", name="Veto this decision").click()
    expect(page.get_by_text("The veto is recorded.")).to_be_visible()
    expect(line_of(page, SERVICE)).to_have_count(0)
    expect(line_of(page, HOURS)).to_have_count(1)


def it_is_on_croydons_next_agenda_and_on_no_other(page, base, look):
    page.goto(f"{base}{reverse('meetings')}")
    page.locator(".app-meeting", has_text="12 May 2016").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    items = page.locator(".app-agenda__item", has_text=SERVICE)
    expect(items).to_have_count(1)
    expect(items).to_contain_text(SERVICE)
    expect(items).to_contain_text(f"Vetoed by NHS England on 15 April 2016: {NO_MONEY}.")
    expect(items).to_contain_text("It was Croydon's decision of 14 April 2016.")
    expect(items).not_to_contain_text("Merton")
    look(page, "next agenda")


def the_other_is_confirmed_once_however_often_time_is_kept(capsys):
    told = []
    for _ in range(3):
        call_command("keep_time")
        told.append(capsys.readouterr().out)
    assert [text.count("confirmed on 22 April 2016") for text in told] == [1, 0, 0]
    assert Veto.objects.filter(lapsed=True).count() == 1
    assert Veto.objects.count() == 2


def desk_and_minutes_say_both(page, secretarys, base, look):
    page.goto(f"{base}{reverse('desk')}")
    expect(page.locator("main")).to_contain_text("Nothing awaits NHS England now.")
    history = page.locator("section[aria-labelledby=history] .app-desk > li")
    expect(history.filter(has_text=HOURS)).to_have_count(1)
    expect(history.filter(has_text=HOURS)).to_contain_text("Confirmed: NHS England did not use its veto.")
    expect(history.filter(has_text=SERVICE)).to_contain_text("Vetoed by NHS England.")
    expect(history.filter(has_text=SERVICE)).to_contain_text(NO_MONEY)
    expect(history.filter(has_text="Merton Primary Care")).to_have_count(0)
    look(page, "the desk afterwards")
    history.filter(has_text=HOURS).get_by_role("link", name=re.compile("^Minutes")).click()
    extract = page.locator("article")
    expect(extract).to_contain_text("Confirmed on 22 April 2016: NHS England did not use its veto.")
    expect(extract).to_contain_text("Vetoed by NHS England (Helena Brockhurst)")
    expect(extract).to_contain_text(f"Reason given: {NO_MONEY}.")
    look(page, "minutes of Croydon")
    page.get_by_role("navigation", name="Extracts").get_by_role("link", name="Merton").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merton")
    expect(extract).to_contain_text("Merton: agreed by all.")
    expect(extract).not_to_contain_text("veto")
