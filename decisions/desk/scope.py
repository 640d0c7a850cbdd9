"""Over which committees somebody acts for NHS England on a day, and by which power. The gate of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from committees.models import Arrangement, Committee
from committees.powers import Actor
from committees.rights import desk
from committees.rights.reasons import Verdict
from committees.terms import CommitteeKind, Level, Power
from decisions.opens import Opens
from practices.dated import covers, in_force


@dataclass(frozen=True)
class Scope:
    """Keys of the committees on which the account has each power of NHS England; ``team``: its own, where they sit."""

    actor: Actor
    today: date
    team: frozenset[int] = frozenset()

    def having(self, *powers: Power) -> frozenset[int]:
        """The committees on which the account has one of these powers."""
        return frozenset(pk for pk, held in self.actor.powers.items() if held.intersection(powers))

    @property
    def posted(self) -> frozenset[int]:
        """Committees on which it has any power of NHS England."""
        return self.having(*desk.OF_NHS_ENGLAND)

    @property
    def all(self) -> frozenset[int]:
        return self.posted | self.team

    @cached_property
    def opens(self) -> Opens:
        """Whether the reader may know of a private item."""
        return Opens(self.actor)

    @cached_property
    def _levels(self) -> dict[int, list[tuple[str, date, date | None]]]:
        """Every CCG's levels: a few rows for each, so all of them in one query."""
        found: dict[int, list] = {}
        for ccg, *period in Arrangement.objects.values_list("ccg", "level", "starts_on", "ends_on"):
            found.setdefault(ccg, []).append(tuple(period))
        return found

    def level(self, ccg: int, day: date) -> Level | None:
        """The level at which a CCG (its key) works on a day; None where none is on record."""
        rows = self._levels.get(ccg, ())
        return next((Level(level) for level, first, last in rows if covers(first, last, day)), None)


def scope_of(actor: Actor, today: date) -> Scope:
    """What the account acts on for NHS England. One query, none for who has no name on record."""
    if actor.person is None or actor.account is None:
        return Scope(actor, today)
    sits = Committee.objects.filter(
        in_force(today, "seats__appointments__"),
        kind=CommitteeKind.NHS_ENGLAND_TEAM,
        seats__appointments__person=actor.person,
    )
    return Scope(actor, today, frozenset(sits.values_list("pk", flat=True)))


def may_see(scope: Scope) -> Verdict:
    """Whether the account may see the desk: the engine's answer."""
    powers = frozenset(power for held in scope.actor.powers.values() for power in held)
    return desk.desk(scope.actor.name, powers, on_team=bool(scope.team))
