"""Pages about practices: plain facts, each as at a day, each with its source. One practice's page is ``decisions``'."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from practices import clock
from practices.dated import in_words
from practices.ending import ending, known
from practices.facts import find_practices, latest_edition
from practices.forms import EndingSearch, PracticeSearch

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
def contracts_ending(request: HttpRequest) -> HttpResponse:
    """Contracts that end within 6, 12 and 18 months of a day, by CCG."""
    form = EndingSearch(request.GET, clock.today())
    context = {"form": form, "day": form.day}
    if form.is_valid():
        ccg, within = form.cleaned_data["ccg"], form.cleaned_data["within"]
        context |= {"bands": ending(form.day, within=within, ccg=ccg), "known": known(form.day, ccg), "ccg": ccg}
    return render(request, "practices/contracts_ending.html", context)


def asked(request: HttpRequest) -> str:
    """The question without its page number, for the links to the other pages."""
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()
