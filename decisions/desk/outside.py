"""What awaits NHS England between meetings: requests for information, for consent, and decisions at level 1."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from committees.models import Committee
from committees.rights.words import day_words
from committees.terms import Power, Route
from decisions.desk.rows import DeskKind, Row, days_left, places
from decisions.desk.scope import Scope
from decisions.finding.facts import find_on_each
from decisions.models import ConsentRequest, Consultation, InformationRequest, Matter, OutsideAct
from decisions.outcome import london_day
from practices.models import CCG

ALSO = ("matter__ccgs", "matter__practices", "matter__providers", "committee__ccgs")
IN_CONFLICT = "a matter on which the registers show you in conflict"


def between_meetings(scope: Scope) -> tuple[list[Row], list[Row]]:
    """What awaits NHS England, and what it waits for itself. A fixed number of queries."""
    asked = list(_asked(InformationRequest, scope.having(Power.PREPARE, Power.VETO)))
    consents = list(_asked(ConsentRequest, scope.having(Power.CONSENT, Power.VETO, Power.PREPARE)))
    consulted = list(_consulted(scope))
    hidden = _in_conflict(scope, [row.matter for row in (*asked, *consents, *consulted)])
    rows = [
        *(_information(row, scope, hidden) for row in asked),
        *(_consent(row, scope, hidden) for row in consents),
        *(_level_1(row, scope, hidden) for row in consulted if _ripe(row, scope)),
    ]
    waits = [_level_1(row, scope, hidden) for row in consulted if not _ripe(row, scope)]
    return rows, waits


def _asked(model: type[OutsideAct], committees: Collection[int]) -> Iterable[OutsideAct]:
    """Requests that are not answered."""
    rows = model.objects.filter(committee__in=committees, answer__isnull=True)
    return rows.select_related("matter", "committee").prefetch_related(*ALSO).order_by("pk")


def _consulted(scope: Scope) -> Iterable[Consultation]:
    """Consultations of NHS England's own team on matters that it has not decided."""
    rows = Consultation.objects.filter(committee__in=scope.all, decision__isnull=True)
    undecided = rows.exclude(matter__outsidedecisions__route=Route.NHS_ENGLAND.value)
    related = undecided.select_related("matter", "committee", "ccg", "response")
    return related.prefetch_related(*ALSO).order_by("pk")


def _ripe(row: Consultation, scope: Scope) -> bool:
    """Whether NHS England need wait no longer: the CCG has answered, or its time is over."""
    return hasattr(row, "response") or row.respond_by < scope.today


def _in_conflict(scope: Scope, matters: Collection[Matter]) -> frozenset[int]:
    """The matters (keys) on which the registers show the reader in conflict: who is, does not read of them."""
    if scope.actor.person is None or not matters:
        return frozenset()
    found = find_on_each({matter.pk: matter for matter in matters}.values(), scope.today, [scope.actor.person])
    return frozenset(each.item for each in found)


def _information(row: InformationRequest, scope: Scope, hidden: frozenset[int]) -> Row:
    return _row(
        DeskKind.INFORMATION,
        row,
        scope,
        hidden,
        told=f"Asked on {day_words(london_day(row))}: {row.text}",
        power="answer to a request for information",
        how_long=days_left(row.due_on, scope.today),
        silence="If you say nothing, the committee goes without, and the request is shown as overdue.",
        last_day=row.due_on,
        soon=row.due_on,
        late=row.due_on < scope.today,
        held=True,
    )


def _consent(row: ConsentRequest, scope: Scope, hidden: frozenset[int]) -> Row:
    held = row.committee_id in scope.having(Power.CONSENT)
    return _row(
        DeskKind.CONSENT,
        row,
        scope,
        hidden,
        told=f"Asked on {day_words(london_day(row))}: {row.text}",
        power="consent beforehand, and no veto afterwards",
        how_long="No last day.",
        silence="If you say nothing, the committee cannot decide it.",
        held=held,
        holder=""
        if held
        else "You prepare here; NHS England's officer posted to the committee gives or refuses consent.",
    )


def _level_1(row: Consultation, scope: Scope, hidden: frozenset[int]) -> Row:
    name = row.ccg.short_name
    answered = hasattr(row, "response")
    told = f"{name} was asked on {day_words(london_day(row))}: {row.text}"
    if answered:
        told = f"{told} It answered on {day_words(london_day(row.response))}: {row.response.text}"
        wait = "The CCG has answered: decide when you are ready."
    elif row.respond_by < scope.today:
        wait = f"The CCG did not answer by {day_words(row.respond_by)}: you may decide without."
    else:
        wait = f"Waiting for the CCG's answer. {days_left(row.respond_by, scope.today)}"
    return _row(
        DeskKind.LEVEL_1,
        row,
        scope,
        hidden,
        ccgs=[row.ccg],
        told=told,
        power="decision at level 1",
        how_long=wait,
        silence="Until you decide, nothing is decided.",
        soon=scope.today if _ripe(row, scope) else row.respond_by,
        held=row.committee_id in scope.team or row.committee_id in scope.having(Power.VETO),
    )


def _row(
    kind: DeskKind,
    row: OutsideAct,
    scope: Scope,
    hidden: frozenset[int],
    *,
    told: str,
    held: bool,
    ccgs: Iterable[CCG] | None = None,
    **more,
) -> Row:
    blot = row.matter_id in hidden
    page = reverse("matter_outside", args=[row.committee_id, row.matter_id])
    return Row(
        name=f"{kind}-{row.pk}",
        kind=kind,
        committee=row.committee.name,
        places=places(scope, ccgs if ccgs is not None else ccgs_between(row.committee, row.matter), scope.today),
        about=IN_CONFLICT if blot else row.matter.title,
        day=london_day(row),
        told="" if blot else told,
        links=() if blot else (("The matter between meetings", page),),
        held=held and not blot,
        hidden=blot,
        **more,
    )


def ccgs_between(committee: Committee, matter: Matter) -> list[CCG]:
    """The CCGs of a matter before a committee: those of the matter that are its own; else all its own, or the matter's."""
    own, named = list(committee.ccgs.all()), list(matter.ccgs.all())
    return [ccg for ccg in own if ccg in named] or own or named
