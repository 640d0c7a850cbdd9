"""Meetings, and the committees that sit in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from committees.terms import NotTold
from practices.guards import Immutable, Refuse


class Meeting(models.Model):
    """One room, one agenda, one or several committees. The convening committee's people run the procedure."""

    title = models.CharField(max_length=200)
    date = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=200, blank=True)
    remote = models.BooleanField("held remotely", default=False)
    by_correspondence = models.BooleanField(
        "held by correspondence", default=False, help_text="Members answer in writing; who has answered is there."
    )
    in_public = models.BooleanField("held in public", default=True)
    private_reason = models.CharField("why it is held in private", max_length=300, blank=True)
    published = models.BooleanField(
        "published afterwards",
        default=False,
        help_text="Held in private, and its papers and decisions published since: anybody may read them.",
    )
    convened_by = models.ForeignKey("committees.Committee", models.PROTECT, related_name="convened_meetings")
    about = models.TextField("note shown on its pages", blank=True)
    made_up = models.BooleanField(default=False)
    source = models.TextField("where its record comes from", blank=True)
    not_told = models.JSONField("what the source does not tell", default=list, blank=True)
    imported_from = models.CharField(max_length=200, blank=True, editable=False)
    imported_digest = models.CharField(max_length=64, blank=True, editable=False)
    history = HistoricalRecords()

    guards = [
        Refuse(
            "another_day_once_begun",
            on="UPDATE",
            when=(
                "NEW.date <> OLD.date AND EXISTS (SELECT 1 FROM committees_sitting s"
                " JOIN decisions_link l ON l.sitting_id = s.id WHERE s.meeting_id = NEW.id)"
            ),
            message="The day of a meeting is fixed once something is recorded in it.",
        )
    ]

    class Meta:
        ordering = ["-date", "-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="meeting_private_says_why",
                condition=models.Q(in_public=True) | ~models.Q(private_reason=""),
                violation_error_message="A meeting held in private must say why.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.date:%-d %B %Y}"

    def get_absolute_url(self):
        return reverse("meeting", args=[self.pk])

    @property
    def time_told(self) -> bool:
        """Whether the time of day is known at which it began."""
        return NotTold.TIME.value not in self.not_told

    def clean(self):
        super().clean()
        if self.by_correspondence and self.remote:
            raise ValidationError(
                {
                    "by_correspondence": "A meeting is held by correspondence or by teleconference, not both: choose how "
                    "its members take part."
                }
            )
        before = type(self).objects.filter(pk=self.pk).values_list("date", flat=True).first() if self.pk else None
        if before not in (None, self.date) and self.sittings.filter(links__isnull=False).exists():
            raise ValidationError(
                {
                    "date": f"Something is recorded in this meeting on {before:%-d %B %Y}: who could do what was "
                    "decided by that day. Leave the date, and convene another meeting."
                }
            )


class Sitting(models.Model):
    """One committee in one meeting: its own chair, quorum, tallies, chain of acts and minutes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sittings")
    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="sittings")
    order = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    guards = [
        Immutable(("meeting", "committee")),
        Refuse(
            "committee_exists_that_day",
            on="INSERT",
            when=(
                "EXISTS (SELECT 1 FROM committees_committee c, committees_meeting m WHERE c.id = NEW.committee_id"
                " AND m.id = NEW.meeting_id AND (c.established_on > m.date OR c.stood_down_on < m.date))"
            ),
            message="This committee does not exist on the day of the meeting.",
        ),
    ]

    class Meta:
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(name="committee_sits_once_in_a_meeting", fields=["meeting", "committee"])
        ]

    def __str__(self):
        return f"{self.committee.short_name}, {self.meeting.date:%-d %B %Y}"

    def clean(self):
        if self.committee_id and self.meeting_id and not self.committee.exists_on(self.meeting.date):
            last = self.committee.stood_down_on
            why = (
                f"it was stood down: its last day was {last:%-d %B %Y}"
                if last and last < self.meeting.date
                else f"it is established on {self.committee.established_on:%-d %B %Y}"
            )
            raise ValidationError(
                f"{self.committee} cannot sit on {self.meeting.date:%-d %B %Y}: {why}. "
                "Choose the committee that holds its functions on that day."
            )
