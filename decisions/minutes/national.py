"""What NHS England did: casting vote, agreement, veto. And the chair's second vote."""

from __future__ import annotations

from committees.rights.words import day_words
from committees.terms import CastingHolder, Choice, VetoState
from decisions.facts import ResolutionFacts
from decisions.minutes.reading import Reading
from decisions.minutes.words import because, by_hand_of, stop, when
from decisions.models import Act, Opening
from decisions.outcome import confirmed_on, veto_last_day, veto_of
from decisions.vetoes import confirmed_words


def casting(reading: Reading, of: ResolutionFacts) -> str:
    """Who broke a tie, or declined to."""
    act = of.casting_vote
    if act is None:
        return ""
    power = "NHS England's casting vote" if act.holder == CastingHolder.NHS_ENGLAND else "The chair's second vote"
    person, then = reading.person(act.by_id), when(act, reading.record.day)
    hand = by_hand_of(reading.hand(act), person)
    if act.choice == Choice.NOT_VOTING:
        return f"{power} was declined by {person}{then}{hand}."
    return f"{power} was used {Choice(act.choice).label} the motion by {person}{then}{hand}."


def agreement(reading: Reading, of: ResolutionFacts, opening: Opening) -> str:
    """NHS England's agreement, where it is needed."""
    if not opening.agreement_needed:
        return ""
    act = of.agreement
    if act is None:
        return "It needs NHS England's agreement, which has not been given."
    answer = "agreed" if act.given else "did not agree"
    hand = by_hand_of(reading.hand(act), reading.actor(act))
    return f"NHS England {answer}{_named(reading, act)}{when(act, reading.record.day)}{hand}{because(act.reason)}"


def _named(reading: Reading, act: Act) -> str:
    """Who spoke for NHS England, in brackets; nothing where no source names them."""
    nobody = act.by_id is None and not reading.hand(act)
    return "" if nobody else f" ({reading.actor(act)})"


def veto(reading: Reading, of: ResolutionFacts) -> tuple[str, ...]:
    """What NHS England did about a carried decision on which it held the veto, or may still do."""
    state, act = veto_of(of, reading.today), of.veto
    if state == VetoState.NONE:
        return ()
    if state == VetoState.OPEN:
        last = veto_last_day(of)
        until = f"the end of {day_words(last)}" if last else f"{of.sitting.name} closes its meeting"
        return (f"Open to NHS England's veto until {until}. If it is not used, the decision stands.",)
    if state == VetoState.LAPSED:
        return (confirmed_words(confirmed_on(of)),)
    if act is None:
        return ()
    then = f"{_named(reading, act)}{when(act, reading.record.day)}{by_hand_of(reading.hand(act), reading.actor(act))}"
    if state == VetoState.WAIVED:
        return (f"NHS England said that it will not use its veto{then}{because(act.reason)}",)
    return (
        f"Vetoed by NHS England{then}. The decision does not stand.",
        f"Reason given: {stop(act.reason)}",
    )
