"""What a meeting file may say: who may decide (committees.files.schema), the meetings and their agendas."""

from __future__ import annotations

from pydantic import Field

from committees.files.entries import Entry
from committees.files.fields import Clock, Day, DayOrNone, Text, Words, YesNo
from committees.files.schema import BodiesFile
from committees.terms import Access, Function, NotTold, Purpose, Verb


class ConditionEntry(Entry):
    """A condition that a part carries: "subject to the formal commencement of level 3".

    ``awaits``: the committee that must decide, where it is one; ``who`` in words where it is not; ``by``: the last day.
    """

    text: Text = Field(max_length=300)
    awaits: Words = ""
    who: Words = Field(default="", max_length=200)
    due_on: DayOrNone = Field(default=None, alias="by")


class PartEntry(Entry):
    """A part of a matter: "part (a)". A matter in one piece has one, without a letter."""

    part: Words = ""
    verb: Verb = Verb.APPROVE
    text: Text
    conditions: list[ConditionEntry] = []


class PaperEntry(Entry):
    """A paper of the item around it."""

    title: Text
    text: Text
    access: Access = Access.PUBLIC
    published_on: DayOrNone = Field(default=None, alias="published")


class ItemEntry(Entry):
    """An item of the agenda.

    ``ccgs``: whom it concerns (left out: all that sit). ``purpose``: what the committees are asked for;
    ``purposes``: the same, committee by committee, and then the item is the business of no other committee.
    ``made_up`` left out: as the meeting is.
    """

    number: Text
    title: Text
    summary: Words = ""
    function: Function
    ccgs: list[Text] = []
    practices: list[Text] = []
    purpose: Purpose = Purpose.APPROVAL
    purposes: dict[str, Purpose] = {}
    private: YesNo = False
    private_ground: Words = ""
    made_up: YesNo | None = None
    decisions: list[PartEntry] = []
    papers: list[PaperEntry] = []


class MeetingEntry(Entry):
    """A meeting: its committees in their order, and its agenda.

    ``source``: where its record comes from; ``not_told``: what that source does not tell, which stays unknown.
    """

    title: Text
    date: Day
    starts_at: Clock = Field(alias="starts")
    place: Words = ""
    remote: YesNo = False
    in_public: YesNo = True
    private_reason: Words = ""
    convened_by: Text
    about: Words = ""
    made_up: YesNo = False
    source: Words = ""
    not_told: list[NotTold] = []
    sittings: list[Text] = Field(min_length=1)
    items: list[ItemEntry] = []


class MeetingFile(BodiesFile):
    """A whole meeting file."""

    meetings: list[MeetingEntry] = Field(min_length=1)
