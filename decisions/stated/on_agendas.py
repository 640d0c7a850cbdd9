"""What kind of decision an item of an agenda is about, its facts in short, and what is to be stated before a vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from committees.powers import Actor
from committees.terms import Power
from decisions.facts import ItemFacts, Record
from decisions.models import AgendaItem, Limb
from decisions.stated.naming import Names, names_of, together
from decisions.stated.telling import MatterStated, keys_of_matter, kind_of, of_part, tell

#: Who may be able to state facts; the page of the facts asks the gate.
HANDS = frozenset({Power.RUN_BUSINESS, Power.PREPARE})


@dataclass(frozen=True)
class AboutItem:
    """``facts``: a line for the whole and for each part. ``unstated``: in sentences; ``address``: the matter's page, for
    who keeps its facts and steps, else empty."""

    kind: str
    facts: tuple[str, ...]
    unstated: tuple[str, ...]
    address: str

    @property
    def many(self) -> bool:
        """Whether there are so many parts that they are shown when asked for."""
        return len(self.facts) > MANY


MANY = 4


def about_items(actor: Actor, record: Record, items: Collection[ItemFacts], *, inside: bool) -> dict[int, AboutItem]:
    """Of each of these items that is of a kind, by its key. At most seven queries.

    ``inside``: for somebody who sits in the meeting or runs it; others are not told of sums of money, nor of what is still
    to be done.
    """
    of_kind = [item for item in items if item.matter.kind]
    names = names_of(together(keys_of_matter(item.matter, limbs_of(item)) for item in of_kind), record.day)
    found = ((item.pk, _about(actor, record, item, names, inside=inside)) for item in of_kind)
    return {pk: about for pk, about in found if about is not None}


def limbs_of(item: ItemFacts) -> list[Limb]:
    """The parts that are before committees on an item, each once."""
    return list({of.limb.pk: of.limb for of in item.resolutions}.values())


def _about(actor: Actor, record: Record, item: ItemFacts, names: Names, *, inside: bool) -> AboutItem | None:
    told = tell(item.matter, limbs_of(item), names, record.day)
    if told is None:
        return None
    to_do = _unstated(record, item, told) if inside else ()
    return AboutItem(
        kind=told.kind.label,
        facts=told.short(close=inside),
        unstated=to_do,
        address=_address(actor, record, item),
    )


def _unstated(record: Record, item: ItemFacts, told: MatterStated) -> tuple[str, ...]:
    """What keeps a vote from being opened; nothing once it is voted on, and nothing once the meeting is closed."""
    if record.closed:
        return ()
    waits = {of.limb.pk for of in item.resolutions if not (of.settled or of.pending or of.withdrawn)}
    parts = [part for part in told.parts if part.limb.pk in waits]
    if not any(part.demands for part in parts):
        return ()
    return (*told.unstated, *(sentence for part in parts for sentence in of_part(part)))


def _address(actor: Actor, record: Record, item: ItemFacts) -> str:
    return _page(actor, [record.sittings[pk].committee.id for pk in item.purposes], item.matter.pk)


def facts_of(actor: Actor, record: Record, item: AgendaItem) -> str:
    """Where the facts of an item that has just come on this agenda are stated; empty where its kind asks for none."""
    kind = kind_of(item.matter)
    if kind is None or not kind.facts:
        return ""
    sittings = [record.sittings[purpose.sitting_id] for purpose in item.purposes.order_by("sitting")]
    return _page(actor, [sitting.committee.id for sitting in sittings], item.matter_id)


def _page(actor: Actor, committees: Iterable[int], matter: int) -> str:
    """The matter's page of a committee for which this account may state facts."""
    mine = next((committee for committee in committees if actor.on(committee) & HANDS), None)
    return f"{reverse('matter_outside', args=[mine, matter])}#facts" if mine is not None else ""
