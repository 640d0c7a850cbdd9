"""Who takes part in a matter that is another committee's: whoever is consulted on it, or asked to advise on it."""

from __future__ import annotations

from collections.abc import Callable

from committees.powers import Actor
from decisions.outside.facts import OutsideRecord

#: Each route that asks others adds its own question here.
TAKES_PART: list[Callable[[Actor, OutsideRecord], bool]] = []


def takes_part(actor: Actor, record: OutsideRecord) -> bool:
    """Whether the asker is one of those whom a route asked about the matter."""
    return any(asked(actor, record) for asked in TAKES_PART)
