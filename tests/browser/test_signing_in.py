"""Signing in, in a real browser, with JavaScript and without."""

import pytest
from django.urls import reverse

from committees.models import Account

WITH_AND_WITHOUT_JAVASCRIPT = [
    pytest.param("on", id="with JavaScript"),
    pytest.param("off", id="without JavaScript", marks=pytest.mark.browser_context_args(java_script_enabled=False)),
]


@pytest.fixture
def chair():
    return Account.objects.create_user(
        "chair", "chair@example.org", "a long enough password", first_name="Cora", last_name="Chair",
        demo_role="Chairs: lay chair, Merton",
    )  # fmt: skip


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_one_signs_in_with_a_password_and_out_again(page, visit, chair, javascript):
    visit(page, "/")
    page.get_by_label("Username").fill("chair")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Cora Chair").first.wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_in_the_demo_one_press_signs_in(page, visit, in_demo, chair, javascript):
    visit(page, "/")
    page.get_by_text("the clock stands on 14 April 2016").wait_for()
    page.get_by_role("button", name="Cora Chair").click()
    page.get_by_role("button", name="Sign out").wait_for()


def test_a_mistake_is_summed_up_first_and_linked_to_its_field(page, visit, in_demo, chair, assert_accessible):
    visit(page, reverse("sign_in"))
    assert_accessible(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.title().startswith("Error: ")
    summary = page.get_by_role("alert")
    summary.get_by_role("link", name="Enter username").click()
    assert page.get_by_label("Username").evaluate("input => input === document.activeElement")
    assert_accessible(page)


@pytest.mark.parametrize("name", ["password_reset", "password_reset_done", "password_reset_complete"])
def test_the_pages_about_passwords_are_accessible(page, visit, name, assert_accessible):
    visit(page, reverse(name))
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(page, visit, in_demo, chair, sign_in_as, width):
    page.set_viewport_size({"width": width, "height": 800})
    visit(page, reverse("sign_in"))
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sign_in_as(page, chair)
    visit(page, "/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_missing_page_is_accessible_and_says_what_to_do(page, visit, expected_statuses, assert_accessible):
    expected_statuses.add(404)
    visit(page, "/nothing-here/")
    page.get_by_role("heading", name="There is nothing at this address").wait_for()
    assert_accessible(page)
