"""What the rules of the Advisory Panel are asked with: referrals, who could advise, and what the committee decided since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch

from committees.facts import ccg_facts, committee_facts
from committees.models import Appointment, Committee
from committees.rights import world
from committees.rights.outside import ProposedAdviser
from committees.rights.words import day_words, listed
from committees.terms import AdviserRole, CommitteeKind, Outcome, PanelGround, Share
from decisions.finding.facts import find_on
from decisions.models import Adviser, PanelReferral
from decisions.outside.facts import OutsideRecord
from decisions.outside.in_meetings import decisions_on
from practices.dated import in_force
from practices.models import PlanningGroupMembership


@dataclass(frozen=True)
class Decided:
    """A decision of the committee on the matter: its key, when it was announced, and where, in words."""

    pk: int
    at: datetime
    words: str


@dataclass(frozen=True)
class Holder:
    """Somebody and the seats that they hold on a day."""

    person: world.Person
    seats: tuple[Appointment, ...]

    @cached_property
    def bodies(self) -> tuple[world.Committee, ...]:
        return tuple({row.seat.committee_id: committee_facts(row.seat.committee) for row in self.seats}.values())

    @property
    def comes_from(self) -> tuple[world.Ccg, ...]:
        """The CCGs of the seats; where a seat has none, that of a committee of one CCG."""
        found: list[world.Ccg] = []
        for row in self.seats:
            ccgs = [row.seat.ccg] if row.seat.ccg_id else list(row.seat.committee.ccgs.all())
            found += [ccg_facts(ccg) for ccg in ccgs] if len(ccgs) == 1 else []
        return tuple(dict.fromkeys(found))

    @property
    def words(self) -> str:
        """Where they come from: "GP member, NHS Camden governing body"."""
        return listed(dict.fromkeys(f"{row.seat.title}, {row.seat.committee.name}" for row in self.seats))


def referrals(committee: int, matter: int) -> list[PanelReferral]:
    """The referrals of a matter by a committee, oldest first, with advisers, advice and what came of it. Two queries."""
    rows = PanelReferral.objects.filter(committee=committee, matter=matter)
    rows = rows.select_related("panel", "by", "advice__by", "advice__taken__resolution__item__meeting")
    return list(rows.prefetch_related(Prefetch("advisers", Adviser.objects.select_related("person").order_by("pk"))))


def advice_of(referral: PanelReferral | None):
    """The advice on a referral, or None."""
    return getattr(referral, "advice", None)


def taken_of(referral: PanelReferral):
    """What the committee made of the advice, or None."""
    return getattr(advice_of(referral), "taken", None)


def about_referral(referral: PanelReferral | None) -> dict:
    """A referral as fields of ``Outside``; None: there is none."""
    if referral is None:
        return {"asked": False}
    return {
        "asked": True,
        "answered": advice_of(referral) is not None,
        "followed": taken_of(referral) is not None,
        "ground": PanelGround(referral.ground),
        "panel": committee_facts(referral.panel),
        "advised_by": frozenset(adviser.person_id for adviser in referral.advisers.all()),
    }


def panels(record: OutsideRecord) -> list[Committee]:
    """The panels of which one of the committee's CCGs is one, that exist that day. Two queries."""
    codes = [ccg.code for ccg in record.committee.ccgs]
    rows = Committee.objects.filter(kind=CommitteeKind.ADVISORY_PANEL, ccgs__ods_code__in=codes).distinct()
    return [row for row in rows.prefetch_related("ccgs").order_by("name") if row.exists_on(record.day)]


def area(record: OutsideRecord) -> tuple[world.Ccg, ...]:
    """The CCGs of the matter, and the others of their planning groups that day. One query."""
    rows = PlanningGroupMembership.objects.filter(in_force(record.day)).select_related("ccg")
    pairs = [(row.planning_group_id, ccg_facts(row.ccg)) for row in rows]
    groups = {group for group, ccg in pairs if ccg in record.ccgs}
    return tuple(dict.fromkeys([*record.ccgs, *(ccg for group, ccg in pairs if group in groups)]))


def holders(record: OutsideRecord, people: Collection[int]) -> dict[int, Holder]:
    """The seats that people hold that day, wherever it is, but for one item alone. Two queries."""
    rows = Appointment.objects.filter(person__in=people).in_force_on(record.day)
    rows = rows.exclude(share=Share.SINGLE_ITEM.value).select_related("person", "seat__ccg", "seat__committee")
    found: dict[int, list[Appointment]] = {}
    for row in rows.prefetch_related("seat__committee__ccgs").order_by("seat__committee__name", "pk"):
        if row.seat.committee.exists_on(record.day):
            found.setdefault(row.person_id, []).append(row)
    return {pk: Holder(world.Person(pk, held[0].person.name), tuple(held)) for pk, held in found.items()}


def could_advise(record: OutsideRecord, referral: PanelReferral) -> dict[AdviserRole, list[int]]:
    """Who sits on the panel, and, where a clinician from outside may be asked, who holds a clinician's seat elsewhere."""
    held = Appointment.objects.in_force_on(record.day).exclude(share=Share.SINGLE_ITEM.value).order_by("person__name")
    peers = held.filter(seat__committee=referral.panel_id).values_list("person", flat=True)
    found = {AdviserRole.PEER: list(dict.fromkeys(peers))}
    if record.matter.function == "performance" or referral.ground == PanelGround.PERFORMANCE:
        codes = [ccg.code for ccg in area(record)]
        of_the_area = held.filter(seat__committee__ccgs__ods_code__in=codes).values("person")
        clinicians = held.filter(seat__clinical=True).exclude(person__in=of_the_area)
        found[AdviserRole.OUTSIDE_CLINICIAN] = list(dict.fromkeys(clinicians.values_list("person", flat=True)))
    return found


def proposed(
    record: OutsideRecord, holder: Holder | None, person: int, role: AdviserRole, within: tuple[world.Ccg, ...]
) -> dict:
    """Somebody who would advise, as fields of ``Outside``. ``holder`` None: they hold no seat that day."""
    return {
        "sits_on": holder.bodies if holder else (),
        "adviser": ProposedAdviser(
            role=role,
            comes_from=holder.comes_from if holder else (),
            clinical=holder is not None and any(row.seat.clinical for row in holder.seats),
            area=within,
        ),
        "chains": chains(record, person),
    }


def as_adviser(record: OutsideRecord, referral: PanelReferral | None, person: int | None) -> dict:
    """Somebody who was asked to advise, as they stand on the day of the record, as fields of ``Outside``."""
    asked = referral.advisers.all() if referral is not None else ()
    role = next((AdviserRole(each.role) for each in asked if each.person_id == person), None)
    if role is None or person is None:
        return {"chains": chains(record, person)}
    holder = holders(record, [person]).get(person)
    return proposed(record, holder, person, role, area(record))


def chains(record: OutsideRecord, person: int | None) -> tuple[str, ...]:
    """How the registers tie somebody to the matter, in words."""
    return tuple(chain for each in record.found if each.person == person for chain in each.chains)


def with_people(record: OutsideRecord, people: Iterable[world.Person]) -> OutsideRecord:
    """The same with people who are checked for conflicts besides. A fixed number of queries."""
    more = {person.id: person for person in people if person.id not in record.people}
    if not more:
        return record
    found = (*record.found, *find_on(record.matter, record.day, more))
    return replace(record, people={**record.people, **more}, found=found)


def decided(committee: int, matter: int) -> list[Decided]:
    """The decisions of a committee on a matter that stand, oldest first; a recommendation or a view decides nothing."""
    found = {}
    for act in decisions_on(committee, matter):
        of_part = f", part ({act.resolution.limb.letter})" if act.resolution.limb.letter else ""
        item = act.resolution.item
        words = f"Item {item.number} of {day_words(item.meeting.date)}{of_part}: {Outcome(act.outcome).label}"
        found[act.resolution_id] = Decided(act.resolution_id, act.happened_at, words)
    return list(found.values())


def about_decision(decision: Decided | None, referral: PanelReferral) -> dict:
    """A decision as fields of ``Outside``."""
    advice = advice_of(referral)
    before = decision is not None and advice is not None and decision.at < advice.happened_at
    return {"settled": decision is not None, "decided_before": before}
