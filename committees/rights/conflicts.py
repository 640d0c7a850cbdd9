"""Conflicts of interest: what a conflict does to a person on one item.

What is stored of a ruling is its five effects; the named rulings are presets of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from committees.rights.citations import CHAIR_DECIDES, GUIDANCE, terms_source
from committees.rights.reasons import Reason
from committees.rights.world import Conflict, Effects, Room, Terms
from committees.terms import Handling, InRoom


def _row(papers: bool, room: InRoom, speaks: bool, votes: bool, quorum: bool) -> Effects:
    return Effects(papers=papers, room=room, speaks=speaks, votes=votes, quorum=quorum)


#: The chair's menu (statutory guidance 2016 and 2017, recalled). Columns: papers, in the room, speaks, votes, quorum.
PRESETS: Mapping[Handling, Effects] = MappingProxyType(
    {
        Handling.FULL_PART: _row(True, InRoom.YES, True, True, True),
        Handling.SPEAKS: _row(True, InRoom.YES, True, False, False),
        Handling.SILENT: _row(True, InRoom.YES, False, False, False),
        Handling.LEAVES_FOR_DECISION: _row(True, InRoom.DISCUSSION, True, False, False),
        Handling.LEAVES_FOR_ITEM: _row(True, InRoom.NO, False, False, False),
        Handling.WITHHELD: _row(False, InRoom.NO, False, False, False),
    }
)

#: A conflict nobody has ruled on takes the person's vote and place in the quorum, and nothing else.
UNRULED: Effects = PRESETS[Handling.SPEAKS]

_STRICTER_ROOM = (InRoom.NO, InRoom.DISCUSSION, InRoom.YES)


def preset_named(effects: Effects) -> Handling | None:
    """The named ruling with exactly these effects, None where the chair made up another combination."""
    return next((handling for handling, preset in PRESETS.items() if preset == effects), None)


def combine(first: Effects, second: Effects) -> Effects:
    """The stricter of the two, effect by effect."""
    return Effects(
        papers=first.papers and second.papers,
        room=min(first.room, second.room, key=_STRICTER_ROOM.index),
        speaks=first.speaks and second.speaks,
        votes=first.votes and second.votes,
        quorum=first.quorum and second.quorum,
    )


def milder(effects: Effects, than: Effects) -> bool:
    """Whether ``effects`` leaves the person anything that ``than`` takes away."""
    return combine(effects, than) != effects


def conflicts_of(person: int, room: Room) -> tuple[Conflict, ...]:
    """The person's conflicts on the item."""
    return tuple(conflict for conflict in room.conflicts if conflict.person == person)


def terms_handling(conflict: Conflict, terms: Terms | None) -> Handling | None:
    """What the terms presume: for the conflict's local category (North Norfolk), else for any conflict (Dudley)."""
    if terms is None:
        return None
    return terms.category_handling.get(conflict.category, terms.default_handling)


def effects_of(conflict: Conflict, terms: Terms | None) -> Effects:
    """What one conflict takes from the person.

    The ruling, or until there is one the vote and the quorum; and in either case whatever the terms presume: a ruling
    may be stricter than the terms, never milder (Dudley: no part in consideration, discussion or vote).
    """
    effects = conflict.ruling.effects if conflict.ruling else UNRULED
    presumed = terms_handling(conflict, terms)
    return combine(effects, PRESETS[presumed]) if presumed else effects


def effects_on(person: int, room: Room) -> Effects | None:
    """All of the person's conflicts on the item taken together, the stricter each time. None: no conflict."""
    effects = [effects_of(conflict, room.terms) for conflict in conflicts_of(person, room)]
    return reduce(combine, effects) if effects else None


def takes_vote(effects: Effects) -> bool:
    """Whether these effects take the vote: out of the room for the decision is out of the vote."""
    return not effects.votes or effects.room is not InRoom.YES


def takes_quorum(effects: Effects) -> bool:
    """Whether these effects take the place in the quorum of the item (Lewisham)."""
    return not effects.quorum or effects.room is not InRoom.YES


def may_vote(person: int, room: Room) -> bool:
    """Whether no conflict takes the person's vote."""
    effects = effects_on(person, room)
    return effects is None or not takes_vote(effects)


def counts(person: int, room: Room) -> bool:
    """Whether no conflict takes the person's place in the quorum of this item."""
    effects = effects_on(person, room)
    return effects is None or not takes_quorum(effects)


def is_out(person: int, room: Room) -> bool:
    """Whether a conflict takes the person's vote or place in the quorum of this item."""
    effects = effects_on(person, room)
    return effects is not None and (takes_vote(effects) or takes_quorum(effects))


def is_in_room(person: int, room: Room) -> bool:
    """There (or remote), and not ruled out of the room at this point of the item.

    Someone who leaves for the decision is in the room while the item is discussed. Someone who sits in the public seats
    of a meeting in public is out of the room.
    """
    if person not in room.present:
        return False
    effects = effects_on(person, room)
    if effects is None or effects.room is InRoom.YES:
        return True
    return effects.room is InRoom.DISCUSSION and not room.decision_point


def at_decision(room: Room) -> Room:
    """The same room at the point where the item is decided: who leaves for the decision is out."""
    return room if room.decision_point else replace(room, decision_point=True)


def name_of(person: int | None, room: Room) -> str:
    """The person's name in a sentence."""
    if person is None:
        return "nobody"
    return room.people[person].name if person in room.people else "this person"


def conflict_reasons(
    person: int, room: Room, *, takes: Callable[[Effects], bool], code: str, cannot: str
) -> tuple[Reason, ...]:
    """Why the person's conflicts stand in the way, one reason for each that ``takes`` the thing asked for.

    ``cannot`` ends the sentence ("may not vote on this item"). ``code`` is followed by how the conflict stands:
    ``code`` itself for a ruling, ``code.not_ruled``, or ``code.terms`` where the terms are stricter than the ruling.
    """
    return tuple(
        _reason(conflict, room, takes, code, cannot)
        for conflict in conflicts_of(person, room)
        if takes(effects_of(conflict, room.terms))
    )


def _reason(conflict: Conflict, room: Room, takes: Callable[[Effects], bool], code: str, cannot: str) -> Reason:
    name = name_of(conflict.person, room)
    nature = f" ({conflict.nature.rstrip('. ')})" if conflict.nature else ""
    opening = f"{name} has an interest in this item{nature}: "
    presumed = terms_handling(conflict, room.terms)
    by_terms = f"the terms of reference say “{presumed.label}”" if presumed else ""
    if conflict.ruling is None:
        why = by_terms or "nobody has ruled on it yet"
        source = terms_source(room) if presumed else GUIDANCE
        ask = "Whoever presides over this item can rule on the interest."
        return Reason(f"{code}.not_ruled", f"{opening}{why}, so {name} {cannot}.", source, who_can=ask)
    ruling = conflict.ruling
    ruled = f"the ruling of {ruling.by} is “{ruling.name}”"
    if not takes(ruling.effects):
        text = f"{opening}{ruled}, but {by_terms}, so {name} {cannot}."
        return Reason(f"{code}.terms", text, terms_source(room), who_can="Nobody: a ruling cannot be milder.")
    text = f"{opening}{ruled}, so {name} {cannot}."
    return Reason(code, text, CHAIR_DECIDES, who_can="Whoever presides over this item can make another ruling.")
