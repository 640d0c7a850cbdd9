"""Why practices cannot merge, close or open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from practices.changes import declared
from practices.changes.asking.base import ask, closed, not_open
from practices.changes.asking.said import (
    blank,
    too_long,
    too_long_address,
)
from practices.changes.known import Known, day_before
from practices.changes.words import capital, contract_named, listed, named
from practices.dated import in_words
from practices.models import Practice

_CODE = re.compile(r"\A[A-Z][0-9A-Z]{5}\Z")


@ask.register
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


@ask.register
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


@ask.register
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


@ask.register
def _(change: declared.OpenPractice, known: Known) -> Iterator[str]:
    if not _CODE.match(change.ods_code):
        yield f"“{change.ods_code}” is no ODS code of a practice, which is a letter and five more characters: correct it."
    elif change.ods_code in known.codes:
        yield f"The code {change.ods_code} belongs to another practice already, and codes are never used again: correct it."
    ccg = known.ccgs[change.ccg]
    if not ccg.is_open_on(change.first_day):
        yield f"{ccg.full_name} does not exist on {in_words(change.first_day)}: choose another day or another CCG."
    yield from blank(change.name, "The new practice has no name")
    yield from too_long(Practice, name=change.name, postcode=change.postcode)
    yield from too_long_address(change.address)


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
