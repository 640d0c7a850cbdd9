"""How a practice's record came to be: each change of the registers, with what it rests on, the latest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from practices.clock import LONDON
from practices.models import (
    Boundary,
    Contract,
    ContractType,
    ListClosure,
    ListSize,
    Membership,
    Practice,
    PracticeName,
    PracticeSuccession,
    Site,
)

DONE = {"+": "recorded", "~": "changed", "-": "removed"}
#: What is told, and under which word. Notices are not: whose decision was private is not told by its trace.
TOLD = (
    (Practice, "practice"),
    (PracticeName, "name"),
    (Membership, "CCG"),
    (Site, "site"),
    (ListSize, "list size"),
    (ContractType, "contract type"),
    (ListClosure, "closing of the list"),
    (Boundary, "boundary"),
)


@dataclass(frozen=True)
class Changed:
    """What was written on one day for one reason. ``what``: "site recorded", each once."""

    on: date
    reason: str
    what: tuple[str, ...]


def history(practice: Practice) -> list[Changed]:
    """The changes of a practice's record, with the reason that each was written for. Ten queries, however many."""
    found: dict[tuple[date, str], dict[str, None]] = {}
    for row, what in sorted(_rows(practice), key=lambda each: each[0].history_date, reverse=True):
        key = row.history_date.astimezone(LONDON).date(), row.history_change_reason or ""
        found.setdefault(key, {})[f"{what} {DONE[row.history_type]}"] = None
    return [Changed(on, reason, tuple(what)) for (on, reason), what in found.items()]


def _rows(practice: Practice) -> Iterator[tuple]:
    for model, word in TOLD:
        own = {"id": practice.pk} if model is Practice else {"practice_id": practice.pk}
        for row in model.history.filter(**own):
            yield row, f"{word} {row.name}" if model is Site else word
    contracts = {contract.pk: contract for contract in practice.contracts.all()}
    for row in Contract.history.filter(id__in=contracts):
        yield row, f"{row.kind} contract"
    for row in PracticeSuccession.history.filter(Q(predecessor_id=practice.pk) | Q(successor_id=practice.pk)):
        yield row, "merger"
