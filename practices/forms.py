"""What a reader can ask of the practice pages."""

from datetime import date

from django import forms
from django.http import QueryDict

from practices.ending import MONTHS
from practices.models import CCG

ON = ("on", "on_day", "on_month", "on_year")


class AsAt(forms.Form):
    """The day that a page speaks of. Today where none is given."""

    on = forms.DateField(
        label="As at",
        widget=forms.SelectDateWidget,
        error_messages={"invalid": "Enter a real date, such as 14 4 2016", "required": "Enter the date"},
    )

    def __init__(self, data: QueryDict, today: date):
        given = data.copy()
        if not any(given.get(name) for name in ON):
            for name in ON:
                given.pop(name, None)
            given["on"] = today.isoformat()
        self.today = today
        super().__init__(given)

    @property
    def day(self) -> date:
        """The day asked for, or today where that is no date."""
        self.is_valid()  # fills cleaned_data with what is right
        return self.cleaned_data.get("on", self.today)


class PracticeSearch(AsAt):
    """Find practices by any of their names, postcode or code, and by CCG."""

    q = forms.CharField(label="Name, postcode or code", required=False, max_length=100)
    ccg = forms.ModelChoiceField(
        CCG.objects.order_by("short_name"),
        label="CCG",
        required=False,
        to_field_name="ods_code",
        empty_label="All CCGs",
        error_messages={"invalid_choice": "Choose a CCG from the list"},
    )

    field_order = ["q", "ccg", "on"]


class EndingSearch(AsAt):
    """Contracts that end within so many months of a day, of one CCG or of all."""

    within = forms.TypedChoiceField(
        label="They end within",
        choices=[(months, f"{months} months") for months in MONTHS],
        coerce=int,
        required=False,
        empty_value=MONTHS[-1],
        error_messages={"invalid_choice": "Choose 6, 12 or 18 months"},
    )
    ccg = forms.ModelChoiceField(
        CCG.objects.order_by("short_name"),
        label="CCG",
        required=False,
        to_field_name="ods_code",
        empty_label="All CCGs",
        error_messages={"invalid_choice": "Choose a CCG from the list"},
    )

    field_order = ["ccg", "within", "on"]

    def __init__(self, data: QueryDict, today: date):
        given = data.copy()
        if not given.get("within"):
            given["within"] = str(MONTHS[-1])
        super().__init__(given, today)
