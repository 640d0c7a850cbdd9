"""Loading the demonstration: practices, London's levels, the worlds, registers, routes, an administrator without a post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Exists

from cocomm.demo.registers import load_registers
from cocomm.demo.routes import load_routes
from cocomm.demo.surgeries import load_surgeries
from committees.actions import load_london_arrangements
from committees.files import FileRefused
from committees.models import Account, Guardianship, Meeting
from decisions.actions.effects import due, take_effect
from decisions.meeting_file.loading import digest_of, import_meeting_file
from practices.actions import load_london

HERE = Path(__file__).parent
#: The worlds, each a meeting file, in the order in which they are loaded: the first is the meeting ready to be run.
DEMO_FILE = HERE / "south-west-london-2016-04-14.yaml"
SWL_JOINT = HERE / "south-west-london-joint-committee-2016-01.yaml"
NCL_JOINT = HERE / "north-central-london-joint-committee-2016.yaml"
PUBLISHED = tuple(sorted((HERE / "published").glob("*.yaml")))
WORLDS = tuple(path for path in (DEMO_FILE, SWL_JOINT, NCL_JOINT, *PUBLISHED) if path.exists())

#: What is said while a world is loaded. A published meeting has no words of its own: they are told together.
STEPS = {
    DEMO_FILE.name: "the demonstration's meeting: South West London, 14 April 2016",
    SWL_JOINT.name: "the four recommendations to the South West London Joint Committee, January 2016",
    NCL_JOINT.name: "the North Central London Joint Committee, spring 2016",
}
ADMINISTRATOR = "admin"
#: The day on which the demonstration stands.
DEMO_DAY = date(2016, 4, 14)


def is_loaded(files: Sequence[Path] | None = None) -> bool:
    """Whether these versions of the worlds (all of them, where none are given) are on record. One query.

    With all of them, whether the registers are too: they are loaded in the same transaction.
    """
    files = files or WORLDS
    digests = {digest_of(path.read_bytes()) for path in files}
    rows = Meeting.objects.filter(imported_digest__in=digests)
    if with_registers(files):
        rows = rows.filter(Exists(Guardianship.objects.all()))
    return rows.order_by().values("imported_digest").distinct().count() == len(digests)


def with_registers(files: Sequence[Path]) -> bool:
    """Whether the registers come with these worlds: they tell of people of all of them."""
    return set(WORLDS) <= set(files)


def load_demo(*, say: Callable[[str], None], files: Sequence[Path] | None = None) -> bool:
    """Load everything, or nothing if it is loaded already; whether anything was loaded. ``say`` is told each step.

    ``files``: these worlds only, as tests need them.
    """
    files = files or WORLDS
    if is_loaded(files):
        return False
    with transaction.atomic():
        say("Loading the GP practices of North Central and South West London and of City and Hackney")
        load_london()
        load_surgeries()
        say("Loading the levels of the 32 London CCGs and the committees that the papers name")
        load_london_arrangements()
        told = set()
        for path in files:
            step = STEPS.get(path.name, "the published meetings of other CCGs, as examples of a record")
            if step not in told:
                say(f"Loading {step}")
                told.add(step)
            import_meeting_file(name=path.name, content=path.read_bytes())
        if with_registers(files):
            say("Loading the consultations, chair's action and officers' decisions between meetings")
            load_routes()
            say("Loading the registers of interests, of gifts and hospitality, and of breaches")
            load_registers()
            say("Loading the effects of what was decided, up to its day")
            for limb in due(DEMO_DAY):
                take_effect(limb, DEMO_DAY)
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


__all__ = ["ADMINISTRATOR", "DEMO_FILE", "WORLDS", "FileRefused", "add_administrator", "is_loaded", "load_demo"]
