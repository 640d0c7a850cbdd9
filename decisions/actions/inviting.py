"""Inviting a member of another committee for one item. The rule is ``committees.rights.inviting``."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.models import Appointment, Person
from committees.powers import Actor
from committees.rights import world
from committees.rights.citations import GUIDANCE
from committees.rights.reasons import Reason, Verdict
from committees.rights.seats import presiding
from committees.rights.words import the
from committees.terms import Act, Movement, RoomRole, Share
from decisions.actions.bench import in_meeting
from decisions.actions.conflicts import refuse_once_announced
from decisions.actions.room import move_one
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
        _refuse_if_found(on.pk, facts, of.committee)
        if here and person not in bench.record.present():
            came = require(may_in_meeting(Act.RECORD_ATTENDANCE, actor, bench.record))
            move_one(bench, came & verdict, person, whom.name, Movement.CAME, RoomRole.FOR_ONE_ITEM, False, on.pk)
        return invited


def _refuse_if_found(item: int, whom: world.Person, committee: world.Committee) -> None:
    """Refused where the registers show a conflict on the item of somebody whom nobody has looked at before."""
    for found in find_all([item], [whom.id]):
        text = (
            f"{whom.name} has an interest in this item ({found.nature.rstrip('. ')}): {'; '.join(found.chains)}. So "
            f"{whom.name} cannot be invited to make {the(committee)} quorate."
        )
        raise Refused(Verdict.of([Reason("invite.in_conflict.found", text, GUIDANCE, who_can="Somebody else.")]))


def where_they_sit(person: int, but_for: int, day: date) -> tuple[str, ...]:
    """The committees on which a person sits that day, by name, but for one (its key). One query."""
    rows = Appointment.objects.filter(person=person).in_force_on(day).exclude(share=Share.SINGLE_ITEM.value)
    rows = rows.exclude(seat__committee=but_for).order_by("seat__committee__name")
    return tuple(rows.values_list("seat__committee__name", flat=True).distinct())
