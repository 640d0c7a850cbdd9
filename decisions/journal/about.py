"""What an act of a record is about: the decision, the item, the sitting."""

from __future__ import annotations

from decisions import models as m
from decisions.actions.bench import Bench
from decisions.facts import ItemFacts, Record, ResolutionFacts, SittingFacts


def resolution_of(record: Record, act: m.Act) -> ResolutionFacts | None:
    """The decision that an act belongs to; None for an act of the room, an item or a sitting."""
    known = record.places
    match act:
        case m.Vote():
            return known.electors.get(act.elector_id)
        case m.Tally() | m.VotingClosed() | m.CastingVote() | m.Agreement():
            return known.openings.get(act.opening_id)
        case m.Veto():
            return known.announcements.get(act.announcement_id)
        case m.ConditionOutcome():
            return known.conditions.get(act.condition_id)
        case m.Motion() | m.Opening() | m.Announcement() | m.PublishedOutcome() | m.Withdrawal():
            return record.resolution_by_id.get(act.resolution_id)
    return None


def sitting_of(record: Record, act: m.Act) -> SittingFacts | None:
    """The sitting that an act belongs to; None for an act of the whole room."""
    of = resolution_of(record, act)
    return of.sitting if of is not None else record.sittings.get(getattr(act, "sitting_id", None) or 0)


def of_act(bench: Bench, act) -> ResolutionFacts:
    found = resolution_of(bench.record, act)
    if found is None:
        raise LookupError(f"The {act._meta.verbose_name} is about no decision of this meeting.")
    return found


def item_of(bench: Bench, act) -> ItemFacts:
    return bench.record.item_by_id[act.item_id]


def its_sitting(bench: Bench, act) -> SittingFacts:
    return bench.record.sittings[act.sitting_id]
