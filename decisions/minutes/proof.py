"""What the record shows of how a conflict was managed: when somebody was out, whether they voted and were counted.

What is on record and nothing else: where it was ruled that somebody leaves, and no leaving is recorded, that is said.
Each answer is a phrase without its subject ("left at 10:40, came back at 10:52"), for one person or for several.
"""

from __future__ import annotations

from committees.rights.conflicts import takes_quorum, takes_vote
from committees.rights.words import listed
from committees.rights.world import Effects
from committees.terms import Access, Choice, InRoom, Movement, NotTold, Recording, Standing
from decisions.facts import ItemFacts, ResolutionFacts, SittingFacts, effects_of, standing
from decisions.minutes.attendance import out_for_item
from decisions.minutes.published import tells
from decisions.minutes.reading import Reading
from decisions.minutes.words import at, quorum_words
from decisions.models import Ruling
from decisions.models.acts import Step

NOT_LEFT = "stayed in the room, as far as the record shows"
NEVER_CAME = "never came to this meeting, by its record"
NO_VOTE = "cast no vote"


def decided(reading: Reading, item: ItemFacts, sitting: SittingFacts) -> list[ResolutionFacts]:
    """What a committee voted on and announced of an item."""
    return [r for r in item.resolutions_of(sitting.pk) if r.announcement is not None and r.opening is not None]


def strictest(reading: Reading, item: ItemFacts, person: int) -> list[Ruling]:
    """The rulings in force on a person, of the committees read about."""
    found = (item.ruling_on(person, sitting.pk) for sitting in reading.sittings)
    return [ruling for ruling in found if ruling is not None]


def room_shown(reading: Reading, item: ItemFacts, person: int, rulings: list[Ruling]) -> str:
    """When they left and came back; where they were ruled out of the room and did not leave, what is on record instead."""
    out = out_for_item(reading, person, item.pk)
    if out:
        return out
    ruled = [effects_of(ruling).room for ruling in rulings]
    if all(room is InRoom.YES for room in ruled) or not tells(reading.record, NotTold.ATTENDANCE):
        return ""
    moves = [act for act in reading.record.movements() if act.person_id == person]
    if not any(act.movement in (Movement.CAME, Movement.RETURNED) for act in moves):
        return NEVER_CAME
    moments = _moments(reading, item, whole=InRoom.NO in ruled)
    if not moments:
        return ""
    if any(person in reading.as_at(moment).present(item) for moment in moments):
        return NOT_LEFT
    return "had left the meeting before" if moves[-1].happened_at <= moments[0] else "had no place in the room then"


def _moments(reading: Reading, item: ItemFacts, *, whole: bool) -> list:
    """When they had to be out: for the decisions or, where they leave for the whole item, from when it was taken."""
    voted = [r.opening.happened_at for s in reading.sittings for r in decided(reading, item, s)]
    begun = [step.happened_at for step in standing(item.steps) if step.step == Step.BEGUN]
    return sorted({*voted, *(begun[:1] if whole and not voted else ())})


def votes_shown(reading: Reading, item: ItemFacts, sitting: SittingFacts, person: int) -> str:
    """Whether a member had a vote, and used it; nothing of who has no voting seat there or before it is announced."""
    said = {_voted(reading, of, person) for of in decided(reading, item, sitting)} - {""}
    return " and on another part ".join(sorted(said))


def _voted(reading: Reading, of: ResolutionFacts, person: int) -> str:
    mine = [e for e in of.electorate if e.person_id == person and _votes_there(of, e.seat_id)]
    if not mine:
        return _acted_for(reading, of, person)
    if not any(elector.may_vote for elector in mine):
        return NO_VOTE
    if of.opening.recording != Recording.BY_NAME:
        return "could vote"
    cast = [of.standing_votes.get(elector.seat_id) for elector in mine]
    return "voted" if any(v is not None and v.choice != Choice.NOT_VOTING for v in cast) else "could vote and did not"


def _acted_for(reading: Reading, of: ResolutionFacts, person: int) -> str:
    """Somebody else acted for their seat when voting opened: a deputy, or who was invited for the item."""
    day = reading.record.day
    held = {a.seat for a in of.sitting.appointments if a.person == person and a.covers(day) and a.item is None}
    others = [e.person_id for e in of.electorate if e.seat_id in held and _votes_there(of, e.seat_id)]
    if not others:
        return ""
    return f"{NO_VOTE} ({listed(reading.record.name(other) for other in dict.fromkeys(others))} acted for the seat)"


def _votes_there(of: ResolutionFacts, seat: int) -> bool:
    found = of.sitting.seat_by_id.get(seat)
    return found is not None and found.standing is Standing.VOTING


def why_no_vote(reading: Reading, item: ItemFacts, sitting: SittingFacts, person: int) -> str:
    """Why somebody had no vote, as it was fixed when voting opened: briefly for a conflict, which is told beside it."""
    for of in decided(reading, item, sitting):
        for elector in of.electorate:
            if elector.person_id == person and not elector.may_vote:
                refusals = [reason for reason in elector.verdict.get("reasons", ()) if not reason["allows"]]
                conflicts = [reason for reason in refusals if "conflict" in reason["code"]]
                return next((_briefly(reason) for reason in conflicts or refusals), "")
    return ""


def _briefly(reason: dict) -> str:
    code = reason["code"]
    if "conflict" not in code:
        return reason["text"]
    by = (
        "not ruled on"
        if code.endswith(".not_ruled")
        else "by the terms"
        if code.endswith(".terms")
        else "by the ruling"
    )
    return f"left out of those who could vote, {by}"


def quorum_shown(reading: Reading, item: ItemFacts, sitting: SittingFacts, person: int) -> str:
    """Whether a member counted to the quorum of the item; nothing of who is no member, or where nobody can tell."""
    if not tells(reading.record, NotTold.ATTENDANCE) or not reading.sits_on(person, sitting):
        return ""
    counted = [person in {each for _, each in found.counted} for found in _quorums(reading, item, sitting)]
    if not counted:
        return ""
    return "counted to the quorum" if all(counted) else "did not count to the quorum"


def quorum_without(reading: Reading, item: ItemFacts, sitting: SittingFacts) -> str:
    """How the quorum of the item stood at each decision: "Quorate: five present who count, four needed."""
    return " ".join(dict.fromkeys(quorum_words(found) for found in _quorums(reading, item, sitting)))


def _quorums(reading: Reading, item: ItemFacts, sitting: SittingFacts) -> list:
    return [reading.quorum(sitting, item, of.opening.happened_at) for of in decided(reading, item, sitting)]


def papers_shown(reading: Reading, item: ItemFacts, rulings: list[Ruling]) -> str:
    """Since when the papers were kept from them; that they were public is said."""
    kept = [ruling for ruling in rulings if not ruling.papers]
    if not kept:
        return ""
    first = min(kept, key=lambda ruling: (ruling.happened_at, ruling.pk))
    since = f" from the ruling on, {at(first.happened_at, reading.record.day)}" if first.time_told else ""
    public = any(paper.access == Access.PUBLIC for paper in item.papers)
    open_to_all = public and not item.row.private and reading.record.meeting.in_public
    return f"got no papers of this item{since}{' (they are public)' if open_to_all else ''}"


def restricts(effects: Effects) -> bool:
    """Whether a ruling takes anything."""
    return takes_vote(effects) or takes_quorum(effects) or not effects.papers or not effects.speaks
