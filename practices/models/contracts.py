"""Who holds the contracts for which practices, and where the practices see patients."""

from django.db import models
from simple_history.models import HistoricalRecords

from practices.dated import Dated
from practices.guards import NoOverlap
from practices.models.practices import Practice


class Provider(models.Model):
    """Whoever holds contracts: a partnership, a company, a trust. A provider is not a practice."""

    class Kind(models.TextChoices):
        """What sort of body holds the contract."""

        PERSON = "person", "single-handed GP"
        PARTNERSHIP = "partnership", "partnership"
        COMPANY = "company", "company"
        TRUST = "trust", "NHS trust"
        OTHER = "other", "other body"
        UNKNOWN = "unknown", "not known"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNKNOWN)
    made_up = models.BooleanField(default=False, help_text="Tick where this provider exists in a demonstration only.")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Contract(Dated):
    """A contract for primary medical services. One may cover many practices."""

    class Kind(models.TextChoices):
        """The three kinds of primary medical contract."""

        GMS = "GMS", "General Medical Services (GMS)"
        PMS = "PMS", "Personal Medical Services (PMS)"
        APMS = "APMS", "Alternative Provider Medical Services (APMS)"

    kind = models.CharField(max_length=4, choices=Kind)
    reference = models.CharField(max_length=50, blank=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contracts")
    practices = models.ManyToManyField(Practice, related_name="contracts")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords(m2m_fields=[practices])

    class Meta(Dated.Meta):
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.kind} contract of {self.provider}"


class Site(Dated):
    """A place where a practice sees patients: its main surgery, or a branch."""

    class Kind(models.TextChoices):
        """A practice has one main surgery on a day, and any number of branches."""

        MAIN = "main", "main surgery"
        BRANCH = "branch", "branch surgery"

    guards = [NoOverlap(key=("practice",), condition={"kind": Kind.MAIN.value})]

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="sites")
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=120)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["-kind", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"
