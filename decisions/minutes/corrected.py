"""What was put right: what stood before, what stands now, by whom, when and why. One list for minutes and pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from committees.rights.conflicts import preset_named
from committees.rights.words import listed
from committees.rights.world import Effects
from committees.terms import Choice, Recording, RoomRole
from decisions.answering import movement_words
from decisions.facts import ItemFacts, ResolutionFacts, effects_of, standing
from decisions.journal.told import entered_at
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import PutRight
from decisions.minutes.voting import who
from decisions.minutes.words import at, effects_words, interest_words, stop, time_words
from decisions.models import Act, Announcement, Attendance, Declaration, Opening, Tally
from decisions.shadows import how_words

A = TypeVar("A", bound=Act)

NOTHING_DECLARED = "nothing was declared"


def _pairs(acts: Iterable[A]) -> Iterator[tuple[A, A]]:
    """What was replaced, and what replaced it."""
    acts = list(acts)
    by_pk = {act.pk: act for act in acts}
    return ((by_pk[act.replaces_id], act) for act in acts if act.replaces_id in by_pk)


def _line(reading: Reading, old: Act, new: Act, *, what: str, was: str, now: str, **told: str) -> PutRight:
    # What is written as done in the meeting was put right when it was recorded.
    moment = entered_at(new) if new.happened_at <= old.happened_at else new.happened_at
    return PutRight(
        what=what,
        was=was,
        now=now,
        when=at(moment, reading.record.day),
        by=reading.hand(new),
        why=stop(new.reason) if new.reason.strip() else "",
        order=(entered_at(new), new.pk),
        **told,
    )


# --- A decision ---
def put_right(reading: Reading, of: ResolutionFacts) -> tuple[PutRight, ...]:
    """Every correction of a decision, the first one first."""
    said = (*_votes(reading, of), *_counts(reading, of), *_started_again(reading, of), *_announced(reading, of))
    return tuple(sorted(said, key=lambda line: line.order))


def _votes(reading: Reading, of: ResolutionFacts) -> Iterator[PutRight]:
    electors = {elector.pk: elector for each in of.electors.values() for elector in each}
    for old, new in _pairs(of.votes):
        voter = who(reading, of, electors[new.elector_id])
        was, now = (f"“{Choice(vote.choice).label}”" for vote in (old, new))
        yield _line(reading, old, new, what=f"The vote of {voter}", was=was, now=now)


def _counts(reading: Reading, of: ResolutionFacts) -> Iterator[PutRight]:
    for old, new in _pairs(of.tallies):
        if old.in_favour is not None:
            yield _line(reading, old, new, what="The count", was=_numbers(old), now=_numbers(new))


def _numbers(tally: Tally) -> str:
    return f"{tally.in_favour} for, {tally.against} against, {tally.abstained} abstained"


def _started_again(reading: Reading, of: ResolutionFacts) -> Iterator[PutRight]:
    """A vote opened afresh: what had been recorded in the one before."""
    for old, new in _pairs(of.openings):
        now = f"recorded afresh, {Recording(new.recording).label}"
        yield _line(
            reading, old, new, what="The vote", was=_recorded_in(reading, of, old), now=now, done="started again"
        )


def _recorded_in(reading: Reading, of: ResolutionFacts, opening: Opening) -> str:
    tally = next((t for t in reversed(standing(of.tallies)) if t.opening_id == opening.pk), None)
    if tally is not None and tally.in_favour is not None:
        return _numbers(tally)
    if tally is not None:
        return Recording(opening.recording).label
    electors = {elector.pk: elector for elector in of.electors[opening.pk]}
    votes = [v for v in standing(of.votes) if v.elector_id in electors]
    if not votes:
        return ""
    return listed([f"{who(reading, of, electors[v.elector_id])} {Choice(v.choice).label}" for v in votes])


def _announced(reading: Reading, of: ResolutionFacts) -> Iterator[PutRight]:
    """A result taken back to put the record right, and announced anew."""
    back = "taken back to put the record right"
    for old, new in _pairs(of.announcements):
        if new.void:
            told = {"was": _told(old), "now": back, "before": "was announced as", "done": f"{back},"}
        else:
            told = {"was": "taken back", "now": _told(new), "before": "was", "done": f"announced anew as {_told(new)}"}
        yield _line(reading, old, new, what="The result", **told)


def _told(announcement: Announcement) -> str:
    return f"“{announcement.sentence}”"


# --- Entries ---
def attendance_put_right(reading: Reading) -> tuple[PutRight, ...]:
    """Attendance: it did not happen, or otherwise, at another time, in another role."""
    return (*_attendance_corrected(reading), *_attendance_added(reading))


def _attendance_added(reading: Reading) -> Iterator[PutRight]:
    """Entries left out at the meeting, and added to its record with a reason."""
    for act in reading.record.attendance:
        if act.replaces_id is None and act.reason and reading.concerns(act.person_id):
            told = {
                "was": "not recorded",
                "now": _moved(reading, act, act),
                "before": "was",
                "done": f"added: {_moved(reading, act, act)},",
            }
            yield _line(reading, act, act, what=reading.person(act.person_id), **told)


def _attendance_corrected(reading: Reading) -> tuple[PutRight, ...]:
    return tuple(
        _line(
            reading,
            old,
            new,
            what=reading.person(old.person_id),
            was=_moved(reading, old, new),
            now=_moved(reading, new, old),
            done="put right: that did not happen" if new.void else "",
        )
        for old, new in _pairs(reading.record.attendance)
        if reading.concerns(old.person_id)
    )


def _moved(reading: Reading, act: Attendance, other: Attendance) -> str:
    """“arrived” at 10:05; with the role where the two differ in it."""
    if act.void:
        return "not having happened"
    role = f", {RoomRole(act.role).label}" if act.role != other.role else ""
    when = f" at {time_words(act.happened_at)}" if act.time_told else ""
    return f"“{movement_words(act.movement, reading.record.meeting)}”{when}{role}"


def declarations_put_right(reading: Reading, item: ItemFacts) -> tuple[PutRight, ...]:
    """Declarations taken back, or worded otherwise."""
    return tuple(
        _line(
            reading,
            old,
            new,
            what=f"The declaration of {_whose(reading, new)}",
            was=_interest(old),
            now=_interest(new),
            done=f"taken back: {NOTHING_DECLARED}" if new.void else "",
        )
        for old, new in _pairs(item.declarations)
        if theirs(reading, item, new.person_id)
    )


def _whose(reading: Reading, act: Declaration) -> str:
    return reading.person(act.person_id) if act.person_id is not None else act.as_class


def _interest(act: Declaration) -> str:
    return NOTHING_DECLARED if act.void else interest_words(act.type, act.directness, act.nature).rstrip(".")


def theirs(reading: Reading, item: ItemFacts, person: int | None) -> bool:
    """In an extract: its own members, people of no committee, and whoever its own chair ruled on."""
    return person is None or reading.concerns(person) or any(item.ruling_on(person, pk) for pk in reading.pks)


def rulings_put_right(reading: Reading, item: ItemFacts) -> tuple[PutRight, ...]:
    """Rulings that another took the place of."""
    return tuple(
        _line(
            reading,
            old,
            new,
            what=f"{reading.record.sittings[new.sitting_id].name}, the ruling on {reading.person(new.person_id)}",
            was=f"“{handled(effects_of(old))}”",
            now=f"“{handled(effects_of(new))}”",
        )
        for old, new in _pairs(item.rulings)
        if new.sitting_id in reading.pks
    )


def handled(effects: Effects) -> str:
    """A ruling in its preset's words; where it has none, its effects one by one."""
    preset = preset_named(effects)
    return preset.label if preset else effects_words(effects)


def shadows_put_right(reading: Reading, item: ItemFacts) -> tuple[PutRight, ...]:
    """What a committee would recommend, where that was recorded wrongly."""
    return tuple(
        _line(
            reading,
            old,
            new,
            what=f"The shadow recommendation of {reading.record.sittings[new.sitting_id].name}",
            was=f"“{stop(old.text)}” {how_words(old)}".rstrip("."),
            now=f"“{stop(new.text)}” {how_words(new)}".rstrip("."),
        )
        for old, new in _pairs(item.shadows)
        if new.sitting_id in reading.pks
    )


def entries_put_right(reading: Reading, item: ItemFacts) -> tuple[PutRight, ...]:
    """What was put right of an item's declarations, rulings and shadow recommendations, the first one first."""
    said = (
        *declarations_put_right(reading, item),
        *rulings_put_right(reading, item),
        *shadows_put_right(reading, item),
    )
    return tuple(sorted(said, key=lambda line: line.order))
