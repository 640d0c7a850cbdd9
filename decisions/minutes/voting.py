"""How a committee voted: by what way of recording, who for and against, who could not and why."""

from __future__ import annotations

from committees.rights.seats import presiding
from committees.rights.words import listed, lower_first, sentence_case
from committees.terms import Choice, Effect, Majority, Recording, Standing
from decisions.facts import ResolutionFacts
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import NamedVotes
from decisions.minutes.words import CHOICES, counts_words
from decisions.models import Elector, Opening


def effect(opening: Opening) -> str:
    """What the result is worth."""
    label = {
        Effect.DECIDES: "This is a decision",
        Effect.RECOMMENDS: "This is a recommendation, not a decision",
        Effect.RECORDS_A_VIEW: "This records a view, and decides nothing",
    }[Effect(opening.effect)]
    return f"{label}."


def recording(reading: Reading, of: ResolutionFacts, opening: Opening) -> str:
    """How the votes were recorded and by whom, and what majority was needed."""
    how = {
        Recording.BY_NAME: "Votes were recorded by name",
        Recording.COUNTS: "Votes were counted, not recorded by name",
        Recording.UNANIMOUS: "Agreed by all who could vote, without a count",
        Recording.CONSENSUS: "Carried by consensus, without a vote",
    }[Recording(opening.recording)]
    hands = [reading.hand(vote) for vote in of.standing_votes.values()]
    hands = hands or [reading.hand(opening)]
    by = listed(dict.fromkeys(filter(None, hands)))
    majority = ""
    if Recording(opening.recording) in (Recording.BY_NAME, Recording.COUNTS):
        majority = f" Majority: {Majority(opening.majority).label}."
    return f"{how}{f'; recorded by {by}' if by else ''}.{majority}"


def seat_words(of: ResolutionFacts, elector: Elector) -> str:
    """The title of an elector's seat, in a sentence."""
    seat = of.sitting.seat_by_id.get(elector.seat_id)
    return lower_first(seat.title) if seat else "member"


def who(reading: Reading, of: ResolutionFacts, elector: Elector) -> str:
    """A voter with their seat: "Dr A Patel (GP member)"."""
    return f"{reading.person(elector.person_id)} ({seat_words(of, elector)})"


def votes(reading: Reading, of: ResolutionFacts, opening: Opening) -> tuple[NamedVotes, ...]:
    """Who voted how, where votes were recorded by name. Not voting is not abstaining."""
    if opening.recording != Recording.BY_NAME:
        return ()
    cast = of.standing_votes
    groups: dict[Choice, list[str]] = {choice: [] for choice in CHOICES}
    for elector in of.voters:
        vote = cast.get(elector.seat_id)
        choice = Choice(vote.choice) if vote else Choice.NOT_VOTING
        groups[choice].append(who(reading, of, elector))
    return tuple(NamedVotes(sentence_case(choice.label), tuple(who)) for choice, who in groups.items() if who)


def counts(of: ResolutionFacts, opening: Opening) -> str:
    """The count, where votes were counted."""
    tally = of.tally
    if tally is None or tally.in_favour is None or tally.against is None:
        return ""
    return counts_words(tally.in_favour, tally.against, tally.abstained or 0, opening.able_to_vote)


def left_out(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """Members of a voting seat who could not vote, and why, as fixed when voting opened."""
    said = []
    for elector in of.electorate:
        seat = of.sitting.seat_by_id.get(elector.seat_id)
        if elector.may_vote or elector.person_id is None or seat is None or seat.standing is not Standing.VOTING:
            continue
        said.append(f"{who(reading, of, elector)}: {' '.join(_why_not(elector))}")
    return tuple(said)


def _why_not(elector: Elector) -> list[str]:
    """The reasons kept with the electorate; a conflict says all there is to say."""
    refusals = [reason for reason in elector.verdict.get("reasons", ()) if not reason["allows"]]
    conflicts = [reason for reason in refusals if "conflict" in reason["code"]]
    return list(dict.fromkeys(reason["text"] for reason in conflicts or refusals))


def presided(reading: Reading, of: ResolutionFacts, opening: Opening) -> str:
    """Who presided, where it was not the chair."""
    who = presiding(reading.as_at(opening.happened_at).room(of.sitting, of.item))
    if who.how is None or who.how == "chair":
        return ""
    return next((reason.text for reason in who.reasons if reason.allows), "")
