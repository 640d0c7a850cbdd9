"""Whether a committee has decided a matter already, in a meeting or outside one."""

from __future__ import annotations

from django.db.models import Q

from committees.terms import Effect, Outcome
from decisions.models import Announcement, OutsideDecision, PublishedOutcome


def is_settled(committee: int, matter: int) -> bool:
    """Whether a result of the committee on any part of the matter stands, carried or not, or a decision outside a meeting.

    What was only noted decides nothing, and no more does a recommendation or a view. At most three queries.
    """
    here = Q(resolution__sitting__committee=committee, resolution__limb__matter=matter)
    announced = Announcement.objects.standing().filter(here).exclude(outcome=Outcome.NOTED)
    published = PublishedOutcome.objects.filter(here).exclude(outcome=Outcome.NOTED)
    return (
        OutsideDecision.objects.filter(committee=committee, matter=matter).exists()
        or announced.filter(Q(opening__isnull=True) | Q(opening__effect=Effect.DECIDES)).exists()
        or published.exists()
    )
