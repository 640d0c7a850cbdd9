"""A paper of an agenda item, through the gate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404
