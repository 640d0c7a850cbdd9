"""The bridge from rows to the engine: committees' rows in, frozen facts out, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from committees.models import Appointment, Arrangement, Committee, Remit, Seat, TermsOfReference
from committees.quorum_slots import slots_from_data
from committees.rights import authority as rights_authority
from committees.rights import standpoint as rights_standpoint
from committees.rights import world
from committees.rights.reasons import Source
from committees.terms import (
    CommitteeKind,
    CountsAs,
    Function,
    Handling,
    Level,
    Majority,
    Office,
    Recording,
    Represents,
    Share,
    Standing,
)
from practices.dated import in_force


def ccg_facts(ccg) -> world.Ccg:
    return world.Ccg(ccg.ods_code, ccg.short_name)


def arrangement_facts(row: Arrangement) -> world.Arrangement:
    return world.Arrangement(
        ccg=ccg_facts(row.ccg),
        level=Level(row.level),
        shadowing=row.shadowing,
        source=Source(row.source),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def committee_facts(row: Committee) -> world.Committee:
    return world.Committee(
        id=row.pk,
        name=row.name,
        kind=CommitteeKind(row.kind),
        ccgs=tuple(ccg_facts(ccg) for ccg in row.ccgs.all()) if row.pk else (),
        reports_to=row.reports_to_id,
        established_on=row.established_on,
        stood_down_on=row.stood_down_on,
    )


def remit_facts(row: Remit) -> world.Remit:
    return world.Remit(
        committee=row.committee_id,
        function=Function(row.function),
        ccg=ccg_facts(row.ccg),
        source=Source(row.source),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def terms_facts(row: TermsOfReference) -> world.Terms:
    return world.Terms(
        id=row.pk or 0,
        committee=row.committee_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        quorum=world.QuorumRule(
            minimum=row.quorum_minimum,
            count_non_voting=row.quorum_counts_non_voting,
            slots=slots_from_data(row.quorum_slots),
            each_ccg=row.quorum_each_ccg,
            lay_executive_majority=row.quorum_lay_executive_majority,
            text=row.quorum_text,
        ),
        majority=Majority(row.majority),
        nhs_england_casting_vote=row.nhs_england_casting_vote,
        nhs_england_veto=row.nhs_england_veto,
        veto_working_days=row.veto_working_days,
        veto_holder=row.veto_holder,
        veto_alternate=row.veto_alternate,
        chair_second_vote=row.chair_second_vote,
        nhs_england_seat_votes=row.nhs_england_seat_votes,
        recordings=frozenset(Recording(value) for value in row.recordings),
        default_handling=Handling(row.default_handling) if row.default_handling else None,
        category_handling={name: Handling(value) for name, value in row.category_handling.items()},
        by_correspondence=row.by_correspondence,
        may_meet_remotely=row.may_meet_remotely,
        urgent_slots=slots_from_data(row.urgent_slots),
        urgent_default=not row.urgent_signatories,
        source=Source(row.source),
    )


def seat_facts(row: Seat) -> world.Seat:
    return world.Seat(
        id=row.pk,
        committee=row.committee_id,
        title=row.title,
        office=Office(row.office),
        standing=Standing(row.standing),
        represents=Represents(row.represents),
        ccg=ccg_facts(row.ccg) if row.ccg_id else None,
        counts_as=CountsAs(row.counts_as),
        clinical=row.clinical,
    )


def appointment_facts(row: Appointment, item: int | None = None) -> world.Appointment:
    return world.Appointment(
        id=row.pk,
        seat=row.seat_id,
        person=row.person_id,
        share=Share(row.share),
        stands_for=row.stands_for_id,
        item=item,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


@dataclass(frozen=True)
class Law:
    """What decides who decides: arrangements, remits, committees and terms. Answers are worked out once each."""

    arrangements: tuple[world.Arrangement, ...]
    remits: tuple[world.Remit, ...]
    committees: Mapping[int, world.Committee]
    terms: tuple[world.Terms, ...]
    _known: dict = field(default_factory=dict, repr=False, compare=False)

    @property
    def _facts(self) -> dict:
        return {
            "arrangements": self.arrangements,
            "remits": self.remits,
            "committees": tuple(self.committees.values()),
            "terms": self.terms,
        }

    def authority(self, function: Function, ccg: world.Ccg | None, day: date) -> world.Authority:
        """Which body decides ``function`` for ``ccg`` on ``day``."""
        key = (function, ccg, day)
        if key not in self._known:
            self._known[key] = rights_authority.authority(function, ccg, day, **self._facts)
        return self._known[key]

    def standpoint(
        self, committee: world.Committee, function: Function, ccgs: Iterable[world.Ccg], day: date
    ) -> world.Standpoint:
        """What ``committee`` may do about a matter of ``function`` that concerns ``ccgs`` on ``day``."""
        key = (committee.id, function, tuple(ccgs), day)
        if key not in self._known:
            self._known[key] = rights_standpoint.standpoint(committee, function, key[2], day, **self._facts)
        return self._known[key]

    def terms_of(self, committee: int, day: date) -> world.Terms | None:
        """The terms of reference in force for a committee on ``day``."""
        return next((t for t in self.terms if t.committee == committee and t.covers(day)), None)


def load_law(ccgs: Collection[int] | None = None, also: Collection[int] = ()) -> Law:
    """The law of the CCGs with these primary keys (None: all), with the committees in ``also``. Five queries.

    All dates: the same law answers for any day, and draws a timeline.
    """
    about = {} if ccgs is None else {"ccg__in": ccgs}
    remits = list(Remit.objects.filter(**about).select_related("ccg"))
    wanted = {remit.committee_id for remit in remits} | set(also)
    committees = Committee.objects.filter(pk__in=wanted).prefetch_related("ccgs")
    return Law(
        arrangements=tuple(arrangement_facts(row) for row in Arrangement.objects.filter(**about).select_related("ccg")),
        remits=tuple(remit_facts(row) for row in remits),
        committees={row.pk: committee_facts(row) for row in committees},
        terms=tuple(terms_facts(row) for row in TermsOfReference.objects.filter(committee__in=wanted)),
    )


def bodies_above(committees: Iterable[world.Committee]) -> list[world.Committee]:
    """The bodies to which these committees report, and the governing bodies of their CCGs. Two queries."""
    committees = list(committees)
    parents = Q(pk__in={each.reports_to for each in committees} - {None})
    codes = {ccg.code for each in committees for ccg in each.ccgs}
    governing = Q(kind=CommitteeKind.GOVERNING_BODY.value, ccgs__ods_code__in=codes)
    rows = Committee.objects.filter(parents | governing).distinct().order_by("name", "pk")
    return [committee_facts(row) for row in rows.prefetch_related("ccgs")]


def seats_on(committees: Collection[int], day: date) -> list[Seat]:
    """The seats of these committees on ``day``, in their order. One query."""
    rows = Seat.objects.filter(committee__in=committees).filter(in_force(day))
    return list(rows.select_related("ccg").order_by("committee", "order", "pk"))


def appointments_to(committees: Collection[int]) -> list[Appointment]:
    """Every appointment to a seat of these committees, of any date: the engine says why a past one does not count.

    Each carries its person's name as ``person_name``. One query.
    """
    rows = Appointment.objects.filter(seat__committee__in=committees).annotate(person_name=F("person__name"))
    return list(rows.order_by("seat_id", "starts_on", "pk"))
