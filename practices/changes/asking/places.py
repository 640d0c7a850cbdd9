"""Why sites, closed lists and boundaries cannot be changed."""

from __future__ import annotations

from collections.abc import Iterator

from practices.changes import declared
from practices.changes.asking.base import ask, not_open
from practices.changes.asking.said import (
    backwards,
    before,
    blank,
    folded,
    period,
    share,
    too_long,
    too_long_address,
)
from practices.changes.known import Known, day_after, day_before
from practices.changes.words import capital, listed, named, site_named
from practices.dated import covers, in_words
from practices.models import Boundary, Site


@ask.register
def _(change: declared.CloseSite, known: Known) -> Iterator[str]:
    site, last = known.sites[change.site], change.last_day
    said = capital(site_named(known, site, last))
    if site.kind == Site.Kind.MAIN:
        yield f"{said}, is no branch: decide to move it, or to close the practice."
    elif site.ends_on is not None and site.ends_on <= last:
        yield f"{said}, {_gone(known, site, 'There is nothing left to close.')}"
    elif last < site.starts_on:
        yield before(said, "sees patients from", site, f"close after {in_words(last)}")


@ask.register
def _(change: declared.OpenSite, known: Known) -> Iterator[str]:
    shut = list(not_open(known, change.practice, change.first_day))
    yield from shut
    yield from blank(change.name, "The new branch has no name")
    yield from too_long(Site, name=change.name, postcode=change.postcode)
    for site in known.sites_of(change.practice):
        same = folded(site.name) == folded(change.name)
        if not shut and same and (site.ends_on is None or site.ends_on >= change.first_day):
            said = capital(site_named(known, site, change.first_day))
            yield f"{said}, is there {period(site)} already: give the new branch another name or another day."


@ask.register
def _(change: declared.MoveSite, known: Known) -> Iterator[str]:
    site, first = known.sites[change.site], change.first_day
    said = capital(site_named(known, site, first))
    if site.ends_on is not None and site.ends_on < first:
        yield f"{said}, {_gone(known, site, f'Choose a site that is in use on {in_words(first)}.')}"
    elif first <= site.starts_on:
        yield before(said, "is there from", site, f"move on {in_words(first)}")
    elif (folded(site.name), folded(site.address), folded(site.postcode)) == (
        folded(change.name),
        folded(change.address),
        folded(change.postcode),
    ):
        yield f"{said}, is at that address already: give another."
    yield from blank(change.name, "The surgery has no name")
    yield from too_long(Site, name=change.name, postcode=change.postcode)
    if site.kind == Site.Kind.MAIN:
        yield from too_long_address(change.address)


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


@ask.register
def _(change: declared.CloseList, known: Known) -> Iterator[str]:
    practice = named(known.practices[change.practice], change.first_day)
    if change.last_day < change.first_day:
        yield backwards(f"The list of {practice} would be closed", change.first_day, change.last_day)
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
    if now is not None and now.ends_on is not None and known.day is not None and now.ends_on < known.day:
        yield f"The list reopened on {in_words(day_after(now.ends_on))}: decide a closure."
        return
    if now is not None and (now.ends_on is None or now.ends_on >= change.last_day):
        yield f"The list of {practice} is closed {period(now)} already: choose a later day, or decide nothing."
        return
    for row in held:
        if row is not now and share(row, change.first_day, change.last_day):
            yield (
                f"The list of {practice} is closed {period(row)} already. Decide to extend that closure, or choose "
                "other days."
            )


@ask.register
def _(change: declared.SetBoundary, known: Known) -> Iterator[str]:
    practice = named(known.practices[change.practice], change.first_day)
    if change.which not in Boundary.Kind.values:
        yield f"“{change.which}” is neither the inner nor the outer boundary of {practice}: choose one of them."
        return
    yield from blank(change.text, f"The new boundary of {practice} is not described")
    yield from not_open(known, change.practice, change.first_day)
    kind = Boundary.Kind(change.which).label
    for row in known.boundaries:
        if (row.practice_id, row.kind) != (change.practice, change.which):
            continue
        if row.starts_on >= change.first_day:
            yield (
                f"The {kind} of {practice} is set {period(row)} already: choose a day after {in_words(row.starts_on)}."
            )
        elif covers(row.starts_on, row.ends_on, change.first_day) and folded(row.text) == folded(change.text):
            yield f"The {kind} of {practice} is so already, {period(row)}: nothing would change."
