"""Who decides?, and the committees: what the engine answers and what is on record, as at a day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees import forms
from committees.powers import actor_for
from committees.queries import answer, tables, timeline
from committees.queries.committee import committee_page, committees_on
from committees.queries.committee_routes import may_read_book
from committees.queries.what_if import what_if
from committees.queries.whereabouts import WHEREABOUTS
from committees.terms import Function, Level
from practices import clock
from practices.models import CCG

#: South West London's change of level, the comparison people ask for first.
CHANGE_OF_LEVEL = (date(2016, 3, 31), date(2016, 4, 1))


@require_safe
def who_decides(request: HttpRequest) -> HttpResponse:
    """The form, and the answer to it."""
    form = forms.WhoDecides(request.GET, clock.today())
    context = {"form": form, "change": CHANGE_OF_LEVEL}
    if form.is_valid():
        asked = form.cleaned_data
        context["answer"] = answer.who_decides(asked["function"], asked["ccg"], asked["on"])
    elif not form.asked:
        context["areas"] = tables.whole_of_london(Function.GP_COMMISSIONING, [form.default])
        context["function"] = Function.GP_COMMISSIONING
        context["day"] = form.default
    return render(request, "committees/who_decides.html", context)


@require_safe
def who_decides_ccg(request: HttpRequest, code: str) -> HttpResponse:
    """Every function for one CCG, the levels across."""
    form = forms.AsAt(request.GET, clock.today())
    ccg = _ccg(code)
    context = {"form": form, "day": form.day, "ccg": ccg, "levels": list(Level)}
    context["rows"] = tables.all_functions(ccg, form.day)
    context["level"] = next((row.authority.level for row in context["rows"]), None)
    return render(request, "committees/who_decides_ccg.html", context)


@require_safe
def who_decides_function(request: HttpRequest, function: str) -> HttpResponse:
    """One function for every CCG of London, on one day or two."""
    if function not in {each.value for each in Function}:
        raise Http404(f"“{function}” is not a function of the table. Choose one on the page “Who decides?”.")
    form = forms.Compare(request.GET, clock.today())
    days = form.days
    areas = tables.whole_of_london(Function(function), days)
    context = {
        "form": form,
        "days": days,
        "function": Function(function),
        "functions": list(Function),
        "areas": areas,
        "counts": [(day, tables.counts(areas, number)) for number, day in enumerate(days)],
        "changed": sum(row.entries[-1].changed for area in areas for row in area.rows),
        "change": CHANGE_OF_LEVEL,
    }
    return render(request, "committees/who_decides_function.html", context)


@require_safe
def who_decides_timeline(request: HttpRequest, code: str) -> HttpResponse:
    """The levels of a CCG, and who decides, over time."""
    form = forms.AsAt(request.GET, clock.today())
    ccg = _ccg(code)
    context = {"form": form, "day": form.day, "ccg": ccg, "timeline": timeline.timeline(ccg, form.day)}
    return render(request, "committees/who_decides_timeline.html", context)


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """Every committee, by area."""
    form = forms.AsAt(request.GET, clock.today())
    context = {"form": form, "day": form.day, "areas": committees_on(form.day)}
    return render(request, "committees/committees.html", context)


@require_safe
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """One committee on one day."""
    form = forms.AsAt(request.GET, clock.today())
    page = committee_page(pk, form.day)
    if page is None:
        raise Http404("There is no such committee. The list of committees has them all.")
    reads_book = may_read_book(actor_for(request.user, clock.today()), page.committee)
    context = {"form": form, "day": form.day, "page": page, "reads_book": reads_book}
    return render(request, "committees/committee.html", context)


@require_safe
def committee_what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Who would be there, who out: would the committee be quorate? Nothing is recorded; the address holds it all."""
    form = forms.AsAt(request.GET, clock.today())
    asked = {name: request.GET[name] for name in request.GET if name not in form.fields}
    page = what_if(pk, form.day, asked)
    if page is None:
        raise Http404("There is no such committee. The list of committees has them all.")
    context = {"form": form, "day": form.day, "page": page, "whereabouts": WHEREABOUTS}
    return render(request, "committees/what_if.html", context)


def _ccg(code: str) -> CCG:
    found = forms.ccgs_shown().filter(ods_code=code.upper().replace("\x00", "")).first()
    if found is None:
        raise Http404(f"“{code[:20]}” is not the code of a CCG in London. Choose one on the page “Who decides?”.")
    return found
