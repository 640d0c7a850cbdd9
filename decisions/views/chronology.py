"""The chronology of a matter: a page, and the same as a PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from committees.models import Committee
from committees.powers import actor_for
from committees.registers.exports import as_download
from committees.terms import Act
from decisions.chronology import Chronology, as_table, chronology
from decisions.gate import require
from decisions.models import Matter
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.gate import may_outside
from decisions.outside.parts import takes_part
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NO_MATTER = "There is no such matter of this committee."


def _found(request: HttpRequest, pk: int, matter: int) -> tuple[OutsideRecord, Chronology]:
    actor = actor_for(request.user, clock.today())
    try:
        record = load_outside(pk, matter, clock.today(), also=[actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        raise Http404(NO_MATTER) from None
    require(may_outside(Act.READ_OUTSIDE, actor, record, takes_part=takes_part(actor, record)))
    return record, chronology(actor, record)


@require_safe
def chronology_page(request: HttpRequest, pk: int, matter: int) -> HttpResponse:
    """Everything that happened to a matter, in order, as far as the reader may see it."""
    record, found = _found(request, pk, matter)
    context = {"committee": record.row, "matter": record.matter, "found": found}
    return render(request, "decisions/chronology/page.html", context)


@require_safe
def chronology_pdf(request: HttpRequest, pk: int, matter: int) -> HttpResponse:
    """The same lines as an accessible PDF."""
    _, found = _found(request, pk, matter)
    return as_download(as_table(found), "pdf")


urlpatterns: list[URLPattern] = [
    path("committees/<key:pk>/matters/<key:matter>/chronology/", chronology_page, name="chronology"),
    path("committees/<key:pk>/matters/<key:matter>/chronology.pdf", chronology_pdf, name="chronology_pdf"),
]
