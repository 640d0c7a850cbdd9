"""Declaring an interest on an item, and the chair's ruling on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.conflicts import PRESETS
from committees.rights.seats import presiding, seats_of
from committees.terms import Act, Directness, Handling, InterestType
from decisions.actions.bench import Bench, in_meeting, in_sittings
from decisions.actions.found import declare_found
from decisions.actions.room import back_from_item, known_people, out_for_item
from decisions.facts import ItemFacts, SittingFacts, last
from decisions.gate import may_declare, may_in_sitting, require, who_rules
from decisions.models import ChairElected, Declaration, Ruling
from practices import clock

#: Why a person is ruled on anew, where nothing else is said: the ruling before was on less.
SINCE = "an interest was declared or found since"


def declare_interest(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    people: list[int],
    nature: str,
    type: InterestType,
    directness: Directness,
    why: str = "",
    as_class: str = "",
    category: str = "",
    interest: int | None = None,
    when: datetime | None = None,
) -> list[Declaration]:
    """Declare an interest on an item, for oneself or for a class of people ("all GPs of Merton").

    ``why``: why it is a conflict, as it was said.
    """
    if not nature.strip():
        raise ValidationError("Say what the interest is, as it was declared.")
    if not people:
        raise ValidationError(f"Nobody here is one of {as_class}." if as_class else "Choose who declares the interest.")
    with in_meeting(actor, meeting, when) as bench:
        on = bench.item(item)
        known_people(people)
        declared = {
            "interest_id": interest,
            "type": InterestType(type),
            "directness": Directness(directness),
            "nature": nature.strip(),
            "why": why.strip(),
            "as_class": as_class.strip(),
            "category": category.strip(),
        }
        return [declare_one(bench, on, person, **declared) for person in dict.fromkeys(people)]


def declare_one(bench: Bench, on: ItemFacts, person: int, **declared) -> Declaration:
    """One person's interest in an item; ``declared``: what the declaration says."""
    verdict = require(may_declare(bench.actor, bench.record, on, person))
    return bench.write(Declaration(item=on.row, person_id=person, **declared), verdict, by=person)


def refuse_once_announced(item: ItemFacts, sittings) -> None:
    """After the result nothing about who could vote changes. Before it, the vote can be started again."""
    done = [r.sitting.name for r in item.resolutions if r.sitting.pk in sittings and r.announcement is not None]
    if done:
        names = ", ".join(dict.fromkeys(done))
        raise ValidationError(
            f"The result on this item is announced ({names}), and who could vote was fixed before. "
            "Only a new decision changes it; where the record is wrong, take the result back first."
        )


def rule_on_conflict(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    sittings: list[int],
    people: list[int],
    handling: Handling | None = None,
    effects=None,
    reason: str = "",
    when: datetime | None = None,
) -> list[Ruling]:
    """The chair's ruling, of each sitting for its own committee, on one person or a class.

    ``handling`` names a preset of the five effects; ``effects`` gives them one by one instead. A second ruling on the
    same person replaces the first and needs its reason, unless an interest came to light since: a ruling holds for what
    was known when it was made. Who must leave for the item is recorded as leaving. What the
    registers show of them on the item, and nobody has declared, is declared with it. A chair may rule before the meeting.
    """
    if people and not sittings:
        raise ValidationError("Choose the committee whose chair rules.")
    on = {(item, sitting): people for sitting in dict.fromkeys(sittings)} if people else {}
    return rule_on_several(
        actor=actor, meeting=meeting, on=on, handling=handling, effects=effects, reason=reason, when=when
    )


def rule_on_several(
    *,
    actor: Actor,
    meeting: int,
    on: Mapping[tuple[int, int], Collection[int]],
    handling: Handling | None = None,
    effects=None,
    reason: str = "",
    when: datetime | None = None,
) -> list[Ruling]:
    """One ruling on several people, items and committees: ``on`` is item and sitting to the people. All or none."""
    effects = effects or (PRESETS[Handling(handling)] if handling else None)
    if effects is None:
        raise ValidationError("Choose how the conflict is handled.")
    if not on:
        raise ValidationError("Choose whom the ruling is about.")
    with in_meeting(actor, meeting, when, ahead=True) as bench:
        chosen = [
            (bench.item(item), bench.record.sittings[sitting], people)
            for (item, sitting), people in on.items()
            if sitting in bench.record.sittings
        ]
        if not chosen:
            raise ValidationError("Choose the committee whose chair rules.")
        for item, sitting, _ in chosen:
            refuse_once_announced(item, {sitting.pk})
        known_people([person for *_, people in chosen for person in people])
        return [
            rule_one(bench, item, sitting, person, effects, reason)
            for item, sitting, people in chosen
            for person in dict.fromkeys(people)
        ]


def rule_one(bench: Bench, item: ItemFacts, sitting: SittingFacts, person: int, effects, reason: str) -> Ruling:
    """The ruling of one committee's chair on one person; a second one replaces the first."""
    _refuse_stranger(bench, item, person)
    presides = who_rules(bench.record, sitting, item)
    verdict = require(
        may_in_sitting(Act.RULE, bench.actor, bench.record, sitting, item=item, person=presides, about=person)
    )
    before = last(r for r in item.rulings if r.person_id == person and r.sitting_id == sitting.pk)
    if before and not reason.strip() and bench.record.ruled(item, sitting, person) is None:
        reason = SINCE
    if before and not reason.strip():
        raise ValidationError(
            f"{bench.record.name(person)} was ruled on already. Say why the ruling changes: both stay in the record."
        )
    if before:
        _refuse_before(bench, before)
    declare_found(bench, item, verdict, people={person})
    ruling = Ruling(
        item=item.row,
        sitting=sitting.row,
        person_id=person,
        papers=effects.papers,
        room=effects.room,
        speaks=effects.speaks,
        votes=effects.votes,
        quorum=effects.quorum,
        replaces=before,
        reason=reason.strip(),
    )
    bench.write(ruling, verdict, by=presides, sittings=[sitting.pk])
    if sitting not in bench.record.who_decide_on(item, person):
        return ruling  # another committee's member: it holds for this committee's part, and sends nobody out
    if person in bench.record.ruled_out(item):
        if item is bench.record.current:  # ruled on beforehand, they leave when the item is taken
            out_for_item(bench, verdict, [person], item.pk)
    else:
        back_from_item(bench, verdict, item.pk, people=[person])
    return ruling


def _refuse_stranger(bench: Bench, item: ItemFacts, person: int) -> None:
    """A chair rules on who has to do with the item: who sits, is or was here, presents it, or has an interest in it."""
    record = bench.record
    seated = {a.person for sitting in record.sittings.values() for a in sitting.appointments}
    about = {act.person_id for act in (*item.declarations, *item.matches, *record.attendance)}
    if person not in seated | about and not item.row.presenters.filter(person=person).exists():
        raise ValidationError(
            f"{record.name(person)} neither sits here, nor is in the room, nor presents item {item.number}, and no "
            "interest of theirs in it is known: nothing is ruled on. Record their arrival or their interest first."
        )


def _refuse_before(bench: Bench, before: Ruling) -> None:
    """A ruling that takes another's place came after it."""
    if (bench.record.at or bench.when) < before.happened_at:
        raise ValidationError(
            f"{bench.record.name(before.person_id)} was ruled on at "
            f"{before.happened_at.astimezone(clock.LONDON):%H:%M}: a ruling that takes its place was made later. "
            "Give the time at which it was made; where the first is wrong, correct it."
        )


def elect_chair(
    *, actor: Actor, meeting: int, item: int, sitting: int, person: int, when: datetime | None = None
) -> ChairElected:
    """Members elect one of them to preside over an item, the chair and the vice-chair being out."""
    with in_sittings(actor, meeting, [sitting], when) as bench:
        on, of = bench.item(item), bench.record.sittings.get(sitting)
        if of is None:
            raise ValidationError("Choose the committee whose members elect somebody.")
        return elect_one(bench, on, of, person)


def elect_one(bench: Bench, on: ItemFacts, of: SittingFacts, person: int) -> ChairElected:
    """One committee elects a member to preside over an item."""
    verdict = require(may_in_sitting(Act.RUN_AGENDA, bench.actor, bench.record, of))
    room = bench.record.room(of, on)
    now = presiding(room)
    if now.person is not None:
        raise ValidationError(f"{bench.record.name(now.person)} presides over this item: nobody else is elected.")
    if person not in room.present or not seats_of(person, room):
        raise ValidationError("Elect a member of this committee who is in the room.")
    before = last(act for act in on.chairs_elected if act.sitting_id == of.pk)
    act = ChairElected(
        item=on.row,
        sitting=of.row,
        person_id=person,
        replaces=before,
        reason="the member elected before is no longer able to preside" if before else "",
    )
    return bench.write(act, verdict, by=person, sittings=[of.pk])
