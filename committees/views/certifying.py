"""Training, and the figures for the quarterly and annual self-certification."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Person
from committees.powers import Actor, actor_for
from committees.refused import require
from committees.registers.bodies import Body, find_body
from committees.registers.certification import Certificate, certificate, trained_on
from committees.registers.exports import KINDS, Table, as_download
from committees.registers.forms_certifying import ChooseTerm, TrainingForm
from committees.registers.gate import may_with_registers
from committees.registers.training import is_trained, record_training
from committees.rights.certifying import TRAINED_FOR_MONTHS, TRAINED_PER_CENT, WHO_IS_TRAINED, trained_since
from committees.terms import RegisterAct
from committees.views.registers import asked
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known
from practices.dated import in_words

TAKES = require_http_methods(["GET", "HEAD", "POST"])


# --- Training ---
@TAKES
def my_training(request: HttpRequest) -> HttpResponse:
    """One's own training."""
    actor = actor_for(request.user, clock.today())
    person = Person.objects.filter(pk=actor.person).first() if actor.person is not None else None
    if person is None:
        status = 403 if request.method == "POST" else 200
        return render(request, "committees/certifying/nobody.html", {"account": request.user}, status=status)
    return _training(request, actor, person)


@TAKES
def training_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's training, for who keeps the registers on which they are, for the guardian, and for themselves."""
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("There is no such person.")
    return _training(request, actor_for(request.user, clock.today()), person)


def _training(request: HttpRequest, actor: Actor, person: Person) -> HttpResponse:
    today, own = clock.today(), actor.person == person.pk
    require(may_with_registers(RegisterAct.READ_PRIVATE, actor, today, about=person))
    may = may_with_registers(RegisterAct.RECORD_TRAINING, actor, today, about=person)
    form = TrainingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(may)
        if form.is_valid() and _recorded(request, form, actor, person):
            return redirect(reverse("my_training") if own else reverse("training_of", args=[person.pk]))
    rows = list(person.training.order_by("-completed_on", "-pk"))
    last = rows[0].completed_on if rows else None
    context = {
        "person": person,
        "own": own,
        "may": may,
        "form": form,
        "rows": [(row, is_trained(row.completed_on, today)) for row in rows],
        "trained": is_trained(last, today),
        "today": today,
        "since": trained_since(today),
        "months": TRAINED_FOR_MONTHS,
        "source": WHO_IS_TRAINED,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "committees/certifying/training.html", context, status=status)


def _recorded(request: HttpRequest, form: TrainingForm, actor: Actor, person: Person) -> bool:
    given = form.cleaned_data
    try:
        record_training(actor=actor, person=person.pk, module=given["module"], completed_on=given["completed_on"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Recorded.")
    return True


# --- Certification ---
@require_safe
def certification(request: HttpRequest, key: str) -> HttpResponse:
    """The figures of a CCG for a quarter, and for the year in which it lies; who is trained; or the figures as a file."""
    today, body = clock.today(), find_body(key)
    require(may_with_registers(RegisterAct.CERTIFY, actor_for(request.user, today), today, body=body))
    if body.committee is not None:
        raise Http404(
            "The self-certification is each CCG's, and not a joint committee's. Choose the CCG on “Registers”."
        )
    form = ChooseTerm(request.GET, today)
    term = form.chosen
    both = [certificate(body, each, today) for each in (term, term.whole_year)]
    kind = request.GET.get("format")
    if kind and form.is_valid():
        return as_download(_table(body, both), kind)
    day = both[1].day
    context = {
        "body": body,
        "form": form,
        "certificates": both,
        "trained": trained_on(body, day),
        "day": day,
        "since": trained_since(day),
        "kinds": [(each, f"?{asked(request, format=each.name)}") for each in KINDS.values()],
        "per_cent": TRAINED_PER_CENT,
        "today": today,
    }
    return render(request, "committees/certifying/certification.html", context, status=400 if kind else 200)


def _table(body: Body, both: list[Certificate]) -> Table:
    """The figures as the table of every kind of file."""
    rows = tuple(
        (
            each.term.name,
            in_words(each.day),
            figure.question,
            figure.answer,
            {True: "yes", False: "no", None: "not known"}[figure.met],
            " ".join(figure.working),
            str(figure.source),
        )
        for each in both
        for figure in each.figures
    )
    columns = ("Term", "As at", "Question", "Answer", "As it should be", "How it was counted", "Source")
    title = f"Self-certification on conflicts of interest, {body.name}: {both[0].term.name}"
    notes = ("Computed from the registers; nothing in it is typed.",)
    return Table(title, notes, columns, rows)


urlpatterns = [
    path("my-declarations/training/", my_training, name="my_training"),
    path("people/<key:pk>/training/", training_of, name="training_of"),
    path("registers/<str:key>/certification/", certification, name="certification"),
]
