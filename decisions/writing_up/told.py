"""What happened in a meeting, as somebody tells it afterwards. Plain facts: no database, no rule.

People, sittings, items, resolutions and seats are given by key. Times are aware; None is "not told". ``line``: where a
file says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from committees.rights.world import Effects
from committees.terms import (
    Choice,
    ConditionState,
    Directness,
    InterestType,
    Outcome,
    Recording,
    RoomRole,
    Route,
    Verb,
)


@dataclass(frozen=True, kw_only=True)
class Came:
    """One person: when they came and left (None: at the start, to the end), or that they sent apologies."""

    person: int
    role: RoomRole = RoomRole.MEMBER
    remote: bool = False
    came: datetime | None = None
    left: datetime | None = None
    apologies: bool = False
    only_for_item: int | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Others:
    """People without a name: "borough councillors", and how many."""

    words: str
    number: int | None = None
    role: RoomRole = RoomRole.IN_ATTENDANCE
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Declared:
    """An interest declared on an item, by people or by a class of them; ``people`` empty: a class nobody names.

    ``why``: why it is a conflict. ``handled``: how it was handled, in a source's words, where that is no ruling on people.
    """

    people: tuple[int, ...] = ()
    type: InterestType
    directness: Directness = Directness.DIRECT
    nature: str
    why: str = ""
    as_class: str = ""
    category: str = ""
    handling_told: bool = True
    handled: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class RuledOn:
    """How a committee's chair handled the interests of some people."""

    sitting: int
    people: tuple[int, ...]
    effects: Effects
    reason: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConditionTold:
    """A condition that the decision carries, and what became of it where that is told."""

    text: str
    awaits: int | None = None
    who: str = ""
    due_on: date | None = None
    within_days: int | None = None
    state: ConditionState = ConditionState.AWAITED
    on_day: date | None = None
    reason: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What one committee did about one part: the words it resolved, how votes were recorded, what was published.

    ``recording`` None: how they voted is not told. ``votes`` by seat, ``counts`` as (for, against, abstained).
    ``published``: the outcome as the source gives it, None where the votes alone are told. ``agreement_on`` and
    ``veto_on``: the day on which NHS England answered, where it was after the meeting.
    """

    resolution: int
    text: str = ""
    verb: Verb | None = None
    conditions: tuple[ConditionTold, ...] | None = None
    recording: Recording | None = None
    votes: Mapping[int, Choice] = field(default_factory=dict)
    counts: tuple[int, int, int] | None = None
    casting: Choice | None = None
    agreement: bool | None = None
    agreement_reason: str = ""
    agreement_on: date | None = None
    veto: bool | None = None
    veto_reason: str = ""
    veto_on: date | None = None
    published: Outcome | None = None
    words: str = ""
    route: Route = Route.MEETING
    taken_on: date | None = None
    source: str = ""
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class PutOff:
    """A committee deferred the item, until a meeting or a day."""

    sitting: int
    to_meeting: int | None = None
    to_date: date | None = None
    reason: str = ""
    asked_for: str = ""
    not_before: date | None = None
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemTold:
    """One item as it was taken."""

    item: int
    began: datetime | None = None
    ended: datetime | None = None
    declared: tuple[Declared, ...] = ()
    ruled: tuple[RuledOn, ...] = ()
    chairs: Mapping[int, int] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    put_off: tuple[PutOff, ...] = ()
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingTold:
    """A whole meeting: who was there, its items in the order they were taken, when it closed."""

    came: tuple[Came, ...] = ()
    others: tuple[Others, ...] = ()
    items: tuple[ItemTold, ...] = ()
    closed: datetime | None = None
    line: int | None = None
