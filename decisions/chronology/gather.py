"""The rows that a chronology is made of, in a fixed number of queries, however much was done about the matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from committees.models import Account, Interest, Letter, Meeting, Person
from decisions import models as m
from decisions.models import ACTS, OUTSIDE_ACTS, Act, Elector, Link, Matter, OutsideAct, Page

_OPENED = ("opening__resolution__limb", "opening__resolution__sitting__committee")
_RESOLVED = ("resolution__limb", "resolution__sitting__committee")

#: From each kind of act to its item, and what is told with it. An act of the whole meeting has no way to an item.
WAYS: dict[type[Act], tuple[str, tuple[str, ...]]] = {
    m.Attendance: ("", ()),
    m.AlsoPresent: ("", ()),
    m.ItemStep: ("item", ()),
    m.Declaration: ("item", ()),
    m.Ruling: ("item", ("sitting__committee",)),
    m.ChairElected: ("item", ("sitting__committee",)),
    m.Motion: ("resolution__item", _RESOLVED),
    m.Opening: ("resolution__item", _RESOLVED),
    m.Vote: (
        "elector__opening__resolution__item",
        ("elector__seat", "elector__opening__resolution__limb", "elector__opening__resolution__sitting__committee"),
    ),
    m.Tally: ("opening__resolution__item", _OPENED),
    m.VotingClosed: ("opening__resolution__item", _OPENED),
    m.CastingVote: ("opening__resolution__item", _OPENED),
    m.Agreement: ("opening__resolution__item", _OPENED),
    m.Announcement: ("resolution__item", _RESOLVED),
    m.PublishedOutcome: ("resolution__item", _RESOLVED),
    m.Veto: (
        "announcement__resolution__item",
        ("announcement__resolution__limb", "announcement__resolution__sitting__committee"),
    ),
    m.Withdrawal: ("resolution__item", _RESOLVED),
    m.Deferral: ("item", ("sitting__committee", "to_meeting", "passed_to")),
    m.ConditionOutcome: (
        "condition__motion__resolution__item",
        (
            "condition__awaits",
            "condition__motion__resolution__limb",
            "condition__motion__resolution__sitting__committee",
        ),
    ),
    m.ShadowRecommendation: ("item", ("sitting__committee", "limb")),
    m.SittingClosed: ("", ("sitting__committee",)),
}

#: What is told with an act of a book, besides its committee.
WITH: dict[type[OutsideAct], tuple[str, ...]] = {
    m.Consultation: ("ccg",),
    m.ConsultationResponse: ("consultation__ccg",),
    m.ConsentRequest: ("paper",),
    m.PanelReferral: ("panel",),
    m.Adviser: ("person",),
    m.AdviceTaken: ("resolution__item__meeting",),
    m.OutsideDecision: ("seat",),
    m.Report: ("item__meeting",),
    m.LifeEntry: ("limb", "replaces", "answers"),
    m.EffectApplied: ("limb",),
    m.EffectHeld: ("limb",),
}


@dataclass
class Gathered:
    """``acts``: with the key of their item, None where they are of a meeting as a whole; ``links`` and
    ``pages``: their places in chains, by kind and key; ``entered``: the first version of each interest."""

    matter: Matter
    items: dict[int, m.AgendaItem]
    acts: list[tuple[Act, int | None]]
    between: list[OutsideAct]
    links: dict[tuple[str, int], list[Link]]
    pages: dict[tuple[str, int], Page]
    electors: dict[int, list[Elector]]
    conditions: dict[int, list[m.Condition]]
    signatures: dict[int, list[m.Signature]]
    histories: dict[str, list] = field(default_factory=dict)
    interests: dict[int, Interest] = field(default_factory=dict)
    entered: dict[int, Any] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    invited: list[m.ItemAppointment] = field(default_factory=list)
    invited_at: dict[int, datetime] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    accounts: dict[int, str] = field(default_factory=dict)

    def of(self, model: type[Act]) -> list[Act]:
        return [act for act, _ in self.acts if isinstance(act, model)]

    @property
    def meetings(self) -> dict[int, Meeting]:
        return {item.meeting_id: item.meeting for item in self.items.values()}


def gather(matter: Matter) -> Gathered:
    """Everything on record about a matter, whoever may read it."""
    items = _items(matter)
    acts = [pair for model in ACTS for pair in _acts(model, items)]
    between = [act for model in OUTSIDE_ACTS for act in _between(model, matter)]
    found = Gathered(
        matter=matter,
        items=items,
        acts=acts,
        between=between,
        links=_links(items),
        pages=_pages(between),
        electors=_by("opening_id", Elector.objects.filter(opening__resolution__item__in=items).order_by("pk")),
        conditions=_by("motion_id", _conditions(items)),
        signatures=_by("decision_id", m.Signature.objects.filter(decision__matter=matter).select_related("seat")),
    )
    found.histories = _histories(matter, items)
    found.interests = _interests(found)
    entered = Interest.history.filter(id__in=found.interests).order_by("-history_date", "-history_id")
    found.entered = {row.id: row for row in entered}
    found.letters = _letters(found)
    related = ("appointment__person", "appointment__seat__committee")
    found.invited = list(m.ItemAppointment.objects.filter(item__in=items).select_related(*related).order_by("pk"))
    made = m.ItemAppointment.history.filter(item_id__in=list(items), history_type="+")
    found.invited_at = dict(made.values_list("id", "history_date"))
    _name(found)
    return found


def _items(matter: Matter) -> dict[int, m.AgendaItem]:
    rows = m.AgendaItem.objects.filter(matter=matter).select_related("meeting")
    rows = rows.prefetch_related("purposes__sitting__committee", "papers")
    return {row.pk: row for row in rows.order_by("meeting__date", "meeting__starts_at", "pk")}


def _acts(model: type[Act], items: dict[int, m.AgendaItem]) -> Iterable[tuple[Act, int | None]]:
    way, more = WAYS[model]
    rows = model.objects.select_related("meeting", *more).order_by("pk")
    if way:
        rows = rows.filter(**{f"{way}__in": items})
    else:
        rows = rows.filter(meeting__items__in=items).distinct()
    names = [*way.split("__")[:-1], f"{way.split('__')[-1]}_id"] if way else []
    return [(act, _followed(act, names)) for act in rows]


def _followed(act: Act, names: list[str]) -> int | None:
    if not names:
        return getattr(act, "item_id", None)
    found = act
    for name in names:
        found = getattr(found, name)
    return found


def _between(model: type[OutsideAct], matter: Matter) -> Iterable[OutsideAct]:
    return model.objects.filter(matter=matter).select_related("committee", *WITH.get(model, ())).order_by("pk")


def _conditions(items: Collection[int]):
    rows = m.Condition.objects.filter(motion__resolution__item__in=items).select_related("awaits")
    return rows.order_by("motion", "number")


def _links(items: Collection[int]) -> dict[tuple[str, int], list[Link]]:
    rows = Link.objects.filter(sitting__meeting__items__in=items).select_related("sitting__committee").distinct()
    found: dict[tuple[str, int], list[Link]] = defaultdict(list)
    for row in rows.order_by("sitting__order", "sitting", "number"):
        found[(row.kind, row.act)].append(row)
    return found


def _pages(between: list[OutsideAct]) -> dict[tuple[str, int], Page]:
    rows = Page.objects.filter(committee__in={act.committee_id for act in between}).select_related("committee")
    return {(row.kind, row.act): row for row in rows}


def _by(name: str, rows) -> dict[int, list]:
    found: dict[int, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


#: The registers whose history is told: which rows of them are the matter's.
def _histories(matter: Matter, items: dict[int, m.AgendaItem]) -> dict[str, list]:
    on_items = {"item_id__in": list(items)}
    limbs = list(matter.limbs.values_list("pk", flat=True))
    wanted = {
        "matter": (m.Matter, {"id": matter.pk}),
        "limb": (m.Limb, {"matter_id": matter.pk}),
        "limbcondition": (m.LimbCondition, {"limb_id__in": limbs}),
        "agendaitem": (m.AgendaItem, {"matter_id": matter.pk}),
        "paper": (m.Paper, on_items),
        "presenter": (m.Presenter, on_items),
        "match": (m.Match, on_items),
        "meeting": (Meeting, {"id__in": {item.meeting_id for item in items.values()}}),
    }
    return {
        name: list(model.history.filter(**of).order_by("history_date", "history_id"))
        for name, (model, of) in wanted.items()
    }


def _interests(found: Gathered) -> dict[int, Interest]:
    """The entries of the register that were declared or found on its items. One query."""
    wanted = {act.interest_id for act in found.of(m.Declaration)}
    wanted |= {row.interest_id for row in found.histories["match"]}
    return Interest.objects.in_bulk(wanted - {None})


def _letters(found: Gathered) -> list[Letter]:
    """What NHS England was written about a decision that it may veto. One query."""
    keys = Q(pk__in=())
    for act in found.of(m.Announcement):
        keys |= Q(key__startswith=f"veto opens: {act.pk}, ") | Q(key__startswith=f"veto ends: {act.pk}, ")
    return list(Letter.objects.filter(keys).select_related("person").order_by("written_at", "pk"))


def _name(found: Gathered) -> None:
    """The people and accounts that are named. Two queries."""
    acts = [*(act for act, _ in found.acts), *found.between]
    rows = [*acts, *(each for several in found.electors.values() for each in several)]
    rows += [*found.histories["match"], *found.histories["presenter"], *found.interests.values()]
    rows += [*(each for several in found.signatures.values() for each in several)]
    rows += found.invited
    people = {getattr(row, name, None) for row in rows for name in ("by_id", "person_id", "invited_by_id")} - {None}
    found.people = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    hands = {act.recorded_by_id for act in acts}
    hands |= {row.history_user_id for rows in (*found.histories.values(), found.entered.values()) for row in rows}
    accounts = Account.objects.filter(pk__in=hands - {None}).select_related("person")
    found.accounts = {each.pk: each.person.name if hasattr(each, "person") else str(each) for each in accounts}
