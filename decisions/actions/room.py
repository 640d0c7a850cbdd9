"""Who is in the room."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.models import Person
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.terms import Act, Movement, RoomRole
from decisions.actions.bench import Bench, in_meeting
from decisions.actions.found import declare_found, look_again
from decisions.actions.matching import recheck
from decisions.facts import Record
from decisions.gate import may_declare, may_in_meeting, require
from decisions.models import Attendance
from practices import clock

#: What can follow what: somebody who is in the room cannot arrive.
NEEDS_IN_ROOM = {
    Movement.CAME: False,
    Movement.RETURNED: False,
    Movement.LEFT: True,
    Movement.LEFT_FOR_ITEM: True,
    Movement.APOLOGIES: False,
}


def record_attendance(
    *,
    actor: Actor,
    meeting: int,
    people: list[int],
    movement: Movement,
    role: RoomRole = RoomRole.MEMBER,
    remote: bool = False,
    item: int | None = None,
    when: datetime | None = None,
) -> list[Attendance]:
    """Record that people came, left, came back, left for an item or sent apologies.

    Who comes is looked for in the registers: see ``_look_for``.
    """
    with in_meeting(actor, meeting, when) as bench:
        verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record))
        names = known_people(people)
        if Movement(movement) == Movement.LEFT_FOR_ITEM:
            item = _item_left_for(bench, item)
        moved = [move_one(bench, verdict, pk, names[pk], Movement(movement), role, remote, item) for pk in names]
        if Movement(movement) == Movement.CAME:
            _look_for(bench, verdict, set(names))
        return moved


def _look_for(bench: Bench, verdict: Verdict, people: set[int]) -> None:
    """Whoever comes is looked for on the items still to be taken; on the one being taken, what is found is declared.

    Members too: one may have been appointed since the agenda was made. As many queries for one person as for all.
    A vote that is open keeps its electorate, as it does when somebody declares in the middle of it.
    """
    recheck([item.pk for item in bench.record.items], people)
    on = bench.record.current
    if on is not None:
        look_again(bench, on, people)
        declare_found(bench, on, verdict, {each for each in people if may_declare(bench.actor, bench.record, on, each)})


def _item_left_for(bench: Bench, item: int | None) -> int:
    """The item somebody leaves for: the one named, or the one being taken."""
    if item is not None:
        return bench.item(item).pk
    if bench.record.current is None:
        raise ValidationError("No item is being taken that anybody could leave for. Say that they left the meeting.")
    return bench.record.current.pk


def known_people(people: list[int]) -> dict[int, str]:
    """The names of people by their keys; ValidationError unless each of them exists."""
    wanted = list(dict.fromkeys(int(person) for person in people))
    names = dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))
    if not wanted or len(names) != len(wanted):
        raise ValidationError("Choose who it is from the list.")
    return {pk: names[pk] for pk in wanted}


def move_one(bench: Bench, verdict: Verdict, person, name, movement, role, remote, item) -> Attendance:
    """One person comes, leaves, comes back or sends apologies."""
    there, out_for = bench.record.whereabouts
    inside = person in there and (person not in out_for or movement == Movement.LEFT)
    if NEEDS_IN_ROOM[movement] and not inside:
        raise ValidationError(f"{name} is not in the room, and so cannot leave it. Record the arrival first.")
    if not NEEDS_IN_ROOM[movement] and inside:
        raise ValidationError(f"{name} is in the room already.")
    before = [act for act in bench.record.movements() if act.person_id == person]
    if before and before[-1].happened_at > bench.when:
        last = before[-1].happened_at
        raise ValidationError(
            f"{name} already has something later recorded. Give a time after that, or correct the later entry first."
            f" ({Movement(before[-1].movement).label}, {last.astimezone(clock.LONDON):%H:%M})"
        )
    if movement in (Movement.CAME, Movement.RETURNED):
        been = any(act.movement in (Movement.CAME, Movement.RETURNED) for act in before)
        movement = Movement.RETURNED if been else Movement.CAME
    return bench.write(
        Attendance(person_id=person, movement=movement, role=RoomRole(role), remote=remote, item_id=item), verdict
    )


def welcome(*, actor: Actor, meeting: int, name: str, role: RoomRole, when: datetime | None = None) -> Attendance:
    """Somebody arrives who has no seat here: found by name among people without a seat, or new to the record."""
    with in_meeting(actor, meeting, when) as bench:
        verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record))
        person = person_named(bench.record, name)
        came = move_one(bench, verdict, person.pk, person.name, Movement.CAME, RoomRole(role), False, None)
        _look_for(bench, verdict, {person.pk})
        return came


def person_named(record: Record, name: str) -> Person:
    """Who is in the room under a name: somebody with a seat here, somebody without an account, or new to the record."""
    wanted = " ".join(name.split())
    if not wanted:
        raise ValidationError("Write the name of who arrives.")
    seated = [p for p in record.people.values() if p.name.casefold() == wanted.casefold()]
    person = Person.objects.filter(pk=seated[0].id).first() if seated else None
    person = person or Person.objects.filter(name__iexact=wanted, account=None).first()
    if person is None:
        person = Person(name=wanted, made_up=record.meeting.made_up)
        person.full_clean()
        person.save()
    return person


def out_for_item(bench: Bench, verdict: Verdict, people, item: int) -> None:
    """Those ruled out of the room leave for the item: times the minutes need (domain, 1.9)."""
    present = bench.record.present(bench.record.item_by_id[item])
    for person in sorted(set(people) & present):
        bench.write(Attendance(person_id=person, movement=Movement.LEFT_FOR_ITEM, item_id=item), verdict)


def back_from_item(bench: Bench, verdict: Verdict, item: int, people=None) -> None:
    """Those who left for an item come back when it ends (or when the ruling on them is softened)."""
    _, out_for = bench.record.whereabouts
    for person in sorted(p for p, where in out_for.items() if where == item and (people is None or p in people)):
        bench.write(Attendance(person_id=person, movement=Movement.RETURNED, item_id=item), verdict)
