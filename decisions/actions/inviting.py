"""Inviting a member of another committee for one item. The rule is ``committees.rights.inviting``."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.facts import committee_facts
from committees.models import Appointment, Person
from committees.powers import Actor
from committees.rights import world
from committees.rights.citations import GUIDANCE
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import presiding
from committees.rights.words import the
from committees.terms import Act, Movement, Represents, RoomRole, Share, Standing
from decisions.actions.bench import in_meeting
from decisions.actions.conflicts import refuse_once_announced
from decisions.actions.room import move_one
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.finding import find_all
from decisions.gate import Refused, may_in_meeting, may_invite, require
from decisions.models import ItemAppointment


def invite_for_item(
    *,
    actor: Actor,
    meeting: int,
    item: int,
    sitting: int,
    seat: int,
    person: int,
    why: str,
    here: bool = False,
    when: datetime | None = None,
) -> ItemAppointment:
    """Whoever presides invites a member of another committee to act for a seat on this item alone.

    ``why`` is told in the minutes. ``here``: they are in the room now; their arrival is recorded if it was not.
    """
    with in_meeting(actor, meeting, when) as bench:
        on, of = bench.item(item), bench.record.sittings.get(sitting)
        if of is None or sitting not in on.purposes:
            raise ValidationError("Choose a committee that this item concerns.")
        whom = Person.objects.filter(pk=person).first()
        if whom is None:
            raise ValidationError("Choose who is invited.")
        if not why.strip():
            raise ValidationError("Say why they are invited: the minutes tell it.")
        refuse_once_announced(on, {of.pk})
        facts = world.Person(whom.pk, whom.name)
        sits_on = where_they_sit(whom.pk, of.committee.id, bench.record.day)
        verdict = require(may_invite(actor, bench.record, of, on, whom=facts, seat=seat, sits_on=sits_on))
        presides = presiding(bench.record.room(of, on)).person
        day = bench.record.day
        appointment = Appointment(seat_id=seat, person=whom, share=Share.SINGLE_ITEM.value, starts_on=day, ends_on=day)
        appointment.full_clean()
        appointment.save()
        invited = ItemAppointment.objects.create(
            appointment=appointment, item=on.row, invited_by_id=presides, why=why.strip()
        )
        _refuse_if_found(bench.record, on, of, facts)
        if here and person not in bench.record.present():
            came = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record))
            move_one(bench, came & verdict, person, whom.name, Movement.CAME, RoomRole.FOR_ONE_ITEM, False, on.pk)
        return invited


def _refuse_if_found(record: Record, item: ItemFacts, sitting: SittingFacts, whom: world.Person) -> None:
    """Refused where the registers show a conflict on the item that the chair has not ruled on.

    What was ruled on is known, and the rule has answered it: a ruling that leaves vote and quorum stands in no way.
    """
    on = [act for act in item.declared if act.person_id == whom.id] if record.ruled(item, sitting, whom.id) else []
    known = {act.interest_id for act in on if act.interest_id is not None}, {act.nature for act in on}
    for found in find_all([item.pk], [whom.id]):
        if found.interest in known[0] or (found.interest is None and found.nature in known[1]):
            continue
        text = (
            f"{whom.name} has an interest in this item ({found.nature.rstrip('. ')}): {'; '.join(found.chains)}. So "
            f"{whom.name} cannot be invited to make {the(sitting.committee)} quorate."
        )
        ask = "Somebody else; or the chair, by a ruling on it first."
        raise Refused(Verdict.of([Reason("invite.in_conflict.found", text, GUIDANCE, who_can=ask)]))


def where_they_sit(person: int, but_for: int, day: date) -> tuple[world.Elsewhere, ...]:
    """The seats that a person holds that day on other committees than one (its key). Two queries."""
    rows = Appointment.objects.filter(person=person).in_force_on(day)
    rows = rows.exclude(share__in=(Share.SINGLE_ITEM.value, Share.DEPUTY.value)).exclude(seat__committee=but_for)
    rows = rows.select_related("seat__committee").prefetch_related("seat__committee__ccgs")
    return tuple(
        world.Elsewhere(
            committee=committee_facts(row.seat.committee),
            standing=Standing(row.seat.standing),
            represents=Represents(row.seat.represents),
        )
        for row in rows.order_by("seat__committee__name", "pk")
    )
