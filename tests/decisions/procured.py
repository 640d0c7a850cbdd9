"""Awards of contracts, decided and signed off, for tests of the register of procurement decisions. All made up."""

from __future__ import annotations

from decimal import Decimal

from decisions import actions
from decisions.actions.outside.procurement import sign_off
from decisions.models import LifeEntry, Matter
from decisions.procurement.entry import Entry, Of
from decisions.procurement.listing import entries_before
from practices import clock
from practices.models import CCG, Practice, Provider
from tests import world
from tests.world import Body, Room

BOUGHT = "GP services for the patients of the Made Up Surgery"
WHY = "The only bid that met the specification"
NAME = "Made Up Health Limited"


def a_supplier(name: str = NAME, address: str = "1 High Street\nLondon\nSW19 1AA") -> Provider:
    return Provider.objects.create(name=name, address=address, kind=Provider.Kind.COMPANY, made_up=True)


def a_practice() -> Practice:
    return Practice.objects.get_or_create(ods_code="H85001", defaults={"name": "THE MADE UP SURGERY", "status": "A"})[0]


def facts_of(supplier: Provider, **more) -> dict:
    """The facts of an award, as they are kept."""
    return {
        "contract_kind": "APMS",
        "practices": [a_practice().pk],
        "bought": BOUGHT,
        "process": "open",
        "supplier": supplier.pk,
        "value_total": "1250000.00",
        "value_ccg": "1000000.50",
        "justification": WHY,
        "starts_on": "2016-07-01",
        "ends_on": "2021-06-30",
    } | more


def an_award(
    ccgs: list[CCG], supplier: Provider | None = None, *, kind: str = "award", raised_by=None, **more
) -> Matter:
    """A matter of a kind that stands in the register, with all its facts."""
    matter = world.a_matter("Award of a contract", ccgs, texts=("That the contract be awarded.",), raised_by=raised_by)
    matter.kind, matter.value = kind, Decimal("1250000")
    matter.facts = facts_of(supplier or a_supplier(), **more)
    matter.save()
    return matter


def on_agenda(room: Room, matter: Matter, **private):
    item = actions.put_on_agenda(
        meeting=room.meeting, matter=matter, number=str(room.meeting.items.count() + 1), **private
    )
    room.items.append(item)
    return item


def close(room: Room) -> None:
    sittings = [sitting.pk for sitting in room.sittings.values()]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=sittings)


def entries(body: Body, matter: Matter) -> list[Entry]:
    return entries_before(body.committee.pk, matter, clock.today())


def signed_off(actor, body: Body, matter: Matter, of: Of | None = None) -> LifeEntry:
    """The first decision of the committee on the matter, unless told."""
    return sign_off(actor=actor, committee=body.committee.pk, matter=matter.pk, of=of or entries(body, matter)[0].of)
