"""What every act outside a meeting stands on: the lock of the book, the matter as it is under it, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.models import Sitting
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.words import day_words
from decisions.book import Book, last_entry_on
from decisions.effects.frozen import VERBS
from decisions.gate import require
from decisions.models import ConsentRequest, Matter, OutsideAct, OutsideDecision, Signature
from decisions.outside.facts import OutsideRecord, load_outside
from decisions.outside.in_meetings import sittings_on_it
from practices import clock

A = TypeVar("A", bound=OutsideAct)


class OutsideBench:
    """A matter under the lock of a committee's book, and the hand that writes to it."""

    def __init__(self, actor: Actor, record: OutsideRecord, book: Book, when: datetime):
        self.actor = actor
        self.record = record
        self.when = when
        self._book = book

    def write(
        self,
        act: A,
        verdict: Verdict,
        *,
        by: int | None = None,
        signatures: Iterable[Signature] = (),
        kept: Mapping[str, Any] = MappingProxyType({}),
    ) -> A:
        """Write an act with the verdict relied on. ``by``: who did it, None: who asks. ``kept``: what stays with it."""
        act.matter = self.record.matter
        act.happened_at, act.recorded_at = self.when, clock.now()
        act.by_id = by if by is not None else self.actor.person
        act.recorded_by = self.actor.account
        act.verdict = verdict.as_data() | dict(kept)
        if isinstance(act, (ConsentRequest, OutsideDecision)):
            act.verdict["matter"] = relied_on(self.record.matter)
        self._book.write(act, signatures)
        return act

    def require(self, ask: Callable[[OutsideRecord], Verdict], *, by: int | None) -> Verdict:
        """The gate's answer on the day of the act; Refused where it is no.

        Who enters their own act later must have the right still: only who records for the committee enters what
        somebody did who has it no more (derived).
        """
        verdict = require(ask(self.record))
        if by is not None and by == self.actor.person and self.record.day != clock.today():
            row, people = self.record, list(self.record.people)
            require(ask(load_outside(row.committee.id, row.matter.pk, clock.today(), also=people)))
        return verdict


def relied_on(matter: Matter) -> dict:
    """What a decision or a request for consent rests on, kept with it as it was."""
    return {
        "title": matter.title,
        "function": matter.function,
        "kind": matter.kind,
        "value": str(matter.value) if matter.value is not None else None,
        "ccgs": sorted(ccg.ods_code for ccg in matter.ccgs.all()),
        "facts": matter.facts,
        "parts": {str(limb.pk): limb.facts for limb in matter.limbs.all()},
        VERBS: {str(limb.pk): limb.verb for limb in matter.limbs.all()},
    }


@contextmanager
def in_book(
    actor: Actor, committee: int, matter: int, when: datetime | None = None, *, also: Collection[int | None] = ()
) -> Iterator[OutsideBench]:
    """Acts of one committee about one matter outside a meeting. ``when``: at which it happened, not in the future.

    Nor before the matter was raised, or before the last entry about it in the book. ``also``: people besides the
    committee's own, and the asker, who are checked for conflicts. The committee's sittings on the matter are locked, so
    that no result is announced meanwhile.
    """
    happened = when or clock.now()
    if happened > clock.now():
        raise ValidationError("This time is still to come. Give the time at which it happened.")
    with transaction.atomic():
        book = Book(committee)
        open_sittings = sittings_on_it(committee, matter).values_list("pk", flat=True)
        list(Sitting.objects.select_for_update().filter(pk__in=list(open_sittings)).order_by("pk"))
        day = happened.astimezone(clock.LONDON).date()
        record = load_outside(committee, matter, day, also=[*also, actor.person], at=when and _end_of_minute(when))
        if when is not None:
            _refuse_too_early(record, when)
        yield OutsideBench(actor, record, book, happened)


def _end_of_minute(when: datetime) -> datetime:
    """A time given in minutes means the whole minute."""
    return when if when.second or when.microsecond else when + timedelta(minutes=1, microseconds=-1)


def _refuse_too_early(record: OutsideRecord, when: datetime) -> None:
    """Nothing is done about a matter before there is one, nor before what the book says was done about it already."""
    raised = record.matter.raised_on
    if raised is not None and record.day < raised:
        raise ValidationError(
            f"The matter was raised on {day_words(raised)}: nothing was done about it before that day."
        )
    last = last_entry_on(record.committee.id, record.matter.pk)
    if last is not None and _end_of_minute(when) < last:
        at = last.astimezone(clock.LONDON)
        raise ValidationError(
            f"The last entry on this matter is of {day_words(at.date())}, {at:%H:%M}. This cannot have happened before it."
        )
