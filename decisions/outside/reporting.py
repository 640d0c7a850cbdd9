"""Reporting to the committee what was decided between its meetings: as a section of the matter's page."""

from __future__ import annotations

from django.urls import reverse

from committees.rights.routes.urgency import REPORTED, STANDS, TO_BE_REPORTED
from committees.rights.words import day_words
from committees.terms import Act, Route
from decisions.actions.outside.reporting import NO_MEETING, report_decision
from decisions.calendar import next_meeting
from decisions.models import OutsideDecision
from decisions.outcome import london_day
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import private_ground_of
from decisions.outside.reported import Stand, kind_words, stands
from decisions.outside.sections import Asks, Line, Press, Section
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
    waiting = [row for row in decisions if not hasattr(row, "report")]
    meeting = next_meeting(asks.record.committee.id, asks.today) if waiting else None
    said = [NO_MEETING.format(committee=asks.record.row.short_name)] if waiting and meeting is None else []
    return Section(
        key="reporting",
        title="Reporting to the committee",
        said=tuple(said),
        lines=tuple(_line(row, found[row.pk]) for row in decisions),
        presses=tuple(_press(asks, row, meeting) for row in waiting if meeting is not None),
        sources=(REPORTED, STANDS),
    )


def _line(row: OutsideDecision, at: Stand) -> Line:
    links = ((f"The meeting of {day_words(at.day)}", reverse("meeting", args=[at.meeting])),) if at.day else ()
    return Line(
        text=f"{kind_words(row)} of {day_words(london_day(row))}.",
        details=(at.sentence,),
        tag=at.tag,
        links=links,
    )


def _press(asks: Asks, row: OutsideDecision, meeting) -> Press:
    where = {"committee": asks.record.committee.id, "matter": asks.record.matter.pk}
    name, ground = f"{REPORT}{row.pk}", row.private_ground or private_ground_of(row.matter_id)
    form = ReportForm(
        asks.sent(name), initial={"private": bool(ground), "private_ground": ground}, auto_id=f"id_{name}_%s"
    )

    def do(form: ReportForm) -> str:
        ground = form.cleaned_data["private_ground"]
        made = report_decision(actor=asks.actor, **where, decision=row.pk, private_ground=ground)
        return f"It is item {made.item.number} of the meeting of {day_words(made.item.meeting.date)}."

    what = "to be ratified" if row.route == Route.CHAIRS_ACTION else "to be noted"
    return Press(
        name=name,
        label=f"Put the {_short(row)} on the agenda of {day_words(meeting.date)}",
        form=form,
        verdict=may_outside(Act.REPORT_OUTSIDE, asks.actor, asks.record, route=Route(row.route)),
        do=do,
        hint=f"It goes on the agenda {what}. If nobody does, it is put there by itself within a day.",
        button="Put it on the agenda",
    )


def _short(row: OutsideDecision) -> str:
    return "chair's action" if row.route == Route.CHAIRS_ACTION else "officer's decision"
