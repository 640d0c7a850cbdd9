"""Who may decide, in the admin: levels, committees, terms, seats, appointments, accounts and their posts.

The registers themselves (interests, what people said of them, offers, redactions, concerns, breaches, training) are not
in the admin: part of each is for few readers, and being superuser is no reason. They are read and written on their own
pages, behind ``committees.registers.gate``.
"""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string

from committees import admin_schemes, fit, models, powers
from committees.admin_base import Ended, PlainSelects, RefusesInWords, Register, ShownOnly
from committees.models.accounts import PostKind
from committees.terms import Power, Recording
from practices import clock
from practices.dated_admin import DatedInline
from practices.models import Practice


# --- Levels and committees ---
class HeldOnItsDays:
    """A row that meetings of its days relied on is not deleted: a meeting of 2016 shows the rights of 2016."""

    def used_by(self, row):
        return super().used_by(row) or fit.meetings_relying_on(row, clock.today())


@admin.register(models.Arrangement)
class ArrangementAdmin(HeldOnItsDays, PlainSelects, Register):
    list_display = ["ccg", "level", "shadowing", "starts_on", "ends_on", "source"]
    list_filter = ["level", "shadowing"]
    list_select_related = ["ccg"]
    search_fields = ["ccg__short_name", "ccg__ods_code"]


class CommitteeForm(forms.ModelForm):
    """The CCGs are saved after the committee: what does not go with them is refused here, before either is."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and {"ccgs", "kind", "established_on"} <= set(cleaned):
            row = models.Committee(pk=self.instance.pk)
            for name in ("name", "short_name", "kind", "established_on", "stood_down_on"):
                setattr(row, name, cleaned.get(name))
            fit.refuse_misfit_of_committee(row, list(cleaned["ccgs"]))
        return cleaned


class SeatInline(PlainSelects, DatedInline):
    model = models.Seat
    fields = [
        "title",
        "office",
        "standing",
        "represents",
        "ccg",
        "counts_as",
        "clinical",
        "order",
        "starts_on",
        "ends_on",
    ]
    ordering = ["order", "pk"]
    can_delete = False
    show_change_link = True


@admin.register(models.Committee)
class CommitteeAdmin(Register):
    form = CommitteeForm
    list_display = ["name", "kind", "established_on", "stood_down_on"]
    list_filter = ["kind", "ccgs"]
    search_fields = ["name", "short_name"]
    filter_horizontal = ["ccgs"]
    inlines = [SeatInline]
    instead_of_deleting = "Stand it down instead: give it its last day."


@admin.register(models.Remit)
class RemitAdmin(HeldOnItsDays, PlainSelects, Register):
    list_display = ["committee", "function", "ccg", "starts_on", "ends_on"]
    list_filter = ["function", "committee"]
    list_select_related = ["committee", "ccg"]
    search_fields = ["committee__name", "ccg__short_name"]


class TermsForm(forms.ModelForm):
    """Ways of recording as boxes; the places of the quorum and the local categories as their data."""

    recordings = forms.MultipleChoiceField(
        label="Ways of recording votes", choices=Recording.choices(), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        help_texts = {
            "quorum_slots": (
                "A list of places, each filled by a different person. For example: "
                '[{"label": "chair or vice-chair", "offices": ["chair", "vice_chair"]}, '
                '{"label": "two executives", "count": 2, "counts_as": ["executive"], "deputies": false}, '
                '{"label": "a GP", "title_words": ["GP"]}, {"label": "a lay member or a nurse", '
                '"any_of": [{"counts_as": ["lay"]}, {"title_words": ["nurse"]}]}]'
            ),
            "category_handling": 'For example: {"Category A": "leaves_for_item"}',
            "urgent_slots": (
                "Who signs, each place by a different person; written like the places of the quorum. As it is given at "
                "first: the plain default. An empty list, []: chair's action is not permitted."
            ),
        }

    def clean(self):
        """What cannot be together; and places that were emptied are an empty list."""
        cleaned = super().clean()
        if cleaned.get("urgent_slots") is None and "urgent_slots" in cleaned:
            cleaned["urgent_slots"] = []
        for name, sentence in admin_schemes.veto_misfits(cleaned):
            self.add_error(name, sentence)
        return cleaned


class ApprovalInline(admin.TabularInline):
    model = models.TermsApproval
    extra = 1
    can_delete = False


@admin.register(models.TermsOfReference)
class TermsAdmin(HeldOnItsDays, PlainSelects, Register):
    form = TermsForm
    list_display = ["committee", "version", "starts_on", "ends_on", "nhs_england_casting_vote", "nhs_england_veto"]
    list_select_related = ["committee"]
    search_fields = ["committee__name"]
    inlines = [ApprovalInline]
    fieldsets = [
        (None, {"fields": ["committee", "version", "starts_on", "ends_on", "source", "made_up"]}),
        ("Quorum", {"fields": [
            "quorum_text", "quorum_minimum", "quorum_counts_non_voting", "quorum_each_ccg",
            "quorum_lay_executive_majority", "quorum_slots",
        ]}),
        ("Voting", {"fields": [
            "majority", "nhs_england_casting_vote", "nhs_england_veto", "veto_working_days", "veto_holder",
            "veto_alternate", "nhs_england_seat_votes", "chair_second_vote", "recordings",
        ]}),
        ("Conflicts of interest", {"fields": ["default_handling", "category_handling"]}),
        ("Meetings", {"fields": [
            "others_may_speak", "lmc_standing", "by_correspondence", "may_meet_remotely", "urgent_signatories",
            "urgent_slots", "notice_working_days", "papers_working_days", "private_part",
        ]}),
    ]  # fmt: skip


# --- People ---
class AppointmentInline(PlainSelects, DatedInline):
    model = models.Appointment
    fk_name = "seat"
    can_delete = False
    show_change_link = True


@admin.register(models.Seat)
class SeatAdmin(PlainSelects, Register):
    list_display = ["title", "committee", "office", "standing", "represents", "starts_on", "ends_on"]
    list_filter = ["standing", "represents", "committee"]
    list_select_related = ["committee"]
    search_fields = ["title", "committee__name"]
    inlines = [AppointmentInline]


@admin.register(models.Appointment)
class AppointmentAdmin(HeldOnItsDays, PlainSelects, Register):
    list_display = ["person", "seat", "share", "stands_for", "starts_on", "ends_on"]
    list_filter = ["share", "seat__committee"]
    list_select_related = ["person", "seat__committee", "stands_for"]
    search_fields = ["person__name", "seat__title"]


@admin.register(models.Person)
class PersonAdmin(PlainSelects, Register):
    list_display = ["name", "account", "made_up"]
    list_select_related = ["account"]
    search_fields = ["name"]
    instead_of_deleting = "End the person's appointments instead."


class PracticeCodes(forms.ModelMultipleChoiceField):
    """Practices by their codes, which people know; a list of 7,756 helps nobody."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(Practice.objects.all(), to_field_name="ods_code", required=False, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return value
        return ", ".join(sorted(getattr(each, "ods_code", None) or str(each) for each in value))

    def clean(self, value):
        codes = [code.strip().upper() for code in (value or "").replace(";", ",").split(",")]
        codes = [code for code in codes if code]
        return self._check_values(codes) if codes else self.queryset.none()

    def has_changed(self, initial, data):
        return self.prepare_value(initial or []) != (data or "")


# --- Who declares, and who guards ---
@admin.register(models.Position)
class PositionAdmin(Ended):
    """Who declares though they hold no seat. What they declare is not in the admin: it has its own gate."""

    list_display = ["person", "title", "ccg", "committee", "decision_making", "starts_on", "ends_on"]
    list_filter = ["decision_making", "ccg", "committee"]
    list_select_related = ["person", "ccg", "committee"]
    search_fields = ["person__name", "title"]


@admin.register(models.Guardianship)
class GuardianshipAdmin(Ended):
    list_display = ["person", "ccg", "starts_on", "ends_on"]
    list_filter = ["ccg"]
    list_select_related = ["person", "ccg"]
    search_fields = ["person__name", "ccg__short_name"]


@admin.register(models.ConflictsPolicy)
class ConflictsPolicyAdmin(Ended):
    list_display = ["ccg", "at_threshold", "starts_on", "ends_on", "source"]
    list_filter = ["at_threshold"]
    list_select_related = ["ccg"]
    search_fields = ["ccg__short_name", "source"]


@admin.register(models.Letter)
class LetterAdmin(ShownOnly):
    """The outbox, for who runs the site: what waits and why. What a letter says is for whom it is."""

    fields = ["key", "person", "subject", "written_at", "sent_at", "tries", "last_error"]
    list_display = ["subject", "person", "written_at", "sent_at", "tries", "last_error"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["person"]
    search_fields = ["person__name", "subject"]


# --- Accounts and posts ---
class PostForm(forms.ModelForm):
    """A post is given, and ended once. One that has ended is given anew, so that its grants are too."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            before = models.Post.objects.get(pk=self.instance.pk)
            if before.ends_on and before.ends_on < clock.today():
                raise ValidationError("This post has ended. Add a new one instead.")
            last = cleaned.get("ends_on")
            if not last:
                self.add_error("ends_on", "Give the last day of the post. To leave it open, change nothing.")
            elif last < before.starts_on:
                self.add_error("ends_on", "The last day cannot be before the first day.")
        return cleaned


@admin.register(models.Post)
class PostAdmin(PlainSelects, Register):
    """What an account may do for others on a committee: the only place of the admin that grants anything."""

    form = PostForm
    fields = ["account", "committee", "kind", "office", "starts_on", "ends_on"]
    list_display = ["account", "committee", "kind", "office", "starts_on", "ends_on"]
    list_filter = ["kind", "committee"]
    list_select_related = ["account", "committee"]

    def get_readonly_fields(self, request, obj=None):
        return ["account", "committee", "kind", "office", "starts_on"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A post is ended, not deleted: what was done in it was done by right."""
        return False

    def save_model(self, request, obj, form, change):
        if change:
            powers.end_post(post=obj, last_day=obj.ends_on, on=clock.today())
            return
        given = powers.appoint_to_post(
            account=obj.account,
            committee=obj.committee,
            kind=PostKind(obj.kind),
            starts_on=obj.starts_on,
            ends_on=obj.ends_on,
            office=obj.office,
        )
        obj.pk = given.pk


@admin.register(models.Account)
class AccountAdmin(RefusesInWords):
    """Who signs in. Nobody sets a password for somebody else: people get theirs by "Forgotten your password?".

    Only superusers add and change accounts: whoever could change an address could have a password sent to it.
    """

    fields = [
        "username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser", "groups",
        "user_permissions", "last_login", "date_joined",
    ]  # fmt: skip
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = ["groups", "user_permissions"]

    def has_add_permission(self, request):
        return self._is_for_superusers(request)

    def has_change_permission(self, request, obj=None):
        return self._is_for_superusers(request)

    def has_delete_permission(self, request, obj=None):
        """The record names accounts: one that is not used any more is made inactive."""
        return False

    def _is_for_superusers(self, request) -> bool:
        """The one place that asks: it is about accounts, and gives no right to act on a committee."""
        if not hasattr(request, "may_change_accounts"):
            rows = models.Account.objects.filter(pk=request.user.pk, is_superuser=True, is_active=True)
            request.may_change_accounts = rows.exists()
        return request.may_change_accounts

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """The powers on committees come with a post alone: they are not among what can be ticked."""
        if db_field.name == "user_permissions":
            kwargs["queryset"] = Permission.objects.exclude(
                codename__in=[power.value for power in Power]
            ).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_password(get_random_string(64))  # known to nobody; replaced by a link sent by e-mail
        super().save_model(request, obj, form, change)


# --- Meetings ---
class MeetingForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("date")
        if self.instance.pk and day:
            for sitting in self.instance.sittings.select_related("committee"):
                fit.refuse_sitting(sitting.committee, day)
        return cleaned


class SittingFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        for form in self.extra_forms:
            committee = form.cleaned_data.get("committee") if form.is_valid() else None
            if committee and self.instance.date:
                fit.refuse_sitting(committee, self.instance.date)


class SittingInline(admin.TabularInline):
    """Committees are added to a meeting here, and never exchanged."""

    model = models.Sitting
    formset = SittingFormSet
    extra = 1
    can_delete = False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(models.Meeting)
class MeetingAdmin(PlainSelects, Register):
    form = MeetingForm
    list_display = ["title", "date", "starts_at", "place", "in_public", "convened_by"]
    list_filter = ["in_public", "date"]
    list_select_related = ["convened_by"]
    search_fields = ["title", "place"]
    inlines = [SittingInline]
    instead_of_deleting = "Meetings stay on record."


@admin.register(models.Sitting)
class SittingAdmin(PlainSelects, Register):
    list_display = ["meeting", "committee", "order"]
    list_select_related = ["meeting", "committee"]
    search_fields = ["meeting__title", "committee__name"]
    instead_of_deleting = "What a committee did in a meeting stays on record."

    def get_readonly_fields(self, request, obj=None):
        """The committee of a sitting never changes: the database refuses it."""
        return ["meeting", "committee"] if obj else []
