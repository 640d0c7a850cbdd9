"""Acts: what happened, once. The database refuses to change or remove any of them.

Each has ``happened_at`` (the meeting's time, may be set), ``recorded_at`` (when it was entered), who did it, who
recorded it, and the verdict relied on. A mistake is corrected by an act that *replaces* the old one, with a reason;
both stay. Hence an act is replaced once (``replaces`` is one-to-one), and one act stands where nothing is replaced
(the unique constraints below).
"""

from decisions.models.acts.base import Act
from decisions.models.acts.conflicts import ChairElected, Declaration, Ruling
from decisions.models.acts.later import ConditionOutcome, PublishedOutcome
from decisions.models.acts.national import Agreement, CastingVote, Veto
from decisions.models.acts.room import AlsoPresent, Attendance, Deferral, ItemStep, SittingClosed, Step
from decisions.models.acts.shadow import ShadowRecommendation
from decisions.models.acts.voting import (
    Announcement,
    Condition,
    Elector,
    Motion,
    Opening,
    Tally,
    Vote,
    VotingClosed,
    Withdrawal,
)

ACTS = (
    Attendance,
    AlsoPresent,
    ItemStep,
    Declaration,
    Ruling,
    ChairElected,
    Motion,
    Opening,
    Vote,
    Tally,
    VotingClosed,
    CastingVote,
    Agreement,
    Announcement,
    PublishedOutcome,
    Veto,
    Withdrawal,
    Deferral,
    ConditionOutcome,
    ShadowRecommendation,
    SittingClosed,
)

__all__ = [
    "ACTS",
    "Act",
    "Agreement",
    "AlsoPresent",
    "Announcement",
    "Attendance",
    "CastingVote",
    "ChairElected",
    "Condition",
    "ConditionOutcome",
    "Declaration",
    "Deferral",
    "Elector",
    "ItemStep",
    "Motion",
    "Opening",
    "PublishedOutcome",
    "Ruling",
    "ShadowRecommendation",
    "SittingClosed",
    "Step",
    "Tally",
    "Veto",
    "Vote",
    "VotingClosed",
    "Withdrawal",
]
