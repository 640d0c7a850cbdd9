"""Who was invited to hold a seat for one item only, from where, by whom and what for. Two queries at most."""

from __future__ import annotations

from collections import defaultdict

from committees.models import Appointment
from committees.rights.words import listed, lower_first
from decisions.facts import Record
from decisions.minutes.shapes import Invited
from decisions.minutes.words import stop
from decisions.models import ItemAppointment


def invited(record: Record) -> dict[int, tuple[Invited, ...]]:
    """By item."""
    single = {a.id for s in record.sittings.values() for a in s.appointments if a.item is not None}
    if not single:
        return {}
    rows = ItemAppointment.objects.filter(appointment__in=single).select_related(
        "appointment__person", "appointment__seat__committee", "invited_by"
    )
    rows = list(rows.order_by("pk"))
    homes = _homes(record, {row.appointment.person_id for row in rows}, single)
    found: dict[int, list[Invited]] = defaultdict(list)
    for row in rows:
        seat = row.appointment.seat
        found[row.item_id].append(Invited(seat.committee_id, _sentence(row, homes.get(row.appointment.person_id, ()))))
    return {item: tuple(each) for item, each in found.items()}


def _homes(record: Record, people: set[int], single: set[int]) -> dict[int, list[str]]:
    """On which other committees they sit that day."""
    rows = Appointment.objects.filter(person__in=people).exclude(pk__in=single).in_force_on(record.day)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.select_related("seat__committee").order_by("seat__committee__short_name", "pk"):
        if row.seat.committee.short_name not in found[row.person_id]:
            found[row.person_id].append(row.seat.committee.short_name)
    return found


def _sentence(row: ItemAppointment, homes) -> str:
    """Dr B Khan of Croydon was invited for this item by Ann Author, presiding, as GP member of Merton: why."""
    person, seat = row.appointment.person, row.appointment.seat
    of = f" of {listed(homes)}" if homes else ""
    by = f" by {row.invited_by}, presiding," if row.invited_by else ""
    why = f": {stop(row.why)}" if row.why.strip() else "."
    return (
        f"{person}{of} was invited for this item{by} as {lower_first(seat.title)} of {seat.committee.short_name}{why}"
    )
