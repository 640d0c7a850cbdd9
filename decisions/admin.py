"""Matters and agendas in the admin; the record is shown there, and nobody changes it.

The admin is no reading room: private items, private meetings and papers that are not public are not in it, whoever
asks, but for a private meeting that was published since. Who may read them is the gate's answer, and the gate stands on
the meeting's own pages. Nor are the conflicts found before a meeting: they tell of entries that may be left out of the
public register.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from committees.admin import PracticeCodes
from committees.admin_base import Register, ShownOnly
from committees.models import Interest
from committees.powers import actor_for
from committees.terms import Access
from decisions import actions, models
from decisions.actions.outside.stating import concerned_by
from decisions.readers import private_items, private_meetings
from decisions.stated.telling import kind_of
from decisions.uploads import refuse_mislabelled
from decisions.withholding import papers_withheld_from
from practices import clock

STAYS = "It stays on record."


class PublicOnly:
    """Leaves out what belongs to a private item or a private meeting. ``item``: the way from the row to its items."""

    item: str | None = "pk"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self.item is None:
            return rows
        return rows.exclude(**{f"{self.item}__in": models.AgendaItem.objects.filter(private_items())})

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Lists to choose from hold no more than the pages do."""
        target = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(target, PublicOnly) and "queryset" not in kwargs:
            kwargs["queryset"] = target.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


# --- Registers ---
class MatterForm(forms.ModelForm):
    practices = PracticeCodes(
        help_text="Codes of the practices it is about, with commas between: H85101, H85018.",
        error_messages={"invalid_choice": "“%(value)s” is not the code of a practice on record."},
    )

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None:
            return cleaned  # a new matter has no facts yet
        for name, named in zip(("practices", "providers"), named_in_facts(self.instance), strict=True):
            if name in cleaned:
                kept = {row.pk for row in cleaned[name]}
                for row in getattr(self.instance, name).filter(pk__in=named - kept):
                    self.add_error(name, f"{row} is named in the facts of this matter: state other facts first.")
        return cleaned


def named_in_facts(matter: models.Matter) -> tuple[set[int], set[int]]:
    """The practices and providers that the facts of a matter and of its parts name: conflicts are found by them."""
    kind = kind_of(matter)
    if not matter.pk or kind is None:
        return set(), set()
    several = [concerned_by(kind, facts) for facts in (matter.facts, *(limb.facts for limb in matter.limbs.all()))]
    practices, providers = ({key for each in several for key in each[place]} for place in (0, 1))
    return practices, providers


class LimbInline(admin.TabularInline):
    """The parts of a matter: as it is first put, until it is on an agenda or decided outside a meeting."""

    model = models.Limb
    extra = 1
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not parts_stay(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not parts_stay(obj)


#: What a matter is about: by it, committees are asked and conflicts are found.
DECIDED_ABOUT = ["function", "kind", "value", "ccgs", "practices", "providers", "merger", "reach"]

#: It says to which committee the matter belongs between meetings: raising it sets it, once.
RAISED = ["raised_by", "raised_on"]


def is_on_an_agenda(matter: models.Matter | None) -> bool:
    """From then on its function, whom it is about and its parts are what the committees are asked about."""
    return bool(matter and matter.pk and matter.items.exists())


def parts_stay(matter: models.Matter | None) -> bool:
    """A chair's action is taken on the parts as they are put, and what changes by it goes by their verb."""
    return is_on_an_agenda(matter) or bool(matter and matter.pk and matter.outsidedecisions.exists())


@admin.register(models.Matter)
class MatterAdmin(PublicOnly, Register):
    item = "items"
    form = MatterForm
    list_display = ["title", "function", "made_up"]
    list_filter = ["function"]
    search_fields = ["title"]
    filter_horizontal = ["ccgs", "providers"]
    inlines = [LimbInline]
    instead_of_deleting = STAYS

    def get_readonly_fields(self, request, obj=None):
        return [*RAISED, *(DECIDED_ABOUT if is_on_an_agenda(obj) else [])]


class ItemForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        meeting = cleaned.get("meeting")
        if meeting and models.SittingClosed.objects.filter(meeting=meeting).exists():
            raise ValidationError(f"{meeting} is closed: nothing is added to its agenda. Choose a later meeting.")
        return cleaned


class PurposeInline(PublicOnly, admin.TabularInline):
    """What each committee is asked to do with the item, until it is taken."""

    item = None
    model = models.ItemPurpose
    fields = ["sitting", "purpose"]
    readonly_fields = ["sitting"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.steps.exists())


@admin.register(models.AgendaItem)
class AgendaItemAdmin(PublicOnly, Register):
    """A matter is put on an agenda for every committee it concerns; while the meeting runs, on the console."""

    form = ItemForm
    list_display = ["number", "matter", "meeting", "urgent"]
    list_filter = ["meeting"]
    list_select_related = ["matter", "meeting"]
    ordering = ["-meeting__date", "order"]
    inlines = [PurposeInline]
    instead_of_deleting = STAYS

    def get_fields(self, request, obj=None):
        return ["meeting", "matter", "number", "urgent"] if obj else ["meeting", "matter", "number"]

    def get_readonly_fields(self, request, obj=None):
        return ["meeting", "matter", "urgent"] if obj else []

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "meeting":
            kwargs["queryset"] = db_field.remote_field.model._default_manager.exclude(private_meetings())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            return
        put = actions.put_on_agenda(meeting=obj.meeting, matter=obj.matter, number=obj.number)
        obj.pk, obj.order = put.pk, put.order


class PaperForm(forms.ModelForm):
    """A public paper. One that is for fewer readers never passes through the admin."""

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            refuse_mislabelled(file)
        return file


@admin.register(models.Paper)
class PaperAdmin(PublicOnly, Register):
    item = "item"
    form = PaperForm
    fields = ["item", "title", "text", "file", "added_at", "added_by"]
    readonly_fields = ["added_at", "added_by"]
    list_display = ["title", "item", "added_at"]
    list_select_related = ["item__matter"]
    search_fields = ["title"]
    instead_of_deleting = STAYS

    def get_queryset(self, request):
        """Public papers, but for those that a conflict keeps from the reader: an administrator may be a member too."""
        kept = papers_withheld_from(actor_for(request.user, clock.today()))
        return super().get_queryset(request).filter(access=Access.PUBLIC).exclude(pk__in=kept)

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "item"] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        if not change:
            obj.access, obj.added_at, obj.added_by = Access.PUBLIC, clock.now(), request.user
        super().save_model(request, obj, form, change)


# --- The record: shown only ---
class Recorded(PublicOnly, ShownOnly):
    """An act, or what belongs to one. The entry of a register behind it has a gate of its own, and is not shown."""

    def get_exclude(self, request, obj=None):
        return [field.name for field in self.opts.concrete_fields if field.related_model is Interest]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        fields = {field.name for field in self.opts.concrete_fields}
        return rows.exclude(private_meetings("meeting__")) if "meeting" in fields else rows

    def get_list_display(self, request):
        own = [field.name for field in self.opts.concrete_fields if field.name in SHOWN]
        return ["pk", *own]

    def get_list_select_related(self, request):
        return [name for name in self.get_list_display(request) if name in RELATED]


#: What lists of acts show, where the act has it.
RELATED = ("meeting", "person", "by", "recorded_by", "sitting")
SHOWN = (
    *RELATED, "happened_at", "movement", "step", "choice", "outcome", "used", "given", "kind", "number", "state", "words",
    "finding",
)  # fmt: skip

#: The way from each act to its item.
ITEM_OF = {
    models.Attendance: "item",
    models.ItemStep: "item",
    models.Declaration: "item",
    models.Ruling: "item",
    models.ChairElected: "item",
    models.ShadowRecommendation: "item",
    models.Deferral: "item",
    models.Motion: "resolution__item",
    models.Opening: "resolution__item",
    models.Announcement: "resolution__item",
    models.Withdrawal: "resolution__item",
    models.Vote: "elector__opening__resolution__item",
    models.Tally: "opening__resolution__item",
    models.VotingClosed: "opening__resolution__item",
    models.CastingVote: "opening__resolution__item",
    models.Agreement: "opening__resolution__item",
    models.Veto: "announcement__resolution__item",
    models.ConditionOutcome: "condition__motion__resolution__item",
    models.PublishedOutcome: "resolution__item",
    models.AlsoPresent: None,
    models.SittingClosed: None,
    models.Elector: "opening__resolution__item",
    models.Resolution: "item",
    models.ItemAppointment: "item",
    models.Presenter: "item",
    models.Link: None,
    models.Submission: None,
}

for model, item in ITEM_OF.items():
    admin.site.register(model, type(f"{model.__name__}Admin", (Recorded,), {"item": item, "__module__": __name__}))
