"""What a committee did with an item in place of deciding it: put off, or passed to another committee that can be quorate."""

from __future__ import annotations

from collections import defaultdict

from committees.rights.words import day_words, listed
from decisions.facts import ItemFacts, standing
from decisions.journal.told import told_meeting
from decisions.minutes.reading import Reading
from decisions.minutes.words import because, stop
from decisions.models import Deferral


def deferrals(reading: Reading, item: ItemFacts) -> tuple[str, ...]:
    """Committees that did the same with the item for the same reason are named together."""
    alike: dict[tuple, list[Deferral]] = defaultdict(list)
    for act in standing(item.deferrals):
        if act.sitting_id in reading.pks:
            alike[(_done(reading, item, act), act.recommends, act.reason, wanted_words(act))].append(act)
    return tuple(_sentence(reading, *said, acts) for said, acts in alike.items())


def _sentence(reading: Reading, done: str, recommends: str, reason: str, wanted: str, acts: list[Deferral]) -> str:
    names = listed(reading.record.sittings[act.sitting_id].name for act in acts)
    if not recommends:
        return f"{names}: {done}{because(reason)}{wanted}"
    why = f" Reason: {stop(reason)}" if reason.strip() else ""
    return f"{names}: {done}: “{stop(recommends)}”{why}{wanted}"


def wanted_words(act: Deferral) -> str:
    """ " Asked for: a travel survey. Not to come back before 1 July 2016." """
    asked = f" Asked for: {stop(act.asked_for)}" if act.asked_for.strip() else ""
    first = f" Not to come back before {day_words(act.not_before)}." if act.not_before else ""
    return f"{asked}{first}"


def _done(reading: Reading, item: ItemFacts, act: Deferral) -> str:
    if act.passed_to_id is None:
        return f"deferred to {_until(reading, act)}"
    to = reading.names.committees.get(act.passed_to_id, "another committee")
    sitting = reading.record.sittings[act.sitting_id]
    short = "" if reading.quorum(sitting, item, act.happened_at) else "not quorate for this item; "
    done = f"discussed it and recommends to {to}" if act.recommends else f"referred to {to}"
    later = act.to_date or act.to_meeting_id
    return f"{short}{done}{f', for {_until(reading, act)}' if later else ''}"


def _until(reading: Reading, act: Deferral) -> str:
    """Until when: to a day; to a meeting, which may be one that a file told of and that is not on record here."""
    told = told_meeting(act)
    if told or act.to_meeting_id:
        return f"the meeting of {told or reading.names.meetings.get(act.to_meeting_id, 'a later day')}"
    return day_words(act.to_date)
