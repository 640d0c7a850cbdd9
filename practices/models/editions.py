"""Which files of the NHS Organisation Data Service were read in, and what date each describes."""

from django.db import models

from practices.guards import AppendOnly


class Edition(models.Model):
    """One file read in. The files carry no date of their own, so whoever imports one gives it."""

    class Kind(models.TextChoices):
        """The national files that the product reads."""

        PRACTICES = "practices", "practices (epraccur)"
        CCGS = "ccgs", "CCGs (eccg)"
        LIST_SIZES = "list_sizes", "list sizes"
        CONTRACT_TYPES = "contract_types", "payments to practices, with their contract types"

    guards = [AppendOnly()]

    kind = models.CharField(max_length=16, choices=Kind)
    as_at = models.DateField("date described")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField("fingerprint of the content", max_length=64)
    rows = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_at", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "as_at", "sha256"], name="practices_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} as at {self.as_at}"
