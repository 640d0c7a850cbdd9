"""How minutes say times, people, interests and what was done. Plain sentences from single acts."""

from __future__ import annotations

from datetime import date, datetime

from committees.rights.quorum import Quorum
from committees.rights.words import day_words, listed, sentence_case
from committees.terms import Choice, Directness, InRoom, InterestType
from decisions.models import Act
from decisions.readers import LEFT_OUT
from decisions.readout import number
from practices.clock import LONDON

#: Voting choices in the order in which minutes list them.
CHOICES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.NOT_VOTING)


def time_words(moment: datetime) -> str:
    """10:05, in London."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def at(moment: datetime, day: date) -> str:
    """at 10:05; on another day than the meeting's: on 18 April 2016 at 10:05."""
    local = moment.astimezone(LONDON)
    start = "" if local.date() == day else f"on {day_words(local.date())} "
    return f"{start}at {local:%H:%M}"


def when(act: Act, day: date) -> str:
    """ " at 10:05", or " on 18 April 2016 at 10:05" on another day than the meeting's; no time that nobody tells."""
    if act.time_told:
        return f" {at(act.happened_at, day)}"
    local = act.happened_at.astimezone(LONDON).date()
    return "" if local == day else f" on {day_words(local)}"


def stop(text: str) -> str:
    """With a full stop, and only one."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def because(reason: str) -> str:
    """ ": reason" where there is one, ending the sentence either way."""
    return f": {stop(reason)}" if reason.strip() else "."


def interest_words(type: str, directness: str, nature: str) -> str:
    """a direct financial interest: partner in this practice."""
    kind = f"{Directness(directness).label} {InterestType(type).label}"
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{article} {kind} interest{because(nature)}"


def category_words(nature: str, category: str) -> str:
    """ " (outside employment)": the committee's own category, with the details of the interest or not at all."""
    return f" ({category})" if category and nature != LEFT_OUT else ""


def effects_words(effects) -> str:
    """The five effects one by one, for a ruling that has no name of its own."""
    room = {
        InRoom.YES: "stays in the room",
        InRoom.DISCUSSION: "is in the room for the discussion only",
        InRoom.NO: "leaves the room",
    }[effects.room]
    return listed(
        [
            "gets the papers" if effects.papers else "does not get the papers",
            room,
            "may speak" if effects.speaks else "does not speak",
            "votes" if effects.votes else "does not vote",
            "counts to the quorum" if effects.quorum else "does not count to the quorum",
        ]
    )


def quorum_words(found: Quorum) -> str:
    """Quorate: five present who count, four needed. Or what was missing."""
    if not found:
        return f"Not quorate. {' '.join(found.missing)}"
    return f"Quorate: {number(len(found.counted))} present who count, {number(found.needed)} needed."


def quorum_in_full(found: Quorum) -> str:
    """The same, with who fills each place that the terms name."""
    filled = [f"{label}: {listed(dict.fromkeys(names))}" for label, names in found.filled.items() if names]
    places = f" ({'; '.join(filled)})" if found and filled else ""
    return f"{quorum_words(found).removesuffix('.')}{places}."


def counts_words(in_favour: int, against: int, abstained: int, able: int) -> str:
    """Counted: four for, one against, none abstained; six could vote."""
    others = able - in_favour - against - abstained
    silent = f", {number(others)} did not vote" if others else ""
    return (
        f"{sentence_case(number(in_favour))} for, {number(against)} against, {number(abstained)} abstained{silent}; "
        f"{number(able)} could vote."
    )


def by_hand_of(recorded_by: str, person: str) -> str:
    """, recorded by X: where somebody else than the person recorded it."""
    return f", recorded by {recorded_by}" if recorded_by and recorded_by != person else ""
