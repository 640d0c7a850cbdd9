"""The registers as anybody reads them, and the private ones as their keepers do."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.views.decorators.http import require_safe

from committees.models import Guardianship
from committees.powers import actor_for
from committees.reading_forms import FindBody, ReadRegister
from committees.refused import Refused
from committees.registers.bodies import Body, find_body
from committees.registers.exports import KINDS, as_download
from committees.registers.gate import may_with_registers
from committees.registers.listing import bodies_by_area
from committees.registers.reading import read_register
from committees.registers.written import MADE_UP, as_table, counted
from committees.rights.publication import DECISION_MAKERS_FROM, LAST_DAY, STAYS
from committees.terms import InterestType, RegisterAct
from practices import clock

#: The registers of a body: the name of the page, and what a link to it says.
REGISTERS = (
    ("register_of_interests", "Interests"),
    ("register_of_offers", "Gifts, hospitality and sponsorship"),
    ("register_of_breaches", "Breaches"),
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
    return render(request, "committees/registers/registers.html", {"form": form, "search": search, "areas": areas})


@login_not_required
@require_safe
def interests(request: HttpRequest, key: str) -> HttpResponse:
    """The register of interests of a body: the published one, or the private one for who may read it; or as a file."""
    today, body = clock.today(), find_body(key)
    may_read_private = may_with_registers(RegisterAct.READ_PRIVATE, actor_for(request.user, today), today, body=body)
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
        "types": list(InterestType),
        "kinds": [(each, f"?{asked(request, format=each.name)}") for each in KINDS.values()],
        "others": registers_of(body),
        "overdue": address("overdue_declarations", body.key) if private else None,
        "sources": (STAYS, LAST_DAY),
        "decision_makers_from": DECISION_MAKERS_FROM,
    }
    return render(request, "committees/registers/interests.html", context, status=400 if kind else 200)


def registers_of(body: Body) -> list[tuple[str, str]]:
    """The registers of a body that have a page: what they are called, and their addresses."""
    pages = ((text, address(name, body.key)) for name, text in REGISTERS)
    return [(text, where) for text, where in pages if where]


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
