"""Which interests on the register touch the matters of a meeting: what somebody may have to declare."""

from __future__ import annotations

from collections import defaultdict

from committees.models import Interest
from committees.rights.interests import InterestFacts, MatterFacts, touches
from committees.terms import Directness, InterestType
from decisions.facts import Record
from practices.models import Practice


def from_register(record: Record) -> dict[int, list[str]]:
    """By item, a sentence for each interest in force that day that touches it and was not declared on it. Four queries."""
    rows = Interest.objects.filter(person__in=list(record.people)).in_force_on(record.day)
    interests = list(rows.prefetch_related("practices", "providers").order_by("person__name", "starts_on"))
    found: dict[int, list[str]] = defaultdict(list)
    if not interests:
        return found
    matters = _matters(record)
    for row in interests:
        facts = InterestFacts(
            type=InterestType(row.type),
            directness=Directness(row.directness),
            practices=frozenset(practice.ods_code for practice in row.practices.all()),
            providers=frozenset(str(provider.pk) for provider in row.providers.all()),
        )
        for item, matter in matters.items():
            declared = {act.person_id for act in record.item_by_id[item].declared}
            for chain in touches(facts, matter) if row.person_id not in declared else ():
                found[item].append(f"{record.name(row.person_id)}: {row.nature}. {chain[:1].upper()}{chain[1:]}.")
    return found


def _matters(record: Record) -> dict[int, MatterFacts]:
    """What each item's matter names: its practices, and who holds their contracts that day."""
    of_item = {item.pk: [practice.pk for practice in item.matter.practices.all()] for item in record.items}
    wanted = {pk for pks in of_item.values() for pk in pks}
    rows = Practice.objects.filter(pk__in=wanted).with_dated_facts().prefetch_related("contracts__provider")
    practices = {practice.pk: practice for practice in rows}
    return {item: _matter([practices[pk] for pk in pks], record) for item, pks in of_item.items() if pks}


def _matter(practices: list[Practice], record: Record) -> MatterFacts:
    holders = {
        str(contract.provider_id): contract.provider.name
        for practice in practices
        for contract in practice.contracts.all()
        if contract.is_in_force_on(record.day)
    }
    return MatterFacts(
        practices=frozenset(practice.ods_code for practice in practices),
        providers=frozenset(holders),
        names={practice.ods_code: practice.name_on(record.day) for practice in practices} | holders,
    )
