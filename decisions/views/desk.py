"""NHS England's desk: everything that awaits it, and the form to act on each. Views fetch, call one action, render."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from committees.powers import actor_for
from decisions.desk import desk_page, may_see, scope_of
from decisions.desk.acting import Sent, presses_of
from decisions.desk.page import Filter
from decisions.forms import NOT_WHOLE
from decisions.gate import require
from decisions.outside.sections import Press
from decisions.views.once import NotTaken, take_press
from practices import clock


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest) -> HttpResponse:
    """The desk. ``act``: the line that is opened to act on; a form that is sent names its line and its press."""
    today = clock.today()
    scope = scope_of(actor_for(request.user, today), today)
    require(may_see(scope))
    posted = request.method == "POST"
    opened = (request.POST if posted else request.GET).get("act", "")
    refused: NotTaken | None = NotTaken(422, [NOT_WHOLE]) if posted and not opened else None
    presses: list[Press] = []
    if posted and opened:
        pressed = request.POST.get("press", "")
        presses = presses_of(scope, opened, Sent(request.POST, pressed))
        refused = take_press(request, presses, pressed)
        if refused is None:
            return redirect("desk")
    asked = Filter(*(request.GET.get(name, "").replace("\x00", "")[:20] for name in ("ccg", "kind", "page")))
    page = desk_page(scope, asked)
    on_desk = opened in {row.name for row in page.awaits if not row.hidden}
    if on_desk and not posted:
        presses = presses_of(scope, opened, Sent())
    context = {
        "desk": page,
        "opened": opened if on_desk else "",
        "gone": bool(opened) and not on_desk and not posted,
        "presses": [press for press in presses if press.verdict],
        "refusal": next((press.verdict for press in presses if not press.verdict), None),
        "pressed": request.POST.get("press", "") if posted else "",
        "sentences": refused.sentences if refused else [],
    }
    return render(request, "decisions/desk/desk.html", context, status=refused.status if refused else 200)


urlpatterns: list[URLPattern] = [path("nhs-england/", desk, name="desk")]
