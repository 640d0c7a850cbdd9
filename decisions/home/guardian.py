"""What waits for a conflicts of interest guardian, in numbers; the guardian's own page has it all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from committees.models import Guardianship


@dataclass(frozen=True)
class GuardianLine:
    """A CCG whose guardian somebody is: how many concerns are without advice, how many breaches not published."""

    key: str
    name: str
    concerns: int
    breaches: int


def guards(person: int, today: date) -> list[GuardianLine]:
    """The CCGs whose guardian this person is. One query."""
    unanswered = Q(ccg__concerns__advised_on__isnull=True, ccg__concerns__closed_on__isnull=True)
    unpublished = Q(ccg__breaches__published_on__isnull=True)
    rows = (
        Guardianship.objects.filter(person=person).in_force_on(today).select_related("ccg").order_by("ccg__short_name")
    )
    counted = rows.annotate(
        unanswered=Count("ccg__concerns", filter=unanswered, distinct=True),
        unpublished=Count("ccg__breaches", filter=unpublished, distinct=True),
    )
    return [GuardianLine(row.ccg.ods_code, row.ccg.full_name, row.unanswered, row.unpublished) for row in counted]
