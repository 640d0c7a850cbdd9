"""The forms on which an interest is declared, changed and ended. Whether it may be is the action's answer."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from committees.models import Interest
from committees.registers.declaring import HOW_TO_FIND, LONGEST_REASON, Told, latest, told_of
from committees.registers.organisations import Found, Organisation, chosen, find_organisations, keys_of
from committees.terms import Directness, InterestType

MOST = 50  # practices and providers in one interest
NOT_WHOLE = "This form is not whole. Load the page again, and send it once more."
WHERE_IT_IS = "Say which practice, provider or other organisation the interest is in."
NO_DATE = "Enter a real date, such as 1 4 2016"

TYPES = [
    (InterestType.FINANCIAL.value, "Financial: a partnership, pay, shares, property, a contract"),
    (InterestType.PROFESSIONAL.value, "Non-financial professional: a role or standing in a profession"),
    (InterestType.PERSONAL.value, "Non-financial personal: membership, loyalty or benefit outside work"),
]
INDIRECT = (Directness.INDIRECT.value, "Indirect: of somebody close, such as a relative, friend or business partner")
DIRECTNESS = [(Directness.DIRECT.value, "Direct: the person's own"), INDIRECT]
OWN_DIRECTNESS = [(Directness.DIRECT.value, "Direct: your own"), INDIRECT]


class Organisations(forms.Field):
    """Practices and providers, as (keys of practices, keys of providers)."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> tuple[frozenset[int], frozenset[int]]:
        codes = [str(code) for code in value or []]
        if len(codes) > MOST:
            raise ValidationError(f"Choose at most {MOST} practices and providers for one interest.")
        practices, providers, unknown = keys_of(codes)
        if unknown:
            code = unknown[0].partition("-")[2][:20] or unknown[0][:20]
            raise ValidationError(f"“{code}” is not the code of a practice or provider on record. {HOW_TO_FIND}")
        return practices, providers


def _day(label: str, required: str = "", **more) -> forms.DateField:
    messages = {"invalid": NO_DATE, "required": required}
    return forms.DateField(
        label=label, widget=forms.SelectDateWidget, required=bool(required), error_messages=messages, **more
    )


class InterestForm(forms.Form):
    """An interest as it is declared; with ``changes`` a change of it, which says why.

    ``own``: by the person whose it is; else it is recorded for them, and they may have said it on an earlier day.
    """

    type = forms.ChoiceField(
        label="What kind of interest is it?",
        choices=TYPES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of interest it is"},
    )
    directness = forms.ChoiceField(
        label="Direct or indirect?",
        choices=DIRECTNESS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is direct or indirect"},
    )
    relationship = forms.CharField(
        label="Whose it is",
        max_length=120,
        required=False,
        help_text="Only for an indirect interest: wife, brother, friend. Leave empty for a direct one.",
    )
    nature = forms.CharField(
        label="What it is",
        max_length=300,
        help_text="Partner; shareholder; owner of the premises; employed as a nurse.",
        error_messages={"required": "Say what the interest is"},
    )
    find = forms.CharField(
        label="Find a practice or a provider",
        max_length=100,
        required=False,
        help_text="A part of its name, its postcode or its code. Former names count too.",
    )
    organisations = Organisations(required=False)
    organisation = forms.CharField(
        label="Another organisation",
        max_length=200,
        required=False,
        help_text="Its name, where it is neither a practice nor a provider on record.",
    )
    starts_on = _day("When did it begin?", "Enter the day on which it began, or will begin")
    ends_on = _day("When did it end, or when will it?", help_text="Leave empty while it goes on.")
    category = forms.ChoiceField(label="Local category", required=False)
    mitigation = forms.CharField(
        label="What was agreed to keep the risk small",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Agreed mitigation, if any.",
    )
    mitigation_agreed_with = forms.CharField(
        label="Agreed with", max_length=120, required=False, help_text="The manager or chair with whom it was agreed."
    )
    objection = forms.CharField(
        label="Why it should not be published, if it should not",
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Entries are published. The conflicts of interest guardian decides on an exception.",
    )
    said_on = _day("When was it declared?", help_text="Leave empty for today.")
    reason = forms.CharField(
        label="Why the entry changes",
        max_length=LONGEST_REASON,
        help_text="What it said before stays in its history, with this reason.",
        error_messages={"required": "Say why the entry changes"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": NOT_WHOLE})

    def __init__(
        self,
        data=None,
        *,
        today: date,
        categories: list[str],
        own: bool,
        changes: Interest | None = None,
    ):
        self.today = today
        super().__init__(data, label_suffix="", initial=_initial(changes) if changes else None)
        cast(forms.ChoiceField, self.fields["directness"]).choices = OWN_DIRECTNESS if own else DIRECTNESS
        kept = {changes.category} - {""} if changes else set()
        offered = sorted({*categories} | kept)
        cast(forms.ChoiceField, self.fields["category"]).choices = [("", "none"), *((name, name) for name in offered)]
        for name, wanted in (
            ("category", bool(offered)),
            ("said_on", not own and changes is None),
            ("reason", changes is not None),
            ("seen", changes is not None),
        ):
            if not wanted:
                del self.fields[name]

    def clean(self):
        """What is missing is told with the rest; a name that was typed and not chosen is not lost without a word."""
        cleaned = super().clean() or {}
        practices, providers = cleaned.get("organisations") or (frozenset(), frozenset())
        typed = cleaned.get("find", "")
        if practices or providers or cleaned.get("organisation") or "organisations" in self.errors:
            return cleaned
        if not typed:
            self.add_error("organisations", f"{WHERE_IT_IS} {HOW_TO_FIND}")
        else:
            found = find_organisations(typed, self.today)
            if found.practices or found.providers:
                self.add_error("find", "Tick which of these it is, or write another organisation's name.")
            else:
                self.add_error("find", f"No practice or provider on record fits “{typed}”. {HOW_TO_FIND}")
        return cleaned

    @property
    def asks_to_find(self) -> bool:
        """Whether what was sent looks for an organisation and declares nothing: by "Find", or by Enter with words to look
        for that nothing was found for yet, or of which nothing is chosen."""
        if "enter" not in self.data:
            return "look" in self.data
        typed = str(self.data.get("find", "")).strip()
        chosen = self["organisations"].value() or str(self.data.get("organisation", "")).strip()
        return bool(typed) and (not chosen or typed != str(self.data.get("looked", "")).strip())

    def not_judged_yet(self) -> None:
        """Show what was typed so far without saying what is wrong with it: nothing was sent yet."""
        self._errors = ErrorDict()

    @property
    def told(self) -> Told:
        """What a valid form tells."""
        given = self.cleaned_data
        practices, providers = given["organisations"] or (frozenset(), frozenset())
        return Told(
            type=InterestType(given["type"]),
            directness=Directness(given["directness"]),
            nature=given["nature"],
            relationship=given["relationship"],
            practices=practices,
            providers=providers,
            organisation=given["organisation"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            category=given.get("category", ""),
            mitigation=given["mitigation"],
            mitigation_agreed_with=given["mitigation_agreed_with"],
            objection=given["objection"],
        )

    @property
    def ticked(self) -> list[Organisation]:
        """The practices and providers that are chosen so far."""
        practices, providers, _ = keys_of([str(code) for code in self["organisations"].value() or []][:MOST])
        return ticked(practices, providers, self.today)

    @property
    def found(self) -> Found:
        """What fits the words that are typed."""
        return find_organisations(str(self["find"].value() or "").replace("\x00", "")[:100], self.today)


def ticked(practices, providers, day: date) -> list[Organisation]:
    """Practices and providers by their keys, as one list."""
    both = chosen(practices, providers, day)
    return [*both.practices, *both.providers]


def _initial(row: Interest) -> dict:
    told = told_of(row)
    names = [f"practice-{practice.ods_code}" for practice in row.practices.all()]
    names += [f"provider-{provider.pk}" for provider in row.providers.all()]
    return told.fields() | {"organisations": names, "seen": latest(row)}


class EndForm(forms.Form):
    """The last day of an interest."""

    ends_on = _day("Its last day", "Enter the last day of the interest", help_text="It may be still to come.")
    reason = forms.CharField(
        label="What came of it", max_length=LONGEST_REASON - 10, required=False, help_text="Retired; shares sold."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, error_messages={"invalid": NOT_WHOLE})

    def __init__(self, data=None, *, row: Interest):
        super().__init__(data, label_suffix="", initial={"seen": latest(row)})
