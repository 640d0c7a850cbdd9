"""Loading a whole meeting: rows table by table in a fixed number of queries, joined in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef, Prefetch, Subquery

from committees.facts import appointment_facts, appointments_to, ccg_facts, load_law, seat_facts, seats_on
from committees.models import Committee, Meeting, Person, Sitting, TermsOfReference
from committees.rights import world
from committees.terms import MatchState
from decisions.facts.advised import advice_on, is_referred
from decisions.facts.consents import load_consents
from decisions.facts.decided_outside import decided_outside_on
from decisions.facts.passed_on import is_recommended, recommended_on
from decisions.facts.placing import Places
from decisions.facts.record import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.facts.withdrawn import is_withdrawn, withdrawals_on
from decisions.models import (
    ACTS,
    Act,
    Condition,
    ConditionOutcome,
    Elector,
    ItemAppointment,
    ItemPurpose,
    Link,
    Match,
    Motion,
    Opening,
    OutsideDecision,
    Paper,
    Report,
    Resolution,
)


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
        self._matches()
        self.sittings = self._sittings()
        resolutions = self._resolutions()
        people = self._people(acts)
        places = self._place(acts, resolutions)
        return Record(
            meeting=self.meeting,
            law=self.law,
            sittings=self.sittings,
            items=list(self.items.values()),
            people=people,
            attendance=places.attendance,
            also_present=places.also_present,
            acts=acts,
            places=places,
            consents=self._consents(),
        )

    def _consents(self):
        committees = [sitting.committee for sitting in self.sittings.values()]
        codes = {ccg.code for each in committees for ccg in each.ccgs}
        matters = [item.matter for item in self.items.values()]
        return load_consents(matters, [each.id for each in committees], codes, self.day)

    def _items(self) -> dict[int, ItemFacts]:
        rows = self.meeting.items.select_related("matter").prefetch_related(
            "matter__ccgs",
            "matter__practices",
            Prefetch("papers", Paper.objects.order_by("pk")),
            Prefetch("purposes", ItemPurpose.objects.order_by("sitting")),
        )
        reports = Exists(Report.objects.filter(item__matter=OuterRef("matter")))
        decided = Exists(OutsideDecision.objects.filter(matter=OuterRef("matter")))
        rows = rows.annotate(referred=is_referred(self.meeting), reports_something=reports, decided_outside=decided)
        rows = rows.annotate(recommended_here=is_recommended(self.meeting), withdrawn=is_withdrawn())
        rows = list(rows.order_by("order", "pk"))
        referred = [row.matter_id for row in rows if row.referred]
        self.advice = advice_on(self.meeting, referred) if referred else {}
        items = {}
        for row in rows:
            ccgs = tuple(ccg_facts(ccg) for ccg in row.matter.ccgs.all())
            purposes = {purpose.sitting_id: purpose.purpose for purpose in row.purposes.all()}
            items[row.pk] = ItemFacts(
                row=row, matter=row.matter, ccgs=ccgs, purposes=purposes, papers=list(row.papers.all())
            )
            items[row.pk].advice = list(self.advice.get(row.matter_id, ()))
        self._reported(items)
        self._recommended(items)
        self._decided_outside(items)
        self._withdrawn(items)
        return items

    def _decided_outside(self, items: dict[int, ItemFacts]) -> None:
        """What was decided between meetings of a matter on the agenda; no query where nothing was."""
        on = [item for item in items.values() if item.row.decided_outside]
        found = decided_outside_on([item.matter.pk for item in on]) if on else []
        for item in on:
            item.decided_outside = [row for row in found if row.matter_id == item.matter.pk]

    def _withdrawn(self, items: dict[int, ItemFacts]) -> None:
        """The matters on the agenda that were withdrawn; no query where none was."""
        on = [item for item in items.values() if item.row.withdrawn]
        found = withdrawals_on([item.matter.pk for item in on]) if on else []
        for item in on:
            item.withdrawals = [each for each in found if each.matter == item.matter.pk]

    def _recommended(self, items: dict[int, ItemFacts]) -> None:
        """What was recommended on items that were passed on to a committee here; no query where nothing was."""
        on = [item for item in items.values() if item.row.recommended_here]
        found = recommended_on(self.meeting, [item.matter.pk for item in on]) if on else []
        for item in on:
            item.recommended = [act for act in found if act.item.matter_id == item.matter.pk]

    def _reported(self, items: dict[int, ItemFacts]) -> None:
        """What was decided outside a meeting and is put before this one; no query where nothing is."""
        on = [item for item in items.values() if item.row.reports_something]
        if on:
            rows = OutsideDecision.objects.filter(report__item__matter__in={item.matter.pk for item in on})
            for row in rows.with_signatures().annotate(put_as=F("report__item__matter")).order_by("pk"):
                for item in on:
                    if item.matter.pk == row.put_as:
                        item.reported.append(row)

    def _matches(self) -> None:
        """What the registers show on each item; what they no longer show is not loaded."""
        rows = Match.objects.filter(item__meeting=self.meeting).exclude(state=MatchState.GONE.value)
        for row in rows.order_by("pk"):
            self.items[row.item_id].matches.append(row)

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
        found = {}
        rows = Resolution.objects.filter(item__meeting=self.meeting).select_related("limb")
        rows = rows.annotate(in_effect_on=F("limb__effect__on_day"))
        for row in rows.order_by("limb__letter", "sitting__order", "pk"):
            item, sitting = self.items[row.item_id], self.sittings[row.sitting_id]
            found[row.pk] = facts = ResolutionFacts(row=row, item=item, sitting=sitting, limb=row.limb)
            facts.in_effect_on = row.in_effect_on
            item.resolutions.append(facts)
        if "announcement" in self.kinds:  # of other meetings: a decision here may be what they waited for
            met = ConditionOutcome.objects.filter(met_by__item__meeting=self.meeting).order_by()
            for pk in met.values_list("met_by", flat=True):
                found[pk].meets_condition = True
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
        asked = (pair for found in self.advice.values() for each in found for pair in each.advisers)
        people = self.named | {pk: world.Person(pk, name) for pk, name in asked}
        needed = {act.by_id for act in acts} | {getattr(act, "person_id", None) for act in acts}
        needed |= {match.person_id for item in self.items.values() for match in item.matches}
        missing = needed - set(people) - {None}
        for person in Person.objects.filter(pk__in=missing):
            people[person.pk] = world.Person(person.pk, person.name)
        return people

    def _place(self, acts, resolutions) -> Places:
        """Put every act where it belongs."""
        places = Places(self.items, self.sittings, resolutions)
        electors = self._by(Elector.objects.filter(opening__meeting=self.meeting).order_by("pk"), acts, Opening)
        rows = Condition.objects.filter(motion__meeting=self.meeting).select_related("awaits")
        conditions = self._by(rows.order_by("motion", "number"), acts, Motion)
        for act in acts:
            if isinstance(act, Opening):
                places.put(act, electors=electors[act.pk])
            elif isinstance(act, Motion):
                places.put(act, conditions=conditions[act.pk])
            else:
                places.put(act)
        return places

    def _by(self, rows, acts, kind) -> dict[int, list]:
        """What was sealed with acts of a kind, by act; no query where there is none of that kind."""
        owner = f"{kind._meta.model_name}_id"
        found: dict[int, list] = defaultdict(list)
        for row in rows if any(isinstance(act, kind) for act in acts) else ():
            found[getattr(row, owner)].append(row)
        return found


def last_links(sittings: Iterable[int]) -> dict[int, Link]:
    """The end of the chain of each sitting that has one. One query."""
    end = Link.objects.filter(sitting=OuterRef("pk")).order_by("-number").values("pk")[:1]
    ends = Sitting.objects.filter(pk__in=list(sittings)).order_by().values_list(Subquery(end))
    return {link.sitting_id: link for link in Link.objects.filter(pk__in=ends)}
