"""What the registers of interests show on an agenda, before anybody has said a word."""

from django.db import models
from simple_history.models import HistoricalRecords

from committees.terms import Directness, InterestType, MatchState
from practices.guards import Refuse


class Match(models.Model):
    """A conflict that the registers show on an item: one person's interest, or one added by the secretary by hand.

    ``chains``: how the interest touches the matter, in words, the nearest first. ``interest`` None: it was found by the
    seat ("all GPs of Enfield") or added by hand. What it says of the interest is as the register had it when it was
    found. Until the item is taken it stands here; then it is declared from the register, as an act of the meeting, and
    the chair disposes of it by a ruling.
    """

    item = models.ForeignKey("decisions.AgendaItem", models.PROTECT, related_name="matches")
    person = models.ForeignKey("committees.Person", models.PROTECT, related_name="matches")
    interest = models.ForeignKey("committees.Interest", models.PROTECT, null=True, blank=True, related_name="matches")
    chains = models.JSONField(default=list)
    type = models.CharField(max_length=16, choices=InterestType.choices())
    directness = models.CharField(max_length=8, choices=Directness.choices())
    nature = models.CharField(max_length=300)
    category = models.CharField("local category", max_length=60, blank=True)
    as_class = models.CharField("one of a class", max_length=120, blank=True)
    state = models.CharField(max_length=20, choices=MatchState.choices(), default=MatchState.FOUND.value)
    by_hand = models.BooleanField("added by the secretary", default=False)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it is proposed to be dismissed, or was added.")
    found_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    history = HistoricalRecords()

    guards = [
        Refuse(
            "not_once_closed",
            on=("INSERT", "UPDATE"),
            when=(
                "EXISTS (SELECT 1 FROM decisions_agendaitem i JOIN decisions_sittingclosed c"
                " ON c.meeting_id = i.meeting_id WHERE i.id = NEW.item_id)"
            ),
            message="A committee has closed this meeting: what was known of conflicts in it stays as it was.",
        ),
        Refuse("kept", on="DELETE", when="TRUE", message="What was found is kept: it can be gone, and not deleted."),
    ]

    class Meta:
        verbose_name = "possible conflict"
        verbose_name_plural = "possible conflicts"
        ordering = ["item", "person", "pk"]
        constraints = [
            models.UniqueConstraint(name="match_once_for_an_interest", fields=["item", "person", "interest"]),
            models.UniqueConstraint(
                name="match_once_without_an_interest",
                fields=["item", "person", "as_class", "by_hand"],
                condition=models.Q(interest__isnull=True),
            ),
            models.CheckConstraint(
                name="match_dismissal_says_why",
                condition=~models.Q(state=MatchState.DISMISSAL_PROPOSED.value) | ~models.Q(reason=""),
                violation_error_message="Say why this is no conflict.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.nature}"

    @property
    def state_words(self) -> str:
        """How it is known: who added one by hand holds it to be a conflict already, and has not to confirm it."""
        if self.by_hand and self.state in (MatchState.FOUND, MatchState.CONFIRMED):
            return "added by the secretary"
        return MatchState(self.state).label
