"""What the demonstration's file of routes may say: limits, and what was done about matters between meetings."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from committees.files import schema as s
from committees.files.entries import Entry
from committees.files.fields import ClockOrNone, Day, DayOrNone, PoundsOrNone, Text, Words
from committees.terms import Function, PanelGround


class DelegationEntry(Entry):
    """A line of a scheme of delegation. Without ``up_to``: whatever the value."""

    committee: Text
    seat: Text
    kind: Text
    up_to: PoundsOrNone = None
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    source: Text


class ConsentEntry(Entry):
    """What of a CCG's needs NHS England's consent first."""

    ccg: Text
    kind: Text
    above: PoundsOrNone = None
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")
    source: Text


class DoneEntry(Entry):
    """Something that was done: by whom (an account), on which day, and when; at noon unless it says so."""

    by: Text
    on: Day
    at: ClockOrNone = None


class ConsultedEntry(DoneEntry):
    """NHS England consulted a CCG."""

    ccg: Text
    text: Text
    respond_by: Day


class WordsEntry(DoneEntry):
    """Somebody wrote this."""

    text: Text


class DecidedEntry(WordsEntry):
    """NHS England decided."""

    reason: Text
    how_taken: Words = ""


class SignedEntry(Entry):
    """Who agreed to chair's action, from which seat and how."""

    seat: Text
    person: Text
    how: Text


class ChairsActionEntry(WordsEntry):
    """Chair's action."""

    reason: Text
    members_asked: Words = ""
    signed: list[SignedEntry]


class OfficerEntry(WordsEntry):
    """An officer decided under the scheme of delegation."""

    seat: Text
    person: Text
    reason: Text


class InformationEntry(WordsEntry):
    """A committee asked NHS England for information, by a day."""

    due: Day


class PanelEntry(WordsEntry):
    """A committee called a panel; ``text``: its question; ``peers``: who was asked to advise."""

    panel: Text
    ground: PanelGround
    peers: list[Text]


class AdviceEntry(WordsEntry):
    """What the panel recommends, in the name of one of those asked."""

    adviser: Text
    reason: Text


class PartFacts(Entry):
    """The facts of the one part that a matter of this file has."""

    facts: dict[str, Any]


class MatterEntry(Entry):
    """A matter raised between meetings, and what was done about it."""

    committee: Text
    by: Text
    raised: Day
    title: Text
    summary: Words = ""
    function: Function
    kind: Words = ""
    value: PoundsOrNone = None
    ccgs: list[Text]
    practices: list[Text] = []
    text: Text
    facts: dict[str, Any] = {}
    part_facts: PartFacts | None = None
    consulted: ConsultedEntry | None = None
    response: WordsEntry | None = None
    decided: DecidedEntry | None = None
    chairs_action: ChairsActionEntry | None = None
    officer: OfficerEntry | None = None
    reported: DoneEntry | None = None
    consent_asked: WordsEntry | None = None
    information: InformationEntry | None = None
    panel: PanelEntry | None = None
    advice: AdviceEntry | None = None


class SignOffEntry(DoneEntry):
    """What a committee decided on a matter (by its title) was signed off for the register of procurement decisions."""

    committee: Text
    title: Text


class RoutesFile(s.BodiesFile):
    """The whole of it. All of it is made up but for practices and CCGs."""

    delegations: list[DelegationEntry] = []
    consents: list[ConsentEntry] = []
    matters: list[MatterEntry] = []
    sign_offs: list[SignOffEntry] = []
