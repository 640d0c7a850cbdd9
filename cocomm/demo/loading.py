"""Loading the demonstration: practices, London's levels, the meeting, and an administrator without any post."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from committees.actions import load_london_arrangements
from committees.files import FileRefused
from committees.models import Account, Meeting
from decisions.meeting_file.loading import digest_of, import_meeting_file
from practices.actions import load_london

DEMO_FILE = Path(__file__).parent / "south-west-london-2016-04-14.yaml"
ADMINISTRATOR = "admin"


def is_loaded() -> bool:
    """Whether this version of the demonstration is on record. One query."""
    return Meeting.objects.filter(imported_digest=digest_of(DEMO_FILE.read_bytes())).exists()


def load_demo(*, say: Callable[[str], None]) -> bool:
    """Load everything, or nothing if it is loaded already; whether anything was loaded. ``say`` is told each step."""
    if is_loaded():
        return False
    with transaction.atomic():
        say("Loading the GP practices of North Central and South West London and of City and Hackney")
        load_london()
        say("Loading the levels of the 32 London CCGs and the committees that the papers name")
        load_london_arrangements()
        say("Loading the demonstration's meeting: South West London, 14 April 2016")
        import_meeting_file(name=DEMO_FILE.name, content=DEMO_FILE.read_bytes())
        add_administrator()
    return True


def add_administrator() -> None:
    """An account for the Django admin. It has no seat and no post, so it can vote, veto and rule on nothing."""
    if Account.objects.filter(username=ADMINISTRATOR).exists():
        return
    Account.objects.create_superuser(
        ADMINISTRATOR,
        first_name="Administrator",
        demo_role="Administration: administrator (Django admin)",
        demo_order=80,
    )


__all__ = ["ADMINISTRATOR", "DEMO_FILE", "FileRefused", "add_administrator", "is_loaded", "load_demo"]
