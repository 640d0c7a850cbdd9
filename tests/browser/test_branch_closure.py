"""Two branches of real practices, in a real browser, from the deferral to the effect: one closes, one does not.

On 14 April 2016 the paper on two branch surgeries is deferred: a bus timetable is asked for, and it does not come back
before 1 May. On 12 May part (a) is approved on a condition of 90 days, part (b) is refused with its reason. The condition
is met, and on 1 August the branch at Rose Hill is closed on the practice's page, which says by which decision. All of it
is made up but for the practices.
"""

import re
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from cocomm.demo.loading import DEMO_FILE, load_demo
from decisions.models import Condition, EffectApplied
from practices.models import Site
from tests.browser.running import WIDE, Looked, Secretary, sign_in

SECRETARY, LATE = "Frances Oyelaran", "Sunil Partridge"
TITLE = "Two branch surgeries"
FIRST, SECOND, MET, BEFORE, EFFECT = (
    date(2016, 4, 14),
    date(2016, 5, 12),
    date(2016, 7, 1),
    date(2016, 7, 31),
    date(2016, 8, 1),
)
#: 90 days after 12 May 2016; counted from the first meeting it would be 13 July.
LAST_DAY = date(2016, 8, 10)
ASKED = "A bus timetable for Rose Hill, from the practice"
BUS = "The bus to the main surgery runs on weekdays"
REFUSED = (
    "Reject the closure of the branch surgery at Green Lane: 44 in a hundred of its patients were content, too few."
)


@pytest.fixture
def demo(in_demo, db, settings):
    """The demonstration's meeting, on its day, as `make run` loads it."""
    settings.COCOMM_CLOCK_DAY = FIRST
    load_demo(say=lambda line: None, files=[DEMO_FILE])


def test_of_two_branches_one_closes_on_its_day_and_the_other_does_not(
    page, live_server, demo, assert_accessible, settings, capsys
):
    look = Looked(assert_accessible, (WIDE,)).at
    console = Secretary(page, look)
    base = live_server.url

    it_is_deferred_with_what_is_asked_for(console, base)
    settings.COCOMM_CLOCK_DAY = SECOND
    it_is_back_with_what_was_asked_for(console, base, look)
    one_part_is_approved_on_a_condition_of_90_days(console)
    the_other_is_refused_with_its_reason(console)
    the_page_of_the_matter_says_what_will_change(page, base, look)
    settings.COCOMM_CLOCK_DAY = MET
    the_condition_is_met(page, base)
    settings.COCOMM_CLOCK_DAY = BEFORE
    time_is_kept()
    rose_hill_is_open_still(page, base)
    settings.COCOMM_CLOCK_DAY = EFFECT
    for _ in range(3):
        time_is_kept()
    rose_hill_is_closed_and_the_page_says_by_which_decision(page, base, look)
    green_lane_is_open(page, base, look)


def time_is_kept():
    call_command("keep_time")


def open_console(page, base, day):
    page.goto(base)
    page.get_by_role("link", name="Meetings").first.click()
    page.locator(".app-meeting", has_text=day).get_by_role("link").first.click()
    page.get_by_role("button", name="Open the console").click()


def it_is_deferred_with_what_is_asked_for(console, base):
    page = console.page
    sign_in(page, base, SECRETARY)
    open_console(page, base, "14 April 2016")
    console.roll_call(absent=LATE)
    page.locator(".console-agenda__item").get_by_role("link", name=TITLE).click()
    console.take(5)
    console.said("Item 5: taken")  # its heading is there already
    console.rules("leaves for the item")
    console.open("Defer this item")
    form = console.folded("Defer this item")
    which = form.get_by_label("To the meeting")
    which.select_option(label=next(words for words in which.locator("option").all_text_contents() if "12 May" in words))
    form.get_by_label("Why", exact=True).fill("Members want to know how patients would get to the main surgery.")
    form.get_by_label("What is asked for meanwhile").fill(ASKED)
    form.get_by_label("Not to come back before").fill("01/05/2016")
    form.get_by_role("button", name="Defer", exact=True).click()
    console.said("Deferred")


def it_is_back_with_what_was_asked_for(console, base, look):
    page = console.page
    open_console(page, base, "12 May 2016")
    console.roll_call(absent=LATE)
    page.locator(".console-agenda__item").get_by_role("link", name=TITLE).click()
    expect(page.locator("main")).to_contain_text(ASKED)
    console.take(3)
    console.said("Item 3: taken")  # its heading is there already
    console.rules("leaves for the item")
    look(page, "back on the agenda")


def amend(page):
    """The form for other words of the part that is before the committees now."""
    folded = page.locator("details", has=page.locator('form[action*="/amend/"]')).first
    folded.locator("summary").first.click()
    return folded.locator('form[action*="/amend/"]')


def one_part_is_approved_on_a_condition_of_90_days(console):
    form = amend(console.page)
    form.get_by_label("Condition 1: what must be so").fill(BUS)
    form.get_by_label("Who must see to it").first.fill("the practice")
    form.get_by_label("Or days from this meeting").first.fill("90")
    form.get_by_role("button", name="Put these words").click()
    expect(console.page.locator("main")).to_contain_text("by 10 August 2016")
    console.agreed_by_all()
    console.result("Merton: agreed by all, the GP member having left")
    assert set(Condition.objects.values_list("due_on", flat=True)) == {LAST_DAY}


def the_other_is_refused_with_its_reason(console):
    form = amend(console.page)
    form.get_by_label("Asked to").select_option(label="reject")
    form.get_by_label("Words").fill(REFUSED)
    form.get_by_role("button", name="Put these words").click()
    console.agreed_by_all()
    expect(console.page.locator("main")).to_contain_text(REFUSED)


def the_page_of_the_matter_says_what_will_change(page, base, look):
    condition = Condition.objects.select_related("motion__resolution__item").first()
    resolution = condition.motion.resolution
    address = reverse("matter_outside", args=[resolution.sitting.committee_id, resolution.item.matter_id])
    page.goto(f"{base}{address}")
    main = page.locator("main")
    expect(main).to_contain_text("Rose Hill branch (made up)")
    expect(main).to_contain_text(BUS)
    look(page, "matter: what will change")


def the_condition_is_met(page, base):
    """Each committee's decision hangs on it."""
    for resolution in {each.motion.resolution_id for each in Condition.objects.select_related("motion")}:
        page.goto(f"{base}{reverse('decision_conditions', args=[resolution])}")
        page.get_by_text("Record what became of it").click()
        page.get_by_label("It was met").check()
        for part, number in (("Day", "1"), ("Month", "7"), ("Year", "2016")):
            page.get_by_label(part, exact=True).fill(number)
        page.get_by_role("button", name="Record").click()
        expect(page.locator("main")).to_contain_text("in effect since 1 July 2016")


def rose_hill_is_open_still(page, base):
    page.goto(f"{base}{reverse('practice', args=['H85101'])}")
    sites = page.locator("main")
    expect(sites).to_contain_text("Rose Hill branch (made up)")
    assert not EffectApplied.objects.exists()


def rose_hill_is_closed_and_the_page_says_by_which_decision(page, base, look):
    effect = EffectApplied.objects.get()
    assert (effect.limb.letter, effect.on_day) == ("a", EFFECT)
    site = Site.objects.get(name__startswith="Rose Hill")
    assert site.ends_on == BEFORE
    assert "12 May 2016" in site.source
    page.goto(f"{base}{reverse('practice', args=['H85101'])}")
    main = page.locator("main")
    expect(main).to_contain_text(re.compile(r"Rose Hill branch \(made up\).*31 July 2016", re.DOTALL))
    expect(main).to_contain_text("12 May 2016")
    expect(main).to_contain_text(TITLE)
    look(page, "practice after its branch closed")


def green_lane_is_open(page, base, look):
    assert Site.objects.get(name__startswith="Green Lane").ends_on is None
    page.goto(f"{base}{reverse('practice', args=['H85018'])}")
    expect(page.locator("main")).to_contain_text("Green Lane branch (made up)")
    look(page, "practice whose branch stays")
