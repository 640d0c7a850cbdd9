"""Raising a matter between meetings."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.powers import Actor
from committees.terms import Act, Function, Reach
from decisions.gate import require
from decisions.models import Limb, Matter
from decisions.outside.facts import load_book
from decisions.outside.gate import may_outside
from practices import clock


@transaction.atomic
def raise_matter(
    *,
    actor: Actor,
    committee: int,
    title: str,
    function: Function,
    text: str,
    summary: str = "",
    ccgs: Collection[int] = (),
    practices: Collection[int] = (),
    providers: Collection[int] = (),
    kind: str = "",
    value: Decimal | None = None,
    merger: bool = False,
    reach: Reach | None = None,
) -> Matter:
    """A new matter of a committee, not on any agenda, raised today.

    ``text``: what is proposed; ``ccgs``...: keys, the CCGs being the committee's own; ``value`` in pounds.
    """
    body = load_book(committee, clock.today(), also=[actor.person])
    require(may_outside(Act.RAISE_MATTER, actor, body))
    if not title.strip() or not text.strip():
        raise ValidationError("Give the matter a title, and say what is proposed.")
    if set(ccgs) - {ccg.pk for ccg in body.row.ccgs.all()}:
        raise ValidationError(
            f"Choose CCGs of {body.row.short_name}: a matter of another CCG is raised by its committee."
        )
    matter = Matter(
        title=title.strip(),
        summary=summary.strip(),
        function=Function(function).value,
        kind=kind,
        value=value,
        merger=merger,
        reach=reach.value if reach else "",
        raised_by=body.row,
        raised_on=body.day,
        made_up=body.row.made_up,
    )
    matter.full_clean()
    matter.save()
    matter.ccgs.set(ccgs)
    matter.practices.set(practices)
    matter.providers.set(providers)
    Limb.objects.create(matter=matter, text=text.strip())
    return matter
