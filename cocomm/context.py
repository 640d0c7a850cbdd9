"""What every template may use besides what its view gives it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import NoReverseMatch, reverse

from practices.clock import demo_day

NAVIGATION = [
    ("home", "Home"),
    ("meetings", "Meetings"),
    ("who_decides", "Who decides?"),
    ("committees", "Committees"),
    ("practices", "Practices"),
    ("registers", "Registers"),
    ("my_declarations", "My declarations"),
]


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `demo` (bool), `clock_day` (a date, or None for the real day), `home_address` and `navigation`.

    navigation: a list of dicts with `address`, `text` and `current` (None, "page" or "section").
    """
    return {
        "demo": settings.COCOMM_DEMO,
        "upload_limit": filesizeformat(settings.COCOMM_UPLOAD_MAX_BYTES),
        "clock_day": demo_day(),
        "navigation": _navigation(getattr(request, "path", "")),
        "home_address": _address("home") or "/",
    }


def _navigation(path: str) -> list[dict[str, str | None]]:
    entries: list[dict[str, str | None]] = []
    for name, text in NAVIGATION:
        address = _address(name)
        if not address:
            continue
        within = address != "/" and path.startswith(address)
        current = "page" if path == address else "section" if within else None
        entries.append({"address": address, "text": text, "current": current})
    return entries


def _address(name: str) -> str | None:
    """Return a page's address, or None while that page is not built."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
