"""Schemes of delegation and needs for NHS England's consent, as the engine takes them. All dates: it picks the day."""

from __future__ import annotations

from committees.facts import ccg_facts
from committees.models import ConsentRule, Delegation
from committees.rights.outside import ConsentNeed, Delegated
from committees.rights.reasons import Source


def delegation_facts(row: Delegation) -> Delegated:
    return Delegated(
        seat=row.seat_id,
        kind=row.kind,
        up_to=row.up_to,
        source=Source(row.source),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def consent_facts(row: ConsentRule) -> ConsentNeed:
    return ConsentNeed(
        ccg=ccg_facts(row.ccg),
        kind=row.kind,
        above=row.above,
        source=Source(row.source),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def delegations_of(committee: int) -> tuple[Delegated, ...]:
    """Every line of the committee's scheme of delegation, of any date. One query."""
    rows = Delegation.objects.filter(seat__committee=committee).order_by("seat__order", "seat", "kind", "starts_on")
    return tuple(map(delegation_facts, rows))
