"""Making changes: all of a decision's together, or none; asked under a lock, and the history names the decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, models, transaction

from practices import clock
from practices.changes.asking import why_not
from practices.changes.declared import Change
from practices.changes.known import Known, load_known, named, practices_of
from practices.changes.planning import Plan, carry_out
from practices.changes.words import words
from practices.models import CCG, Contract, Practice, Provider

_LONGEST_REASON = 100  # of a row of history


class CannotChange(ValueError):
    """Changes cannot be made; ``sentences`` say why, and nothing was written."""

    def __init__(self, sentences: Iterable[str]):
        self.sentences = list(dict.fromkeys(sentences))
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the practices (keys) whose record changed, and what changed, in sentences."""

    practices: frozenset[int]
    words: tuple[str, ...]


def cannot(changes: Iterable[Change], known: Known, day: date | None = None) -> list[str]:
    """Why these changes of one decision cannot be made together, in their order; none where they can.

    Each is asked with those before it made: a partner who retires and returns leaves first. Nothing is written, and
    ``known`` stays as it is. ``day``: from which day they would hold, where that is known.
    """
    tried = known.copied()
    tried.day = day or known.day
    return _planned(tuple(changes), tried, source="")[1]


def make(changes: Iterable[Change], *, day: date, reason: str, source: str, by=None) -> Made:
    """Make the changes of one decision, together or not at all. Raises CannotChange with the sentences that say why not.

    ``day``: from which day the decision takes effect. ``reason``: which decision it is, in a line, for the history of every
    row (as many characters as that holds). ``source``: the same in full, as the rows keep it. ``by``: the account, or None
    for the timed command.
    """
    changes = tuple(changes)
    try:
        with transaction.atomic():
            _lock(changes)
            plan, problems, told = _planned(changes, load_known(changes, day), source)
            if problems:
                raise CannotChange(problems)
            _write(plan, reason, by)
    except IntegrityError as error:
        raise CannotChange(
            [
                "The registers hold something else on those days by now, so this cannot be made: look at what they hold, "
                "and decide anew."
            ]
        ) from error
    practices = plan.practices | {row.pk for row in plan.new if isinstance(row, Practice)}
    return Made(practices=frozenset(practices), words=told)


def _planned(changes: tuple[Change, ...], known: Known, source: str) -> tuple[Plan, list[str], tuple[str, ...]]:
    """What to write, why not, and what it is in words. ``known`` is changed."""
    plan, problems, told = Plan(known, source), [], []
    for change in changes:
        found = why_not(change, known)
        problems += found
        if not found:
            told.append(words(change, known))
            plan.practices |= practices_of(change, known)
            carry_out(change, plan)
    return plan, problems, tuple(told)


def _lock(changes: tuple[Change, ...]) -> None:
    """Whoever changes the same practices, contracts or providers waits, always in the same order.

    Not their keys: a contract of others may be written that is for a practice locked here, without waiting for it.
    """
    known = load_known(changes)
    practices = {key for change in changes for key in practices_of(change, known)}
    theirs = {pk for pk, deal in known.deals.items() if deal.practices & practices}
    contracts = theirs | (named(changes, "contract") & known.deals.keys())
    for model, keys in (
        (CCG, named(changes, "ccg")),
        (Provider, named(changes, "provider")),
        (Practice, practices),
        (Contract, contracts),
    ):
        list(model.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _write(plan: Plan, reason: str, by) -> None:
    """First what makes room, then what takes it."""
    moment = clock.now()

    def signed(row: models.Model) -> models.Model:
        row._history_user, row._history_date = by, moment  # type: ignore[attr-defined]
        row._change_reason = reason[:_LONGEST_REASON]  # type: ignore[attr-defined]
        return row

    for row in reversed(plan.removed):
        signed(row).delete()
    later = [row for row in plan.changed if isinstance(row, Contract) and _follows_new(row)]
    first = [row for row in plan.changed if all(row is not other for other in later)]
    for row in (*first, *plan.new, *later):
        signed(row).save()
    for deal in plan.covered:
        signed(deal.row)
        deal.row.practices.set(deal.practices)


def _follows_new(row: Contract) -> bool:
    """Whether a contract follows a row that is yet to be written."""
    return row.follows_id is None and row.follows is not None
