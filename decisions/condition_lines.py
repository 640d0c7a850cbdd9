"""The lines for conditions on a page on which a motion is put: as they are shown, and as they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from committees.models import Committee
from decisions.actions.hanging import MOST_DAYS, Wanted

#: Lines that a page offers; a motion that carries more shows them all and one more.
OFFERED = 8
#: Lines that a page may send.
MOST = 20
NO_NUMBER = f"Give the days that a condition has as a whole number, from 1 to {MOST_DAYS}."
NO_DATE = "Give the last day for a condition as a date such as 30/06/2016."


class OneLine(forms.Form):
    """One condition: its words, who must see to it (a committee by its name, or in words), by when, or within how many days
    of the meeting."""

    text = forms.CharField(required=False, max_length=300)
    who = forms.CharField(required=False, max_length=200)
    by = forms.DateField(required=False, error_messages={"invalid": NO_DATE})
    days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), NO_NUMBER),
    )


def conditions_sent(data: Mapping) -> list[Wanted] | None:
    """The conditions that a page sent; None where the page has no such lines. Empty lines count for nothing.

    Raises ValidationError with a sentence for each line that is wrong.
    """
    if not data.get("conditions"):
        return None
    lines = [form.cleaned_data for form in _lines(data)]
    named = _committees({_bare(line["who"]) for line in lines if line["who"]})
    return [_wanted(line, named) for line in lines if any(line.values())]


def _lines(data: Mapping) -> Iterator[OneLine]:
    wrong: list[str] = []
    for number in range(1, MOST + 1):
        form = OneLine(data, prefix=f"c{number}")
        if form.is_valid():
            yield form
        else:
            wrong += [f"Condition {number}: {error}" for errors in form.errors.values() for error in errors]
    if wrong:
        raise ValidationError(wrong)


def _bare(name: str) -> str:
    """A name as it is compared: without its article, whatever its capitals."""
    return name.strip().casefold().removeprefix("the ")


def _committees(names: set[str]) -> dict[str, int]:
    """The committees that are named in full, by their bare names. One query."""
    if not names:
        return {}
    return {_bare(name): pk for pk, name in Committee.objects.values_list("pk", "name") if _bare(name) in names}


def _wanted(line: dict, named: dict[str, int]) -> Wanted:
    awaits = named.get(_bare(line["who"]))
    return Wanted(
        text=line["text"], awaits=awaits, who="" if awaits else line["who"], due_on=line["by"], within_days=line["days"]
    )


def lines_shown(conditions) -> list[dict]:
    """The lines of a page: the conditions there are, and empty ones for more. ``open``: shown without being asked."""
    rows = list(conditions)
    shown = [
        {
            "text": row.text,
            "who": row.awaits.name if row.awaits else row.who,
            "by": f"{row.due_on:%d/%m/%Y}" if row.due_on else "",
            "days": "",
        }
        for row in rows
    ]
    empty = max(OFFERED - len(rows), 1)
    lines = [*shown, *({"text": "", "who": "", "by": "", "days": ""} for _ in range(empty))]
    return [{**line, "number": number, "open": number <= len(rows) + 1} for number, line in enumerate(lines, start=1)]


def committees_to_await(day):
    """The names of committees that may be awaited: all that are not stood down by then."""
    rows = Committee.objects.filter(Q(stood_down_on__isnull=True) | Q(stood_down_on__gte=day)).order_by("name")
    return rows.values_list("name", flat=True)
