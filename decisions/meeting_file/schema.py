"""What a meeting file may say: who may decide (committees.files.schema), the meetings and their agendas."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from committees.files.entries import Entry
from committees.files.fields import ClockOrNone, Day, DayOrNone, PoundsOrNone, Text, Words, YesNo
from committees.files.schema import BodiesFile
from committees.terms import (
    Access,
    Directness,
    Function,
    InterestType,
    MatchState,
    NotTold,
    Purpose,
    Reach,
    RoomRole,
    Verb,
)
from decisions.meeting_file.happened import (
    ConditionEntry,
    DeclarationEntry,
    DeferredEntry,
    OutcomeEntry,
    PresentEntry,
    PresidedEntry,
    RulingEntry,
)


class PartEntry(Entry):
    """A part of a matter: "part (a)". A matter in one piece has one, without a letter.

    ``before``: the committees that decide it (left out: all that the item concerns). ``facts``: of this part alone, by key,
    as its kind of decision asks for them.
    """

    part: Words = ""
    verb: Verb = Verb.APPROVE
    text: Text
    conditions: list[ConditionEntry] = []
    before: list[Text] | None = None
    facts: dict[str, Any] = {}


class PaperEntry(Entry):
    """A paper of the item around it."""

    title: Text
    text: Text
    access: Access = Access.PUBLIC
    published_on: DayOrNone = Field(default=None, alias="published")


class InvitedEntry(Entry):
    """Somebody in a seat for the item around it only; ``by``: who presided and invited them; ``why``: what for."""

    committee: Text
    seat: Text
    person: Text
    invited_by: Words = Field(default="", alias="by")
    why: Words = Field(default="", max_length=300)


class PresenterEntry(Entry):
    """Somebody who prepared the item around it, or will present it."""

    person: Text
    role: RoomRole = RoomRole.PRESENTER


class MatchEntry(Entry):
    """What the registers showed on the item around it before anybody had said a word; of exported records.

    ``entry`` and ``entry_from``: the nature and first day of the interest on the register, where it is one; ``chains``: how
    it touches the matter; ``state`` and ``reason``: what was proposed to the chair; ``found`` and ``changed``: moments.
    """

    person: Text
    entry: Words = ""
    entry_from: DayOrNone = None
    chains: list[Text] = []
    type: InterestType
    directness: Directness = Directness.DIRECT
    nature: Text = Field(max_length=300)
    category: Words = Field(default="", max_length=60)
    as_class: Words = Field(default="", alias="class", max_length=120)
    state: MatchState = MatchState.FOUND
    by_hand: YesNo = False
    reason: Words = Field(default="", max_length=300)
    found_at: Text = Field(alias="found")
    changed_at: Text = Field(alias="changed")


class ItemEntry(Entry):
    """An item of the agenda.

    ``ccgs``: whom it concerns (left out: all that sit). ``purpose``: what the committees are asked for;
    ``purposes``: the same, committee by committee, and then the item is the business of no other committee.
    ``practices`` and ``providers``: whom it is about; ``merger``: the practices named are to merge; ``reach``: whom else it
    affects. ``kind`` and ``value``: of decision, and in pounds; ``facts``: by key, as the kind asks for them
    (decisions.kinds_in_files). ``applicant``: the practice that applies. ``made_up`` left out: as the meeting is. From
    ``began`` on: what happened (decisions.meeting_file.happened).
    """

    number: Text
    title: Text
    summary: Words = ""
    function: Function
    ccgs: list[Text] | None = None
    practices: list[Text] = []
    providers: list[Text] = []
    kind: Words = ""
    value: PoundsOrNone = None
    applicant: Words = ""
    facts: dict[str, Any] = {}
    merger: YesNo = False
    reach: Reach | None = None
    purpose: Purpose = Purpose.APPROVAL
    purposes: dict[str, Purpose] | None = None
    private: YesNo = False
    private_ground: Words = ""
    urgent: YesNo = False
    made_up: YesNo | None = None
    decisions: list[PartEntry] = []
    papers: list[PaperEntry] = []
    invited: list[InvitedEntry] = []
    presenters: list[PresenterEntry] = []
    matches: list[MatchEntry] = []
    began: ClockOrNone = None
    ended: ClockOrNone = None
    declarations: list[DeclarationEntry] = []
    rulings: list[RulingEntry] = []
    presided: list[PresidedEntry] = []
    outcomes: list[OutcomeEntry] = []
    deferred: list[DeferredEntry] = []

    @property
    def has_record(self) -> bool:
        """Whether anything is told of what happened on it."""
        happened = (self.declarations, self.rulings, self.presided, self.outcomes, self.deferred)
        return any(happened) or self.began is not None or self.ended is not None


class ExportedEntry(Entry):
    """How a record was exported: ``seals``, the end of each committee's chain there; ``fingerprint``, of all else here."""

    format: Text
    at: Text
    by: Words = ""
    seals: dict[str, Text] = {}
    fingerprint: Text


class MeetingEntry(Entry):
    """A meeting: its committees in their order, and its agenda.

    ``source``: where its record comes from; ``not_told``: what that source does not tell, which stays unknown.
    ``published``: held in private, and its papers and decisions published since: anybody may read them.
    ``ends``: when it was over. A meeting is over, and its committees closed it, where anything is told of what happened.
    ``starts`` may be left out of a meeting that is over, and then is not told.
    ``exported`` and ``acts``: the record of a meeting that was run in the product, act by act (``decisions.journal``).
    """

    title: Text
    date: Day
    starts_at: ClockOrNone = Field(default=None, alias="starts")
    place: Words = ""
    remote: YesNo = False
    by_correspondence: YesNo = False
    in_public: YesNo = True
    private_reason: Words = ""
    published: YesNo = False
    convened_by: Text
    about: Words = ""
    made_up: YesNo = False
    source: Words = ""
    not_told: list[NotTold] = []
    sittings: list[Text] = Field(min_length=1)
    ends: ClockOrNone = None
    attendance: list[PresentEntry] = []
    items: list[ItemEntry] = []
    exported: ExportedEntry | None = None
    acts: list[dict[str, Any]] = []

    @property
    def has_record(self) -> bool:
        """Whether anything is told of what happened in it: then it is over."""
        return bool(self.attendance) or self.ends is not None or any(item.has_record for item in self.items)


class MeetingFile(BodiesFile):
    """A whole meeting file."""

    meetings: list[MeetingEntry] = Field(min_length=1)
