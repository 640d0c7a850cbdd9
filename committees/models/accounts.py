"""Accounts, and what an account may do for others: a dated post and guardian's grant, both needed."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from guardian.models import UserObjectPermissionBase
from simple_history.models import HistoricalRecords

from committees.terms import Power, Word
from practices.dated import Dated
from practices.guards import NoOverlap


class Account(AbstractUser):
    """Somebody who signs in. Rights to vote never hang on an account: they follow from seat, remit, level and date."""

    demo_role = models.CharField(
        max_length=120, blank=True, help_text="What this person is in the demonstration. Empty: no one-click sign-in."
    )
    demo_order = models.PositiveSmallIntegerField(default=0)

    class Meta(AbstractUser.Meta):
        verbose_name = "account"
        verbose_name_plural = "accounts"

    def __str__(self):
        return self.get_full_name() or self.username


class PostKind(Word):
    """The posts that give an account powers on a committee."""

    SECRETARY = "secretary", "secretary"
    RECORDER = "recorder", "records for the meeting"
    NHS_ENGLAND_OFFICER = "nhs_england_officer", "NHS England's officer"
    CASE_OFFICER = "case_officer", "NHS England's case officer"
    READER = "reader", "reads private papers"


#: What each post carries. The only place that says so.
POWERS_OF_POST: dict[PostKind, frozenset[Power]] = {
    PostKind.SECRETARY: frozenset({Power.RUN_BUSINESS, Power.RECORD, Power.READ_PRIVATE}),
    PostKind.RECORDER: frozenset({Power.RECORD}),
    PostKind.NHS_ENGLAND_OFFICER: frozenset({Power.VETO, Power.CONSENT, Power.PREPARE, Power.READ_PRIVATE}),
    PostKind.CASE_OFFICER: frozenset({Power.PREPARE, Power.READ_PRIVATE}),
    PostKind.READER: frozenset({Power.READ_PRIVATE}),
}


class Post(Dated):
    """An account's dated post on a committee: "secretary of Croydon's joint committee since 1 April 2016".

    Appointed and ended by ``committees.powers``, which keeps guardian's grants in step; a power needs both.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=24, choices=PostKind.choices())
    office = models.CharField(
        max_length=120, blank=True, help_text="As the terms name who holds the veto: “Head of primary care”."
    )
    history = HistoricalRecords()

    guards = [NoOverlap(key=("account", "committee", "kind"))]

    class Meta(Dated.Meta):
        ordering = ["committee", "kind", "starts_on"]

    def __str__(self):
        return f"{self.account}, {PostKind(self.kind).label}, {self.committee}"


class Absence(Dated):
    """Days on which an account is away. While every holder of NHS England's veto is away, the alternate acts."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="absences")
    history = HistoricalRecords()

    guards = [NoOverlap(key=("account",))]

    class Meta(Dated.Meta):
        ordering = ["account", "starts_on"]

    def __str__(self):
        return f"{self.account}, away from {self.starts_on:%-d %B %Y}"


class CommitteePermission(UserObjectPermissionBase):
    """Guardian's grants on committees, by direct foreign key: a grant cannot outlive its committee."""

    content_object = models.ForeignKey("committees.Committee", models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
