"""The course of a matter: recording a step, putting one right, and letters about what was decided."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Committee
from committees.powers import Actor, actor_for
from committees.terms import Act
from decisions.actions.outside.life import correct_step, keep_step, send_letter
from decisions.gate import Refused, require
from decisions.life.entries import STEPS
from decisions.life.forms import CorrectionForm, StepForm
from decisions.life.letters import letter_named
from decisions.life.standing import Standing, standing_of
from decisions.life.written import KINDS, letter_file
from decisions.models import Matter
from decisions.outside.course import KEY
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.gate import may_outside
from decisions.outside.sections import KeyedForm
from decisions.views.once import NotTaken, take
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

NO_MATTER = "There is no such matter of this committee."
NO_SORT = "There is no such step to record."
NO_STEP = "There is no such step of this matter."
NO_LETTER = "There is no such letter."
TAKES = require_http_methods(["GET", "HEAD", "POST"])


@TAKES
def new_step(request: HttpRequest, pk: int, matter: int, entry: str) -> HttpResponse:
    """A form for one sort of step; then the matter's page."""
    actor, record = _asked(request, pk, matter)
    step = STEPS.get(entry)
    if step is None or not step.by_hand:
        raise Http404(NO_SORT)
    stands = standing_of(record)
    form = StepForm(
        request.POST if request.method == "POST" else None, step=step, **_known(stands), **_told(entry, record)
    )

    def act() -> str:
        keep_step(actor=actor, committee=pk, matter=matter, entry=entry, said=form.said)
        return f"Recorded: {step.label}."

    refused = _taken(request, form, act)
    if request.method == "POST" and refused is None:
        return redirect(_course(pk, matter))
    context = {"title": step.press, "source": step.source, "form": form, "record": record}
    return _form(request, context, refused)


@TAKES
def correct(request: HttpRequest, pk: int, matter: int, step: int) -> HttpResponse:
    """A form for a step as it should have been told; then the matter's page."""
    actor, record = _asked(request, pk, matter)
    stands = standing_of(record)
    told = stands.course.by_key.get(step)
    if told is None or (not told.step.by_hand and told.row.entry != "letter"):
        raise Http404(NO_STEP)
    data = request.POST if request.method == "POST" else None
    form = CorrectionForm(data, told=told, step=told.step, **_known(stands))

    def act() -> str:
        said = None if form.cleaned_data["not_so"] else form.said
        correct_step(actor=actor, committee=pk, matter=matter, step=step, reason=form.cleaned_data["reason"], said=said)
        return f"Corrected: {told.step.label}. What was said before stays in the record."

    refused = _taken(request, form, act)
    if request.method == "POST" and refused is None:
        return redirect(_course(pk, matter))
    context = {"title": f"Correct “{told.step.label}”", "source": told.step.source, "form": form, "record": record}
    return _form(request, context, refused)


@TAKES
def letter(request: HttpRequest, pk: int, matter: int, to: str) -> HttpResponse:
    """A letter as a page to be printed, and the press that records that it was sent."""
    actor, record = _asked(request, pk, matter)
    stands = standing_of(record)
    found = letter_named(stands, record.row, to)
    if found is None:
        raise Http404(NO_LETTER)
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        row = send_letter(actor=actor, committee=pk, matter=matter, to=to)
        return f"Recorded: the letter to {row.party} was sent."

    refused = _taken(request, form, act)
    if request.method == "POST" and refused is None:
        return redirect(_course(pk, matter))
    text, addressee = found
    context = {
        "committee": record.row,
        "matter": record.matter,
        "letter": text,
        "to_send": addressee is not None,
        "private": [each for each in stands.decided if each.private] if addressee is not None else [],
        "form": form,
        "files": [(kind, reverse("letter_file", args=[pk, matter, to, kind])) for kind in KINDS],
        "sentences": refused.sentences if refused else [],
    }
    return render(request, "decisions/life/letter.html", context, status=refused.status if refused else 200)


@require_safe
def letter_as_file(request: HttpRequest, pk: int, matter: int, to: str, kind: str) -> HttpResponse:
    """The letter as Word or PDF."""
    _, record = _asked(request, pk, matter)
    found = letter_named(standing_of(record), record.row, to) if kind in KINDS else None
    if found is None:
        raise Http404(NO_LETTER)
    file = letter_file(found[0], kind)
    answer = HttpResponse(file.content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


# --- What they share ---
def _asked(request: HttpRequest, pk: int, matter: int) -> tuple[Actor, OutsideRecord]:
    """Who asks, and the matter; 404 where it is not before the committee, 403 with the gate's reasons."""
    actor = actor_for(request.user, clock.today())
    try:
        record = load_outside(pk, matter, clock.today(), also=[actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        raise Http404(NO_MATTER) from None
    require(may_outside(Act.KEEP_LIFE, actor, record))
    return actor, record


def _known(stands: Standing) -> dict:
    return {"matter": stands.matter, "limbs": stands.limbs, "course": stands.course, "today": stands.today}


def _told(entry: str, record: OutsideRecord) -> dict[str, str]:
    """What is known before it is typed: who applied, where that is stated among the facts."""
    applicant = record.matter.applicant if entry == "received" else None
    return {"party": applicant.display_name} if applicant is not None else {}


def _course(pk: int, matter: int) -> str:
    return f"{reverse('matter_outside', args=[pk, matter])}#{KEY}"


def _taken(request: HttpRequest, form: KeyedForm, act) -> NotTaken | None:
    """Do what was sent; None where nothing was, or it is done."""
    if request.method != "POST":
        return None
    refused = take(request, form, act)
    if refused is not None and refused.verdict is not None:
        raise Refused(refused.verdict)
    return refused


def _form(request: HttpRequest, context: dict, refused: NotTaken | None) -> HttpResponse:
    form = context["form"]
    context |= {"committee": context["record"].row, "matter": context["record"].matter}
    context["sentences"] = refused.sentences if refused and not form.errors else []
    context["not_done"] = refused is not None
    return render(request, "decisions/life/step.html", context, status=refused.status if refused else 200)


_MATTER = "committees/<key:pk>/matters/<key:matter>"
urlpatterns = [
    path(f"{_MATTER}/steps/new/<slug:entry>/", new_step, name="new_step"),
    path(f"{_MATTER}/steps/<key:step>/", correct, name="correct_step"),
    path(f"{_MATTER}/letters/<slug:to>/", letter, name="letter"),
    path(f"{_MATTER}/letters/<slug:to>/<slug:kind>/", letter_as_file, name="letter_file"),
]
