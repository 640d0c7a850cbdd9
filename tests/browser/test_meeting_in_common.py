"""The demonstration's meeting, run in a real browser from arrival to the last extract, through the pages only.

Six committees of South West London sit in common on 14 April 2016, five at level 3 and Croydon's at level 2. The same
is done with JavaScript and without it, and every kind of page met is looked at for accessibility.
"""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cocomm.demo.loading import DEMO_FILE, load_demo
from decisions.models import Resolution
from tests.browser.running import NARROW, WIDE, Looked, Secretary, as_drawn_without_scripts, sign_in

WITH_AND_WITHOUT_JAVASCRIPT = [
    pytest.param("on", id="with JavaScript"),
    pytest.param("off", id="without JavaScript", marks=pytest.mark.browser_context_args(java_script_enabled=False)),
]
COMMITTEES = ["Croydon", "Kingston", "Merton", "Richmond", "Sutton", "Wandsworth"]
SECRETARY, OFFICER, GP, LATE = "Frances Oyelaran", "Helena Brockhurst", "Dr Nadia Fellowes-Khan", "Sunil Partridge"
SURGERY = "Partner in Grand Drive Surgery, which asks to close its branch."
NO_MONEY = "The cost of the service is not in the region's budget."
ON_APMS = {  # item 6, as announced
    "Croydon": "Croydon: three votes to three; NHS England's casting vote is for the motion; agreed.",
    "Kingston": "Kingston: agreed by all.",
    "Merton": "Merton: agreed, five votes to one.",
    "Richmond": "Richmond: agreed, four votes to none, with one abstention.",
    "Sutton": "Sutton: not agreed, two votes to four.",
    "Wandsworth": "Wandsworth: agreed by all.",
}
AGAINST_APMS = [
    "Solomon Threlfall",
    "Nathaniel Grubb",
    "Dr Oluwaseun Pargeter",
    "Anselm Birtwhistle",
    "Harriet Zielinsky",
]
SUTTON_AGAINST = ["Geraldine Mpofu-Lister", "Barnaby Suleiman", "Temperance Oakeshott", "Dr Rufus Vandersteen"]


@pytest.fixture
def demo(in_demo, db):
    """The demonstration's meeting, loaded as `make run` loads it (the other worlds play no part in it)."""
    load_demo(say=lambda line: None, files=[DEMO_FILE])


@pytest.fixture
def looked(browser, assert_accessible, request):
    """Looks at each kind of page. Without JavaScript the pages are the same: once, on a phone, is enough there."""
    if request.getfixturevalue("javascript") == "on":
        return Looked(assert_accessible, (NARROW, WIDE))
    reader = browser.new_context().new_page()
    return Looked(lambda page: assert_accessible(as_drawn_without_scripts(page, reader)), (NARROW,))


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_six_committees_meet_in_common_from_arrival_to_extracts(
    page, new_context, watch, live_server, demo, looked, expected_statuses, javascript
):
    expected_statuses |= {403, 404, 422}  # what this meeting means to be refused
    console = Secretary(page, looked.at)

    def device():  # a tab of the same browser in the background would be drawn late
        return watch(new_context().new_page())

    the_secretary_opens_the_console(console, live_server.url)
    everybody_but_one_arrives(console)
    items_agreed_by_all(console)
    national_agreement_to_the_incentive_scheme(console)
    a_gp_with_an_interest_leaves_for_item_5(console)
    votes_by_name_on_item_6(console, Secretary(device(), looked.at), live_server.url)
    item_7_carried_in_all(console)
    elsewhere = device()
    nhs_england_vetoes_croydon_and_not_merton(console, elsewhere, live_server.url)
    the_rest_of_the_agenda(console, elsewhere, live_server.url)
    console.close()
    six_extracts_each_with_its_own_decisions(console)
    what_each_kind_of_person_finds(elsewhere, live_server.url, looked)


def the_secretary_opens_the_console(console, base):
    page = console.page
    page.goto(base)
    console.look(page, "sign-in")
    sign_in(page, base, SECRETARY)
    console.look(page, "home of the secretary")
    page.get_by_role("link", name="Meetings").first.click()
    console.look(page, "meetings")
    page.locator("main").get_by_role("link", name=re.compile("14 April 2016|South West London")).first.click()
    console.look(page, "meeting before")
    page.get_by_role("button", name="Open the console").click()


def everybody_but_one_arrives(console):
    console.roll_call(absent=LATE)
    expect(console.page.locator(".console-quorum summary")).to_contain_text("All 6 quorate")
    console.look(console.page, "before the first item")


def items_agreed_by_all(console):
    console.take(1)
    console.look(console.page, "noting")
    console.noted()
    console.look(console.page, "next item")
    expect(console.seat(LATE, "Merton")).to_contain_text("not in the room")
    console.arrives(LATE, "Merton")
    expect(console.seat(LATE, "Merton")).to_contain_text(", in the room")
    for number in (2, 3):
        console.take(number)
        console.agreed_by_all()
        for name in COMMITTEES:
            console.result(f"{name}: agreed by all.")


def national_agreement_to_the_incentive_scheme(console):
    """The registers show that every GP is concerned: their chairs rule on all of them in one press."""
    console.take(4)
    expect(console.page.locator(".console-declared")).to_contain_text("declared from the register")
    console.rules("leaves for the decision")
    console.agreed_by_all(announce=False)
    console.agreement()
    console.announce()
    console.result("Croydon: agreed by all, the GP member having left; NHS England agrees.")


def a_gp_with_an_interest_leaves_for_item_5(console):
    """What the register shows of her is declared when the item is taken; she says it herself as well."""
    console.take(5)
    expect(console.page.locator(".console-declared")).to_contain_text(f"{GP}: Partner in Grand Drive Surgery")
    console.declares(f"{GP}, GP member", SURGERY)
    console.rules("leaves for the item")
    expect(console.seat(GP, "Merton")).to_contain_text("out of the vote on item 5")
    expect(console.seat(GP, "Merton")).to_contain_text("not in the room")
    console.look(console.page, "after a ruling")
    console.agreed_by_all()
    console.result("Merton: agreed by all, the GP member having left.")
    console.result("Sutton: agreed by all.")

    console.page.get_by_role("button", name="Someone dissents").click()
    out = console.page.locator(".console-cannot li", has_text=GP)
    expect(out).to_contain_text("Merton")
    expect(out).to_contain_text("leaves for the item")
    assert console.ballot(GP).count() == 0
    for name in ("Olive Tamworth", "Desmond Quillfeather", "Callum Okonjo-Webb", *SUTTON_AGAINST[:3]):
        console.ballot(name).get_by_label("against", exact=True).check()
    console.press("Record these votes")
    console.announce()
    console.result("Merton: not agreed, two votes to three, the GP member having left.")
    console.result("Sutton: not agreed, two votes to four.")


def votes_by_name_on_item_6(console, second_device, base):
    console.take(6)
    expect(console.seat(GP, "Merton")).to_contain_text(", in the room")
    console.dissent({
        **dict.fromkeys([*AGAINST_APMS, *SUTTON_AGAINST], "against"),
        "Zainab Thackeray": "abstained",
    })  # fmt: skip
    console.casting_vote("Croydon")
    console.correction("Wandsworth", re.compile("Zielinsky"), "for", "Misheard: the vice-chair voted for.").click()
    console.said("The vote is corrected")
    sign_in(second_device.page, base, SECRETARY)
    second_device.page.goto(console.page.url)
    too_late = second_device.correction("Kingston", re.compile("Featherstonhaugh"), "against", "On second thoughts.")
    console.announce()
    for sentence in ON_APMS.values():
        console.result(sentence)
    too_late.click()
    expect(second_device.refused()).to_contain_text("only a new decision can change it")
    console.look(second_device.page, "refusal")
    second_device.page.context.close()


def item_7_carried_in_all(console):
    console.take(7)
    console.agreed_by_all()
    for name in COMMITTEES:
        console.result(f"{name}: agreed by all.")


def decision_on_item_7(name):
    """The address of NHS England's page for a committee's decision (looked up, since no page leads to a refusal)."""
    decision = Resolution.objects.get(item__number="7", sitting__committee__short_name=name)
    return reverse("veto", args=[decision.pk])


def nhs_england_vetoes_croydon_and_not_merton(console, page, base):
    page.goto(f"{base}{decision_on_item_7('Merton')}")
    sign_in(page, base, OFFICER)
    console.look(page, "home of NHS England")
    page.goto(f"{base}{decision_on_item_7('Merton')}")
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("level 3")
    expect(refusal).to_contain_text("North Central London")
    console.look(page, "refused veto")
    page.goto(f"{base}/")
    mine = page.locator(".app-power", has_text="Croydon").filter(has_text="shared commissioning support")
    mine.get_by_role("link", name=re.compile("^Act on this")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("NHS England's desk")
    expect(page.locator("main")).to_contain_text("Croydon: agreed by all.")
    console.look(page, "veto")
    form = page.locator("form", has=page.get_by_role("button", name="Veto this decision"))
    form.get_by_role("button", name="Veto this decision").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why NHS England vetoes")
    console.look(page, "veto without a reason")
    form.get_by_label("Reason").fill(NO_MONEY)
    form.get_by_role("button", name="Veto this decision").click()
    expect(page.get_by_text("The veto is recorded.")).to_be_visible()


def the_rest_of_the_agenda(console, elsewhere, base):
    number = re.search(r"/meetings/(\d+)/", console.page.url).group(1)
    console.take(8)
    console.agreed_by_all()
    console.result("Merton: recommended by all.")
    elsewhere.goto(f"{base}{reverse('projector', args=[number])}")
    expect(elsewhere.get_by_text("Merton: recommended by all.")).to_be_visible()
    console.look(elsewhere, "projector")
    elsewhere.goto(f"{base}{reverse('follow', args=[number])}")
    console.look(elsewhere, "follow page")
    console.take(9)
    console.defer("12 May 2016", "The boroughs are to send their pharmacies' hours.")
    console.take(10)
    console.noted()
    console.take(11)
    elsewhere.goto(f"{base}{reverse('projector', args=[number])}")
    console.look(elsewhere, "projector in private")
    console.agreed_by_all()
    console.result("Wandsworth: agreed by all.")
    console.press("Finish item 11")


def six_extracts_each_with_its_own_decisions(console):
    page = console.page
    page.get_by_role("button", name="Read the minutes").click()
    console.look(page, "minutes")
    whole = page.locator("article")
    for sentence in ON_APMS.values():
        expect(whole).to_contain_text(sentence)
    seals = set()
    for name in COMMITTEES:
        page.get_by_role("navigation", name="Extracts").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        console.look(page, "extract of the minutes")
        extract = page.locator("article").inner_text()
        for other, sentence in ON_APMS.items():
            assert (sentence in extract) == (other == name)
            assert other == name or f"{other}: " not in extract.partition("Items")[2]
        assert (NO_MONEY in extract) == (name == "Croydon")
        assert (SURGERY in extract) == (name == "Merton")
        assert ("Misheard" in extract) == (name == "Wandsworth")
        assert "12 May 2016" in extract
        seal = page.locator(".app-seals code").first.inner_text().replace(" ", "")
        assert re.fullmatch("[0-9a-f]{64}", seal)
        seals.add(seal)
    assert len(seals) == len(COMMITTEES)


def what_each_kind_of_person_finds(page, base, looked):
    for name in (
        OFFICER, "Olive Tamworth", "Beatrix Odunsi", GP, "Priya Ramsbottom", LATE, "Administrator", "Robin Elsewhere"
    ):  # fmt: skip
        sign_in(page, base, name)
        looked.at(page, f"home afterwards: {name}")
    for link, one_of_them in (
        ("Who decides?", "Merton"),
        ("Committees", re.compile("^Merton Primary Care")),
        ("Practices", re.compile("Surgery", re.I)),
        ("Meetings", re.compile("14 April 2016|South West London")),
    ):
        page.get_by_role("navigation", name="Menu").get_by_role("link", name=link).click()
        looked.at(page, link)
        page.locator("main").get_by_role("link", name=one_of_them).first.click()
        looked.at(page, f"{link}: one of them")
    page.get_by_role("link", name="Changes to PMS contracts").first.click()
    expect(page.get_by_text("Auckland Surgery (Croydon)")).to_be_visible()
    looked.at(page, "paper")
    page.goto(f"{base}/meetings/999999/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    looked.at(page, "nothing there")
