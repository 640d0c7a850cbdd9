"""The gate, for what is done outside a meeting: who asks, about which matter, for which committee.

The rules are the engine's (``committees.rights.routes``), in the same table as those of a meeting; this only says what
is asked. Views, pages, the desk and commands ask here; for meetings they ask ``decisions.gate``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from committees.powers import Actor
from committees.rights.entitlement import entitlement
from committees.rights.reasons import Verdict
from committees.terms import Act
from decisions.gate import account_on
from decisions.outside.facts import BookRecord


def may_outside(
    act: Act,
    actor: Actor,
    record: BookRecord,
    *,
    person: int | None = None,
    seat: int | None = None,
    about: int | None = None,
    **asked: Any,
) -> Verdict:
    """May ``actor`` do this about the matter of ``record``, for ``person`` (None: for themselves)?

    ``seat``: from which it is done; ``about``: whom else it concerns. ``asked``: what this route alone needs, as fields of
    ``Outside``.
    """
    return entitlement(
        act,
        person=person if person is not None else actor.person,
        seat=record.seat_by_id.get(seat) if seat is not None else None,
        room=record.room,
        question=None,
        account=account_on(actor, record.committee.id),
        about=about,
        outside=replace(record.outside, **asked) if record.outside is not None else None,
    )
