"""The one gate: may this person do this act on this thing, and why?

Every button, page, download, export, feed, search result, admin action and command that touches an act or a restricted
paper asks here. The engine decides; the gate only says who asks and about what. Refused unless allowed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from committees.powers import Actor
from committees.refused import Refused, require
from committees.rights import world
from committees.rights.citations import CHAIR_DECIDES, OWN_CASE, RECORD
from committees.rights.entitlement import entitlement
from committees.rights.hanging import Hanging
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import presiding
from committees.rights.speaking import WITHHELD
from committees.rights.words import listed
from committees.terms import Access, Act, Movement, Power
from decisions.awaited import whom
from decisions.conditions import Standing, outcome_on_record
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts
from decisions.forecast import expected
from decisions.models import Declaration
from decisions.outcome import question

__all__ = [
    "Refused",
    "account_on",
    "may_add_paper",
    "may_close",
    "may_correct_declaration",
    "may_declare",
    "may_defer",
    "may_in_meeting",
    "may_in_sitting",
    "may_invite",
    "may_on_resolution",
    "may_read",
    "may_recall",
    "may_record_condition",
    "may_screen",
    "records_for",
    "require",
    "room_to_rule",
    "who_rules",
    "withholds",
]


def account_on(actor: Actor, committee: int) -> world.Account:
    """What the engine is told about an account on one committee."""
    return world.Account(
        person=actor.person,
        powers=actor.on(committee),
        offices=actor.offices.get(committee, frozenset()),
        offices_there=actor.offices_there.get(committee, frozenset()),
        tells=actor.tells,
    )


def may_in_sitting(
    act: Act,
    actor: Actor,
    record: Record,
    sitting: SittingFacts,
    *,
    item: ItemFacts | None = None,
    person: int | None = None,
    about: int | None = None,
    replacing: bool = False,
) -> Verdict:
    """An act of one committee, on an item or on the sitting as a whole.

    ``person``: in whose name (None: the asker's own); ``about``: whose conflict is ruled on or declared;
    ``replacing``: it corrects an entry.
    """
    rules = act is Act.RULE
    verdict = entitlement(
        act,
        person=person if person is not None else actor.person,
        seat=None,
        room=room_to_rule(record, sitting, item, correcting=replacing) if rules else record.room(sitting, item),
        question=question(record, sitting, item),
        account=account_on(actor, sitting.committee.id),
        about=about,
        replacing=replacing,
    )
    return verdict & _of_its_own(record, sitting, item) if rules and item is not None else verdict


def _of_its_own(record: Record, sitting: SittingFacts, item: ItemFacts) -> Verdict:
    """A chair rules on conflicts in what concerns their own committee. Nothing where the item does."""
    concerned = record.concerned(item)
    if sitting in concerned:
        return Verdict.of([])
    text = f"Item {item.number} does not concern {sitting.name}: its chair rules on no conflict in it."
    ask = f"The chair of {listed(each.name for each in concerned)}."
    return Verdict.of([Reason("rule.not_concerned", text, CHAIR_DECIDES, who_can=ask)])


def room_to_rule(
    record: Record, sitting: SittingFacts, item: ItemFacts | None, *, correcting: bool = False
) -> world.Room:
    """The room that is asked who may rule on a conflict: while nobody has come, those who are expected.

    So a chair can rule ahead of the meeting, and the papers then do not reach the person at all. Once somebody came the
    rulings are of whoever presides there, whatever time is given. ``correcting``: asked of the room in which a ruling
    was made, which may have been ahead.
    """
    room = record.room(sitting, item)
    return room if _begun(record, correcting) else replace(room, present=expected(replace(record, items=[])))


def _begun(record: Record, correcting: bool) -> bool:
    """Whether anybody has come; a meeting that was closed has begun, told or not.

    ``correcting``: whether anybody had come by the moment that is asked about.
    """
    came = [act for act in record.movements() if act.movement in (Movement.CAME, Movement.RETURNED)]
    if not came:
        return record.closed
    return not correcting or record.at is None or came[0].happened_at <= record.at


def who_rules(record: Record, sitting: SittingFacts, item: ItemFacts, *, correcting: bool = False) -> int | None:
    """Who presides over an item in a committee, and so rules on conflicts in it: before the meeting, who will.

    ``correcting``: who did, when the ruling was made that is put right.
    """
    return presiding(room_to_rule(record, sitting, item, correcting=correcting)).person


def may_invite(
    actor: Actor,
    record: Record,
    sitting: SittingFacts,
    item: ItemFacts,
    *,
    whom: world.Person | None,
    seat: int | None,
    sits_on: tuple[world.Elsewhere, ...],
) -> Verdict:
    """Whether whoever presides may invite somebody for one item, to act for a seat. ``sits_on``: where else they sit."""
    room = record.room(sitting, item)
    if whom is not None and whom.id not in room.people:
        room = replace(room, people={**room.people, whom.id: whom})
    permitted = bool(sitting.terms_row and sitting.terms_row.may_invite_members)
    return entitlement(
        Act.INVITE,
        person=presiding(room).person,
        seat=None,
        room=room,
        question=question(record, sitting, item),
        account=account_on(actor, sitting.committee.id),
        about=whom.id if whom is not None else None,
        invitation=world.Invitation(
            seat=sitting.seat_by_id.get(seat) if seat is not None else None, permitted=permitted, sits_on=sits_on
        ),
    )


def may_on_resolution(
    act: Act,
    actor: Actor,
    record: Record,
    resolution: ResolutionFacts,
    *,
    person: int | None = None,
    seat: int | None = None,
    replacing: bool = False,
) -> Verdict:
    """An act on one committee's decision on one part. ``seat``: the seat a vote is cast from."""
    sitting = resolution.sitting
    return entitlement(
        act,
        person=person if person is not None else actor.person,
        seat=sitting.seat_by_id.get(seat) if seat is not None else None,
        room=record.room(sitting, resolution.item),
        question=question(record, sitting, resolution.item, resolution),
        account=account_on(actor, sitting.committee.id),
        replacing=replacing,
    )


def may_record_condition(
    actor: Actor,
    record: Record,
    resolution: ResolutionFacts,
    condition: Standing | None,
    *,
    replacing: bool = False,
) -> Verdict:
    """Whether this account may record what became of a condition of a decision; None: it hangs on none.

    Asked of the committee that decided and of the one that is awaited.
    """
    sitting = resolution.sitting
    return entitlement(
        Act.RECORD_CONDITION,
        person=actor.person,
        seat=None,
        room=record.room(sitting, resolution.item),
        question=question(record, sitting, resolution.item, resolution),
        account=account_on(actor, sitting.committee.id),
        replacing=replacing,
        condition=_hanging(actor, resolution, condition) if condition is not None else None,
    )


def _hanging(actor: Actor, resolution: ResolutionFacts, condition: Standing) -> Hanging:
    row = condition.condition
    return Hanging(
        state=condition.state,
        outcome=outcome_on_record(resolution),
        awaits=whom(row) if row.awaits_id else "",
        powers=actor.on(row.awaits_id) if row.awaits_id else frozenset(),
    )


def records_for(actor: Actor, sitting: SittingFacts) -> bool:
    """Whether the account writes down what the members of this committee say, in their names."""
    return Power.RECORD in actor.on(sitting.committee.id)


def may_close(actor: Actor, record: Record, sitting: SittingFacts) -> Verdict:
    """Whether a committee's meeting may be closed: not over a decision on which a vote was begun and none announced."""
    parts = (part for item in record.items for part in item.resolutions_of(sitting.pk) if part.pending)
    verdict = may_in_sitting(Act.CLOSE_SITTING, actor, record, sitting)
    return _unless_under_way(Act.CLOSE_SITTING, verdict, actor, record, parts)


def may_defer(actor: Actor, record: Record, sitting: SittingFacts, item: ItemFacts) -> Verdict:
    """Whether a committee may put an item off: neither over a vote that was begun, nor once all of it is decided."""
    parts = item.resolutions_of(sitting.pk)
    decided = bool(parts) and all(part.announcement for part in parts)
    in_the_way = [part for part in parts if part.pending or decided]
    verdict = may_in_sitting(Act.DEFER, actor, record, sitting, item=item)
    return _unless_under_way(Act.DEFER, verdict, actor, record, in_the_way)


def _unless_under_way(
    act: Act, verdict: Verdict, actor: Actor, record: Record, parts: Iterable[ResolutionFacts]
) -> Verdict:
    """With the refusals of every decision that stands in the way, each with the number of its item."""
    refusals = [
        replace(reason, text=f"Item {part.item.number}: {reason.text[0].lower()}{reason.text[1:]}")
        for part in parts
        for reason in may_on_resolution(act, actor, record, part).refusals
    ]
    known = {reason.code for reason in verdict.refusals}
    return verdict & Verdict.of(dict.fromkeys(reason for reason in refusals if reason.code not in known))


def may_recall(actor: Actor, record: Record, resolution: ResolutionFacts) -> Verdict:
    """Whether the result of a decision may be taken back, to put the record right. Asked of the room that decided."""
    return may_on_resolution(Act.RECALL, actor, record.as_at(resolution.decided_at), resolution)


def may_in_meeting(act: Act, actor: Actor, record: Record, *, replacing: bool = False) -> Verdict:
    """An act of the whole room (attendance, the agenda): the convening committee's people, or any committee's that sits.

    A joint meeting has no owner: each sitting's own secretary and chair keep their rights in it.
    """
    sittings = sorted(record.sittings.values(), key=lambda s: s.committee.id != record.meeting.convened_by_id)
    return _first_allowing([may_in_sitting(act, actor, record, each, replacing=replacing) for each in sittings])


def _first_allowing(verdicts: list[Verdict]) -> Verdict:
    """One of several committees is enough; where none allows, the first says why. A meeting of none allows nothing."""
    if not verdicts:
        return Verdict.of([Reason("no_sittings", "No committee sits in this meeting.", RECORD)])
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def may_declare(
    actor: Actor, record: Record, item: ItemFacts, person: int | None, *, replacing: bool = False
) -> Verdict:
    """Whether an interest of ``person`` on an item may be declared by this account.

    Asked of the person's own committee; of any other in the room, of those the item concerns.
    """
    sittings = list(record.sittings.values())
    own = [s for s in sittings if any(a.person == person for a in s.appointments)]
    verdicts = [
        may_in_sitting(Act.DECLARE, actor, record, each, item=item, person=person, about=person, replacing=replacing)
        for each in (own or sittings)
    ]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def may_correct_declaration(actor: Actor, record: Record, item: ItemFacts, act: Declaration) -> Verdict:
    """Whether this account may put a declaration right, or take it back.

    What was declared from the register is not the person's own to change: the chair disposes of it by a ruling.
    """
    verdict = may_declare(actor, record, item, act.person_id, replacing=True)
    if not act.from_register or actor.person is None or actor.person != act.person_id:
        return verdict
    text = (
        f"{record.name(act.person_id)} may not correct or take back what was declared of them from the register: "
        "whoever is in conflict does not decide whether they are."
    )
    ask = "The chair, by a ruling on it; the secretary of the meeting, where the record is wrong."
    return Verdict.of([*verdict.refusals, Reason("declare.from_register", text, OWN_CASE, who_can=ask)])


def may_screen(actor: Actor, record: Record, item: ItemFacts, person: int | None = None) -> Verdict:
    """Whether this account looks through what the registers show on an item, of ``person`` (None: of anybody).

    One of the committees that the item concerns is enough.
    """
    return _of_one_concerned(Act.SCREEN, actor, record, item, person)


def may_add_paper(actor: Actor, record: Record, item: ItemFacts) -> Verdict:
    """Whether this account puts papers before the committees that an item concerns: one of them is enough."""
    return _of_one_concerned(Act.ADD_PAPER, actor, record, item)


def _of_one_concerned(act: Act, actor: Actor, record: Record, item: ItemFacts, about: int | None = None) -> Verdict:
    concerned = [record.sittings[pk] for pk in item.purposes]
    return _first_allowing([may_in_sitting(act, actor, record, each, item=item, about=about) for each in concerned])


def may_read(actor: Actor, record: Record, item: ItemFacts, access: Access) -> Verdict:
    """Whether a paper of an item, open to ``access``, may be read: refused where a committee withholds it from them.

    That is one of those that decide on the reader: where they sit; of somebody with a seat in none, all concerned.
    """
    concerned = record.concerned(item)
    decide = record.who_decide_on(item, actor.person) if actor.person is not None else concerned
    verdicts = [
        entitlement(
            Act.READ_PAPER,
            person=actor.person,
            seat=None,
            room=record.room(sitting, item, deciding=False),
            question=None,
            account=account_on(actor, sitting.committee.id),
            access=access,
        )
        for sitting in concerned
    ]
    told = zip(concerned, verdicts, strict=True)
    withheld = next((verdict for sitting, verdict in told if sitting in decide and withholds(verdict)), None)
    return withheld if withheld is not None else _first_allowing(verdicts)


def withholds(verdict: Verdict) -> bool:
    """Whether a conflict keeps the papers of an item from the reader, by the chair's ruling or by the terms."""
    return any(reason.code.startswith(WITHHELD) for reason in verdict.refusals)
