"""Writing acts, each sealed into the chain of every sitting it belongs to.

A seal is the SHA-256 of the previous seal and the act's content, so that changing or removing any act breaks every seal
after it; the last seal is printed in the minutes.

A kind of act may gain a column when acts of it are sealed already. Such a column is sealed only where it says something:
left out, it means what it says of every act that was sealed before it was there. So the old seals hold, and no two acts that
differ have the same content. A test names every column of every act: whoever adds one is sent to ``GAINED``.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection, Iterable

from django.db import transaction

from committees.models import Sitting
from decisions.facts import Record, last_links, load_record
from decisions.models import (
    ACTS,
    Act,
    Condition,
    Elector,
    Link,
    Motion,
    Opening,
    OutsideAct,
    OutsideDecision,
    Signature,
)
from practices import clock

KINDS = {model._meta.model_name: model for model in ACTS}

#: Columns that acts gained, and what each says of an act that was sealed before: with interests from the registers, and
#: with what NHS England's powers hang on.
GAINED = {
    "opening": {"veto_holder": "", "veto_alternate": ""},
    "veto": {"lapsed": False},
    "declaration": {"why": "", "from_register": False},
    "deferral": {"passed_to_id": None, "recommends": "", "asked_for": "", "not_before": None},
}
#: The same, with the meetings of other days. Since then these are sealed whatever they say.
GAINED_BEFORE = {"imported_line": None, "time_told": True, "void": False, "handling_not_told": False, "conditions": []}
#: The acts that had one of those from the first.
FROM_THE_FIRST = {("attendance", "void"), ("declaration", "void")}


def content(act: Act | OutsideAct) -> dict:
    """What an act says, as plain data: every column but the key it got from the database."""
    kind = act._meta.model_name
    return _without(_every_column(act), GAINED.get(kind, {}))


def _content_as_first_sealed(act: Act) -> dict:
    kind = act._meta.model_name
    gained = {name: value for name, value in GAINED_BEFORE.items() if (kind, name) not in FROM_THE_FIRST}
    return _without(content(act), gained)


def _without(data: dict, gained: dict) -> dict:
    return {name: value for name, value in data.items() if name not in gained or value != gained[name]}


def _every_column(act: Act | OutsideAct) -> dict:
    data = {}
    for field in act._meta.concrete_fields:
        if field.primary_key:
            continue
        value = getattr(act, field.attname)
        if isinstance(value, datetime.datetime):
            value = value.astimezone(datetime.UTC).isoformat()
        elif isinstance(value, datetime.date):
            value = value.isoformat()
        data[field.attname] = value
    if isinstance(act, Opening):
        electors = Elector.objects.filter(opening=act).order_by("seat_id")
        data["electorate"] = [[e.seat_id, e.person_id, e.may_vote] for e in electors]
    if isinstance(act, OutsideDecision):
        signatures = Signature.objects.filter(decision=act).order_by("seat_id")
        data["signatures"] = [[s.seat_id, s.person_id, s.how, s.verdict] for s in signatures]
    if isinstance(act, Motion):
        conditions = Condition.objects.filter(motion=act).order_by("number")
        data["conditions"] = [[c.number, c.text, c.awaits_id, c.who, c.due_on] for c in conditions]
    return data


def seal(previous: str, act: Act | OutsideAct) -> str:
    """The seal of an act that follows ``previous``."""
    return _seal(previous, act, content(act))


def _seal(previous: str, act: Act | OutsideAct, said: dict) -> str:
    body = json.dumps([previous, act._meta.model_name, said], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(body.encode()).hexdigest()


def _holds(link: Link, act: Act) -> bool:
    """Whether an act is what was sealed, now or before its kind gained columns."""
    if seal(link.previous, act) == link.seal:
        return True
    return _seal(link.previous, act, _content_as_first_sealed(act)) == link.seal


class Recorder:
    """Writes acts inside one transaction: it holds the lock on each sitting and knows the end of each chain.

    Closing a sitting takes the same lock, so nothing can slip in behind it.
    """

    def __init__(self, sittings: Iterable[int]):
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("Acts are written inside a transaction.")
        wanted = sorted(set(sittings))
        locked = Sitting.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
        self.sittings = [sitting.pk for sitting in locked]
        self.ends = dict.fromkeys(self.sittings, (0, ""))
        self.ends |= {pk: (link.number, link.seal) for pk, link in last_links(self.sittings).items()}

    def write(
        self,
        act: Act,
        *,
        sittings: Collection[int],
        electors: Iterable[Elector] = (),
        conditions: Iterable[Condition] = (),
    ) -> Act:
        """Save an act and seal it into the chain of each of ``sittings``.

        ``electors``: of an opening; ``conditions``: of a motion. They are sealed with it.
        """
        act.recorded_at = act.recorded_at or clock.now()
        act.save(force_insert=True)
        electors = list(electors)
        for elector in electors:
            elector.opening = act
        Elector.objects.bulk_create(electors)
        conditions = list(conditions)
        for number, condition in enumerate(conditions, start=1):
            condition.motion, condition.number = act, number
        Condition.objects.bulk_create(conditions)
        Link.objects.bulk_create([self._link(act, sitting) for sitting in sorted(sittings)])
        return act

    def _link(self, act: Act, sitting: int) -> Link:
        number, previous = self.ends[sitting]
        link = Link(
            sitting_id=sitting,
            number=number + 1,
            kind=act._meta.model_name,
            act=act.pk,
            previous=previous,
            seal=seal(previous, act),
        )
        self.ends[sitting] = (link.number, link.seal)
        return link


def verify(sitting: int) -> list[str]:
    """Check a sitting's chain against its acts; what does not hold, in sentences. Empty: the record is whole."""
    problems, previous, expected = [], "", 1
    links = list(Link.objects.filter(sitting=sitting).order_by("number"))
    acts = {kind: model.objects.in_bulk([x.act for x in links if x.kind == kind]) for kind, model in KINDS.items()}
    for link in links:
        act = acts[link.kind].get(link.act)
        if link.number != expected:
            problems.append(f"Place {expected} of the chain is missing.")
        if link.previous != previous:
            problems.append(f"Place {link.number} does not follow the seal before it.")
        if act is None:
            problems.append(f"The {link.kind} at place {link.number} is missing.")
        elif not _holds(link, act):
            problems.append(f"The {link.kind} at place {link.number} is not what was sealed.")
        previous, expected = link.seal, link.number + 1
    return problems


def verify_meeting(meeting: int) -> list[str]:
    """Check every chain of a meeting, and that no act of it is outside them. Empty: the record is whole."""
    sittings = {sitting.pk: sitting for sitting in Sitting.objects.filter(meeting=meeting)}
    problems = [f"{sittings[pk]}: {problem}" for pk in sittings for problem in verify(pk)]
    sealed = set(Link.objects.filter(sitting__in=sittings).values_list("sitting", "kind", "act"))
    record = load_record(meeting, whatever_the_chains_say=True)
    own = {
        (act._meta.model_name, act.pk): resolution.sitting.pk
        for resolution in record.resolution_by_id.values()
        for act in resolution.acts
    }
    for act in record.acts:
        kind = act._meta.model_name
        of_one = getattr(act, "sitting_id", own.get((kind, act.pk)))
        every = _corrected_in(act, sealed) or _open_at(act, record)
        for sitting in every if of_one is None else [of_one]:
            if (sitting, kind, act.pk) not in sealed:
                problems.append(f"{sittings[sitting]}: the {kind} {act.pk} is in the record but not in the chain.")
    return problems


def _corrected_in(act: Act, sealed: set[tuple[int, str, int]]) -> list[int]:
    """For a correction of an act of the whole room: the sittings in whose chain the act that it replaces stands."""
    if act.replaces_id is None:
        return []
    replaced = (act._meta.model_name, act.replaces_id)
    return sorted(sitting for sitting, *of in sealed if tuple(of) == replaced)


def _open_at(act: Act, record: Record) -> list[int]:
    """The sittings that were open when an act of the whole room was recorded."""
    closed = {pk: sitting.closed for pk, sitting in record.sittings.items()}
    return [pk for pk, closing in closed.items() if closing is None or closing.recorded_at > act.recorded_at]
