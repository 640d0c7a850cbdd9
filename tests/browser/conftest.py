"""A real Chromium for the tests in this folder: the machine's own, watched.

A test that takes `page` fails if the page logs an error, throws one, or asks another host for anything.
Every test here uses a real server and a transactional database.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

# Playwright's sync API keeps an event loop, in which Django would refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

TIMEOUT = 5000  # milliseconds, for anything that the page is asked to do
WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def chromium() -> str:
    """Return the path of the machine's Chromium. An error, never a skip, where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    pytest.fail("The browser tests need Chromium. Install it (Debian: apt-get install chromium).", pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chromium(), "args": QUIET + as_root}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    """Switch JavaScript off for one test with `@pytest.mark.browser_context_args(java_script_enabled=False)`."""
    return {"locale": "en-GB", "timezone_id": "Europe/London", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def expected_statuses() -> set[int]:
    """The error statuses that a test means to see (Chromium logs each as an error): `expected_statuses.add(403)`."""
    return set()


@pytest.fixture
def watch(live_server, expected_statuses: set[int]) -> Iterator[Callable[[Page], Page]]:
    """Watch a page from now on: `second = watch(browser.new_context().new_page())`. `page` is watched already."""
    here = urlsplit(live_server.url).netloc
    wrong: list[str] = []

    def note_console(message) -> None:
        if message.type == "error" and not any(f"status of {status} " in message.text for status in expected_statuses):
            wrong.append(f"console: {message.text} ({message.location.get('url')})")

    def note_request(request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.netloc != here:
            wrong.append(f"request to another host: {request.url}")

    def start(page: Page) -> Page:
        page.set_default_timeout(TIMEOUT)
        page.on("console", note_console)
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on("request", note_request)
        return page

    yield start
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(page: Page, watch: Callable[[Page], Page]) -> Page:
    return watch(page)


@pytest.fixture
def in_demo(demo_site) -> None:
    """The site as the demo: one-click sign-in is there."""


@pytest.fixture
def sign_in_as(live_server, client) -> Callable[[Page, object], None]:
    """Sign an account in without the sign-in page: `sign_in_as(page, account)`."""

    def sign_in(page: Page, account: object) -> None:
        client.force_login(account)
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])

    return sign_in


@pytest.fixture
def visit(live_server) -> Callable[[Page, str], None]:
    """Go to a path of the site: `visit(page, reverse("meetings"))`."""

    def go(page: Page, path: str) -> None:
        page.goto(f"{live_server.url}{path}")

    return go


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fail on any violation of WCAG 2.2 AA that axe finds on the page as it is now: `assert_accessible(page)`."""
    return _assert_accessible


def _assert_accessible(page: Page) -> None:
    options = {"runOnly": {"type": "tag", "values": WCAG_TAGS}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    lines = [
        f"{rule['id']} ({rule['help']}): {', '.join(str(n['html'])[:160] for n in rule['nodes'][:4])}" for rule in found
    ]
    assert not found, f"{page.url} is not accessible:\n" + "\n".join(lines)
