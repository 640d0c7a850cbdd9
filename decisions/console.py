"""What the meeting console shows: the record turned into the next step, with the words to say. No HTML, no queries.

One thing is next. What is done folds to a line; what comes later is named. Whether a button is there is the gate's
answer, asked here once for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from committees.powers import Actor
from committees.rights.conflicts import effects_on
from committees.rights.quorum import Quorum, quorum
from committees.rights.reasons import Verdict
from committees.rights.seats import Acting, acting, presiding
from committees.rights.words import listed
from committees.rights.world import Seat
from committees.terms import (
    VERBS_WITHOUT_VOTE,
    Act,
    CastingHolder,
    Choice,
    Effect,
    Movement,
    Outcome,
    Recording,
    Share,
    Standing,
    VetoState,
    Verb,
)
from decisions.actions.national import nhs_england_member, who_breaks_tie
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.gate import may_in_meeting, may_in_sitting
from decisions.models.acts import Step
from decisions.outcome import casting_open_to, outcome_of, out_for_conflict, result_of, sentence_of, veto_of
from decisions.readout import part_sentence
from practices.clock import LONDON


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
class SittingRow:
    """One committee in the strip and the people panel."""

    sitting: SittingFacts
    quorum: Quorum
    presides: str
    seats: tuple[SeatRow, ...]
    here: int
    voting: int
    roll: tuple[RollRow, ...] = ()

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

    @property
    def pk(self) -> int:
        return self.resolution.pk

    @property
    def name(self) -> str:
        return self.resolution.sitting.name

    @property
    def state(self) -> str:
        """waiting, not_quorate, open, closed, announced, withdrawn, deferred or refused."""
        if self.resolution.announcement:
            return "announced"
        if self.resolution.item.deferral_of(self.resolution.sitting.pk):
            return "deferred"
        if self.resolution.withdrawn:
            return "withdrawn"
        if self.resolution.opening is None:
            return "waiting" if self.why_not is None else ("refused" if self.quorate else "not_quorate")
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

    @property
    def waiting(self):
        return self.in_state("waiting")

    @property
    def open(self):
        return self.in_state("open")

    @property
    def closed(self):
        return self.in_state("closed")

    @property
    def ties(self):
        return tuple(b for b in self.closed if b.tied and b.breaks_tie and not b.resolution.casting_vote)

    @property
    def awaiting_agreement(self):
        return tuple(b for b in self.closed if b.agreement_pending and b.nhs_england_name)

    @property
    def announceable(self):
        return tuple(b for b in self.closed if b not in self.ties)

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
    def texts(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The motion: its verb (where its words do not begin with it), its words, and before which committees."""
        found: dict[tuple[str, str], list[str]] = {}
        for ballot in self.ballots:
            found.setdefault((ballot.resolution.verb, ballot.resolution.motion_text), []).append(ballot.name)
        return tuple(
            ("" if text.casefold().startswith(verb) else Verb(verb).label, text, tuple(names))
            for (verb, text), names in found.items()
        )


@dataclass(frozen=True)
class DeclaredRow:
    """Interests of one person on the item, and the ruling of each committee they may affect."""

    person: int
    name: str
    natures: tuple[tuple[int, str, str], ...]  # declaration, nature, class
    rulings: tuple[tuple[str, str], ...]  # committee, how handled
    unruled: tuple[tuple[int, str, str], ...]  # sitting, committee, who rules


@dataclass
class Console:
    """The whole page."""

    record: Record
    actor: Actor
    item: ItemFacts | None
    sittings: tuple[SittingRow, ...]
    declared: tuple[DeclaredRow, ...] = ()
    parts: tuple[Part, ...] = ()

    @cached_property
    def may_run(self) -> Verdict:
        """Whether this account may run the meeting at all."""
        return may_in_meeting(Act.RUN_AGENDA, self.actor, self.record)

    @cached_property
    def may_look(self) -> Verdict:
        """Whether this account may look at the console: who may run the meeting, and after it is closed who could."""
        return Verdict.of(reason for reason in self.may_run.reasons if not reason.code.endswith(".sitting_closed"))

    @property
    def meeting(self):
        return self.record.meeting

    @property
    def present(self) -> int:
        return len(self.record.present())

    @property
    def live(self) -> bool:
        """Whether the item shown is the one being taken."""
        return self.item is not None and self.item is self.record.current

    @property
    def all_quorate(self) -> bool:
        return all(row.quorum for row in self.sittings)

    @property
    def troubled(self) -> tuple[SittingRow, ...]:
        """Committees that are not quorate, or would not be if one more left."""
        return tuple(row for row in self.sittings if not row.quorum or row.one_away)

    @property
    def concerned(self) -> tuple[SittingRow, ...]:
        if self.item is None:
            return self.sittings
        return tuple(row for row in self.sittings if row.sitting.pk in self.item.purposes)

    @property
    def stands(self):
        """For each committee concerned: its row, and what it may do about this matter."""
        return tuple((row, self.record.standpoint(row.sitting, self.item)) for row in self.concerned)

    @property
    def movements(self) -> list[tuple[int, str]]:
        """Attendance in force, the latest first, in words."""
        return [
            (act.pk, f"{act.happened_at.astimezone(LONDON):%H:%M} {self.record.name(act.person_id)}, "
             f"{Movement(act.movement).label}")
            for act in reversed(self.record.movements())
        ]

    @property
    def started(self) -> bool:
        return any(act.movement in (Movement.CAME, Movement.RETURNED) for act in self.record.attendance)

    @property
    def unruled(self) -> tuple[DeclaredRow, ...]:
        return tuple(row for row in self.declared if row.unruled)

    @property
    def next_item(self) -> ItemFacts | None:
        """The item to take after this one."""
        ahead = self.record.next_item
        return ahead if ahead is not self.item or not self.live else None

    @property
    def step(self) -> str:
        """The one thing that is next: see the template of that name."""
        if self.record.closed:
            return "closed"
        if not self.started:
            return "roll_call"
        if self.item is None:
            return "begin" if self.record.next_item else "close"
        if not self.live:
            return "begin_this" if self.item.status != Step.FINISHED else "past"
        if self.unruled:
            return "rule"
        if any(not part.done for part in self.parts):
            return "decide"
        return "next"

    @property
    def part(self) -> Part | None:
        """The part being decided: the first that is not done."""
        return next((part for part in self.parts if not part.done), None)


def build(record: Record, actor: Actor, item: int | None = None) -> Console:
    """The console on an item (None: the current one). An item of another meeting is a KeyError."""
    shown = record.item_by_id[item] if item is not None else record.current
    called: set[int] = set()
    sittings = tuple(_sitting_row(record, sitting, shown, called) for sitting in record.sittings.values())
    console = Console(record=record, actor=actor, item=shown, sittings=sittings)
    if shown is not None:
        console.declared = _declared(record, shown)
        console.parts = _parts(record, actor, shown, {row.sitting.pk: row for row in sittings})
    return console


def _sitting_row(record: Record, sitting: SittingFacts, item: ItemFacts | None, called: set[int]) -> SittingRow:
    concerned = item if item is not None and sitting.pk in item.purposes else None
    room = record.room(sitting, concerned)
    found = quorum(room)
    chair = presiding(room)
    counted = {person for _, person in found.counted}
    seats = tuple(_seat_row(record, seat, acting(seat, room), room, counted, concerned) for seat in sitting.seats)
    voting = sum(1 for row in seats if row.votes)
    return SittingRow(
        sitting=sitting,
        quorum=found,
        presides=record.name(chair.person) if chair.person is not None else "",
        seats=seats,
        here=sum(1 for row in seats if row.votes and row.here),
        voting=voting,
        roll=_roll(record, sitting, called),
    )


def _roll(record: Record, sitting: SittingFacts, called: set[int]) -> tuple[RollRow, ...]:
    """Everybody appointed to this committee whom no committee before it has called."""
    rows = []
    order = {seat.id: place for place, seat in enumerate(sitting.seats)}
    appointed = [a for a in sitting.appointments if a.covers(record.day) and a.item is None and a.seat in order]
    for appointment in sorted(appointed, key=lambda a: (order[a.seat], a.share == Share.DEPUTY, a.id)):
        if appointment.person in called:
            continue
        called.add(appointment.person)
        seat = sitting.seat_by_id[appointment.seat]
        what = seat.title
        if appointment.share == Share.DEPUTY:
            what = f"deputy for {record.name(appointment.stands_for)}"
        elsewhere = [
            other.name
            for other in record.sittings.values()
            if other is not sitting and any(a.person == appointment.person and a.covers(record.day) for a in other.appointments)
        ]
        what += f", also {listed(elsewhere)}" if elsewhere else ""
        what += "" if seat.standing == Standing.VOTING else ", no vote"
        rows.append(RollRow(appointment.person, record.name(appointment.person), what, appointment.share != Share.DEPUTY))
    return tuple(rows)


def _seat_row(record: Record, seat: Seat, acts: Acting, room, counted, item) -> SeatRow:
    holder = acts.person if acts.person is not None else _holder(seat, room)
    here = holder in room.present
    effects = effects_on(holder, room) if holder is not None and item is not None else None
    state, note = "here" if here else "away", ""
    if holder is None:
        state, note = "vacant", "nobody appointed"
    elif effects is not None and not effects.votes:
        state, note = "out", f"out of the vote on item {item.number}"
    elif holder not in room.present and holder in record.present():
        state, note = "out", f"left for item {item.number}"
    return SeatRow(
        seat=seat,
        person=holder,
        name=record.name(holder) if holder is not None else "vacant",
        here=here,
        state=state,
        note=note or (f"{acts.share.label}" if acts.share == "deputy" and here else ""),
        votes=seat.standing == Standing.VOTING,
        others=tuple(
            (a.person, record.name(a.person), a.share.label, a.person in room.present)
            for a in room.appointments
            if a.seat == seat.id and a.person != holder and a.covers(room.day) and a.item is None
        ),
    )


def _holder(seat: Seat, room) -> int | None:
    held = [a for a in room.appointments if a.seat == seat.id and a.covers(room.day) and a.stands_for is None]
    return held[0].person if held else None


def _declared(record: Record, item: ItemFacts) -> tuple[DeclaredRow, ...]:
    people: dict[int, list] = {}
    for act in item.declared:
        people.setdefault(act.person_id, []).append((act.pk, act.nature, act.as_class))
    rows = []
    for person, natures in people.items():
        rulings, unruled = [], []
        for sitting in _affected(record, item, person):
            conflict = next(c for c in record.conflicts(item, sitting) if c.person == person)
            if conflict.ruling:
                rulings.append((sitting.name, conflict.ruling.name))
            else:
                chair = presiding(record.room(sitting, item)).person
                unruled.append((sitting.pk, sitting.name, record.name(chair) if chair is not None else "nobody yet"))
        rows.append(DeclaredRow(person, record.name(person), tuple(natures), tuple(rulings), tuple(unruled)))
    return tuple(rows)


def _affected(record: Record, item: ItemFacts, person: int) -> list[SittingFacts]:
    """The committees whose chair rules on this person: where they sit and the item is theirs; else all concerned."""
    concerned = [record.sittings[pk] for pk in item.purposes]
    own = [s for s in concerned if any(a.person == person and a.covers(record.day) for a in s.appointments)]
    return own or concerned


def _parts(record: Record, actor: Actor, item: ItemFacts, rows: dict[int, SittingRow]) -> tuple[Part, ...]:
    by_limb: dict[int, list[Ballot]] = {}
    limbs = {}
    for resolution in item.resolutions:
        limbs[resolution.limb.pk] = resolution.limb
        by_limb.setdefault(resolution.limb.pk, []).append(_ballot(record, resolution, rows[resolution.sitting.pk]))
    return tuple(
        Part(limbs[pk], tuple(ballots), _voters(record, ballots, rows), _cannot(record, ballots))
        for pk, ballots in by_limb.items()
    )


def _ballot(record: Record, resolution: ResolutionFacts, row: SittingRow) -> Ballot:
    standpoint = record.standpoint(resolution.sitting, resolution.item)
    noting = Verb(resolution.verb) in VERBS_WITHOUT_VOTE
    why_not = None
    if not noting and standpoint.effect is None:
        why_not = standpoint.verdict
    elif not noting and not row.quorum:
        why_not = row.quorum.verdict
    found = result_of(resolution)
    tied = bool(found and found.tied)
    breaks = who_breaks_tie(record, resolution) if tied and not resolution.announcement else None
    pending = bool(found and found.outcome == Outcome.AWAITS_AGREEMENT and resolution.agreement is None)
    nhs = nhs_england_member(record, resolution.sitting, resolution.item) if pending else None
    return Ballot(
        resolution=resolution,
        quorate=bool(row.quorum),
        why_not=why_not,
        sentence=resolution.announcement.sentence if resolution.announcement else sentence_of(record, resolution),
        outcome=outcome_of(resolution),
        tied=tied,
        casting_open_to=casting_open_to(resolution),
        breaks_tie=breaks,
        breaks_tie_name=record.name(breaks) if breaks is not None else "",
        agreement_pending=pending,
        nhs_england_name=record.name(nhs) if nhs is not None else "",
        veto=veto_of(resolution),
        rows=tuple(
            {
                "seat": resolution.sitting.seat_by_id[seat],
                "name": record.name(vote.by_id),
                "said": Choice(vote.choice).label,
            }
            for seat, vote in resolution.standing_votes.items()
        ),
    )


def _voters(record: Record, ballots: list[Ballot], rows: dict[int, SittingRow]) -> tuple[VoterRow, ...]:
    """Who would vote (or, once open, who may): one row a person."""
    seats: dict[int, list] = {}
    recorded: dict[int, str] = {}
    for ballot in ballots:
        resolution = ballot.resolution
        if ballot.state not in ("waiting", "open"):
            continue
        for seat, person in _electorate(record, resolution):
            title = resolution.sitting.seat_by_id[seat].title
            vote = resolution.standing_votes.get(seat)
            if vote is not None:
                recorded[person] = Choice(vote.choice).label
            seats.setdefault(person, []).append((resolution.pk, seat, ballot.name, title))
    return tuple(
        VoterRow(person, record.name(person), tuple(theirs), recorded.get(person, "")) for person, theirs in seats.items()
    )


def _electorate(record: Record, resolution: ResolutionFacts) -> list[tuple[int, int]]:
    """Seat and person of those who may vote: as frozen, or as it would be frozen now."""
    if resolution.opening is not None:
        return [(elector.seat_id, elector.person_id) for elector in resolution.voters]
    from committees.rights.entitlement import electors

    standpoint = record.standpoint(resolution.sitting, resolution.item)
    found = electors(record.room(resolution.sitting, resolution.item), standpoint)
    return [(elector.seat.id, elector.person) for elector in found if elector.verdict]


def _cannot(record: Record, ballots: list[Ballot]) -> tuple[tuple[str, str, str], ...]:
    """Voting members who are out of this vote, and why; those who never vote are not listed."""
    from committees.rights.entitlement import electors

    rows = []
    for ballot in ballots:
        resolution = ballot.resolution
        if ballot.state not in ("waiting", "open"):
            continue
        standpoint = record.standpoint(resolution.sitting, resolution.item)
        for elector in electors(record.room(resolution.sitting, resolution.item), standpoint):
            if elector.verdict or elector.seat.standing != Standing.VOTING:
                continue
            who = record.name(elector.person) if elector.person is not None else elector.seat.title
            why = sorted(elector.verdict.refusals, key=lambda reason: reason.code != "vote.conflict")
            rows.append((who, ballot.name, why[0].text))
    return tuple(rows)


def says_effect(effect: Effect | None) -> str:
    """What a decision of this effect is worth, in a word for the page."""
    return effect.label if effect is not None else "has no say"


