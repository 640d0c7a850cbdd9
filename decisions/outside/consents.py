"""What was asked of NHS England, and answered, about its consent to a matter."""

from __future__ import annotations

from committees.powers import Actor
from decisions.models import ConsentRequest
from decisions.outside.facts import OutsideRecord
from decisions.outside.speaking import speaks_for


def requests_on(record: OutsideRecord) -> list[ConsentRequest]:
    """The requests for consent to a matter in this committee's book, with their answers, the first first. One query."""
    rows = ConsentRequest.objects.filter(committee=record.row.pk, matter=record.matter.pk)
    return list(rows.select_related("by", "paper", "answer__by").order_by("pk"))


def told_of(row: ConsentRequest | None, actor: Actor | None = None, record: OutsideRecord | None = None) -> dict:
    """What the engine is told of a request (None: there is none). ``actor``: who answers, on the day of ``record``."""
    own = set(record.ccgs) & set(record.committee.ccgs) if record else set()
    bodies = speaks_for(actor, record.day) if actor is not None and record is not None else ()
    return {
        "asked": row is not None,
        "answered": row is not None and hasattr(row, "answer"),
        "speaks_for": tuple(body for body in bodies if own & set(body.ccgs)),
    }
