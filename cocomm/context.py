"""What every template may use besides what its view gives it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

NAVIGATION = [
    ("home", "Home"),
    ("meetings", "Meetings"),
    ("who_decides", "Who decides?"),
    ("committees", "Committees"),
    ("practices", "Practices"),
]


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `demo` (bool), `clock_day` (a date, or None for the real day) and `navigation`.

    navigation: a list of dicts with `address`, `text` and `current` (None, "page" or "section").
    """
    return {
        "demo": settings.COCOMM_DEMO,
        "clock_day": settings.COCOMM_CLOCK_DAY,
        "navigation": _navigation(getattr(request, "path", "")),
    }


def _navigation(path: str) -> list[dict[str, str | None]]:
    entries: list[dict[str, str | None]] = []
    for name, text in NAVIGATION:
        try:
            address = reverse(name)
        except NoReverseMatch:  # a page that is not built yet has no entry
            continue
        within = address != "/" and path.startswith(address)
        current = "page" if path == address else "section" if within else None
        entries.append({"address": address, "text": text, "current": current})
    return entries
