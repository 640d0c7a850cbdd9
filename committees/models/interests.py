"""The register of interests. Declaring for a register, finding and publishing come with the registers' own screens."""

from django.db import models
from simple_history.models import HistoricalRecords

from committees.terms import Directness, InterestType
from practices.dated import Dated


class Interest(Dated):
    """What a person has declared: type and directness are two fields (domain, 1.2); one declaration serves every body."""

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
    declared_on = models.DateField()
    history = HistoricalRecords(m2m_fields=[practices, providers])

    class Meta(Dated.Meta):
        ordering = ["person", "starts_on"]

    def __str__(self):
        return f"{self.person}: {self.nature}"
