"""A decision that hangs on a condition, in the browser: put in the console, waited for, met on its page."""

import pytest
from django.urls import reverse

from decisions import actions
from decisions.conditions import Takes, hangs
from tests.browser.test_reading import WITH_AND_WITHOUT_JAVASCRIPT

NAME = "Croydon joint committee"


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_a_condition_is_put_waited_for_and_met(room, cast, page, visit, sign_in_as, assert_accessible, javascript):
    check = assert_accessible if javascript == "on" else lambda page: None  # what checks it is a script
    room.arrive()
    room.begin()
    sign_in_as(page, cast.secretary)
    visit(page, reverse("console", args=[room.meeting.pk]))
    page.get_by_text("Amend the motion").click()
    amend = page.locator('form[action*="/amend/"]')
    amend.get_by_label("Croydon", exact=True).uncheck()
    amend.get_by_label("Condition 1: what must be so").fill("A budget")
    amend.get_by_label("Who must see to it").first.fill(NAME)
    amend.get_by_label("Last day (dd/mm/yyyy)").first.fill("30/06/2016")
    check(page)
    amend.get_by_role("button", name="Put these words").click()
    page.get_by_text(f"A budget (the {NAME}, by 30 June 2016)").wait_for()

    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    decision = room.decision("Merton").pk
    visit(page, reverse("home"))
    page.get_by_role("link", name="What decisions wait for").click()
    page.get_by_role("heading", name="What decisions wait for", level=1).wait_for()
    check(page)
    page.locator(f'a[href="{reverse("decision_conditions", args=[decision])}"]').click()
    page.get_by_text(f"Carried, awaiting the {NAME}.").wait_for()
    page.get_by_text("Record what became of it").click()
    page.get_by_label("It was met").check()
    for part, number in (("Day", "14"), ("Month", "4"), ("Year", "2016")):
        page.get_by_label(part, exact=True).fill(number)
    check(page)
    page.get_by_role("button", name="Record").click()
    page.get_by_text("Carried, and in effect since 14 April 2016").wait_for()
    check(page)
    assert hangs(room.decision("Merton")).takes is Takes.EFFECT
