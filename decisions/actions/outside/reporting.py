"""Putting what was decided outside a meeting before the committee: by its secretary, else by the timed command."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.models import Meeting, Sitting
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.routes.urgency import TO_BE_REPORTED, reported_by_time
from committees.rights.words import day_words
from committees.terms import Act, Purpose, Route, Verb
from decisions.actions.agenda import put_on_agenda
from decisions.actions.items import free_number
from decisions.actions.outside.bench import OutsideBench, in_book
from decisions.calendar import next_meeting
from decisions.facts import load_record
from decisions.gate import require
from decisions.models import AgendaItem, Limb, Matter, OutsideDecision, Report
from decisions.outcome import london_day
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import private_ground_of
from decisions.outside.reported import Reported, kind_words, stands

NO_MEETING = "No meeting of {committee} is planned. It goes on the agenda by itself once one is."
MEANWHILE = "The meeting has begun meanwhile. Load the page again: it goes on the agenda of the next."
#: How an item is called that ends a part of an agenda.
LAST = ("any other business", "aob", "date of next meeting", "date and time of next meeting")
LONGEST_TITLE = Matter._meta.get_field("title").max_length or 0


def report_decision(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    decision: int,
    private_ground: str | None = None,
    when: datetime | None = None,
) -> Report:
    """Put a decision on the agenda of the committee's next meeting: chair's action to be ratified, an officer's noted.

    ``private_ground``: on which the item is taken in private, empty for in public, None as was said when it was taken. What
    was in private before stays so.
    """
    with in_book(actor, committee, matter, when) as bench:
        row = _decision(committee, matter, decision)
        route, settled = Route(row.route), hasattr(row, "report")
        verdict = require(may_outside(Act.REPORT_OUTSIDE, actor, bench.record, route=route, settled=settled))
        return _report(bench, row, verdict, private_ground)


def report_again(*, actor: Actor, committee: int, matter: int, decision: int) -> AgendaItem:
    """Put chair's action that a meeting passed over on the next agenda again: the same matter, still to be ratified.

    It was reported once, and stays so; what was in private stays so.
    """
    with in_book(actor, committee, matter) as bench:
        row = _decision(committee, matter, decision)
        settled = not passed_over(row, bench.record.day)
        require(may_outside(Act.REPORT_OUTSIDE, actor, bench.record, route=Route(row.route), settled=settled))
        return _put_again(bench, row)


def report_by_time(decision: int, today: date) -> AgendaItem | None:
    """The same for a decision that nobody has reported, as soon as a meeting is planned; None where there is nothing to do.

    Private where it was said so when it was taken, or where the matter was in private before.
    """
    found = OutsideDecision.objects.filter(pk=decision).values_list("committee_id", "matter_id").first()
    if found is None or next_meeting(found[0], today) is None:
        return None
    with in_book(Actor(), *found) as bench:
        row = _decision(*found, decision)
        again = passed_over(row, today)
        asked = replace(bench.record.outside, route=Route(row.route), settled=hasattr(row, "report") and not again)
        verdict = reported_by_time(asked, bench.record.room)
        if not verdict or not _can_be_put(bench):
            return None
        return _put_again(bench, row) if again else _report(bench, row, verdict, None).item


def unreported(today: date) -> list[int]:
    """The keys of the decisions that nobody has put before their committee, and of those that a meeting passed over."""
    rows = OutsideDecision.objects.filter(route__in=[route.value for route in TO_BE_REPORTED])
    rows = list(rows.select_related("report__item").order_by("pk"))
    found = stands(rows, today)
    return [row.pk for row in rows if found[row.pk].to_put]


def reported_in_words(decision: int, item: AgendaItem) -> str:
    """What was put where, in a sentence."""
    committee = OutsideDecision.objects.select_related("committee").get(pk=decision).committee
    return f"{committee.name}: “{item.matter.title}” is item {item.number} of {day_words(item.meeting.date)}."


def passed_over(row: OutsideDecision, today: date) -> bool:
    """Whether it is still to be ratified, and on no agenda to come."""
    return stands([row], today)[row.pk].state is Reported.PASSED_OVER


def _decision(committee: int, matter: int, decision: int) -> OutsideDecision:
    rows = OutsideDecision.objects.filter(pk=decision, committee=committee, matter=matter)
    row = rows.select_related("seat", "matter", "report__item__matter").first()
    if row is None:
        raise ValidationError("Choose a decision that was taken on this matter outside a meeting.")
    return row


def _report(bench: OutsideBench, row: OutsideDecision, verdict: Verdict, private_ground: str | None) -> Report:
    committee = bench.record.committee
    meeting = _meeting_to_come(bench)
    earlier = private_ground_of(row.matter_id)
    said = row.private_ground if private_ground is None else private_ground.strip()
    item = _put(row, _matter(row), meeting, committee.id, said or earlier)
    return bench.write(Report(decision=row, item=item), verdict)


def _put_again(bench: OutsideBench, row: OutsideDecision) -> AgendaItem:
    before = row.report.item
    matter = before.matter
    return _put(row, matter, _meeting_to_come(bench), bench.record.committee.id, private_ground_of(matter.pk))


def _meeting_to_come(bench: OutsideBench) -> Meeting:
    """The committee's next meeting, with its sittings locked; once it has begun, what is reported waits for the next."""
    meeting = next_meeting(bench.record.committee.id, bench.record.day)
    if meeting is None:
        raise ValidationError(NO_MEETING.format(committee=bench.record.row.short_name))
    if _begun_under_lock(meeting):
        raise ValidationError(MEANWHILE)
    return meeting


def _can_be_put(bench: OutsideBench) -> bool:
    meeting = next_meeting(bench.record.committee.id, bench.record.day)
    return meeting is not None and not _begun_under_lock(meeting)


def _begun_under_lock(meeting: Meeting) -> bool:
    list(Sitting.objects.select_for_update().filter(meeting=meeting).order_by("pk"))
    return load_record(meeting).begun


def _put(row: OutsideDecision, matter: Matter, meeting: Meeting, committee: int, ground: str) -> AgendaItem:
    """On an agenda whose sittings are locked."""
    ratified = row.route == Route.CHAIRS_ACTION
    sitting = Sitting.objects.get(meeting=meeting, committee=committee)
    item = put_on_agenda(
        meeting=meeting,
        matter=matter,
        number=free_number(meeting),
        purposes={sitting.pk: Purpose.RATIFICATION if ratified else Purpose.INFORMATION},
        private=bool(ground),
        private_ground=ground,
        reports=True,
    )
    _before_the_end(item)
    return item


def _before_the_end(item: AgendaItem) -> None:
    """In public, it is taken before the private part, and before any other business that ends the public part.

    Where orders leave no room between two items, it stays at the end.
    """
    others = list(item.meeting.items.exclude(pk=item.pk).order_by("order", "pk"))
    end = next((at for at, each in enumerate(others) if each.private), len(others))
    if item.private:
        return
    while end and others[end - 1].matter.title.strip().lower().startswith(LAST):
        end -= 1
    after = others[end - 1].order if end else 0
    if end < len(others) and others[end].order - after > 1:
        item.order = after + (others[end].order - after) // 2
        item.save()


def _matter(row: OutsideDecision) -> Matter:
    """A matter of its own: the decision as taken is what is ratified or noted, not decided a second time."""
    ratified = row.route == Route.CHAIRS_ACTION
    of, on = row.matter, day_words(london_day(row))
    title = f"{kind_words(row)} of {on}: {of.title}"
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
    matter = Matter(
        title=title,
        summary=of.summary,
        function=of.function,
        merger=of.merger,
        reach=of.reach,
        made_up=of.made_up,
    )
    matter.full_clean()
    matter.save()
    matter.ccgs.set(of.ccgs.all())
    matter.practices.set(of.practices.all())
    matter.providers.set(of.providers.all())
    what = "chair's action" if ratified else "decision"
    asked = "ratified" if ratified else "noted"
    verb = Verb.RATIFY if ratified else Verb.NOTE
    Limb.objects.create(matter=matter, text=f"That the {what} of {on} be {asked}: {row.text}", verb=verb.value)
    return matter
