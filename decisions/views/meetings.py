"""Meetings to come and past, and the page of one: its agenda and papers, for reading."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from committees.terms import NotTold
from decisions import calendar
from decisions.agenda import agenda
from decisions.answering import cannot_decide_so
from decisions.console.ahead import to_rule_on
from decisions.putting_right import may_look
from decisions.readers import may_read_all
from decisions.views.records import record_of
from decisions.writing_up.tasks import may_hold_the_pen, may_write_up
from practices import clock

PAST_ON_A_PAGE = 50


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Today's meetings and those to come, soonest first; then the past, latest first; then published ones of later days."""
    today = clock.today()
    committees = "sittings__committee"
    past = Paginator(calendar.past(today).prefetch_related(committees), PAST_ON_A_PAGE)
    context = {
        "coming": calendar.to_come(today).prefetch_related(committees),
        "past": past.get_page(request.GET.get("page")),
        "history": calendar.history_after(today).prefetch_related(committees),
        "today": today,
    }
    return render(request, "decisions/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting, as this reader may see it."""
    record = record_of(pk)
    today = clock.today()
    actor = actor_for(request.user, today)
    shown = agenda(actor, record)
    context = {
        "meeting": record.meeting,
        "differs": any(item.forecast for item in shown.items),
        "may_export": may_read_all(actor, record),
        "agenda": shown,
        "may_print_sheet": bool(may_hold_the_pen(actor, record)),
        "may_write_up": not record.closed and bool(may_write_up(actor, record, today)),
        "may_put_right": bool(may_look(actor, record)),
        "cannot_decide_so": cannot_decide_so(record),
        "is_today": record.day == today,
        "is_ahead": record.day > today and not record.closed,
        "to_rule": to_rule_on(record, actor) if not record.closed else 0,
        "is_later": record.day > today and record.closed,
        "today": today,
        "not_told": [NotTold(each).label for each in record.meeting.not_told],
    }
    return render(request, "decisions/meeting.html", context)
