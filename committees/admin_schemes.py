"""Who besides a committee may decide, what needs NHS England's consent first, and who is away: dated rows in the admin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib import admin

from committees import models
from committees.admin_base import Ended, PlainSelects, Register
from committees.kinds import KINDS, kind_label
from committees.rights.words import pounds
from committees.terms import Standing

KIND_CHOICES = [("", "choose"), *((kind.key, kind.label) for kind in KINDS.values())]


class KindForm(forms.ModelForm):
    """The kinds of decision as a list; a kind that was taken away since stays as it is."""

    kind = forms.ChoiceField(
        label="Kind of decision",
        error_messages={"required": "Choose the kind of decision.", "invalid_choice": "Choose from the list."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = self.instance.kind
        gone = [(known, known)] if known and known not in KINDS else []
        if "kind" in self.fields:
            self.fields["kind"].choices = [*KIND_CHOICES, *gone]


class DelegationForm(KindForm):
    """A line of a scheme: for a seat that somebody holds as an officer, not for who only observes."""

    def clean(self):
        cleaned = super().clean()
        seat = cleaned.get("seat")
        if seat is not None and seat.standing == Standing.OBSERVER:
            self.add_error("seat", "An observer is no officer of the committee. Choose the seat of an officer.")
        return cleaned


class SchemeAdmin(Ended):
    """Rows that decisions relied on: ended, and never deleted."""

    @admin.display(description="kind of decision", ordering="kind")
    def kind_of_decision(self, row) -> str:
        return kind_label(row.kind)


@admin.register(models.Delegation)
class DelegationAdmin(SchemeAdmin):
    """Schemes of delegation. Who holds the seat on the day decides, not their deputy."""

    form = DelegationForm
    fields = ["seat", "kind", "up_to", "starts_on", "ends_on", "source", "made_up"]
    list_display = ["seat", "kind_of_decision", "limit", "starts_on", "ends_on", "source"]
    list_filter = ["seat__committee"]
    list_select_related = ["seat__committee"]
    search_fields = ["seat__title", "seat__committee__name", "kind", "source"]

    @admin.display(description="up to", ordering="up_to")
    def limit(self, row) -> str:
        return pounds(row.up_to) if row.up_to is not None else "whatever the value"


@admin.register(models.ConsentRule)
class ConsentRuleAdmin(SchemeAdmin):
    """What a level 3 CCG decides only with NHS England's consent."""

    form = KindForm
    fields = ["ccg", "kind", "above", "starts_on", "ends_on", "source", "made_up"]
    list_display = ["ccg", "kind_of_decision", "limit", "starts_on", "ends_on", "source"]
    list_filter = ["ccg"]
    list_select_related = ["ccg"]
    search_fields = ["ccg__short_name", "kind", "source"]

    @admin.display(description="above", ordering="above")
    def limit(self, row) -> str:
        return pounds(row.above) if row.above is not None else "whatever the value"


@admin.register(models.Absence)
class AbsenceAdmin(PlainSelects, Register):
    """When an account is away: meanwhile the alternate whom the terms name holds NHS England's veto."""

    fields = ["account", "starts_on", "ends_on"]
    list_display = ["account", "starts_on", "ends_on"]
    list_select_related = ["account"]
    search_fields = ["account__username", "account__first_name", "account__last_name"]

    def has_delete_permission(self, request, obj=None):
        """Who stood in did so by right: an absence is ended, not deleted."""
        return False


def veto_misfits(terms: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the terms say of a veto that they do not give, by field."""
    holder, alternate = (str(terms.get(name) or "").strip() for name in ("veto_holder", "veto_alternate"))
    if not terms.get("nhs_england_veto"):
        for name, said in (("veto_holder", holder), ("veto_alternate", alternate)):
            if said:
                yield name, "These terms give NHS England no veto: give it the veto, or leave this empty."
    elif alternate and not holder:
        yield (
            "veto_alternate",
            "Say first who holds the veto: without a holder any officer uses it, and nobody stands in.",
        )
    elif alternate and alternate.casefold() == holder.casefold():
        yield "veto_alternate", "Another office stands in: nobody stands in for themselves."
