"""A meeting by correspondence: members answer in writing, and who has answered is there. How comings are told then."""

from __future__ import annotations

from committees.models import Meeting
from committees.rights.words import listed
from committees.terms import Movement
from decisions.facts import Record, SittingFacts

_BY_CORRESPONDENCE = {
    Movement.CAME: "has answered",
    Movement.LEFT: "takes no more part",
    Movement.RETURNED: "takes part again",
    Movement.LEFT_FOR_ITEM: "takes no part in the item",
    Movement.APOLOGIES: "will not answer",
}


def movement_words(movement: str, meeting: Meeting) -> str:
    """ "arrived"; of a meeting by correspondence "has answered"."""
    return _BY_CORRESPONDENCE[Movement(movement)] if meeting.by_correspondence else Movement(movement).label


def cannot_decide_so(record: Record) -> str:
    """Of which committees the terms do not let them decide as this meeting is held; empty where all may."""
    meeting = record.meeting
    how = "by correspondence" if meeting.by_correspondence else "by teleconference" if meeting.remote else ""
    names = [each.name for each in record.sittings.values() if how and not _may(each, record)]
    if not names:
        return ""
    its = "Its terms of reference do" if len(names) == 1 else "Their terms of reference do"
    they = "it" if len(names) == 1 else "them"
    return f"{listed(names)} cannot decide at this meeting. {its} not let {they} decide {how}."


def _may(sitting: SittingFacts, record: Record) -> bool:
    terms = sitting.terms
    if terms is None:
        return True  # refused for having none
    return terms.by_correspondence if record.meeting.by_correspondence else terms.may_meet_remotely
