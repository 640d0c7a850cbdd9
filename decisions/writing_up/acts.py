"""What is told of a meeting becomes acts: the same steps, asked of the same gate, as when the meeting is run.

The ``write_up_...`` functions are actions: each takes the lock and writes all of it, or raises and writes nothing. The
others stand on a bench that somebody else opened, so that a whole meeting takes one lock and one loading of its record.
``bench.line`` is always the line of what is being written, so that whoever reads a file can say where it went wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.seats import presiding
from committees.rights.world import Person
from committees.terms import Act, Movement
from decisions.actions.bench import Bench, in_meeting
from decisions.actions.conflicts import declare_one, elect_one, rule_one
from decisions.actions.items import begin_one, close_for, defer_one, end_one
from decisions.actions.room import known_people, move_one
from decisions.facts import ItemFacts, Record
from decisions.gate import may_in_meeting, require
from decisions.models import Act as AnyAct
from decisions.models import AlsoPresent, Attendance, Declaration, SittingClosed
from decisions.models.acts import Step
from decisions.writing_up.deciding import decide
from decisions.writing_up.tasks import attendance_recorded, is_untouched
from decisions.writing_up.told import Came, Decided, Declared, ItemTold, MeetingTold, Others, RuledOn
from practices import clock

ALREADY = "Something is recorded here already. Load the page again: it shows what, and where it is put right."

#: How one decision is written: as told; or, from a file, as far as the rules allow it.
Deciding = Callable[[Bench, Decided], None]


def write_up_attendance(
    *, actor: Actor, meeting: int, came: Iterable[Came] = (), others: Iterable[Others] = ()
) -> None:
    """Who was there, and who else: an action. Times that are None are those of the meeting or the item."""
    with in_meeting(actor, meeting) as bench:
        _refuse_unless(not attendance_recorded(bench.record))
        attend(bench, came, others)


def write_up_item(*, actor: Actor, meeting: int, told: ItemTold) -> None:
    """One item as it was taken, with everything decided on it: an action."""
    with in_meeting(actor, meeting) as bench:
        _refuse_unless(is_untouched(bench.item(told.item)))
        take_item(bench, told)


def _refuse_unless(untouched: bool) -> None:
    """Asked under the lock: of two devices that write the same up, one does."""
    if not untouched:
        raise ValidationError(ALREADY)


def write_up_close(
    *, actor: Actor, meeting: int, sittings: Collection[int], when: datetime | None = None
) -> list[SittingClosed]:
    """The close of the meeting for these committees: an action. ``when`` None: after whatever was recorded last."""
    with in_meeting(actor, meeting) as bench:
        return close(bench, sittings, when)


def take_meeting(bench: Bench, told: MeetingTold, deciding: Deciding = decide) -> None:
    """A whole meeting on one bench: who was there, item after item, and the close for every committee."""
    through = [each for each in told.came if each.only_for_item is None]
    attend(bench, through, told.others)
    for item in told.items:
        guests = [each for each in told.came if each.only_for_item == item.item]
        take_item(bench, item, guests=guests, deciding=deciding)
    bench.line = told.line
    close(bench, list(bench.record.sittings), told.closed)


def starts(record: Record) -> datetime:
    """When the meeting begins, by its notice."""
    return datetime.combine(record.day, record.meeting.starts_at, tzinfo=clock.LONDON).astimezone(UTC)


def latest(record: Record) -> datetime:
    """The time of the latest thing that happened in the meeting so far; its beginning where nothing has."""
    return _last_of_the_day(record, record.acts)


def reached(record: Record) -> datetime:
    """The time that the business has reached: of its last step. Somebody's leaving later says nothing of that."""
    return _last_of_the_day(record, [act for act in record.acts if not isinstance(act, Attendance)])


def _last_of_the_day(record: Record, acts: Iterable[AnyAct]) -> datetime:
    then = [act.happened_at for act in acts]
    return max([starts(record), *(when for when in then if when.astimezone(clock.LONDON).date() == record.day)])


def at(bench: Bench, told: datetime | None, otherwise: datetime) -> None:
    """Write what comes now at the time that is told; where none is, at another, and say that it is not told."""
    bench.tell(told or otherwise, time_told=told is not None)


# Who was there


def attend(bench: Bench, came: Iterable[Came], others: Iterable[Others] = ()) -> None:
    """Arrivals, departures and apologies in the order of their times; then those who have no name."""
    came = list(came)
    know(bench, [each.person for each in came])
    start = starts(bench.record)
    moves = [move for each in came for move in _moves(each, _from(bench, each) or start, _until(bench, each))]
    for when, movement, each in sorted(moves, key=lambda move: move[0]):
        bench.line = each.line
        at(bench, when if _is_told(each, movement) else None, when)
        _move(bench, each, movement)
    for each in others:
        bench.line = each.line
        at(bench, None, start)
        verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, bench.actor, bench.record))
        bench.write(AlsoPresent(words=each.words.strip(), number=each.number, role=each.role), verdict)


def know(bench: Bench, people: Collection[int]) -> None:
    """Let the record know these people by name; ValidationError unless each exists."""
    unknown = [person for person in people if person not in bench.record.people]
    if unknown:
        names = known_people(unknown)
        bench.record.people.update({person: Person(person, name) for person, name in names.items()})


def _from(bench: Bench, each: Came) -> datetime | None:
    return each.came or _step_of(bench, each.only_for_item, Step.BEGUN)


def _until(bench: Bench, each: Came) -> datetime | None:
    return each.left or _step_of(bench, each.only_for_item, Step.FINISHED)


def _step_of(bench: Bench, item: int | None, step: Step) -> datetime | None:
    """When an item, if it was taken, began or was finished."""
    steps = bench.item(item).steps if item is not None else []
    return next((act.happened_at for act in reversed(steps) if act.step == step), None)


def _moves(each: Came, start: datetime, end: datetime | None) -> list[tuple[datetime, Movement, Came]]:
    if each.apologies:
        return [(start, Movement.APOLOGIES, each)]
    left = [(end, Movement.LEFT, each)] if end is not None else []
    return [(start, Movement.CAME, each), *left]


def _is_told(each: Came, movement: Movement) -> bool:
    return (each.left if movement is Movement.LEFT else each.came) is not None


def _move(bench: Bench, each: Came, movement: Movement) -> None:
    verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, bench.actor, bench.record))
    name = bench.record.name(each.person)
    move_one(bench, verdict, each.person, name, movement, each.role, each.remote, each.only_for_item)


# One item


def take_item(bench: Bench, told: ItemTold, *, guests: Iterable[Came] = (), deciding: Deciding = decide) -> None:
    """One item from its beginning to its end. ``guests``: who came for it alone."""
    on, guests = bench.item(told.item), list(guests)
    begins = told.began or reached(bench.record)
    for guest in guests:
        _guest(bench, guest, Movement.CAME, guest.came, begins)
    bench.line = told.line
    at(bench, told.began, begins)
    if bench.record.current is not on:
        begin_one(bench, on)
    _interests(bench, on, told)
    for decided in told.decided:
        bench.line = decided.line or told.line
        deciding(bench, decided)
    for off in told.put_off:
        bench.line = off.line or told.line
        defer_one(
            bench,
            on,
            [off.sitting],
            reason=off.reason or _ASKED,
            to_meeting=off.to_meeting,
            to_date=off.to_date,
            asked_for=off.asked_for,
            not_before=off.not_before,
        )
    bench.line = told.line
    ends = told.ended or max(begins, bench.when)
    at(bench, told.ended, ends)
    end_one(bench, on, Step.FINISHED)
    for guest in guests:
        _guest(bench, guest, Movement.LEFT, guest.left, ends)


_ASKED = "no reason is told"


def _guest(bench: Bench, guest: Came, movement: Movement, told: datetime | None, otherwise: datetime) -> None:
    bench.line = guest.line
    know(bench, [guest.person])
    at(bench, told, otherwise)
    if movement is Movement.LEFT and guest.person not in bench.record.present():
        return
    _move(bench, guest, movement)


def _interests(bench: Bench, on: ItemFacts, told: ItemTold) -> None:
    """Declarations, who presides in the place of a chair who is out, and the rulings."""
    for declared in told.declared:
        bench.line = declared.line or told.line
        _declare(bench, on, declared)
    chairs = dict(told.chairs)
    bench.line = told.line
    for sitting in [pk for pk in chairs if _nobody_presides(bench, on, pk)]:
        elect_one(bench, on, bench.record.sittings[sitting], chairs.pop(sitting))
    for ruled in told.ruled:
        bench.line = ruled.line or told.line
        _rule(bench, on, ruled)
    bench.line = told.line
    for sitting, person in chairs.items():
        elect_one(bench, on, bench.record.sittings[sitting], person)


def _nobody_presides(bench: Bench, on: ItemFacts, sitting: int) -> bool:
    return presiding(bench.record.room(bench.record.sittings[sitting], on)).person is None


def _declare(bench: Bench, on: ItemFacts, told: Declared) -> None:
    """Each of the people named declares; a class that nobody names is declared as such, if a file tells it."""
    declared = {
        "type": told.type,
        "directness": told.directness,
        "nature": told.nature.strip(),
        "why": told.why.strip(),
        "as_class": told.as_class.strip(),
        "category": told.category.strip(),
        "handling_not_told": not told.handling_told,
        "reason": told.handled.strip(),
    }
    if not declared["nature"]:
        raise ValidationError("Say what the interest is, as it was declared.")
    if not bench.imports and (not told.people or not told.handling_told):
        raise ValidationError("Choose who declared the interest, and say how it was handled.")
    know(bench, told.people)
    for person in dict.fromkeys(told.people):
        declare_one(bench, on, person, **declared)
    if not told.people:
        verdict = require(may_in_meeting(Act.RUN_AGENDA, bench.actor, bench.record))
        bench.write(Declaration(item=on.row, person=None, **declared), verdict)


def _rule(bench: Bench, on: ItemFacts, told: RuledOn) -> None:
    know(bench, told.people)
    for person in dict.fromkeys(told.people):
        rule_one(bench, on, bench.record.sittings[told.sitting], person, told.effects, told.reason)


# The close


def close(bench: Bench, sittings: Collection[int], when: datetime | None = None) -> list[SittingClosed]:
    """Close the meeting for committees."""
    at(bench, when, latest(bench.record))
    chosen = [bench.record.sittings[pk] for pk in dict.fromkeys(sittings) if pk in bench.record.sittings]
    if not chosen:
        raise ValidationError("Choose at least one committee.")
    return [close_for(bench, sitting) for sitting in chosen]


__all__ = [
    "attend",
    "close",
    "take_item",
    "take_meeting",
    "write_up_attendance",
    "write_up_close",
    "write_up_item",
]
