"""People, the seats of a committee, and who sits in them when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from committees.terms import CountsAs, Office, Represents, Share, Standing
from practices.dated import Dated
from practices.guards import NoOverlap


class Person(models.Model):
    """Somebody who sits, attends, presents or decides; perhaps with an account."""

    name = models.CharField(max_length=120)
    account = models.OneToOneField("committees.Account", models.PROTECT, null=True, blank=True, related_name="person")
    made_up = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name


class Seat(Dated):
    """A place on a committee. A seat has one vote, however many people hold it."""

    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="seats")
    title = models.CharField(max_length=120, help_text="“Chief finance officer”, “Lay member, chair”.")
    office = models.CharField(max_length=12, choices=Office.choices(), default=Office.MEMBER.value)
    standing = models.CharField(max_length=16, choices=Standing.choices(), default=Standing.VOTING.value)
    represents = models.CharField(max_length=16, choices=Represents.choices(), default=Represents.CCG.value)
    ccg = models.ForeignKey(
        "practices.CCG", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="for the CCG"
    )
    counts_as = models.CharField(max_length=12, choices=CountsAs.choices(), default=CountsAs.NEITHER.value)
    clinical = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta(Dated.Meta):
        ordering = ["committee", "order", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="seat_office_has_vote",
                condition=Q(office=Office.MEMBER.value) | Q(standing=Standing.VOTING.value),
                violation_error_message="A chair or vice-chair is a voting member.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.committee.short_name}"


class Appointment(Dated):
    """A person in a seat between two dates: alone, sharing it, as a deputy for somebody, or for a single item."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    share = models.CharField(max_length=12, choices=Share.choices(), default=Share.SOLE.value)
    stands_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="deputies", help_text="Whom a deputy stands for."
    )
    history = HistoricalRecords()

    guards = [
        NoOverlap(key=("seat",), condition={"share": Share.SOLE.value}),
        NoOverlap(
            key=("seat", "person"), condition={"share": [Share.SOLE.value, Share.JOINT.value, Share.DEPUTY.value]}
        ),
    ]

    class Meta(Dated.Meta):
        ordering = ["seat", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="appointment_deputy_says_for_whom",
                condition=(Q(share=Share.DEPUTY.value) & Q(stands_for__isnull=False))
                | (~Q(share=Share.DEPUTY.value) & Q(stands_for__isnull=True)),
                violation_error_message="A deputy, and only a deputy, stands for somebody: say for whom.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.seat}"

    def clean(self):
        super().clean()
        if self.stands_for_id and self.stands_for_id == self.person_id:
            raise ValidationError({"stands_for": "Nobody can be their own deputy. Choose the member they stand for."})
