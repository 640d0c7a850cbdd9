"""What each act of a meeting says in a chronology. An act without words here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from committees.rights.words import day_words, listed, sentence_case
from committees.terms import CastingHolder, Choice, Effect, Movement, Outcome, Recording, VetoState
from decisions import models as m
from decisions.chronology.lines import What
from decisions.chronology.told import Told, part_words
from decisions.conditions import entry_words, hanging_lines
from decisions.facts import effects_of
from decisions.journal.told import told_meeting
from decisions.minutes.corrected import handled
from decisions.minutes.put_off import wanted_words
from decisions.minutes.words import interest_words, stop
from decisions.models import Act
from decisions.models.acts import Step
from decisions.readout import number

Words = Callable[[Any, Told], What]

EFFECTS = {
    Effect.DECIDES: "What it carries is a decision",
    Effect.RECOMMENDS: "What it carries is a recommendation, not a decision",
    Effect.RECORDS_A_VIEW: "What it carries is a view, and decides nothing",
}
HOW = {
    Recording.BY_NAME: "votes by name",
    Recording.COUNTS: "votes counted, not by name",
    Recording.UNANIMOUS: "whether all who can vote agree",
    Recording.CONSENSUS: "whether it is carried by consensus, without a vote",
}
STEPS = {
    Step.BEGUN: "The item was taken",
    Step.FINISHED: "The item was finished",
    Step.SKIPPED: "The item was passed over",
    Step.ADJOURNED: "The item was adjourned",
    Step.MOVED: "The item was moved on the agenda",
    Step.URGENT: "The item was taken as urgent",
}


def _attendance(act: m.Attendance, told: Told) -> What:
    if act.void:
        return What(f"{told.person(act.person_id)}: taken back that they {Movement(act.movement).label}.")
    words = {Movement.LEFT_FOR_ITEM: "left for the item", Movement.RETURNED: "came back"}
    return What(f"{told.person(act.person_id)} {words.get(Movement(act.movement), Movement(act.movement).label)}.")


def _also(act: m.AlsoPresent, told: Told) -> What:
    return What(f"Also present: {f'{number(act.number)} ' if act.number else ''}{act.words}.")


def _step(act: m.ItemStep, told: Told) -> What:
    return What(f"{STEPS[Step(act.step)]}.", _reason(act))


def _declared(act: m.Declaration, told: Told) -> What:
    who = told.person(act.person_id) or sentence_case(act.as_class)
    if act.void:
        return What(f"{who}: taken back that an interest was declared.", _reason(act))
    verb = "has, by the register of interests," if act.from_register else "declared"
    said = f"{who} {verb} {interest_words(act.type, act.directness, told.nature(act))}"
    if told.hides(act):
        return What(said)
    why = (f"Why it is a conflict: {stop(act.why)}",) if act.why.strip() else ()
    return What(said, (*why, *_reason(act)))


def _ruled(act: m.Ruling, told: Told) -> What:
    return What(
        f"{act.sitting.committee.short_name}: ruled on the conflict of {told.person(act.person_id)}: "
        f"{handled(effects_of(act))}.",
        _reason(act),
    )


def _elected(act: m.ChairElected, told: Told) -> What:
    whom = told.person(act.person_id)
    return What(f"{whom} was elected to preside over the item in {act.sitting.committee.short_name}.", _reason(act))


def _motion(act: m.Motion, told: Told) -> What:
    done = "Motion put in other words" if act.replaces_id else "Motion put"
    hanging = hanging_lines(told.rows.conditions.get(act.pk, ()))
    subject = (f"Subject to: {listed(line.rstrip('.') for line in hanging)}.",) if hanging else ()
    return What(f"{of_resolution(act.resolution)}{done}: “{stop(act.text)}”", (*subject, *_reason(act, "Reason")))


def _opened(act: m.Opening, told: Told) -> What:
    able = number(act.able_to_vote)
    electors = told.rows.electors.get(act.pk, ())
    may = told.people(each.person_id for each in electors if each.may_vote)
    out = [each for each in electors if not each.may_vote and each.person_id and _conflict(each)]
    details = [f"Could vote ({able}): {may}." if may else f"{sentence_case(able)} could vote."]
    details += [f"Could not vote: {told.person(each.person_id)}. {_why(each, told)}".strip() for each in out]
    details.append(f"{EFFECTS[Effect(act.effect)]}.{_powers(act)}")
    again = "Voting was started again" if act.replaces_id else "Voting opened"
    how = HOW[Recording(act.recording)]
    return What(f"{of_resolution(act.resolution)}{again}: {how}.", (*details, *_reason(act)))


def _conflict(elector: m.Elector) -> list[dict]:
    reasons = elector.verdict.get("reasons", ())
    return [each for each in reasons if not each["allows"] and "conflict" in each["code"]]


def _why(elector: m.Elector, told: Told) -> str:
    texts = dict.fromkeys(each["text"] for each in _conflict(elector))
    return " ".join(told.without(elector.person_id, text) for text in texts)


def _powers(act: m.Opening) -> str:
    held = [
        *(["the casting vote"] if act.casting_vote else []),
        *(["the veto"] if act.veto else []),
        *(["to agree first"] if act.agreement_needed else []),
    ]
    return f" NHS England has {listed(held)}." if held else ""


def _vote(act: m.Vote, told: Told) -> What:
    opening, who = act.elector.opening, told.person(act.elector.person_id)
    done = "vote put right" if act.replaces_id else "voted"
    choice = Choice(act.choice).label
    return What(f"{of_resolution(opening.resolution)}{who} {done}: {choice} ({act.elector.seat.title}).", _reason(act))


def _tally(act: m.Tally, told: Told) -> What:
    of = of_resolution(act.opening.resolution)
    if act.in_favour is None:
        return What(f"{of}Agreed by all who could vote, without a count.", _reason(act))
    counts = f"{act.in_favour} for, {act.against} against, {act.abstained} abstained"
    return What(f"{of}Votes counted: {counts}.", _reason(act))


def _closed(act: m.VotingClosed, told: Told) -> What:
    return What(f"{of_resolution(act.opening.resolution)}Voting closed.")


def _casting(act: m.CastingVote, told: Told) -> What:
    holder = "NHS England's casting vote" if act.holder == CastingHolder.NHS_ENGLAND else "The chair's second vote"
    used = "was not used" if act.choice == Choice.NOT_VOTING else f"was used {Choice(act.choice).label} the motion"
    return What(f"{of_resolution(act.opening.resolution)}{holder} {used}.", _reason(act))


def _agreed(act: m.Agreement, told: Told) -> What:
    said = "agreed" if act.given else "did not agree"
    return What(f"{of_resolution(act.opening.resolution)}NHS England {said}.", _reason(act))


def _announced(act: m.Announcement, told: Told) -> What:
    if act.void:
        return What(f"{of_resolution(act.resolution)}The result announced was taken back.", _reason(act))
    return What(f"{part_words(act.resolution.limb)}Result announced. {act.sentence}", _reason(act))


def _published(act: m.PublishedOutcome, told: Told) -> What:
    said = f": “{stop(act.words)}”" if act.words.strip() else "."
    return What(f"{of_resolution(act.resolution)}{sentence_case(Outcome(act.outcome).label)}, as published{said}")


def _veto(act: m.Veto, told: Told) -> What:
    of = of_resolution(act.announcement.resolution)
    if act.used:
        return What(f"{of}NHS England vetoed the decision: it does not stand.", _reason(act))
    state = VetoState.LAPSED if act.lapsed else VetoState.WAIVED
    said = {
        VetoState.LAPSED: "The time for NHS England's veto ended unused: the decision is confirmed.",
        VetoState.WAIVED: "NHS England said that it will not use its veto.",
    }[state]
    return What(f"{of}{said}", _reason(act))


def _withdrawn(act: m.Withdrawal, told: Told) -> What:
    return What(f"{of_resolution(act.resolution)}The motion was withdrawn.", _reason(act))


def _put_off(act: m.Deferral, told: Told) -> What:
    until = told_meeting(act) or (
        f"{day_words(act.to_meeting.date)}, {act.to_meeting.title}" if act.to_meeting is not None else ""
    )
    until = f"the meeting of {until}" if until else day_words(act.to_date) if act.to_date else ""
    name = act.sitting.committee.short_name
    wanted = tuple(filter(None, [wanted_words(act).strip()]))
    if act.passed_to is None:
        return What(f"{name}: deferred to {until}.", (*_reason(act), *wanted))
    recommends = (f"It recommends: “{stop(act.recommends)}”",) if act.recommends.strip() else ()
    later = f", for {until}" if until else ""
    return What(f"{name}: passed on to {act.passed_to.name}{later}.", (*recommends, *_reason(act), *wanted))


def _condition(act: m.ConditionOutcome, told: Told) -> What:
    text = act.condition.text.strip().rstrip(".")
    return What(
        f"{of_resolution(act.condition.motion.resolution)}Condition “{text}”: {entry_words(act)}.", _reason(act)
    )


def _shadow(act: m.ShadowRecommendation, told: Told) -> What:
    name = act.sitting.committee.short_name
    return What(f"{part_words(act.limb)}{name}, shadowing, would recommend: “{stop(act.text)}”", _reason(act))


def _sitting_closed(act: m.SittingClosed, told: Told) -> What:
    return What(f"{act.sitting.committee.short_name} closed its meeting; its minutes are sealed.", _reason(act))


def of_resolution(resolution: m.Resolution) -> str:
    """Merton, part (a):"""
    name = resolution.sitting.committee.short_name
    return f"{name}, part ({resolution.limb.letter}): " if resolution.limb.letter else f"{name}: "


def _reason(act: Act, label: str = "") -> tuple[str, ...]:
    label = label or ("Put right, because" if act.replaces_id else "Reason")
    return (f"{label}: {stop(act.reason)}",) if act.reason.strip() else ()


WORDS: dict[type[Act], Words] = {
    m.Attendance: _attendance,
    m.AlsoPresent: _also,
    m.ItemStep: _step,
    m.Declaration: _declared,
    m.Ruling: _ruled,
    m.ChairElected: _elected,
    m.Motion: _motion,
    m.Opening: _opened,
    m.Vote: _vote,
    m.Tally: _tally,
    m.VotingClosed: _closed,
    m.CastingVote: _casting,
    m.Agreement: _agreed,
    m.Announcement: _announced,
    m.PublishedOutcome: _published,
    m.Veto: _veto,
    m.Withdrawal: _withdrawn,
    m.Deferral: _put_off,
    m.ConditionOutcome: _condition,
    m.ShadowRecommendation: _shadow,
    m.SittingClosed: _sitting_closed,
}
