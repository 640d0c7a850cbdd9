"""What decisions wait for, and the conditions of one decision. Views fetch, call one action, render."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.powers import actor_for
from decisions import actions
from decisions.condition_page import ConditionRow, condition_page
from decisions.facts import load_record
from decisions.forms import key_in
from decisions.gate import Refused, require
from decisions.models import Resolution
from decisions.readers import is_private, may_know, refuse_unknown
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
    sentences: list[str] = []
    if request.method == "POST":
        if not page.may:
            raise Refused(page.may)
        sentences = _record(request, actor, page.sent)
        if not sentences:
            return redirect("decision_conditions", pk)
    context = {"page": page, "sentences": sentences, "meeting": record.meeting, "today": clock.today()}
    return render(request, "decisions/conditions/decision.html", context, status=422 if sentences else 200)


def _record(request: HttpRequest, actor, sent: ConditionRow | None) -> list[str]:
    """Do what the form says; the sentences to show where it cannot be done, none where it is."""
    if sent is None or sent.form is None:
        return ["This form is not whole. Load the page again, and send it once more."]
    if not sent.form.is_valid():
        return [str(error) for errors in sent.form.errors.values() for error in errors]
    said = sent.form.cleaned_data
    try:
        with transaction.atomic():
            actions.take_form(said["key"], request.user)
            actions.record_condition(
                actor=actor,
                condition=sent.standing.condition.pk,
                state=said["state"],
                on_day=said["day"],
                met_by=said.get("met_by"),
                reason=said["reason"],
                replaces=said["replaces"],
            )
    except ValidationError as error:
        return error.messages
    except actions.AlreadyTaken as taken:
        messages.info(request, str(taken))
    except IntegrityError:
        return [
            "Somebody else was quicker, and nothing was recorded here. Look at the page again, and go on from there."
        ]
    else:
        messages.success(request, "Recorded. It is in the minutes of the decision.")
    return []


urlpatterns = [
    path("decisions/waiting/", decisions_waiting, name="decisions_waiting"),
    path("decisions/<key:pk>/conditions/", decision_conditions, name="decision_conditions"),
]
