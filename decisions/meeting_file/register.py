"""Which interests on the register touch the matters of a meeting: what somebody may have to declare."""

from __future__ import annotations

from collections import defaultdict

from committees.models import Interest
from committees.rights.interests import touches
from committees.terms import Directness, InterestType
from decisions.facts import Record
from decisions.finding.facts import interest_facts, matters_of


def from_register(record: Record) -> dict[int, list[str]]:
    """By item, a sentence for each interest in force that day that touches it and was not declared on it.

    A fixed number of queries.
    """
    rows = Interest.objects.filter(person__in=list(record.people)).in_force_on(record.day)
    interests = list(rows.prefetch_related("practices", "providers").order_by("person__name", "starts_on"))
    found: dict[int, list[str]] = defaultdict(list)
    if not interests:
        return found
    matters = matters_of([item.row for item in record.items], interests)
    for row in interests:
        facts = interest_facts(row)
        held = f"{InterestType(row.type).label} interest, {Directness(row.directness).label}"
        for item, matter in matters.items():
            declared = {act.person_id for act in record.item_by_id[item].declared}
            for chain in touches(facts, matter).chains if row.person_id not in declared else ():
                found[item].append(
                    f"{record.name(row.person_id)}: {row.nature}. {chain[:1].upper()}{chain[1:]} ({held})."
                )
    return found
