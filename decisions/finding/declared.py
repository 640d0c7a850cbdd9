"""What was declared of matters, or ruled on, in any meeting: it is known outside meetings too."""

from __future__ import annotations

from collections.abc import Collection

from committees.rights import world
from decisions.models import Declaration, Ruling


def declared_on(
    matters: Collection[int], people: Collection[int] | None = None
) -> dict[int, tuple[world.Conflict, ...]]:
    """Matter to the interests declared on it, and those ruled on without one, whatever was ruled. Two queries.

    ``people``: whose, None for everybody's. A declaration that was taken back is none, and so is a ruling on it.
    """
    wanted = {"item__matter__in": matters} | (
        {"person__in": people} if people is not None else {"person__isnull": False}
    )
    found: dict[int, list[world.Conflict]] = {}
    said, stands = set(), set()
    declared = Declaration.objects.filter(**wanted, replaced_by__isnull=True).select_related("item").order_by("pk")
    for row in declared:
        said.add((row.item_id, row.person_id))
        if not row.void:
            stands.add((row.item.matter_id, row.person_id))
            conflict = world.Conflict(person=row.person_id, nature=row.nature, category=row.category)
            found.setdefault(row.item.matter_id, []).append(conflict)
    rulings = Ruling.objects.filter(**wanted, replaced_by__isnull=True).select_related("item").order_by("pk")
    for row in rulings:
        matter = row.item.matter_id
        if (row.item_id, row.person_id) not in said and (matter, row.person_id) not in stands:
            stands.add((matter, row.person_id))
            found.setdefault(matter, []).append(world.Conflict(person=row.person_id, nature="an interest"))
    return {matter: tuple(dict.fromkeys(each)) for matter, each in found.items()}
