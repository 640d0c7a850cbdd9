"""The chain of a sitting's acts, and the forms already taken."""

from django.db import models

from practices.guards import AppendOnly


class Link(models.Model):
    """One act's place in the chain of one sitting.

    ``seal`` is the SHA-256 of the previous seal and the act's content. An act of the whole room (somebody arrives) has
    a link in the chain of every sitting of the meeting that is still open.
    """

    sitting = models.ForeignKey("committees.Sitting", models.PROTECT, related_name="links")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    act = models.PositiveBigIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    guards = [AppendOnly()]

    class Meta:
        ordering = ["sitting", "number"]
        constraints = [
            models.UniqueConstraint(name="chain_one_link_at_a_place", fields=["sitting", "number"]),
            models.UniqueConstraint(name="chain_does_not_fork", fields=["sitting", "previous"]),
            models.UniqueConstraint(name="chain_act_once_in_a_sitting", fields=["sitting", "kind", "act"]),
        ]

    def __str__(self):
        return f"{self.sitting} {self.number}: {self.kind}"


class Submission(models.Model):
    """A form that was taken. The same form posted twice is refused by its unique key."""

    key = models.UUIDField(unique=True)
    account = models.ForeignKey("committees.Account", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    guards = [AppendOnly()]
