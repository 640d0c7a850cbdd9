"""Conflicts as they come up in a meeting: shown by the registers, said in the room, ruled on. All made up."""

from __future__ import annotations

from datetime import date

from committees.models import Interest, Person
from committees.terms import Directness, Handling, InterestType, MatchState
from decisions import actions
from decisions.models import AgendaItem, Match
from practices import clock
from tests.world import Room

CHAIN = "The Made Up Surgery is the practice that the matter concerns"
NATURE = "Partner in The Made Up Surgery"


def on_register(person: Person, nature: str = NATURE, **more) -> Interest:
    """An interest that somebody declared on 4 January 2016."""
    fields = {"type": InterestType.FINANCIAL.value, "directness": Directness.DIRECT.value, "nature": nature}
    days = {"starts_on": date(2015, 1, 1), "declared_on": date(2016, 1, 4)}
    return Interest.objects.create(person=person, **fields, **days, **more)


def shown(item: AgendaItem, person: Person, *, interest: Interest | None = None, **more) -> Match:
    """What is known on an item before anybody has said a word; by hand, so that looking again leaves it alone."""
    fields = {"type": InterestType.FINANCIAL.value, "directness": Directness.DIRECT.value, "nature": NATURE}
    fields |= {"chains": [CHAIN], "found_at": clock.now(), "changed_at": clock.now(), "by_hand": True}
    return Match.objects.create(item=item, person=person, interest=interest, **(fields | more))


def dismissed(item: AgendaItem, person: Person, why: str) -> Match:
    """The same, which the secretary proposes to dismiss."""
    return shown(item, person, state=MatchState.DISMISSAL_PROPOSED.value, reason=why)


def declare(room: Room, people: list[Person], item: AgendaItem | None = None, **more) -> None:
    said = {"type": InterestType.FINANCIAL, "directness": Directness.DIRECT, "nature": NATURE}
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": (item or room.items[0]).pk}
    actions.declare_interest(**where, people=[person.pk for person in people], **(said | more))


def rule(room: Room, people: list[Person], name: str = "Merton", item: AgendaItem | None = None, **more) -> None:
    where = {"actor": room.secretary, "meeting": room.meeting.pk, "item": (item or room.items[0]).pk}
    how = {"handling": Handling.LEAVES_FOR_ITEM} if "effects" not in more else {}
    whom = {"sittings": [room.sittings[name].pk], "people": [person.pk for person in people]}
    actions.rule_on_conflict(**where, **whom, **(how | more))


def agreed(room: Room, item: AgendaItem | None = None) -> None:
    actions.agree(actor=room.secretary, resolutions=room.decisions(item))
    actions.announce(actor=room.secretary, resolutions=room.decisions(item))
