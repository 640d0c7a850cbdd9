"""What every act outside a meeting stands on: the lock of the book, the matter as it is under it, and the writing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.powers import Actor
from committees.rights.reasons import Verdict
from decisions.book import Book
from decisions.models import OutsideAct, Signature
from decisions.outside.facts import OutsideRecord, load_outside
from practices import clock

A = TypeVar("A", bound=OutsideAct)


class OutsideBench:
    """A matter under the lock of a committee's book, and the hand that writes to it."""

    def __init__(self, actor: Actor, record: OutsideRecord, book: Book, when: datetime):
        self.actor = actor
        self.record = record
        self.when = when
        self._book = book

    def write(self, act: A, verdict: Verdict, *, by: int | None = None, signatures: Iterable[Signature] = ()) -> A:
        """Write an act with the verdict relied on. ``by``: who did it, None: who asks."""
        act.matter = self.record.matter
        act.happened_at, act.recorded_at = self.when, clock.now()
        act.by_id = by if by is not None else self.actor.person
        act.recorded_by = self.actor.account
        act.verdict = verdict.as_data()
        self._book.write(act, signatures)
        return act


@contextmanager
def in_book(
    actor: Actor, committee: int, matter: int, when: datetime | None = None, *, also: Collection[int | None] = ()
) -> Iterator[OutsideBench]:
    """Acts of one committee about one matter outside a meeting. ``when``: at which it happened, not in the future.

    ``also``: people besides the committee's own, and the asker, who are checked for conflicts.
    """
    happened = when or clock.now()
    if happened > clock.now():
        raise ValidationError("This time is still to come. Give the time at which it happened.")
    with transaction.atomic():
        book = Book(committee)
        day = happened.astimezone(clock.LONDON).date()
        record = load_outside(committee, matter, day, also=[*also, actor.person])
        yield OutsideBench(actor, record, book, happened)
