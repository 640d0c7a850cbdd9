"""One committee on one part of an item: what it decided, how, and by what right."""

from __future__ import annotations

from dataclasses import replace

from committees.rights.seats import presiding
from committees.rights.words import day_words, listed, sentence_case
from committees.terms import (
    CastingHolder,
    Choice,
    Effect,
    Majority,
    Recording,
    VetoState,
)
from decisions.facts import ResolutionFacts, standing
from decisions.minutes.reading import Reading
from decisions.minutes.shapes import Decision, EarlierWords, NamedVotes
from decisions.minutes.words import CHOICES, at, because, by_hand_of, counts_words, lower_first, quorum_words, stop
from decisions.models import Elector
from decisions.outcome import veto_last_day, veto_of

DEFERRED = "Deferred."  # told by the item, with the day and the reason
QUORATE = "Quorate: "


def decision(reading: Reading, of: ResolutionFacts) -> Decision:
    """The minute of one committee's decision on one part."""
    told = Decision(
        pks=(of.pk,),
        committee=of.sitting.name,
        motion=of.motion_text,
        earlier=earlier_words(reading, of),
        result=of.announcement.sentence if of.announcement else "",
        state=_state(reading, of),
        corrections=(*_votes_put_right(reading, of), *_counts_put_right(reading, of), *_started_again(reading, of)),
    )
    if of.opening is None or of.announcement is None:
        return told
    return _with_voting(reading, of, told)


def _with_voting(reading: Reading, of: ResolutionFacts, told: Decision) -> Decision:
    opening = of.opening
    return Decision(
        **{
            **vars(told),
            "effect": _effect(of),
            "recording": _recording(reading, of),
            "votes": _votes(reading, of),
            "counts": _counts(of),
            "left_out": _left_out(reading, of),
            "casting": _casting(reading, of),
            "agreement": _agreement(reading, of),
            "veto": _veto(reading, of),
            "vetoed": bool(of.veto and of.veto.used),
            "quorum": quorum_words(reading.quorum(of.sitting, of.item, opening.happened_at)),
            "presiding": _presiding(reading, of),
        }
    )


def earlier_words(reading: Reading, of: ResolutionFacts) -> tuple[EarlierWords, ...]:
    """The words that were amended away or withdrawn before others took their place, first first."""
    by_pk = {motion.pk: motion for motion in of.motions}
    withdrawn = {act.motion_id: act for act in of.withdrawals}
    said = []
    for motion in of.motions:
        old = by_pk.get(motion.replaces_id)
        if old is None:
            continue
        act, what = (withdrawn[old.pk], "withdrawn") if old.pk in withdrawn else (motion, "amended")
        why = f"{what} {at(act.happened_at, reading.record.day)}{because(act.reason)}"
        said.append(EarlierWords(old.text, sentence_case(why)))
    return tuple(said)


def _state(reading: Reading, of: ResolutionFacts) -> str:
    """Where a decision stands without a result; empty once it is announced."""
    if of.announcement is not None:
        return ""
    day = reading.record.day
    if of.withdrawn:
        act = of.withdrawals[-1]
        return f"The motion was withdrawn {at(act.happened_at, day)}{because(act.reason)}"
    if of.item.deferral_of(of.sitting.pk):
        return DEFERRED
    if of.closing is not None:
        return "Voting has closed; the result is not announced yet."
    if of.opening is not None:
        return "Voting is open."
    return "Not decided." if of.sitting.closed else "Not decided yet."


def _effect(of: ResolutionFacts) -> str:
    label = {
        Effect.DECIDES: "This is a decision",
        Effect.RECOMMENDS: "This is a recommendation, not a decision",
        Effect.RECORDS_A_VIEW: "This records a view, and decides nothing",
    }[Effect(of.opening.effect)]
    return f"{label}."


def _recording(reading: Reading, of: ResolutionFacts) -> str:
    """How the votes were recorded and by whom, and what majority was needed."""
    opening = of.opening
    how = {
        Recording.BY_NAME: "Votes were recorded by name",
        Recording.COUNTS: "Votes were counted, not recorded by name",
        Recording.UNANIMOUS: "Agreed by all who could vote, without a count",
        Recording.CONSENSUS: "Carried by consensus, without a vote",
    }[Recording(opening.recording)]
    hands = [reading.account(vote.recorded_by_id) for vote in of.standing_votes.values()]
    hands = hands or [reading.account(opening.recorded_by_id)]
    by = listed(dict.fromkeys(filter(None, hands)))
    majority = ""
    if opening.recording in (Recording.BY_NAME, Recording.COUNTS):
        majority = f" Majority: {Majority(opening.majority).label}."
    return f"{how}{f'; recorded by {by}' if by else ''}.{majority}"


def _seat(of: ResolutionFacts, elector: Elector) -> str:
    seat = of.sitting.seat_by_id.get(elector.seat_id)
    return lower_first(seat.title) if seat else "member"


def _who(reading: Reading, of: ResolutionFacts, elector: Elector) -> str:
    return f"{reading.person(elector.person_id)} ({_seat(of, elector)})"


def _votes(reading: Reading, of: ResolutionFacts) -> tuple[NamedVotes, ...]:
    """Who voted how, where votes were recorded by name. Not voting is not abstaining."""
    if of.opening.recording != Recording.BY_NAME:
        return ()
    cast = of.standing_votes
    groups: dict[Choice, list[str]] = {choice: [] for choice in CHOICES}
    for elector in of.voters:
        vote = cast.get(elector.seat_id)
        choice = Choice(vote.choice) if vote else Choice.NOT_VOTING
        groups[choice].append(_who(reading, of, elector))
    return tuple(NamedVotes(sentence_case(choice.label), tuple(who)) for choice, who in groups.items() if who)


def _counts(of: ResolutionFacts) -> str:
    tally = of.tally
    if tally is None or tally.in_favour is None:
        return ""
    return counts_words(tally.in_favour, tally.against, tally.abstained, of.opening.able_to_vote)


def _left_out(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """Members of a voting seat who could not vote, and why, as fixed when voting opened."""
    said = []
    for elector in of.electorate:
        seat = of.sitting.seat_by_id.get(elector.seat_id)
        if elector.may_vote or elector.person_id is None or seat is None or seat.standing != "voting":
            continue
        said.append(f"{_who(reading, of, elector)}: {' '.join(_why_not(elector))}")
    return tuple(said)


def _why_not(elector: Elector) -> list[str]:
    """The reasons kept with the electorate; a conflict says all there is to say."""
    refusals = [reason for reason in elector.verdict.get("reasons", ()) if not reason["allows"]]
    conflicts = [reason for reason in refusals if "conflict" in reason["code"]]
    return list(dict.fromkeys(reason["text"] for reason in conflicts or refusals))


def _casting(reading: Reading, of: ResolutionFacts) -> str:
    act = of.casting_vote
    if act is None:
        return ""
    power = "NHS England's casting vote" if act.holder == CastingHolder.NHS_ENGLAND else "The chair's second vote"
    person, when = reading.person(act.by_id), at(act.happened_at, reading.record.day)
    hand = by_hand_of(reading.account(act.recorded_by_id), person)
    if act.choice == Choice.NOT_VOTING:
        return f"{power} was declined by {person} {when}{hand}."
    return f"{power} was used {Choice(act.choice).label} the motion by {person} {when}{hand}."


def _agreement(reading: Reading, of: ResolutionFacts) -> str:
    if not of.opening.agreement_needed:
        return ""
    act = of.agreement
    if act is None:
        return "It needs NHS England's agreement, which has not been given."
    answer = "agreed" if act.given else "did not agree"
    person = reading.actor(act)
    hand = by_hand_of(reading.account(act.recorded_by_id), person)
    return f"NHS England {answer} ({person}) {at(act.happened_at, reading.record.day)}{hand}{because(act.reason)}"


def _veto(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """What NHS England did about a carried decision on which it held the veto, or may still do."""
    state, act = veto_of(of, reading.today), of.veto
    if state == VetoState.NONE:
        return ()
    if state == VetoState.OPEN:
        last = veto_last_day(of)
        until = f"the end of {day_words(last)}" if last else f"{of.sitting.name} closes its meeting"
        return (f"Open to NHS England's veto until {until}. If it is not used, the decision stands.",)
    if state == VetoState.LAPSED:
        return ("NHS England did not use its veto, and the time for it has passed: the decision stands.",)
    person, when = reading.actor(act), at(act.happened_at, reading.record.day)
    hand = by_hand_of(reading.account(act.recorded_by_id), person)
    if state == VetoState.WAIVED:
        return (f"NHS England said that it will not use its veto ({person}) {when}{hand}{because(act.reason)}",)
    return (
        f"Vetoed by NHS England ({person}) {when}{hand}. The decision does not stand.",
        f"Reason given: {stop(act.reason)}",
    )


def _presiding(reading: Reading, of: ResolutionFacts) -> str:
    """Who presided, where it was not the chair."""
    who = presiding(reading.as_at(of.opening.happened_at).room(of.sitting, of.item))
    if who.how is None or who.how == "chair":
        return ""
    return next((reason.text for reason in who.reasons if reason.allows), "")


def told_together(decisions: list[Decision]) -> tuple[Decision, ...]:
    """Committees of which nothing is told but the same result, in one: "Kingston and Merton: agreed by all"."""
    alike: dict[tuple, list[Decision]] = {}
    for number, each in enumerate(decisions):
        plain = not (each.votes or each.counts or each.casting or each.agreement or each.corrections)
        quiet = plain and not (each.left_out or each.veto or each.presiding)
        key = (_tail(each), each.state, each.motion, each.earlier, each.effect, each.recording) if quiet else (number,)
        alike.setdefault(key, []).append(each)
    return tuple(_one_of(group) for group in alike.values())


def _tail(each: Decision) -> str:
    return each.result.removeprefix(f"{each.committee}: ")


def _one_of(group: list[Decision]) -> Decision:
    first = group[0]
    if len(group) == 1:
        return first
    names = listed(each.committee for each in group)
    return replace(
        first,
        pks=tuple(pk for each in group for pk in each.pks),
        committee=names,
        result=f"{names}: {_tail(first)}" if first.result else "",
        quorum=_quorums(group),
    )


def _quorums(group: list[Decision]) -> str:
    """Quorate: Kingston, six present who count, four needed; Merton, five present who count, four needed."""
    if not all(each.quorum for each in group):
        return ""
    if not all(each.quorum.startswith(QUORATE) for each in group):
        return " ".join(f"{each.committee}: {each.quorum}" for each in group)
    told = (f"{each.committee}, {each.quorum.removeprefix(QUORATE).removesuffix('.')}" for each in group)
    return f"{QUORATE}{'; '.join(told)}."


def _votes_put_right(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """Votes corrected before the result was announced: what stood before, what replaced it, by whom and why."""
    by_pk = {vote.pk: vote for vote in of.votes}
    electors = {elector.pk: elector for each in of.electors.values() for elector in each}
    said = []
    for vote in of.votes:
        old = by_pk.get(vote.replaces_id)
        if old is None:
            continue
        who, hand = _who(reading, of, electors[vote.elector_id]), reading.account(vote.recorded_by_id)
        said.append(
            f"The vote of {who} was first recorded as “{Choice(old.choice).label}”; put right to "
            f"“{Choice(vote.choice).label}” {at(vote.happened_at, reading.record.day)}"
            f"{f' by {hand}' if hand else ''}{because(vote.reason)}"
        )
    return tuple(said) if _shown(of) else ()


def _shown(of: ResolutionFacts) -> bool:
    """Votes are told once their result is: a draft read in the room does not run ahead of the chair."""
    return of.announcement is not None


def _counts_put_right(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    by_pk = {tally.pk: tally for tally in of.tallies}
    said = []
    for tally in of.tallies:
        old = by_pk.get(tally.replaces_id)
        if old is None or old.in_favour is None:
            continue
        hand = reading.account(tally.recorded_by_id)
        said.append(
            f"First counted as {old.in_favour} for, {old.against} against, {old.abstained} abstained; put right "
            f"{at(tally.happened_at, reading.record.day)}{f' by {hand}' if hand else ''}{because(tally.reason)}"
        )
    return tuple(said) if _shown(of) else ()


def _started_again(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """A vote opened afresh: what had been recorded in the one before."""
    by_pk = {opening.pk: opening for opening in of.openings}
    said = []
    for opening in of.openings:
        old = by_pk.get(opening.replaces_id)
        if old is None:
            continue
        hand = reading.account(opening.recorded_by_id)
        said.append(
            f"The vote was started again {at(opening.happened_at, reading.record.day)}{f' by {hand}' if hand else ''}"
            f"{because(opening.reason)} {_recorded_in(reading, of, old)}"
        )
    return tuple(said) if _shown(of) else ()


def _recorded_in(reading: Reading, of: ResolutionFacts, opening) -> str:
    tally = next((t for t in reversed(standing(of.tallies)) if t.opening_id == opening.pk), None)
    if tally is not None and tally.in_favour is not None:
        return f"Before: {tally.in_favour} for, {tally.against} against, {tally.abstained} abstained."
    if tally is not None:
        return f"Before: recorded as {Recording(opening.recording).label}."
    electors = {elector.pk: elector for elector in of.electors[opening.pk]}
    votes = [v for v in standing(of.votes) if v.elector_id in electors]
    if not votes:
        return "Nothing had been recorded before."
    told = [f"{_who(reading, of, electors[v.elector_id])} {Choice(v.choice).label}" for v in votes]
    return f"Before: {listed(told)}."
