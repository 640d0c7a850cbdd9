"""A decision taken outside a meeting, in sentences: for its page, the agenda that it is on, the console and the minutes."""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights.words import day_words, lower_first, sentence_case
from committees.terms import Outcome, Route
from decisions.facts import ItemFacts
from decisions.models import OutsideDecision, Signature
from decisions.outcome import london_day, outcome_of
from decisions.outside.reported import STANDS_ALL_THE_SAME
from practices import clock


@dataclass(frozen=True)
class Told:
    """``what`` it was, ``when`` and by whom, and more in sentences; ``after``: what the committee's result means for it."""

    what: str
    text: str
    when: str
    details: tuple[str, ...]
    after: str = ""


def told(row: OutsideDecision, after: str = "") -> Told:
    """One of them. ``row`` was loaded ``with_signatures``."""
    on = day_words(london_day(row))
    details = [f"{_who(each)}: {_stop(each.how)}" for each in row.signatures.all()]
    why = "Why it could not wait" if row.route == Route.CHAIRS_ACTION else "Why"
    details.append(f"{why}: {_stop(row.reason)}")
    if row.route == Route.CHAIRS_ACTION:
        asked = _stop(row.members_asked) if row.members_asked else "none are on record."
        details.append(f"Members asked beforehand: {asked}")
    return Told(
        what=f"{sentence_case(Route(row.route).label.partition(',')[0])}, on {on}",
        text=row.text,
        when=f"{on}, {row.happened_at.astimezone(clock.LONDON):%H:%M}{_by(row)}",
        details=tuple(details),
        after=after,
    )


def _stop(text: str) -> str:
    return f"{text.strip().rstrip('.')}."


def _who(signature: Signature) -> str:
    return f"{signature.person.name}, {lower_first(signature.seat.title)}"


def _by(row: OutsideDecision) -> str:
    seat = f", {lower_first(row.seat.title)}" if row.seat else ""
    return f", by {row.by.name}{seat}" if row.by else ""


def told_on(item: ItemFacts) -> tuple[Told, ...]:
    """What is reported on an item. No query: the record holds it."""
    return tuple(told(row, _after(row, item)) for row in item.reported)


def _after(row: OutsideDecision, item: ItemFacts) -> str:
    """Once the committee has said what it makes of it."""
    if row.route != Route.CHAIRS_ACTION:
        return ""
    for resolution in item.resolutions:
        if resolution.sitting.committee.id == row.committee_id and resolution.announcement is not None:
            outcome = outcome_of(resolution)
            if outcome is Outcome.CARRIED:
                return "Ratified."
            if outcome in (Outcome.NOT_CARRIED, Outcome.VETOED):
                return STANDS_ALL_THE_SAME
    return "It has effect since it was taken, whether it is ratified or not."
