"""Putting right single entries: attendance, declarations, rulings. The new entry replaces the old, and says why.

Possible while the meeting runs and after it closed; then by who records. Nobody moves, and no vote changes: what an
electorate was fixed on is put right by taking the result back and starting its vote again.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.models import Sitting
from committees.powers import Actor
from committees.rights.conflicts import PRESETS
from committees.terms import Act, Directness, Handling, InterestType, Movement, RoomRole
from decisions.actions.bench import Bench, in_sittings, on_entry
from decisions.actions.conflicts import refuse_once_announced
from decisions.actions.room import NEEDS_IN_ROOM, known_people
from decisions.facts import ItemFacts, Record, effects_of, standing
from decisions.gate import may_correct_declaration, may_in_meeting, may_in_sitting, require, who_rules
from decisions.models import Attendance, Declaration, Ruling
from practices import clock

#: What a declaration says, and a correction of it says again but for what was wrong.
SAID = (
    "person_id",
    "interest_id",
    "type",
    "directness",
    "nature",
    "why",
    "from_register",
    "as_class",
    "category",
    "void",
)
WHY = "Say why this is corrected: both entries stay in the record."


def _refuse_corrected(entry, entries, what: str) -> None:
    """An entry is replaced once; what is corrected is what stands."""
    if any(act.replaces_id == entry.pk for act in entries):
        raise ValidationError(f"{what} was corrected already. Correct the newer one instead.")


# --- Attendance ---
def correct_attendance(
    *,
    actor: Actor,
    attendance: Attendance,
    reason: str,
    void: bool = False,
    movement: Movement | None = None,
    role: RoomRole | None = None,
    when: datetime | None = None,
) -> Attendance:
    """Replace an attendance entry: it did not happen (``void``), or otherwise, at another time, in another role.

    Refused where the person's other entries would no longer make sense beside it.
    """
    with on_entry(actor, attendance) as bench:
        verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record, replacing=True))
        if not reason.strip():
            raise ValidationError(WHY)
        _refuse_corrected(attendance, bench.record.attendance, "This entry")
        if when is not None:
            bench.tell(when)
        with bench.back_at(bench.when if when is not None else attendance.happened_at):
            act = Attendance(
                person_id=attendance.person_id,
                movement=Movement(movement or attendance.movement),
                role=RoomRole(role or attendance.role),
                remote=attendance.remote,
                item_id=attendance.item_id,
                void=void,
                replaces=attendance,
                reason=reason.strip(),
                happened_at=bench.when,
            )
            _refuse_unchanged(attendance, act)
            _refuse_impossible(bench.record, attendance, act)
            return bench.write(act, verdict, sittings=bench.chains)


def add_attendance(
    *,
    actor: Actor,
    meeting: int,
    person: int,
    movement: Movement,
    reason: str,
    role: RoomRole = RoomRole.MEMBER,
    when: datetime | None = None,
) -> Attendance:
    """Somebody whom the record of a closed meeting leaves out: an entry with its reason, in the chain of every sitting.

    While the meeting runs it is no correction: ``record_attendance`` takes the time at which somebody came.
    """
    every = Sitting.objects.filter(meeting=meeting).values_list("pk", flat=True)
    with in_sittings(actor, meeting, list(every)) as bench:
        verdict = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record, replacing=True))
        if not bench.record.closed:
            raise ValidationError("The meeting is still running: record who is here in the console, with the time.")
        if not reason.strip():
            raise ValidationError("Say how it is known: the minutes tell that this was added, and why.")
        if when is None:
            raise ValidationError("Give the time at which it happened.")
        known_people([person])
        bench.tell(when)
        act = Attendance(
            person_id=person,
            movement=Movement(movement),
            role=RoomRole(role),
            reason=reason.strip(),
            happened_at=bench.when,
        )
        _refuse_impossible(bench.record, None, act)
        return bench.write(act, verdict, sittings=bench.chains)


def _refuse_unchanged(old: Attendance, new: Attendance) -> None:
    said = ("movement", "role", "void", "happened_at")
    if all(getattr(old, name) == getattr(new, name) for name in said):
        raise ValidationError("This is what the entry says already. Change what is wrong in it.")


def _refuse_impossible(record: Record, old: Attendance | None, new: Attendance) -> None:
    """Whoever leaves was in the room; whoever arrives was not. An entry that breaks this for the others waits."""
    before = [act for act in standing(record.attendance) if act.person_id == new.person_id and not act.void]
    after = [act for act in before if old is None or act.pk != old.pk]
    after += [] if new.void else [new]
    place = old.pk if old is not None else 0
    broken = _first_broken(sorted(after, key=lambda act: (act.happened_at, act.pk or place)))
    if broken is None or _first_broken(sorted(before, key=lambda act: (act.happened_at, act.pk))) is not None:
        return
    where = "without being in the room" if NEEDS_IN_ROOM[Movement(broken.movement)] else "being in the room already"
    raise ValidationError(
        f"{record.name(new.person_id)} would then have “{Movement(broken.movement).label}” at "
        f"{broken.happened_at.astimezone(clock.LONDON):%H:%M} {where}. Put that entry right first."
    )


def _first_broken(acts: list[Attendance]) -> Attendance | None:
    """The first of one person's entries, in their order, that cannot follow those before it."""
    there = out = False
    for act in acts:
        movement = Movement(act.movement)
        inside = there and (not out or movement == Movement.LEFT)
        if NEEDS_IN_ROOM[movement] != inside:
            return act
        there = movement in (Movement.CAME, Movement.RETURNED, Movement.LEFT_FOR_ITEM)
        out = movement == Movement.LEFT_FOR_ITEM
    return None


# --- Declarations ---
def withdraw_declaration(*, actor: Actor, declaration: Declaration, reason: str) -> Declaration:
    """A declaration made or recorded by mistake: replaced by one that says nothing was declared.

    Refused while a result stands that it may have mattered to: of a committee on which the person sits, or whose
    chair ruled on them.
    """
    with on_entry(actor, declaration) as bench:
        on = bench.item(declaration.item_id)
        refuse_once_announced(on, bench.record.where_it_matters(on, declaration.person_id))
        return _redeclare(bench, on, declaration, reason, void=True)


def correct_declaration(
    *,
    actor: Actor,
    declaration: Declaration,
    nature: str,
    type: InterestType,
    directness: Directness,
    reason: str,
) -> Declaration:
    """A declaration written down wrongly: the interest was another. How it was handled stays as it was."""
    with on_entry(actor, declaration) as bench:
        on = bench.item(declaration.item_id)
        said = {"nature": nature.strip(), "type": InterestType(type), "directness": Directness(directness)}
        if all(getattr(declaration, name) == value for name, value in said.items()):
            raise ValidationError("This is what the declaration says already. Change what is wrong in it.")
        return _redeclare(bench, on, declaration, reason, **said)


def _redeclare(bench: Bench, on: ItemFacts, old: Declaration, reason: str, **changed) -> Declaration:
    verdict = require(may_correct_declaration(bench.actor, bench.record, on, old))
    if not reason.strip():
        raise ValidationError(WHY)
    _refuse_corrected(old, on.declarations, "This declaration")
    said = {name: getattr(old, name) for name in SAID}
    if not (said | changed)["nature"]:
        raise ValidationError("Say what the interest is, as it was declared.")
    act = Declaration(item=on.row, replaces=old, reason=reason.strip(), **(said | changed))
    with bench.back_at(old.happened_at):
        return bench.write(act, verdict, by=old.person_id, sittings=bench.chains)


# --- Rulings ---
def correct_ruling(*, actor: Actor, ruling: Ruling, handling: Handling, reason: str) -> Ruling:
    """A ruling written down wrongly: it was another. Who ruled is who presided then; refused while a result stands."""
    with on_entry(actor, ruling) as bench:
        on, sitting = bench.item(ruling.item_id), bench.record.sittings[ruling.sitting_id]
        effects = PRESETS[Handling(handling)]
        refuse_once_announced(on, {sitting.pk})
        with bench.back_at(ruling.happened_at):
            presides = who_rules(bench.record, sitting, on, correcting=True)
            verdict = require(
                may_in_sitting(
                    Act.RULE,
                    actor,
                    bench.record,
                    sitting,
                    item=on,
                    person=presides,
                    about=ruling.person_id,
                    replacing=True,
                )
            )
            if not reason.strip():
                raise ValidationError(WHY)
            _refuse_corrected(ruling, on.rulings, "This ruling")
            if effects_of(ruling) == effects:
                raise ValidationError(f"This ruling is recorded as “{Handling(handling).label}” already.")
            act = Ruling(
                item=on.row,
                sitting=sitting.row,
                person_id=ruling.person_id,
                papers=effects.papers,
                room=effects.room,
                speaks=effects.speaks,
                votes=effects.votes,
                quorum=effects.quorum,
                replaces=ruling,
                reason=reason.strip(),
            )
            return bench.write(act, verdict, by=presides, sittings=bench.chains)
