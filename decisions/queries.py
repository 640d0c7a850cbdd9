"""Conditions that carried decisions still wait for, found among all the meetings on record."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from committees.terms import ConditionState, Outcome
from decisions.models import Agreement, Announcement, Condition, ConditionOutcome, Veto


def open_conditions() -> QuerySet[Condition]:
    """Conditions of carried decisions of which nothing is recorded that stands, or that they are awaited again.

    Of the motion as it was voted on; not of decisions that NHS England vetoed. Where one condition failed the others
    are still among these: whether the decision waits is asked of all its conditions (``decisions.conditions.weigh``).
    """
    agreed = Agreement.objects.filter(given=True).values("opening")
    announced = Announcement.objects.standing().filter(
        Q(outcome=Outcome.CARRIED) | Q(outcome=Outcome.AWAITS_AGREEMENT, opening__in=agreed)
    )
    carried = Q(motion__resolution__in=announced.values("resolution")) | Q(
        motion__resolution__published__outcome=Outcome.CARRIED
    )
    vetoed = Veto.objects.filter(used=True).values("announcement__resolution")
    known = ConditionOutcome.objects.filter(replaced_by__isnull=True).exclude(state=ConditionState.AWAITED)
    return (
        Condition.objects.filter(carried, motion__replaced_by__isnull=True)
        .exclude(motion__resolution__in=vetoed)
        .exclude(pk__in=known.values("condition"))
    )
