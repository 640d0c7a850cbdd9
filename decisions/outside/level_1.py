"""What is on record of a matter that NHS England decides: who was consulted, what they answered, what was decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees.facts import ccg_facts, load_law
from committees.models import Committee
from committees.powers import Actor
from committees.rights import world
from committees.rights.outside import Awaited
from committees.terms import CommitteeKind, Function, Route, Say
from decisions.models import Consultation, ConsultationResponse, Matter, OutsideDecision
from decisions.outside.facts import OutsideRecord
from decisions.outside.speaking import speaks_for
from practices.models import CCG


@dataclass(frozen=True)
class ConsultedCcg:
    """One consultation, and the CCG's response if there is one."""

    row: Consultation
    response: ConsultationResponse | None

    @property
    def name(self) -> str:
        return self.row.ccg.short_name


@dataclass(frozen=True)
class Consulted:
    """The consultations on a matter in the book of NHS England's team, and its decision. ``day``: that is asked about."""

    rows: tuple[ConsultedCcg, ...]
    decision: OutsideDecision | None
    day: date

    @property
    def decided_upon(self) -> Consultation | None:
        """The consultation that a decision names: the first that was answered, else the first."""
        answered = (each.row for each in self.rows if each.response is not None)
        return next(answered, next((each.row for each in self.rows), None))

    def to_consult(self, ccg: CCG | None) -> dict:
        """What the engine is told when a CCG is to be consulted. Of no CCG: that nobody can be."""
        fact = ccg_facts(ccg) if ccg is not None else world.Ccg("", "the CCG")
        return {
            "of_ccg": fact,
            "asked": any(each.row.ccg_id == ccg.pk for each in self.rows) if ccg is not None else False,
            "settled": self.decision is not None,
        }

    def to_respond(self, consultation: int, actor: Actor, bodies: Iterable[world.Committee] | None = None) -> dict:
        """What the engine is told when a CCG answers. ``bodies``: for which the asker speaks, where that is known."""
        each = next((each for each in self.rows if each.row.pk == consultation), None)
        return {
            "of_ccg": ccg_facts(each.row.ccg) if each else None,
            "asked": each is not None,
            "answered": bool(each and each.response),
            "settled": self.decision is not None,
            "due_on": each.row.respond_by if each else None,
            "speaks_for": tuple(speaks_for(actor, self.day) if bodies is None else bodies),
        }

    def to_decide(self) -> dict:
        """What the engine is told when NHS England decides."""
        open_ones = (each for each in self.rows if each.response is None)
        return {
            "settled": self.decision is not None,
            "awaited": tuple(Awaited(ccg=ccg_facts(each.row.ccg), due_on=each.row.respond_by) for each in open_ones),
        }


def consulted_on(record: OutsideRecord) -> Consulted:
    """What is on record of a matter in this book. Two queries."""
    rows = Consultation.objects.filter(committee=record.row.pk, matter=record.matter.pk).select_related(
        "ccg", "by", "response__by"
    )
    decisions = OutsideDecision.objects.filter(
        committee=record.row.pk, matter=record.matter.pk, route=Route.NHS_ENGLAND.value
    )
    return Consulted(
        tuple(ConsultedCcg(row, getattr(row, "response", None)) for row in rows.order_by("pk")),
        decisions.select_related("by", "seat").first(),
        record.day,
    )


@dataclass(frozen=True)
class AtLevel1:
    """A matter before a team of NHS England: what is awaited or to be decided, and until when an answer is waited for.

    ``state``: "awaits a response", "answered", "no response" or "to decide". ``ccg``: which is consulted, "" where none is.
    """

    committee: int
    matter: int
    title: str
    ccg: str
    state: str
    due_on: date | None = None


def awaiting(committees: Collection[int], today: date) -> list[AtLevel1]:
    """What awaits these teams of NHS England: consultations on which nothing is decided, and matters raised.

    Five queries at most; of committees that are no teams nothing is listed.
    """
    teams = Committee.objects.filter(pk__in=committees, kind=CommitteeKind.NHS_ENGLAND_TEAM.value)
    keys = list(teams.values_list("pk", flat=True))
    if not keys:
        return []
    rows = Consultation.objects.filter(committee__in=keys, decision__isnull=True).exclude(
        matter__outsidedecisions__route=Route.NHS_ENGLAND.value
    )
    found = [_open(row, today) for row in rows.select_related("ccg", "matter", "response").order_by("respond_by", "pk")]
    return [*found, *_to_decide(keys, today, {row.matter for row in found})]


def _open(row: Consultation, today: date) -> AtLevel1:
    answered = hasattr(row, "response")
    state = "answered" if answered else "awaits a response" if today <= row.respond_by else "no response"
    return AtLevel1(row.committee_id, row.matter_id, row.matter.title, row.ccg.short_name, state, row.respond_by)


def _to_decide(teams: Collection[int], today: date, known: set[int]) -> Iterator[AtLevel1]:
    """Matters that these teams raised, on no agenda and not decided, of functions that they hold for the CCGs today."""
    law = load_law(also=teams)
    decides = {(each.function, each.ccg.code) for each in law.remits if each.committee in teams and each.covers(today)}
    rows = Matter.objects.filter(raised_by__in=teams, items__isnull=True, outsidedecisions__isnull=True)
    for row in rows.exclude(pk__in=known).prefetch_related("ccgs").distinct().order_by("pk"):
        function, team = Function(row.function), row.raised_by_id
        ccgs = [ccg_facts(ccg) for ccg in row.ccgs.all()]
        held = [law.authority(function, ccg, today) for ccg in ccgs if (function, ccg.code) in decides]
        if held and len(held) == len(ccgs) and all(a.say is Say.CONSULTED and a.decider == team for a in held):
            yield AtLevel1(team, row.pk, row.title, "", "to decide")


def to_answer(actor: Actor, today: date) -> list[Consultation]:
    """The consultations that await the answer of CCGs for which this account speaks, by their days. Four queries at most."""
    codes = {ccg.code for body in speaks_for(actor, today) for ccg in body.ccgs}
    if not codes:
        return []
    rows = Consultation.objects.filter(ccg__ods_code__in=codes, response__isnull=True)
    rows = rows.exclude(matter__outsidedecisions__route=Route.NHS_ENGLAND.value)
    return list(rows.select_related("ccg", "matter", "committee").order_by("respond_by", "pk"))


def decided_for(committee: int) -> list[OutsideDecision]:
    """NHS England's decisions without a ballot that concern this committee: its own, as a team, or for its CCGs.

    The latest first. One query.
    """
    theirs = Q(committee=committee) | Q(matter__ccgs__committees=committee)
    rows = OutsideDecision.objects.filter(theirs, route=Route.NHS_ENGLAND.value)
    return list(
        rows.select_related("matter", "committee", "consultation__ccg").distinct().order_by("-happened_at", "-pk")
    )
