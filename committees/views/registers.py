"""The registers as anybody reads them, and the private ones as their keepers do."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.views.decorators.http import require_safe

from committees.models import Guardianship
from committees.powers import Actor, actor_for
from committees.reading_forms import FindBody, ReadRegister
from committees.refused import Refused
from committees.registers.bodies import Body, find_body
from committees.registers.exports import KINDS, as_download
from committees.registers.gate import may_with_registers
from committees.registers.listing import bodies_by_area
from committees.registers.reading import read_register
from committees.registers.written import MADE_UP, as_table, counted
from committees.rights.publication import DECISION_MAKERS_FROM, LAST_DAY, PRIVATE_MONTHS, PUBLIC_MONTHS, STAYS
from committees.terms import RegisterAct
from practices import clock

#: How long an entry that has ended stays, as the pages say it.
KEPT = {"public_months": PUBLIC_MONTHS, "private_years": PRIVATE_MONTHS // 12}
#: Guardians, breaches, procurement and self-certification are each CCG's, and no joint committee's.
OF_CCGS = {"register_of_breaches", "register_of_procurement", "certification", "guardian"}
#: What readers of the private register may go on to: the page, the act that it is for, and what a link to it says.
KEEPING = (
    ("overdue_declarations", RegisterAct.CERTIFY, "Overdue declarations"),
    ("certification", RegisterAct.CERTIFY, "Figures for the self-certification"),
    ("guardian", RegisterAct.GUARD, "The guardian’s page"),
)
#: The registers of a body: the name of the page, and what a link to it says.
REGISTERS = (
    ("register_of_interests", "Interests"),
    ("register_of_offers", "Gifts, hospitality and sponsorship"),
    ("register_of_breaches", "Breaches"),
    ("register_of_procurement", "Procurement decisions"),
)


@login_not_required
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """Find the registers of a CCG or of a joint committee."""
    form = FindBody(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    areas = [
        (area.name, [(body, registers_of(body)) for body in area.bodies])
        for area in bodies_by_area(search, clock.today())
    ]
    context = {"form": form, "search": search, "areas": areas, **KEPT}
    return render(request, "committees/registers/registers.html", context)


@login_not_required
@require_safe
def interests(request: HttpRequest, key: str) -> HttpResponse:
    """The register of interests of a body: the published one, or the private one for who may read it; or as a file."""
    today, body = clock.today(), find_body(key)
    actor = actor_for(request.user, today)
    may_read_private = may_with_registers(RegisterAct.READ_PRIVATE, actor, today, body=body)
    private = request.GET.get("view") == "private" or bool(request.GET.get("recorded"))
    if private and not may_read_private:
        raise Refused(may_read_private, what="You may not read the private register")
    form = ReadRegister(request.GET, today, private=private)
    register = read_register(body, form.asked)
    form.offer(register.organisations)
    kind = request.GET.get("format")
    if kind and form.is_valid():
        return as_download(as_table(register), kind)
    context = {
        "form": form,
        "body": body,
        "register": register,
        "counted": counted(register),
        "made_up": MADE_UP if register.made_up else "",
        "guardians": Guardianship.objects.in_force_on(today).filter(ccg__in=body.ccgs).select_related("person", "ccg"),
        "may_read_private": bool(may_read_private),
        "private": private,
        "kinds": [(each, f"?{asked(request, format=each.name)}") for each in KINDS.values()],
        "others": registers_of(body),
        "keeping": keeping(actor, body, today) if private else [],
        "sources": (STAYS, LAST_DAY),
        **KEPT,
        "decision_makers_from": DECISION_MAKERS_FROM,
    }
    return render(request, "committees/registers/interests.html", context, status=400 if kind else 200)


def registers_of(body: Body) -> list[tuple[str, str]]:
    """The registers of a body that have a page: what they are called, and their addresses."""
    return pages_of(body, REGISTERS)


def pages_of(body: Body, pages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these pages that there are for this body: what they are called, and their addresses."""
    theirs = ((text, name) for name, text in pages if body.committee is None or name not in OF_CCGS)
    found = ((text, address(name, body.key)) for text, name in theirs)
    return [(text, where) for text, where in found if where]


def keeping(actor: Actor, body: Body, day: date) -> list[tuple[str, str]]:
    """The pages on which who keeps the registers of a body goes on: what they are called, and their addresses."""
    acts = {act: may_with_registers(act, actor, day, body=body) for act in {act for _, act, _ in KEEPING}}
    return pages_of(body, [(name, text) for name, act, text in KEEPING if acts[act]])


def address(name: str, *args) -> str | None:
    """The address of a page, or None where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def asked(request: HttpRequest, **more: str) -> str:
    """What was asked of the page, for a link that asks the same and ``more``."""
    given = request.GET.copy()
    for name, value in more.items():
        given[name] = value
    return given.urlencode()


urlpatterns: list[URLPattern] = [
    path("registers/", registers, name="registers"),
    path("registers/<str:key>/interests/", interests, name="register_of_interests"),
]
