"""Before the meeting: putting a matter on its agenda, with those who present it and its papers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from committees.powers import Actor, actor_for
from committees.terms import Access, Act
from decisions.actions.preparing import add_item as put
from decisions.actions.preparing import add_paper as attach
from decisions.agenda_forms import AddItem, AddPaper
from decisions.facts import Record
from decisions.gate import Refused, may_add_paper, may_in_meeting, require
from decisions.models import AgendaItem
from decisions.readers import refuse_unknown
from decisions.returned import waiting_for_agenda
from decisions.stated.on_agendas import facts_of
from decisions.stated.telling import kind_of
from decisions.views.once import NotTaken, take
from decisions.views.records import record_of
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

TAKES = require_http_methods(["GET", "HEAD", "POST"])
NO_ITEM = "There is no such item on this agenda."


@TAKES
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for a new item; once it is on the agenda, its facts where its kind asks for any, else its conflicts."""
    record = record_of(pk)
    actor = actor_for(request.user, clock.today())
    require(may_in_meeting(Act.RUN_AGENDA, actor, record))
    form = AddItem(request.POST if request.method == "POST" else None, record=record)
    if request.method != "POST":
        return _item_page(request, actor, record, form)
    if "look" in request.POST:  # "Find": nothing is sent yet, and nothing is wrong yet
        form.not_judged_yet()
        return _item_page(request, actor, record, form)

    made: list[AgendaItem] = []

    def act() -> str:
        made.append(put(actor=actor, meeting=pk, item=form.told))
        on = f"Item {made[0].number} is on the agenda."
        if facts_of(actor, record, made[0]):
            return f"{on} State its facts now, or later: before it is voted on."
        return f"{on} What the registers show on it is below."

    refused = take(request, form, act)
    if refused is None:
        return redirect((facts_of(actor, record, made[0]) if made else "") or reverse("conflicts", args=[pk]))
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    return _item_page(request, actor, record, form, refused)


def _item_page(
    request: HttpRequest, actor: Actor, record: Record, form: AddItem, refused: NotTaken | None = None
) -> HttpResponse:
    context = {
        "meeting": record.meeting,
        "form": form,
        "begun": record.begun,
        "waits": waiting_for_agenda(actor, {sitting.committee.id for sitting in record.sittings.values()}),
        "sentences": refused.sentences if refused and not form.errors else [],
    }
    return render(request, "decisions/agenda/add_item.html", context, status=refused.status if refused else 200)


@TAKES
def add_paper(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """A form for a paper of an item. An item that the reader may not know of is not there."""
    record = record_of(pk)
    on = record.item_by_id.get(item)
    if on is None:
        raise Http404(NO_ITEM)
    actor = actor_for(request.user, clock.today())
    refuse_unknown(actor, record, on, NO_ITEM)
    require(may_add_paper(actor, record, on))
    form = AddPaper(request.POST, request.FILES) if request.method == "POST" else AddPaper()
    refused = None
    if request.method == "POST":

        def act() -> str:
            said = form.cleaned_data
            attach(
                actor=actor,
                meeting=pk,
                item=item,
                title=said["title"],
                access=Access(said["access"]),
                text=said["text"],
                file=said["file"],
            )
            return "The paper is with the item."

        refused = take(request, form, act)
        if refused is None:
            return redirect(f"{reverse('meeting', args=[pk])}#item-{on.number}")
        if refused.verdict is not None:
            raise Refused(refused.verdict)
    context = {
        "meeting": record.meeting,
        "item": on,
        "kind": kind_of(on.matter),
        "form": form,
        "sentences": refused.sentences if refused and not form.errors else [],
    }
    return render(request, "decisions/agenda/add_paper.html", context, status=refused.status if refused else 200)


urlpatterns = [
    path("meetings/<key:pk>/agenda/add/", add_item, name="add_item"),
    path("meetings/<key:pk>/items/<key:item>/papers/add/", add_paper, name="add_paper"),
]
