"""Who besides a committee may decide, and what needs NHS England's consent first: settings, with history."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from committees.kinds import KINDS
from practices.dated import Dated
from practices.guards import NoOverlap


def known_kind(value):
    """Refuse a kind of decision that is not declared."""
    if value not in KINDS:
        raise ValidationError(f"“{value}” is no kind of decision. Choose one of: {', '.join(KINDS)}.")


class KindField(models.CharField):
    """The key of a kind of decision. No choices: a new kind needs no migration."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"max_length": 32, "validators": [known_kind]} | options)


class Delegation(Dated):
    """A line of a scheme of delegation: the officer in a seat may decide one kind of decision up to a value."""

    seat = models.ForeignKey("committees.Seat", models.PROTECT, related_name="delegations")
    kind = KindField("kind of decision")
    up_to = models.DecimalField(
        "up to, in pounds",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="The value itself is within the limit. Empty: whatever the value.",
    )
    source = models.CharField(max_length=200)
    made_up = models.BooleanField(default=False)
    history = HistoricalRecords()

    guards = [NoOverlap(key=("seat", "kind"))]

    class Meta(Dated.Meta):
        ordering = ["seat", "kind", "starts_on"]
        verbose_name = "line of the scheme of delegation"
        verbose_name_plural = "schemes of delegation"

    def __str__(self):
        return f"{self.seat}: {self.kind}"


class ConsentRule(Dated):
    """A kind of decision of a level 3 CCG that needs NHS England's consent beforehand, above a value."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="consent_rules", verbose_name="CCG")
    kind = KindField("kind of decision")
    above = models.DecimalField(
        "above, in pounds",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="The value itself needs no consent. Empty: whatever the value.",
    )
    source = models.CharField(max_length=200)
    made_up = models.BooleanField(default=False)
    history = HistoricalRecords()

    guards = [NoOverlap(key=("ccg", "kind"))]

    class Meta(Dated.Meta):
        ordering = ["ccg", "kind", "starts_on"]
        verbose_name = "need for NHS England's consent"
        verbose_name_plural = "needs for NHS England's consent"

    def __str__(self):
        return f"{self.ccg}: {self.kind}"
