"""What an advisory panel advised on an item, and whether it was followed: the same words on every page that tells it."""

from __future__ import annotations

from collections.abc import Collection

from committees.rights.words import listed
from committees.terms import Followed, Outcome
from decisions.facts import ItemFacts, Record, SittingFacts
from decisions.facts.advised import PanelAdvice
from decisions.minutes.shapes import AdviceLine
from decisions.minutes.words import stop

_DONE = {
    Followed.FOLLOWED: "followed the advice",
    Followed.IN_PART: "followed the advice in part",
    Followed.NOT_FOLLOWED: "did not follow the advice",
}


def advice_lines(record: Record, item: ItemFacts, sittings: Collection[int] | None = None) -> tuple[AdviceLine, ...]:
    """What panels advised the committees of the meeting on an item. ``sittings``: to these alone (keys)."""
    by_committee = {s.committee.id: s for s in record.sittings.values() if sittings is None or s.pk in sittings}
    found = [each for each in item.advice if each.committee in by_committee]
    return tuple(_line(item, by_committee[each.committee], each) for each in found)


def _line(item: ItemFacts, sitting: SittingFacts, told: PanelAdvice) -> AdviceLine:
    here = told.decision in {of.pk for of in item.resolutions_of(sitting.pk)}
    return AdviceLine(
        committee=told.committee,
        matter=told.matter,
        heading=f"Advisory Panel, called by {sitting.name} on {told.ground.label}",
        text=_advice(told),
        followed=_followed(sitting, told) if here else "",
        waits=bool(told.recommends) and told.followed is None and _decided(item, sitting),
    )


def _advice(told: PanelAdvice) -> str:
    """The Panel recommends: "..." Reasons: ... Asked to advise: A and B."""
    if not told.recommends:
        return f"{told.panel} has not advised yet."
    asked = listed(name for _, name in told.advisers)
    return f"{told.panel} recommends: “{stop(told.recommends)}” Reasons: {stop(told.reasons)} Asked to advise: {asked}."


def _followed(sitting: SittingFacts, told: PanelAdvice) -> str:
    if told.followed is None:
        return ""
    why = f": {stop(told.why)}" if told.why else "."
    return f"{sitting.name} {_DONE[told.followed]}{why}"


def _decided(item: ItemFacts, sitting: SittingFacts) -> bool:
    """Whether the committee has announced what it decided here; what is noted decides nothing."""
    announced = (of.announcement for of in item.resolutions_of(sitting.pk))
    return any(act is not None and act.outcome != Outcome.NOTED for act in announced)
