"""The registers in a browser: anybody finds one, searches it and takes it away; on a phone its rows are cards."""

import pytest
from django.urls import reverse

from tests.committees import declared
from tests.world import GP

WITH_AND_WITHOUT_JAVASCRIPT = [
    pytest.param("on", id="with JavaScript"),
    pytest.param("off", id="without JavaScript", marks=pytest.mark.browser_context_args(java_script_enabled=False)),
]
INTERESTS = reverse("register_of_interests", args=["08R"])


@pytest.fixture
def merton(cast):
    """Merton's register: a partner, a trustee whose details are left out, a GP who left nothing out."""
    guardian = declared.a_guardian(cast.merton.ccg)
    surgery = declared.a_practice("The Mitcham Surgery", "H85999")
    declared.an_interest(
        cast.merton.people[GP], "Partner in the practice, with a share of its premises", practices=[surgery]
    )
    secret = declared.an_interest(cast.merton.people[0], "Trustee", organisation="A refuge")
    declared.left_out(secret, guardian, details=True)
    return cast.merton


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT_JAVASCRIPT)
def test_somebody_who_is_not_signed_in_finds_a_register_searches_it_and_takes_it_away(merton, page, visit, javascript):
    visit(page, reverse("registers"))
    page.get_by_role("textbox", name="CCG or joint committee").fill("merton")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Interests of NHS Merton CCG").click()
    page.get_by_role("heading", name="Register of interests").wait_for()
    assert page.get_by_text("Details withheld by the conflicts of interest guardian").count() == 1
    page.get_by_role("textbox", name="Search").fill("mitcham")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("1 entry of 2").wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="PDF, accessible").click()
    assert downloading.value.suggested_filename == "register-of-interests-nhs-merton-ccg-as-at-14-april-2016.pdf"


def test_the_registers_are_accessible_to_all_and_to_who_keeps_them(
    merton, cast, page, visit, sign_in_as, assert_accessible
):
    for address in (reverse("registers"), INTERESTS, f"{INTERESTS}?on=yesterday"):
        visit(page, address)
        assert_accessible(page)
    sign_in_as(page, cast.secretary)
    visit(page, f"{INTERESTS}?view=private")
    page.get_by_text("left out of the published register", exact=True).wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_register_is_no_wider_than_the_screen(merton, page, visit, width):
    page.set_viewport_size({"width": width, "height": 900})
    for address in (reverse("registers"), INTERESTS):
        visit(page, address)
        page.locator("main").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_on_a_phone_an_entry_is_a_card_that_names_what_it_says(merton, page, visit):
    page.set_viewport_size({"width": 390, "height": 900})
    visit(page, f"{INTERESTS}?q=mitcham")
    row = page.locator("tbody tr")
    assert row.locator("td:visible").all_inner_texts() == [
        "Organisation\nThe Mitcham Surgery (H85999)",
        "Type\nFinancial",
        "Direct or indirect\nDirect",
        "Nature\nPartner in the practice, with a share of its premises\nDeclared on 1 April 2015",
        "From\n1 April 2015",
    ]
