"""The level of each CCG, by date."""

from django.db import models
from simple_history.models import HistoricalRecords

from committees.terms import Level
from practices.dated import Dated
from practices.guards import NoOverlap, Refuse


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

    guards = [
        NoOverlap(key=("ccg",)),
        Refuse(
            "no_nhs_england_power_at_level_3",
            on=("INSERT", "UPDATE"),
            when=(
                "NEW.level = '3' AND EXISTS (SELECT 1 FROM committees_committee_ccgs c"
                " JOIN committees_termsofreference t ON t.committee_id = c.committee_id"
                " WHERE c.ccg_id = NEW.ccg_id AND (t.nhs_england_casting_vote OR t.nhs_england_veto)"
                " AND t.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')"
                " AND COALESCE(t.ends_on, '9999-12-31') >= NEW.starts_on)"
            ),
            message="Terms that give NHS England a casting vote or veto run on days of this level 3 arrangement.",
        ),
    ]

    class Meta(Dated.Meta):
        ordering = ["ccg", "starts_on"]

    def __str__(self):
        return f"{self.ccg}: {Level(self.level).label}"

    def clean(self):
        super().clean()
        from committees.fit import refuse_misfit_of_arrangement  # the engine's word, asked when a row is cleaned

        refuse_misfit_of_arrangement(self)
