"""What is due for a secretary: papers, agendas, meetings not closed, minutes, declarations for the registers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from committees.models import Meeting, TermsOfReference
from committees.powers import Actor
from committees.registers.due import BodyDue, overdue_by_body
from committees.terms import MatchState, Purpose
from decisions.home.between import OpenBetween, open_between
from decisions.home.courses import CourseDue, course_due
from decisions.home.held import HeldDecision, held_decisions
from decisions.home.meetings import ComingMeeting
from decisions.models import AgendaItem, Announcement, Match
from decisions.outside.informed import InformationTold, told
from decisions.procurement.waiting import ToSignOff, to_sign_off
from decisions.returned import WaitsForAgenda, waiting_for_agenda
from decisions.working_days import england_holidays, working_days_before

SHOWN = 5
#: An item for information can do without a paper; one on which something is asked cannot, unless what was decided between
#: meetings stands on the agenda itself.
NEEDS_A_PAPER = (Purpose.APPROVAL, Purpose.DISCUSSION, Purpose.RATIFICATION)


@dataclass(frozen=True)
class PapersDue:
    """A meeting to come whose papers are not all there. ``due_on``: by the strictest terms of those who sit."""

    meeting: Meeting
    due_on: date | None
    overdue: bool
    no_agenda: bool
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True)
class Desk:
    """``not_closed``: past meetings in which a committee's sitting is still open; ``minutes``: closed ones.

    ``taken_back``: results taken back to put the record right, and not announced anew. ``declarations``: the bodies
    whose registers are looked after here, with how many people's entries are overdue; those where any is. ``matches``:
    meetings to come on whose agendas the registers show conflicts that nobody has looked through, and how many.
    ``waits``: decisions that NHS England vetoed, and that no agenda has yet. ``asked``: requests to NHS England for
    information that are overdue, or were answered lately; the latter are news and no duty. ``between``: consent and
    advice asked for between meetings. ``courses``: what is due in the course of matters. ``sign_off``: what
    can be signed off for the register of procurement decisions. ``held``: decisions that cannot take effect.
    """

    papers: tuple[PapersDue, ...]
    not_closed: tuple[Meeting, ...]
    minutes: tuple[Meeting, ...]
    taken_back: tuple[Announcement, ...] = ()
    declarations: tuple[BodyDue, ...] = ()
    matches: tuple[tuple[Meeting, int], ...] = ()
    waits: tuple[WaitsForAgenda, ...] = ()
    asked: tuple[InformationTold, ...] = ()
    between: tuple[OpenBetween, ...] = ()
    courses: tuple[CourseDue, ...] = ()
    sign_off: tuple[ToSignOff, ...] = ()
    held: tuple[HeldDecision, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing is due; minutes of closed meetings are no duty, and are shown all the same."""
        due = (self.papers, self.not_closed, self.taken_back, self.declarations, self.matches, self.waits, self.asked)
        return not any((*due, self.between, self.courses, self.sign_off, self.held, self.minutes))


def desk(actor: Actor, today: date, committees: Collection[int], coming: list[ComingMeeting]) -> Desk:
    """What is due for the secretary of these committees. At most fifty-four queries, and 25 where a decision is held."""
    run = [meeting for meeting in coming if meeting.may_run and not meeting.closed]
    ours = Meeting.objects.filter(sittings__committee__in=committees)
    held = ours.filter(date__lte=today)
    open_still = held.filter(date__lt=today, sittings__committee__in=committees, sittings__closed__isnull=True)
    closed = held.filter(sittings__committee__in=committees, sittings__closed__isnull=False)
    return Desk(
        papers=tuple(_papers_due(today, committees, run)),
        not_closed=tuple(open_still.distinct().order_by("-date", "-starts_at")[:SHOWN]),
        minutes=tuple(closed.distinct().order_by("-date", "-starts_at")[:SHOWN]),
        taken_back=tuple(_taken_back(committees)),
        declarations=tuple(overdue_by_body(committees, today)),
        matches=tuple(_matches(run)),
        waits=tuple(waiting_for_agenda(actor, committees)),
        asked=tuple(told(committees, today)),
        between=tuple(open_between(committees, today)),
        sign_off=tuple(to_sign_off(committees, today)),
        held=tuple(held_decisions(committees, today)),
        courses=tuple(course_due(committees, today)),
    )


def _matches(meetings: list[ComingMeeting]) -> Iterator[tuple[Meeting, int]]:
    found = Match.objects.filter(item__meeting__in=[each.row.pk for each in meetings], state=MatchState.FOUND.value)
    counts = dict(found.order_by().values_list("item__meeting").annotate(Count("pk")))
    for each in meetings:
        if each.row.pk in counts:
            yield each.row, counts[each.row.pk]


def _taken_back(committees: Collection[int]) -> QuerySet[Announcement]:
    rows = Announcement.objects.filter(
        void=True, replaced_by__isnull=True, resolution__sitting__committee__in=committees
    ).select_related("meeting", "resolution__item", "resolution__sitting__committee")
    return rows.order_by("pk")


def _papers_due(today: date, committees: Collection[int], meetings: list[ComingMeeting]) -> list[PapersDue]:
    pks = [meeting.row.pk for meeting in meetings]
    rows = AgendaItem.objects.filter(meeting__in=pks, purposes__purpose__in=NEEDS_A_PAPER, papers__isnull=True)
    rows = rows.exclude(matter__in=AgendaItem.objects.filter(reports__isnull=False).values("matter"))
    missing: dict[int, list[AgendaItem]] = {}
    for item in rows.distinct().select_related("matter").order_by("meeting", "order"):
        missing.setdefault(item.meeting_id, []).append(item)
    with_agenda = dict(
        AgendaItem.objects.filter(meeting__in=pks).order_by().values_list("meeting").annotate(Count("pk"))
    )
    days = _days_before(committees, today)
    bank_holidays = england_holidays(today, today)
    due = []
    for meeting in meetings:
        items, no_agenda = missing.get(meeting.row.pk, []), meeting.row.pk not in with_agenda
        if items or no_agenda:
            notice = max((days.get(pk, 0) for pk in meeting.mine_pks), default=0)
            on = working_days_before(meeting.row.date, notice, bank_holidays) if notice else None
            due.append(PapersDue(meeting.row, on, bool(on and on < today), no_agenda, tuple(items)))
    return due


def _days_before(committees: Collection[int], today: date) -> dict[int, int]:
    """How many working days before a meeting each committee's terms ask for its papers."""
    terms = TermsOfReference.objects.filter(committee__in=committees).in_force_on(today)
    return dict(terms.values_list("committee", "papers_working_days"))
