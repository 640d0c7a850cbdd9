"""Writing up a meeting after it happened, from its printed sheet. Views fetch, call one action, render."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.powers import Actor, actor_for
from decisions import minutes as writing
from decisions.actions.hanging import conditions_on_agenda
from decisions.facts import ItemFacts, Record
from decisions.gate import require
from decisions.minutes.load import names_for
from decisions.models import Submission
from decisions.readers import private_items_open_to, refuse_unknown
from decisions.views.once import take as taken_once
from decisions.views.records import record_of
from decisions.writing_up import taking, words
from decisions.writing_up.attendance_form import AttendanceForm
from decisions.writing_up.close_form import CloseForm
from decisions.writing_up.fields import WritingUp
from decisions.writing_up.item_form import ItemForm
from decisions.writing_up.sheet import sheet as sheet_for
from decisions.writing_up.tasks import attendance_recorded, is_untouched, may_hold_the_pen, may_write_up, tasks
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

TAKES = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A page made for A4: agenda, seats, and boxes for what happens. For whoever may run the meeting."""
    record, actor = record_of(pk), actor_for(request.user, clock.today())
    require(may_hold_the_pen(actor, record))
    context = {"meeting": record.meeting, "sheet": sheet_for(actor, record), "words": words}
    return render(request, "decisions/writing_up/sheet.html", context)


def _pen(request: HttpRequest, pk: int) -> tuple[Record, Actor]:
    """The record, and the account that may write it up; Refused with the reasons where it may not."""
    record, actor = record_of(pk), actor_for(request.user, clock.today())
    require(may_write_up(actor, record, clock.today()))
    return record, actor


@require_safe
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is to write up: what is done, what is next."""
    record, actor = _pen(request, pk)
    context = {"meeting": record.meeting, "tasks": tasks(actor, record), "closed": record.closed, "now": clock.now()}
    return render(request, "decisions/writing_up/start.html", context)


@TAKES
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there; once that is recorded, what is recorded."""
    record, actor = _pen(request, pk)
    if attendance_recorded(record) or record.closed:
        return _recorded(request, actor, record, None)
    form = _form(request, AttendanceForm, record)
    return _page(request, "attendance", record, form, lambda: taking.take_attendance(actor, record, form))


@TAKES
def item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One item; once something is recorded of it, what is recorded, and where it is put right."""
    record, actor = _pen(request, pk)
    on = record.item_by_id.get(item)
    if on is None:
        raise Http404("This item is not on the agenda of this meeting.")
    refuse_unknown(actor, record, on, "This item is not on the agenda of this meeting.")
    if not is_untouched(on) or record.closed or not attendance_recorded(record):
        return _recorded(request, actor, record, on)
    ccgs = {ccg.code for sitting in record.sittings.values() for ccg in sitting.committee.ccgs}
    bodies = Committee.objects.filter(ccgs__ods_code__in=ccgs).distinct().order_by("name")
    carried = conditions_on_agenda(resolution.limb.pk for resolution in on.resolutions)
    awaited = [(str(body.pk), body.name) for body in bodies]
    form = _form(request, ItemForm, record, on, conditions=carried, awaited=awaited)
    return _page(request, "item", record, form, lambda: taking.take_item(actor, record, form), item=on)


@TAKES
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The close of the meeting."""
    record, actor = _pen(request, pk)
    if record.closed or not attendance_recorded(record):
        return redirect("write_up", pk)
    form = _form(request, CloseForm, record)
    left = [task for task in tasks(actor, record).items if task.state != "done"]
    return _page(request, "close", record, form, lambda: taking.take_close(actor, record, form), left=left)


def _form(request: HttpRequest, kind: type[WritingUp], *about, **more) -> WritingUp:
    """The form as it was sent; with more lines, not yet looked at, where that was asked for; or a new one."""
    if request.method != "POST":
        return kind(*about, initial={"key": uuid.uuid4()}, **more)
    wanted = request.POST.get("more", "")
    if not wanted:
        return kind(*about, request.POST, **more)
    data = request.POST.copy()
    have = data.get(wanted, "")
    data[wanted] = str(int(have) + 2) if have.isascii() and have.isdigit() and len(have) < 3 else ""
    form = kind(*about, data, **more)
    form.unfinished = True
    return form


def _page(
    request: HttpRequest, name: str, record: Record, form: WritingUp, take: Callable[[], str], **more
) -> HttpResponse:
    """Show a page, or take it: done, refused with its reasons, or shown again with what is wrong. Never half."""
    status, verdict = 200, None
    if request.method == "POST" and not request.POST.get("more"):
        refused = taken_once(request, form, take)
        if refused is None:
            return redirect(_next(request, record.meeting.pk))
        status, verdict = refused.status, refused.verdict
        for sentence in refused.sentences if form.is_valid() else ():  # what is wrong with a field is said beside it
            form.add_error(None, sentence)
    context = {"meeting": record.meeting, "form": form, "refusal": verdict, "words": words, "now": clock.now()} | more
    return render(request, f"decisions/writing_up/{name}.html", context, status=status)


def _next(request: HttpRequest, pk: int) -> str:
    """The page to write up next; the list of them where nothing is left, or what is left is for others."""
    ahead = tasks(actor_for(request.user, clock.today()), record_of(pk)).next
    if ahead is None:
        return reverse("write_up", args=[pk])
    return reverse("write_up_item", args=[pk, ahead.item]) if ahead.item else reverse("write_up_close", args=[pk])


def _sent_before(request: HttpRequest) -> bool:
    """Whether this very form was taken: it is then no mistake to see it again."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return False
    return Submission.objects.filter(key=key, account=request.user).exists()


def _recorded(request: HttpRequest, actor: Actor, record: Record, on: ItemFacts | None) -> HttpResponse:
    """What is recorded of an item (None: of attendance), in the words of the minutes, and where it is put right."""
    if request.method == "POST" and _sent_before(request):
        messages.info(request, "This was recorded already: the same form was sent twice.")
        return redirect("write_up", record.meeting.pk)
    whole = writing.write(
        record,
        names_for(record),
        today=clock.today(),
        opens=private_items_open_to(actor, record),
    )
    context = {
        "meeting": record.meeting,
        "on": on,
        "minuted": next((each for each in whole.items if on is not None and each.number == on.number), None),
        "minutes": whole,
        "there": attendance_recorded(record),
        "untouched": on is None or is_untouched(on),
        "closed": record.closed,
    }
    status = 200 if request.method != "POST" else 409
    return render(request, "decisions/writing_up/recorded.html", context, status=status)


urlpatterns = [
    path("meetings/<key:pk>/sheet/", sheet, name="sheet"),
    path("meetings/<key:pk>/write-up/", start, name="write_up"),
    path("meetings/<key:pk>/write-up/attendance/", attendance, name="write_up_attendance"),
    path("meetings/<key:pk>/write-up/items/<key:item>/", item, name="write_up_item"),
    path("meetings/<key:pk>/write-up/close/", close, name="write_up_close"),
]
