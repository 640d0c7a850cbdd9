"""The kinds of decision that committees take on GP practices: what each asks for, how long things take, what it changes.

Anybody may read them: they are rules, and nothing of any one matter.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from committees import forms
from committees.queries.kinds import families, kind_page, not_allowed
from practices import clock


@login_not_required
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """Every kind, by family."""
    return render(request, "committees/kinds.html", {"families": families()})


@login_not_required
@require_safe
def kind(request: HttpRequest, key: str) -> HttpResponse:
    """One kind, as at a day."""
    form = forms.AsAt(request.GET, clock.today())
    page = kind_page(key, form.day)
    if page is None:
        raise Http404("There is no such kind of decision. The page “Kinds of decision” lists them all.")
    context = {"form": form, "day": form.day, "page": page, "not_allowed": not_allowed(page.kind)}
    return render(request, "committees/kind.html", context)


urlpatterns = [
    path("who-decides/kinds/", kinds, name="kinds"),
    path("who-decides/kinds/<str:key>/", kind, name="kind"),
]
