"""From votes and rule to result. Nobody types a result: it is worked out here, with its working.

Pure: standard library and the vocabulary only. What the words to read out are is in ``decisions.readout``; how long
NHS England's veto lasts in ``decisions.veto``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from committees.terms import (
    VERBS_WITHOUT_VOTE,
    CastingHolder,
    Choice,
    Effect,
    Majority,
    Outcome,
    Recording,
    Verb,
)

#: The vote that breaks a tie, in the middle of a sentence.
CASTING_VOTE = {
    CastingHolder.NHS_ENGLAND: "NHS England's casting vote",
    CastingHolder.CHAIR: "the chair's second vote",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """A casting vote as used: NHS England's, or the chair's second vote."""

    holder: CastingHolder
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One resolution's votes, and the rule they are counted by.

    ``electors``: how many seats could vote, each in the room and not excluded; None where that is not known (old
    minutes). ``choices`` by seat where votes are recorded by name; ``votes_for``, ``votes_against`` and ``abstained``
    where they are recorded as counts; nothing for unanimous and consensus, which have no numbers.
    ``casting_open_to``: who would break a tie. ``final`` false: a tie may still be broken.
    """

    recording: Recording
    majority: Majority
    electors: int | None
    verb: Verb
    effect: Effect
    choices: Mapping[int, Choice] = field(default_factory=dict)
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int = 0
    casting: Casting | None = None
    casting_open_to: CastingHolder | None = None
    agreement_needed: bool = False
    agreement: bool | None = None
    final: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a ballot. Numbers are None where none were taken (noted, unanimous, by consensus).

    ``recording``: None where it was noted, which takes no vote.
    ``needed``: how many votes for would carry it. ``tied``: equal votes, at least one on each side.
    ``settled_by_casting``: the casting vote decided. ``casting_open_to``: who breaks the tie, None without a tie.
    ``agreed``: NHS England's agreement where it was needed and the committee carried the motion, None while awaited.
    """

    outcome: Outcome
    recording: Recording | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    not_voting: int | None = None
    electors: int | None = None
    needed: int | None = None
    tied: bool = False
    settled_by_casting: bool = False
    casting: Casting | None = None
    casting_open_to: CastingHolder | None = None
    agreement_needed: bool = False
    agreed: bool | None = None
    working: str = ""

    @property
    def carried(self) -> bool:
        return self.outcome == Outcome.CARRIED

    @property
    def awaits_casting(self) -> CastingHolder | None:
        """Who may still break the tie."""
        return self.casting_open_to if self.outcome == Outcome.TIED else None

    @property
    def carried_by_committee(self) -> bool:
        """Carried as far as the committee goes, whatever NHS England then says."""
        return self.outcome in (Outcome.CARRIED, Outcome.AWAITS_AGREEMENT, Outcome.AGREEMENT_REFUSED)


def result(ballot: Ballot) -> Result:
    """The result by the terms' majority; see the design, "Result".

    Raises ValueError, with a sentence to show, for votes that cannot be: more than could vote, a casting vote without
    a tie or by another than its holder.
    """
    if ballot.verb in VERBS_WITHOUT_VOTE:
        _refuse_casting(ballot, tied=False)
        return noted(ballot.verb)
    if ballot.recording in (Recording.UNANIMOUS, Recording.CONSENSUS):
        return _without_numbers(ballot)
    return _counted(ballot)


def noted(verb: Verb) -> Result:
    """What comes of a motion that takes no vote."""
    done = {Verb.NOTE: "Noting", Verb.RECEIVE: "Receiving"}.get(verb, "Considering")
    return Result(outcome=Outcome.NOTED, working=f"{done} takes no vote.")


def _without_numbers(ballot: Ballot) -> Result:
    _refuse_casting(ballot, tied=False)
    if ballot.electors == 0:
        raise ValueError("Nobody was able to vote, so nobody can have agreed.")
    unanimous = ballot.recording == Recording.UNANIMOUS
    working = "Agreed by all who could vote." if unanimous else "Agreed by consensus, without a vote."
    return Result(
        outcome=_after_agreement(ballot, carried=True),
        recording=ballot.recording,
        electors=ballot.electors,
        **_agreement(ballot, carried=True),
        working=working,
    )


def _counted(ballot: Ballot) -> Result:
    votes_for, votes_against, abstained, not_voting = tally(ballot)
    electors = ballot.electors
    if electors is None and ballot.recording == Recording.BY_NAME:
        electors = len(ballot.choices)
    needed = _needed(ballot.majority, votes_for + votes_against, electors)
    tied = votes_for == votes_against and votes_for > 0
    _refuse_casting(ballot, tied=tied)
    carried = votes_for >= needed
    casting = ballot.casting
    if casting:
        carried = casting.choice == Choice.FOR
    open_to = ballot.casting_open_to if tied else None
    may_be_broken = open_to is not None and not casting and not ballot.final
    return Result(
        outcome=Outcome.TIED if may_be_broken else _after_agreement(ballot, carried=carried),
        recording=ballot.recording,
        votes_for=votes_for,
        votes_against=votes_against,
        abstained=abstained,
        not_voting=not_voting,
        electors=electors,
        needed=needed,
        tied=tied,
        settled_by_casting=casting is not None,
        casting=casting,
        casting_open_to=open_to,
        **_agreement(ballot, carried=carried),
        working=_working(ballot, votes_for, votes_against, electors, needed, tied),
    )


def tally(ballot: Ballot) -> tuple[int, int, int, int | None]:
    """For, against, abstained, did not vote. An elector without a vote did not vote; None where electors are unknown.

    Raises ValueError where the votes are more than could vote.
    """
    if ballot.recording == Recording.BY_NAME:
        count = Counter(Choice(choice) for choice in ballot.choices.values())
        numbers = (count[Choice.FOR], count[Choice.AGAINST], count[Choice.ABSTAINED])
        said, silent = len(ballot.choices), count[Choice.NOT_VOTING]
    else:
        if ballot.votes_for is None or ballot.votes_against is None:
            raise ValueError("Give the number of votes for and the number against.")
        numbers = (ballot.votes_for, ballot.votes_against, ballot.abstained)
        said, silent = sum(numbers), 0
    if min(numbers) < 0 or (ballot.electors or 0) < 0:
        raise ValueError("A number of votes cannot be less than none.")
    if ballot.electors is None:
        return (*numbers, silent if ballot.recording == Recording.BY_NAME else None)
    if said > ballot.electors:
        raise ValueError(f"{said} votes were given, but only {ballot.electors} could vote.")
    return (*numbers, silent + ballot.electors - said)


def _needed(majority: Majority, cast: int, electors: int | None) -> int:
    """How many votes for are more than half of what the terms count."""
    if majority == Majority.OF_VOTES_CAST:
        return cast // 2 + 1
    if electors is None:
        raise ValueError("A majority of the members present needs the number of members who could vote.")
    return electors // 2 + 1


def _refuse_casting(ballot: Ballot, *, tied: bool) -> None:
    casting = ballot.casting
    if casting is None:
        return
    if not tied:
        raise ValueError("A casting vote breaks a tie, and there is no tie.")
    if casting.holder != ballot.casting_open_to:
        instead = f"{CASTING_VOTE[ballot.casting_open_to]} does" if ballot.casting_open_to else "nobody can"
        raise ValueError(f"This tie is not broken by {CASTING_VOTE[casting.holder]}: {instead}.")
    if casting.choice not in (Choice.FOR, Choice.AGAINST):
        raise ValueError("A casting vote is for the motion or against it.")


def _agreement(ballot: Ballot, *, carried: bool) -> dict:
    """NHS England agrees to decisions, not to recommendations or views."""
    needed = ballot.agreement_needed and ballot.effect == Effect.DECIDES
    return {"agreement_needed": needed, "agreed": ballot.agreement if needed and carried else None}


def _after_agreement(ballot: Ballot, *, carried: bool) -> Outcome:
    if not carried:
        return Outcome.NOT_CARRIED
    if not _agreement(ballot, carried=True)["agreement_needed"] or ballot.agreement is True:
        return Outcome.CARRIED
    return Outcome.AWAITS_AGREEMENT if ballot.agreement is None else Outcome.AGREEMENT_REFUSED


def _working(ballot: Ballot, votes_for: int, votes_against: int, electors: int | None, needed: int, tied: bool) -> str:
    rule = ballot.majority.label
    rule = rule[0].upper() + rule[1:]
    cast = votes_for + votes_against
    if ballot.majority == Majority.OF_VOTES_CAST and not cast:
        return f"{rule}: no votes were cast."
    whole = cast if ballot.majority == Majority.OF_VOTES_CAST else electors
    working = f"{rule}: {votes_for} of {whole}, at least {needed} needed."
    if not tied:
        return working
    working += f" A tie, {votes_for} to {votes_against}"
    if ballot.casting:
        side = "for" if ballot.casting.choice == Choice.FOR else "against"
        return f"{working}: {CASTING_VOTE[ballot.casting.holder]} is {side} the motion."
    if ballot.casting_open_to:
        unused = "not used" if ballot.final else "not yet used"
        return f"{working}: {CASTING_VOTE[ballot.casting_open_to]} is {unused}."
    return f"{working}, and nobody has a casting vote."
