"""Who leaves the room before an item is decided: asked to by the console, recorded by what decides."""

from __future__ import annotations

from committees.rights.conflicts import effects_on
from committees.terms import InRoom
from decisions.facts import ItemFacts, Record, SittingFacts


def leave_for_the_decision(record: Record, sitting: SittingFacts, item: ItemFacts) -> list[int]:
    """Those in the room who are ruled to be there for the discussion only, by a committee that decides on them."""
    room = record.room(sitting, item)
    out = [person for person in room.present if (e := effects_on(person, room)) and e.room == InRoom.DISCUSSION]
    return sorted(person for person in out if sitting in record.who_decide_on(item, person))
