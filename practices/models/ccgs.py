"""Clinical Commissioning Groups and the planning groups they work in."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from practices.dated import Dated
from practices.guards import Immutable, NoOverlap
from practices.names import ccg_short_name

# Three or five characters: the codes of CCGs formed by mergers are longer (domain, section 4).
CCG_CODE = RegexValidator(r"\A[0-9A-Z]{3}(?:[0-9A-Z]{2})?\Z", "A CCG code is three or five capital letters and digits.")
LONDON = "Y56"  # the national grouping of London in ODS files


class PlanningGroup(models.Model):
    """CCGs that plan together, such as South West London. A planning group has no level: each CCG has its own."""

    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=30, unique=True)
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CCGQuerySet(models.QuerySet):
    """CCGs by day and place."""

    def open_on(self, day: date) -> "CCGQuerySet":
        """The CCGs that exist on `day`."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), opened_on__lte=day)

    def in_london(self) -> "CCGQuerySet":
        """The CCGs of London."""
        return self.filter(region_code=LONDON)


class CCG(models.Model):
    """A Clinical Commissioning Group, known by its ODS code. Codes are never reused."""

    guards = [Immutable(("ods_code",))]

    ods_code = models.CharField("ODS code", max_length=5, unique=True, validators=[CCG_CODE])
    name = models.CharField("name as published", max_length=120)
    short_name = models.CharField(max_length=100, blank=True, help_text="Croydon, for NHS CROYDON CCG.")
    region_code = models.CharField("national grouping", max_length=5, blank=True)
    opened_on = models.DateField("first day")
    closed_on = models.DateField("last day", null=True, blank=True)
    edition_on = models.DateField("edition these details come from", null=True, blank=True)
    planning_groups = models.ManyToManyField(PlanningGroup, through="PlanningGroupMembership", related_name="ccgs")
    successors = models.ManyToManyField("self", through="CCGSuccession", symmetrical=False, related_name="predecessors")
    history = HistoricalRecords()

    objects = CCGQuerySet.as_manager()

    class Meta:
        ordering = ["short_name"]
        verbose_name = "CCG"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="practices_ccg_closed_after_opened",
                violation_error_message="A CCG cannot close before it opens.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs) -> None:
        """Fill in the short name from the published one where none is given."""
        self.short_name = self.short_name or ccg_short_name(self.name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """ "NHS Croydon CCG"."""
        return f"NHS {self.short_name} CCG"

    def is_open_on(self, day: date) -> bool:
        """Does this CCG exist on `day`?"""
        return self.opened_on <= day and (self.closed_on is None or day <= self.closed_on)

    def planning_group_on(self, day: date) -> PlanningGroup | None:
        """The planning group on `day`; City and Hackney, for one, has none."""
        rows = self.planning_group_memberships.all()
        return next((row.planning_group for row in rows if row.is_in_force_on(day)), None)


class PlanningGroupMembership(Dated):
    """A CCG belongs to one planning group at a time."""

    guards = [NoOverlap(key=("ccg",))]

    ccg = models.ForeignKey(CCG, models.PROTECT, related_name="planning_group_memberships", verbose_name="CCG")
    planning_group = models.ForeignKey(PlanningGroup, models.PROTECT, related_name="memberships")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.ccg} in {self.planning_group}"


class CCGSuccession(models.Model):
    """One CCG took over from another: mergers and splits have several rows."""

    predecessor = models.ForeignKey(CCG, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(CCG, models.PROTECT, related_name="precessions")
    happened_on = models.DateField("first day of the successor")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "CCG succession"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="practices_ccgsuccession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="practices_ccgsuccession_not_itself",
                violation_error_message="A CCG cannot succeed itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"
