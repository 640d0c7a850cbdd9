"""The join of people's interests and the matters of agendas. Pure: facts in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from committees.rights.interests import InterestFacts, MatterFacts, class_of_gps, is_local_gp, touches
from committees.terms import Directness, InterestType


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An entry in the register: its key, whose it is, what it says and when it runs."""

    pk: int
    person: int
    facts: InterestFacts
    nature: str
    category: str = ""
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class GPSeat:
    """A seat that somebody holds on a day, and the CCGs (codes) for which they hold it."""

    person: int
    title: str
    ccgs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAgenda:
    """An item: the day of its meeting, its matter, and who sits or will be there. ``seats``: those of its meeting."""

    pk: int
    day: date
    matter: MatterFacts
    people: frozenset[int]
    seats: tuple[GPSeat, ...] = ()
    everybody: frozenset[str] = field(default_factory=frozenset)  # CCGs of which it affects every practice


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One person's interest that touches one item. ``interest`` None: found by the seat."""

    item: int
    person: int
    interest: int | None
    chains: tuple[str, ...]
    type: InterestType
    directness: Directness
    nature: str
    category: str = ""
    as_class: str = ""

    @property
    def key(self) -> tuple[int, int, int | None, str]:
        """What makes it the same finding as one of before."""
        return (self.item, self.person, self.interest, "" if self.interest else self.as_class)


def find(items: Iterable[OnAgenda], interests: Iterable[Held]) -> list[Finding]:
    """Every interest in force on the day of an item that touches it, held by somebody who sits or will be there."""
    by_person: dict[int, list[Held]] = {}
    for held in interests:
        by_person.setdefault(held.person, []).append(held)
    found: list[Finding] = []
    for item in items:
        for person in sorted(item.people):
            of_the_day = [held for held in by_person.get(person, ()) if held.covers(item.day)]
            found += _of_interests(item, of_the_day)
            found += _of_seats(item, person, of_the_day)
    return found


def _of_interests(item: OnAgenda, interests: Iterable[Held]) -> Iterator[Finding]:
    for held in interests:
        touch = touches(held.facts, item.matter)
        if touch:
            yield Finding(
                item=item.pk,
                person=held.person,
                interest=held.pk,
                chains=touch.chains,
                type=held.facts.type,
                directness=held.facts.directness,
                nature=held.nature,
                category=held.category,
                as_class=touch.as_class,
            )


def _of_seats(item: OnAgenda, person: int, interests: Iterable[Held]) -> Iterator[Finding]:
    """Somebody in a GP's seat of a CCG whose every practice is affected, who has declared no practice of their own there.

    Derived: a GP member is taken to work in one of the CCG's practices until the register says in which. A relative's
    job, or a practice of another CCG, says nothing of where the GP works.
    """
    every = item.matter.every
    own = {every[code] for held in interests for code in _own(held.facts) if code in every}
    told: Mapping[str, str] = {
        ccg: seat.title
        for seat in item.seats
        if seat.person == person and is_local_gp(seat.title)
        for ccg in sorted(seat.ccgs & item.everybody)
        if not seat.ccgs & item.everybody & own
    }
    for ccg, title in told.items():
        name = item.matter.name(ccg)
        yield Finding(
            item=item.pk,
            person=person,
            interest=None,
            chains=(
                f"{class_of_gps(name)} are concerned: the matter affects every practice there, and no practice of "
                f"their own there is declared by this person (found by the seat, {title})",
            ),
            type=InterestType.FINANCIAL,
            directness=Directness.DIRECT,
            nature=f"{title}: one of {class_of_gps(name)}; in which practice is not declared",
            as_class=class_of_gps(name),
        )


def _own(facts: InterestFacts) -> frozenset[str]:
    """The practices in which somebody has a direct financial interest."""
    direct = facts.type is InterestType.FINANCIAL and facts.directness is Directness.DIRECT
    return facts.practices if direct else frozenset()
