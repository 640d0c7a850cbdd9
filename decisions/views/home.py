"""The first page, for each kind of person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees.powers import actor_for
from decisions.home import home_of
from practices import clock


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What concerns the person who is signed in."""
    today = clock.today()
    return render(
        request, "decisions/home.html", {"home": home_of(actor_for(request.user, today), today), "today": today}
    )
