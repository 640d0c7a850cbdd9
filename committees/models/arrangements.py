"""The level of each CCG, by date."""

from django.db import models
from simple_history.models import HistoricalRecords

from committees.terms import Level
from practices.dated import Dated
from practices.guards import NoOverlap


class Arrangement(Dated):
    """One CCG works at one level between two dates. Never an area: five South West London CCGs left level 2, one did not."""

    ccg = models.ForeignKey("practices.CCG", models.PROTECT, related_name="arrangements")
    level = models.CharField(max_length=1, choices=Level.choices())
    shadowing = models.BooleanField(
        default=False, help_text="Takes part in level 3 work while formally at its own level. Gives no power."
    )
    source = models.CharField(max_length=200, help_text="The paper that states the level.")
    start_derived = models.BooleanField(
        "first day is derived", default=False, help_text="The source states the level but not since when."
    )
    history = HistoricalRecords()

    guards = [NoOverlap(key=("ccg",))]

    class Meta(Dated.Meta):
        ordering = ["ccg", "starts_on"]

    def __str__(self):
        return f"{self.ccg}: {Level(self.level).label}"

    def clean(self):
        super().clean()
        from committees.actions import refuse_misfit_of_arrangement

        refuse_misfit_of_arrangement(self)
