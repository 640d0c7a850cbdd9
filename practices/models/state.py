"""What holds of a practice for a time: how many patients it has, which type of contract, whether its list is closed."""

from django.db import models
from simple_history.models import HistoricalRecords

from practices.dated import Dated
from practices.guards import NoOverlap
from practices.models.editions import Edition
from practices.models.practices import Practice


class ListSize(models.Model):
    """How many patients are registered with a practice, as an edition counts them."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="list_sizes")
    as_at = models.DateField("date described")
    patients = models.PositiveIntegerField("registered patients")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["practice", "-as_at"]
        constraints = [models.UniqueConstraint(fields=["practice", "as_at"], name="practices_listsize_once")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.patients} on {self.as_at}"


class ContractType(models.Model):
    """Which type of contract a practice has, as an edition tells it: the national files name no holder and no dates.

    ``kind`` is the file's own word: GMS, PMS, APMS, or another that later editions use.
    """

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="contract_types")
    as_at = models.DateField("date described")
    kind = models.CharField(max_length=12)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["practice", "-as_at"]
        constraints = [models.UniqueConstraint(fields=["practice", "as_at"], name="practices_contracttype_once")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.kind} on {self.as_at}"


class ListClosure(Dated):
    """A practice's list takes no new patients on these days; it reopens by itself on the day after the last."""

    guards = [NoOverlap(key=("practice",))]

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="list_closures")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["practice", "starts_on"]

    def __str__(self) -> str:
        return f"List of {self.practice} closed from {self.starts_on}"


class Boundary(Dated):
    """The area from which a practice takes patients, in words; the outer one keeps those who move a little way off."""

    class Kind(models.TextChoices):
        """Inner, or outer (SI 2012/970)."""

        INNER = "inner", "practice boundary"
        OUTER = "outer", "outer boundary"

    guards = [NoOverlap(key=("practice", "kind"))]

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="boundaries")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField()
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["practice", "kind", "starts_on"]
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.practice}"
