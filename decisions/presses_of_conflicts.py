"""Presses about interests: declared, ruled on, and what a committee does that is no longer quorate."""

from __future__ import annotations

from committees.powers import Actor
from committees.rights.words import day_words, listed
from committees.terms import Handling
from decisions import actions
from decisions.clinical import people_meant
from decisions.facts import load_record
from decisions.withholding import public_paper_words


def declare(actor: Actor, form) -> str:
    said = form.cleaned_data
    record = load_record(form.meeting)
    people, as_class = people_meant(record, said["who"], among=record.present())
    acts = _declare(actor, form, said["item"], people, as_class)
    return f"Interest declared: {', '.join(act.person.name for act in acts)}."


def declare_several(actor: Actor, form) -> str:
    said = form.cleaned_data
    record = load_record(form.meeting)
    people, as_class = said["people"], ""
    if said["who"]:
        people, as_class = people_meant(record, said["who"], among=record.present())
    acts = [act for item in said["items"] for act in _declare(actor, form, item, people, as_class)]
    names = dict.fromkeys(act.person.name for act in acts)
    numbers = dict.fromkeys(act.item.number for act in acts)
    return f"Interest declared: {listed(names)}; items {listed(numbers)}."


def _declare(actor: Actor, form, item: int, people: list[int], as_class: str):
    said = form.cleaned_data
    return actions.declare_interest(
        actor=actor,
        meeting=form.meeting.pk,
        item=item,
        people=people,
        as_class=as_class,
        nature=said["nature"],
        why=said["why"],
        type=said["type"],
        directness=said["directness"],
        when=form.when,
    )


def rule(actor: Actor, form) -> str:
    said = form.cleaned_data
    return _rule(actor, form, {(said["item"], sitting): people for sitting, people in said["pairs"].items()})


def rule_several(actor: Actor, form) -> str:
    return _rule(actor, form, form.cleaned_data["on"])


def _rule(actor: Actor, form, on: dict[tuple[int, int], list[int]]) -> str:
    """Each sitting's ruling on its people, item by item: all of them or none."""
    said = form.cleaned_data
    acts = actions.rule_on_several(
        actor=actor,
        meeting=form.meeting.pk,
        on=on,
        handling=said["handling"],
        reason=said["reason"],
        when=form.when,
    )
    names = {act.person_id: act.person.name for act in acts}
    items = {act.item_id: act.item for act in acts}
    told = f"Ruling recorded: {Handling(said['handling']).label}."
    if said["handling"] == Handling.WITHHELD:
        told = " ".join([told, *public_paper_words(form.meeting, items.values(), names.values())])
    return told


def refer(actor: Actor, form) -> str:
    said = form.cleaned_data
    act = actions.refer_item(
        actor=actor,
        meeting=form.meeting.pk,
        item=said["item"],
        sitting=said["sitting"],
        to=said["to"],
        recommends=said["recommends"],
        reason=said["reason"],
        when=form.when,
    )
    on = f": it is on the agenda of {day_words(act.to_meeting.date)}" if act.to_meeting else ""
    return f"Passed to {act.passed_to.name}{on}."


def invite(actor: Actor, form) -> str:
    said = form.cleaned_data
    sitting, seat = said["place"]
    invited = actions.invite_for_item(
        actor=actor,
        meeting=form.meeting.pk,
        item=said["item"],
        sitting=sitting,
        seat=seat,
        person=said["person"],
        why=said["reason"],
        here=said["here"],
        when=form.when,
    )
    held = invited.appointment
    return f"{held.person.name} is invited for this item, and acts as {held.seat.title}."
