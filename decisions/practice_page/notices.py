"""Which notices against a practice's contracts a reader may know: those that a decision served which they may know."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from committees.kinds import KINDS, facts
from decisions.models import EffectApplied, Matter
from practices.changes import ServeNotice
from practices.models import Notice


class Served(NamedTuple):
    """A notice as the decision says that served it; not against which contract, which may have changed hands."""

    kind: str
    text: str
    first_day: date
    remedy_by: date | None


def served_by(matter: Matter, effect: EffectApplied) -> Iterator[Served]:
    """The notices that an effect served. Its facts stay as they were decided, so they are told from them. ``effect`` has
    its part loaded: no query."""
    kind = KINDS.get(matter.kind)
    given = facts.given(kind, matter.facts, effect.limb.facts) if kind is not None else {}
    if kind is None or not kind.changes_something or facts.missing(kind, given):
        return
    for change in kind.effect(given, effect.on_day):
        if isinstance(change, ServeNotice):
            yield Served(change.kind, change.text.strip(), change.first_day, change.remedy_by)


def known_notices(
    notices: Iterable[Notice], known: Collection[Served], unknown: Collection[Served], otherwise: Callable[[], bool]
) -> tuple[Notice, ...]:
    """Those that the reader may know (derived: no source says that notices are published).

    ``known``, ``unknown``: served by decisions that they may know, and by others. ``otherwise``: whether they may know of
    one that was written down without a decision; asked only where there is one.
    """
    notices = list(notices)
    of = {notice.pk: Served(notice.kind, notice.text, notice.starts_on, notice.remedy_by) for notice in notices}
    without = any(each not in known and each not in unknown for each in of.values()) and otherwise()
    return tuple(notice for notice in notices if of[notice.pk] in known or (without and of[notice.pk] not in unknown))
