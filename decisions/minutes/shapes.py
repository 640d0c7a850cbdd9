"""What minutes are made of: plain data and sentences, no markup. The page lays them out; Word or PDF could as well."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, time

from committees.rights.reasons import Source
from decisions.reported_on import Told
from decisions.returned import Vetoed
from decisions.shadows import ShadowLine


@dataclass(frozen=True)
class Ground:
    """By what right, in a sentence; ``marks`` are the numbers of its sources in the list at the end."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True)
class SeatLine:
    """One person in one seat. ``notes``: when they came and went, whom they stand for."""

    title: str
    name: str
    standing: str
    notes: tuple[str, ...] = ()
    voting: bool = False


@dataclass(frozen=True)
class Present:
    """One committee: who was there and who was not, and its quorum when business began."""

    committee: str
    full_name: str
    levels: tuple[str, ...]
    chair: str
    members: tuple[SeatLine, ...]
    attending: tuple[SeatLine, ...]
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    quorum: str
    quorum_rule: str
    told: bool = True


@dataclass(frozen=True)
class Interest:
    """An interest declared on an item, or a ruling on somebody, with what was done about it (domain, 1.9).

    ``why`` it is a conflict, and that it was found by the register; ``more``: what the same people have besides;
    ``dismissal``: proposed, with the reason;
    ``movements`` and ``proof``: what the record shows of how it was managed.
    """

    declared: str
    rulings: tuple[str, ...]
    movements: str = ""
    why: str = ""
    more: tuple[str, ...] = ()
    dismissal: str = ""
    proof: tuple[str, ...] = ()


@dataclass(frozen=True)
class Touched:
    """An interest once, with all the items that it touches and how it was managed."""

    who: str
    interest: str
    items: tuple[str, ...]
    managed: str


@dataclass(frozen=True)
class Invited:
    """Somebody in a seat of a committee (by key) for one item only, in a sentence."""

    committee: int
    sentence: str


@dataclass(frozen=True)
class PutRight:
    """Something of the record put right: what it said, what it says, when, by whom and why.

    ``before`` and ``done``: how a sentence tells it, where "was first recorded as" and "put right to" do not. ``order``:
    when it was put right.
    """

    what: str
    was: str
    now: str
    when: str
    by: str
    why: str
    before: str = "was first recorded as"
    done: str = ""
    order: tuple = ()

    def about(self, whose: str) -> PutRight:
        """The same of one committee's decision, named: "Merton: the result"."""
        return replace(self, what=f"{whose}: {self.what[0].lower()}{self.what[1:]}")

    @property
    def sentence(self) -> str:
        done = self.done or f"put right to {self.now}"
        by = f" by {self.by}" if self.by else ""
        why = f": {self.why}" if self.why else "."
        return f"{self.what} {self.before} {self.was}; {done} {self.when}{by}{why}"


@dataclass(frozen=True)
class EarlierWords:
    text: str
    why: str


@dataclass(frozen=True)
class NamedVotes:
    """Everybody with the same vote: "For", and who."""

    choice: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class AsPublished:
    """An outcome that was not worked out: as published, with what the rules on record make of it and why."""

    sentence: str
    how: tuple[str, ...]
    finding: str
    agrees: bool
    reasons: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Decision:
    """One committee on one part of an item; several, where all that is told of them is the same ("agreed by all").

    ``result`` is the sentence as it was read out; ``state`` says where the decision stands while there is no result,
    or what became of it. ``pks``: the decisions told of. ``subject_to``: the conditions of the motion; ``hangs``: where
    a carried decision stands by them; ``conditions``: what became of each.
    """

    pks: tuple[int, ...]
    committee: str
    motion: str
    earlier: tuple[EarlierWords, ...] = ()
    result: str = ""
    state: str = ""
    effect: str = ""
    recording: str = ""
    votes: tuple[NamedVotes, ...] = ()
    counts: str = ""
    left_out: tuple[str, ...] = ()
    casting: str = ""
    agreement: str = ""
    veto: tuple[str, ...] = ()
    vetoed: bool = False
    corrections: tuple[str, ...] = ()
    quorum: str = ""
    presiding: str = ""
    subject_to: tuple[str, ...] = ()
    hangs: str = ""
    conditions: tuple[str, ...] = ()
    published: AsPublished | None = None


@dataclass(frozen=True)
class Part:
    """A part of the item. ``motion`` is set where every committee had the same words before it."""

    letter: str
    motion: str
    earlier: tuple[EarlierWords, ...]
    decisions: tuple[Decision, ...]
    subject_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class ManagedBy:
    """A decision (by key) on whose page it is told how conflicts were managed, and the committee that made it."""

    pk: int
    committee: str


@dataclass(frozen=True)
class AdviceLine:
    """Advice on an item, for one committee (key). ``waits``: it has advised, the committee has decided since, and whether
    it followed the advice is not on record. ``followed`` is empty where it is not, or was told of another item.
    """

    committee: int
    matter: int
    heading: str
    text: str
    followed: str = ""
    waits: bool = False


@dataclass(frozen=True)
class MinutedItem:
    """One item as taken. ``withheld``: in private, and not for this reader; then only the ground is said.

    ``managed``: a decision of each committee that has one. ``shadows``: what others would recommend, no decisions.
    ``vetoed``: what NHS England vetoed of it in an earlier meeting; ``asked``: what was asked when it was put off in one.
    """

    number: str
    title: str
    private: bool = False
    withheld: bool = False
    ground: str = ""
    subject: str = ""
    practices: tuple[str, ...] = ()
    purposes: str = ""
    steps: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()
    invited: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    grounds: tuple[Ground, ...] = ()
    deferrals: tuple[str, ...] = ()
    managed: tuple[ManagedBy, ...] = ()
    corrections: tuple[str, ...] = ()
    advice: tuple[AdviceLine, ...] = ()
    shadows: tuple[ShadowLine, ...] = ()
    recommended: tuple[str, ...] = ()
    vetoed: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    reported: tuple[Told, ...] = ()
    consent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Seal:
    """The end of one committee's chain of acts. ``at_closing`` is set where acts came after the closing.

    ``as_exported``: the end of the chain in the record from which this one was read in.
    """

    committee: str
    seal: str
    acts: int
    at_closing: str = ""
    as_exported: str = ""


@dataclass(frozen=True)
class Minutes:
    """The minutes of one meeting, or one committee's extract of them (``extract_of``)."""

    title: str
    extract_of: str
    draft: bool
    day: date
    starts_at: time | None
    place: str
    remote: bool
    in_public: bool
    private_reason: str
    made_up: bool
    about: str
    present: tuple[Present, ...]
    in_attendance: tuple[str, ...]
    items: tuple[MinutedItem, ...]
    touched: tuple[Touched, ...]
    no_interests: str
    corrections: tuple[str, ...]
    closings: tuple[str, ...]
    seals: tuple[Seal, ...]
    recorders: tuple[str, ...]
    sources: tuple[Source, ...]
    written_up: str = ""
    public: tuple[str, ...] = ()
    source: str = ""
    not_told: str = ""
    by_correspondence: bool = False

    @property
    def committees(self) -> tuple[str, ...]:
        return tuple(each.full_name for each in self.present)


@dataclass(frozen=True)
class PracticeNamed:
    """A practice as it was called on the day, and the code of the CCG it belonged to then."""

    name: str
    ccg: str


@dataclass(frozen=True)
class Names:
    """What the record does not hold and minutes name: looked up once, by ``decisions.minutes.load``.

    ``accounts``: who recorded. ``practices``: item -> the practices' names on the day of the meeting. ``meetings``:
    where items were put off to, "12 May 2016, title". ``committees``: to which items were passed. ``invited``: item ->
    who held a seat for it only. ``closing_seals``: sitting -> the seal at its closing.
    """

    accounts: dict[int, str] = field(default_factory=dict)
    practices: dict[int, tuple[PracticeNamed, ...]] = field(default_factory=dict)
    meetings: dict[int, str] = field(default_factory=dict)
    committees: dict[int, str] = field(default_factory=dict)
    invited: dict[int, tuple[Invited, ...]] = field(default_factory=dict)
    closing_seals: dict[int, str] = field(default_factory=dict)
    asked: dict[int, tuple[str, ...]] = field(default_factory=dict)  # item -> what was asked when it was put off
    vetoed: dict[int, tuple[Vetoed, ...]] = field(default_factory=dict)  # item -> what was vetoed of it before
    decisions: dict[int, str] = field(default_factory=dict)  # those that met a condition: whose, and of which day
