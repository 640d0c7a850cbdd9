"""What a visitor sees when a page cannot be shown: what happened, why, who can, what to do."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403. An exception with a `verdict` is shown with all its reasons, any other with its text.

    A live part of a page (htmx) gets the reasons alone, to be put in its place.
    """
    verdict = getattr(exception, "verdict", None)
    context = {
        "verdict": verdict,
        "what": getattr(exception, "what", ""),
        "text": "" if verdict else str(exception or ""),
    }
    template = "refused.html" if verdict is not None else "403.html"
    if verdict is not None and getattr(request, "htmx", False):
        template = "components/refused.html"
    return render(request, template, context, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, with the text of the Http404 that a view raised."""
    said = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    # Django's own texts name models ("No Practice matches the given query."), which is no help to a reader.
    return render(request, "404.html", {"text": "" if said.startswith("No ") else said}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database or the session: either may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
