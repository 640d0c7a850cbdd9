"""Putting the record of a meeting right: every entry that can be corrected, one page for each, and what was corrected.

The forms go where the console's go; what was refused is shown on the page it came from.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from committees.powers import Actor, actor_for
from committees.rights.conflicts import preset_named
from committees.rights.reasons import Verdict
from committees.terms import Choice, Directness, Handling, InterestType, Movement, Recording, RoomRole
from decisions import putting_right as page
from decisions.facts import Record, ResolutionFacts, effects_of, standing
from decisions.forms import key_in
from decisions.gate import require
from decisions.minutes.load import names_for
from decisions.minutes.reading import Reading
from decisions.national import who_breaks_tie
from decisions.outcome import casting_open_to, out_for_conflict, result_of, sentence_of
from decisions.readers import private_items_open_to, refuse_unknown
from decisions.views.records import record_of
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NO_ENTRY = "There is no such entry in the record of this meeting."
#: "from" in a form that was sent from here, and "back": the page of which entry.
HERE = "put-right"
_BACK = re.compile(r"\A(attendance|declaration|ruling|decision)-([0-9]{1,18})\Z")

Context = dict[str, object]


@require_safe
def put_right(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything recorded that can be put right, and everything that was: what, by whom, when and why."""
    return _show_list(request, pk)


def _show_list(request: HttpRequest, pk: int, status: int = 200, **more: object) -> HttpResponse:
    record, actor = record_of(pk), actor_for(request.user, clock.today())
    require(page.may_look(actor, record))
    context = {
        "meeting": record.meeting,
        "closed": record.closed,
        "page": page.entries(record, names_for(record), actor, clock.today()),
        "movements": [m for m in Movement if m != Movement.LEFT_FOR_ITEM],
        "roles": list(RoomRole),
        "key": uuid.uuid4,
    }
    return render(request, "decisions/putting_right/list.html", context | more, status=status)


@require_safe
def put_right_entry(request: HttpRequest, pk: int, what: str, entry: int) -> HttpResponse:
    """One entry, and the forms that put it right."""
    return _show_entry(request, pk, what, entry)


def _show_entry(
    request: HttpRequest, pk: int, what: str, entry: int, status: int = 200, **more: object
) -> HttpResponse:
    record, actor = record_of(pk), actor_for(request.user, clock.today())
    if what not in _ENTRIES:
        raise Http404(NO_ENTRY)
    context = _ENTRIES[what](actor, record, entry)
    context |= {"meeting": record.meeting, "back": f"{what}-{entry}", "key": uuid.uuid4, "closed": record.closed}
    context["chosen"] = {n: request.POST.get(n) or getattr(context["act"], n) for n in _LISTS.get(what, ())}
    return render(request, f"decisions/putting_right/{what}.html", context | more, status=status)


# --- After a form ---
def came_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from one of these pages."""
    return request.POST.get("from") == HERE


def back(request: HttpRequest, pk: int) -> str:
    """Where to go when a form was taken: a decision is put right in steps, on its page; an entry is done with."""
    found = _BACK.match(request.POST.get("back", ""))
    if found and found[1] == "decision":
        return reverse("put_right_entry", args=[pk, found[1], int(found[2])])
    return reverse("put_right", args=[pk])


def not_done(
    request: HttpRequest, pk: int, sentences: list[str], *, verdict: Verdict | None, status: int
) -> HttpResponse:
    """The page a form came from, with what was refused and why at its top, and what was typed still in it."""
    more = {"refusal": verdict, "sentences": sentences, "refused": True, "sent": _sent(request.POST)}
    more |= {"again_open": request.POST.get("form") == "again", "add_open": request.POST.get("form") == "add"}
    found = _BACK.match(request.POST.get("back", ""))
    key = key_in(found[2]) if found else None
    try:
        if found and key is not None:
            return _show_entry(request, pk, found[1], key, status, **more)
    except Http404:
        pass  # corrected meanwhile: the list shows by what
    return _show_list(request, pk, status, **more)


def _sent(post: Mapping[str, str]) -> dict[str, str]:
    """What was typed; never the form's own key, which is new each time."""
    return {name: value for name, value in post.items() if name not in ("key", "csrfmiddlewaretoken")}


# --- The entries ---
def _attendance(actor: Actor, record: Record, pk: int) -> Context:
    act = next((act for act in standing(record.attendance) if act.pk == pk), None)
    if act is None:
        raise Http404(NO_ENTRY)
    require(page.may_correct_attendance(actor, record))
    return {
        "act": act,
        "words": page.moved(record, act),
        "name": record.name(act.person_id),
        "movements": [m for m in Movement if m != Movement.LEFT_FOR_ITEM or act.item_id],
        "roles": list(RoomRole),
    }


def _declaration(actor: Actor, record: Record, pk: int) -> Context:
    found = ((item, act) for item in record.items for act in item.declared if act.pk == pk)
    item, act = next(found, (None, None))
    if item is None or act is None:
        raise Http404(NO_ENTRY)
    refuse_unknown(actor, record, item, NO_ENTRY)
    require(page.may_correct_declaration(actor, record, act))
    return {
        "act": act,
        "item": item,
        "words": page.declared(record, act),
        "types": list(InterestType),
        "directness": list(Directness),
        "results": page.standing_results(record, item, record.where_it_matters(item, act.person_id)),
    }


def _ruling(actor: Actor, record: Record, pk: int) -> Context:
    found = ((item, act) for item in record.items for act in standing(item.rulings) if act.pk == pk)
    item, act = next(found, (None, None))
    if item is None or act is None:
        raise Http404(NO_ENTRY)
    refuse_unknown(actor, record, item, NO_ENTRY)
    require(page.may_correct_ruling(actor, record, act))
    return {
        "act": act,
        "item": item,
        "words": page.ruled(record, act),
        "handling": list(Handling),
        "now": preset_named(effects_of(act)),
        "results": page.standing_results(record, item, {act.sitting_id}),
    }


def _decision(actor: Actor, record: Record, pk: int) -> Context:
    resolution = record.resolution_by_id.get(pk)
    if resolution is None or not resolution.announcements:
        raise Http404(NO_ENTRY)
    refuse_unknown(actor, record, resolution.item, NO_ENTRY)
    verdict = require(page.may_put_right(actor, record, resolution))
    then = record.as_at(resolution.decided_at)
    reading = Reading(
        record=record,
        names=names_for(record),
        sittings=[resolution.sitting],
        opens=private_items_open_to(actor, record),
        today=clock.today(),
    )
    found = result_of(resolution)
    tied = bool(found and found.tied and resolution.casting_vote is None and casting_open_to(resolution))
    breaks = who_breaks_tie(then, resolution) if tied else None
    return {
        "resolution": resolution,
        "item": resolution.item,
        "name": page.name_of(resolution),
        "verdict": verdict,
        "done": page.put_right(reading, resolution),
        "rows": _rows(record, resolution),
        "silent": _silent(record, resolution),
        "out": [name for names in out_for_conflict(then, resolution) for name in names],
        "found": found,
        "sentence": sentence_of(then, resolution, final=breaks is None),
        "breaks_tie": record.name(breaks) if breaks is not None else "",
        "newest": max((vote.pk for vote in resolution.votes), default=None),
        "choices": (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.NOT_VOTING),
        "recordings": _recordings(resolution),
        "recording": Recording(resolution.opening.recording) if resolution.opening else None,
    }


def _rows(record: Record, resolution: ResolutionFacts) -> list[Context]:
    """Each vote that stands."""
    seats = resolution.sitting.seat_by_id
    return [
        {"seat": seats[seat], "name": record.name(vote.by_id), "said": Choice(vote.choice).label}
        for seat, vote in resolution.standing_votes.items()
    ]


def _silent(record: Record, resolution: ResolutionFacts) -> list[Context]:
    """Those who could vote and of whom no vote is recorded."""
    seats, voted = resolution.sitting.seat_by_id, resolution.standing_votes
    return [
        {"seat": seats[e.seat_id], "name": record.name(e.person_id), "person": e.person_id}
        for e in resolution.voters
        if e.seat_id not in voted
    ]


def _recordings(resolution: ResolutionFacts) -> list[Recording]:
    terms = resolution.sitting.terms
    return [way for way in Recording if terms is None or way in terms.recordings]


#: The lists to choose from on an entry's page: what was sent is chosen, and where nothing was, what is recorded.
_LISTS = {"attendance": ("movement", "role"), "declaration": ("type", "directness")}

_ENTRIES = {"attendance": _attendance, "declaration": _declaration, "ruling": _ruling, "decision": _decision}

urlpatterns = [
    path("meetings/<key:pk>/put-right/", put_right, name="put_right"),
    path("meetings/<key:pk>/put-right/<slug:what>/<key:entry>/", put_right_entry, name="put_right_entry"),
]
