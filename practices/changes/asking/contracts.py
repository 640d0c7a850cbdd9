"""Why contracts, notices and partners cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from practices.changes import declared
from practices.changes.asking.base import ask, closed, not_open
from practices.changes.asking.said import (
    backwards,
    before,
    blank,
    folded,
    period,
    share,
    too_long,
)
from practices.changes.known import Deal, Known, day_before
from practices.changes.words import capital, contract_named, listed
from practices.dated import in_words
from practices.models import Contract, Notice, Partner


@ask.register
def _(change: declared.StartContract, known: Known) -> Iterator[str]:
    holder = known.providers[change.provider].name
    if change.kind not in Contract.Kind.values:
        yield f"“{change.kind}” is no kind of contract: choose GMS, PMS or APMS."
    if not change.practices:
        yield f"The contract of {holder} is for no practice: name at least one."
    if change.last_day is not None and change.last_day < change.first_day:
        yield backwards(f"The contract of {holder} would run", change.first_day, change.last_day)
        return
    for practice in change.practices:
        yield from not_open(known, practice, change.first_day, change.last_day)
    yield from too_long(Contract, reference=change.reference)
    for deal in known.every_deal():
        same = deal.row.provider_id == change.provider and deal.row.kind == change.kind
        if same and deal.practices & set(change.practices) and share(deal.row, change.first_day, change.last_day):
            yield (
                f"{capital(contract_named(known, deal, change.first_day))} runs {period(deal.row)} already. End it "
                "first or extend it instead, or choose other days."
            )


@ask.register
def _(change: declared.ExtendContract, known: Known) -> Iterator[str]:
    deal = known.deal(change.contract)
    said, ends_on = capital(contract_named(known, deal, change.last_day)), deal.row.ends_on
    if ends_on is None:
        yield f"{said} has no last day, so it cannot be extended: nothing is left to decide."
    elif change.last_day <= ends_on:
        yield f"{said} runs until {in_words(ends_on)} already: choose a later day."
    elif known.day is not None and ends_on < day_before(known.day):
        yield (
            f"{said} ended on {in_words(ends_on)}, before the extension takes effect on {in_words(known.day)}. A contract "
            "that has ended is not extended: decide a new one."
        )
    else:
        yield from _nobody_left(known, deal, change.last_day, "extended")


@ask.register
def _(change: declared.EndContract, known: Known) -> Iterator[str]:
    deal, last = known.deal(change.contract), change.last_day
    said, row = capital(contract_named(known, deal, last)), deal.row
    if row.ends_on is not None and row.ends_on <= last:
        yield f"{said} ends on {in_words(row.ends_on)} already: nothing is left to end on {in_words(last)}."
    elif last < row.starts_on:
        yield before(said, "is in these hands from" if row.follows_id else "starts on", row, f"end on {in_words(last)}")


@ask.register
def _(change: declared.ChangeHolder, known: Known) -> Iterator[str]:
    deal, first = known.deal(change.contract), change.first_day
    said, row = capital(contract_named(known, deal, first)), deal.row
    if row.ends_on is not None and row.ends_on < first:
        yield f"{said} ended on {in_words(row.ends_on)}, so it cannot change hands on {in_words(first)}: decide a new one."
    elif row.provider_id == change.provider:
        yield f"{said} is in the hands of {row.provider.name} already: choose another provider."
    elif first <= row.starts_on:
        yield before(said, "is in these hands from", row, f"change hands on {in_words(first)}")
    else:
        yield from _nobody_left(known, deal, first, "put in other hands")


@ask.register
def _(change: declared.ServeNotice, known: Known) -> Iterator[str]:
    hands, first = known.hands(change.contract), change.first_day
    said = contract_named(known, hands[-1], first)
    if change.kind not in Notice.Kind.values:
        kinds = listed(Notice.Kind.labels)
        yield f"“{change.kind}” is no notice that can stand against a contract: choose one of {kinds}."
        return
    yield from blank(change.text, "The notice says nothing")
    if change.remedy_by is not None and change.remedy_by < first:
        yield backwards("The notice would run", first, change.remedy_by)
    if not any(deal.row.is_in_force_on(first) for deal in hands):
        yield f"{capital(said)} is not in force on {in_words(first)}, so no notice can stand against it: choose another day."
    kind = capital(Notice.Kind(change.kind).label)
    rows = {key for deal in hands for key in known.before(deal)}
    for notice in known.notices:
        same = (notice.kind, notice.starts_on) == (change.kind, first) and folded(notice.text) == folded(change.text)
        if same and notice.contract_id in rows:
            yield f"{kind}: the same was served on {in_words(first)} already, against {said}. Nothing is left to serve."


def _nobody_left(known: Known, deal: Deal, day: date, what: str) -> Iterator[str]:
    """A contract whose every practice has closed is for nobody."""
    shut = [key for key in deal.practices if key in known.practices and any(closed(known, key, day))]
    if shut and len(shut) == len(deal.practices):
        yield from closed(known, min(shut), day)
        said = contract_named(known, deal, day)
        yield f"{capital(said)} is for no practice that is open on {in_words(day)}, so it cannot be {what}."


@ask.register
def _(change: declared.JoinPartner, known: Known) -> Iterator[str]:
    provider = known.providers[change.provider].name
    yield from blank(change.name, f"The new partner in {provider} has no name")
    yield from too_long(Partner, name=change.name)
    for row in _partners(known, change.provider, change.name):
        if row.ends_on is None or row.ends_on >= change.first_day:
            yield f"{row.name} is a partner in {provider} {period(row)} already: choose another day, or decide nothing."


@ask.register
def _(change: declared.LeavePartner, known: Known) -> Iterator[str]:
    provider, last = known.providers[change.provider].name, change.last_day
    rows = _partners(known, change.provider, change.name)
    if not rows:
        yield (
            f"{change.name.strip() or 'Nobody'} is not recorded as a partner in {provider}, so cannot leave: correct the "
            "name, or record the partner first."
        )
        return
    row = rows[-1]
    if row.ends_on is not None and row.ends_on <= last:
        yield f"{row.name} is a partner in {provider} until {in_words(row.ends_on)} already: nothing is left to decide."
    elif last < row.starts_on:
        yield before(row.name, f"is a partner in {provider} from", row, f"leave after {in_words(last)}")


def _partners(known: Known, provider: int, name: str) -> list[Partner]:
    found = [row for row in known.partners if row.provider_id == provider and folded(row.name) == folded(name)]
    return sorted(found, key=lambda row: row.starts_on)
