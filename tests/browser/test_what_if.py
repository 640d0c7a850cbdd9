"""What if somebody is out? in a browser: with JavaScript at once, without it by a button; by keyboard; on a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from committees.models import Appointment, Person
from tests import world
from tests.committees.london import HANDOVER
from tests.world import FINANCE

FITS = "document.documentElement.scrollWidth <= window.innerWidth"
RULE = {
    "quorum_minimum": 3,
    "quorum_text": "Three, with the chief finance officer or a deputy, and a GP.",
    "quorum_slots": [
        {"label": "the chief finance officer or a deputy", "titles": ["chief finance officer"]},
        {"label": "a GP", "title_words": ["GP"]},
    ],
}


@pytest.fixture
def body(on_the_day):
    body = world.a_body("Merton", "08R", **RULE)
    deputy = Person.objects.create(name="Dee Deputy", made_up=True)
    chief = body.people[FINANCE]
    Appointment.objects.create(
        seat=body.seats[FINANCE], person=deputy, share="deputy", stands_for=chief, starts_on=HANDOVER
    )
    return body


@pytest.fixture
def opened(page, visit, sign_in_as, body):
    sign_in_as(page, world.an_account("reader"))
    visit(page, reverse("committee", args=[body.committee.pk]))
    page.get_by_role("link", name="What if somebody is out?").click()
    page.get_by_role("heading", name="What if somebody is out?").wait_for()
    page.wait_for_load_state()  # what follows every change is ready by then
    return page


def radio(page, name: str, where: str):
    """One of the three of a person; a deputy's legend names whom they stand for, so the name comes first."""
    return page.get_by_role("group", name=re.compile(f"^{name}")).get_by_label(where, exact=True)


def put(page, name: str, where: str):
    radio(page, name, where).check()


def test_the_answer_follows_at_once_and_the_address_with_it(opened, live_server):
    verdict = opened.get_by_role("status")
    expect(verdict).to_contain_text("9 voting members are here, and 3 needed.")
    put(opened, "Merton Chief finance officer", "In conflict")
    expect(verdict).to_contain_text("Not quorate")
    expect(verdict).to_contain_text("Missing: the chief finance officer or a deputy.")
    put(opened, "Dee Deputy", "Here")
    expect(verdict).to_contain_text("9 voting members are here")
    expect(opened.locator("#answer")).to_contain_text("The chief finance officer or a deputy: Dee Deputy.")
    sent = opened.url
    assert "=out" in sent
    opened.goto(sent)
    expect(opened.get_by_role("status")).to_contain_text("9 voting members are here")
    expect(radio(opened, "Merton Chief finance officer", "In conflict")).to_be_checked()


def test_by_keyboard_the_focus_stays_where_it_is(opened):
    here = radio(opened, "Merton GP member", "Here")
    here.focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.get_by_role("status")).to_contain_text("8 voting members are here")
    out = radio(opened, "Merton GP member", "In conflict")
    expect(out).to_be_focused()
    expect(out).to_be_checked()


def test_a_shortcut_fills_everything_in(opened):
    opened.get_by_role("link", name="All GPs out").click()
    expect(opened.get_by_role("status")).to_contain_text("Missing: a GP.")
    expect(radio(opened, "Merton Second GP member", "In conflict")).to_be_checked()
    opened.get_by_role("link", name="Everyone here").click()
    expect(opened.get_by_role("status")).to_contain_text("9 voting members are here")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_a_button_asks(opened):
    put(opened, "Merton GP member", "In conflict")
    put(opened, "Merton Second GP member", "Not here")
    expect(opened.get_by_role("status")).to_contain_text("9 voting members are here")
    opened.get_by_role("button", name="Is it quorate?").click()
    expect(opened.get_by_role("status")).to_contain_text("Missing: a GP.")
    expect(radio(opened, "Merton Second GP member", "Not here")).to_be_checked()
    opened.get_by_label("As at").fill("20 April 2016")
    opened.get_by_role("button", name="Show").click()
    expect(opened.get_by_text("as at 20 April 2016")).to_be_visible()
    expect(opened.get_by_role("status")).to_contain_text("Missing: a GP.")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_it_is_accessible_and_fits_the_screen(opened, assert_accessible, width):
    opened.set_viewport_size({"width": width, "height": 800})
    put(opened, "Merton Chief finance officer", "In conflict")
    expect(opened.get_by_role("status")).to_contain_text("Not quorate")
    assert_accessible(opened)
    assert opened.evaluate(FITS)
    opened.goto(f"{opened.url}&on=31+February+2016&q=1")
    assert_accessible(opened)
    assert opened.evaluate(FITS)


def test_what_has_the_focus_is_never_under_the_verdict(opened):
    """The verdict stays at the top while one goes through the people with the keyboard, backwards too."""
    opened.set_viewport_size({"width": 390, "height": 700})
    opened.get_by_role("button", name="Is it quorate?").focus()
    for _ in range(9):
        opened.keyboard.press("Shift+Tab")
        covered = opened.evaluate(
            """() => { const at = document.activeElement.getBoundingClientRect();
              const over = document.getElementById("verdict").getBoundingClientRect();
              return at.top < over.bottom && at.bottom > over.top; }"""
        )
        assert not covered
