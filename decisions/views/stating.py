"""Stating the facts of a matter: of the whole, of one part, of a new part; and taking a part off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from committees.models import Committee
from committees.powers import Actor, actor_for
from committees.terms import Act, Verb
from decisions.actions.outside.parts import add_part, remove_part
from decisions.actions.outside.stating import state_facts
from decisions.gate import Refused, require
from decisions.models import Limb, Matter
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.gate import may_outside
from decisions.outside.stated import ANCHOR
from decisions.outside.stating_forms import APPLICANT, NewPart, RemovePart, Stating, seen
from decisions.stated.staying import stays
from decisions.stated.telling import kind_of
from decisions.views.once import NotTaken, take
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NO_MATTER = "There is no such matter of this committee."
NO_PART = "There is no such part of this matter."
NO_KIND = "This matter is of no kind of decision that asks for facts."
TAKES = require_http_methods(["GET", "HEAD", "POST"])
PAGE = "decisions/stating/facts.html"


@TAKES
def matter_facts(request: HttpRequest, pk: int, matter: int) -> HttpResponse:
    """The facts of the whole matter, and who applied."""
    actor, record = _asked(request, pk, matter)
    form = Stating(_sent(request), kind=_kind(record.matter), matter=record.matter, limb=None, day=record.day)

    def act() -> str:
        state_facts(
            actor=actor,
            committee=pk,
            matter=matter,
            facts=form.values,
            applicant=form.cleaned_data[APPLICANT],
            reason=form.cleaned_data.get("reason", ""),
            unchanged=_unchanged(form),
        )
        return "The facts are stated."

    return _answer(
        request, record, form, act, {"limb": None, "title": "The facts of the matter" if form.facts else "Who applied"}
    )


@TAKES
def part_facts(request: HttpRequest, pk: int, matter: int, limb: int) -> HttpResponse:
    """The facts of one part; and below them, taking it off."""
    actor, record = _asked(request, pk, matter)
    part = _part(record.matter, limb)
    removes = request.method == "POST" and "remove" in request.POST
    told = {"kind": _kind(record.matter), "matter": record.matter, "day": record.day}
    form = Stating(None if removes else _sent(request), limb=part, **told)
    removal = RemovePart(request.POST if removes else None, auto_id="id_remove_%s")
    title = f"The facts of part ({part.letter})" if part.letter else "The facts of the decision"
    context = {"limb": part, "title": title, "removal": removal, "removes": removes}
    if removes:
        return _removed(request, actor, record, part, form, removal, context)

    def act() -> str:
        state_facts(
            actor=actor,
            committee=pk,
            matter=matter,
            limb=limb,
            facts=form.values,
            reason=form.cleaned_data.get("reason", ""),
            unchanged=_unchanged(form),
        )
        return f"The facts of part ({part.letter}) are stated." if part.letter else "The facts are stated."

    return _answer(request, record, form, act, context)


@TAKES
def new_part(request: HttpRequest, pk: int, matter: int) -> HttpResponse:
    """One more part of the matter, with its facts."""
    actor, record = _asked(request, pk, matter)
    form = NewPart(_sent(request), kind=_kind(record.matter), matter=record.matter, day=record.day)

    def act() -> str:
        said = form.cleaned_data
        limb = add_part(
            actor=actor,
            committee=pk,
            matter=matter,
            text=said["text"],
            verb=Verb(said["verb"]),
            facts=form.values,
        )
        return f"Part ({limb.letter}) is added." if limb.letter else "The part is added."

    return _answer(request, record, form, act, {"limb": None, "title": "Add a part", "new": True})


def _asked(request: HttpRequest, pk: int, matter: int) -> tuple[Actor, OutsideRecord]:
    """Who asks and about which matter, once the gate lets them state its facts."""
    actor = actor_for(request.user, clock.today())
    try:
        record = load_outside(pk, matter, clock.today(), also=[actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        raise Http404(NO_MATTER) from None
    require(may_outside(Act.STATE_FACTS, actor, record))
    return actor, record


def _part(matter: Matter, limb: int) -> Limb:
    found = matter.limbs.filter(pk=limb).first()
    if found is None:
        raise Http404(NO_PART)
    return found


def _kind(matter: Matter):
    kind = kind_of(matter)
    if kind is None:
        raise Http404(NO_KIND)
    return kind


def _sent(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _unchanged(form: Stating) -> Callable[[Any], bool]:
    """Whether the row still says what the form was filled in from."""
    return lambda row: form.cleaned_data["seen"] == seen(row.facts, getattr(row, "applicant_id", None))


def _answer(
    request: HttpRequest, record: OutsideRecord, form: Stating, act: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    """The page; what was sent is taken, or looks for a practice and states nothing yet."""
    refused: NotTaken | None = None
    if request.method == "POST" and form.asks_to_find:
        form.not_judged_yet()
    elif request.method == "POST":
        refused = take(request, form, act)
        if refused is None:
            return redirect(_next(request, record))
    return _page(request, record, form, refused, context)


def _next(request: HttpRequest, record: OutsideRecord) -> str:
    """Where it goes on: the next part to be added, or the matter's page."""
    where = [record.committee.id, record.matter.pk]
    if "another" in request.POST:
        return reverse("new_part", args=where)
    return f"{reverse('matter_outside', args=where)}#{ANCHOR}"


def _removed(
    request: HttpRequest,
    actor: Actor,
    record: OutsideRecord,
    part: Limb,
    form: Stating,
    removal: RemovePart,
    context: dict[str, Any],
) -> HttpResponse:
    where = {"committee": record.committee.id, "matter": record.matter.pk}

    def act() -> str:
        remove_part(actor=actor, **where, limb=part.pk, reason=removal.cleaned_data["reason"])
        return f"Part ({part.letter}) is taken off."

    refused = take(request, removal, act)
    if refused is None:
        return redirect(_next(request, record))
    return _page(request, record, form, refused, context)


def _page(
    request: HttpRequest, record: OutsideRecord, form: Stating, refused: NotTaken | None, context: dict[str, Any]
) -> HttpResponse:
    if refused is not None and refused.verdict is not None:
        raise Refused(refused.verdict)
    limbs = list(record.matter.limbs.values_list("pk", flat=True))
    limb = context["limb"]
    errors = form.errors or (context["removal"].errors if context.get("removes") else None)
    told = {
        "committee": record.row,
        "matter": record.matter,
        "kind": form.kind,
        "form": form,
        "stays": "" if context.get("new") else stays(record.matter.pk, limbs).why(limb.pk if limb else None),
        "removable": limb is not None and len(limbs) > 1,
        "not_done": refused is not None,
        "sentences": refused.sentences if refused and not errors else [],
        **context,
    }
    return render(request, PAGE, told, status=refused.status if refused else 200)


urlpatterns = [
    path("committees/<key:pk>/matters/<key:matter>/facts/", matter_facts, name="matter_facts"),
    path("committees/<key:pk>/matters/<key:matter>/facts/<key:limb>/", part_facts, name="part_facts"),
    path("committees/<key:pk>/matters/<key:matter>/parts/add/", new_part, name="new_part"),
]
