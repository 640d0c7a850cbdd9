"""A meeting as it stands: its sittings, items and decisions, as the acts that nothing replaced tell them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from committees.facts import Law
from committees.models import Meeting, Sitting, TermsOfReference
from committees.rights import world
from committees.rights.conflicts import preset_named
from committees.rights.outside import Consent
from committees.rights.words import listed
from committees.terms import Function, InRoom, Movement, Office, Share
from decisions.facts.advised import PanelAdvice
from decisions.facts.consents import NONE, Consents
from decisions.facts.decided_outside import decided_between
from decisions.facts.placing import Places
from decisions.facts.withdrawn import WithdrawnMatter, withdrawn_for
from decisions.models import (
    Act,
    AgendaItem,
    Agreement,
    AlsoPresent,
    Announcement,
    Attendance,
    CastingVote,
    ChairElected,
    Condition,
    ConditionOutcome,
    Declaration,
    Deferral,
    Elector,
    ItemStep,
    Limb,
    Link,
    Match,
    Matter,
    Motion,
    Opening,
    OutsideDecision,
    PublishedOutcome,
    Ruling,
    ShadowRecommendation,
    Tally,
    Veto,
    Vote,
    VotingClosed,
    Withdrawal,
)
from decisions.models.acts import Step


def standing(acts: Iterable[Act]) -> list:
    """The acts that no other replaces, oldest first."""
    acts = list(acts)
    replaced = {act.replaces_id for act in acts if act.replaces_id}
    return [act for act in acts if act.pk not in replaced]


def last(acts: Iterable[Act]):
    """The last act that stands, or None."""
    return next(reversed(standing(acts)), None)


@dataclass(eq=False)
class SittingFacts:
    """One committee in the room."""

    row: Sitting
    committee: world.Committee
    terms: world.Terms | None
    terms_row: TermsOfReference | None
    seats: tuple[world.Seat, ...]
    appointments: tuple[world.Appointment, ...]
    closed: Act | None = None
    head: Link | None = None

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def name(self) -> str:
        return self.row.committee.short_name

    @cached_property
    def seat_by_id(self) -> dict[int, world.Seat]:
        return {seat.id: seat for seat in self.seats}


@dataclass(eq=False)
class ResolutionFacts:
    """One committee's decision on one part: its motion, voting and result, as the acts tell them."""

    row: object
    item: ItemFacts
    sitting: SittingFacts
    limb: Limb
    motions: list[Motion] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    electors: dict[int, list[Elector]] = field(default_factory=lambda: defaultdict(list))
    votes: list[Vote] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    closings: list[VotingClosed] = field(default_factory=list)
    casting_votes: list[CastingVote] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    announcements: list[Announcement] = field(default_factory=list)
    published: PublishedOutcome | None = None
    vetoes: list[Veto] = field(default_factory=list)
    conditions_of: dict[int, list[Condition]] = field(default_factory=lambda: defaultdict(list))
    condition_outcomes: list[ConditionOutcome] = field(default_factory=list)
    meets_condition: bool = False  # this decision met a condition that another waited for
    in_effect_on: date | None = None  # from which day what was decided on this part is in effect
    of_others: tuple[str, ...] = ()  # why what it changes is not for the matter's CCGs; looked up as voting opens

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def motion(self) -> Motion | None:
        """The motion as it stands."""
        return last(self.motions)

    @property
    def conditions(self) -> list[Condition]:
        """What the motion as it stands hangs on."""
        return self.conditions_of[self.motion.pk] if self.motion else []

    @property
    def announcement(self) -> Announcement | None:
        """The result as announced, unless it was taken back to put the record right."""
        found = last(self.announcements)
        return found if found is not None and not found.void else None

    @property
    def decided_at(self) -> datetime | None:
        """The moment of the meeting that a correction is about: when voting opened, or what takes no vote was noted."""
        first = self.opening or next(iter(self.announcements), None)
        return first.happened_at if first else None

    @property
    def settled(self) -> bool:
        """Its outcome is known: announced, or kept as it was published."""
        return self.announcement is not None or self.published is not None

    @property
    def recalled(self) -> Announcement | None:
        """The act that took the announced result back; None where the result stands, or was never announced."""
        found = last(self.announcements)
        return found if found is not None and found.void else None

    @property
    def motion_text(self) -> str:
        return self.motion.text if self.motion else self.limb.text

    @property
    def verb(self) -> str:
        return self.motion.verb if self.motion else self.limb.verb

    @property
    def opening(self) -> Opening | None:
        """The voting in force: not started again, its motion not withdrawn."""
        withdrawn = {act.opening_id for act in self.withdrawals}
        return next((o for o in reversed(standing(self.openings)) if o.pk not in withdrawn), None)

    def _of_opening(self, acts):
        opening = self.opening
        return [act for act in acts if opening and act.opening_id == opening.pk]

    @property
    def electorate(self) -> list[Elector]:
        opening = self.opening
        return self.electors[opening.pk] if opening else []

    @property
    def voters(self) -> list[Elector]:
        """Those who could vote when voting opened."""
        return [elector for elector in self.electorate if elector.may_vote]

    @property
    def standing_votes(self) -> dict[int, Vote]:
        """Seat to the vote in force."""
        seats = {elector.pk: elector.seat_id for elector in self.electorate}
        return {seats[vote.elector_id]: vote for vote in standing(self.votes) if vote.elector_id in seats}

    @property
    def tally(self):
        return last(self._of_opening(self.tallies))

    @property
    def closing(self):
        return next(iter(self._of_opening(self.closings)), None)

    @property
    def casting_vote(self) -> CastingVote | None:
        return last(self._of_opening(self.casting_votes))

    @property
    def agreement(self):
        return last(self._of_opening(self.agreements))

    @property
    def veto(self):
        return last(self.vetoes)

    @property
    def withdrawn(self) -> bool:
        """The motion as it stands was withdrawn, and none was put in its place."""
        motion = self.motion
        return motion is not None and any(act.motion_id == motion.pk for act in self.withdrawals)

    @property
    def pending(self) -> bool:
        """Voting has opened, or its result was taken back, and no result stands."""
        begun = self.opening is not None or (self.recalled is not None and not self.withdrawn)
        return begun and self.announcement is None

    @property
    def acts(self) -> list[Act]:
        """Everything that happened to this decision."""
        before = [*self.motions, *self.openings, *self.votes, *self.tallies, *self.closings, *self.casting_votes]
        published = [self.published] if self.published else []
        after = [*self.announcements, *published, *self.vetoes, *self.condition_outcomes]
        return [*before, *self.agreements, *self.withdrawals, *after]

    @property
    def corrections(self) -> list[Act]:
        """The acts of this decision that replaced another."""
        acts = [*self.motions, *self.openings, *self.votes, *self.tallies, *self.casting_votes, *self.announcements]
        return [act for act in acts if act.replaces_id]


@dataclass(eq=False)
class ItemFacts:
    """One item of the agenda."""

    row: AgendaItem
    matter: Matter
    ccgs: tuple[world.Ccg, ...]
    purposes: dict[int, str] = field(default_factory=dict)
    papers: list = field(default_factory=list)
    resolutions: list[ResolutionFacts] = field(default_factory=list)
    steps: list[ItemStep] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    chairs_elected: list[ChairElected] = field(default_factory=list)
    deferrals: list[Deferral] = field(default_factory=list)
    shadows: list[ShadowRecommendation] = field(default_factory=list)
    advice: list[PanelAdvice] = field(default_factory=list)  # what committees of the meeting asked an advisory panel
    reported: list[OutsideDecision] = field(default_factory=list)  # what was decided outside a meeting, put before it
    decided_outside: list[OutsideDecision] = field(default_factory=list)  # on this matter, by whatever committee
    withdrawals: list[WithdrawnMatter] = field(default_factory=list)  # of this matter, in whatever committee's book
    recommended: list[Deferral] = field(default_factory=list)  # by a committee that passed it on to one of this meeting
    matches: list[Match] = field(default_factory=list)  # what the registers show still; see ``Record.matches_of``

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def title(self) -> str:
        return self.matter.title

    @property
    def function(self) -> Function:
        return Function(self.matter.function)

    @property
    def last_step(self) -> ItemStep | None:
        """The last step that says where the item stands; being moved, or added as urgent, does not."""
        return last(step for step in self.steps if step.step not in (Step.MOVED, Step.URGENT))

    @property
    def status(self) -> Step | None:
        """Where the item stands; None before it is taken."""
        return Step(self.last_step.step) if self.last_step else None

    @property
    def deferred(self) -> bool:
        """Put off by every committee that it concerns."""
        return bool(self.purposes) and all(self.deferral_of(pk) for pk in self.purposes)

    @property
    def declared(self) -> list:
        """The declarations in force; those of a class whose people a source does not name have no person."""
        return [act for act in standing(self.declarations) if not act.void]

    def ruling_on(self, person: int, sitting: int) -> Ruling | None:
        """The ruling in force on a person in a sitting."""
        return last(r for r in self.rulings if r.person_id == person and r.sitting_id == sitting)

    def ruling_over(self, interest: Declaration | Match, sitting: int) -> Ruling | None:
        """The ruling in force that holds for an interest: one that was made when the interest was known."""
        ruling = self.ruling_on(interest.person_id, sitting) if interest.person_id is not None else None
        return ruling if ruling is not None and _was_known(interest, ruling) else None

    def advisers_of(self, sitting: SittingFacts) -> frozenset[int]:
        """Who speaks for the panel that this committee called on the item."""
        return frozenset().union(*(each.people for each in self.advice if each.committee == sitting.committee.id))

    def deferral_of(self, sitting: int):
        return last(act for act in self.deferrals if act.sitting_id == sitting)

    def withdrawn_for(self, committee: int, day: date) -> date | None:
        """From which day the matter is withdrawn for a committee, on ``day``; None where it is not."""
        return withdrawn_for(self.withdrawals, committee, day)

    def resolutions_of(self, sitting: int) -> list[ResolutionFacts]:
        return [resolution for resolution in self.resolutions if resolution.sitting.pk == sitting]


@dataclass(eq=False)
class Record:
    """A meeting as it stands: who sits, what is on the agenda, what happened."""

    meeting: Meeting
    law: Law
    sittings: dict[int, SittingFacts]
    items: list[ItemFacts]
    people: dict[int, world.Person]
    attendance: list[Attendance]
    acts: list[Act]
    places: Places
    consents: Consents = NONE
    also_present: list[AlsoPresent] = field(default_factory=list)
    at: datetime | None = None  # who is in the room is asked of this moment; None: by all that is recorded
    from_a_file: bool = False  # what a file tells of another day is written: what it does not tell stays unknown
    asked_on: date | None = None  # the day on which a veto's window is asked about; None: today
    taken_in: list[Callable[[], object]] = field(default_factory=list)  # how to forget what was written, newest last

    @property
    def day(self) -> date:
        return self.meeting.date

    @cached_property
    def item_by_id(self) -> dict[int, ItemFacts]:
        return {item.pk: item for item in self.items}

    @cached_property
    def resolution_by_id(self) -> dict[int, ResolutionFacts]:
        return {resolution.pk: resolution for item in self.items for resolution in item.resolutions}

    @property
    def current(self) -> ItemFacts | None:
        """The item being taken: the last one begun, unless it was ended since."""
        steps = [item.last_step for item in self.items if item.last_step]
        latest = max(steps, key=lambda step: step.pk, default=None)
        return self.item_by_id[latest.item_id] if latest and latest.step == Step.BEGUN else None

    @property
    def next_item(self) -> ItemFacts | None:
        """The first item in order that was not taken, passed over or deferred by all it concerns."""
        done = {Step.FINISHED, Step.SKIPPED, Step.BEGUN}
        return next((item for item in self.items if item.status not in done and not item.deferred), None)

    @property
    def open_sittings(self) -> list[SittingFacts]:
        return [sitting for sitting in self.sittings.values() if sitting.closed is None]

    @property
    def closed(self) -> bool:
        return not self.open_sittings

    @property
    def begun(self) -> bool:
        """Whether the meeting has begun: somebody had come by the moment that is asked about, or, where no source tells
        who came, an item was taken or decided, or a committee closed. A ruling or declaration made ahead begins nothing.
        """
        came = [act for act in self.movements() if act.movement in (Movement.CAME, Movement.RETURNED)]
        if came:
            return self.at is None or came[0].happened_at <= self.at
        taken = any(item.status or any(r.settled for r in item.resolutions) for item in self.items)
        return taken or any(sitting.closed for sitting in self.sittings.values())

    def chair_of(self, sitting: SittingFacts) -> str:
        """Who holds a committee's chair that day, by name; "vacant" where nobody does, if the whole record is told."""
        seats = {seat.id for seat in sitting.seats if seat.office is Office.CHAIR}
        held = [a for a in sitting.appointments if a.seat in seats and a.covers(self.day)]
        nobody = "not told" if self.meeting.not_told else "vacant"
        return listed(self.name(a.person) for a in held if a.share is not Share.DEPUTY) or nobody

    def movements(self) -> list[Attendance]:
        """Attendance in force, in the order it happened."""
        acts = [act for act in standing(self.attendance) if not act.void]
        return sorted(acts, key=lambda act: (act.happened_at, act.pk))

    @cached_property
    def whereabouts(self) -> tuple[frozenset[int], dict[int, int]]:
        """Who is in the room, and who of them left for which item."""
        there, out_for = set(), {}
        for act in self.movements():
            if self.at is not None and act.happened_at > self.at:
                break
            if act.movement in (Movement.CAME, Movement.RETURNED):
                there.add(act.person_id)
                out_for.pop(act.person_id, None)
            elif act.movement == Movement.LEFT_FOR_ITEM:
                out_for[act.person_id] = act.item_id
            else:
                there.discard(act.person_id)
                out_for.pop(act.person_id, None)  # gone altogether: does not come back when the item ends
        return frozenset(there), out_for

    def as_at(self, moment: datetime | None) -> Record:
        """The same record, asked who was in the room at another moment."""
        return replace(self, at=moment)

    def look_at(self, moment: datetime | None) -> None:
        """Ask from now on who was in the room at this moment; None: by all that is recorded."""
        self.at = moment
        self.__dict__.pop("whereabouts", None)

    def absorb(self, act: Act, *, electors: Iterable[Elector] = (), conditions: Iterable[Condition] = ()) -> None:
        """Take in an act just written, so that the next act of the same press sees it."""
        forget = self.places.put(act, electors=electors, conditions=conditions)
        self.acts.append(act)
        self.taken_in += [self.acts.pop, forget]
        if isinstance(act, Attendance):
            self.__dict__.pop("whereabouts", None)

    def forget_since(self, mark: int) -> None:
        """Forget what was taken in since ``len(taken_in)`` was ``mark``: the database was rolled back to there."""
        while len(self.taken_in) > mark:
            self.taken_in.pop()()
        self.__dict__.pop("whereabouts", None)

    def present(self, item: ItemFacts | None = None) -> frozenset[int]:
        """The people in the room now, as it is for ``item``: who left for that item is not there."""
        there, out_for = self.whereabouts
        return frozenset(p for p in there if item is None or out_for.get(p) != item.pk)

    def conflicts(self, item: ItemFacts, sitting: SittingFacts) -> tuple[world.Conflict, ...]:
        """The interests on an item, declared or shown by the registers, each with this sitting's ruling if there is one.

        A ruling is on what was known when it was made: what is declared or found later is not ruled on by it.
        """
        found = []
        for each in (*item.declared, *self.matches_of(item)):
            if each.person_id is None:
                continue
            ruling = item.ruling_over(each, sitting.pk)
            found.append(self._conflict(each.person_id, each.nature, each.category, ruling))
        known = {conflict.person for conflict in found}
        for ruling in standing(item.rulings):
            if ruling.sitting_id == sitting.pk and ruling.person_id not in known:
                found.append(self._conflict(ruling.person_id, "an interest", "", ruling))
        return tuple(found)

    def ruled(self, item: ItemFacts, sitting: SittingFacts, person: int) -> Ruling | None:
        """The ruling on all that is known of a person on an item; None where there is none, or something came since."""
        theirs = [conflict for conflict in self.conflicts(item, sitting) if conflict.person == person]
        return item.ruling_on(person, sitting.pk) if theirs and all(each.ruling for each in theirs) else None

    def matches_of(self, item: ItemFacts) -> list[Match]:
        """What the registers show on an item and nobody has declared on it, in the order in which it was found.

        A declaration that was corrected since has spoken for its match all the same; one that was taken back has not:
        only a ruling disposes of what the registers show.
        """
        spoken = _not_taken_back(item.declarations)
        return [match for match in item.matches if not any(_declares(act, match) for act in spoken)]

    def _conflict(self, person: int, nature: str, category: str, ruling: Ruling | None) -> world.Conflict:
        ruled = ruling and world.Ruled(effects=effects_of(ruling), name=name_of(ruling), by=self.name(ruling.by_id))
        return world.Conflict(person=person, nature=nature, category=category, ruling=ruled)

    def concerned(self, item: ItemFacts) -> list[SittingFacts]:
        """The committees whose chairs rule on an item: those that it concerns; all, where it is put to none of them."""
        return [self.sittings[pk] for pk in item.purposes] or list(self.sittings.values())

    def who_decide_on(self, item: ItemFacts, person: int) -> list[SittingFacts]:
        """The committees whose ruling sends a person out and keeps papers from them: where they sit; else all concerned.

        Another committee's ruling on somebody else's member holds for its own part in the item alone.
        """
        concerned = self.concerned(item)
        own = [s for s in concerned if any(a.person == person and a.covers(self.day) for a in s.appointments)]
        return own or concerned

    def ruled_out(self, item: ItemFacts) -> list[int]:
        """The people whom a ruling in force sends out of the room for an item, by a committee that decides on them."""
        out = [ruling for ruling in standing(item.rulings) if ruling.room == InRoom.NO]
        return [r.person_id for r in out if self.sittings[r.sitting_id] in self.who_decide_on(item, r.person_id)]

    def where_it_matters(self, item: ItemFacts, person: int | None) -> set[int]:
        """The sittings to whose results a declaration of this person may matter: they sit there, or were ruled on."""
        sits = {pk for pk, s in self.sittings.items() if any(a.person == person for a in s.appointments)}
        return sits | {ruling.sitting_id for ruling in item.rulings if ruling.person_id == person}

    def name(self, person: int | None) -> str:
        return self.people[person].name if person in self.people else "somebody"

    def room(self, sitting: SittingFacts, item: ItemFacts | None = None, *, deciding: bool = True) -> world.Room:
        """One sitting on one item now, as the engine takes it. ``deciding``: at the decision, not in discussion."""
        there = self.present(item)
        own = {a.person for a in sitting.appointments if a.covers(self.day)}
        others = {a.person for s in self.sittings.values() for a in s.appointments if a.covers(self.day)} - own
        elected = last(act for act in item.chairs_elected if act.sitting_id == sitting.pk) if item else None
        return world.Room(
            day=self.day,
            committee=sitting.committee,
            terms=sitting.terms,
            seats=sitting.seats,
            appointments=sitting.appointments,
            people=self.people,
            present=there,
            conflicts=self.conflicts(item, sitting) if item else (),
            item=item.pk if item else None,
            others=frozenset(others) & there,
            others_may_speak=sitting.terms_row.others_may_speak if sitting.terms_row else True,
            advisers=item.advisers_of(sitting) if item else frozenset(),
            elected_chair=elected.person_id if elected else None,
            decision_point=deciding,
            in_public=self.meeting.in_public and not (item and item.row.private),
            remote=self.meeting.remote,
            by_correspondence=self.meeting.by_correspondence,
        )

    def standpoint(self, sitting: SittingFacts, item: ItemFacts) -> world.Standpoint:
        """What this committee may do about this item's matter on the day of the meeting."""
        return self.law.standpoint(sitting.committee, item.function, item.ccgs, self.day)

    def consent(self, sitting: SittingFacts, item: ItemFacts) -> Consent | None:
        """What is known of NHS England's consent to an item, by the moment that is asked about."""
        return self.consents.on(sitting.committee.id, item.matter, self.at)

    def decided_outside(self, sitting: SittingFacts, item: ItemFacts) -> world.DecidedOutside | None:
        """What was decided of an item's matter between meetings, by this committee or for one of its CCGs."""
        return decided_between(item.decided_outside, sitting.committee, item.ccgs, self.law, self.at)


def _was_known(interest: Declaration | Match, ruling: Ruling) -> bool:
    """Whether an interest was declared, or found, by the time of a ruling.

    A time in whole minutes means the whole minute; of what is told without a time, nobody says that it came later.
    """
    if not ruling.time_told or not getattr(interest, "time_told", True):
        return True
    at = ruling.happened_at
    until = at if at.second or at.microsecond else at + timedelta(minutes=1)
    return (interest.found_at if isinstance(interest, Match) else interest.happened_at) <= until


def _not_taken_back(declarations: list[Declaration]) -> list[Declaration]:
    """The declarations, corrected or not, but for those that one which takes them back replaced in the end."""
    by_pk, gone = {act.pk: act for act in declarations}, set()
    for act in declarations:
        before = act if act.void else None
        while before is not None and before.pk not in gone:
            gone.add(before.pk)
            before = by_pk.get(before.replaces_id)
    return [act for act in declarations if act.pk not in gone]


def _declares(act: Declaration, match: Match) -> bool:
    """Whether a declaration says what a match shows: from the same entry of the register; else in the same words."""
    if act.person_id != match.person_id:
        return False
    if match.interest_id is not None:
        return act.interest_id == match.interest_id
    return act.nature == match.nature or bool(match.as_class and act.as_class == match.as_class)


def effects_of(ruling: Ruling) -> world.Effects:
    return world.Effects(
        papers=ruling.papers,
        room=InRoom(ruling.room),
        speaks=ruling.speaks,
        votes=ruling.votes,
        quorum=ruling.quorum,
    )


def name_of(ruling: Ruling) -> str:
    """The preset that has these five effects, or "as the chair ruled"."""
    preset = preset_named(effects_of(ruling))
    return preset.label if preset else "as the chair ruled"
