"""The meeting console, what members and the projector see of it, and NHS England's page for one decision.

Views fetch, call one action, render. Who may do what is the gate's answer.
"""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.core.signing import Signer
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committees.facts import bodies_above
from committees.models import Committee, Meeting
from committees.powers import actor_for
from committees.rights.conflicts import PRESETS
from committees.rights.reasons import Verdict
from committees.terms import Act, Choice, Directness, Function, InterestType, Outcome, RoomRole, Verb
from decisions import actions, forms
from decisions.condition_lines import committees_to_await
from decisions.console import Console, build
from decisions.console.handling import menu
from decisions.facts import Record, load_record
from decisions.gate import Refused, may_declare, may_on_resolution, require
from decisions.models import Link, Resolution
from decisions.outcome import outcome_of, veto_last_day, veto_of
from decisions.presses import KINDS, Kind
from decisions.readers import blot_out, ground_of, is_private, may_know, refuse_unknown
from decisions.views import putting_right
from decisions.views.once import take
from decisions.views.records import record_of
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

#: A page that looks for news by itself takes no message: "Done" is for the page on which somebody pressed.
SAYS_NOTHING: dict = {"messages": ()}
#: What the address of the console asks for: the panel of everybody's interests.
DECLARATIONS = "declarations"


def _heads(request: HttpRequest, pk: int) -> str:
    """What a page of this meeting has seen: changes with every act, and is signed for the account it was shown to.

    Whoever sends it back was let in when the page was made; to hear that nothing is new they need not be asked again.
    """
    last = Link.objects.filter(sitting__meeting=pk).order_by("-pk").values_list("pk", flat=True).first()
    return Signer(salt="decisions.heads").sign(f"{request.user.pk}.{pk}.{last or 0}")


def _nothing_new(request: HttpRequest, pk: int) -> bool:
    return constant_time_compare(request.GET.get("heads", ""), _heads(request, pk))


def _item(request: HttpRequest, record: Record) -> int | None:
    asked = forms.key_in(request.GET.get("item") or request.POST.get("item"))
    return asked if asked in record.item_by_id else None


def _read(request: HttpRequest, pk: int) -> tuple[Record, str]:
    """The record, and its heads from before it was read: what comes while it is being read is news to the page."""
    heads = _heads(request, pk)
    return record_of(pk), heads


def _may_look(request: HttpRequest, record: Record) -> Verdict:
    """Whether the reader may see the console, asked before it is put together."""
    return Console(record=record, actor=actor_for(request.user, clock.today()), item=None, sittings=()).may_look


def _context(request: HttpRequest, record: Record, heads: str, item: int | None) -> dict:
    actor = actor_for(request.user, clock.today())
    blot_out(actor, record, record.item_by_id[item] if item is not None else record.current)
    _name_who_was_passed_an_item(record)
    asked = request.GET.get("ask") or request.POST.get("ask", "")
    console = build(record, actor, item, declarations=asked == DECLARATIONS, bodies=bodies_above)
    return {
        "console": console,
        "meeting": record.meeting,
        "heads": heads,
        "key": uuid.uuid4,
        "words": {
            "handling": menu(),
            "types": list(InterestType),
            "directness": list(Directness),
            "roles": [r for r in RoomRole if r != RoomRole.MEMBER],
            "verbs": list(Verb),
            "functions": list(Function),
            "votes": (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.NOT_VOTING),
        },
        "presets": PRESETS,
        "ask": asked,
        "is_ahead": record.day > clock.today(),
        "bodies": committees_to_await(record.day),
        "later": _later_meetings(record)[:12],
    }


def _later_meetings(record: Record) -> QuerySet[Meeting]:
    """The meetings to come in which a committee of this one sits: an item may be put off to them."""
    here = {sitting.committee.id for sitting in record.sittings.values()}
    return Meeting.objects.filter(date__gt=record.day, sittings__committee__in=here).distinct().order_by("date", "pk")


def _name_who_was_passed_an_item(record: Record) -> None:
    """The committees to which items were passed on: one query, where there are any."""
    passed = [act for item in record.items for act in item.deferrals if act.passed_to_id]
    named = Committee.objects.in_bulk({act.passed_to_id for act in passed}) if passed else {}
    for act in passed:
        act.passed_to = named[act.passed_to_id]


@require_safe
def console(request: HttpRequest, pk: int) -> HttpResponse:
    """One page a meeting, for the secretary's hands and the chair's eyes."""
    return _show_console(request, pk)


def _show_console(request: HttpRequest, pk: int, **more) -> HttpResponse:
    record, heads = _read(request, pk)
    require(_may_look(request, record))
    context = _context(request, record, heads, _item(request, record))
    return render(request, "decisions/console/page.html", context | more)


@require_safe
def console_live(request: HttpRequest, pk: int) -> HttpResponse:
    """The console again if the record has moved on since ``heads``; 204 if not."""
    if _nothing_new(request, pk):
        return HttpResponse(status=204)
    return _show_console(request, pk, **SAYS_NOTHING)


@require_POST
def console_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One press: taken once, refused with its reasons, or done."""
    kind = KINDS.get(what)
    meeting = Meeting.objects.select_related("convened_by").filter(pk=pk).first()
    if kind is None or meeting is None:
        raise Http404("There is no such step in a meeting.")
    form = kind.form(request.POST, meeting=meeting)
    refused = take(request, form, lambda: kind.run(actor_for(request.user, clock.today()), form))
    if refused is not None:
        return _not_done(request, pk, refused.sentences, verdict=refused.verdict, status=refused.status)
    return redirect(_back(request, pk, kind))


def _back(request: HttpRequest, pk: int, kind: Kind) -> str:
    if putting_right.came_from_here(request):
        return putting_right.back(request, pk)
    if request.POST.get("from") in ("follow", "conflicts"):
        return reverse(request.POST["from"], args=[pk])
    item = None if kind.moves_on else forms.key_in(request.POST.get("item"))
    shown: dict[str, int | str] = {"item": item} if item is not None else {}
    if request.POST.get("ask") == DECLARATIONS:
        shown["ask"] = DECLARATIONS
    return reverse("console", args=[pk]) + (f"?{urlencode(shown)}" if shown else "")


def _not_done(request: HttpRequest, pk: int, sentences, *, verdict=None, status: int) -> HttpResponse:
    """The page as it is, with what was refused and why at its top; a live page keeps what was typed."""
    if putting_right.came_from_here(request):
        return putting_right.not_done(request, pk, sentences, verdict=verdict, status=status)
    record, heads = _read(request, pk)
    if request.POST.get("from") == "conflicts":
        context = {"meeting": record.meeting, "refusal": verdict, "sentences": sentences, "refused": True}
        return render(request, "decisions/console/not_done.html", context, status=status)
    follows = request.POST.get("from") == "follow"
    look = follows or _may_look(request, record)
    if not look:
        raise Refused(verdict if verdict is not None else look)
    item = _item(request, record)
    context = _follow_context(request, record, heads) if follows else _context(request, record, heads, item)
    context |= {"refusal": verdict, "sentences": sentences, "refused": True}
    template = "decisions/console/follow.html" if follows else "decisions/console/page.html"
    response = render(request, template, context, status=status)
    response["HX-Retarget"] = "#refusal"
    response["HX-Reselect"] = "#refusal"
    response["HX-Reswap"] = "outerHTML show:top"
    response["HX-Push-Url"] = "false"  # the address stays the page's, not the form's
    return response


@require_safe
def projector(request: HttpRequest, pk: int) -> HttpResponse:
    """The item, the motion and the result, for everybody in the room. No controls, nothing that was not said aloud."""
    if _nothing_new(request, pk):
        return HttpResponse(status=204)
    return render(request, "decisions/console/projector.html", _follow_context(request, *_read(request, pk)))


@require_safe
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """What a member sees during the meeting: the item, and their own vote and declaration."""
    return _show_follow(request, pk)


def _show_follow(request: HttpRequest, pk: int, **more) -> HttpResponse:
    return render(request, "decisions/console/follow.html", _follow_context(request, *_read(request, pk)) | more)


@require_safe
def follow_live(request: HttpRequest, pk: int) -> HttpResponse:
    """The same again if the record has moved on since ``heads``; 204 if not."""
    if _nothing_new(request, pk):
        return HttpResponse(status=204)
    return _show_follow(request, pk, **SAYS_NOTHING)


def _follow_context(request: HttpRequest, record: Record, heads: str) -> dict:
    context = _context(request, record, heads, None)
    console = context["console"]
    item, person = console.item, console.actor.person
    hidden = item is not None and is_private(record, item) and not may_know(console.actor, record, item)
    own = (
        []
        if hidden
        else [(ballot, row) for part in console.parts for ballot in part.ballots for row in _own_votes(console, ballot)]
    )
    declares = item is not None and may_declare(console.actor, record, item, person)
    ground = ground_of(record, item) if item is not None else ""
    return context | {"hidden": hidden, "ground": ground, "own": own, "me": person, "may_declare": declares}


def _own_votes(console: Console, ballot):
    """This person's seats in the electorate of a decision: the vote recorded, or whether it may be cast now."""
    person, resolution = console.actor.person, ballot.resolution
    for elector in resolution.voters:
        if person is not None and elector.person_id == person:
            vote, may = resolution.standing_votes.get(elector.seat_id), None
            if ballot.state == "open" and vote is None:
                may = may_on_resolution(Act.VOTE, console.actor, console.record, resolution, seat=elector.seat_id)
            yield {"seat": resolution.sitting.seat_by_id[elector.seat_id], "vote": vote, "may": may}


@require_http_methods(["GET", "HEAD", "POST"])
def veto(request: HttpRequest, pk: int) -> HttpResponse:
    """NHS England and one decision: veto, waiver or agreement; or why it has no such power, and by which rule."""
    row = Resolution.objects.select_related("item__meeting").filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such decision.")
    record = load_record(row.item.meeting_id)
    actor = actor_for(request.user, clock.today())
    resolution = record.resolution_by_id[pk]
    refuse_unknown(actor, record, resolution.item, "There is no such decision.")
    agreeing = resolution.opening is not None and resolution.opening.agreement_needed and not resolution.agreement
    act = Act.AGREE if agreeing else Act.VETO
    verdict = may_on_resolution(act, actor, record, resolution)
    if not verdict:
        raise Refused(verdict)
    context = {
        "resolution": resolution,
        "meeting": record.meeting,
        "verdict": verdict,
        "agreeing": agreeing,
        "state": veto_of(resolution),
        "last_day": veto_last_day(resolution),
        "outcome": outcome_of(resolution),
        "outcomes": Outcome,
        "key": uuid.uuid4,
    }
    if request.method != "POST":
        return render(request, "decisions/console/veto.html", context)
    form = forms.VetoForm(request.POST, meeting=record.meeting)
    refused = take(request, form, lambda: _national(form, actor, pk))
    if refused is None:
        return redirect("home")
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    return render(
        request, "decisions/console/veto.html", context | {"sentences": refused.sentences}, status=refused.status
    )


def _national(form, actor, resolution: int) -> str:
    """Do what NHS England's form says; the sentence to show when it is done."""
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    if what == "veto":
        actions.use_veto(actor=actor, resolution=resolution, reason=reason)
        return "The veto is recorded."
    if what == "waive":
        actions.waive_veto(actor=actor, resolution=resolution, reason=reason)
        return "Recorded: NHS England will not veto."
    actions.give_agreement(actor=actor, resolution=resolution, given=what == "agree", reason=reason)
    return "NHS England's answer is recorded."


urlpatterns = [
    path("meetings/<key:pk>/console/", console, name="console"),
    path("meetings/<key:pk>/console/live/", console_live, name="console_live"),
    path("meetings/<key:pk>/do/<slug:what>/", console_act, name="console_act"),
    path("meetings/<key:pk>/projector/", projector, name="projector"),
    path("meetings/<key:pk>/follow/", follow, name="follow"),
    path("meetings/<key:pk>/follow/live/", follow_live, name="follow_live"),
    path("decisions/<key:pk>/nhs-england/", veto, name="veto"),
]
