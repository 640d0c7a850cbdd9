"""The whole record of a meeting as a file to take away."""

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions.gate import Refused
from decisions.journal.writing import record_as_file
from decisions.readers import may_read_all
from decisions.views.records import record_of
from practices import clock


@require_safe
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """For who may read everything in it; 403 with the reasons for everybody else."""
    found, actor = record_of(pk), actor_for(request.user, clock.today())
    verdict = may_read_all(actor, found)
    if not verdict:
        raise Refused(verdict, what="You may not take this record away")
    name = f"{slugify(found.meeting.title)[:60] or 'meeting'}-{found.day.isoformat()}.yaml"
    text = record_as_file(found, by=actor.name, whole=False)  # the register's own pages tell the rest of an interest
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
