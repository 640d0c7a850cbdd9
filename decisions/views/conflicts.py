"""Before the meeting: the conflicts that the registers show, what the secretary makes of them, and the forecast."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from committees.powers import Actor, actor_for
from committees.terms import Act
from decisions import actions
from decisions.conflicts_forms import ADD, CONFIRM, PROPOSE, Add, Screen
from decisions.conflicts_page import Conflicts, ItemConflicts, conflicts_page, may_see
from decisions.console.ahead import RuleForm, rule_forms
from decisions.facts import Record
from decisions.gate import Refused, may_in_meeting
from decisions.views.once import NotTaken, take
from decisions.views.records import record_of
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known


@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be a conflict on each item; a press of the secretary's is sent here too."""
    record = record_of(pk)
    actor = actor_for(request.user, clock.today())
    verdict = may_see(actor, record)
    if not verdict:
        raise Refused(verdict, what="You may not see this page")
    if request.method != "POST":
        return _page(request, actor, record)
    form = _form(request, actor, record)
    refused = take(request, form, lambda: _press(actor, pk, form))
    if refused is None:
        return redirect(f"{request.path}#item-{form.data.get('item', '')}" if form.is_valid() else request.path)
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    return _page(request, actor, record, form, refused)


def _form(request: HttpRequest, actor: Actor, record: Record) -> Screen | Add:
    if request.POST.get("press") != ADD:
        return Screen(request.POST)
    return _add(conflicts_page(actor, record), request.POST)


def _add(page: Conflicts, data=None) -> Add:
    items = [(item.pk, f"{item.number} {item.title}") for item in page.may]
    return Add(data, items=items, people=page.people)


def _press(actor: Actor, meeting: int, form: Screen | Add) -> str:
    said = dict(form.cleaned_data)
    where = {"actor": actor, "meeting": meeting, "item": said["item"]}
    if isinstance(form, Add):
        named = {name: said[name] for name in ("person", "nature", "why", "type", "directness")}
        actions.add_match(**where, **named)
        return "Added. It takes this person's vote on the item until the chair rules."
    about = {"matches": said["found"]}
    if said["press"] == CONFIRM:
        actions.confirm_matches(**where, **about)
        return "Confirmed. The chair rules on it."
    if said["press"] == PROPOSE:
        actions.propose_dismissal(**where, **about, reason=said["reason"])
        return "Proposed to be dismissed. It stands until the chair disposes of it."
    actions.withdraw_proposal(**where, **about)
    return "The proposal to dismiss it is withdrawn."


def _page(
    request: HttpRequest,
    actor: Actor,
    record: Record,
    sent: Screen | Add | None = None,
    refused: NotTaken | None = None,
) -> HttpResponse:
    page = conflicts_page(actor, record)
    rulings = rule_forms(record, actor)
    context = {
        "meeting": record.meeting,
        "page": page,
        "key": uuid.uuid4,
        "rows": [_row(item, rulings.get(item.pk)) for item in page.items if not item.quiet],
        "without": [item for item in page.items if item.quiet and not item.withheld],
        "may_run": bool(may_in_meeting(Act.RUN_AGENDA, actor, record)),
        "sees_all": any(item.sees_all for item in page.items),
        "add": (sent if isinstance(sent, Add) else _add(page)) if page.may else None,
        "sentences": refused.sentences if refused else [],
    }
    return render(request, "decisions/conflicts/page.html", context, status=refused.status if refused else 200)


def _row(item: ItemConflicts, ruling: RuleForm | None) -> dict:
    """An item, a form with a key of its own for each group on it, and the chair's form for a ruling."""
    groups = [{"group": group, "form": Screen()} for group in item.groups]
    return {"item": item, "groups": groups, "ruling": ruling}


urlpatterns = [path("meetings/<key:pk>/conflicts/", conflicts, name="conflicts")]
