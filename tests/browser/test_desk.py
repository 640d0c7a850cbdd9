"""NHS England's desk in the browser: seen at three sizes, by keyboard, with and without JavaScript."""

import re
from datetime import date

import pytest
from django.urls import reverse

from decisions import actions
from decisions.actions.outside.information import ask_information
from decisions.models import InformationAnswer, Veto
from tests import world
from tests.browser.running import NARROW, WIDE, fits
from tests.browser.test_reading import WITH_AND_WITHOUT_JAVASCRIPT

MIDDLE = {"width": 768, "height": 1024}


@pytest.fixture
def desk(room, cast):
    """A decision open to a veto for two working days, and a request for information."""
    cast.croydon.terms.veto_working_days = 2
    cast.croydon.terms.save()
    room.arrive()
    room.begin(room.items[0])
    decision = [room.decision("Croydon", room.items[0]).pk]
    actions.agree(actor=room.secretary, resolutions=decision)
    actions.announce(actor=room.secretary, resolutions=decision)
    matter = world.a_matter("The branch surgery", [cast.croydon.ccg], raised_by=cast.croydon.committee)
    ask_information(
        actor=room.secretary,
        committee=cast.croydon.committee.pk,
        matter=matter.pk,
        text="How many patients did it see?",
        due_on=date(2016, 4, 28),
    )
    return decision[0]


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_what_awaits_nhs_england_is_seen_and_answered(
    desk, cast, page, visit, sign_in_as, assert_accessible, expected_statuses, javascript
):
    expected_statuses.add(422)

    def look():
        for size in (NARROW, MIDDLE, WIDE):
            fits(page, size)
            if javascript == "on":  # what checks it is a script
                page.evaluate("scrollTo(0, 0)")
                assert_accessible(page)

    sign_in_as(page, cast.nhs_england)
    visit(page, reverse("home"))
    page.get_by_role("link", name="NHS England's desk").click()
    page.get_by_role("heading", name="Awaits us (2)").wait_for()
    page.get_by_text("2 working days left after today, until the end of 18 April 2016.").wait_for()
    look()
    page.get_by_role("link", name="Veto, or say we will not").focus()
    page.keyboard.press("Enter")
    veto = page.locator("form", has=page.get_by_role("button", name="Veto this decision"))
    veto.wait_for()
    look()
    veto.get_by_role("button", name="Veto this decision").click()
    page.get_by_text("Say why NHS England vetoes this decision").wait_for()
    look()
    veto.get_by_label("Reason").fill("Too dear.")
    veto.get_by_role("button", name="Veto this decision").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The veto is recorded.").wait_for()
    assert Veto.objects.get().reason == "Too dear."

    page.get_by_role("link", name=re.compile("^Answer")).click()
    answer = page.locator("form", has=page.get_by_role("button", name="Record the answer"))
    look()
    answer.get_by_label("NHS England's answer").fill("About four hundred.")
    answer.get_by_role("button", name="Record the answer").click()
    page.get_by_text("Nothing awaits NHS England now.").wait_for()
    assert InformationAnswer.objects.get().text == "About four hundred."
    page.get_by_label("What", exact=True).select_option("veto")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("Veto: Vetoed by NHS England. Reason: Too dear.").wait_for()
    look()
