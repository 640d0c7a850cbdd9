"""A person's own entry in the registers, as they and who keeps the registers see it: what stands, what it was, who said so.

With the registers *as recorded on a day* this is what reads the history tables: it shows the history itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Prefetch

from committees.models import Account, Interest, Person, Statement, TermsOfReference
from committees.registers.bodies import Body, Place, bodies_of, places
from committees.registers.due import dues
from committees.rights.declaring import Due, told_late
from committees.rights.words import day_words
from committees.terms import Directness, InterestType, Said
from practices.models import Practice

STATEMENTS_SHOWN = 10
ONE_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Step:
    """One row of an entry's history. ``what``: each thing that changed, in words."""

    at: datetime
    by: str
    reason: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class InterestLine:
    """One interest. ``late``: by how many days it was declared after the 28 that are allowed; ``names``: in what it is."""

    row: Interest
    kind: str
    names: tuple[str, ...]
    late: int
    steps: tuple[Step, ...]
    over: bool

    @property
    def dates(self) -> str:
        """From when to when."""
        row = self.row
        if row.ends_on is None:
            return f"Since {day_words(row.starts_on)}"
        return f"{day_words(row.starts_on)} to {day_words(row.ends_on)}"


@dataclass(frozen=True)
class Saying:
    """What was said of the whole entry on a day, and by whom it was recorded where that is somebody else."""

    what: str
    day: date
    by: str


@dataclass(frozen=True)
class Entry:
    """``standing``: the bodies on whose registers the entry is, each with why; ``said_before``: anything at all was said."""

    person: Person
    due: Due
    standing: list[tuple[Body, str]]
    interests: list[InterestLine]
    sayings: list[Saying] = field(default_factory=list)

    @property
    def open(self) -> list[InterestLine]:
        return [line for line in self.interests if not line.over]

    @property
    def ended(self) -> list[InterestLine]:
        return [line for line in self.interests if line.over]

    @property
    def said_before(self) -> bool:
        return bool(self.sayings or self.interests)


def entry_of(person: Person, today: date) -> Entry:
    """A person's entry on a day, in a fixed number of queries."""
    theirs = places(today, people=[person.pk]).get(person.pk, [])
    bodies = bodies_of(theirs) if theirs else []
    return Entry(
        person=person,
        due=dues({person.pk: theirs}, today)[person.pk],
        standing=[(body, "; ".join(dict.fromkeys(p.title for p in theirs if p.on(body)))) for body in bodies],
        interests=_interests(person, theirs, today),
        sayings=_sayings(person),
    )


def _interests(person: Person, theirs: list[Place], today: date) -> list[InterestLine]:
    since = min((place.since for place in theirs), default=None)
    held = Interest.objects.filter(person=person).prefetch_related(
        Prefetch("practices", Practice.objects.with_dated_facts()), "providers"
    )
    rows = list(held.order_by("-starts_on", "-pk"))
    steps = _steps([row.pk for row in rows])
    return [
        InterestLine(
            row=row,
            kind=f"{InterestType(row.type).label}, {Directness(row.directness).label}",
            names=tuple(
                [practice.name_on(today) for practice in row.practices.all()]
                + [provider.name for provider in row.providers.all()]
                + ([row.organisation] if row.organisation else [])
            ),
            late=told_late(row.starts_on, row.declared_on, since),
            steps=steps.get(row.pk, ()),
            over=row.ends_on is not None and row.ends_on < today,
        )
        for row in rows
    ]


#: What the history speaks of, in the order in which it is told.
WORDS = {
    "type": "type",
    "directness": "direct or indirect",
    "relationship": "whose it is",
    "nature": "what it is",
    "practices": "practices",
    "providers": "providers",
    "organisation": "organisation",
    "starts_on": "first day",
    "ends_on": "last day",
    "category": "local category",
    "mitigation": "agreed mitigation",
    "mitigation_agreed_with": "agreed with",
    "objection": "why it should not be published",
}
COLUMNS = [name for name in WORDS if name not in ("practices", "providers")]


def _steps(pks: list[int]) -> dict[int, tuple[Step, ...]]:
    """The history of each of these interests, the first row first. Three queries."""
    rows = list(Interest.history.filter(id__in=pks).select_related("history_user__person").order_by("history_id"))
    linked = {name: _linked(name, what, rows) for name, what in (("practices", "practice"), ("providers", "provider"))}
    by_interest: dict[int, list] = {}
    for row in rows:
        names = {name: ", ".join(sorted(of[row.history_id])) or "none" for name, of in linked.items()}
        by_interest.setdefault(row.id, []).append((row, _said(row) | names))
    return {pk: tuple(_told(of)) for pk, of in by_interest.items()}


def _linked(name: str, what: str, rows: list) -> dict[int, list[str]]:
    """The names of the practices or providers of each row of the history."""
    found: dict[int, list[str]] = {row.history_id: [] for row in rows}
    through = getattr(Interest.history.model, name).model
    for link in through.objects.filter(history__in=list(found)).select_related(what):
        found[link.history_id].append(str(getattr(link, what)))
    return found


def _told(rows: list[tuple]) -> Iterable[Step]:
    """What was written at one moment, by one hand and for one reason, is one step, however many rows that took."""
    rows = [row for row, after in pairwise(rows) if not _at_once(row[0], after[0])] + rows[-1:]
    yield _step(rows[0][0], ())
    for (_, then), (row, now) in pairwise(rows):
        changed = [f"{WORDS[name]}: {then[name]} became {now[name]}" for name in WORDS if then[name] != now[name]]
        if changed:
            yield _step(row, tuple(changed))


def _at_once(row, after) -> bool:
    same_hand = (
        row.history_user_id == after.history_user_id and row.history_change_reason == after.history_change_reason
    )
    return same_hand and abs(after.history_date - row.history_date) < ONE_MOMENT


def _step(row, what: tuple[str, ...]) -> Step:
    by = name_of(row.history_user) if row.history_user else "the hand of the import"
    return Step(row.history_date, by, row.history_change_reason or "", what)


def _said(row) -> dict[str, str]:
    """What the columns of one row of the history say, each in words."""
    said = {name: f"“{getattr(row, name)}”" if getattr(row, name, "") else "nothing" for name in COLUMNS}
    return said | {
        "type": InterestType(row.type).label,
        "directness": Directness(row.directness).label,
        "starts_on": day_words(row.starts_on),
        "ends_on": day_words(row.ends_on) if row.ends_on else "open",
    }


def _sayings(person: Person) -> list[Saying]:
    rows = Statement.objects.filter(person=person).select_related("recorded_by__person").order_by("-said_on", "-pk")
    return [
        Saying(Said(row.said).label, row.said_on, _recorder(row.recorded_by, person)) for row in rows[:STATEMENTS_SHOWN]
    ]


def _recorder(account: Account | None, person: Person) -> str:
    if account is None or account.pk == person.account_id:
        return ""
    return name_of(account)


def name_of(account: Account) -> str:
    """The person's name, or the account's where it is nobody's."""
    return account.person.name if hasattr(account, "person") else str(account)


def categories_for(person: Person, today: date) -> list[str]:
    """The local categories in the terms of reference of the committees on which a person sits or for which they work."""
    on = {place.committee for place in places(today, people=[person.pk]).get(person.pk, []) if place.committee}
    terms = (
        TermsOfReference.objects.filter(committee__in=on).in_force_on(today).values_list("category_handling", flat=True)
    )
    return sorted({name for handling in terms for name in handling})
