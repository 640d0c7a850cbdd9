"""What of a matter is kept from a reader who may read it in the book of one committee: what others did in private, and what
stands in another's book. The gates are asked; nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from committees.models import Committee
from committees.powers import Actor
from committees.terms import Act
from decisions.facts import Record, load_record
from decisions.models import AgendaItem, Matter, OutsideDecision, Resolution
from decisions.outside.facts import load_outside
from decisions.outside.gate import may_outside
from decisions.outside.parts import takes_part
from decisions.readers import may_know, private_row


def private_items(
    actor: Actor, items: Iterable[AgendaItem], record_of: Callable[[int], Record] = load_record
) -> frozenset[int]:
    """Those of the items (with their meetings) that were taken in private, and that the reader may not know.

    No query where all is public, else a record for each meeting in which something is not.
    """
    private = [row for row in items if private_row(row, row.meeting)]
    records = {meeting: record_of(meeting) for meeting in dict.fromkeys(row.meeting_id for row in private)}
    return frozenset(
        row.pk
        for row in private
        for record in [records[row.meeting_id]]
        if not may_know(actor, record, record.item_by_id[row.pk])
    )


def closed_books(actor: Actor, committees: Iterable[int], matter: int, day: date) -> frozenset[int]:
    """The committees in whose book the reader may not read the matter. A few queries for each."""
    return frozenset(committee for committee in set(committees) if not _opens(actor, committee, matter, day))


def _opens(actor: Actor, committee: int, matter: int, day: date) -> bool:
    try:
        record = load_outside(committee, matter, day, also=[actor.person])
    except (Committee.DoesNotExist, Matter.DoesNotExist):
        return False
    return bool(may_outside(Act.READ_OUTSIDE, actor, record, takes_part=takes_part(actor, record)))


@dataclass(frozen=True)
class KeptDecisions:
    """The decisions on some parts of matters that a reader may not know: (kind, key) as grounds name them, and for each
    part (key) the committees that dealt with it where the reader may not know."""

    decisions: frozenset[tuple[str, int]] = frozenset()
    by_part: frozenset[tuple[int, int]] = frozenset()

    def committees(self, limb: int) -> frozenset[int]:
        return frozenset(committee for part, committee in self.by_part if part == limb)


def kept_decisions(actor: Actor, limbs: Collection[int], day: date, committee: int | None = None) -> KeptDecisions:
    """Which decisions on these parts ``actor`` may not know, who reads them in the book of ``committee`` (None: in none).

    Three queries where all is public; for the rest see ``private_items`` and ``closed_books``.
    """
    put = list(Resolution.objects.filter(limb__in=limbs).select_related("item__meeting", "sitting").order_by("pk"))
    items = private_items(actor, {row.item_id: row.item for row in put}.values())
    found = [("resolution", row.pk, row.limb_id, row.sitting.committee_id) for row in put if row.item_id in items]
    outside = OutsideDecision.objects.filter(matter__limbs__in=limbs).exclude(committee=committee)
    rows = list(outside.values_list("pk", "matter", "matter__limbs", "committee").order_by("pk"))
    closed = {
        (matter, each)
        for matter in {row[1] for row in rows}
        for each in closed_books(actor, {row[3] for row in rows if row[1] == matter}, matter, day)
    }
    found += [("outside", pk, limb, by) for pk, matter, limb, by in rows if (matter, by) in closed]
    return KeptDecisions(
        frozenset((kind, key) for kind, key, _, _ in found), frozenset((limb, by) for _, _, limb, by in found)
    )
