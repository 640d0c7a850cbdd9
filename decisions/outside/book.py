"""What stands in a committee's book, by matter: for the page “between meetings” and for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from committees.terms import Route
from decisions import models
from decisions.life.entries import sort_of
from decisions.models import OUTSIDE_ACTS, ItemPurpose, Matter, OutsideAct
from decisions.outcome import london_day
from decisions.outside.reported import decisions_to_report, stands

Tag = tuple[str, str]
NOTHING_YET: Tag = ("nothing done yet", "grey")
IN_EFFECT: Tag = ("in effect", "green")
ROUTES = {
    Route.CHAIRS_ACTION.value: "decided by chair's action",
    Route.OFFICER.value: "decided by an officer",
    Route.NHS_ENGLAND.value: "decided by NHS England",
}
#: What was done, as people say it.
WORDS = {
    models.Consultation: "CCG consulted",
    models.ConsultationResponse: "CCG answered",
    models.ConsentRequest: "consent asked",
    models.InformationRequest: "information asked",
    models.InformationAnswer: "information given",
    models.PanelReferral: "panel called",
    models.Adviser: "adviser named",
    models.Advice: "advised",
    models.AdviceTaken: "said what became of the advice",
    models.Report: "reported",
    models.EffectApplied: "took effect",
    models.EffectHeld: "effect held",
}
#: What is asked and not answered: its answer, and what is then awaited.
AWAITED = {
    models.ConsentRequest: ("answer", "awaits consent"),
    models.InformationRequest: ("answer", "information awaited"),
    models.PanelReferral: ("advice", "advice awaited"),
}


@dataclass(frozen=True)
class BookMatter:
    """A matter of the book, and when something was last done about it. ``kinds``: what was done, each once, in words.

    ``tags``: what is awaited, and where each decision stands that was taken on it, in words and a colour.
    """

    pk: int
    title: str
    function: str
    value: Decimal | None
    last: date
    kinds: tuple[str, ...]
    tags: tuple[Tag, ...] = ()


def matters_in_book(committee: int, today: date) -> list[BookMatter]:
    """The matters that were raised here or about which something is recorded, the latest first.

    One query for each kind of act, and at most eight.
    """
    acts = _acts(committee)
    raised = Matter.objects.filter(raised_by=committee).values_list("pk", flat=True)
    matters = Matter.objects.in_bulk({*acts, *raised})
    agendas = ItemPurpose.objects.filter(sitting__committee=committee, item__matter__in=matters)
    on_agendas = set(agendas.values_list("item__matter", flat=True))
    decisions = decisions_to_report([committee])
    stand = stands(decisions, today)
    found = []
    for pk, matter in matters.items():
        own = sorted(acts[pk], key=lambda act: act.happened_at)
        tags = [
            *_awaited(own, today),
            *(tag for row in decisions if row.matter_id == pk for tag in (IN_EFFECT, stand[row.pk].tag)),
        ]
        words = [*(["raised"] if matter.raised_by_id == committee else []), *map(_words, own)]
        words += ["put on an agenda"] if pk in on_agendas else []
        if not own and pk not in on_agendas:
            tags.append(NOTHING_YET)
        days = [*map(london_day, own), *filter(None, [matter.raised_on])]
        function = matter.get_function_display()
        found.append(
            BookMatter(pk, matter.title, function, matter.value, max(days), tuple(dict.fromkeys(words)), tuple(tags))
        )
    return sorted(found, key=lambda each: (each.last, each.pk), reverse=True)


def _acts(committee: int) -> dict[int, list[OutsideAct]]:
    """What stands in the book, by matter."""
    found: dict[int, list[OutsideAct]] = defaultdict(list)
    for model in OUTSIDE_ACTS:
        rows = model.objects.filter(committee=committee)
        if model in AWAITED:
            rows = rows.select_related(AWAITED[model][0])
        for row in rows:
            found[row.matter_id].append(row)
    return found


def _words(act: OutsideAct) -> str:
    if isinstance(act, models.OutsideDecision):
        return ROUTES.get(act.route, "decided")
    if isinstance(act, models.ConsentAnswer):
        return "consent given" if act.given else "consent refused"
    if isinstance(act, models.LifeEntry):
        return sort_of(act.entry).label.lower()
    return WORDS[type(act)]


def _awaited(acts: Iterable[OutsideAct], today: date) -> list[Tag]:
    tags = []
    for act in acts:
        answer, words = AWAITED.get(type(act), ("", ""))
        if answer and not hasattr(act, answer):
            late = isinstance(act, models.InformationRequest) and act.due_on < today
            tags.append(("asked and overdue", "red") if late else (words, "blue"))
    return list(dict.fromkeys(tags))
