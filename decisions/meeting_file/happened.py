"""What a meeting file may say about what happened: who was there, what was declared, ruled, decided.

Everything may be left out, and stays unknown then. ``committees`` left out: all that the item concerns; ``parts`` left
out: all its parts. People are those of the file, by name.
"""

from __future__ import annotations

from pydantic import Field

from committees.files.entries import Entry
from committees.files.fields import (
    ClockOrNone,
    Day,
    DayOrNone,
    Text,
    WholeOrNone,
    Words,
    YesNo,
    YesNoOrNone,
)
from committees.terms import (
    Choice,
    ConditionState,
    Directness,
    Handling,
    InRoom,
    InterestType,
    Outcome,
    Recording,
    RoomRole,
    Route,
    Verb,
)


class ConditionEntry(Entry):
    """A condition that a part carries: "subject to the formal commencement of level 3".

    ``awaits``: the committee that must decide, where it is one; ``who`` in words where it is not; ``by``: the last day, or
    ``within_days`` of the meeting that approves.
    ``state``, ``on`` and ``reason``: what became of it once the decision was carried, where that is told.
    """

    text: Text = Field(max_length=300)
    awaits: Words = ""
    who: Words = Field(default="", max_length=200)
    due_on: DayOrNone = Field(default=None, alias="by")
    within_days: WholeOrNone = None
    state: ConditionState = ConditionState.AWAITED
    on_day: DayOrNone = Field(default=None, alias="on")
    reason: Words = ""


class PresentEntry(Entry):
    """Somebody who was there: a ``person``, or ``others`` without names and, where told, their ``number``.

    ``came`` and ``left`` left out: from the beginning, to the end. ``item``: there for this item only. ``role`` left
    out: a member, if they have a seat in a committee that sits; else in attendance.
    """

    person: Words = ""
    others: Words = Field(default="", max_length=200)
    number: WholeOrNone = None
    role: RoomRole | None = None
    came: ClockOrNone = None
    left: ClockOrNone = None
    remote: YesNo = False
    apologies: YesNo = False
    item: Words = ""


class DeclarationEntry(Entry):
    """An interest declared on the item, by people, or by a ``class`` of people whom the source may name or not.

    ``why``: why it is a conflict, how the interest touches the matter.
    ``handling``: the ruling of each committee's chair on them, where it is one of the named ones; ``handled``: how it
    was handled, in the source's words; ``handling_told: no``: the source does not tell.
    """

    people: list[Text] = []
    as_class: Words = Field(default="", alias="class", max_length=120)
    type: InterestType
    directness: Directness = Directness.DIRECT
    nature: Text = Field(max_length=300)
    why: Words = ""
    category: Words = Field(default="", max_length=60)
    handling: Handling | None = None
    handled: Words = ""
    handling_told: YesNoOrNone = None


class RulingEntry(Entry):
    """A ruling of a committee's chair on people: a named one (``handling``), or its five effects one by one."""

    committees: list[Text] = []
    people: list[Text] = Field(min_length=1)
    handling: Handling | None = None
    papers: YesNoOrNone = None
    in_room: InRoom | None = None
    speaks: YesNoOrNone = None
    votes: YesNoOrNone = None
    quorum: YesNoOrNone = None
    reason: Words = ""


class PresidedEntry(Entry):
    """A member elected to preside over the item, the chair and the vice-chair being out."""

    committees: list[Text] = []
    person: Text


class OutcomeEntry(Entry):
    """What committees decided on parts of the item, as published, and how.

    ``votes``: by person, or by title of the seat; or ``for``, ``against`` and ``abstained`` as counts. ``text``,
    ``verb``, ``conditions``: as resolved, where it is not as put. ``words``: as published. ``route``: how it was taken,
    where not at the meeting, and ``taken_on``: when. ``casting_vote``: for, against, or not_voting (declined).
    ``agreement``: NHS England agreed; ``veto``: it vetoed (no: it said that it would not); each with the day (``_on``)
    where that was after the meeting.
    """

    committees: list[Text] = []
    parts: list[Text] = []
    outcome: Outcome | None = None
    words: Words = ""
    text: Words = ""
    verb: Verb | None = None
    conditions: list[ConditionEntry] | None = None
    recording: Recording | None = None
    votes: dict[str, Choice] = {}
    in_favour: WholeOrNone = Field(default=None, alias="for")
    against: WholeOrNone = None
    abstained: WholeOrNone = None
    casting_vote: Choice | None = None
    agreement: YesNoOrNone = None
    agreement_reason: Words = ""
    agreement_on: DayOrNone = None
    veto: YesNoOrNone = None
    veto_reason: Words = ""
    veto_on: DayOrNone = None
    route: Route = Route.MEETING
    taken_on: DayOrNone = None
    source: Words = ""


class DeferredEntry(Entry):
    """The item was put off, by these committees, to a day that is told. (Put off to no day: an outcome, deferred.)

    ``asked_for``: what is to be brought, and from whom; ``not_before``: the first day on which it may come back.
    """

    committees: list[Text] = []
    to: Day
    reason: Words = ""
    asked_for: Words = ""
    not_before: DayOrNone = None
