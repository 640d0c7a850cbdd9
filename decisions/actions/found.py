"""What the registers show becomes a declaration: an act of the meeting, which no later change of a register touches."""

from __future__ import annotations

from collections.abc import Collection

from committees.rights.reasons import Verdict
from decisions.actions.bench import Bench
from decisions.facts import ItemFacts
from decisions.models import Declaration, Match


def declare_found(
    bench: Bench, on: ItemFacts, verdict: Verdict, people: Collection[int] | None = None
) -> list[Declaration]:
    """Declare on an item what the registers show and nobody has declared: of everybody, or of ``people``.

    ``verdict``: of the act that brings it in: the item is taken, a ruling is made, a vote is opened. A file that is
    read in tells its own declarations.
    """
    if bench.imports:
        return []
    waiting = [match for match in bench.record.matches_of(on) if people is None or match.person_id in people]
    return [bench.write(_from(match, on), verdict, by=match.person_id) for match in waiting]


def _from(match: Match, on: ItemFacts) -> Declaration:
    return Declaration(
        item=on.row,
        person_id=match.person_id,
        interest_id=match.interest_id,
        type=match.type,
        directness=match.directness,
        nature=match.nature,
        why=why_in_conflict(match),
        from_register=True,
        category=match.category,
        as_class=match.as_class,
    )


def why_in_conflict(match: Match) -> str:
    """How the interest touches the matter, in words: its chains, or what the secretary said who added it."""
    return "; ".join(match.chains) or (match.reason if match.by_hand else "")
