"""What a reader can ask of a register. Every wrong answer gets a sentence."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import QueryDict

from committees.forms import AsAt, DayField, read_day
from committees.registers.reading import Asked
from committees.terms import InterestType
from practices.dated import in_words


class FindBody(forms.Form):
    """Find a CCG or a joint committee."""

    q = forms.CharField(
        label="CCG or joint committee",
        help_text="A part of its name, or its code",
        required=False,
        max_length=100,
        error_messages={"max_length": "Enter 100 letters or fewer"},
    )

    def __init__(self, data: QueryDict):
        super().__init__({"q": data.get("q", "").replace("\x00", "")})


class RecordedField(DayField):
    """A day on which something was on record: any day up to today."""

    def __init__(self, *, today: date, **kwargs):
        self.today = today
        super().__init__(**kwargs)

    def to_python(self, value):
        if not value or isinstance(value, date):
            return value or None
        try:
            day = read_day(value)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if day > self.today:
            raise forms.ValidationError(
                f"{in_words(day)} has not come yet: choose a day up to today, {in_words(self.today)}."
            )
        return day


class ReadRegister(AsAt):
    """A register as at a day, and which of its entries. ``recorded`` is for readers of the private register."""

    q = forms.CharField(
        label="Search",
        help_text="Name, practice code or postcode",
        required=False,
        max_length=100,
        error_messages={"max_length": "Search for 100 letters or fewer"},
    )
    type = forms.ChoiceField(
        label="Type of interest",
        required=False,
        choices=[("", "All types"), *((each.value, each.label.capitalize()) for each in InterestType)],
        error_messages={"invalid_choice": "Choose a type of interest from the list"},
    )
    organisation = forms.CharField(label="Organisation", required=False, widget=forms.Select)

    field_order = ["on", "recorded", "q", "type", "organisation"]

    def __init__(self, data: QueryDict, today: date, *, private: bool):
        super().__init__(data, today)
        self.today, self.private = today, private
        if private:
            self.fields["recorded"] = RecordedField(
                today=today, label="As recorded on", required=False, help_text="Empty: as known now"
            )
            self.order_fields(self.field_order)

    @property
    def asked(self) -> Asked:
        """What is asked; where an answer is wrong, as if it were not given."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            day=self.day,
            today=self.today,
            private=self.private,
            recorded_on=given.get("recorded"),
            search=given.get("q", ""),
            type=InterestType(given["type"]) if given.get("type") else None,
            organisation=given.get("organisation", ""),
        )

    def offer(self, organisations: tuple[str, ...]) -> None:
        """Offer the organisations of the register; another is refused in a sentence."""
        self.fields["organisation"].widget.choices = [
            ("", "All organisations"),
            *((each, each) for each in organisations),
        ]
        chosen = self.cleaned_data.get("organisation", "")
        if chosen and chosen not in organisations:
            self.add_error("organisation", f"“{chosen[:60]}” is not in this register. Choose one from the list.")
