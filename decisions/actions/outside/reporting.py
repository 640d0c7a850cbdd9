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
from decisions.gate import require
from decisions.models import AgendaItem, Limb, Matter, OutsideDecision, Report
from decisions.outcome import london_day
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import private_ground_of
from decisions.outside.reported import kind_words

NO_MEETING = "No meeting of {committee} is planned. It goes on the agenda by itself once one is."
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


def report_by_time(decision: int, today: date) -> Report | None:
    """The same for a decision that nobody has reported, as soon as a meeting is planned; None where there is nothing to do.

    Private where it was said so when it was taken, or where the matter was in private before.
    """
    found = OutsideDecision.objects.filter(pk=decision).values_list("committee_id", "matter_id").first()
    if found is None or next_meeting(found[0], today) is None:
        return None
    with in_book(Actor(), *found) as bench:
        row = _decision(*found, decision)
        asked = replace(bench.record.outside, route=Route(row.route), settled=hasattr(row, "report"))
        verdict = reported_by_time(asked, bench.record.room)
        return _report(bench, row, verdict, None) if verdict else None


def unreported() -> list[int]:
    """The keys of the decisions that nobody has put before their committee."""
    rows = OutsideDecision.objects.filter(report__isnull=True, route__in=[route.value for route in TO_BE_REPORTED])
    return list(rows.order_by("pk").values_list("pk", flat=True))


def reported_in_words(report: Report) -> str:
    """What was put where, in a sentence."""
    item = report.item
    return f"{report.committee.name}: “{item.matter.title}” is item {item.number} of {day_words(item.meeting.date)}."


def _decision(committee: int, matter: int, decision: int) -> OutsideDecision:
    rows = OutsideDecision.objects.filter(pk=decision, committee=committee, matter=matter)
    row = rows.select_related("seat", "matter", "report").first()
    if row is None:
        raise ValidationError("Choose a decision that was taken on this matter outside a meeting.")
    return row


def _report(bench: OutsideBench, row: OutsideDecision, verdict: Verdict, private_ground: str | None) -> Report:
    committee = bench.record.committee
    meeting = next_meeting(committee.id, bench.record.day)
    if meeting is None:
        raise ValidationError(NO_MEETING.format(committee=bench.record.row.short_name))
    earlier = private_ground_of(row.matter_id)
    said = row.private_ground if private_ground is None else private_ground.strip()
    item = _put(row, meeting, committee.id, said or earlier)
    return bench.write(Report(decision=row, item=item), verdict)


def _put(row: OutsideDecision, meeting: Meeting, committee: int, ground: str) -> AgendaItem:
    """A matter of its own: the decision as taken is what is ratified or noted, not decided a second time."""
    sittings = {each.committee_id: each.pk for each in Sitting.objects.select_for_update().filter(meeting=meeting)}
    ratified = row.route == Route.CHAIRS_ACTION
    return put_on_agenda(
        meeting=meeting,
        matter=_matter(row, ratified),
        number=free_number(meeting),
        purposes={sittings[committee]: Purpose.RATIFICATION if ratified else Purpose.INFORMATION},
        private=bool(ground),
        private_ground=ground,
    )


def _matter(row: OutsideDecision, ratified: bool) -> Matter:
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
