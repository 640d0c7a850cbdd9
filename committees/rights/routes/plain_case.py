"""The plainest case there is of a level and a function, for asking the engine which routes are open.

One CCG, its committee, NHS England's team and a panel; everybody there, nobody in conflict. ``generous``: terms, schemes
and settings give everything that they can give; else nothing. It stands for no real body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from committees.rights.authority import Facts, find_authority
from committees.rights.levels import holders
from committees.rights.outside import Consent, ConsentNeed, Delegated, Outside, Signatory
from committees.rights.reasons import Source
from committees.rights.shadows import Shadowing
from committees.rights.standpoint import standpoint
from committees.rights.world import (
    Account,
    Appointment,
    Arrangement,
    Ccg,
    Committee,
    Person,
    Question,
    QuorumRule,
    Remit,
    Room,
    Seat,
    Slot,
    Standpoint,
    Terms,
)
from committees.terms import (
    CommitteeKind,
    Effect,
    Function,
    Level,
    Majority,
    Office,
    PanelGround,
    Power,
    Represents,
)

DAY, FIRST = date(2016, 6, 1), date(2015, 4, 1)
#: What only a committee's own settings can say.
TERMS = Source("The committee's terms of reference", derived=True)
SCHEME = Source("The committee's scheme of delegation", derived=True)
CONSENT = Source("The CCG's delegation agreement", derived=True)
ON_RECORD = Source("The record")
CCG = Ccg("CCG", "the CCG")
KIND = "any"
VALUE = Decimal(1)

#: The committee through which a CCG acts at each level.
BODY: dict[Level, CommitteeKind] = {
    Level.GREATER_INVOLVEMENT: CommitteeKind.GOVERNING_BODY,
    Level.JOINT: CommitteeKind.JOINT_COMMITTEE,
    Level.DELEGATED: CommitteeKind.PCCC,
}
_ALL_POWERS = frozenset({Power.RUN_BUSINESS, Power.RECORD})
CHAIR, OFFICER, NATIONAL = 1, 2, 3
_TEAMS = 4


@dataclass(frozen=True)
class PlainCase:
    """One level and one function."""

    function: Function
    level: Level
    generous: bool

    @cached_property
    def body(self) -> Committee:
        """The CCG's own committee."""
        return _committee(1, "the committee", BODY[self.level])

    @cached_property
    def team(self) -> Committee:
        return _committee(2, "NHS England's team", CommitteeKind.NHS_ENGLAND_TEAM)

    @cached_property
    def panel(self) -> Committee:
        return _committee(3, "the Advisory Panel", CommitteeKind.ADVISORY_PANEL)

    @cached_property
    def facts(self) -> Facts:
        """Each function is held as its row of the table lets it be held."""
        kinds = holders(self.function, self.level)
        holder = self.body if self.body.kind in kinds else self.team
        remits = [] if not kinds else [Remit(committee=holder.id, function=self.function, ccg=CCG, **_SINCE)]
        arrangement = Arrangement(ccg=CCG, level=self.level, **_SINCE)
        return Facts.of([arrangement], remits, [self.body, self.team, self.panel], [self.terms, self._teams_terms])

    @cached_property
    def terms(self) -> Terms:
        give = self.generous
        slots = (Slot(label="the chair", offices=frozenset({Office.CHAIR})),)
        return Terms(
            id=1,
            committee=self.body.id,
            quorum=QuorumRule(minimum=1),
            majority=Majority.OF_VOTES_CAST,
            nhs_england_casting_vote=give,
            nhs_england_veto=give,
            by_correspondence=give,
            urgent_slots=slots if give else (),
            starts_on=FIRST,
            source=TERMS,
        )

    @cached_property
    def _teams_terms(self) -> Terms:
        rule, most = QuorumRule(minimum=1), Majority.OF_VOTES_CAST
        return Terms(id=2, committee=self.team.id, quorum=rule, majority=most, starts_on=FIRST, source=TERMS)

    def stands(self, committee: Committee) -> Standpoint:
        """What a committee may do about a matter of this function."""
        facts = self.facts
        everything = {"arrangements": facts.arrangements, "remits": facts.remits, "terms": facts.terms}
        return standpoint(committee, self.function, (CCG,), DAY, committees=facts.committees.values(), **everything)

    # --- The rooms ---
    @cached_property
    def chair(self) -> Seat:
        return _seat(CHAIR, self.body, "Chair", office=Office.CHAIR)

    @cached_property
    def officer(self) -> Seat:
        return _seat(OFFICER, self.body, "Chief finance officer")

    @cached_property
    def nhs_england(self) -> Seat:
        """NHS England's officer, on its own team."""
        return _seat(_TEAMS, self.team, "Head of primary care", represents=Represents.NHS_ENGLAND)

    def room(self, *, by_correspondence: bool = False) -> Room:
        """The CCG's committee."""
        seats = (self.chair, self.officer, _seat(NATIONAL, self.body, "Member", represents=Represents.NHS_ENGLAND))
        return _room(self.body, self.terms, seats, by_correspondence=by_correspondence)

    @cached_property
    def teams_room(self) -> Room:
        return _room(self.team, self._teams_terms, (self.nhs_england,))

    # --- What is asked ---
    @cached_property
    def secretary(self) -> Account:
        """Runs the business of the committee, and records for it."""
        return Account(person=None, powers=_ALL_POWERS)

    def question(self) -> Question:
        return Question(standpoint=self.stands(self.body))

    def matter(self, committee: Committee) -> Outside:
        """A matter between meetings of the CCG's committee, or of NHS England's team."""
        line = Delegated(seat=OFFICER, kind=KIND, up_to=None, starts_on=FIRST, source=SCHEME)
        return Outside(
            function=self.function,
            ccgs=(CCG,),
            standpoint=self.stands(committee),
            authorities=(find_authority(self.function, CCG, DAY, self.facts),),
            kind=KIND,
            kind_label="any kind",
            value=VALUE,
            terms=self.terms,
            of_ccg=CCG,
            panel=self.panel,
            ground=PanelGround.CONTRACT,
            delegations=(line,) if self.generous else (),
            signatories=(Signatory(seat=self.chair, person=CHAIR),),
        )

    @cached_property
    def consent(self) -> Consent | None:
        """What a rule on consent says of the matter: none where the settings give nothing."""
        need = ConsentNeed(ccg=CCG, kind=KIND, above=None, starts_on=FIRST, source=CONSENT)
        return Consent(kind=KIND, label="any kind", value=VALUE, needs=(need,)) if self.generous else None

    @cached_property
    def shadowing(self) -> Shadowing:
        """The CCG's committee beside one of a neighbour at level 3, which decides the function if any committee does."""
        arrangement = Arrangement(ccg=CCG, level=self.level, shadowing=self.generous, starts_on=FIRST, source=ON_RECORD)
        neighbour = PlainCase(self.function, Level.DELEGATED, self.generous)
        decides = neighbour.stands(neighbour.body).effect is Effect.DECIDES
        deciders = ("the neighbouring committee",) if decides and self.function is not Function.OWN_BUSINESS else ()
        return Shadowing(arrangements=(arrangement,), own_say=False, deciders=deciders)


_SINCE = {"starts_on": FIRST, "source": ON_RECORD}


def _committee(key: int, name: str, kind: CommitteeKind) -> Committee:
    return Committee(id=key, name=name, kind=kind, ccgs=(CCG,), established_on=FIRST)


def _seat(key: int, of: Committee, title: str, **more) -> Seat:
    return Seat(id=key, committee=of.id, title=title, **more)


def _room(of: Committee, terms: Terms, seats: tuple[Seat, ...], **more) -> Room:
    """Each seat is held by the person of the same number, who is there."""
    people = {seat.id: Person(seat.id, f"the {seat.title.lower()}") for seat in seats}
    appointments = tuple(Appointment(id=s.id, seat=s.id, person=s.id, starts_on=FIRST) for s in seats)
    there = frozenset(people)
    return Room(
        day=DAY, committee=of, terms=terms, seats=seats, appointments=appointments, people=people, present=there, **more
    )
