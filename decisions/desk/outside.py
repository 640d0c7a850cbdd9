"""What awaits NHS England between meetings: requests for information, for consent, and decisions at level 1.

Each route offers what is open in the books of given committees; here it becomes lines of the desk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from committees.models import Committee
from committees.rights.words import day_words
from committees.terms import Power
from decisions.desk.rows import DeskKind, Row, days_left, places
from decisions.desk.scope import Scope
from decisions.finding.declared import declared_on
from decisions.finding.facts import find_on_each
from decisions.models import ConsentRequest, Matter
from decisions.outcome import london_day
from decisions.outside import informed, level_1
from practices.models import CCG

IN_CONFLICT = "a matter on which the registers show you in conflict"
TO_DECIDE = {
    "answered": "{ccg} was consulted and has answered: decide when you are ready.",
    "no response": "{ccg} was consulted and did not answer by {until}: you may decide without.",
    "to decide": "Nobody was consulted: the CCG may be, and need not be.",
    "awaits a response": "{ccg} is consulted, and may answer until {until}.",
}


@dataclass(frozen=True)
class ConsentAsked:
    """A request for consent that is not answered."""

    pk: int
    committee: int
    matter: int
    text: str
    asked_on: date


def _consents(scope: Scope) -> list[ConsentAsked]:
    rows = ConsentRequest.objects.filter(committee__in=scope.posted, answer__isnull=True).order_by("happened_at", "pk")
    return [ConsentAsked(row.pk, row.committee_id, row.matter_id, row.text, london_day(row)) for row in rows]


@dataclass(frozen=True)
class Before:
    """What the lines between meetings are about. ``hidden``: matters (keys) of which the reader does not read."""

    matters: dict[int, Matter]
    committees: dict[int, Committee]
    hidden: frozenset[int]


def between_meetings(scope: Scope) -> tuple[list[Row], list[Row]]:
    """What awaits NHS England, and what it waits for itself. A number of queries that does not grow with the lines."""
    asked = informed.awaiting(scope.having(Power.PREPARE, Power.VETO))
    consents = _consents(scope)
    own = level_1.awaiting(scope.all, scope.today)
    before = _before(scope, {(each.committee, each.matter) for each in (*asked, *consents, *own)})
    rows = [
        *(_information(each, scope, before) for each in asked),
        *(_consent(each, scope, before) for each in consents),
        *(_level_1(each, scope, before) for each in own if each.state != "awaits a response"),
    ]
    waits = [_level_1(each, scope, before) for each in own if each.state == "awaits a response"]
    return rows, waits


def _before(scope: Scope, asked: Collection[tuple[int, int]]) -> Before:
    matters = Matter.objects.filter(pk__in={matter for _, matter in asked})
    committees = Committee.objects.filter(pk__in={committee for committee, _ in asked}).prefetch_related("ccgs")
    found = {row.pk: row for row in matters.prefetch_related("ccgs", "practices", "providers")}
    return Before(found, {row.pk: row for row in committees}, in_conflict(scope, found.values()))


def in_conflict(scope: Scope, matters: Iterable[Matter]) -> frozenset[int]:
    """The matters (keys) on which the reader is in conflict: as the registers show today, or as declared in a meeting."""
    rows = list(matters)
    if scope.actor.person is None or not rows:
        return frozenset()
    shown = {each.item for each in find_on_each(rows, scope.today, [scope.actor.person])}
    return frozenset(shown | set(declared_on([row.pk for row in rows], [scope.actor.person])))


def _information(asked: informed.InformationAsked, scope: Scope, before: Before) -> Row:
    return _row(
        DeskKind.INFORMATION,
        f"{DeskKind.INFORMATION}-{asked.pk}",
        asked.committee,
        asked.matter,
        scope,
        before,
        day=asked.asked_on,
        told=f"Asked on {day_words(asked.asked_on)}: {asked.text}",
        power="answer to a request for information",
        how_long=days_left(asked.due_on, scope.today),
        silence="If you say nothing, the committee goes without, and the request is shown as overdue.",
        last_day=asked.due_on,
        soon=asked.due_on,
        late=asked.due_on < scope.today,
        is_today=asked.due_on == scope.today,
        held=True,
    )


def _consent(asked: ConsentAsked, scope: Scope, before: Before) -> Row:
    held = asked.committee in scope.having(Power.CONSENT)
    instead = "You prepare for NHS England here: its officer posted to the committee gives or refuses consent."
    return _row(
        DeskKind.CONSENT,
        f"{DeskKind.CONSENT}-{asked.pk}",
        asked.committee,
        asked.matter,
        scope,
        before,
        day=asked.asked_on,
        told=f"Asked on {day_words(asked.asked_on)}: {asked.text}",
        power="consent beforehand, and no veto afterwards",
        how_long="No last day.",
        silence="If you say nothing, the committee cannot decide it.",
        held=held,
        holder="" if held else instead,
    )


def _level_1(own: level_1.AtLevel1, scope: Scope, before: Before) -> Row:
    until = day_words(own.due_on) if own.due_on else ""
    told = TO_DECIDE[own.state].format(ccg=own.ccg, until=until)
    waits = own.state == "awaits a response" and own.due_on is not None
    held = own.committee in scope.team or Power.RECORD in scope.actor.on(own.committee)
    return _row(
        DeskKind.LEVEL_1,
        f"{DeskKind.LEVEL_1}-{own.committee}-{own.matter}",
        own.committee,
        own.matter,
        scope,
        before,
        of_matter=True,
        day=scope.today,
        told=told,
        power="decision at level 1, by NHS England and without a ballot",
        how_long=days_left(own.due_on, scope.today) if waits and own.due_on else "No last day.",
        silence="Until you decide, nothing is decided.",
        soon=own.due_on if waits and own.due_on else date.max,
        held=held and not waits,
        holder="" if held or waits else "Whoever holds a seat on NHS England's team decides.",
    )


def _row(
    kind: DeskKind,
    name: str,
    committee: int,
    matter: int,
    scope: Scope,
    before: Before,
    *,
    told: str,
    held: bool,
    of_matter: bool = False,
    **more,
) -> Row:
    blot, body, on = matter in before.hidden, before.committees[committee], before.matters[matter]
    ccgs = list(on.ccgs.all()) if of_matter else ccgs_between(body, on)
    page = reverse("matter_outside", args=[committee, matter])
    return Row(
        name=name,
        kind=kind,
        committee=body.name,
        places=places(scope, ccgs, scope.today),
        about=IN_CONFLICT if blot else on.title,
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
