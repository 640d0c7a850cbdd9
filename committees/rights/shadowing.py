"""A shadowing CCG's committee recommends on what others decide. It decides nothing, and is never counted with them.

The South West London paper has Croydon "shadow" the arrangements of the others while it formally works at level 2.
That its committee may say what it would have recommended, and how, is derived from that.
"""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds, meeting_open, recorded, unconflicted
from committees.rights.authority import existence
from committees.rights.chairing import whoever_presides
from committees.rights.citations import RECORD, terms_source
from committees.rights.conflicts import may_vote
from committees.rights.quorum import quorum
from committees.rights.seats import acting
from committees.rights.shadows import Counts, Shadowing
from committees.rights.sources import SHADOWING, SHADOWS_FORMALLY
from committees.rights.ways_of_meeting import as_the_terms_meet
from committees.rights.words import day_words, listed
from committees.rights.world import Arrangement, Committee, Room
from committees.terms import Level, Majority, Standing


def shadow(asked: Asked) -> Reasons:
    """Whoever presides, or records for them, says what a shadowing committee would recommend on others' matter."""
    reasons = [*existence(asked.room.committee, asked.room.day), *meeting_open(asked), *as_the_terms_meet(asked)]
    reasons += [*whoever_presides(asked), *unconflicted(asked), *recorded(asked), *_quorate(asked)]
    if asked.shadow is None:
        text = f"it is not said what {asked.committee} would recommend, nor on what."
        return grounds(asked, [*reasons, asked.no("nothing_told", text, RECORD)], "", SHADOWING)
    reasons += [*_shadows(asked, asked.shadow), *_others_decide(asked, asked.shadow), *_once(asked, asked.shadow)]
    reasons += _counted(asked, asked.shadow.counts)
    text = f"{asked.committee} may say what it would recommend to {listed(asked.shadow.deciders)}: it decides nothing."
    return grounds(asked, reasons, text, SHADOWING)


def shadowing_ccgs(arrangements: tuple[Arrangement, ...]) -> tuple[str, ...]:
    """The names of the CCGs that shadow another level."""
    return tuple(dict.fromkeys(each.ccg.name for each in arrangements if _shadowing(each)))


def _shadowing(each: Arrangement) -> bool:
    """Level 3 is what is shadowed: who works at it shadows nobody."""
    return each.shadowing and each.level is not Level.DELEGATED


def could_join(room: Room) -> tuple[int, ...]:
    """The people whose voices a shadow recommendation counts: who act for a voting seat and are not in conflict."""
    people = (acting(seat, room).person for seat in room.seats if _votes_in(room.committee, seat))
    return tuple(dict.fromkeys(p for p in people if p is not None and may_vote(p, room)))


def _votes_in(committee: Committee, seat) -> bool:
    return seat.committee == committee.id and seat.standing is Standing.VOTING


def _shadows(asked: Asked, told: Shadowing) -> Reasons:
    names = shadowing_ccgs(told.arrangements)
    if not names:
        text = f"no CCG of {asked.committee} shadows another level on {day_words(asked.room.day)}."
        yield asked.no("not_shadowing", text, SHADOWING, "Only a CCG whose arrangement that day says that it shadows.")
    for each in told.arrangements:
        if _shadowing(each):
            text = f"{each.ccg.name} shadows level 3 on {day_words(asked.room.day)}."
            yield asked.yes("shadows", text, each.source)


def _others_decide(asked: Asked, told: Shadowing) -> Reasons:
    if told.own_say:
        whose = listed(shadowing_ccgs(told.arrangements)) or "the CCG"
        text = f"{asked.committee} has its own say in this item: {whose}'s own decisions stay its joint committee's."
        yield asked.no("own_say", text, SHADOWS_FORMALLY, f"{asked.committee}, by a decision of its own.")
    elif not told.deciders:
        text = "no committee of this meeting decides this part: there is nothing to shadow."
        yield asked.no("nobody_decides", text, SHADOWING)


def _quorate(asked: Asked) -> Reasons:
    found = quorum(asked.room)
    if not found:
        text = f"{asked.committee} is not quorate for this item."
        yield asked.no("not_quorate", text, terms_source(asked.room), "Wait for those who are missing.")
    yield from found.verdict.reasons


def _once(asked: Asked, told: Shadowing) -> Reasons:
    if told.told and not asked.replacing:
        text = f"the recommendation of {asked.committee} on this part is recorded already."
        yield asked.no("recorded_already", text, RECORD, "A correction, with a reason, until the meeting is closed.")
    if asked.replacing and not told.told:
        text = f"{asked.committee} has recorded no recommendation on this part: there is nothing to correct."
        yield asked.no("nothing_to_correct", text, RECORD)


def _counted(asked: Asked, counts: Counts | None) -> Reasons:
    """Numbers fit those who are there and not in conflict, and are a majority as the terms have it."""
    able = len(could_join(asked.room))
    if not able:
        text = f"no voting member of {asked.committee} who is not in conflict is in the room."
        yield asked.no("nobody_there", text, terms_source(asked.room))
    if counts is None:
        return
    if counts.total > able:
        text = f"{counts.total} are counted, and only {able} voting members who are not in conflict are there."
        yield asked.no("too_many", text, terms_source(asked.room), "Count again.")
    of_members = asked.room.terms is not None and asked.room.terms.majority is Majority.OF_MEMBERS_PRESENT
    needed = able // 2 if of_members else counts.against
    if counts.in_favour <= needed:
        text = f"{counts.in_favour} for and {counts.against} against is no majority: nothing is recommended."
        yield asked.no("no_majority", text, terms_source(asked.room), "Record what had a majority, or nothing.")
