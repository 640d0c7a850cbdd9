"""What NHS England has said: every veto, waiver, lapse, agreement, casting vote, consent, answer and decision of its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, Max, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse

from committees.models import Committee
from committees.rights.words import sentence_case
from committees.terms import CastingHolder, Choice, Route, VetoState
from decisions.desk import ballots
from decisions.desk.outside import IN_CONFLICT, ccgs_between, in_conflict
from decisions.desk.rows import DeskKind, Place, places
from decisions.desk.scope import Scope
from decisions.models import Act as MeetingAct
from decisions.models import (
    Agreement,
    Announcement,
    CastingVote,
    ConsentAnswer,
    InformationAnswer,
    Matter,
    OutsideAct,
    OutsideDecision,
)
from decisions.naming import item_words
from decisions.outcome import london_day
from practices.models import CCG

ON_A_PAGE = 25
KINDS = (
    DeskKind.VETO,
    DeskKind.AGREEMENT,
    DeskKind.CASTING,
    DeskKind.CONSENT,
    DeskKind.INFORMATION,
    DeskKind.LEVEL_1,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer of NHS England: when, on what, what it said, why and by whom. ``links``: decision and minutes."""

    kind: DeskKind
    when: datetime
    committee: str
    places: tuple[Place, ...]
    about: str
    answer: str
    reason: str = ""
    by: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def ccgs(self) -> str:
        return "; ".join(place.words for place in self.places)


def history(scope: Scope, *, still_open: Collection[int], ccg: str = "", kind: str = "", page: str = "") -> Page:
    """A page of what NHS England has said, the latest first. ``ccg``: its code; ``still_open``: announcements (keys)
    that may be vetoed today, of which nothing is said yet.

    At most four queries for the page, and a fixed number for each kind of answer.
    """
    rows = _keys(scope, ccg, still_open, kind)
    found = Paginator(rows, ON_A_PAGE).get_page(page)
    found.object_list = _told(scope, list(found.object_list))
    return found


def _committees(scope: Scope, ccg: str) -> QuerySet[Committee]:
    rows = Committee.objects.filter(pk__in=scope.all)
    return rows.filter(ccgs__ods_code=ccg) if ccg else rows


def _keys(scope: Scope, ccg: str, still_open: Collection[int], kind: str) -> QuerySet:
    """When, kind and key of every answer, of all kinds together."""
    committees = _committees(scope, ccg)
    rows = {
        DeskKind.VETO: ballots.carried(committees).exclude(pk__in=still_open),
        DeskKind.AGREEMENT: Agreement.objects.filter(opening__resolution__sitting__committee__in=committees),
        DeskKind.CASTING: CastingVote.objects.filter(
            opening__resolution__sitting__committee__in=committees, holder=CastingHolder.NHS_ENGLAND.value
        ),
        DeskKind.CONSENT: ConsentAnswer.objects.filter(committee__in=committees),
        DeskKind.INFORMATION: InformationAnswer.objects.filter(committee__in=committees),
        DeskKind.LEVEL_1: _decided(scope, ccg),
    }
    wanted = [each for each in KINDS if not kind or each.value == kind]
    keys = [
        rows[each]
        .order_by()
        .annotate(said=_when(each), of=Value(each.value, CharField()))
        .values_list("said", "of", "pk")
        for each in wanted or KINDS
    ]
    together = keys[0].union(*keys[1:], all=True) if len(keys) > 1 else keys[0]
    return together.order_by("-said", "-pk")


def _when(kind: DeskKind) -> Combinable:
    """When NHS England said it; of a veto that nobody used, when the result was announced."""
    own = F("happened_at")
    return Coalesce(Max("vetoes__happened_at"), own) if kind is DeskKind.VETO else own


def _decided(scope: Scope, ccg: str) -> QuerySet[OutsideDecision]:
    """What NHS England's team decided itself, for the CCGs of the matter."""
    rows = OutsideDecision.objects.filter(committee__in=scope.all, route=Route.NHS_ENGLAND.value)
    return rows.filter(matter__in=Matter.objects.filter(ccgs__ods_code=ccg)) if ccg else rows


def _told(scope: Scope, keys: Iterable[tuple]) -> list[Said]:
    by_kind: dict[DeskKind, list[int]] = {}
    order = [(DeskKind(kind), pk) for _, kind, pk in keys]
    for kind, pk in order:
        by_kind.setdefault(kind, []).append(pk)
    rows = {kind: _fetch[kind](pks) for kind, pks in by_kind.items()}
    outside = [row for kind in BETWEEN for row in rows.get(kind, {}).values()]
    hidden = in_conflict(scope, {row.matter_id: row.matter for row in outside}.values())
    return [_line(scope, kind, rows[kind][pk], hidden) for kind, pk in order if pk in rows[kind]]


BETWEEN = (DeskKind.CONSENT, DeskKind.INFORMATION, DeskKind.LEVEL_1)


def _line(scope: Scope, kind: DeskKind, row, hidden: frozenset[int]) -> Said:
    if kind in BETWEEN:
        return _between(scope, kind, row, hidden)
    of = row.resolution if kind is DeskKind.VETO else row.opening.resolution
    act, answer = _answer(scope, kind, row)
    opens, said = scope.opens(of.item), not isinstance(act, Announcement)
    return Said(
        kind=kind,
        when=act.happened_at,
        committee=of.sitting.committee.name,
        places=places(scope, ballots.ccgs_of(of), of.item.meeting.date),
        about=item_words(of) if opens else ballots.hidden_words(of),
        answer=answer,
        reason=act.reason if opens and said else "",
        by=_by(act) if said else "",
        links=ballots.links_of(of),
    )


def _answer(scope: Scope, kind: DeskKind, row) -> tuple[MeetingAct, str]:
    """The act that counts, and what NHS England said by it; of a veto that time took away, the announcement itself."""
    if kind is DeskKind.AGREEMENT:
        return row, "Agreed." if row.given else "Did not agree."
    if kind is DeskKind.CASTING:
        declined = row.choice == Choice.NOT_VOTING
        return row, "Did not use it." if declined else f"{sentence_case(Choice(row.choice).label)} the motion."
    used, state = next(iter(row.vetoes.all()), row), ballots.state_of(row, scope)
    if state is VetoState.NONE:
        return used, "None: NHS England's own casting vote carried the motion."
    return used, f"{sentence_case(state.label)}."


def _by(act) -> str:
    return act.by.name if act.by is not None else ""


def _between(scope: Scope, kind: DeskKind, row: OutsideAct, hidden: frozenset[int]) -> Said:
    blot = row.matter_id in hidden
    answer = {
        DeskKind.CONSENT: lambda: "Consented." if row.given else "Refused its consent.",
        DeskKind.INFORMATION: lambda: f"Answered: {row.text}",
        DeskKind.LEVEL_1: lambda: f"Decided: {row.text}",
    }[kind]
    page = reverse("matter_outside", args=[row.committee_id, row.matter_id])
    return Said(
        kind=kind,
        when=row.happened_at,
        committee=row.committee.name,
        places=places(scope, _ccgs(kind, row), london_day(row)),
        about=IN_CONFLICT if blot else row.matter.title,
        answer="" if blot else answer(),
        reason="" if blot else row.reason,
        by=_by(row),
        links=() if blot else (("The matter between meetings", page),),
    )


def _ccgs(kind: DeskKind, row: OutsideAct) -> list[CCG]:
    """What NHS England decides itself is for the matter's CCGs."""
    return list(row.matter.ccgs.all()) if kind is DeskKind.LEVEL_1 else ccgs_between(row.committee, row.matter)


def _announcements(pks: Collection[int]) -> dict[int, Announcement]:
    rows = ballots.with_acts(Announcement.objects.filter(pk__in=pks)).prefetch_related("vetoes__by")
    return {row.pk: row for row in rows}


def _on_openings(model: type[MeetingAct]) -> Callable[[Collection[int]], dict[int, MeetingAct]]:
    def fetch(pks: Collection[int]) -> dict[int, MeetingAct]:
        rows = model.objects.filter(pk__in=pks).select_related(
            "by",
            "opening__resolution__limb",
            "opening__resolution__item__meeting",
            "opening__resolution__item__matter",
            "opening__resolution__sitting__committee",
        )
        also = ("item__matter__ccgs", "sitting__committee__ccgs")
        return {row.pk: row for row in rows.prefetch_related(*(f"opening__resolution__{name}" for name in also))}

    return fetch


def _between_meetings(model: type[OutsideAct]) -> Callable[[Collection[int]], dict[int, OutsideAct]]:
    def fetch(pks: Collection[int]) -> dict[int, OutsideAct]:
        rows = model.objects.filter(pk__in=pks).select_related("by", "matter", "committee")
        also = ("matter__ccgs", "matter__practices", "matter__providers", "committee__ccgs")
        return {row.pk: row for row in rows.prefetch_related(*also)}

    return fetch


_fetch: dict[DeskKind, Callable[[Collection[int]], dict]] = {
    DeskKind.VETO: _announcements,
    DeskKind.AGREEMENT: _on_openings(Agreement),
    DeskKind.CASTING: _on_openings(CastingVote),
    DeskKind.CONSENT: _between_meetings(ConsentAnswer),
    DeskKind.INFORMATION: _between_meetings(InformationAnswer),
    DeskKind.LEVEL_1: _between_meetings(OutsideDecision),
}
