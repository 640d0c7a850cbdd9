"""What the engine is told: plain, frozen facts. No database, no clock, no account.

Ids are the caller's; the engine only compares them. Dates are inclusive; ``ends_on`` None is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from committees.rights.reasons import Source, Verdict
from committees.terms import (
    CommitteeKind,
    CountsAs,
    Effect,
    Function,
    Handling,
    InRoom,
    Level,
    Majority,
    Office,
    Power,
    Recording,
    Represents,
    Route,
    Say,
    Share,
    Standing,
)

if TYPE_CHECKING:
    from committees.rights.outside import Consent

#: No reason at all, and so no right: what an answer holds until the engine has given its reasons.
NOT_ASKED = Verdict(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, both inside the period."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: Period) -> bool:
        return (self.ends_on is None or other.starts_on <= self.ends_on) and (
            other.ends_on is None or self.starts_on <= other.ends_on
        )


@dataclass(frozen=True, slots=True)
class Ccg:
    """A CCG: ODS code and the name used in sentences ("Croydon")."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement(Period):
    """The level of one CCG between two dates."""

    ccg: Ccg
    level: Level
    shadowing: bool = False
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee:
    """A committee: ``established_on`` to ``stood_down_on``, its last day."""

    id: int
    name: str
    kind: CommitteeKind
    ccgs: tuple[Ccg, ...] = ()
    reports_to: int | None = None
    established_on: date
    stood_down_on: date | None = None

    def exists_on(self, day: date) -> bool:
        return self.established_on <= day and (self.stood_down_on is None or day <= self.stood_down_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remit(Period):
    """A committee decides a function for a CCG between two dates."""

    committee: int
    function: Function
    ccg: Ccg
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatKind:
    """What a seat must be: it fits when it meets every criterion that is not empty.

    ``titles`` are whole titles; ``title_words`` are words of which one stands in the title ("GP" in "Independent GP
    member"), for rules that ask for a GP, who is not any clinician.
    """

    offices: frozenset[Office] = frozenset()
    titles: frozenset[str] = frozenset()
    title_words: frozenset[str] = frozenset()
    counts_as: frozenset[CountsAs] = frozenset()
    represents: frozenset[Represents] = frozenset()
    ccgs: frozenset[str] = frozenset()
    clinical: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot(SeatKind):
    """One place in a quorum, to be filled by ``count`` different people, none counted elsewhere.

    A seat fits when it meets every criterion of the place itself and, where ``any_of`` is not empty, is also one of
    those kinds ("a lay member, a nurse or a consultant"). ``deputies``: a deputy in the seat counts.
    """

    label: str
    count: int = 1
    any_of: tuple[SeatKind, ...] = ()
    non_voting: bool = False
    deputies: bool = True
    vice_chair_only_for_conflicted_chair: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """When a sitting may do business.

    ``minimum`` of voting members (of all members with ``count_non_voting``); every slot filled by a different
    person; one for each of the committee's CCGs where ``each_ccg``; lay and executive majority of the voting
    members counted where ``lay_executive_majority``. ``text`` is the rule as the terms word it.
    """

    minimum: int
    count_non_voting: bool = False
    slots: tuple[Slot, ...] = ()
    each_ccg: bool = False
    lay_executive_majority: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms(Period):
    """One version of a committee's terms of reference, as far as rights need it.

    ``veto_working_days``: None is until the sitting closes; n is n whole working days after voting closed.
    ``veto_holder``: NHS England's office that holds its powers (empty: any officer whom it has posted to the committee);
    ``veto_alternate``: the office that stands in while nobody of the holder's is there (empty: none).
    ``default_handling`` and ``category_handling`` apply to a conflict until (or unless) it is ruled on
    more strictly; None means nothing is presumed but that the person may not vote. ``by_correspondence`` and
    ``may_meet_remotely``: whether the committee may decide so. ``urgent_slots``: who signs chair's action, none where it is
    not permitted; ``urgent_default``: the terms do not say, and the plain default holds.
    """

    id: int
    committee: int
    quorum: QuorumRule
    majority: Majority
    nhs_england_casting_vote: bool = False
    nhs_england_veto: bool = False
    veto_working_days: int | None = None
    veto_holder: str = ""
    veto_alternate: str = ""
    chair_second_vote: bool = False
    nhs_england_seat_votes: bool = False
    recordings: frozenset[Recording] = frozenset(Recording)
    default_handling: Handling | None = None
    category_handling: Mapping[str, Handling] = field(default_factory=dict)
    by_correspondence: bool = False
    may_meet_remotely: bool = True
    urgent_slots: tuple[Slot, ...] = ()
    urgent_default: bool = False
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A place on a committee. A seat has one vote."""

    id: int
    committee: int
    title: str
    office: Office = Office.MEMBER
    standing: Standing = Standing.VOTING
    represents: Represents = Represents.CCG
    ccg: Ccg | None = None
    counts_as: CountsAs = CountsAs.NEITHER
    clinical: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Period):
    """A person in a seat. ``stands_for``: the person a deputy stands for; ``item``: a single-item appointment."""

    id: int
    seat: int
    person: int
    share: Share = Share.SOLE
    stands_for: int | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The five effects of a ruling: what is stored, whatever its name."""

    papers: bool
    room: InRoom
    speaks: bool
    votes: bool
    quorum: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A ruling in force on one person for one item in one sitting."""

    effects: Effects
    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An interest that touches the item: declared in the room or found; ``ruling`` None until ruled on.

    ``category`` is the local category of the terms, if any ("Category B").
    """

    person: int
    nature: str
    category: str = ""
    ruling: Ruled | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Which body decides a function for a CCG on a day, with what effect, and what NHS England may do.

    ``decider`` is a committee's id, or None where NHS England decides or no committee holds the function.
    ``verdict`` allows when a committee may make the decision on that day, and refuses with all reasons otherwise.
    ``arrangement`` and ``terms`` (the decider's) are those in force on the day, for the reasons that name them.
    """

    function: Function
    ccg: Ccg | None
    day: date
    level: Level | None
    shadowing: bool = False
    say: Say | None = None
    decider: int | None = None
    nhs_england_decides: bool = False
    casting_vote: bool = False
    veto: bool = False
    veto_working_days: int | None = None
    chair_second_vote: bool = False
    agreement_needed: bool = False
    verdict: Verdict = NOT_ASKED
    arrangement: Arrangement | None = None
    terms: Terms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """What one committee may do about one matter: the effect its resolution would have, and NHS England's powers.

    Joins the authorities of those of its CCGs that the matter concerns. ``effect`` None: no vote can be opened.
    """

    effect: Effect | None
    authorities: tuple[Authority, ...]
    casting_vote: bool = False
    veto: bool = False
    veto_working_days: int | None = None
    veto_holder: str = ""
    veto_alternate: str = ""
    chair_second_vote: bool = False
    agreement_needed: bool = False
    verdict: Verdict = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One sitting on one item at one moment: who holds which seat, who is there, who is in conflict.

    ``present``: people in the room (or remote) now, for whatever committee. ``seats`` and ``appointments`` are this
    committee's, in force on ``day``. ``others``: people in the room who sit on another committee of the meeting.
    ``advisers``: people of an advisory panel that was called on the item, and all who were asked to advise on it.
    ``elected_chair``: the member elected to preside over this item, None where nobody was. ``decision_point``: the
    item is being decided (so that those who leave for the decision are out), false while it is discussed. ``remote``:
    held by teleconference; ``by_correspondence``: held in writing, and there is who has answered.
    """

    day: date
    committee: Committee
    terms: Terms | None
    seats: tuple[Seat, ...]
    appointments: tuple[Appointment, ...]
    people: Mapping[int, Person]
    present: frozenset[int]
    conflicts: tuple[Conflict, ...] = ()
    item: int | None = None
    others: frozenset[int] = frozenset()
    others_may_speak: bool = True
    advisers: frozenset[int] = frozenset()
    elected_chair: int | None = None
    decision_point: bool = True
    in_public: bool = True
    remote: bool = False
    by_correspondence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedOutside:
    """A matter was decided between meetings, by the committee or for one of its CCGs."""

    route: Route
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The resolution before the sitting, as far as rights need it.

    ``electorate`` maps a seat to the person frozen as its voter when voting opened, None before. ``voted``: seats with
    a vote in force. ``tied``: the closed count is a tie. ``standpoint``: as fixed at the opening, once opened.
    ``casting_declined``: who holds the casting or second vote said they will not use it. ``veto_last_day``: the last day
    of a veto that is counted in working days, None where nobody has worked it out (a refusal); ``today``: the day on
    which that is asked. ``veto_lapsed``: that its time passed unused is on record. ``recalled``: the announced
    result is taken back, to put the record right. ``condition_told``: what became of a condition of this decision is on
    record; ``meets_condition``: this decision met a condition of another. ``unstated``: what its kind of decision demands
    and nobody has stated, or states wrongly. ``in_effect_on``: from which day what was decided on this part is in effect.
    """

    standpoint: Standpoint
    opened: bool = False
    closed: bool = False
    announced: bool = False
    withdrawn: bool = False
    carried: bool = False
    tied: bool = False
    casting_vote_used: bool = False
    nhs_england_cast_for: bool = False
    agreement: bool | None = None
    veto_used: bool = False
    veto_waived: bool = False
    electorate: Mapping[int, int] | None = None
    voted: frozenset[int] = frozenset()
    sitting_closed: bool = False
    sitting_suspended: bool = False
    recording: Recording | None = None
    has_motion: bool = True
    casting_declined: bool = False
    item_suspended: bool = False
    veto_last_day: date | None = None
    today: date | None = None
    veto_lapsed: bool = False
    recalled: bool = False
    condition_told: bool = False
    meets_condition: bool = False
    consent: Consent | None = None  # NHS England's, where a rule asks for it
    decided_outside: DecidedOutside | None = None  # unless the motion is to ratify it
    unstated: tuple[str, ...] = ()
    in_effect_on: date | None = None
    matter_withdrawn_on: date | None = None  # the application, and not a motion on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an account may do for others on one committee: powers with both the grant and the office in force.

    ``person`` is whose account it is. NHS England's ``powers`` on a committee come from the same two things.
    ``offices``: which offices of NHS England it holds there; ``offices_there``: those of which somebody who could act is
    not away that day. ``tells``: the hand of an import, which tells what was done by whoever held the office.
    """

    person: int | None = None
    powers: frozenset[Power] = frozenset()
    offices: frozenset[str] = frozenset()
    offices_there: frozenset[str] = frozenset()
    tells: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A seat that somebody holds on another committee that day: with or without a vote there, and for which body."""

    committee: Committee
    standing: Standing
    represents: Represents


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """For which ``seat`` somebody is invited; ``permitted``: whether the terms allow it at all.

    ``sits_on``: the seats that they hold on other committees that day: who sits nowhere is not invited.
    """

    seat: Seat | None
    permitted: bool
    sits_on: tuple[Elsewhere, ...] = ()
