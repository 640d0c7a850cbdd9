"""The chair's meeting, forecast first: where a quorum or a conflict will bite."""

from __future__ import annotations

from dataclasses import dataclass

from committees.powers import Actor
from committees.rights.words import lower_first
from decisions.console.ahead import to_rule_on
from decisions.facts import ItemFacts, Record, SittingFacts, load_record
from decisions.forecast import Forecast, forecasts, told_once
from decisions.home.meetings import ComingMeeting


@dataclass(frozen=True)
class ForecastLine:
    """An item on which something will bite, and what was declared on it by this committee's people."""

    item: str
    forecasts: tuple[Forecast, ...]
    declared: tuple[str, ...]


@dataclass(frozen=True)
class ChairsView:
    """``always``: what holds for every item alike, told once. ``to_rule``: how many conflicts wait for this chair."""

    meeting: object
    committees: tuple[str, ...]
    always: tuple[Forecast, ...]
    lines: tuple[ForecastLine, ...]
    items: int
    to_rule: int = 0


def chairs_view(actor: Actor, coming: list[ComingMeeting], chaired: list[int]) -> ChairsView | None:
    """The next meeting of a committee that this person chairs, item by item. The queries of one record."""
    meeting = next((m for m in coming if not m.closed and set(m.mine_pks) & set(chaired)), None)
    if meeting is None:
        return None
    record = load_record(meeting.row)
    sittings = [sitting for sitting in record.sittings.values() if sitting.committee.id in chaired]
    told = [(item, forecasts(record, item, sittings)) for item in record.items]
    always = told_once(found for _, found in told)
    lines = [_line(record, item, [f for f in found if f not in always], sittings) for item, found in told]
    return ChairsView(
        meeting=record.meeting,
        committees=tuple(sitting.name for sitting in sittings),
        always=tuple(always),
        lines=tuple(line for line in lines if line.forecasts or line.declared),
        items=len(record.items),
        to_rule=to_rule_on(record, actor),
    )


def _line(record: Record, item: ItemFacts, found: list[Forecast], sittings: list[SittingFacts]) -> ForecastLine:
    own = {a.person for sitting in sittings for a in sitting.appointments if a.covers(record.day)}
    decided = all(r.settled for sitting in sittings for r in item.resolutions_of(sitting.pk))
    declared = []
    for act in item.declared:
        if act.person_id in own and not decided:
            ruled = any(record.ruled(item, sitting, act.person_id) for sitting in sittings)
            state = "ruled on" if ruled else "awaits your ruling"
            declared.append(f"{record.name(act.person_id)}: {lower_first(act.nature)} ({state})")
    return ForecastLine(f"Item {item.number}: {item.title}", tuple(found), tuple(declared))
