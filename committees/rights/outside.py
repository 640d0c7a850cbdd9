"""What the engine is told of a matter outside a meeting. Plain facts, like those of ``world``.

Outside a meeting everybody who holds a seat can be asked, so the ``Room`` that goes with it has them all present; its
conflicts are what the registers show of them on the matter that day. Nobody rules outside a meeting: who is in conflict
takes no part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from committees.rights.reasons import Source
from committees.rights.world import Authority, Ccg, Committee, Period, Seat, Standpoint, Terms
from committees.terms import AdviserRole, Function, PanelGround, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegated(Period):
    """A line of a scheme of delegation: the officer in ``seat`` may decide ``kind`` up to a value, itself included."""

    seat: int
    kind: str
    up_to: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentNeed(Period):
    """Decisions of ``kind`` ``above`` a value (None: whatever the value) need NHS England's consent for this CCG."""

    ccg: Ccg
    kind: str
    above: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What is known of NHS England's consent to a matter before one committee, on a day.

    ``needs``: the rules of any CCG for its kind. ``given``: the last answer, None where nothing was asked, or not answered.
    """

    kind: str
    label: str
    value: Decimal | None
    needs: tuple[ConsentNeed, ...]
    asked_on: date | None = None
    given: bool | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A CCG that was consulted and has not answered, and until when its answer is waited for."""

    ccg: Ccg
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who is said to have agreed to chair's action, from a seat."""

    seat: Seat
    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedAdviser:
    """Somebody who would advise: as what, for which CCGs they hold seats that day, and whether one is a clinician's.

    ``area``: the CCGs of the matter and of their planning groups.
    """

    role: AdviserRole
    comes_from: tuple[Ccg, ...] = ()
    clinical: bool = False
    area: tuple[Ccg, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A matter, and what the committee (of the room) may do about it that day.

    ``authorities``: who decides it for each of its CCGs, whatever the committee. ``asked`` and ``answered``: whether the
    question that is answered now (a consultation, a request, a referral) is on record, and whether it was answered.
    ``advised_by``: the people asked to advise on the referral. ``settled``: what is asked for is decided already.
    ``delegations``, ``signatories``: of the acts that hang on them.
    """

    function: Function
    ccgs: tuple[Ccg, ...]
    standpoint: Standpoint
    authorities: tuple[Authority, ...] = ()
    title: str = ""
    kind: str = ""
    kind_label: str = ""
    value: Decimal | None = None
    terms: Terms | None = None
    asked: bool = False
    answered: bool = False
    settled: bool = False
    of_ccg: Ccg | None = None  # the CCG that is consulted, or that answers
    takes_part: bool = False  # the asker's CCG is consulted, or they are asked to advise: they may read along
    due_on: date | None = None
    panel: Committee | None = None
    advised_by: frozenset[int] = frozenset()
    sits_on: tuple[Committee, ...] = ()  # of the person who is asked about: where else they sit that day
    ground: PanelGround | None = None  # why the panel is called
    adviser: ProposedAdviser | None = None
    chains: tuple[str, ...] = ()  # how the registers tie them, who would advise or advises, to the matter
    followed: bool = False  # whether advice was followed is on record
    decided_before: bool = False  # the decision is older than the advice
    delegations: tuple[Delegated, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    consent: Consent | None = None  # None: no rule asks for NHS England's consent
    speaks_for: tuple[Committee, ...] = ()  # the committees that the asker runs or chairs that day
    awaited: tuple[Awaited, ...] = ()
    before_the_meeting: bool = False  # a meeting of the committee runs that day, and has the matter before it
    route: Route | None = None  # by which the decision to be reported was taken
    withdrawn_on: date | None = None  # the matter is withdrawn since that day
    hangs: tuple[str, ...] = ()  # the conditions that are planned on what would be decided, in sentences
    unstated: tuple[str, ...] = ()  # what its kind of decision demands and nobody has stated, or states wrongly
