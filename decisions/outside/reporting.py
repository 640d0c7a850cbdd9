"""Reporting to the committee what was decided between its meetings: as a section of the matter's page."""

from __future__ import annotations

from django.urls import reverse

from committees.models import Meeting
from committees.rights.reasons import Source
from committees.rights.routes.urgency import NOTED, REPORTED, STANDS, TO_BE_REPORTED
from committees.rights.words import day_words
from committees.terms import Act, Route
from decisions.actions.outside.reporting import NO_MEETING, report_again, report_decision
from decisions.calendar import next_meeting
from decisions.models import AgendaItem, OutsideDecision
from decisions.outcome import london_day
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import private_ground_of
from decisions.outside.reported import Stand, kind_words, stands
from decisions.outside.sections import Asks, KeyedForm, Line, Press, Section
from decisions.outside.urgent_form import PrivateForm, ground_field, private_field

REPORT = "report-"


class ReportForm(PrivateForm):
    """Whether the item is taken in private; what was in private before stays so."""

    private = private_field()
    private_ground = ground_field()


def section(asks: Asks) -> Section | None:
    """Where each stands, and the press that puts it on the next agenda; no section where nothing was decided so."""
    rows = OutsideDecision.objects.filter(
        committee=asks.record.committee.id,
        matter=asks.record.matter.pk,
        route__in=[route.value for route in TO_BE_REPORTED],
    )
    decisions = list(rows.select_related("seat", "report__item__meeting").order_by("pk"))
    if not decisions:
        return None
    found = stands(decisions, asks.today)
    waiting = [row for row in decisions if found[row.pk].to_put]
    meeting = next_meeting(asks.record.committee.id, asks.today) if waiting else None
    said = [NO_MEETING.format(committee=asks.record.row.short_name)] if waiting and meeting is None else []
    return Section(
        key="reporting",
        title="Reporting to the committee",
        said=tuple(said),
        lines=tuple(_line(row, found[row.pk]) for row in decisions),
        presses=tuple(_press(asks, row, meeting) for row in waiting if meeting is not None),
        sources=tuple(dict.fromkeys(source for row in decisions for source in _sources(row))),
    )


def _sources(row: OutsideDecision) -> tuple[Source, ...]:
    return (REPORTED, STANDS) if row.route == Route.CHAIRS_ACTION else (NOTED,)


def _line(row: OutsideDecision, at: Stand) -> Line:
    links = ((f"The meeting of {day_words(at.day)}", reverse("meeting", args=[at.meeting])),) if at.day else ()
    return Line(
        text=f"{kind_words(row)} of {day_words(london_day(row))}.",
        details=(at.sentence,),
        tag=at.tag,
        links=links,
    )


def _press(asks: Asks, row: OutsideDecision, meeting: Meeting) -> Press:
    if hasattr(row, "report"):
        return _press_again(asks, row, meeting)
    where = {"committee": asks.record.committee.id, "matter": asks.record.matter.pk}
    name, ground = f"{REPORT}{row.pk}", row.private_ground or private_ground_of(row.matter_id)
    form = ReportForm(
        asks.sent(name), initial={"private": bool(ground), "private_ground": ground}, auto_id=f"id_{name}_%s"
    )

    def do(form: ReportForm) -> str:
        ground = form.cleaned_data["private_ground"]
        return _done(report_decision(actor=asks.actor, **where, decision=row.pk, private_ground=ground).item)

    what = "to be ratified" if row.route == Route.CHAIRS_ACTION else "to be noted"
    return Press(
        name=name,
        label=f"Put the {_short(row)} on the agenda of {day_words(meeting.date)}",
        form=form,
        verdict=may_outside(Act.REPORT_OUTSIDE, asks.actor, asks.record, route=Route(row.route)),
        do=do,
        hint=f"It goes on the agenda {what}.{_by_itself(asks, meeting)}",
        button="Put it on the agenda",
    )


def _press_again(asks: Asks, row: OutsideDecision, meeting: Meeting) -> Press:
    """What a meeting passed over: the same item for the next. In private where it was."""
    where = {"committee": asks.record.committee.id, "matter": asks.record.matter.pk}
    name = f"{REPORT}{row.pk}"
    return Press(
        name=name,
        label=f"Put the {_short(row)} on the agenda of {day_words(meeting.date)} again",
        form=KeyedForm(asks.sent(name), auto_id=f"id_{name}_%s"),
        verdict=may_outside(Act.REPORT_OUTSIDE, asks.actor, asks.record, route=Route(row.route)),
        do=lambda form: _done(report_again(actor=asks.actor, **where, decision=row.pk)),
        hint=f"It is still to be ratified.{_by_itself(asks, meeting)}",
        button="Put it on the agenda again",
    )


def _done(item: AgendaItem) -> str:
    return f"It is item {item.number} of the meeting of {day_words(item.meeting.date)}."


def _by_itself(asks: Asks, meeting: Meeting) -> str:
    """Nothing is promised of a meeting that may begin before the timed command runs."""
    return " If nobody does, it is put there by itself within a day." if meeting.date > asks.today else ""


def _short(row: OutsideDecision) -> str:
    return "chair's action" if row.route == Route.CHAIRS_ACTION else "officer's decision"
