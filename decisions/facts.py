"""The record of one meeting, loaded whole in a fixed number of queries, and the facts the engine is asked about.

Everything that shows or changes a meeting (console, minutes, gate, actions) starts from ``load_record``. The number of
queries depends on the kinds of act there are, never on how many items, seats, committees or votes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import OuterRef, Prefetch, Subquery

from committees.facts import Law, appointment_facts, appointments_to, ccg_facts, load_law, seat_facts, seats_on
from committees.models import Committee, Meeting, Person, Sitting, TermsOfReference
from committees.rights import world
from committees.terms import Function, InRoom, Movement
from decisions.models import (
    ACTS,
    Act,
    AgendaItem,
    Announcement,
    Attendance,
    CastingVote,
    Elector,
    ItemAppointment,
    ItemPurpose,
    Limb,
    Link,
    Matter,
    Motion,
    Opening,
    Paper,
    Ruling,
    Vote,
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
    tallies: list[Act] = field(default_factory=list)
    closings: list[Act] = field(default_factory=list)
    casting_votes: list[CastingVote] = field(default_factory=list)
    agreements: list[Act] = field(default_factory=list)
    withdrawals: list[Act] = field(default_factory=list)
    announcement: Announcement | None = None
    vetoes: list[Act] = field(default_factory=list)

    @property
    def pk(self) -> int:
        return self.row.pk

    @property
    def motion(self) -> Motion | None:
        """The motion as it stands."""
        return last(self.motions)

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
    def acts(self) -> list[Act]:
        """Everything that happened to this decision."""
        before = [*self.motions, *self.openings, *self.votes, *self.tallies, *self.closings, *self.casting_votes]
        after = [self.announcement] if self.announcement else []
        return [*before, *self.agreements, *self.withdrawals, *after, *self.vetoes]

    @property
    def corrections(self) -> list[Act]:
        """The acts of this decision that replaced another."""
        acts = [*self.motions, *self.openings, *self.votes, *self.tallies, *self.casting_votes]
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
    steps: list[Act] = field(default_factory=list)
    declarations: list[Act] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    chairs_elected: list[Act] = field(default_factory=list)
    deferrals: list[Act] = field(default_factory=list)

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
    def status(self) -> Step | None:
        """The last step that says where the item stands; None before it is taken."""
        steps = [step for step in standing(self.steps) if step.step not in (Step.MOVED, Step.URGENT)]
        return Step(steps[-1].step) if steps else None

    @property
    def declared(self) -> list:
        """The declarations in force."""
        return [act for act in standing(self.declarations) if not act.void]

    def ruling_on(self, person: int, sitting: int) -> Ruling | None:
        """The ruling in force on a person in a sitting."""
        return last(r for r in self.rulings if r.person_id == person and r.sitting_id == sitting)

    def deferral_of(self, sitting: int):
        return last(act for act in self.deferrals if act.sitting_id == sitting)

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
    at: datetime | None = None  # who is in the room is asked of this moment; None: by all that is recorded

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
        steps = [s for item in self.items for s in standing(item.steps) if s.step not in (Step.MOVED, Step.URGENT)]
        latest = max(steps, key=lambda step: step.pk, default=None)
        return self.item_by_id[latest.item_id] if latest and latest.step == Step.BEGUN else None

    @property
    def next_item(self) -> ItemFacts | None:
        """The first item in order that was not taken, passed over or deferred by all it concerns."""
        done = {Step.FINISHED, Step.SKIPPED, Step.BEGUN}
        return next((item for item in self.items if item.status not in done), None)

    @property
    def open_sittings(self) -> list[SittingFacts]:
        return [sitting for sitting in self.sittings.values() if sitting.closed is None]

    @property
    def closed(self) -> bool:
        return not self.open_sittings

    def sitting_of(self, committee: int) -> SittingFacts | None:
        return next((s for s in self.sittings.values() if s.committee.id == committee), None)

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

    def absorb(self, act: Act) -> None:
        """Take in an act of the room just written, so that the next act of the same press sees it."""
        if isinstance(act, Attendance):
            self.attendance.append(act)
            self.__dict__.pop("whereabouts", None)

    def present(self, item: ItemFacts | None = None) -> frozenset[int]:
        """The people in the room now, as it is for ``item``: who left for that item is not there."""
        there, out_for = self.whereabouts
        return frozenset(p for p in there if item is None or out_for.get(p) != item.pk)

    def conflicts(self, item: ItemFacts, sitting: SittingFacts) -> tuple[world.Conflict, ...]:
        """The interests on an item, each with this sitting's ruling if there is one."""
        found = []
        for declared in item.declared:
            found.append(self._conflict(declared.person_id, declared.nature, declared.category, item, sitting))
        known = {conflict.person for conflict in found}
        for ruling in standing(item.rulings):
            if ruling.sitting_id == sitting.pk and ruling.person_id not in known:
                found.append(self._conflict(ruling.person_id, "an interest", "", item, sitting))
        return tuple(found)

    def _conflict(self, person, nature, category, item, sitting) -> world.Conflict:
        ruling = item.ruling_on(person, sitting.pk)
        ruled = ruling and world.Ruled(effects=effects_of(ruling), name=name_of(ruling), by=self.name(ruling.by_id))
        return world.Conflict(person=person, nature=nature, category=category, ruling=ruled)

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
            elected_chair=elected.person_id if elected else None,
            decision_point=deciding,
            in_public=self.meeting.in_public and not (item and item.row.private),
        )

    def standpoint(self, sitting: SittingFacts, item: ItemFacts) -> world.Standpoint:
        """What this committee may do about this item's matter on the day of the meeting."""
        return self.law.standpoint(sitting.committee, item.function, item.ccgs, self.day)


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
    from committees.rights.conflicts import preset_named

    preset = preset_named(effects_of(ruling))
    return preset.label if preset else "as the chair ruled"


def load_record(meeting: int | Meeting, *, whatever_the_chains_say: bool = False) -> Record:
    """The whole record of a meeting; Meeting.DoesNotExist if there is none.

    Only kinds of act that its chains name are looked for; all of them if ``whatever_the_chains_say``, which is how an
    act that was slipped in is found.
    """
    if not isinstance(meeting, Meeting):
        meeting = Meeting.objects.select_related("convened_by").get(pk=meeting)
    return _Loader(meeting, whatever_the_chains_say).record()


class _Loader:
    """Loads rows table by table and joins them in Python."""

    def __init__(self, meeting: Meeting, every_kind: bool):
        self.meeting = meeting
        self.every_kind = every_kind
        self.day = meeting.date

    def record(self) -> Record:
        acts = self._acts()  # first: whatever an act is about was written before it, and so is found below
        self.items = self._items()
        self.sittings = self._sittings()
        resolutions = self._resolutions()
        people = self._people(acts)
        self._place(acts, resolutions)
        attendance = [act for act in acts if isinstance(act, Attendance)]
        return Record(
            meeting=self.meeting,
            law=self.law,
            sittings=self.sittings,
            items=list(self.items.values()),
            people=people,
            attendance=attendance,
            acts=acts,
        )

    def _items(self) -> dict[int, ItemFacts]:
        rows = self.meeting.items.select_related("matter").prefetch_related(
            "matter__ccgs",
            "matter__practices",
            Prefetch("papers", Paper.objects.order_by("pk")),
            Prefetch("purposes", ItemPurpose.objects.order_by("sitting")),
        )
        items = {}
        for row in rows.order_by("order", "pk"):
            ccgs = tuple(ccg_facts(ccg) for ccg in row.matter.ccgs.all())
            purposes = {purpose.sitting_id: purpose.purpose for purpose in row.purposes.all()}
            items[row.pk] = ItemFacts(
                row=row, matter=row.matter, ccgs=ccgs, purposes=purposes, papers=list(row.papers.all())
            )
        return items

    def _sittings(self) -> dict[int, SittingFacts]:
        rows = list(self.meeting.sittings.select_related("committee").order_by("order", "pk"))
        committees = [row.committee_id for row in rows]
        ccgs = Committee.ccgs.through.objects.filter(committee__in=committees).values_list("ccg_id", flat=True)
        matter_ccgs = [ccg.pk for item in self.items.values() for ccg in item.matter.ccgs.all()]
        self.law = load_law({*ccgs, *matter_ccgs}, also=committees)
        in_force = TermsOfReference.objects.filter(committee__in=committees).in_force_on(self.day).order_by("pk")
        terms_rows = {terms.committee_id: terms for terms in in_force}
        seats, appointments = self._seats(committees)
        heads = self._heads([row.pk for row in rows])
        return {
            row.pk: SittingFacts(
                row=row,
                committee=self.law.committees[row.committee_id],
                terms=self.law.terms_of(row.committee_id, self.day),
                terms_row=terms_rows.get(row.committee_id),
                seats=tuple(seats[row.committee_id]),
                appointments=tuple(appointments[row.committee_id]),
                head=heads.get(row.pk),
            )
            for row in rows
        }

    def _seats(self, committees):
        seats: dict[int, list[world.Seat]] = defaultdict(list)
        committee_of = {}
        for seat in seats_on(committees, self.day):
            seats[seat.committee_id].append(seat_facts(seat))
            committee_of[seat.pk] = seat.committee_id
        for_item = dict(ItemAppointment.objects.filter(item__meeting=self.meeting).values_list("appointment", "item"))
        appointments: dict[int, list[world.Appointment]] = defaultdict(list)
        self.named: dict[int, world.Person] = {}
        for row in appointments_to(committees):
            self.named[row.person_id] = world.Person(row.person_id, row.person_name)
            if row.seat_id in committee_of:
                appointments[committee_of[row.seat_id]].append(appointment_facts(row, for_item.get(row.pk)))
        return seats, appointments

    def _heads(self, sittings) -> dict[int, Link]:
        return last_links(sittings) if self.kinds else {}

    def _resolutions(self) -> dict[int, ResolutionFacts]:
        from decisions.models import Resolution

        found = {}
        rows = Resolution.objects.filter(item__meeting=self.meeting).select_related("limb")
        for row in rows.order_by("limb__letter", "sitting__order", "pk"):
            item, sitting = self.items[row.item_id], self.sittings[row.sitting_id]
            found[row.pk] = facts = ResolutionFacts(row=row, item=item, sitting=sitting, limb=row.limb)
            item.resolutions.append(facts)
        return found

    def _acts(self) -> list[Act]:
        """The acts, in the order of ``ACTS``; one query for each kind there is.

        Read in the opposite order, what closes before what is closed: while others write, a reader may then miss the
        newest act, but never meets an act without what it is about, nor a closed vote without all its votes.
        """
        links = Link.objects.filter(sitting__meeting=self.meeting).order_by()
        self.kinds = set(links.values_list("kind", flat=True).distinct())
        kinds = [model for model in reversed(ACTS) if self.every_kind or model._meta.model_name in self.kinds]
        found = [list(model.objects.filter(meeting=self.meeting).order_by("pk")) for model in kinds]
        return [act for acts in reversed(found) for act in acts]

    def _people(self, acts) -> dict[int, world.Person]:
        people = dict(self.named)
        needed = {act.by_id for act in acts} | {getattr(act, "person_id", None) for act in acts}
        missing = needed - set(people) - {None}
        for person in Person.objects.filter(pk__in=missing):
            people[person.pk] = world.Person(person.pk, person.name)
        return people

    def _place(self, acts, resolutions) -> None:
        """Put every act where it belongs."""
        by_opening: dict[int, ResolutionFacts] = {}
        by_elector: dict[int, ResolutionFacts] = {}
        by_announcement: dict[int, ResolutionFacts] = {}
        for act in acts:
            if isinstance(act, Opening):
                by_opening[act.pk] = resolutions[act.resolution_id]
        if by_opening:
            for elector in Elector.objects.filter(opening__in=by_opening):
                owner = by_elector[elector.pk] = by_opening[elector.opening_id]
                owner.electors[elector.opening_id].append(elector)
        for act in acts:
            if isinstance(act, Announcement):
                by_announcement[act.pk] = resolutions[act.resolution_id]
        for act in acts:
            self._place_one(act, resolutions, by_opening, by_elector, by_announcement)

    def _place_one(self, act, resolutions, by_opening, by_elector, by_announcement) -> None:
        kind = act._meta.model_name
        match kind:
            case "itemstep":
                self.items[act.item_id].steps.append(act)
            case "declaration":
                self.items[act.item_id].declarations.append(act)
            case "ruling":
                self.items[act.item_id].rulings.append(act)
            case "chairelected":
                self.items[act.item_id].chairs_elected.append(act)
            case "deferral":
                self.items[act.item_id].deferrals.append(act)
            case "motion":
                resolutions[act.resolution_id].motions.append(act)
            case "opening":
                resolutions[act.resolution_id].openings.append(act)
            case "withdrawal":
                resolutions[act.resolution_id].withdrawals.append(act)
            case "announcement":
                resolutions[act.resolution_id].announcement = act
            case "vote":
                by_elector[act.elector_id].votes.append(act)
            case "tally":
                by_opening[act.opening_id].tallies.append(act)
            case "votingclosed":
                by_opening[act.opening_id].closings.append(act)
            case "castingvote":
                by_opening[act.opening_id].casting_votes.append(act)
            case "agreement":
                by_opening[act.opening_id].agreements.append(act)
            case "veto":
                by_announcement[act.announcement_id].vetoes.append(act)
            case "sittingclosed":
                self.sittings[act.sitting_id].closed = act


def last_links(sittings: Iterable[int]) -> dict[int, Link]:
    """The end of the chain of each sitting that has one. One query."""
    end = Link.objects.filter(sitting=OuterRef("pk")).order_by("-number").values("pk")[:1]
    ends = Sitting.objects.filter(pk__in=list(sittings)).order_by().values_list(Subquery(end))
    return {link.sitting_id: link for link in Link.objects.filter(pk__in=ends)}
