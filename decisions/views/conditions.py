"""What decisions wait for, and the conditions of one decision. Views fetch, call one action, render."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.powers import Actor, actor_for
from decisions import actions
from decisions.condition_page import ConditionRow, condition_page
from decisions.facts import load_record
from decisions.forms import NOT_WHOLE, key_in
from decisions.gate import Refused, require
from decisions.models import Resolution
from decisions.readers import is_private, may_know, refuse_unknown
from decisions.views.once import NotTaken, take
from decisions.waiting import waiting
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

ON_A_PAGE = 25
NOT_THERE = "There is no such decision."


@require_safe
def decisions_waiting(request: HttpRequest) -> HttpResponse:
    """Every carried decision with an open condition, for whom and by when; ``awaits``: for one committee alone."""
    today, actor = clock.today(), actor_for(request.user, clock.today())
    asked = key_in(request.GET.get("awaits"))
    every = waiting(actor, today)
    named = {wait.awaits for decision in every for wait in decision.waits} - {None}
    shown = [d for d in every if asked is None or any(wait.awaits == asked for wait in d.waits)]
    context = {
        "page": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "count": len(shown),
        "overdue": sum(decision.overdue for decision in shown),
        "committees": Committee.objects.filter(pk__in=named).order_by("name"),
        "asked": asked,
        "today": today,
    }
    return render(request, "decisions/conditions/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """The conditions of one decision, and where who may record says what became of them."""
    row = Resolution.objects.filter(pk=pk).select_related("item__meeting__convened_by").first()
    if row is None:
        raise Http404(NOT_THERE)
    record = load_record(row.item.meeting)
    actor = actor_for(request.user, clock.today())
    resolution = record.resolution_by_id[pk]
    refuse_unknown(actor, record, resolution.item, NOT_THERE)
    if is_private(record, resolution.item):
        require(may_know(actor, record, resolution.item))  # whom a ruling keeps from its papers is told so
    page = condition_page(actor, record, resolution, request.POST if request.method == "POST" else None)
    context = {"page": page, "meeting": record.meeting, "today": clock.today()}
    if request.method != "POST":
        return render(request, "decisions/conditions/decision.html", context)
    require(page.may)
    refused = _take(request, actor, page.sent)
    if refused is None:
        return redirect("decision_conditions", pk)
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    context["sentences"] = refused.sentences
    return render(request, "decisions/conditions/decision.html", context, status=refused.status)


def _take(request: HttpRequest, actor: Actor, sent: ConditionRow | None) -> NotTaken | None:
    """Do what the form says; why it cannot be done, None when it is."""
    if sent is None or sent.form is None:
        return NotTaken(422, [NOT_WHOLE])
    form, condition = sent.form, sent.standing.condition.pk
    return take(request, form, lambda: _record(actor, condition, form.cleaned_data))


def _record(actor: Actor, condition: int, said: Mapping[str, Any]) -> str:
    actions.record_condition(
        actor=actor,
        condition=condition,
        state=said["state"],
        on_day=said["day"],
        met_by=said.get("met_by"),
        reason=said["reason"],
        replaces=said["replaces"],
    )
    return "Recorded. It is in the minutes of the decision."


urlpatterns = [
    path("decisions/waiting/", decisions_waiting, name="decisions_waiting"),
    path("decisions/<key:pk>/conditions/", decision_conditions, name="decision_conditions"),
]
