"""The register of interests, and what each person said of their entry. Nothing in it is deleted: an interest ends."""

from django.db import models
from simple_history.models import HistoricalRecords

from committees.terms import Directness, InterestType, Said
from practices.dated import Dated
from practices.guards import AppendOnly, NoOverlap, Refuse

KEPT = Refuse(
    "kept", on="DELETE", when="TRUE", message="Entries of the registers are kept: end the entry, and do not delete it."
)


class Interest(Dated):
    """What a person has declared: type and directness are two fields (domain, 1.2); one declaration serves every body.

    ``starts_on`` and ``ends_on`` are those of the interest itself; ``declared_on`` is when it was first declared. When
    it was put on record is in its history.
    """

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="interests")
    type = models.CharField(max_length=16, choices=InterestType.choices())
    directness = models.CharField(max_length=8, choices=Directness.choices())
    nature = models.CharField(max_length=300)
    relationship = models.CharField(max_length=120, blank=True, help_text="For an indirect interest: whose it is.")
    practices = models.ManyToManyField("practices.Practice", blank=True, related_name="interests")
    providers = models.ManyToManyField("practices.Provider", blank=True, related_name="interests")
    organisation = models.CharField(max_length=200, blank=True, help_text="Where it is neither practice nor provider.")
    category = models.CharField("local category", max_length=60, blank=True)
    mitigation = models.CharField("agreed mitigation", max_length=300, blank=True)
    mitigation_agreed_with = models.CharField("agreed with", max_length=120, blank=True)
    objection = models.CharField(
        "why it should not be published",
        max_length=300,
        blank=True,
        help_text="Asked of the conflicts of interest guardian, who decides.",
    )
    declared_on = models.DateField()
    history = HistoricalRecords(m2m_fields=[practices, providers])

    guards = [KEPT]

    class Meta(Dated.Meta):
        ordering = ["person", "starts_on"]

    def __str__(self):
        return f"{self.person}: {self.nature}"


class Statement(models.Model):
    """What a person said of their whole entry on a day: "nothing has changed", "nothing to declare", or a change.

    It answers the duty to declare on appointment, on change and at each period (domain, 1.3).
    """

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="statements")
    said = models.CharField(max_length=20, choices=Said.choices())
    said_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("committees.Account", models.PROTECT, null=True, related_name="+")

    guards = [AppendOnly()]

    class Meta:
        ordering = ["person", "said_on", "pk"]

    def __str__(self):
        return f"{self.person}: {Said(self.said).label}, {self.said_on:%-d %B %Y}"


class Position(Dated):
    """Somebody who declares though they hold no seat: officers, NHS England's people, the Local Medical Committee.

    With a CCG or with one committee. ``decision_making``: since 16 June 2017 only decision-making staff are on the
    published register (domain, 1.1 and 1.4).
    """

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="positions")
    ccg = models.ForeignKey(
        "practices.CCG", models.PROTECT, null=True, blank=True, related_name="positions", verbose_name="CCG"
    )
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, null=True, blank=True, related_name="positions"
    )
    title = models.CharField(max_length=120, help_text="“Head of primary care”, “presents papers for NHS England”.")
    decision_making = models.BooleanField("makes or shapes decisions", default=True)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["person", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="position_with_a_ccg_or_a_committee",
                condition=models.Q(ccg__isnull=True, committee__isnull=False)
                | models.Q(ccg__isnull=False, committee__isnull=True),
                violation_error_message="A position is with a CCG or with a committee: choose one of the two.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.title}"


class Guardianship(Dated):
    """The conflicts of interest guardian of a CCG, by custom its audit chair (domain, 1.7)."""

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="guardianships")
    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="guardianships", verbose_name="CCG")
    history = HistoricalRecords()

    guards = [NoOverlap(key=("ccg",))]

    class Meta(Dated.Meta):
        ordering = ["ccg", "starts_on"]
        verbose_name = "conflicts of interest guardian"

    def __str__(self):
        return f"{self.person}, conflicts of interest guardian of {self.ccg}"


class Redaction(Dated):
    """What the guardian leaves out of the published registers, and why; the private register keeps it (domain, 1.4)."""

    interest = models.ForeignKey(Interest, models.PROTECT, null=True, blank=True, related_name="redactions")
    offer = models.ForeignKey("committees.Offer", models.PROTECT, null=True, blank=True, related_name="redactions")
    hides_name = models.BooleanField("leaves out the name", default=False)
    hides_details = models.BooleanField("leaves out the details", default=False)
    reason = models.CharField(max_length=300)
    decided_by = models.ForeignKey("committees.Person", models.PROTECT, related_name="+")
    history = HistoricalRecords()

    guards = [KEPT, NoOverlap(key=("interest",)), NoOverlap(key=("offer",))]

    class Meta(Dated.Meta):
        ordering = ["starts_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="redaction_of_one_entry",
                condition=models.Q(interest__isnull=True, offer__isnull=False)
                | models.Q(interest__isnull=False, offer__isnull=True),
                violation_error_message="A redaction is of one entry.",
            ),
            models.CheckConstraint(
                name="redaction_leaves_something_out",
                condition=models.Q(hides_name=True) | models.Q(hides_details=True),
                violation_error_message="Choose what is left out: the name, the details, or both.",
            ),
            models.CheckConstraint(name="redaction_says_why", condition=~models.Q(reason="")),
        ]

    def __str__(self):
        return f"Redaction of {self.interest or self.offer}"
