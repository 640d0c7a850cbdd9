"""The minutes of a meeting: whole, and one extract for each committee."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions import minutes as writing
from decisions.minutes.load import names_for
from decisions.putting_right import may_look
from decisions.readers import leave_out, private_items_open_to
from decisions.views.records import record_of
from practices import clock


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """All committees of a meeting."""
    return _minutes(request, pk, None)


@require_safe
def minutes_of(request: HttpRequest, pk: int, sitting: int) -> HttpResponse:
    """One committee's extract: its own decisions and nobody else's."""
    return _minutes(request, pk, sitting)


def _minutes(request: HttpRequest, pk: int, sitting: int | None) -> HttpResponse:
    record = record_of(pk)
    if sitting is not None and sitting not in record.sittings:
        raise Http404("This committee does not sit in this meeting.")
    today = clock.today()
    actor = actor_for(request.user, today)
    opens = private_items_open_to(actor, record)
    leave_out(actor, record)
    context = {
        "may_put_right": bool(may_look(actor, record)),
        "meeting": record.meeting,
        "sittings": list(record.sittings.values()),
        "shown": sitting,
        "minutes": writing.write(record, names_for(record), today=today, sitting=sitting, opens=opens),
    }
    return render(request, "decisions/minutes.html", context)
