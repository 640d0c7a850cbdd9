"""Between meetings: a committee's book, and the page of one matter, where each route says what was done and can be."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.powers import actor_for
from committees.terms import Act, Function, Reach
from decisions.actions.outside.matters import raise_matter
from decisions.gate import Refused, require
from decisions.models import Matter
from decisions.outside.book import matters_in_book
from decisions.outside.facts import load_book, load_outside
from decisions.outside.gate import may_outside
from decisions.outside.hidden import hidden_from
from decisions.outside.level_1 import awaiting, decided_for
from decisions.outside.matter_form import NewMatter
from decisions.outside.parts import takes_part
from decisions.outside.routes import sections
from decisions.outside.sections import Asks
from decisions.outside.standing import standing
from decisions.views.once import take, take_press
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NO_COMMITTEE = "There is no such committee."
NO_MATTER = "There is no such matter of this committee."
TAKES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The matters of a committee about which something was done between its meetings."""
    actor = actor_for(request.user, clock.today())
    try:
        record = load_book(pk, clock.today(), also=[actor.person])
    except Committee.DoesNotExist:
        raise Http404(NO_COMMITTEE) from None
    require(may_outside(Act.READ_OUTSIDE, actor, record))
    awaits, decided = awaiting([pk], clock.today()), decided_for(pk)
    told = {each.matter for each in awaits} | {each.matter_id for each in decided}
    matters = [matter for matter in matters_in_book(pk, clock.today()) if matter.pk not in told]
    context = {
        "committee": record.row,
        "matters": matters,
        "hidden": hidden_from(actor.person, {*told, *(matter.pk for matter in matters)}, clock.today()),
        "awaits": awaits,
        "decided": decided,
        "may_raise": bool(may_outside(Act.RAISE_MATTER, actor, record)),
    }
    return render(request, "decisions/outside/book.html", context)


@TAKES
def new_matter(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for a new matter between meetings; then its page."""
    actor = actor_for(request.user, clock.today())
    try:
        record = load_book(pk, clock.today(), also=[actor.person])
    except Committee.DoesNotExist:
        raise Http404(NO_COMMITTEE) from None
    require(may_outside(Act.RAISE_MATTER, actor, record))
    form = NewMatter(request.POST if request.method == "POST" else None, committee=record.row, day=record.day)
    refused = None
    if request.method == "POST" and "look" in request.POST:
        form.not_judged_yet()
    elif request.method == "POST":
        made: list[Matter] = []

        def act() -> str:
            made.append(_raise(actor, pk, form))
            return "The matter is raised. What can be done about it between meetings is below."

        refused = take(request, form, act)
        if refused is None:
            return redirect("matter_outside", pk, made[0].pk) if made else redirect("book", pk)
        if refused.verdict is not None:
            raise Refused(refused.verdict)
    context = {
        "committee": record.row,
        "form": form,
        "sentences": [] if form.errors or not refused else refused.sentences,
    }
    return render(request, "decisions/outside/new_matter.html", context, status=refused.status if refused else 200)


def _raise(actor, committee: int, form: NewMatter) -> Matter:
    said = form.cleaned_data
    practices, providers = said["organisations"] or (frozenset(), frozenset())
    return raise_matter(
        actor=actor,
        committee=committee,
        title=said["title"],
        summary=said["summary"],
        text=said["text"],
        function=Function(said["function"]),
        kind=said["kind"],
        value=said["value"],
        ccgs=said["ccgs"],
        practices=practices,
        providers=providers,
        merger=said["merger"],
        reach=Reach(said["reach"]) if said["reach"] else None,
    )


@TAKES
def matter_outside(request: HttpRequest, pk: int, matter: int) -> HttpResponse:
    """One matter between meetings: what was done about it, route by route, and what can be done now."""
    actor = actor_for(request.user, clock.today())
    try:
        record = load_outside(pk, matter, clock.today(), also=[actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        raise Http404(NO_MATTER) from None
    require(may_outside(Act.READ_OUTSIDE, actor, record, takes_part=takes_part(actor, record)))
    pressed = request.POST.get("press", "") if request.method == "POST" else ""
    asks = Asks(actor, record, clock.today(), request.POST if request.method == "POST" else None, pressed)
    found = sections(asks)
    refused, form = None, None
    if request.method == "POST":
        presses = [press for section in found for press in section.presses]
        refused = take_press(request, presses, pressed)
        if refused is None:
            return redirect("matter_outside", pk, matter)
        form = next((press.form for press in presses if press.name == pressed and press.form.errors), None)
    context = {
        "committee": record.row,
        "record": record,
        "matter": record.matter,
        "standing": standing(record),
        "sections": found,
        "pressed": pressed,
        "form": form,
        "not_done": refused is not None,
        "sentences": refused.sentences if refused and form is None else [],
    }
    return render(request, "decisions/outside/matter.html", context, status=refused.status if refused else 200)


urlpatterns = [
    path("committees/<key:pk>/between-meetings/", book, name="book"),
    path("committees/<key:pk>/between-meetings/new/", new_matter, name="new_matter"),
    path("committees/<key:pk>/matters/<key:matter>/", matter_outside, name="matter_outside"),
]
