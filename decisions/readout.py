"""The result in words to read aloud: "Sutton: agreed, five votes to none, the GP member having left."

Pure: no database, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable

from committees.rights.words import listed
from committees.terms import CastingHolder, Choice, Effect, Outcome, Recording, Verb
from decisions.ballot import CASTING_VOTE, Result

_ONES = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

#: What a committee has done when its motion is carried. "Approve" and "agree" are read out alike, as meetings do.
_DONE = {
    Verb.APPROVE: "agreed",
    Verb.AGREE: "agreed",
    Verb.CONFIRM: "confirmed",
    Verb.ENDORSE: "endorsed",
    Verb.RATIFY: "ratified",
    Verb.RECOMMEND: "recommended",
    Verb.SUPPORT: "supported",
    Verb.REJECT: "rejected",
    Verb.NOTE: "noted",
    Verb.RECEIVE: "received",
    Verb.CONSIDER: "considered",
}
_MAY_CAST = {
    CastingHolder.NHS_ENGLAND: "NHS England has the casting vote",
    CastingHolder.CHAIR: "the chair has a second vote",
}


def done(verb: Verb) -> str:
    """What a committee has done with a motion that was carried, or that takes no vote: "confirmed", "considered"."""
    return _DONE[verb]


def number(count: int) -> str:
    """A number in words, nought to ninety-nine; figures above. Nought is "none", as votes are read out."""
    if count < len(_ONES):
        return _ONES[count]
    if count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")


def sentence(
    result: Result,
    *,
    committee: str,
    effect: Effect | None,
    verb: Verb,
    left_out: Iterable[str] = (),
    not_taking_part: Iterable[str] = (),
    subject_to: str = "",
) -> str:
    """One committee's result, to be read out.

    ``committee``: its short name, usually the CCG's ("Croydon"). ``effect``: as fixed when voting opened, None where no
    vote was taken. ``left_out``: who left the room for a conflict, as in a sentence ("the GP member");
    ``not_taking_part``: who stayed and could not vote. ``subject_to``: the conditions that the motion carries.
    """
    left = [*_aside(left_out, "having left"), *_aside(not_taking_part, "not taking part in the vote")]
    said = _Words(effect, verb)
    if result.outcome == Outcome.NOTED:
        body = _DONE[verb]
    elif result.tied:
        body = _tie(result, said, left)
    elif result.votes_for is None:
        how = "by all" if result.recording == Recording.UNANIMOUS else "by consensus"
        body = ", ".join([_how(said.done, how, said), *left])
    elif _all_for(result) and not left:
        body = _how(said.done, "by all", said)
    else:
        outcome = said.done if result.carried_by_committee else said.not_done
        body = ", ".join([outcome, _votes(result), *_others(result), *left]) + _short(result)
    hangs = f", subject to {subject_to}" if subject_to and result.carried_by_committee else ""
    return f"{committee}: {body}{hangs}{_agreement(result)}."


def part_sentence(part: str, sentences: Iterable[str]) -> str:
    """Several committees' sentences on one part: "Part (a). Merton: agreed by all." No part, no opening words."""
    opening = [f"Part ({part})."] if part else []
    return " ".join([*opening, *sentences])


class _Words:
    """What is said of a motion carried and not carried, by the resolution's effect."""

    def __init__(self, effect: Effect | None, verb: Verb) -> None:
        self.is_view = effect == Effect.RECORDS_A_VIEW
        if self.is_view:
            self.done, self.not_done = "the view recorded is for the motion", "the view recorded is against the motion"
        elif effect == Effect.RECOMMENDS and verb == Verb.REJECT:
            self.done, self.not_done = "rejection recommended", "rejection not recommended"
        elif effect == Effect.RECOMMENDS:
            self.done, self.not_done = "recommended", "not recommended"
        else:
            self.done, self.not_done = _DONE[verb], f"not {_DONE[verb]}"


def _how(done: str, how: str, said: _Words) -> str:
    return f"{done}, {how}" if said.is_view else f"{done} {how}"


def _all_for(result: Result) -> bool:
    others = (result.votes_against, result.abstained, result.not_voting)
    return bool(result.votes_for) and not any(others) and result.carried_by_committee


def _votes(result: Result) -> str:
    if not result.votes_for and not result.votes_against:
        return "no votes cast"
    noun = "vote" if result.votes_for == 1 else "votes"
    start = "no" if not result.votes_for else number(result.votes_for)
    return f"{start} {noun} to {number(result.votes_against or 0)}"


def _others(result: Result) -> list[str]:
    """Abstaining and not voting are two different things, and are read out as such."""
    parts = []
    if result.abstained:
        parts.append(f"{number(result.abstained)} {'abstention' if result.abstained == 1 else 'abstentions'}")
    if result.not_voting:
        parts.append(f"{number(result.not_voting)} not voting")
    return [f"with {listed(parts)}"] if parts else []


def _short(result: Result) -> str:
    """More for than against, and yet not carried: the terms want more, which nobody would guess."""
    if result.carried_by_committee or (result.votes_for or 0) <= (result.votes_against or 0):
        return ""
    return f"; at least {number(result.needed or 0)} of {number(result.electors or 0)} were needed"


def _tie(result: Result, said: _Words, left: list[str]) -> str:
    votes = ", ".join([_votes(result), *_others(result), *left])
    if result.casting:
        side = "for" if result.casting.choice == Choice.FOR else "against"
        outcome = said.done if result.carried_by_committee else said.not_done
        return f"{votes}; {CASTING_VOTE[result.casting.holder]} is {side} the motion; {outcome}"
    if result.awaits_casting:
        return f"{votes}, a tie; {_MAY_CAST[result.awaits_casting]}"
    none = (
        f"{CASTING_VOTE[result.casting_open_to]} is not used" if result.casting_open_to else "there is no casting vote"
    )
    return f"{votes}, a tie; {none}; {'the view recorded is divided' if said.is_view else said.not_done}"


def _agreement(result: Result) -> str:
    if result.outcome == Outcome.AWAITS_AGREEMENT:
        return "; it awaits NHS England's agreement"
    if result.outcome == Outcome.AGREEMENT_REFUSED:
        return "; NHS England does not agree, so it is not carried"
    return "; NHS England agrees" if result.agreed else ""


def _aside(names: Iterable[str], doing: str) -> list[str]:
    names = list(names)
    return [f"{listed(names)} {doing}"] if names else []
