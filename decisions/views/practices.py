"""One practice: what is on record of it, every decision about it, and the interests that touch it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import re_path
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions.practice_page.page import practice_page
from decisions.practice_page.state import found_practice
from practices import clock
from practices.facts import latest_edition
from practices.forms import AsAt


@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """One practice on one day, as this reader may see it."""
    today = clock.today()
    form = AsAt(request.GET, today)
    row = found_practice(code)
    if row is None:
        raise Http404(f"We hold no practice with the code {code.upper()}.")
    actor = actor_for(request.user, today)
    context = {
        "form": form,
        "day": form.day,
        "edition": latest_edition(),
        "practice": row,
        "page": practice_page(actor, row, form.day, today),
    }
    return render(request, "decisions/practices/practice.html", context)


urlpatterns = [
    re_path(r"^practices/(?P<code>[0-9A-Za-z]{6})/$", practice, name="practice"),
]
