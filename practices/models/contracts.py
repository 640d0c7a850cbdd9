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
    address = models.TextField(blank=True, help_text="On one line or several, with the postcode.")
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
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The same contract in other hands before: a holder has a row of its own.",
    )
    made_up = models.BooleanField(default=False, help_text="Tick where this contract exists in a demonstration only.")
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
    made_up = models.BooleanField(default=False, help_text="Tick where this site exists in a demonstration only.")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["-kind", "name"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"


class Partner(Dated):
    """Somebody who is a partner in a provider; known by name alone, for most have nothing to do with a committee."""

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    made_up = models.BooleanField(default=False, help_text="Tick where this person exists in a demonstration only.")
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    guards = [NoOverlap(key=("provider", "name"))]

    class Meta(Dated.Meta):
        ordering = ["provider", "name", "starts_on"]

    def __str__(self) -> str:
        return f"{self.name}, partner in {self.provider}"


class Notice(Dated):
    """A notice that stands against a contract. ``starts_on``: served; ``ends_on``: withdrawn or spent, empty: it stands."""

    class Kind(models.TextChoices):
        """What a notice says (domain, section 3)."""

        REMEDIAL = "remedial", "remedial notice"
        BREACH = "breach", "breach notice"
        SANCTION = "sanction", "contract sanction"
        TERMINATION = "termination", "notice of termination"
        CONTRACTORS = "contractors", "the contractor's notice"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    remedy_by = models.DateField("to be put right by", null=True, blank=True)
    source = models.TextField("where this is stated", blank=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.starts_on}, {self.contract}"
