"""Levels, remits and terms must not contradict each other: the same rules, asked from each side before it is saved.

Each refusal says what does not fit, why, on which days and, in ``who_can``, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable

from committees.rights import sources as s
from committees.rights.levels import WHATEVER_THE_LEVEL, fits
from committees.rights.periods import day_before, existence_of, gaps, overlap
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import (
    a,
    day_words,
    level_words,
    listed,
    period_words,
    sentence_case,
    the,
    what,
)
from committees.rights.world import Arrangement, Ccg, Committee, Period, Remit, Terms
from committees.terms import CommitteeKind, Function, Level


def terms_fit(
    terms: Terms, committee: Committee, *, arrangements: Iterable[Arrangement], remits: Iterable[Remit]
) -> Verdict:
    """May the committee have these terms, given the levels of its CCGs on every day that they run?

    The iterables may hold rows of any CCGs, dates and committees.
    """
    reasons = [*_two_casting_votes(terms, committee), *_window(terms, committee)]
    powers = _powers(terms)
    if powers:
        reasons += _powers_need_a_joint_committee(powers, committee)
        for ccg in _ccgs(committee, remits):
            reasons += _powers_fit_levels(terms, committee, ccg, tuple(arrangements))
    text = f"The terms of {the(committee)} agree with the levels of its CCGs."
    return _verdict(reasons, "terms_fit", text, terms.source)


def arrangement_fits(
    arrangement: Arrangement, *, terms: Iterable[Terms], committees: Iterable[Committee], remits: Iterable[Remit]
) -> Verdict:
    """May the CCG be at this level between these dates, given the terms and remits that run on those days?"""
    bodies = {body.id: body for body in committees}
    mine = [row for row in remits if row.ccg == arrangement.ccg]
    reasons = []
    for each in terms:
        body = bodies.get(each.committee)
        if body and arrangement.ccg in _ccgs(body, mine):
            reasons += _terms_against_level(each, body, arrangement)
    for remit in mine:
        reasons += _remit_against_level(remit, bodies.get(remit.committee), arrangement)
    text = (
        f"Terms and remits agree with {level_words(arrangement.level)}, for {arrangement.ccg.name}, "
        f"{period_words(arrangement)}."
    )
    return _verdict(reasons, "arrangement_fits", text, arrangement.source)


def remit_fits(
    remit: Remit, committee: Committee, *, arrangements: Iterable[Arrangement], remits: Iterable[Remit]
) -> Verdict:
    """May the committee hold this function for this CCG on every day of the remit, and it alone?"""
    if remit.function == Function.OWN_BUSINESS:
        return fits(committee.kind, remit.function, None)
    reasons = [
        *_remit_of_its_ccg(remit, committee),
        *_remit_within_existence(remit, committee),
        *_one_decider(remit, remits),
    ]
    levels = [row for row in arrangements if row.ccg == remit.ccg]
    for row in levels:
        reasons += _remit_against_level(remit, committee, row)
    for gap in gaps(remit, levels):
        reasons += _remit_without_level(remit, committee, gap)
    text = (
        f"{sentence_case(the(committee))} may hold {what(remit.function)} for {remit.ccg.name}, {period_words(remit)}."
    )
    return _verdict(reasons, "remit_fits", text, remit.source)


def _verdict(reasons: Iterable[Reason], code: str, text: str, source: Source) -> Verdict:
    return Verdict.of(dict.fromkeys(reasons) or (Reason(code, text, source, allows=True),))


def _ccgs(committee: Committee, remits: Iterable[Remit]) -> tuple[Ccg, ...]:
    held = (row.ccg for row in remits if row.committee == committee.id)
    return tuple(dict.fromkeys((*committee.ccgs, *held)))


def _powers(terms: Terms) -> list[tuple[str, str, Source]]:
    """NHS England's powers in the terms: code, words, and where it is written that level 3 has none."""
    given = []
    if terms.nhs_england_casting_vote:
        given.append(("casting_vote", "casting vote", s.LEVEL_3_NO_CASTING))
    if terms.nhs_england_veto:
        given.append(("veto", "veto", s.LEVEL_3_NO_VETO))
    return given


def _two_casting_votes(terms: Terms, committee: Committee) -> list[Reason]:
    if not (terms.nhs_england_casting_vote and terms.chair_second_vote):
        return []
    text = (
        f"The terms of {the(committee)} give a tie to both NHS England's casting vote and the chair's second vote, "
        f"{period_words(terms)}: one tie has one casting vote."
    )
    return [Reason("two_casting_votes", text, s.EITHER_OR, who_can="Keep one of the two.")]


def _window(terms: Terms, committee: Committee) -> list[Reason]:
    if terms.veto_working_days is None or (terms.nhs_england_veto and terms.veto_working_days >= 1):
        return []
    text = f"The terms of {the(committee)} give a time for a veto, but no veto, {period_words(terms)}."
    if terms.veto_working_days < 1:
        text = f"The time for a veto in the terms of {the(committee)} has no working day in it."
    todo = "Take out the number of working days, or give NHS England the veto with a number of days from 1 up."
    return [Reason("window_without_veto", text, s.LEVEL_2_VETO, who_can=todo)]


def _powers_need_a_joint_committee(powers: list[tuple[str, str, Source]], committee: Committee) -> list[Reason]:
    if committee.kind == CommitteeKind.JOINT_COMMITTEE and committee.ccgs:
        return []
    what_is_it = a(committee.kind.label) if committee.ccgs else "a committee of no CCG"
    names = listed(words for _, words, _ in powers)
    text = (
        f"{sentence_case(the(committee))} is {what_is_it}: NHS England has a {names} in joint committees of CCGs only."
    )
    return [Reason("powers_without_joint_committee", text, s.LEVEL_2_DECISIONS, who_can=_take_out(names))]


def _or_end(row: Period, days: Period) -> str:
    """ "or end it by the day before", where the row has begun by then."""
    if days.starts_on <= row.starts_on:
        return ""
    return f", or end them by {day_words(day_before(days.starts_on))}"


def _take_out(names: str) -> str:
    return f"Take NHS England's {names} out of the terms."


def _powers_fit_levels(terms: Terms, committee: Committee, ccg: Ccg, arrangements: tuple) -> list[Reason]:
    run = overlap(terms, existence_of(committee))
    if run is None:
        return []
    powers = _powers(terms)
    levels = [row for row in arrangements if row.ccg == ccg]
    reasons = []
    for row in levels:
        both = overlap(run, row)
        if both and row.level != Level.JOINT:
            reasons += [_power_against_level(power, terms, committee, row, both) for power in powers]
    for gap in gaps(run, levels):
        names = listed(words for _, words, _ in powers)
        text = (
            f"The terms of {the(committee)} give NHS England a {names}, but no level is recorded for {ccg.name} "
            f"{period_words(gap)}."
        )
        todo = f"Record {ccg.name}'s level for those days first, or end the terms."
        reasons.append(Reason("powers_without_level", text, s.LEVEL_BY_CCG, who_can=todo))
    return reasons


def _power_against_level(
    power: tuple[str, str, Source], terms: Terms, committee: Committee, arrangement: Arrangement, days: Period
) -> Reason:
    code, words, level_3 = power
    name = arrangement.ccg.name
    text = (
        f"The terms of {the(committee)} give NHS England a {words}, but {name} is at "
        f"{level_words(arrangement.level)}, {period_words(days)}: NHS England has a {words} at level 2 only."
    )
    todo = f"Take the {words} out of the terms{_or_end(terms, days)}, or keep {name} at level 2 on those days."
    at_3 = arrangement.level == Level.DELEGATED
    end = "at_level_3" if at_3 else "outside_level_2"
    return Reason(f"{code}_{end}", text, level_3 if at_3 else s.LEVEL_2_DECISIONS, who_can=todo)


def _terms_against_level(terms: Terms, committee: Committee, arrangement: Arrangement) -> list[Reason]:
    days = overlap(terms, existence_of(committee), arrangement)
    if not days or arrangement.level == Level.JOINT:
        return []
    return [_power_against_level(power, terms, committee, arrangement, days) for power in _powers(terms)]


def _remit_against_level(remit: Remit, committee: Committee | None, arrangement: Arrangement) -> list[Reason]:
    days = overlap(remit, arrangement)
    if not days or committee is None or remit.function == Function.OWN_BUSINESS:
        return []
    name = arrangement.ccg.name
    holds = f"{sentence_case(the(committee))} holds {what(remit.function)} for {name}, {period_words(days)}."
    ended = days.starts_on > remit.starts_on
    end = f"End the remit by {day_words(day_before(days.starts_on))}, record" if ended else "Record"
    refusals = fits(committee.kind, remit.function, arrangement.level).refusals
    return [
        Reason(
            reason.code,
            f"{holds} {reason.text}",
            reason.source,
            who_can=f"{end} {reason.who_can} as holding it on those days, or correct {name}'s level.",
        )
        for reason in refusals
    ]


def _remit_without_level(remit: Remit, committee: Committee, gap: Period) -> list[Reason]:
    if remit.function in WHATEVER_THE_LEVEL:
        # Needs no level; only what some level would allow besides (a PCCC, a joint committee) is refused here.
        return list(fits(committee.kind, remit.function, None).refusals)
    text = (
        f"No level is recorded for {remit.ccg.name} {period_words(gap)}, so nobody can say whether "
        f"{the(committee)} may hold {what(remit.function)}."
    )
    todo = f"Record {remit.ccg.name}'s level for those days first, or shorten the remit."
    return [Reason("no_arrangement", text, s.LEVEL_BY_CCG, who_can=todo)]


def _remit_of_its_ccg(remit: Remit, committee: Committee) -> list[Reason]:
    if remit.ccg in committee.ccgs:
        return []
    text = f"{sentence_case(the(committee))} is no committee of {remit.ccg.name}."
    todo = f"Choose a committee of {remit.ccg.name}, or add {remit.ccg.name} to this one first."
    return [Reason("not_its_ccg", text, s.LOCAL_COMMITTEES_DERIVED, who_can=todo)]


def _remit_within_existence(remit: Remit, committee: Committee) -> list[Reason]:
    reasons = []
    name = sentence_case(the(committee))
    if remit.starts_on < committee.established_on:
        first = day_words(committee.established_on)
        text = f"{name} is established on {first}; the remit starts on {day_words(remit.starts_on)}."
        reasons.append(Reason("not_established", text, s.EXISTS, who_can=f"Start the remit on {first} or later."))
    last = committee.stood_down_on
    if last is not None and (remit.ends_on is None or remit.ends_on > last):
        text = f"{name} is stood down: its last day is {day_words(last)}; the remit runs {period_words(remit)}."
        reasons.append(Reason("stood_down", text, s.CEASES, who_can=f"End the remit by {day_words(last)}."))
    return reasons


def _one_decider(remit: Remit, remits: Iterable[Remit]) -> list[Reason]:
    reasons = []
    for other in remits:
        days = overlap(remit, other)
        if other == remit or not days or (other.ccg, other.function) != (remit.ccg, remit.function):
            continue
        whose = "The same committee" if other.committee == remit.committee else "Another committee"
        text = (
            f"{whose} already holds {what(remit.function)} for {remit.ccg.name}, {period_words(days)}: "
            f"one committee decides a function for a CCG on a day."
        )
        ended = days.starts_on > other.starts_on
        end = f"End the other remit by {day_words(day_before(days.starts_on))}" if ended else "Take out the other remit"
        todo = f"{end}, or choose other dates for this one."
        reasons.append(Reason("two_deciders", text, s.LOCAL_COMMITTEES_DERIVED, who_can=todo))
    return reasons
