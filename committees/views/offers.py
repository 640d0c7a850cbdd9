"""Gifts, hospitality and sponsorship: recording an offer, reviewing one, and the register of a body."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from committees.models import Guardianship, Offer, Person
from committees.powers import Actor, actor_for
from committees.refused import Refused, require
from committees.registers import offers as acts
from committees.registers.bodies import find_body
from committees.registers.exports import KINDS, as_download
from committees.registers.forms_offers import OfferForm, ReadOffers, ReviewForm, signature
from committees.registers.gate import may_with_registers
from committees.registers.offered import entries, register_of
from committees.registers.offers_written import HOLDS, MADE_UP, as_table, counted, how_to_ask, rows_of
from committees.rights.gifts import GUIDANCE
from committees.rights.publication import DECISION_MAKERS
from committees.terms import RegisterAct
from committees.views.registers import asked, registers_of
from practices import addresses, clock  # noqa: F401 addresses makes <key:...> known

TAKES = require_http_methods(["GET", "HEAD", "POST"])


# --- The offers of one person ---
@require_safe
def my_offers(request: HttpRequest) -> HttpResponse:
    """What was offered to oneself."""
    actor = actor_for(request.user, clock.today())
    person = Person.objects.filter(pk=actor.person).first() if actor.person is not None else None
    if person is None:
        return render(request, "committees/offers/nobody.html", {"account": request.user})
    return _offers(request, actor, person)


@require_safe
def offers_of(request: HttpRequest, pk: int) -> HttpResponse:
    """What was offered to somebody, for who keeps the registers on which they are, and for themselves."""
    actor, person = _who(request, pk)
    return _offers(request, actor, person)


def _offers(request: HttpRequest, actor: Actor, person: Person) -> HttpResponse:
    today = clock.today()
    require(may_with_registers(RegisterAct.READ_PRIVATE, actor, today, about=person))
    context = {
        "person": person,
        "own": actor.person == person.pk,
        "may": may_with_registers(RegisterAct.RECORD_OFFER, actor, today, about=person),
        "entries": entries(_rows().filter(person=person), {today}),
    }
    return render(request, "committees/offers/offers.html", context)


def _rows():
    return Offer.objects.select_related("person", "reviewed_by")


def _who(request: HttpRequest, pk: int) -> tuple[Actor, Person]:
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("There is no such person.")
    return actor_for(request.user, clock.today()), person


def _offer(request: HttpRequest, pk: int) -> tuple[Actor, Offer]:
    """One entry, for who may read it; for others it is not there."""
    actor = actor_for(request.user, clock.today())
    row = _rows().filter(pk=pk).first()
    if row is None or not may_with_registers(RegisterAct.READ_PRIVATE, actor, clock.today(), about=row.person):
        raise Http404("There is no such entry.")
    return actor, row


# --- Recording and changing ---
@TAKES
def record_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """An offer is recorded, by who got it or for them. What the guidance says is shown before it is saved."""
    actor, person = _who(request, pk)
    require(may_with_registers(RegisterAct.RECORD_OFFER, actor, clock.today(), about=person))
    form = OfferForm(_sent(request), person=person.pk, for_other=actor.person != person.pk)

    def act() -> str:
        acts.record_offer(actor=actor, person=person.pk, told=form.told, on=form.cleaned_data.get("said_on"))
        return "Recorded. It is in the registers of gifts and hospitality."

    return _form(request, actor, person, form, act, {"heading": "Record an offer", "press": "Record this offer"})


@TAKES
def change_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """An entry says something else from now on."""
    actor, row = _offer(request, pk)
    require(may_with_registers(RegisterAct.RECORD_OFFER, actor, clock.today(), about=row.person))
    form = OfferForm(_sent(request), person=row.person_id, changes=row)

    def act() -> str:
        given = form.cleaned_data
        acts.change_offer(actor=actor, offer=row.pk, told=form.told, why=given["why"], seen=given["seen"])
        return "Changed. What the entry said before stays in its history."

    more = {"heading": "Change an entry", "press": "Save the change", "changes": row}
    return _form(request, actor, row.person, form, act, more)


def _sent(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _form(
    request: HttpRequest, actor: Actor, person: Person, form: OfferForm, act: Callable[[], str], context: dict
) -> HttpResponse:
    """Show the form, or take it once what the guidance says has been read."""
    own = actor.person == person.pk
    back = reverse("my_offers") if own else reverse("offers_of", args=[person.pk])
    context |= {"person": person, "own": own, "actor": actor, "back": back, "form": form}
    page = "committees/offers/offer_form.html"
    if request.method != "POST":
        return render(request, page, context)
    answer = form.guidance
    context |= {"answer": answer, "amiss": form.amiss, "signature": signature(answer) if answer else ""}
    read = answer is not None and request.POST.get("shown") == context["signature"]
    if form.is_valid() and ("check" in request.POST or not read):
        context["unread"] = "check" not in request.POST
        return render(request, page, context, status=422 if context["unread"] else 200)
    if form.is_valid() and _done(request, form, act):
        return redirect(back)
    return render(request, page, context, status=422)


def _done(request: HttpRequest, form: Form, act: Callable[[], str]) -> bool:
    """Do it; or say on the form why it cannot be done."""
    try:
        messages.success(request, act())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
def offer_guidance(request: HttpRequest, pk: int) -> HttpResponse:
    """What the guidance says of what is typed so far, as a part of the form."""
    actor, person = _who(request, pk)
    require(may_with_registers(RegisterAct.RECORD_OFFER, actor, clock.today(), about=person))
    changes = request.GET.get("changes", "")
    row = None
    if changes.isascii() and changes.isdigit() and len(changes) < 19:
        row = Offer.objects.filter(pk=int(changes), person=person).first()
    form = OfferForm(request.GET, person=person.pk, changes=row)
    answer = form.guidance
    press = "Save the change" if row else "Record this offer"
    context = {"answer": answer, "amiss": form.amiss, "signature": signature(answer) if answer else "", "press": press}
    return render(request, "committees/offers/guidance.html", context)


# --- One entry ---
@TAKES
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry whole, with what the guidance says of it; and where who may does, its review."""
    actor, row = _offer(request, pk)
    today = clock.today()
    may_review = may_with_registers(RegisterAct.REVIEW_OFFER, actor, today, about=row.person)
    form = ReviewForm(_sent(request), row=row)
    if request.method == "POST":
        require(may_review)

        def act() -> str:
            given = form.cleaned_data
            acts.review_offer(actor=actor, offer=row.pk, comments=given["comments"], seen=given["seen"])
            return "Reviewed. The register names you."

        if form.is_valid() and _done(request, form, act):
            return redirect("offer", row.pk)
    context = {
        "entry": entries([row], {today})[0],
        "person": row.person,
        "own": actor.person == row.person_id,
        "may_change": bool(may_with_registers(RegisterAct.RECORD_OFFER, actor, today, about=row.person)),
        "may_review": may_review,
        "form": form,
        "history": row.history.select_related("history_user").order_by("-history_id"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "committees/offers/offer.html", context, status=status)


# --- The register of a body ---
@login_not_required
@require_safe
def register_of_offers(request: HttpRequest, key: str) -> HttpResponse:
    """The register of a body: the published one, or the private one for who may read it; or as a file."""
    today, body = clock.today(), find_body(key)
    may_read_private = may_with_registers(RegisterAct.READ_PRIVATE, actor_for(request.user, today), today, body=body)
    private = request.GET.get("view") == "private"
    if private and not may_read_private:
        raise Refused(may_read_private, what="You may not read the private register")
    form = ReadOffers(request.GET, today)
    found = register_of(body, form.day, today, private=private)
    rows = rows_of(found, private=private, search=form.cleaned_data.get("q", ""))
    kind = request.GET.get("format")
    if kind and form.is_valid():
        return as_download(as_table(body, form.day, rows, len(found), private=private), kind)
    context = {
        "form": form,
        "body": body,
        "day": form.day,
        "rows": rows,
        "every": len(found),
        "counted": counted(len(rows), len(found)),
        "amiss": [row for row in rows if row.amiss],
        "made_up": MADE_UP if any(row.made_up for row in rows) else "",
        "guardians": Guardianship.objects.in_force_on(today).filter(ccg__in=body.ccgs).select_related("person", "ccg"),
        "may_read_private": bool(may_read_private),
        "private": private,
        "kinds": [(each, f"?{asked(request, format=each.name)}") for each in KINDS.values()],
        "others": registers_of(body),
        "holds": HOLDS,
        "how_to_ask": how_to_ask(body),
        "guidance": GUIDANCE,
        "decision_makers": DECISION_MAKERS,
    }
    return render(request, "committees/offers/register.html", context, status=400 if kind else 200)


urlpatterns = [
    path("my-declarations/offers/", my_offers, name="my_offers"),
    path("people/<key:pk>/offers/", offers_of, name="offers_of"),
    path("people/<key:pk>/offers/record/", record_offer, name="record_offer"),
    path("people/<key:pk>/offers/guidance/", offer_guidance, name="offer_guidance"),
    path("offers/<key:pk>/", offer, name="offer"),
    path("offers/<key:pk>/change/", change_offer, name="change_offer"),
    path("registers/<str:key>/offers/", register_of_offers, name="register_of_offers"),
]
