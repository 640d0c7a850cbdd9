"""Why a change cannot be made, in sentences: what, why, and what to do. Reads what is known, writes nothing.

The rules are those of the registers themselves: one main surgery on a day, one list closure, one boundary of a kind, days in
order, nothing about a practice that has closed. Whether a decision may be made is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import singledispatch

from django.db import models

from practices.changes import declared
from practices.changes.known import Deal, Known, day_after, day_before
from practices.changes.words import capital, contract_named, listed, named, not_there, site_named
from practices.dated import Dated, covers, in_words, period_in_words
from practices.models import Boundary, Contract, Notice, Partner, Practice, Site
from practices.models.practices import Status

_CODE = re.compile(r"\A[A-Z][0-9A-Z]{5}\Z")
_LINES, _LINE = 5, 80  # of a practice's address


def why_not(change: declared.Change, known: Known) -> list[str]:
    """Why a change cannot be made to the registers as they are, in sentences; none where it can."""
    problem = not_there(change, known)
    return [problem] if problem else list(_ask(change, known))


@singledispatch
def _ask(change: declared.Change, known: Known) -> Iterator[str]:
    raise TypeError(f"{type(change).__name__} is no change that is known.")


# Practices


def closed(known: Known, practice: int, day: date) -> Iterator[str]:
    """Why nothing can be changed for a practice on a day: it has closed, or does not exist yet."""
    row = known.practices[practice]
    if row.closed_on is not None and row.closed_on < day:
        when = f"is closed from {in_words(day_after(row.closed_on))} on"
    elif row.closed_on is None and row.status == Status.CLOSED:
        when = "is closed"
    elif row.opened_on is not None and day < row.opened_on:
        yield f"{named(row, day)} opens on {in_words(row.opened_on)} only: choose that day or a later one."
        return
    else:
        return
    after = known.successors(practice)
    if after:
        into = listed(named(each, day) for each in after)
        yield f"{named(row, day)} {when}, and its patients are those of {into}. Decide anew, about {into}."
    else:
        yield f"{named(row, day)} {when}. Nothing can be changed for it then: choose a practice that is open."


def not_open(known: Known, practice: int, first: date, last: date | None = None) -> Iterator[str]:
    """Why nothing can hold for a practice from one day to another; ``last`` None: for good."""
    row = known.practices[practice]
    if row.opened_on is not None and first < row.opened_on:
        yield from closed(known, practice, first)
    else:
        yield from closed(known, practice, last or date.max)


@_ask.register
def _(change: declared.Merge, known: Known) -> Iterator[str]:
    ended = known.practices[change.ended]
    if change.ended == change.survivor:
        yield f"{named(ended, change.first_day)} cannot merge with itself: choose two practices."
        return
    yield from not_open(known, change.survivor, change.first_day)
    shut = list(closed(known, change.ended, day_before(change.first_day)))
    yield from shut
    if not shut:
        yield from _already_followed(known, change.ended, change.first_day)
        yield from _contracts_to_come(known, change.ended, day_before(change.first_day))


@_ask.register
def _(change: declared.ClosePractice, known: Known) -> Iterator[str]:
    practice = known.practices[change.practice]
    shut = list(closed(known, change.practice, change.last_day))
    yield from shut
    if shut:
        return
    if practice.closed_on == change.last_day:
        yield f"{named(practice, change.last_day)} closes on {in_words(change.last_day)} already: nothing is left to decide."
    elif practice.closed_on is not None:
        yield from _already_followed(known, change.practice, change.last_day)
    yield from _contracts_to_come(known, change.practice, change.last_day)


@_ask.register
def _(change: declared.DispersePatients, known: Known) -> Iterator[str]:
    practice = known.practices[change.practice]
    if change.practice in change.to:
        yield (
            f"The patients of {named(practice, change.first_day)} cannot be dispersed to the same practice: "
            "choose others."
        )
    for other in change.to:
        if other != change.practice:
            yield from closed(known, other, change.first_day)
    yield from _already_followed(known, change.practice, change.first_day)


@_ask.register
def _(change: declared.OpenPractice, known: Known) -> Iterator[str]:
    if not _CODE.match(change.ods_code):
        yield f"“{change.ods_code}” is no ODS code of a practice, which is a letter and five more characters: correct it."
    elif change.ods_code in known.codes:
        yield f"The code {change.ods_code} belongs to another practice already, and codes are never used again: correct it."
    ccg = known.ccgs[change.ccg]
    if not ccg.is_open_on(change.first_day):
        yield f"{ccg.full_name} does not exist on {in_words(change.first_day)}: choose another day or another CCG."
    yield from _blank(change.name, "The new practice has no name")
    yield from _long(Practice, name=change.name, postcode=change.postcode)
    yield from _long_address(change.address)


def _already_followed(known: Known, practice: int, day: date) -> Iterator[str]:
    after = known.successors(practice)
    if after:
        into = listed(named(each, day) for each in after)
        row = known.practices[practice]
        yield f"The patients of {named(row, day)} are those of {into} already. Decide anew, about {into}."


def _contracts_to_come(known: Known, practice: int, last: date) -> Iterator[str]:
    """A contract that is the practice's alone and starts after it ends would be for nobody."""
    for deal in known.every_deal():
        follows = deal.row.follows is not None  # only from that day on its alone: it ends before it begins
        if deal.practices == {practice} and deal.row.starts_on > last and not follows:
            yield (
                f"{capital(contract_named(known, deal, last))} starts on {in_words(deal.row.starts_on)}, after the last "
                f"day of the practice, {in_words(last)}. Decide about that contract first, or choose a later day."
            )


# Sites


@_ask.register
def _(change: declared.CloseSite, known: Known) -> Iterator[str]:
    site, last = known.sites[change.site], change.last_day
    said = capital(site_named(known, site, last))
    if site.kind == Site.Kind.MAIN:
        yield f"{said}, is no branch: decide to move it, or to close the practice."
    elif site.ends_on is not None and site.ends_on <= last:
        yield f"{said}, {_gone(known, site, 'There is nothing left to close.')}"
    elif last < site.starts_on:
        yield _before(said, "sees patients from", site, f"close after {in_words(last)}")


@_ask.register
def _(change: declared.OpenSite, known: Known) -> Iterator[str]:
    shut = list(not_open(known, change.practice, change.first_day))
    yield from shut
    yield from _blank(change.name, "The new branch has no name")
    yield from _long(Site, name=change.name, postcode=change.postcode)
    for site in known.sites_of(change.practice):
        same = folded(site.name) == folded(change.name)
        if not shut and same and (site.ends_on is None or site.ends_on >= change.first_day):
            said = capital(site_named(known, site, change.first_day))
            yield f"{said}, is there {_period(site)} already: give the new branch another name or another day."


@_ask.register
def _(change: declared.MoveSite, known: Known) -> Iterator[str]:
    site, first = known.sites[change.site], change.first_day
    said = capital(site_named(known, site, first))
    if site.ends_on is not None and site.ends_on < first:
        yield f"{said}, {_gone(known, site, f'Choose a site that is in use on {in_words(first)}.')}"
    elif first <= site.starts_on:
        yield _before(said, "is there from", site, f"move on {in_words(first)}")
    elif (folded(site.name), folded(site.address), folded(site.postcode)) == (
        folded(change.name),
        folded(change.address),
        folded(change.postcode),
    ):
        yield f"{said}, is at that address already: give another."
    yield from _blank(change.name, "The surgery has no name")
    yield from _long(Site, name=change.name, postcode=change.postcode)
    if site.kind == Site.Kind.MAIN:
        yield from _long_address(change.address)


def _gone(known: Known, site: Site, otherwise: str) -> str:
    """Since when a site is not used, and where it is instead, or went with its practice. ``otherwise``: what to do, where it
    is nowhere."""
    assert site.ends_on is not None  # noqa: S101 - asked by the callers
    practice = known.practices[site.practice_id]
    after = known.successors(site.practice_id)
    if after and practice.closed_on is not None and practice.closed_on <= site.ends_on:
        into = listed(named(each, day_after(site.ends_on)) for each in after)
        return (
            f"was the practice's until {in_words(site.ends_on)}: since then it is of {into}. Decide anew, about {into}."
        )
    for other in known.sites_of(site.practice_id):
        stated = other.source and other.source in site.source
        if stated and (other.kind, other.starts_on) == (site.kind, day_after(site.ends_on)):
            return f"moved on {in_words(other.starts_on)}, and is {other.name} since. Decide anew, about that site."
    return f"is in use until {in_words(site.ends_on)} and no longer. {otherwise}"


# Lists and boundaries


@_ask.register
def _(change: declared.CloseList, known: Known) -> Iterator[str]:
    practice = named(known.practices[change.practice], change.first_day)
    if change.last_day < change.first_day:
        yield _backwards(f"The list of {practice} would be closed", change.first_day, change.last_day)
        return
    yield from not_open(known, change.practice, change.first_day, change.last_day)
    held = [row for row in known.closures if row.practice_id == change.practice]
    now = known.closure(change.practice, change.first_day) if change.extends else None
    if change.extends and now is None:
        yield (
            f"The list of {practice} is not closed on {in_words(day_before(change.first_day))}, so its closure cannot be "
            "extended. Decide a closure instead."
        )
        return
    if now is not None and (now.ends_on is None or now.ends_on >= change.last_day):
        yield f"The list of {practice} is closed {_period(now)} already: choose a later day, or decide nothing."
        return
    for row in held:
        if row is not now and _share(row, change.first_day, change.last_day):
            yield (
                f"The list of {practice} is closed {_period(row)} already. Decide to extend that closure, or choose "
                "other days."
            )


@_ask.register
def _(change: declared.SetBoundary, known: Known) -> Iterator[str]:
    practice = named(known.practices[change.practice], change.first_day)
    if change.which not in Boundary.Kind.values:
        yield f"“{change.which}” is neither the inner nor the outer boundary of {practice}: choose one of them."
        return
    yield from _blank(change.text, f"The new boundary of {practice} is not described")
    yield from not_open(known, change.practice, change.first_day)
    kind = Boundary.Kind(change.which).label
    for row in known.boundaries:
        if (row.practice_id, row.kind) != (change.practice, change.which):
            continue
        if row.starts_on >= change.first_day:
            yield (
                f"The {kind} of {practice} is set {_period(row)} already: choose a day after {in_words(row.starts_on)}."
            )
        elif covers(row.starts_on, row.ends_on, change.first_day) and folded(row.text) == folded(change.text):
            yield f"The {kind} of {practice} is so already, {_period(row)}: nothing would change."


# Contracts


@_ask.register
def _(change: declared.StartContract, known: Known) -> Iterator[str]:
    holder = known.providers[change.provider].name
    if change.kind not in Contract.Kind.values:
        yield f"“{change.kind}” is no kind of contract: choose GMS, PMS or APMS."
    if not change.practices:
        yield f"The contract of {holder} is for no practice: name at least one."
    if change.last_day is not None and change.last_day < change.first_day:
        yield _backwards(f"The contract of {holder} would run", change.first_day, change.last_day)
        return
    for practice in change.practices:
        yield from not_open(known, practice, change.first_day, change.last_day)
    yield from _long(Contract, reference=change.reference)
    for deal in known.every_deal():
        same = deal.row.provider_id == change.provider and deal.row.kind == change.kind
        if same and deal.practices & set(change.practices) and _share(deal.row, change.first_day, change.last_day):
            yield (
                f"{capital(contract_named(known, deal, change.first_day))} runs {_period(deal.row)} already. End it "
                "first or extend it instead, or choose other days."
            )


@_ask.register
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


@_ask.register
def _(change: declared.EndContract, known: Known) -> Iterator[str]:
    deal, last = known.deal(change.contract), change.last_day
    said, row = capital(contract_named(known, deal, last)), deal.row
    if row.ends_on is not None and row.ends_on <= last:
        yield f"{said} ends on {in_words(row.ends_on)} already: nothing is left to end on {in_words(last)}."
    elif last < row.starts_on:
        yield _before(
            said, "is in these hands from" if row.follows_id else "starts on", row, f"end on {in_words(last)}"
        )


@_ask.register
def _(change: declared.ChangeHolder, known: Known) -> Iterator[str]:
    deal, first = known.deal(change.contract), change.first_day
    said, row = capital(contract_named(known, deal, first)), deal.row
    if row.ends_on is not None and row.ends_on < first:
        yield f"{said} ended on {in_words(row.ends_on)}, so it cannot change hands on {in_words(first)}: decide a new one."
    elif row.provider_id == change.provider:
        yield f"{said} is in the hands of {row.provider.name} already: choose another provider."
    elif first <= row.starts_on:
        yield _before(said, "is in these hands from", row, f"change hands on {in_words(first)}")
    else:
        yield from _nobody_left(known, deal, first, "put in other hands")


@_ask.register
def _(change: declared.ServeNotice, known: Known) -> Iterator[str]:
    hands, first = known.hands(change.contract), change.first_day
    said = contract_named(known, hands[-1], first)
    if change.kind not in Notice.Kind.values:
        kinds = listed(Notice.Kind.labels)
        yield f"“{change.kind}” is no notice that can stand against a contract: choose one of {kinds}."
        return
    yield from _blank(change.text, "The notice says nothing")
    if change.remedy_by is not None and change.remedy_by < first:
        yield _backwards("The notice would run", first, change.remedy_by)
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


# Partners


@_ask.register
def _(change: declared.JoinPartner, known: Known) -> Iterator[str]:
    provider = known.providers[change.provider].name
    yield from _blank(change.name, f"The new partner in {provider} has no name")
    yield from _long(Partner, name=change.name)
    for row in _partners(known, change.provider, change.name):
        if row.ends_on is None or row.ends_on >= change.first_day:
            yield f"{row.name} is a partner in {provider} {_period(row)} already: choose another day, or decide nothing."


@_ask.register
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
        yield _before(row.name, f"is a partner in {provider} from", row, f"leave after {in_words(last)}")


def _partners(known: Known, provider: int, name: str) -> list[Partner]:
    found = [row for row in known.partners if row.provider_id == provider and folded(row.name) == folded(name)]
    return sorted(found, key=lambda row: row.starts_on)


# Words and days


def folded(text: str) -> str:
    """A text for comparing: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def _share(row: Dated, first: date, last: date | None) -> bool:
    """Whether a row holds on one of these days at least."""
    return (row.ends_on is None or row.ends_on >= first) and (last is None or row.starts_on <= last)


def _period(row: Dated) -> str:
    """ "from 1 April 2015 to 31 March 2016"."""
    said = period_in_words(row.starts_on, row.ends_on)
    return said if row.ends_on is None else f"from {said}"


def _before(said: str, since: str, row: Dated, what: str) -> str:
    it = "" if isinstance(row, Partner) else "it "
    return f"{said} {since} {in_words(row.starts_on)}, so {it}cannot {what}: choose a later day."


def _backwards(said: str, first: date, last: date) -> str:
    return f"{said} from {in_words(first)} to {in_words(last)}, which is earlier: choose a later last day."


def _blank(text: str, said: str) -> Iterator[str]:
    if not text.strip():
        yield f"{said}: state it."


def _long(model: type[models.Model], **texts: str) -> Iterator[str]:
    """Texts that do not fit into their columns."""
    for name, text in texts.items():
        field = model._meta.get_field(name)
        most = getattr(field, "max_length", None)
        if most is not None and len(text.strip()) > most:
            label = capital(str(getattr(field, "verbose_name", name)))
            yield f"{label}: “{text.strip()[:40]}…” is longer than the {most} characters that are kept. Shorten it."


def _long_address(address: str) -> Iterator[str]:
    if len(lines := address_lines(address)) > _LINES or any(len(line) > _LINE for line in lines):
        yield f"A practice's address has at most {_LINES} lines of {_LINE} characters, besides the postcode: shorten it."


def address_lines(address: str) -> list[str]:
    """The lines of an address; of one on a single line, its parts between the commas."""
    lines = [line.strip(" ,") for line in address.splitlines()]
    if len([line for line in lines if line]) == 1:
        parts = [part.strip() for part in lines[0].split(",")] if lines[0] else []
        lines = parts if len(parts) <= _LINES else lines
    return [line for line in lines if line]
