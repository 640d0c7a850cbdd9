"""Gifts and hospitality, concerns and breaches, and training: the registers beside that of interests."""

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from committees.models.interests import KEPT
from committees.terms import AtThreshold, GiftKind, OfferAnswer, OfferedBy
from practices.dated import Dated
from practices.guards import NoOverlap


class Offer(models.Model):
    """A gift, hospitality or sponsorship offered to somebody, accepted or declined (domain, 1.5)."""

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="offers", verbose_name="recipient")
    kind = models.CharField(max_length=12, choices=GiftKind.choices())
    offered_by = models.CharField(max_length=10, choices=OfferedBy.choices())
    offeror = models.CharField("who offered it", max_length=200)
    business = models.CharField("nature of their business", max_length=200, blank=True)
    provider = models.ForeignKey("practices.Provider", models.PROTECT, null=True, blank=True, related_name="offers")
    offered_on = models.DateField()
    answer = models.CharField(max_length=26, choices=OfferAnswer.choices())
    received_on = models.DateField(null=True, blank=True)
    details = models.CharField(max_length=300)
    value = models.DecimalField(
        "estimated value, in pounds", max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    senior_approval = models.CharField("approved beforehand by", max_length=120, blank=True)
    reason = models.CharField("why it was accepted or declined", max_length=300, blank=True)
    reviewed_by = models.ForeignKey("committees.Person", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    comments = models.CharField(max_length=300, blank=True)
    declared_on = models.DateField()
    history = HistoricalRecords()

    guards = [KEPT]

    class Meta:
        ordering = ["-offered_on", "-pk"]
        verbose_name = "gift, hospitality or sponsorship"
        verbose_name_plural = "gifts, hospitality and sponsorship"
        constraints = [
            models.CheckConstraint(name="offer_of_no_negative_value", condition=models.Q(value__gte=0)),
            models.CheckConstraint(
                name="offer_received_after_it_was_made",
                condition=models.Q(received_on__isnull=True) | models.Q(received_on__gte=models.F("offered_on")),
                violation_error_message="It cannot be received before it was offered.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.details}"


class ConflictsPolicy(Dated):
    """What a CCG's policy on conflicts of interest settles where the guidance does not say."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="conflicts_policies", verbose_name="CCG")
    at_threshold = models.CharField(
        "an offer of exactly a threshold's value", max_length=6, choices=AtThreshold.choices()
    )
    source = models.CharField(max_length=200)
    history = HistoricalRecords()

    guards = [NoOverlap(key=("ccg",))]

    class Meta(Dated.Meta):
        ordering = ["ccg", "starts_on"]
        verbose_name_plural = "conflicts policies"

    def __str__(self):
        return f"{self.ccg}, policy on conflicts of interest"


class Concern(models.Model):
    """A concern raised with the guardian, and the advice given (domain, 1.7 and 1.10). Never published."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="concerns", verbose_name="CCG")
    raised_on = models.DateField()
    raised_by = models.ForeignKey(
        "committees.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="concerns_raised",
        help_text="Empty: raised without a name.",
    )
    about = models.TextField()
    interest = models.ForeignKey("committees.Interest", models.PROTECT, null=True, blank=True, related_name="concerns")
    advice = models.TextField(blank=True)
    advised_on = models.DateField(null=True, blank=True)
    advised_by = models.ForeignKey("committees.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    guards = [KEPT]

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="concern_advice_has_its_day",
                condition=models.Q(advice="", advised_on__isnull=True)
                | (~models.Q(advice="") & models.Q(advised_on__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.ccg}, concern of {self.raised_on:%-d %B %Y}"


class Breach(models.Model):
    """A breach of the rules on conflicts of interest; published without names (domain, 1.10)."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="breaches", verbose_name="CCG")
    found_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    about = models.TextField("what happened, with names", help_text="Never published.")
    action_taken = models.TextField("what was done about it", blank=True)
    published_text = models.TextField("as published, without names", blank=True)
    published_on = models.DateField(null=True, blank=True)
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="breaches")
    recorded_by = models.ForeignKey("committees.Person", models.PROTECT, related_name="+")
    history = HistoricalRecords()

    guards = [KEPT]

    class Meta:
        ordering = ["-found_on", "-pk"]
        verbose_name_plural = "breaches"
        constraints = [
            models.CheckConstraint(
                name="breach_published_with_its_words",
                condition=models.Q(published_on__isnull=True) | ~models.Q(published_text=""),
                violation_error_message="Write what is published, without names, before publishing it.",
            ),
        ]

    def __str__(self):
        return f"{self.ccg}, breach of {self.found_on:%-d %B %Y}"


class Training(models.Model):
    """Mandatory training on conflicts of interest that somebody completed (domain, 1.10: at least 90% trained)."""

    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="training")
    module = models.CharField(max_length=120)
    completed_on = models.DateField()
    history = HistoricalRecords()

    guards = [KEPT]

    class Meta:
        ordering = ["person", "-completed_on"]
        verbose_name_plural = "training"
        constraints = [models.UniqueConstraint(name="training_once_a_day", fields=["person", "module", "completed_on"])]

    def __str__(self):
        return f"{self.person}: {self.module}"


class Letter(models.Model):
    """An e-mail to be sent: the outbox. Written once for each ``key``, sent by one command."""

    key = models.CharField(max_length=120, unique=True)
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="letters")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.subject}, to {self.person}"
