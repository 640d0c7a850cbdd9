"""What a reader can ask of the pages on committees: a day, a function, a CCG. Every wrong answer gets a sentence."""

import calendar
import re
from datetime import date

from django import forms
from django.db.models import Q
from django.http import QueryDict

from committees.terms import Function
from practices.dated import in_words
from practices.models import CCG

#: CCGs existed from the first day to the last. Source: Health and Social Care Act 2012; Health and Care Act 2022.
FIRST_DAY = date(2013, 4, 1)
LAST_DAY = date(2022, 6, 30)

HOW = "Enter a date such as 14 April 2016"
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SHAPES = (
    re.compile(r"(?P<day>\d{1,2})[ /.-]+(?P<month>\d{1,2}|[a-z]{3,9})[ /.,-]+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)


def read_day(text: str) -> date:
    """The day that somebody typed: 14 April 2016, 14/4/2016 or 2016-04-14. ValueError with a sentence otherwise."""
    found = next(filter(None, (shape.fullmatch(text.strip().lower()) for shape in _SHAPES)), None)
    if found is None:
        raise ValueError(f"“{text.strip()[:40]}” is not a date. {HOW}.")
    named = found["month"]
    month = int(named) if named.isdigit() else _MONTHS.get(named, 0)
    day, year = int(found["day"]), int(found["year"])
    if not (1 <= month <= 12 and year):
        raise ValueError(f"“{text.strip()[:40]}” is not a date: there is no such month or year. {HOW}.")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        name = f"{calendar.month_name[month]} {year}"
        raise ValueError(f"There is no {day} {name}: {name} has {longest} days. Choose another day.")
    return date(year, month, day)


def default_day(today: date) -> date:
    """The day a page speaks of where none is asked for: today, or the CCGs' last day once they are gone."""
    return min(max(today, FIRST_DAY), LAST_DAY)


class DayField(forms.Field):
    """A day in the time of the CCGs, typed as people write it."""

    widget = forms.TextInput

    def prepare_value(self, value):
        if isinstance(value, date):
            return in_words(value)
        try:
            return in_words(read_day(value)) if value else value
        except ValueError:
            return value  # what was typed is shown again, right or wrong

    def to_python(self, value):
        if not value or isinstance(value, date):
            return value or None
        try:
            day = read_day(value)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong
        if not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(
                f"CCGs existed from {in_words(FIRST_DAY)} to {in_words(LAST_DAY)}. Choose a day between the two."
            )
        return day


class AsAt(forms.Form):
    """The day that a page speaks of. Where none is given, ``default_day``."""

    on = DayField(label="As at", error_messages={"required": HOW})

    def __init__(self, data: QueryDict, today: date):
        self.default = default_day(today)
        given = {name: data.get(name, "").replace("\x00", "") for name in data}
        if not given.get("on", "").strip():
            given["on"] = self.default
        super().__init__(given)

    @property
    def day(self) -> date:
        """The day asked for, or the default where that is no day."""
        self.is_valid()  # fills cleaned_data with what is right
        return self.cleaned_data.get("on") or self.default


class Compare(AsAt):
    """A day, and perhaps another to hold beside it."""

    against = DayField(label="Compare with", required=False, help_text="Optional")

    @property
    def days(self) -> list[date]:
        """The days in order, each once."""
        self.is_valid()
        return sorted({self.day, self.cleaned_data.get("against") or self.day})


def ccgs_shown():
    """The CCGs that the pages speak of: London's, and any other whose level is on record."""
    return CCG.objects.filter(Q(pk__in=CCG.objects.in_london()) | Q(arrangements__isnull=False)).distinct()


class CcgField(forms.ModelChoiceField):
    """A CCG by its code."""

    def __init__(self, **kwargs):
        super().__init__(
            ccgs_shown().order_by("short_name"), to_field_name="ods_code", empty_label="Choose a CCG", **kwargs
        )

    def label_from_instance(self, obj):
        return obj.short_name

    def to_python(self, value):
        try:
            return super().to_python(str(value).strip().upper() if value else value)
        except forms.ValidationError as unknown:
            raise forms.ValidationError(
                f"“{str(value)[:20]}” is not the code of a CCG in London. Choose one from the list."
            ) from unknown


class FunctionField(forms.ChoiceField):
    """A function of the pack's table."""

    def __init__(self, **kwargs):
        super().__init__(choices=Function.choices(), **kwargs)

    def validate(self, value):
        if value and not self.valid_value(value):
            raise forms.ValidationError(f"“{value[:40]}” is not a function of the table. Choose one from the list.")
        super().validate(value)

    def clean(self, value):
        return Function(super().clean(value))


class WhoDecides(AsAt):
    """Who decides this function for this CCG on this day?"""

    function = FunctionField(label="What is decided", error_messages={"required": "Choose what is decided"})
    ccg = CcgField(label="For", error_messages={"required": "Choose a CCG"})

    field_order = ["function", "ccg", "on"]

    def __init__(self, data: QueryDict, today: date):
        super().__init__(data, today)
        self.fields["on"].label = "On"
        self.asked = bool({"function", "ccg", "on"} & set(data))
        if not self.asked:  # a first visit has made no mistake yet
            self.is_bound = False
            self.initial = {"on": self.default, "function": Function.GP_COMMISSIONING.value}

    def clean(self):
        cleaned = super().clean()
        ccg, day = cleaned.get("ccg"), cleaned.get("on")
        if ccg and day and not ccg.is_open_on(day):
            before = day < ccg.opened_on
            when = f"began on {in_words(ccg.opened_on)}" if before else f"ended on {in_words(ccg.closed_on)}"
            self.add_error("on", f"{ccg.full_name} did not exist on {in_words(day)}: it {when}. Choose another day.")
        return cleaned
