"""A field of a form for each sort of fact. Every one may stay empty: what is not known yet is stated later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from committees.kinds import DecisionKind
from committees.kinds.declared import Fact, FactType
from committees.kinds.facts import shown
from committees.rights.words import a, listed, lower_first
from decisions.agenda_forms import Pounds
from decisions.stated.pickers import Pickers

NOT_YET = "not stated yet"
MOST = 999_999_999
#: The National Health Service began on the first; no contract is for longer than to the last.
FIRST_DAY, LAST_DAY = date(1948, 7, 5), date(2099, 12, 31)
NONE_ON_RECORD = (
    "None is on record for the practices of this matter. Find another, or have it put in the register first."
)


def field_of(kind: DecisionKind, fact: Fact, pickers: Pickers) -> forms.Field:
    """The field that asks for a fact; where it is asked for only with some value of another, its hint says so."""
    asked = replace(fact, hint=" ".join(filter(None, [fact.hint, _only_where(kind, fact)])))
    return _FIELDS.get(fact.type, _text)(asked, pickers)


def _only_where(kind: DecisionKind, fact: Fact) -> str:
    other = kind.fact(fact.only_if[0]) if fact.only_if is not None else None
    if other is None or fact.only_if is None:
        return ""
    values = [shown(other, value, {}) for value in fact.only_if[1] if value is not None]
    return f"Only where “{other.label}” is {listed(values, 'or')}."


def _common(fact: Fact, hint: str = "") -> dict[str, Any]:
    optional = "" if fact.required or fact.only_if or fact.type is FactType.YES_NO else "May stay empty."
    return {"label": fact.label, "required": False, "help_text": " ".join(filter(None, [fact.hint, hint, optional]))}


def _text(fact: Fact, _: Pickers) -> forms.Field:
    return forms.CharField(**_common(fact), max_length=300)


def _long_text(fact: Fact, _: Pickers) -> forms.Field:
    return forms.CharField(**_common(fact), max_length=8000, widget=forms.Textarea({"rows": 4}))


class _Capitals(forms.CharField):
    """A code or postcode, in capitals, however it was typed."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).upper().split())


def _code(fact: Fact, _: Pickers) -> forms.Field:
    return _Capitals(**_common(fact), max_length=10)


def _day(fact: Fact, _: Pickers) -> forms.Field:
    bounds = "Give a day from 1948 to 2099."
    return forms.DateField(
        **_common(fact, "For example 1 7 2016."),
        widget=forms.SelectDateWidget,
        validators=[MinValueValidator(FIRST_DAY, bounds), MaxValueValidator(LAST_DAY, bounds)],
        error_messages={"invalid": "Give the day as a date such as 1 7 2016."},
    )


def _money(fact: Fact, _: Pickers) -> forms.Field:
    return Pounds(
        **_common(fact, "In pounds."),
        max_digits=14,
        decimal_places=2,
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
            "Give it in pounds, as a number such as 25,000.",
        ),
    )


def _number(fact: Fact, _: Pickers) -> forms.Field:
    return forms.IntegerField(
        **_common(fact),
        min_value=-MOST,
        max_value=MOST,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Give it as a whole number such as 6."),
    )


def _yes_no(fact: Fact, _: Pickers) -> forms.Field:
    choices = [("yes", "Yes"), ("no", "No"), ("", "Not known yet")]
    return _chosen(fact, choices, lambda value: value == "yes", widget=forms.RadioSelect)


def _choice(fact: Fact, _: Pickers) -> forms.Field:
    return _chosen(fact, [("", NOT_YET), *fact.choices], str)


def _row(fact: Fact, pickers: Pickers) -> forms.Field:
    choices = pickers.of(fact.type)
    return _chosen(fact, [("", NOT_YET), *choices], int, hint="" if choices else NONE_ON_RECORD)


def _rows(fact: Fact, pickers: Pickers) -> forms.Field:
    choices = pickers.of(fact.type)
    return forms.TypedMultipleChoiceField(
        **_common(fact, "" if choices else NONE_ON_RECORD),
        choices=choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Tick practices that are in this list."},
    )


def _chosen(fact: Fact, choices: list, coerce: Callable, hint: str = "", **more: Any) -> forms.Field:
    return forms.TypedChoiceField(
        **_common(fact, hint),
        **more,
        choices=choices,
        coerce=coerce,
        empty_value=None,
        error_messages={"invalid_choice": f"Choose {_what(fact)} from the list."},
    )


def _what(fact: Fact) -> str:
    return lower_first(fact.type.label) if fact.type.label.startswith(("a ", "an ")) else a(lower_first(fact.label))


_FIELDS: dict[FactType, Callable[[Fact, Pickers], forms.Field]] = {
    FactType.LONG_TEXT: _long_text,
    FactType.DAY: _day,
    FactType.MONEY: _money,
    FactType.NUMBER: _number,
    FactType.YES_NO: _yes_no,
    FactType.CHOICE: _choice,
    FactType.CODE: _code,
    FactType.POSTCODE: _code,
    FactType.PRACTICE: _row,
    FactType.SITE: _row,
    FactType.CONTRACT: _row,
    FactType.PROVIDER: _row,
    FactType.CCG: _row,
    FactType.PRACTICES: _rows,
}


def typed(fact: Fact, value: Any) -> Any:
    """A value as facts are read, from what a field made of it; None for nothing."""
    if fact.type is FactType.PRACTICES:
        return tuple(value) or None
    if isinstance(value, Decimal):
        return value.quantize(Decimal("0.01"))
    return None if value == "" else value


def shown_in_field(fact: Fact, value: Any) -> Any:
    """What a field shows of a value that is stated."""
    if fact.type is FactType.YES_NO and value is not None:
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,}"
    return list(value) if isinstance(value, tuple) else value
