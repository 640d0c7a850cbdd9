"""Who in the room acts for NHS England on a decision, and who may break a tie. Reads only."""

from __future__ import annotations

from committees.rights.national import casting_vote_holder
from committees.rights.seats import acting, presiding
from committees.terms import CastingHolder, Represents
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.outcome import casting_open_to, question


def who_breaks_tie(record: Record, resolution: ResolutionFacts) -> int | None:
    """Who in the room may break a tie now: NHS England's member (or deputy), or whoever presides over the item."""
    room = record.room(resolution.sitting, resolution.item)
    if casting_open_to(resolution) == CastingHolder.NHS_ENGLAND:
        return casting_vote_holder(room, question(record, resolution.sitting, resolution.item, resolution))
    return presiding(room).person


def nhs_england_member(record: Record, sitting: SittingFacts, item: ItemFacts) -> int | None:
    """Who acts for NHS England's seat on this committee now, in the room."""
    room = record.room(sitting, item)
    people = (acting(seat, room).person for seat in room.seats if seat.represents == Represents.NHS_ENGLAND)
    return next((person for person in people if person is not None), None)
