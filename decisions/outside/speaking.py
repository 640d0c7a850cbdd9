"""For which CCGs somebody speaks: the committees of a CCG that they run by a post or chair by a seat."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from committees.facts import committee_facts
from committees.models import Appointment, Committee
from committees.powers import Actor
from committees.rights import world
from committees.rights.standpoint import BODIES_OF_A_CCG
from committees.terms import Office, Power, Represents, Share


def speaks_for(actor: Actor, day: date) -> tuple[world.Committee, ...]:
    """The committees through which CCGs speak and that this account runs, or whose person chairs them. Three queries."""
    runs = {pk for pk, powers in actor.powers.items() if Power.RUN_BUSINESS in powers}
    if actor.person is not None:
        held = Appointment.objects.filter(person=actor.person, seat__office=Office.CHAIR.value).in_force_on(day)
        own = held.exclude(share=Share.DEPUTY.value).exclude(seat__represents=Represents.NHS_ENGLAND.value)
        runs |= set(own.values_list("seat__committee", flat=True))
    if not runs:
        return ()
    kinds = [kind.value for kind in BODIES_OF_A_CCG]
    rows = Committee.objects.filter(pk__in=runs, kind__in=kinds).prefetch_related("ccgs").order_by("name", "pk")
    return tuple(body for body in map(committee_facts, rows) if body.exists_on(day))


def is_of_the_ccgs(actor: Actor, codes: Collection[str], day: date) -> bool:
    """Whether they sit on, or run, a committee through which one of these CCGs speaks. Three queries at most."""
    of = {ccg.code for body in speaks_for(actor, day) for ccg in body.ccgs}
    if of & set(codes):
        return True
    if actor.person is None:
        return False
    kinds = [kind.value for kind in BODIES_OF_A_CCG]
    held = Appointment.objects.filter(person=actor.person, seat__committee__kind__in=kinds).in_force_on(day)
    own = held.exclude(seat__represents=Represents.NHS_ENGLAND.value).filter(seat__committee__ccgs__ods_code__in=codes)
    return own.exists()
