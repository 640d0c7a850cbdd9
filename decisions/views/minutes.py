"""The minutes of a meeting: whole, and one extract for each committee."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404


@require_safe
def minutes_of(request: HttpRequest, pk: int, sitting: int) -> HttpResponse:
    raise Http404
