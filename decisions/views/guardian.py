"""The conflicts of interest guardian's page, and the concerns that anybody raises. Views fetch, call one action, render."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from committees.models import Breach, Concern, Guardianship, Interest, Offer, Redaction
from committees.powers import Actor, actor_for
from committees.refused import Refused, require
from committees.registers import guarding, redacting
from committees.registers.bodies import Body, find_body
from committees.registers.gate import may_with_registers
from committees.registers.offered import not_as_guided
from committees.rights.words import listed
from committees.terms import RegisterAct
from decisions.forms import NOT_WHOLE
from decisions.guardian_forms import FORMS, Once, Raise
from decisions.guardian_page import GuardianPage, guardian_page
from decisions.views.once import NotTaken, take
from practices import clock
from practices.models import CCG

LONGEST_SEARCH = 100
NOT_THERE = "What this form is about is not on the page any more: somebody else may have dealt with it. Look again."


# --- The guardian ---
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, key: str) -> HttpResponse:
    """What waits for the guardian of a CCG, and everything the guardian does."""
    today, ccg, body = clock.today(), *ccg_with_key(key, "conflicts of interest guardian")
    actor = actor_for(request.user, today)
    require(may_with_registers(RegisterAct.GUARD, actor, today, body=body))
    search = request.GET.get("find", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    sent = request.POST if request.method == "POST" else None
    page = guardian_page(actor, ccg, today, search=search, data=sent)
    unreviewed = [each for each in not_as_guided(body, today, today) if each.offer.reviewed_on is None]
    context = {"page": page, "form": page.sent, "body": body, "today": today, "amiss": unreviewed}
    if sent is None:
        return render(request, "decisions/guardian/guardian.html", context)
    refused = _take(request, actor, page, today)
    if refused is None:
        return redirect(_back(request, key, page.sent))
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    context["sentences"] = refused.sentences
    return render(request, "decisions/guardian/guardian.html", context, status=refused.status)


def ccg_with_key(key: str, what: str) -> tuple[CCG, Body]:
    """The CCG at this part of an address; Http404, in a sentence, for none, and for a joint committee."""
    body = find_body(key)
    ccgs = list(CCG.objects.filter(pk__in=body.ccgs).order_by("short_name"))
    if body.committee is not None:
        names = listed(ccg.full_name for ccg in ccgs)
        theirs = f" That of {names} looks after it." if names else ""
        raise Http404(f"{body.name} has no {what} of its own: each of its CCGs has one.{theirs}")
    return ccgs[0], body


def _back(request: HttpRequest, key: str, sent: Once | None) -> str:
    """Back to the page as it was searched."""
    asked = request.GET.urlencode()
    return reverse("guardian", args=[key]) + (f"?{asked}" if asked else "")


def _take(request: HttpRequest, actor: Actor, page: GuardianPage, today: date) -> NotTaken | None:
    """Do what the form says; why it cannot be done, None when it is."""
    form = page.sent
    if form is None:
        known = request.POST.get("what", "") in FORMS
        return NotTaken(422, [NOT_THERE if known else NOT_WHOLE])
    return take(request, form, lambda: ACTS[form.what](actor, page.ccg, form, today))


def _advise(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    guarding.give_advice(actor=actor, concern=_concern(form.about), advice=form.cleaned_data["advice"], day=today)
    return "The advice is recorded. Who raised the concern with their name reads it under “Concerns”."


def _close(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    guarding.close_concern(actor=actor, concern=_concern(form.about), day=today)
    return "The concern is closed."


def _open(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    interest = Interest.objects.select_related("person").get(pk=form.about)
    require(may_with_registers(RegisterAct.GUARD, actor, today, body=find_body(ccg.ods_code), about=interest.person))
    said = form.cleaned_data["said"]
    guarding.raise_concern(actor=actor, ccg=ccg, about=said, named=True, interest=interest, day=today)
    return "The concern is open: it is among those that wait for advice."


def _record_breach(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    said = form.cleaned_data
    guarding.record_breach(
        actor=actor,
        ccg=ccg,
        about=said["said"],
        found_on=said["found_on"],
        happened_on=said["happened_on"],
        action_taken=said["action"],
        concern=_concern(said["concern"]) if said.get("concern") else None,
        day=today,
    )
    return "The breach is recorded. Nothing of it is published yet."


def _publish(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    breach = Breach.objects.get(pk=form.about)
    guarding.publish_breach(actor=actor, breach=breach, text=form.cleaned_data["text"], day=today)
    return "The breach is published, without names."


def _correct(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    said, breach = form.cleaned_data, Breach.objects.get(pk=form.about)
    guarding.correct_published(actor=actor, breach=breach, text=said["text"], reason=said["reason"], day=today)
    return "These words are published in place of the ones before."


def _redact(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    kind: type[Interest] | type[Offer] = Offer if form.what == "redact-offer" else Interest
    said, hides = form.cleaned_data, form.cleaned_data["hides"]
    redacting.redact(
        actor=actor,
        ccg=ccg,
        entry=kind.objects.select_related("person").get(pk=form.about),
        hides_name="name" in hides,
        hides_details="details" in hides,
        reason=said["reason"],
        day=today,
    )
    return "It is left out of the published registers from today on, in every form in which they are read."


def _lift(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    row = Redaction.objects.get(pk=form.about)
    redacting.lift_redaction(actor=actor, ccg=ccg, redaction=row, reason=form.cleaned_data["reason"], day=today)
    return "It is published again from tomorrow."


def _nonetheless(actor: Actor, ccg: CCG, form: Once, today: date) -> str:
    interest = Interest.objects.select_related("person").get(pk=form.about)
    redacting.publish_nonetheless(actor=actor, ccg=ccg, interest=interest, why=form.cleaned_data["why"], day=today)
    return "It stays published. Who asked reads why under “Concerns”."


def _concern(key: int) -> Concern:
    return Concern.objects.get(pk=key)


ACTS: dict[str, Callable[[Actor, CCG, Once, date], str]] = {
    "advise": _advise,
    "close": _close,
    "open": _open,
    "breach": _record_breach,
    "publish": _publish,
    "correct": _correct,
    "redact": _redact,
    "redact-offer": _redact,
    "lift": _lift,
    "nonetheless": _nonetheless,
}


# --- Concerns, for whoever is signed in ---
@require_http_methods(["GET", "HEAD", "POST"])
def concerns(request: HttpRequest) -> HttpResponse:
    """Raise a concern with a guardian, and read the advice on one's own."""
    today = clock.today()
    actor = actor_for(request.user, today)
    require(may_with_registers(RegisterAct.RAISE_CONCERN, actor, today))
    guardians = Guardianship.objects.in_force_on(today).select_related("ccg", "person").order_by("ccg__short_name")
    by_code = {row.ccg.ods_code: row for row in guardians}
    asked = {"ccg": request.GET.get("ccg", "")}
    form = Raise(
        request.POST if request.method == "POST" else None,
        ccgs=[(code, f"{row.ccg.full_name} ({row.person.name})") for code, row in by_code.items()],
        initial=asked,
    )
    mine = Concern.objects.filter(raised_by=actor.person) if actor.person is not None else Concern.objects.none()
    context = {"form": form, "mine": mine.select_related("ccg", "advised_by"), "guardians": guardians, "today": today}
    if request.method != "POST":
        return render(request, "decisions/guardian/concerns.html", context)
    refused = _raise(request, actor, form, by_code, today)
    if refused is None:
        return redirect("concerns")
    if refused.verdict is not None:
        raise Refused(refused.verdict)
    context["sentences"] = refused.sentences if form.is_valid() else []
    return render(request, "decisions/guardian/concerns.html", context, status=refused.status)


def _raise(
    request: HttpRequest, actor: Actor, form: Raise, by_code: dict[str, Guardianship], today: date
) -> NotTaken | None:
    def act() -> str:
        said = form.cleaned_data
        ccg, named = by_code[said["ccg"]].ccg, said["named"] == "yes"
        guarding.raise_concern(actor=actor, ccg=ccg, about=said["said"], named=named, day=today)
        kept = "You read the advice here." if named else "Nothing that is kept says who raised it."
        return f"The guardian of {ccg.full_name} has your concern. {kept}"

    if form.is_valid() and form.cleaned_data["named"] == "no":
        return _take_without_a_name(request, act)
    return take(request, form, act)


def _take_without_a_name(request: HttpRequest, act: Callable[[], str]) -> NotTaken | None:
    """As ``take``, but that no form is kept with its account: a second of the same is refused by its words."""
    try:
        messages.success(request, act())
    except Refused as refused:
        return NotTaken(403, [], refused.verdict)
    except ValidationError as error:
        return NotTaken(422, error.messages)
    return None


urlpatterns = [
    path("registers/<str:key>/guardian/", guardian, name="guardian"),
    path("concerns/", concerns, name="concerns"),
]
