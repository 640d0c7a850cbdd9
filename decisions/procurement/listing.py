"""The decisions on one matter that stand, or might stand, in the register: for its page and for the sign-off."""

from __future__ import annotations

from datetime import date

from committees.kinds import KINDS
from decisions.models import Matter
from decisions.procurement.between import outside_entries_on
from decisions.procurement.entry import Entry
from decisions.procurement.in_meetings import entries_on


def entries_before(committee: int, matter: Matter, day: date) -> list[Entry]:
    """What a committee (key) decided on a matter, in meetings and between them, as it stands on a day.

    Nothing of other kinds of decision.
    """
    if not is_procurement(matter.kind):
        return []
    return [*entries_on(committee, matter.pk, day), *outside_entries_on(committee, matter.pk, day)]


def is_procurement(kind: str) -> bool:
    """Whether decisions of this kind (key) stand in the register."""
    found = KINDS.get(kind)
    return found is not None and found.procurement
