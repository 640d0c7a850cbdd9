"""What the console is made of: people, committees, decisions and parts, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.rights.quorum import Quorum
from committees.rights.reasons import Verdict
from committees.rights.words import listed
from committees.rights.world import Seat
from committees.terms import (
    VERBS_WITHOUT_VOTE,
    CastingHolder,
    Outcome,
    Verb,
    VetoState,
)
from decisions.condition_lines import lines_shown
from decisions.conditions import hanging_lines
from decisions.facts import ResolutionFacts, SittingFacts
from decisions.outcome import veto_last_day
from decisions.readout import part_sentence
from decisions.vetoes import became_of_veto


@dataclass(frozen=True)
class SeatRow:
    """One seat in the people panel."""

    seat: Seat
    person: int | None
    name: str
    here: bool
    state: str
    note: str
    votes: bool
    others: tuple[tuple[int, str, str, bool], ...] = ()  # who shares it or deputises: person, name, how, here


@dataclass(frozen=True)
class RollRow:
    """A person in the roll call: once, however many seats they hold. Deputies are not ticked beforehand."""

    person: int
    name: str
    what: str
    expected: bool


@dataclass(frozen=True)
class Hands:
    """What the account that looks may do for one committee: a button is there for nobody else.

    ``runs``: its procedure; ``records``: in its members' names; ``rules``: enters its chair's rulings; ``casts``: breaks
    its tie; ``agrees``: gives NHS England's agreement to it.
    """

    runs: bool = False
    records: bool = False
    rules: bool = False
    casts: bool = False
    agrees: bool = False


NOT_ASKED = Verdict(())


@dataclass(frozen=True)
class SittingRow:
    """One committee in the strip and the people panel. ``hands``: on the item; ``closing``: whether this account may
    close its meeting now, and why not; ``defers``: whether it may put the item off.
    """

    sitting: SittingFacts
    quorum: Quorum
    presides: str
    seats: tuple[SeatRow, ...]
    here: int
    voting: int
    roll: tuple[RollRow, ...] = ()
    hands: Hands = Hands()
    closing: Verdict = NOT_ASKED
    defers: bool = False

    @property
    def closes(self) -> bool:
        return bool(self.closing)

    @property
    def one_away(self) -> bool:
        """Quorate, but one leaving would end it."""
        return bool(self.quorum) and bool(self.quorum.at_risk)


@dataclass(frozen=True)
class Ballot:
    """One committee's decision on one part, as the middle of the console shows it."""

    resolution: ResolutionFacts
    quorate: bool
    why_not: Verdict | None
    sentence: str
    outcome: Outcome | None
    tied: bool
    casting_open_to: CastingHolder | None
    breaks_tie: int | None
    breaks_tie_name: str
    agreement_pending: bool
    nhs_england_name: str
    veto: VetoState
    rows: tuple[dict, ...]  # each vote in force: seat, name, what was said
    hands: Hands = Hands()
    no_say: bool = False  # the committee decides nothing about this matter
    leaving: tuple[str, ...] = ()  # who is in the room still, and leaves before the decision
    worth: str = ""  # what a result that decides nothing is called: "view recorded", "recommended"

    @property
    def pk(self) -> int:
        return self.resolution.pk

    @property
    def name(self) -> str:
        return self.resolution.sitting.name

    @property
    def became_of_veto(self) -> str:
        """That NHS England did not use its veto, or that it did, in a sentence."""
        return became_of_veto(self.resolution)

    @property
    def veto_last_day(self) -> date | None:
        """The last day on which NHS England may veto; None where that ends when the meeting closes."""
        return veto_last_day(self.resolution)

    @property
    def deferral(self):
        """How the item was put off or passed on in this committee, if it was."""
        return self.resolution.item.deferral_of(self.resolution.sitting.pk)

    @property
    def state(self) -> str:
        """waiting, not_quorate, open, closed, announced, withdrawn, deferred or refused."""
        if self.resolution.settled:
            return "announced"
        if self.deferral:
            return "deferred"
        if self.resolution.withdrawn:
            return "withdrawn"
        if self.resolution.opening is None:
            return "waiting" if self.why_not is None else ("refused" if self.no_say else "not_quorate")
        return "closed" if self.resolution.closing else "open"


@dataclass(frozen=True)
class VoterRow:
    """A person in the dissent form: one row, however many seats they vote from."""

    person: int
    name: str
    seats: tuple[tuple[int, int, str, str], ...]  # resolution, seat, committee, seat title
    recorded: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the item, with each committee's decision on it."""

    limb: object
    ballots: tuple[Ballot, ...]
    voters: tuple[VoterRow, ...]
    cannot: tuple[tuple[str, str, str], ...]  # who, committee, why

    @property
    def letter(self) -> str:
        return self.limb.letter

    @property
    def name(self) -> str:
        return f"part ({self.limb.letter})" if self.limb.letter else "the motion"

    @property
    def takes_no_vote(self) -> bool:
        return all(Verb(ballot.resolution.verb) in VERBS_WITHOUT_VOTE for ballot in self.ballots)

    def in_state(self, *states: str) -> tuple[Ballot, ...]:
        return tuple(ballot for ballot in self.ballots if ballot.state in states)

    def yours(self, *states: str) -> tuple[Ballot, ...]:
        """The decisions whose procedure this account runs."""
        return tuple(ballot for ballot in self.in_state(*states) if ballot.hands.runs)

    @property
    def waiting(self):
        return self.yours("waiting")

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who is asked to leave before the press that decides, which records that they have left."""
        return tuple(dict.fromkeys(name for ballot in self.waiting for name in ballot.leaving))

    @property
    def open(self):
        return self.yours("open")

    @property
    def closed(self):
        return self.yours("closed")

    @property
    def recordable(self):
        """Decisions on which this account may write down the members' votes."""
        return tuple(ballot for ballot in self.yours("waiting", "open") if ballot.hands.records)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """Committees that are not done and are in other hands."""
        unfinished = self.in_state("waiting", "open", "closed", "not_quorate")
        return tuple(ballot.name for ballot in unfinished if not ballot.hands.runs)

    @property
    def unbroken(self):
        """Ties that somebody may still break."""
        closed = self.in_state("closed")
        return tuple(b for b in closed if b.tied and b.breaks_tie and not b.resolution.casting_vote)

    @property
    def ties(self):
        return tuple(ballot for ballot in self.unbroken if ballot.hands.casts)

    @property
    def awaiting_agreement(self):
        closed = self.in_state("closed")
        return tuple(b for b in closed if b.agreement_pending and b.nhs_england_name and b.hands.agrees)

    @property
    def announceable(self):
        return tuple(b for b in self.closed if b not in self.unbroken)

    @property
    def done(self) -> bool:
        return all(b.state in ("announced", "deferred", "withdrawn", "refused") for b in self.ballots)

    @property
    def readout(self) -> str:
        """What the chair reads out: the committees whose voting is closed."""
        said: dict[str, list[str]] = {}
        for ballot in self.closed:
            if ballot.sentence:
                said.setdefault(ballot.sentence.removeprefix(f"{ballot.name}: "), []).append(ballot.name)
        return part_sentence(self.limb.letter, [f"{listed(names)}: {what}" for what, names in said.items()])

    @property
    def texts(self) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
        """The motion: its verb (where its words do not begin with it), its words, before which committees, and each
        condition that it carries."""
        found: dict[tuple, list[str]] = {}
        for ballot in self.ballots:
            of = ballot.resolution
            hangs = hanging_lines(of.conditions)
            found.setdefault((of.verb, of.motion_text, hangs), []).append(ballot.name)
        return tuple(
            ("" if text.casefold().startswith(verb) else Verb(verb).label, text, tuple(names), hangs)
            for (verb, text, hangs), names in found.items()
        )

    @property
    def condition_lines(self) -> list[dict]:
        """The lines for conditions where the motion is amended: those it carries, and empty ones."""
        return lines_shown(self.waiting[0].resolution.conditions if self.waiting else ())


@dataclass(frozen=True)
class Interest:
    """One interest of somebody on an item. ``pk``: of the declaration, None where the registers show it and nobody
    declared it yet; ``why``: how it touches the matter; ``how``: declared, found, confirmed...
    """

    pk: int | None
    nature: str
    as_class: str
    why: str
    how: str


@dataclass(frozen=True)
class DeclaredRow:
    """Interests of one person on the item, and the ruling of each committee they may affect."""

    person: int
    name: str
    interests: tuple[Interest, ...]
    rulings: tuple[tuple[str, str], ...]  # committee, how handled
    unruled: tuple[tuple[int, str, str], ...]  # sitting, committee, who rules
    yours: tuple[tuple[int, str, str], ...] = ()  # those of them that this account may enter
    records: bool = False  # may take back what was declared in this person's name

    @property
    def said(self) -> tuple[tuple[str, str, str], ...]:
        """Each interest once: what it is, of which class, and how it is known."""
        return tuple(dict.fromkeys((each.nature, each.as_class, each.how) for each in self.interests))

    @property
    def whys(self) -> tuple[str, ...]:
        """Why they are conflicts, each reason once."""
        return tuple(dict.fromkeys(each.why.rstrip(". ") for each in self.interests if each.why))

    @property
    def declared(self) -> tuple[Interest, ...]:
        """Those that were declared, and so can be taken back."""
        return tuple(each for each in self.interests if each.pk is not None)
