"""One interest, from the register to the minutes, through the pages only.

A GP partner of a real practice declares once; the interest stands in the registers of two CCGs. A merger of the practice
goes on an agenda: the forecast names her, and who could make the committee quorate. The chair's ruling takes paper,
vote and place in the quorum; the minutes say so. The people, the interest and the merger are made up.
"""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cocomm.demo.loading import NCL_JOINT, load_demo
from committees.models import Interest, Person, Position
from decisions.models import AgendaItem, Paper, Ruling
from practices.models import CCG
from tests.browser.running import WIDE, Looked, Secretary, sign_in

SECRETARY, GP, DEPUTY, CHAIR = "Tamsin Olawale", "Dr Ifeoma Castlereagh", "Juno Harcastle", "Constance Abegunde"
PRACTICE, PARTNER, MERGER = "Keats Group Practice", "Park End Surgery", "Two practices in Camden ask to merge"
SECRET = "The landlord asks for ninety thousand pounds a year."
BEFORE, AFTER = date(2016, 4, 14), date(2016, 4, 22)


@pytest.fixture
def world(in_demo, settings):
    """North Central London as the demo loads it; the GP also advises Islington's CCG."""
    settings.COCOMM_CLOCK_DAY = BEFORE
    load_demo(say=lambda line: None, files=[NCL_JOINT])
    gp = Person.objects.get(name=GP)
    Position.objects.create(
        person=gp, ccg=CCG.objects.get(short_name="Islington"), title="Clinical adviser", starts_on=date(2016, 1, 1)
    )


def test_one_interest_from_the_register_to_the_minutes(
    page, new_context, watch, live_server, world, assert_accessible, expected_statuses, settings
):
    expected_statuses |= {403}
    look = Looked(assert_accessible, (WIDE,)).at
    base = live_server.url
    console = Secretary(page, look)
    hers = watch(new_context().new_page())

    she_declares_once(hers, base)
    it_stands_in_the_registers_of_two_ccgs(hers, base)
    item = the_merger_goes_on_the_agenda(page, base, look)
    the_forecast_says_who_is_out_and_who_could_mend_it(page, look)
    the_chair_rules_beforehand(watch(new_context().new_page()), base, item)
    she_asks_for_the_paper_by_every_way(hers, base, item)
    settings.COCOMM_CLOCK_DAY = AFTER
    the_committee_decides_without_her(console, base, item)
    she_asks_for_the_paper_by_every_way(hers, base, item)
    the_minutes_say_all_five_things(page, base, item, look)
    one_screen_tells_how_it_was_managed(page, base, item, look)


def she_declares_once(page, base):
    sign_in(page, base, GP)
    page.goto(f"{base}{reverse('my_declarations')}")
    page.get_by_role("button", name="Declare an interest").click()
    page.wait_for_load_state()
    page.get_by_label("What it is").fill("Partner (made up)")
    page.get_by_label("Financial: a partnership").check()
    page.get_by_label("Direct: your own").check()
    page.get_by_label("Find a practice or a provider").press_sequentially("keats")
    page.get_by_label(PRACTICE).check()
    began = page.get_by_role("group", name="When did it begin?")
    for part, number in (("Day", "1"), ("Month", "4"), ("Year", "2016")):
        began.get_by_label(part).fill(number)
    page.get_by_role("button", name="Declare", exact=True).click()
    page.get_by_role("heading", name=re.compile(PRACTICE)).wait_for()
    assert Interest.objects.filter(practices__name__icontains="keats").count() == 1


def it_stands_in_the_registers_of_two_ccgs(page, base):
    for name in ("Camden", "Islington"):
        page.goto(f"{base}{reverse('register_of_interests', args=[CCG.objects.get(short_name=name).ods_code])}")
        expect(page.locator("tr", has_text=PRACTICE)).to_contain_text(GP)


def the_merger_goes_on_the_agenda(page, base, look) -> AgendaItem:
    sign_in(page, base, SECRETARY)
    page.get_by_role("link", name="North Central London Joint Committee").first.click()
    meeting = AgendaItem.objects.get(meeting__date=date(2016, 4, 21), number="1").meeting
    page.goto(f"{base}{reverse('add_item', args=[meeting.pk])}")
    page.wait_for_load_state()
    look(page, "add an item")
    page.get_by_label("Title").fill(MERGER)
    page.get_by_label("What is being decided").select_option(label="General practice commissioning")
    page.get_by_label("Camden").check()
    for words, name in (("keats", PRACTICE), ("park end", PARTNER)):
        page.get_by_label("Find a practice or a provider").fill(words)
        page.get_by_role("button", name="Find").click()
        page.wait_for_load_state()
        page.get_by_label(name).check()
    page.get_by_label("The practices named are to merge").check()
    page.get_by_label("The motion").fill(f"Approve the merger of {PRACTICE} and {PARTNER}.")
    page.get_by_role("button", name="Put it on the agenda").click()
    page.get_by_role("heading", name="Possible conflicts of interest").wait_for()
    item = AgendaItem.objects.get(matter__title=MERGER)
    page.goto(f"{base}{reverse('add_paper', args=[meeting.pk, item.pk])}")
    look(page, "add a paper")
    page.get_by_label("Title").fill("The case for the merger")
    page.get_by_label("Text").fill(SECRET)
    page.get_by_role("button", name="Add the paper").click()
    page.wait_for_load_state()
    assert Paper.objects.filter(item=item).count() == 1
    page.goto(f"{base}{reverse('conflicts', args=[meeting.pk])}")
    return item


def the_forecast_says_who_is_out_and_who_could_mend_it(page, look):
    look(page, "possible conflicts")
    on = page.locator(f"section:has(h2:has-text('{MERGER}'))")
    expect(on).to_contain_text(f"One of NCL Joint Committee's eight voters is likely out ({GP}); not quorate")
    expect(on).to_contain_text("Who could mend it")
    expect(on).to_contain_text(f"{DEPUTY}, deputy of {GP}, could act as GP member for Camden CCG")
    expect(on).to_contain_text(f"{PRACTICE} is one of the practices that the matter concerns")


def the_chair_rules_beforehand(page, base, item):
    sign_in(page, base, CHAIR)
    page.goto(f"{base}{reverse('conflicts', args=[item.meeting_id])}")
    form = page.locator("form", has=page.get_by_role("heading", name=f"The ruling of {CHAIR} on item {item.number}"))
    form.get_by_label("Papers withheld and leaves").check()
    form.get_by_role("button", name="Record the ruling").click()
    page.get_by_text("papers withheld and leaves").first.wait_for()
    ruling = Ruling.objects.get(item=item)
    assert (ruling.papers, ruling.room, ruling.speaks, ruling.votes, ruling.quorum) == (
        False,
        "no",
        False,
        False,
        False,
    )


def she_asks_for_the_paper_by_every_way(page, base, item):
    paper = Paper.objects.get(item=item)
    answer = page.goto(f"{base}{reverse('paper', args=[paper.pk])}")
    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("does not get the papers of this item")
    assert page.goto(f"{base}{reverse('record', args=[item.meeting_id])}").status == 403
    for address in ("meeting", "minutes", "conflicts", "console", "follow", "home"):
        page.goto(f"{base}{reverse(address, args=[] if address == 'home' else [item.meeting_id])}")
        assert SECRET not in page.content()
        assert paper.title not in page.content(), address
    page.goto(f"{base}{reverse('meeting', args=[item.meeting_id])}")
    expect(page.locator("main")).to_contain_text("the ruling of Constance Abegunde is “papers withheld and leaves”")


def the_committee_decides_without_her(console, base, item):
    page = console.page
    page.goto(f"{base}{reverse('console', args=[item.meeting_id])}")
    page.get_by_role("button", name="Record who is here").click()
    console.said("recorded as here")
    page.goto(f"{base}{reverse('console', args=[item.meeting_id])}?item={item.pk}")
    page.get_by_role("button", name=re.compile("^Take ")).click()
    expect(console.heading).to_contain_text(MERGER)
    expect(console.seat(GP, "NCL Joint Committee")).to_contain_text("not in the room")
    expect(page.get_by_role("button", name="Agreed by all")).to_have_count(0)
    console.look(page, "not quorate without her")
    console.arrives(DEPUTY, "NCL Joint Committee")
    console.agreed_by_all()


def the_minutes_say_all_five_things(page, base, item, look):
    page.goto(f"{base}{reverse('minutes', args=[item.meeting_id])}")
    look(page, "minutes")
    told = page.locator("main")
    who = f"{GP} (NCL Joint Committee: GP member for Camden CCG) has a direct financial interest: Partner (made up)."
    why = f"From the register of interests. Why it is a conflict: {PRACTICE} is one of the practices that the matter"
    for words in (
        who,
        why,
        f"General practice commissioning, for Camden. For approval. Practices, as named on the day: {PRACTICE}",
        f"For NCL Joint Committee {CHAIR}, presiding, ruled on 14 April 2016",
        f"{GP} left on 22 April 2016",
        f"{GP} cast no vote ({DEPUTY} acted for the seat) and did not count to the quorum",
        f"{GP} got no papers of this item from the ruling on",
    ):
        expect(told).to_contain_text(words)


def one_screen_tells_how_it_was_managed(page, base, item, look):
    page.goto(f"{base}{reverse('managed', args=[item.resolutions.get().pk])}")
    look(page, "how it was managed")
    told = page.locator("main")
    for words in (
        GP,
        "Partner (made up)",
        CHAIR,
        "Withheld",
        "Left on 22 April 2016",
        "Cast no vote",
        "Did not count to the quorum",
    ):
        expect(told).to_contain_text(words)
