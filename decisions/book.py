"""The book of a committee: the chain of what is done about its matters outside meetings.

Sealed like the chain of a meeting (``decisions.chain``): a seal is made of the one before it and of what the act says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from committees.models import Committee
from decisions.chain import seal
from decisions.models import OUTSIDE_ACTS, LifeEntry, OutsideAct, Page, Signature
from practices import clock

KINDS = {model._meta.model_name: model for model in OUTSIDE_ACTS}


class Book:
    """Writes acts inside one transaction, under the lock of the committee whose book it is."""

    def __init__(self, committee: int):
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("Acts are written inside a transaction.")
        # Not the key: an entry of a meeting that names the committee need not wait for its book.
        self.committee = Committee.objects.select_for_update(no_key=True).get(pk=committee)

    def write(self, act: OutsideAct, signatures: Iterable[Signature] = ()) -> OutsideAct:
        """Save an act, with the signatures that belong to it, and seal it into the book."""
        act.committee = self.committee
        act.recorded_at = act.recorded_at or clock.now()
        act.save(force_insert=True)
        signatures = list(signatures)
        for signature in signatures:
            signature.decision = act
        Signature.objects.bulk_create(signatures)
        last = Page.objects.filter(committee=self.committee).order_by("-number").first()
        previous = last.seal if last else ""
        Page.objects.create(
            committee=self.committee,
            number=last.number + 1 if last else 1,
            kind=act._meta.model_name,
            act=act.pk,
            previous=previous,
            seal=seal(previous, act),
        )
        return act


def last_entry_on(committee: int, matter: int) -> datetime | None:
    """When the latest of what a book says of a matter happened; None where it says nothing. One query.

    The steps of its course are left out: they are told by their day, in whatever order they become known.
    """
    rows = [
        model.objects.filter(committee=committee, matter=matter).order_by().values_list("happened_at", flat=True)
        for model in OUTSIDE_ACTS
        if model is not LifeEntry
    ]
    return max(rows[0].union(*rows[1:]), default=None)


def verify_book(committee: int) -> list[str]:
    """Check a committee's book against its acts; what does not hold, in sentences. Empty: the record is whole."""
    problems, previous = [], ""
    pages = list(Page.objects.filter(committee=committee).order_by("number"))
    acts = {kind: _of(model, pages).in_bulk() for kind, model in KINDS.items()}
    for expected, page in enumerate(pages, start=1):
        act = acts[page.kind].get(page.act)
        if page.number != expected:
            problems.append(f"Page {expected} of the book is missing.")
        if page.previous != previous:
            problems.append(f"Page {page.number} does not follow the seal before it.")
        if act is None:
            problems.append(f"The {page.kind} on page {page.number} is missing.")
        elif seal(page.previous, act) != page.seal:
            problems.append(f"The {page.kind} on page {page.number} is not what was sealed.")
        previous = page.seal
    sealed = {(page.kind, page.act) for page in pages}
    for kind, model in KINDS.items():
        for pk in model.objects.filter(committee=committee).values_list("pk", flat=True):
            if (kind, pk) not in sealed:
                problems.append(f"The {kind} {pk} is in the record but not in the book.")
    return problems


def _of(model: type[OutsideAct], pages: Iterable[Page]) -> models.QuerySet:
    return model.objects.filter(pk__in=[page.act for page in pages if page.kind == model._meta.model_name])
