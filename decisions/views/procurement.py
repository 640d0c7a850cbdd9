"""The register of procurement decisions of a CCG, as anybody reads it, and as files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from committees.models import Guardianship
from committees.registers.bodies import find_body
from committees.registers.entries import searched
from committees.registers.exports import KINDS, as_download
from committees.views.registers import asked, registers_of
from decisions.procurement.forms import ReadProcurement
from decisions.procurement.register import published
from decisions.procurement.standing import PUBLISHED, STANDS
from decisions.procurement.written import HOLDS, LEFT_OUT, MADE_UP, as_table, counted
from practices import clock
from practices.models import CCG

OF_A_CCG = (
    "A joint committee keeps no register of procurement decisions: each of its CCGs does. Choose one on “Registers”."
)


@login_not_required
@require_safe
def procurement(request: HttpRequest, key: str) -> HttpResponse:
    """The decisions that were signed off; the same for every reader, signed in or not. Or as a file."""
    today, body = clock.today(), find_body(key)
    if body.committee is not None:
        raise Http404(OF_A_CCG)
    form = ReadProcurement(request.GET)
    every = published(CCG.objects.get(ods_code=body.key), today)
    rows = [each for each in every if each.row.has(searched(form.words))]
    kind = request.GET.get("format")
    if kind and form.is_valid():
        return as_download(as_table(body, today, rows, len(every)), kind)
    context = {
        "form": form,
        "body": body,
        "day": today,
        "rows": rows,
        "every": len(every),
        "counted": counted(len(rows), len(every)),
        "made_up": MADE_UP if any(each.row.made_up for each in rows) else "",
        "guardians": Guardianship.objects.in_force_on(today).filter(ccg__in=body.ccgs).select_related("person", "ccg"),
        "kinds": [(each, f"?{asked(request, format=each.name)}") for each in KINDS.values()],
        "others": registers_of(body),
        "holds": HOLDS,
        "left_out": LEFT_OUT,
        "sources": (PUBLISHED, STANDS),
    }
    return render(request, "decisions/procurement/register.html", context, status=400 if kind else 200)


urlpatterns: list[URLPattern] = [
    path("registers/<str:key>/procurement/", procurement, name="register_of_procurement"),
]
