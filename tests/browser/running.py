"""The hands of a secretary in the browser: each step of the console by what is written on its buttons.

Every step waits for what the page says when it is done, so that the same hands work with JavaScript and without.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def fits(page: Page, size: dict[str, int]) -> None:
    """At this size nothing makes the page scroll sideways. (The menu takes a moment to fold after a change of size.)"""
    page.set_viewport_size(size)
    expect(page.locator("html"), f"{page.url} scrolls sideways").to_have_js_property("scrollWidth", size["width"])


def as_drawn_without_scripts(page: Page, reader: Page) -> Page:
    """The page as it stands, drawn again in ``reader``: the checker is a script, and this page runs none."""
    html = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.DOTALL)
    reader.set_viewport_size(page.viewport_size)
    reader.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
    reader.goto(page.url)
    reader.unroute_all()
    return reader


@dataclass
class Looked:
    """Looks at each kind of page once at these sizes: accessible, and no wider than the screen."""

    check: Callable[[Page], None]
    sizes: tuple[dict[str, int], ...] = (NARROW, WIDE)
    seen: set[str] = field(default_factory=set)

    def at(self, page: Page, kind: str) -> None:
        if kind in self.seen:
            return
        self.seen.add(kind)
        for size in self.sizes:
            fits(page, size)
            page.evaluate("scrollTo(0, 0)")  # what stays in sight while scrolling lies over what is below
            self.check(page)
        page.set_viewport_size(WIDE)


@dataclass
class Secretary:
    """Someone at the console. ``look(page, kind)`` is called at each step."""

    page: Page
    look: Callable[[Page, str], None]

    # Where one is

    @property
    def heading(self) -> Locator:
        return self.page.locator("#item-heading")

    @property
    def now(self) -> Locator:
        """What the console says is next."""
        return self.page.locator(".console-now")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def decide(self, name: str) -> None:
        """Press what decides. Whoever must leave for it is asked to first, and the button says that they have left."""
        self.page.get_by_role("button", name=re.compile(rf"^(They have left\. )?{re.escape(name)}$")).click()

    def open(self, name: str, where: Locator | None = None) -> None:
        """Open a folded line."""
        line = (where or self.page).locator("summary", has_text=name).first
        if line.evaluate("line => !line.parentElement.open"):
            line.click()

    def folded(self, name: str) -> Locator:
        return self.page.locator("details", has=self.page.locator("summary", has_text=name)).last

    def said(self, text: str | re.Pattern) -> None:
        """The banner says what was done."""
        expect(self.page.locator(".console-said").first).to_contain_text(text)

    # Who is here

    def roll_call(self, *, absent: str) -> None:
        expect(self.heading).to_have_text("Who is here?")
        self.look(self.page, "roll call")
        self.page.get_by_label(absent).first.uncheck()
        self.press("Record who is here")
        self.said("recorded as here")

    def seat(self, name: str, committee: str) -> Locator:
        """Someone's line in the people panel."""
        group = self.page.locator("details.console-committee", has=self.page.locator("summary", has_text=committee))
        if group.evaluate("group => !group.open"):
            group.locator("summary").click()
        return group.locator(".console-seat", has_text=name)

    def arrives(self, name: str, committee: str) -> None:
        self.moves("Arrived", name, committee)

    def moves(self, movement: str, name: str, committee: str) -> None:
        """ "Arrived", "Left" or "Back"."""
        button = re.compile(rf"^{movement}\s*: {re.escape(name)}$")
        self.seat(name, committee).get_by_role("button", name=button).click()
        self.said(f"{name}: ")

    # An item

    def take(self, number: int) -> None:
        """Take the first item, or the next one."""
        self.page.get_by_role("button", name=re.compile(rf"^(Take|Next:) item {number}$")).click()
        expect(self.heading).to_contain_text(re.compile(rf"^\s*{number} "))

    def noted(self) -> None:
        self.press("Noted by all")
        self.said("Announced")

    def agreed_by_all(self, *, announce: bool = True) -> None:
        """One press, and the result read out."""
        self.look(self.page, "ask whether anybody objects")
        self.decide("Agreed by all")
        expect(self.now.last).to_contain_text("Read out")
        if announce:
            self.announce()

    def announce(self) -> None:
        self.look(self.page, "read out")
        self.press("Announce the result")
        self.said("Announced")

    def dissent(self, votes: dict[str, str]) -> None:
        """Votes by name: everybody for, but for these."""
        self.page.get_by_role("button", name="Someone dissents").click()
        expect(self.now).to_contain_text("Those against")
        self.look(self.page, "votes by name")
        for name, choice in votes.items():
            self.ballot(name).get_by_label(choice, exact=True).check()
        self.decide("Record these votes")
        self.said("Votes recorded")

    def ballot(self, name: str) -> Locator:
        return self.page.locator("fieldset.console-ballot", has_text=name)

    def declares(self, who: str, nature: str) -> None:
        self.open("Declare an interest")
        form = self.folded("Declare an interest")
        form.get_by_label("Who").select_option(label=who)
        form.get_by_label("What the interest is").fill(nature)
        self.look(self.page, "declaration")
        form.get_by_role("button", name="Record the declaration").click()
        self.said("Interest declared")

    def rules(self, handling: str) -> None:
        self.look(self.page, "ruling")
        self.page.get_by_label(handling, exact=True).check()
        self.press("Record the ruling")
        self.said("Ruling recorded")

    def refused(self) -> Locator:
        """The refusal shown."""
        refusal = self.page.locator("#refusal [role=alert]")
        expect(refusal).to_be_visible()
        return refusal

    def casting_vote(self, name: str) -> None:
        """The tie of a committee is broken for the motion."""
        self.look(self.page, "tie")
        self.press(f"{name}: casting vote for")
        self.said("Recorded")

    def agreement(self) -> None:
        """NHS England says that it agrees."""
        self.look(self.page, "agreement of NHS England")
        self.press("NHS England agrees")
        self.said("NHS England's answer is recorded")

    def correction(self, committee: str, seat: re.Pattern, choice: str, why: str) -> Locator:
        """The form that puts a vote right, filled in and not yet sent: its button."""
        self.open("Put a vote right")
        form = self.page.locator("form", has=self.page.get_by_role("heading", name=committee, exact=True))
        which = form.get_by_label("Whose vote")
        label = next(words for words in which.locator("option").all_text_contents() if seat.search(words))
        which.select_option(label=label)
        form.get_by_label("Should be").select_option(label=choice)
        form.get_by_label("Why").fill(why)
        self.look(self.page, "correction")
        return form.get_by_role("button", name="Correct this vote")

    def defer(self, to: str, why: str) -> None:
        self.open("Defer this item")
        form = self.folded("Defer this item")
        which = form.get_by_label("To the meeting")
        label = next(words for words in which.locator("option").all_text_contents() if to in words)
        which.select_option(label=label)
        form.get_by_label("Why", exact=True).fill(why)
        self.look(self.page, "deferral")
        form.get_by_role("button", name="Defer", exact=True).click()
        self.said("Deferred")

    def close(self) -> None:
        expect(self.heading).to_have_text("Every item has been taken")
        self.look(self.page, "closing")
        self.now.get_by_role("button", name="Close the meeting").click()
        expect(self.heading).to_have_text("The meeting is closed")
        self.look(self.page, "closed")

    def result(self, sentence: str) -> None:
        """A committee's result stands on the page in exactly these words."""
        expect(self.page.locator(".console-result", has_text=sentence).first).to_be_visible()


def sign_in(page: Page, base: str, name: str) -> None:
    """One press on the sign-in page of the demo."""
    page.goto(f"{base}/")
    if page.get_by_role("button", name="Sign out").count():
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
