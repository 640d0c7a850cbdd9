"""The form of a new matter between meetings."""

from __future__ import annotations

from datetime import date

from django import forms
from django.forms.utils import ErrorDict

from committees.models import Committee
from committees.registers.forms_declaring import MOST, Organisations, ticked
from committees.registers.organisations import Found, Organisation, find_organisations, keys_of
from committees.terms import Function
from decisions.agenda_forms import REACH, kind_field, value_field
from decisions.outside.sections import KeyedForm


class NewMatter(KeyedForm):
    """A matter: what it is, which CCGs and practices it concerns, its kind and value."""

    title = forms.CharField(label="Title", max_length=200, error_messages={"required": "Give the matter a title."})
    summary = forms.CharField(
        label="What it is about", required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
    )
    function = forms.ChoiceField(
        label="What is being decided",
        choices=[("", "choose"), *Function.choices()],
        error_messages={"required": "Choose what is being decided.", "invalid_choice": "Choose from the list."},
    )
    kind = kind_field()
    value = value_field()
    ccgs = forms.TypedMultipleChoiceField(
        label="CCGs that the matter concerns",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose CCGs of this committee."},
    )
    find = forms.CharField(
        label="Find a practice or a provider",
        max_length=100,
        required=False,
        help_text="A part of its name, its postcode or its code. Former names count too.",
    )
    organisations = Organisations(required=False)
    merger = forms.BooleanField(label="The practices named are to merge", required=False)
    reach = forms.ChoiceField(label="Whom it affects", choices=REACH, required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What is proposed",
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say what is proposed."},
    )

    def __init__(self, data=None, *, committee: Committee, day: date):
        super().__init__(data, initial={"reach": ""})
        self.day = day
        choices = [(ccg.pk, ccg.short_name) for ccg in committee.ccgs.all()]
        self.fields["ccgs"].choices = choices
        self.initial["ccgs"] = [pk for pk, _ in choices] if len(choices) == 1 else []

    def clean(self):
        """A name that was typed and then not chosen is not lost without a word."""
        cleaned = super().clean()
        typed = cleaned.get("find", "")
        if typed and "organisations" not in self.errors and not any(cleaned.get("organisations") or ()):
            self.add_error("find", f"Find “{typed}” and tick which practice or provider it is, or leave this empty.")
        return cleaned

    def not_judged_yet(self) -> None:
        """Show what was typed so far without saying what is wrong with it: nothing was sent yet."""
        self._errors = ErrorDict()

    @property
    def ticked(self) -> list[Organisation]:
        """The practices and providers that are chosen so far."""
        practices, providers, _ = keys_of([str(code) for code in self["organisations"].value() or []][:MOST])
        return ticked(practices, providers, self.day)

    @property
    def found(self) -> Found:
        """What fits the words that are typed."""
        return find_organisations(str(self["find"].value() or "").replace("\x00", "")[:100], self.day)
