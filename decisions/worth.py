"""What a result is worth, in a word for lists: a view and a recommendation are never called a decision that is carried."""

from __future__ import annotations

from committees.terms import Effect, Outcome, Verb
from decisions.facts import ResolutionFacts
from decisions.readout import done

COLOURS = {
    Outcome.CARRIED: "green",
    Outcome.NOTED: "green",
    Outcome.NOT_CARRIED: "orange",
    Outcome.AGREEMENT_REFUSED: "orange",
    Outcome.VETOED: "red",
}
#: What a vote that decides nothing has come to. The sentence read out says which way a view went.
_WORTH = {
    (Effect.RECORDS_A_VIEW, Outcome.CARRIED): ("view recorded", "grey"),
    (Effect.RECORDS_A_VIEW, Outcome.NOT_CARRIED): ("view recorded", "grey"),
    (Effect.RECORDS_A_VIEW, Outcome.TIED): ("view recorded", "grey"),
    (Effect.RECOMMENDS, Outcome.CARRIED): ("recommended", "grey"),
    (Effect.RECOMMENDS, Outcome.NOT_CARRIED): ("not recommended", "grey"),
}


def worth(of: ResolutionFacts, outcome: Outcome) -> tuple[str, str]:
    """The word for what came of it and the colour of its tag, by the effect that was fixed when voting opened."""
    if outcome is Outcome.NOTED:
        return done(Verb(of.verb)), COLOURS[outcome]
    found = _WORTH.get((Effect(of.opening.effect), outcome)) if of.opening is not None else None
    return found or (outcome.label, COLOURS.get(outcome, "grey"))


def decides_nothing(of: ResolutionFacts) -> bool:
    """Whether voting was on a view or a recommendation."""
    return of.opening is not None and of.opening.effect != Effect.DECIDES
