"""What a reader can ask of the register of breaches: two days. Every wrong answer gets a sentence."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict

from committees.forms import DayField
from practices.dated import in_words


class BreachesBetween(forms.Form):
    """Two days, each of which may be left out."""

    since = DayField(label="Found from", required=False)
    until = DayField(label="Found until", required=False)

    def __init__(self, data: QueryDict, today: date):
        self.today = today
        super().__init__({name: data.get(name, "").replace("\x00", "") for name in ("since", "until")}, label_suffix="")

    def clean(self):
        cleaned = super().clean()
        for name in ("since", "until"):
            if cleaned.get(name) and cleaned[name] > self.today:
                self.add_error(name, f"{in_words(cleaned[name])} is still to come. Choose a day up to today.")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", f"This is before {in_words(since)}. Choose the same day or a later one.")
        return cleaned

    @property
    def since_day(self) -> date | None:
        """The first day asked for; None where none is, or what was asked cannot be."""
        return self.cleaned_data.get("since") if self.is_valid() else None

    @property
    def until_day(self) -> date | None:
        return self.cleaned_data.get("until") if self.is_valid() else None
