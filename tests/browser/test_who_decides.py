"""Who decides?, the committees and the admin in a browser: no violation, no error, on a phone and a big screen."""

from itertools import product

import pytest
from django.urls import reverse

from committees import models
from tests import world
from tests.committees.london import CROYDON, croydon

WIDTHS = (390, 768, 1280)
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
WIDE = """[...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
  .map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 5)"""
ADMIN = (
    models.Arrangement, models.Committee, models.Remit, models.TermsOfReference, models.Seat, models.Appointment,
    models.Person, models.Position, models.Guardianship, models.Post, models.Account, models.Meeting, models.Sitting,
)  # fmt: skip


@pytest.fixture
def addresses(on_the_day) -> list[str]:
    croydon()
    committee = models.Committee.objects.get()
    asked = f"?function=gp_commissioning&ccg={CROYDON}&on=14+April+2016"
    return [
        reverse("who_decides"),
        reverse("who_decides") + asked,
        reverse("who_decides") + "?function=parking&ccg=ZZZ&on=31+February+2016",
        reverse("who_decides_ccg", args=[CROYDON]),
        reverse("who_decides_function", args=["budget"]) + "?on=31+March+2016&against=1+April+2016",
        reverse("who_decides_timeline", args=[CROYDON]),
        reverse("committees"),
        reverse("committee", args=[committee.pk]),
    ]


def test_every_page_is_accessible_and_fits_the_screen(page, visit, sign_in_as, assert_accessible, addresses):
    sign_in_as(page, world.an_account("reader"))
    for width, address in product(WIDTHS, addresses):
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, address)
        if width in (WIDTHS[0], WIDTHS[-1]):
            assert_accessible(page)
        assert page.evaluate(FITS), f"{address} at {width}: {page.evaluate(WIDE)}"


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_the_question_is_asked_and_answered_without_javascript(page, visit, sign_in_as, addresses):
    sign_in_as(page, world.an_account("reader"))
    visit(page, addresses[0])
    page.get_by_label("What is decided").select_option("incentive_schemes")
    page.get_by_label("For", exact=True).select_option(CROYDON)
    page.get_by_label("On", exact=True).fill("14/4/2016")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("heading", name="The Croydon Joint Committee decides, with NHS England.").wait_for()
    page.get_by_role("link", name="Timeline for Croydon").click()
    page.get_by_role("img", name="Level:").wait_for()


def test_the_admin_keeps_to_the_content_security_policy(page, visit, sign_in_as, on_the_day):
    """`page` fails on any error of the console: a style or script that the policy refuses is one."""
    body = world.a_body("Merton", "08R")
    sign_in_as(page, world.an_account("administrator", is_superuser=True, is_staff=True))
    visit(page, reverse("admin:index"))
    for model in ADMIN:
        visit(page, reverse(f"admin:committees_{model._meta.model_name}_add"))
        visit(page, reverse(f"admin:committees_{model._meta.model_name}_changelist"))
    visit(page, reverse("admin:committees_committee_change", args=[body.committee.pk]))
    visit(page, reverse("admin:committees_committee_history", args=[body.committee.pk]))
    visit(page, reverse("admin:decisions_matter_add"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Please correct the errors below.").wait_for()
