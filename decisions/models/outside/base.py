"""What is done about a matter outside a meeting, each in the book of one committee; and the chain of that book."""

from django.db import models

from practices.guards import AppendOnly


class OutsideAct(models.Model):
    """The columns that every act outside a meeting has. ``committee``: in whose book it stands.

    ``happened_at``: when it was done; ``recorded_at``: when it was entered; ``by``: who did it, nobody where a body did.
    """

    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="%(class)ss")
    matter = models.ForeignKey("decisions.Matter", models.PROTECT, related_name="%(class)ss")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("committees.Person", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("committees.Account", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    verdict = models.JSONField(default=dict)

    guards = [AppendOnly()]

    class Meta:
        abstract = True
        ordering = ["pk"]


class Page(models.Model):
    """One act's place in the book of a committee; ``seal`` is made as in the chain of a meeting (``Link``)."""

    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="pages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    act = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    guards = [AppendOnly()]

    class Meta:
        ordering = ["committee", "number"]
        constraints = [
            models.UniqueConstraint(name="book_one_page_at_a_place", fields=["committee", "number"]),
            models.UniqueConstraint(name="book_does_not_fork", fields=["committee", "previous"]),
            models.UniqueConstraint(name="book_act_once", fields=["kind", "act"]),
        ]

    def __str__(self):
        return f"{self.committee} {self.number}: {self.kind}"


def answers_the_same(table, column):
    """SQL: the act that is answered is about another matter, or stands in another committee's book."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {table} q WHERE q.id = NEW.{column}"
        " AND q.matter_id = NEW.matter_id AND q.committee_id = NEW.committee_id)"
    )
