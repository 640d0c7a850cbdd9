"""What the admin of committees and decisions has in common: refusals in sentences, and rows that nobody may change.

The admin keeps reference data and appointments. It is not a way round the gate: acts are shown, never made; a row that
the record refers to is not removed; what the database refuses is said on the form.
"""

from __future__ import annotations

from collections import Counter

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, models, router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from committees.rights.words import listed
from practices.guards import NoOverlap, Refuse
from practices.guards.installed import declared
from practices.register_admin import NeverPutBack


class RefusesInWords(admin.ModelAdmin):
    """What cannot be done is said in a sentence, on the page where it was tried."""

    actions = None  # many rows at once: too easy a press for rows that rights hang on
    list_per_page = 50
    #: What to do with a row in use, in place of deleting it.
    instead_of_deleting = "Give it a last day instead."

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; a second time, with what the database refused said on it, where the first try met a guard."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refused_by_database = refusal_in_words(error)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refused_by_database", "")
        return with_refusal(form, refusal) if refusal else form

    def delete_view(self, request, object_id, extra_context=None):
        """Asks before it deletes; a row in use is not deleted, and the sentence says what uses it."""
        found = self.get_object(request, unquote(object_id))
        if found is not None and self.has_delete_permission(request, found):
            used = self.used_by(found)
            if used:
                return self._not_deleted(request, found, used)
        try:
            return super().delete_view(request, object_id, extra_context)
        except (IntegrityError, ProtectedError):  # something came to use it in the meantime
            return self._not_deleted(request, found, "something recorded a moment ago")

    def used_by(self, row: models.Model) -> str:
        """What refers to the row, counted and not named: the page must not tell what its reader may not see."""
        collector = Collector(using=router.db_for_write(type(row)), origin=row)
        try:
            collector.collect([row])
        except ProtectedError as error:
            return counted(error.protected_objects)
        return ""

    def _not_deleted(self, request: HttpRequest, row: models.Model, used: str) -> HttpResponse:
        sentence = f"{row} is in use by {used}, and so it cannot be deleted. {self.instead_of_deleting}"
        self.message_user(request, sentence, messages.ERROR)
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))


class Register(RefusesInWords, NeverPutBack):
    """Rows that change, each change kept with who and when. An earlier version is read, never put back."""


class PlainSelects:
    """Foreign keys as plain lists, which work without JavaScript, fetched with what their labels need."""

    labels_need = {
        "seat": ["committee"],
        "sitting": ["committee", "meeting"],
    }

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        needs = self.labels_need.get(db_field.name)
        if needs and "queryset" not in kwargs:
            kwargs["queryset"] = db_field.remote_field.model._default_manager.select_related(*needs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Ended(PlainSelects, Register):
    """Rows by which somebody is on a register, or decided what is on it: they are ended, and never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class ShownOnly(admin.ModelAdmin):
    """Rows that nobody adds, changes or removes here, whoever they are. Who may view, may view."""

    actions = None
    list_per_page = 50

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def with_refusal(form: type, sentence: str) -> type:
    """The form, never valid, with a sentence at its top: what was typed stays."""

    class Refused(form):
        def clean(self):
            cleaned = super().clean()
            self.add_error(None, sentence)
            return cleaned

    return Refused


def counted(rows) -> str:
    """ "3 seats and 1 sitting"."""
    kinds = Counter(type(row)._meta for row in rows)
    return listed(
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
        for meta, number in sorted(kinds.items(), key=lambda pair: pair[0].label)
    )


def refusal_in_words(error: IntegrityError) -> str:
    """What the database refused, as its guard words it; somebody else may have saved at the same moment."""
    said = str(error)
    for model, guard in declared():
        if isinstance(guard, Refuse) and guard.message in said:
            return f"The database refused this. {guard.message} Look at what is on record and try again."
        if isinstance(guard, NoOverlap) and (
            guard.name(model) in said or f"Two rows of {model._meta.db_table} " in said
        ):
            return (
                f"The database refused this: another {model._meta.verbose_name} holds on some of these days. "
                "It may have been saved a moment ago. Look at what is on record and try again."
            )
    return (
        "The database refused this: it does not go with what is on record, perhaps saved a moment ago. "
        "Look at what is on record and try again."
    )
