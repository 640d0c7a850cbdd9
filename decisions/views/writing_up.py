"""Writing up a meeting after it happened, from its printed sheet. Views fetch, call one action, render."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions.gate import require
from decisions.views.records import record_of
from decisions.writing_up import words
from decisions.writing_up.sheet import sheet as sheet_for
from decisions.writing_up.tasks import may_hold_the_pen
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A page made for A4: agenda, seats, and boxes for what happens. For whoever may run the meeting."""
    record, actor = record_of(pk), actor_for(request.user, clock.today())
    require(may_hold_the_pen(actor, record))
    context = {"meeting": record.meeting, "sheet": sheet_for(actor, record), "words": words}
    return render(request, "decisions/writing_up/sheet.html", context)


urlpatterns = [
    path("meetings/<key:pk>/sheet/", sheet, name="sheet"),
]
