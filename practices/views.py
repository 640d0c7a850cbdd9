"""Pages about practices: plain facts, each as at a day, each with its source."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practices import clock
from practices.dated import in_words
from practices.facts import find_practices, latest_edition
from practices.forms import AsAt, PracticeSearch
from practices.models import Contract, Membership, PlanningGroupMembership, Practice

PAGE = 50


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Find a practice by name, postcode or code."""
    form = PracticeSearch(request.GET, clock.today())
    context = {"form": form, "day": form.day, "edition": latest_edition()}
    if form.is_valid():
        found = find_practices(form.cleaned_data["q"], form.cleaned_data["ccg"], form.day)
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        rows = [(row, row.name_on(form.day), row.ccg_on(form.day)) for row in page]
        caption = f"Names and CCGs as at {in_words(form.day)}"
        context |= {"page": page, "rows": rows, "caption": caption, "asked": asked(request)}
    return render(request, "practices/practices.html", context)


@require_safe
def practice(request: HttpRequest, code: str) -> HttpResponse:
    """One practice on one day, and what it was before."""
    form = AsAt(request.GET, clock.today())
    day = form.day
    row = found_practice(code)
    if row is None:
        raise Http404(f"We hold no practice with the code {code.upper()}.")
    ccg = row.ccg_on(day)
    context = {
        "form": form,
        "day": day,
        "edition": latest_edition(),
        "practice": row,
        "name": row.name_on(day),
        "ccg": ccg,
        "planning_group": ccg.planning_group_on(day) if ccg else None,
        "sites": [site for site in row.sites.all() if site.is_in_force_on(day)],
    }
    return render(request, "practices/practice.html", context)


def found_practice(code: str) -> Practice | None:
    """A practice with all that its page shows, in a fixed number of queries."""
    groups = PlanningGroupMembership.objects.select_related("planning_group")
    return (
        Practice.objects.prefetch_related(
            "names",
            Prefetch("memberships", Membership.objects.select_related("ccg").order_by("-starts_on")),
            Prefetch("memberships__ccg__planning_group_memberships", groups),
            Prefetch("contracts", Contract.objects.select_related("provider").prefetch_related("practices__names")),
            "sites",
            "successions__successor",
            "precessions__predecessor",
        )
        .filter(ods_code=code.upper())
        .first()
    )


def asked(request: HttpRequest) -> str:
    """The question without its page number, for the links to the other pages."""
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()
