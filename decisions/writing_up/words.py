"""The words that the printed sheet and the write-up form share, in the order in which both go: who types a sheet in reads
the same line on paper and on the screen."""

from __future__ import annotations

from committees.terms import Choice, Directness, Handling, InterestType

ATTENDANCE = "Who was there"
BEGAN, ENDED = "Began at", "Ended at"
CAME, LEFT = "Came at", "Left at"
HERE, APOLOGIES, REMOTE = "Here", "Apologies", "Remotely"
OTHERS = "Others who were there"
DECLARED = "Interests declared"
RULED = "How the chair ruled"
PRESIDED = "Presided, if not the chair or vice-chair"
WORDS = "Words resolved, if they were changed"
CONDITIONS = "On condition that"
DECIDED = "What was decided"
AGREED, CONSENSUS, NOTED = "Agreed by all", "By consensus", "Noted by all"
DEFERRED = "Put off"
CLOSE = "Close of the meeting"

HANDLINGS = tuple(Handling)
TYPES = tuple(InterestType)
DIRECTNESS = tuple(Directness)
#: What a member may have done. Who was out for a conflict did not vote.
VOTES = (Choice.FOR, Choice.AGAINST, Choice.ABSTAINED, Choice.NOT_VOTING)
