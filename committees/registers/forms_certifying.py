"""The forms of training and of the self-certification."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.http import QueryDict

from committees.forms import FIRST_DAY, default_day
from committees.registers.forms_declaring import NO_DATE
from committees.rights.certifying import Term, quarter_of, term_of


class TrainingForm(forms.Form):
    """A module that somebody completed."""

    module = forms.CharField(
        label="Which module?",
        max_length=120,
        help_text="As the certificate calls it.",
        error_messages={"required": "Say which module was completed."},
    )
    completed_on = forms.DateField(
        label="When was it completed?",
        widget=forms.SelectDateWidget,
        error_messages={"required": "Enter the day on which it was completed", "invalid": NO_DATE},
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")


class ChooseTerm(forms.Form):
    """Which quarter the figures are of; where none is asked for, the one that runs."""

    term = forms.ChoiceField(label="Quarter", required=False)

    def __init__(self, data: QueryDict, today: date):
        self.default = quarter_of(default_day(today))
        self.terms = quarters_until(default_day(today))
        super().__init__({"term": data.get("term", "").replace("\x00", "") or self.default.key}, label_suffix="")
        field = cast(forms.ChoiceField, self.fields["term"])
        field.choices = [(term.key, term.name) for term in self.terms]
        field.error_messages["invalid_choice"] = "Choose a quarter from the list"

    @property
    def chosen(self) -> Term:
        """The quarter asked for, or the default where there is no such quarter."""
        self.is_valid()
        found = term_of(self.cleaned_data.get("term", ""))
        return found or self.default


def quarters_until(day: date) -> list[Term]:
    """Every quarter of the time of the CCGs that has begun by ``day``, newest first."""
    first, last = quarter_of(FIRST_DAY), quarter_of(day)
    years = range(first.year, last.year + 1)
    found = [Term(year, quarter) for year in years for quarter in (1, 2, 3, 4)]
    return [term for term in reversed(found) if first <= term <= last]
