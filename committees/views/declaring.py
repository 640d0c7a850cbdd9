"""A person's own entry in the registers: declaring, changing, ending, "nothing has changed"; and whose entry is overdue."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Interest, Person
from committees.powers import Actor, actor_for
from committees.refused import require
from committees.registers import declaring
from committees.registers.bodies import find_body
from committees.registers.due import due_on
from committees.registers.entry import categories_for, entry_of
from committees.registers.forms_declaring import MOST, EndForm, InterestForm, ticked
from committees.registers.gate import may_with_registers
from committees.registers.organisations import find_organisations as find
from committees.registers.organisations import keys_of
from committees.rights.declaring import DAYS_ALLOWED, SOON, period_on
from committees.rights.publication import PRIVATE_MONTHS, PUBLIC_MONTHS
from committees.terms import RegisterAct, Said
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

TAKES = require_http_methods(["GET", "HEAD", "POST"])
SAYS: dict[str, tuple[Callable, str]] = {
    Said.NOTHING_CHANGED.value: (declaring.say_nothing_changed, "Recorded: nothing has changed."),
    Said.NOTHING_TO_DECLARE.value: (declaring.say_nothing_to_declare, "Recorded: nothing to declare."),
}


@TAKES
def my_declarations(request: HttpRequest) -> HttpResponse:
    """One's own entry, and what one says of it."""
    actor = actor_for(request.user, clock.today())
    person = Person.objects.filter(pk=actor.person).first() if actor.person is not None else None
    if person is None:
        status = 403 if request.method == "POST" else 200
        return render(request, "committees/declaring/nobody.html", {"account": request.user}, status=status)
    return _entry(request, actor, person)


@TAKES
def declarations_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's entry, for who keeps the registers on which they are, for the guardian, and for themselves."""
    actor, person = _who(request, pk)
    return _entry(request, actor, person)


def _who(request: HttpRequest, pk: int) -> tuple[Actor, Person]:
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("There is no such person.")
    return actor_for(request.user, clock.today()), person


def _entry(request: HttpRequest, actor: Actor, person: Person) -> HttpResponse:
    today = clock.today()
    require(may_with_registers(RegisterAct.READ_PRIVATE, actor, today, about=person))
    may = may_with_registers(RegisterAct.DECLARE, actor, today, about=person)
    context = {"own": actor.person == person.pk, "may": may, "actor": actor, "today": today}
    context |= {"public_months": PUBLIC_MONTHS, "private_years": PRIVATE_MONTHS // 12}
    if request.method == "POST":
        require(may)
        wrong = _say(request, actor, person)
        if not wrong:
            return redirect("home" if request.POST.get("back") == "home" else _address(actor, person))
        context["sentences"] = wrong
    context["entry"] = entry_of(person, today)
    status = 422 if request.method == "POST" else 200
    return render(request, "committees/declaring/entry.html", context, status=status)


def _say(request: HttpRequest, actor: Actor, person: Person) -> list[str]:
    """Record what a button says of the whole entry; why it cannot be, nothing when it is."""
    act, done = SAYS.get(request.POST.get("said", ""), (None, ""))
    if act is None:
        return ["Press one of the buttons: “Nothing has changed” or “Nothing to declare”."]
    try:
        act(actor=actor, person=person.pk)
    except ValidationError as error:
        return error.messages
    messages.success(request, done if actor.person == person.pk else f"{done} For {person.name}, by {actor.name}.")
    return []


def _address(actor: Actor, person: Person) -> str:
    return reverse("my_declarations") if actor.person == person.pk else reverse("declarations_of", args=[person.pk])


@TAKES
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """An interest is declared, by the person or for them."""
    actor, person = _who(request, pk)
    today = clock.today()
    require(may_with_registers(RegisterAct.DECLARE, actor, today, about=person))
    data = request.POST if request.method == "POST" else None
    own = actor.person == person.pk
    form = InterestForm(data, today=today, categories=categories_for(person, today), own=own)

    def act() -> str:
        declaring.declare_interest_for_register(
            actor=actor, person=person.pk, told=form.told, on=form.cleaned_data.get("said_on")
        )
        return "Declared. It stands in the registers of every body below."

    return _form(request, actor, person, form, act, {"heading": "Declare an interest", "press": "Declare"})


@TAKES
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry says something else from now on."""
    actor, row = _interest(request, pk)
    today = clock.today()
    data = request.POST if request.method == "POST" else None
    own = actor.person == row.person_id
    form = InterestForm(data, today=today, categories=categories_for(row.person, today), own=own, changes=row)

    def act() -> str:
        given = form.cleaned_data
        declaring.change_interest(
            actor=actor, interest=row.pk, told=form.told, reason=given["reason"], seen=given["seen"]
        )
        return "Changed. What the entry said before stays in its history."

    return _form(request, actor, row.person, form, act, {"heading": "Change an interest", "press": "Save the change"})


@TAKES
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """An interest is over, or will be."""
    actor, row = _interest(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None, row=row)

    def act() -> str:
        given = form.cleaned_data
        declaring.end_interest(
            actor=actor, interest=row.pk, last_day=given["ends_on"], reason=given["reason"], seen=given["seen"]
        )
        return (
            f"Ended. The entry stays in the public registers for {PUBLIC_MONTHS} months, and in the private ones for "
            f"{PRIVATE_MONTHS // 12} years."
        )

    more = {"heading": "An interest is over", "press": "End this interest", "interest": row}
    return _form(request, actor, row.person, form, act, more, "committees/declaring/end.html")


def _interest(request: HttpRequest, pk: int) -> tuple[Actor, Interest]:
    """An entry and who asks; 404 for who may not read it: that it exists is nobody else's business."""
    actor, today = actor_for(request.user, clock.today()), clock.today()
    row = Interest.objects.filter(pk=pk).select_related("person").prefetch_related("practices", "providers").first()
    if row is None or not may_with_registers(RegisterAct.READ_PRIVATE, actor, today, about=row.person):
        raise Http404("There is no such entry.")
    require(may_with_registers(RegisterAct.DECLARE, actor, today, about=row.person))
    return actor, row


def _form(
    request: HttpRequest,
    actor: Actor,
    person: Person,
    form: Form,
    act: Callable[[], str],
    context: dict,
    template: str = "committees/declaring/interest.html",
) -> HttpResponse:
    """Show a form, or take it: done and back to the entry, or shown again with what is wrong and all that was typed."""
    own = actor.person == person.pk
    context |= {"person": person, "own": own, "actor": actor, "back": _address(actor, person), "days": DAYS_ALLOWED}
    if request.method != "POST":
        return render(request, template, context | {"form": form})
    if isinstance(form, InterestForm) and form.asks_to_find:
        form.not_judged_yet()
        return render(request, template, context | {"form": form})
    if form.is_valid():
        try:
            messages.success(request, act())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(context["back"])
    return render(request, template, context | {"form": form}, status=422)


@require_safe
def find_organisations(request: HttpRequest) -> HttpResponse:
    """What fits the words typed so far, as a part of the form; what is ticked stays."""
    words = request.GET.get("find", "").replace("\x00", "")[:100]
    practices, providers, _ = keys_of(request.GET.getlist("organisations")[:MOST])
    day = clock.today()
    context = {"found": find(words, day), "ticked": ticked(practices, providers, day), "words": words}
    return render(request, "committees/declaring/found.html", context)


@require_safe
def overdue_declarations(request: HttpRequest, key: str) -> HttpResponse:
    """Whose entry on a body's registers is overdue or due soon, for who keeps them and for the guardian."""
    body, today = find_body(key), clock.today()
    require(may_with_registers(RegisterAct.READ_PRIVATE, actor_for(request.user, today), today, body=body))
    rows = due_on(body, today)
    context = {
        "body": body,
        "today": today,
        "period": period_on(today),
        "days": DAYS_ALLOWED,
        "soon_days": SOON,
        "overdue": [row for row in rows if row.due.overdue],
        "soon": [row for row in rows if row.due.asks and not row.due.overdue],
        "count": len(rows),
        "fine": [row for row in rows if not row.due.asks],
    }
    return render(request, "committees/declaring/overdue.html", context)


urlpatterns = [
    path("my-declarations/", my_declarations, name="my_declarations"),
    path("my-declarations/find/", find_organisations, name="find_organisations"),
    path("people/<key:pk>/declarations/", declarations_of, name="declarations_of"),
    path("people/<key:pk>/declarations/declare/", declare, name="declare_for_register"),
    path("declarations/<key:pk>/change/", change, name="change_interest"),
    path("declarations/<key:pk>/end/", end, name="end_interest"),
    path("registers/<str:key>/overdue/", overdue_declarations, name="overdue_declarations"),
]
