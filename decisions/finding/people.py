"""Who is checked for conflicts: everybody who sits, and everybody who will be in the room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F

from committees.models import Appointment, Committee, Position, Post, Sitting
from committees.terms import Share
from decisions.finding.join import GPSeat
from decisions.models import AgendaItem, Attendance, ItemAppointment, Presenter
from practices.dated import covers


@dataclass(eq=False)
class There:
    """``people``: by item (key), who sits or will be in the room. ``seats``: by meeting, who holds which seat."""

    people: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[int, tuple[GPSeat, ...]] = field(default_factory=dict)


def people_of(items: Collection[AgendaItem]) -> There:
    """Of items with their meetings: members and deputies on the day, officers and others who declare for one of the
    committees, who runs its business, who has been in the room, and who presents the item. Eight queries at most."""
    meetings = {item.meeting_id: item.meeting.date for item in items}
    sits: dict[int, set[int]] = defaultdict(set)  # committee -> the meetings in which it sits
    for meeting, committee in Sitting.objects.filter(meeting__in=meetings).values_list("meeting_id", "committee_id"):
        sits[committee].add(meeting)
    of_meeting: dict[int, set[int]] = defaultdict(set)
    found = There(seats=_members(meetings, sits, of_meeting))
    for rows, person in (
        (Position.objects.filter(committee__in=sits), "person_id"),
        (Post.objects.filter(committee__in=sits, account__person__isnull=False), "account__person"),
    ):
        for committee, who, first, last in rows.values_list("committee_id", person, "starts_on", "ends_on"):
            for meeting in sits[committee]:
                if covers(first, last, meetings[meeting]):
                    of_meeting[meeting].add(who)
    been = Attendance.objects.filter(meeting__in=meetings).order_by().values_list("meeting_id", "person_id")
    for meeting, who in been.distinct():
        of_meeting[meeting].add(who)
    for item in items:
        found.people[item.pk] |= of_meeting[item.meeting_id]
    keys = [item.pk for item in items]
    for_one_item = ItemAppointment.objects.filter(item__in=keys).values_list("item_id", "appointment__person_id")
    for key, who in (*for_one_item, *Presenter.objects.filter(item__in=keys).values_list("item_id", "person_id")):
        found.people[key].add(who)
    return found


def _members(meetings, sits, of_meeting) -> dict[int, tuple[GPSeat, ...]]:
    """Everybody appointed on the day of each meeting, but for one item alone; put among its people."""
    rows = Appointment.objects.filter(seat__committee__in=sits).exclude(share=Share.SINGLE_ITEM.value)
    seats: dict[int, list[GPSeat]] = defaultdict(list)
    held = rows.annotate(committee=F("seat__committee"), title=F("seat__title"), code=F("seat__ccg__ods_code"))
    codes = _codes_of(sits)
    for row in held.order_by("pk"):
        for meeting in sits[row.committee]:
            if row.is_in_force_on(meetings[meeting]):
                of_meeting[meeting].add(row.person_id)
                ccgs = frozenset({row.code}) if row.code else codes[row.committee]
                seats[meeting].append(GPSeat(person=row.person_id, title=row.title, ccgs=ccgs))
    return defaultdict(tuple, {meeting: tuple(each) for meeting, each in seats.items()})


def seats_held(day: date, people: Collection[int]) -> tuple[GPSeat, ...]:
    """The seats that these people hold on a day, on whatever committee, but for one item alone. Two queries."""
    rows = Appointment.objects.filter(person__in=people).in_force_on(day).exclude(share=Share.SINGLE_ITEM.value)
    held = rows.annotate(committee=F("seat__committee"), title=F("seat__title"), code=F("seat__ccg__ods_code"))
    found = list(held.order_by("pk"))
    codes = _codes_of({row.committee for row in found})
    return tuple(
        GPSeat(
            person=row.person_id,
            title=row.title,
            ccgs=frozenset({row.code}) if row.code else codes[row.committee],
        )
        for row in found
    )


def _codes_of(committees: Collection[int]) -> dict[int, frozenset[str]]:
    """The CCGs (codes) of each committee. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    for committee, code in Committee.ccgs.through.objects.filter(committee__in=committees).values_list(
        "committee_id", "ccg__ods_code"
    ):
        found[committee].add(code)
    return defaultdict(frozenset, {committee: frozenset(each) for committee, each in found.items()})
