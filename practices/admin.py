"""Reference data in the admin. Editions are a record of what was read in, and are shown only."""

from django.contrib import admin
from django.http import HttpRequest

from practices import models
from practices.dated_admin import DatedInline
from practices.register_admin import NeverPutBack


class PlanningGroupMembershipInline(DatedInline):
    model = models.PlanningGroupMembership
    autocomplete_fields = ["ccg"]


class MembershipInline(DatedInline):
    model = models.Membership
    autocomplete_fields = ["ccg"]


class PracticeNameInline(DatedInline):
    model = models.PracticeName


class SiteInline(DatedInline):
    model = models.Site


class ListClosureInline(DatedInline):
    model = models.ListClosure


class BoundaryInline(DatedInline):
    model = models.Boundary


class PartnerInline(DatedInline):
    model = models.Partner


class NoticeInline(DatedInline):
    model = models.Notice


@admin.register(models.PlanningGroup)
class PlanningGroupAdmin(NeverPutBack):
    list_display = ["name", "short_name"]
    inlines = [PlanningGroupMembershipInline]


@admin.register(models.CCG)
class CCGAdmin(NeverPutBack):
    list_display = ["full_name", "ods_code", "region_code", "opened_on", "closed_on"]
    list_filter = ["region_code"]
    search_fields = ["name", "short_name", "ods_code"]
    inlines = [PlanningGroupMembershipInline]

    def get_readonly_fields(self, request: HttpRequest, obj: models.CCG | None = None) -> list[str]:
        """A code is written once: the database refuses another (Immutable)."""
        return ["ods_code"] if obj else []


@admin.register(models.Practice)
class PracticeAdmin(NeverPutBack):
    list_display = ["display_name", "ods_code", "postcode", "status", "prescribing_setting"]
    list_filter = ["status"]
    search_fields = ["name", "ods_code", "postcode"]
    inlines = [MembershipInline, PracticeNameInline, SiteInline, ListClosureInline, BoundaryInline]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Practice | None = None) -> list[str]:
        """A code is written once (Immutable). What a decision closed is not opened here, nor closed in its name."""
        closed = ["status", "closed_on"] if obj and obj.closed_by else []
        return [*(["ods_code"] if obj else []), "closed_by", *closed]


@admin.register(models.Provider)
class ProviderAdmin(NeverPutBack):
    list_display = ["name", "kind", "made_up"]
    list_filter = ["kind", "made_up"]
    search_fields = ["name"]
    inlines = [PartnerInline]


@admin.register(models.Contract)
class ContractAdmin(NeverPutBack):
    list_display = ["provider", "kind", "starts_on", "ends_on"]
    list_filter = ["kind"]
    list_select_related = ["provider"]
    autocomplete_fields = ["provider", "practices", "follows"]
    search_fields = ["reference", "provider__name"]
    inlines = [NoticeInline]


@admin.register(models.ListSize)
class ListSizeAdmin(NeverPutBack):
    list_display = ["practice", "as_at", "patients"]
    list_select_related = ["practice"]
    autocomplete_fields = ["practice"]
    readonly_fields = ["edition"]
    search_fields = ["practice__name", "practice__ods_code"]


@admin.register(models.ContractType)
class ContractTypeAdmin(NeverPutBack):
    list_display = ["practice", "as_at", "kind"]
    list_filter = ["kind"]
    list_select_related = ["practice"]
    autocomplete_fields = ["practice"]
    readonly_fields = ["edition"]
    search_fields = ["practice__name", "practice__ods_code"]


@admin.register(models.PracticeSuccession)
class PracticeSuccessionAdmin(NeverPutBack):
    list_display = ["predecessor", "successor", "happened_on"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]


@admin.register(models.CCGSuccession)
class CCGSuccessionAdmin(NeverPutBack):
    list_display = ["predecessor", "successor", "happened_on"]
    list_select_related = ["predecessor", "successor"]
    autocomplete_fields = ["predecessor", "successor"]


@admin.register(models.Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ["kind", "as_at", "file_name", "rows", "recorded_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editions come from the import alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Edition | None = None) -> bool:
        """The database refuses a change (AppendOnly)."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Edition | None = None) -> bool:
        """The database refuses to remove it (AppendOnly)."""
        return False
