"""The register of breaches as anybody reads it: without names, and with a statement where none was found."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from committees.breaches_forms import BreachesBetween
from committees.registers.bodies import find_body
from committees.registers.breaches import as_table, breaches_between
from committees.registers.exports import KINDS, as_download
from committees.rights.words import listed
from practices import clock
from practices.models import CCG


@login_not_required
@require_safe
def breaches(request: HttpRequest, key: str) -> HttpResponse:
    """The breaches that were found in a CCG between two days; as a page, or as a file."""
    body = find_body(key)
    ccgs = list(CCG.objects.filter(pk__in=body.ccgs).order_by("short_name"))
    if body.committee is not None:
        names = listed(ccg.full_name for ccg in ccgs) or "its CCGs"
        raise Http404(f"{body.name} has no register of breaches of its own. Look at the register of {names}.")
    form = BreachesBetween(request.GET, clock.today())
    found = breaches_between(ccgs[0], form.since_day, form.until_day, clock.today())
    kind = request.GET.get("format")
    if kind and form.is_valid():
        return as_download(as_table(found), kind)
    asked = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    kinds = [(each, urlencode(asked | {"format": each.name})) for each in KINDS.values()]
    context = {"form": form, "found": found, "ccg": ccgs[0], "body": body, "kinds": kinds}
    return render(request, "committees/breaches/breaches.html", context, status=400 if kind else 200)


urlpatterns = [path("registers/<str:key>/breaches/", breaches, name="register_of_breaches")]
