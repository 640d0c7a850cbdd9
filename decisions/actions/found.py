"""What the registers show becomes a declaration: an act of the meeting, which no later change of a register touches."""

from __future__ import annotations

from collections.abc import Collection

from committees.models import Person
from committees.rights import world
from committees.rights.reasons import Verdict
from decisions.actions.bench import Bench
from decisions.actions.matching import find_on_taken
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


def look_again(bench: Bench, on: ItemFacts, people: Collection[int] | None = None) -> None:
    """Put among what is found on an item that is being taken what the registers show by now (of ``people``)."""
    since = find_on_taken(on.pk, people, keep=all(sitting.closed is None for sitting in bench.record.sittings.values()))
    strangers = {match.person_id for match in since} - set(bench.record.people)
    if strangers:
        names = Person.objects.filter(pk__in=strangers).values_list("pk", "name")
        bench.record.people.update({pk: world.Person(pk, name) for pk, name in names})
    on.matches += since


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
