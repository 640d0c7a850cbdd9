"""How a conflict was managed: one screen for a decision."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions.facts import load_record
from decisions.managed import managed_page
from decisions.minutes.load import names_for
from decisions.models import Resolution
from decisions.readers import leave_out, refuse_unknown
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NOT_THERE = "There is no such decision."


@require_safe
def managed(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody concerned by one decision; of a private item only who may know of it, or their own conflict."""
    row = Resolution.objects.filter(pk=pk).select_related("item__meeting__convened_by").first()
    if row is None:
        raise Http404(NOT_THERE)
    record = load_record(row.item.meeting)
    actor, of = actor_for(request.user, clock.today()), record.resolution_by_id[pk]
    refuse_unknown(actor, record, of.item, NOT_THERE)
    leave_out(actor, record)
    page = managed_page(actor, record, of, names_for(record))
    return render(request, "decisions/managed/decision.html", {"page": page, "meeting": record.meeting})


urlpatterns: list[URLPattern] = [path("decisions/<key:pk>/conflicts/", managed, name="managed")]
