"""GP practices, their names over time, and the CCG each belongs to over time."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from simple_history.models import HistoricalRecords

from practices.dated import Dated, in_force
from practices.guards import Immutable, NoOverlap
from practices.models.ccgs import CCG
from practices.names import display_name

GP_PRACTICE = "4"  # prescribing setting (domain, section 4)


class Status(models.TextChoices):
    """Status codes of the ODS file."""

    ACTIVE = "A", "active"
    CLOSED = "C", "closed"
    DORMANT = "D", "dormant"
    PROPOSED = "P", "proposed"


class PracticeQuerySet(models.QuerySet):
    """Practices by status, CCG and day."""

    def active(self) -> "PracticeQuerySet":
        """Active GP practices, as the latest edition has them."""
        return self.filter(status=Status.ACTIVE, prescribing_setting=GP_PRACTICE)

    def of_ccg_on(self, ccg: CCG, day: date) -> "PracticeQuerySet":
        """The practices that belong to `ccg` on `day`."""
        return self.filter(in_force(day, "memberships__"), memberships__ccg=ccg)

    def with_dated_facts(self) -> "PracticeQuerySet":
        """Fetch names and CCGs too, so that name_on and ccg_on ask nothing more."""
        return self.prefetch_related(
            "names", Prefetch("memberships", queryset=Membership.objects.select_related("ccg").order_by("starts_on"))
        )


class Practice(models.Model):
    """A GP practice, known by its ODS code. The latest edition's details; names and CCGs are dated rows."""

    guards = [Immutable(("ods_code",))]

    ods_code = models.CharField(
        "ODS code",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"\A[A-Z][0-9A-Z]{5}\Z", "A practice code is a letter and five more characters.")],
    )
    name = models.CharField("name as published", max_length=120)
    address_1 = models.CharField(max_length=80, blank=True)
    address_2 = models.CharField(max_length=80, blank=True)
    address_3 = models.CharField(max_length=80, blank=True)
    address_4 = models.CharField(max_length=80, blank=True)
    address_5 = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    opened_on = models.DateField("first day", null=True, blank=True)
    closed_on = models.DateField("last day", null=True, blank=True)
    closed_by = models.CharField(
        "what closed it",
        max_length=300,
        blank=True,
        help_text="The decision that closed it, where one did: an edition that still lists it does not open it again.",
    )
    status = models.CharField(max_length=1, choices=Status)
    prescribing_setting = models.CharField(max_length=2, default=GP_PRACTICE)
    edition_on = models.DateField("edition these details come from", null=True, blank=True)
    ccgs = models.ManyToManyField(CCG, through="Membership", related_name="practices")
    successors = models.ManyToManyField(
        "self", through="PracticeSuccession", symmetrical=False, related_name="predecessors"
    )
    history = HistoricalRecords()

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["name", "ods_code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(opened_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="practices_practice_closed_after_opened",
                violation_error_message="A practice cannot close before it opens.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The latest name in upper and lower case."""
        return display_name(self.name)

    @property
    def is_active(self) -> bool:
        """Is this an active GP practice in the latest edition?"""
        return self.status == Status.ACTIVE and self.prescribing_setting == GP_PRACTICE

    @property
    def address_lines(self) -> list[str]:
        """The lines of the address as published that are not empty, the postcode last."""
        lines = [self.address_1, self.address_2, self.address_3, self.address_4, self.address_5, self.postcode]
        return [line for line in lines if line]

    @property
    def display_address(self) -> list[str]:
        """The lines of the address in upper and lower case; the postcode keeps its capitals."""
        return [line if line == self.postcode else display_name(line) for line in self.address_lines]

    def name_on(self, day: date) -> str:
        """The name on `day`, in upper and lower case; before the first edition we hold, the first name known."""
        names = sorted(self.names.all(), key=lambda row: row.starts_on)
        earlier = [row for row in names if row.starts_on <= day]
        known = earlier[-1:] or names[:1]
        return display_name(known[0].name) if known else self.display_name

    def ccg_on(self, day: date) -> CCG | None:
        """The CCG the practice belongs to on `day`, or None where none is recorded."""
        return next((row.ccg for row in self.memberships.all() if row.is_in_force_on(day)), None)


class PracticeName(Dated):
    """What a practice is called, from the first edition that says so."""

    guards = [NoOverlap(key=("practice",))]

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="names")
    name = models.CharField("name as published", max_length=120)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name in upper and lower case."""
        return display_name(self.name)


class Membership(Dated):
    """A practice belongs to one CCG at a time (its commissioner in the ODS file)."""

    guards = [NoOverlap(key=("practice",))]

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="memberships")
    ccg = models.ForeignKey(CCG, models.PROTECT, related_name="memberships", verbose_name="CCG")
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.practice} in {self.ccg}"


class PracticeSuccession(models.Model):
    """One practice took over another's patients: by merger, dispersal or a new contract."""

    predecessor = models.ForeignKey(Practice, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Practice, models.PROTECT, related_name="precessions")
    happened_on = models.DateField("first day of the successor")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="practices_practicesuccession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="practices_practicesuccession_not_itself",
                violation_error_message="A practice cannot succeed itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"
