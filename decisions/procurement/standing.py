"""Whether a decision stands, so that it may be published as one: the sentences that say why it does not.

Pure. Derived: the guidance says what is published of a decision, not from when; what NHS England may still veto, or what
hangs on something, is not a decision to award yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from committees.kinds.declared import DecisionKind
from committees.rights.reasons import Source
from committees.rights.words import day_words
from committees.terms import Effect, Outcome, Verb, VetoState
from decisions.conditions import Hangs, Takes

STANDS = Source(
    "A procurement decision is signed off once it stands: its veto is over, what it hangs on is met, the meeting is closed",
    derived=True,
)
PUBLISHED = Source(
    "NHS England, Managing conflicts of interest, statutory guidance for CCGs (June 2017): the register of procurement "
    "decisions shows the decision, who was involved in making it, and conflicts of interest and how they were managed"
)
NOTHING = "nothing of it is entered in the register"


@dataclass(frozen=True)
class Settled:
    """How a committee's decision stands. ``effect`` None: its outcome is known as published. ``closed``: its meeting is."""

    committee: str
    verb: Verb
    outcome: Outcome | None
    effect: Effect | None
    veto: VetoState
    veto_until: date | None
    hangs: Hangs
    closed: bool
    recalled: bool = False


def why_not(kind: DecisionKind, stands: Settled) -> str:
    """Why a decision of this kind cannot be signed off now, in a sentence; empty where it can."""
    if stands.recalled:
        return "Its result was taken back, and is to be announced anew: then it can be signed off."
    if stands.outcome is None:
        return "It is not decided yet."
    if stands.outcome is not Outcome.CARRIED:
        return _NOT_CARRIED[stands.outcome]
    if stands.effect is not None and stands.effect is not Effect.DECIDES:
        return f"{stands.committee} did not decide it here, but said what it thinks: {NOTHING}."
    return wrong_verb(kind, stands.verb) or _waits(stands)


def wrong_verb(kind: DecisionKind, verb: Verb) -> str:
    """Of what neither approves nor rejects."""
    if verb in kind.acts_by or verb is Verb.REJECT:
        return ""
    return f"To {verb.label} awards nothing and refuses nothing: {NOTHING}."


def _waits(stands: Settled) -> str:
    if stands.veto is VetoState.OPEN:
        last = stands.veto_until
        until = f"until the end of {day_words(last)}" if last else f"until {stands.committee} closes its meeting"
        return f"NHS England may veto it {until}: it can be signed off once its veto is over."
    if stands.hangs.takes is Takes.AWAITS:
        return f"{stands.hangs.words} It can be signed off once it takes effect."
    if stands.hangs.takes is Takes.NO_EFFECT:
        return f"{stands.hangs.words} Nothing was awarded: {NOTHING}."
    return "" if stands.closed else "The meeting is not closed yet: it can be signed off once it is."


_NOT_CARRIED = {
    Outcome.NOT_CARRIED: f"It was not carried: nothing was awarded, and {NOTHING}.",
    Outcome.TIED: f"The vote was tied: nothing was awarded, and {NOTHING}.",
    Outcome.AWAITS_AGREEMENT: "It awaits NHS England's agreement: it can be signed off once that is given.",
    Outcome.AGREEMENT_REFUSED: f"NHS England did not agree: nothing was awarded, and {NOTHING}.",
    Outcome.VETOED: f"NHS England vetoed it: nothing was awarded, and {NOTHING}.",
    Outcome.NOTED: f"It was noted, and nothing was decided: {NOTHING}.",
    Outcome.WITHDRAWN: f"The motion was withdrawn: {NOTHING}.",
    Outcome.DEFERRED: "It was put off: it is not decided yet.",
}


def outcome_words(verb: Verb) -> str:
    """What a carried decision came to."""
    return "Rejected" if verb is Verb.REJECT else "Approved"
