"""Which body decides a function for a CCG on a day, with what effect, and what NHS England may do about it.

The level belongs to one CCG between two dates, never to an area; what is not recorded is refused, never assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from committees.rights import sources as s
from committees.rights.levels import WHATEVER_THE_LEVEL, cell, fits
from committees.rights.reasons import Reason, Verdict
from committees.rights.words import day_words, level_words, listed, period_words, sentence_case, the, what
from committees.rights.world import Arrangement, Authority, Ccg, Committee, Remit, Terms
from committees.terms import CommitteeKind, Function, Level, Say

#: Decided together with NHS England: the only cells in which it may have a casting vote or a veto.
JOINTLY = frozenset({Say.JOINT, Say.JOINT_IF_AGREED})
BY_NHS_ENGLAND = frozenset({Say.CONSULTED, Say.RESERVED})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record, for any CCGs and dates; the engine picks what covers the day."""

    arrangements: tuple[Arrangement, ...]
    remits: tuple[Remit, ...]
    committees: Mapping[int, Committee]
    terms: tuple[Terms, ...]

    @classmethod
    def of(
        cls,
        arrangements: Iterable[Arrangement],
        remits: Iterable[Remit],
        committees: Iterable[Committee],
        terms: Iterable[Terms],
    ) -> Facts:
        return cls(tuple(arrangements), tuple(remits), {each.id: each for each in committees}, tuple(terms))


def authority(
    function: Function,
    ccg: Ccg | None,
    day: date,
    *,
    arrangements: Iterable[Arrangement],
    remits: Iterable[Remit],
    committees: Iterable[Committee],
    terms: Iterable[Terms],
) -> Authority:
    """Which body decides this function for this CCG on this day, and what NHS England may do about it.

    The iterables may hold rows of any CCGs and dates. The verdict allows when one committee may make the decision,
    and otherwise refuses with every reason: NHS England decides, no level, no remit, a committee of the wrong kind, one
    that is not there that day, no terms. ``ccg`` is needed for everything but a committee's own business.
    """
    return find_authority(function, ccg, day, Facts.of(arrangements, remits, committees, terms))


def find_authority(function: Function, ccg: Ccg | None, day: date, facts: Facts) -> Authority:
    """``authority`` on facts already gathered."""
    if function == Function.OWN_BUSINESS:
        return _own_business(ccg, day, facts)
    if ccg is None or function not in set(Function):
        text = "Nobody can say who decides without a function of the table and a CCG."
        verdict = Verdict.of([Reason("unknown_combination", text, s.TABLE_PAGE)])
        return Authority(function=function, ccg=ccg, day=day, level=None, verdict=verdict)
    arrangement, level_reasons = _arrangement(function, ccg, day, facts)
    level = arrangement.level if arrangement else None
    say, say_reasons = _say(function, ccg, level)
    body, holder_reasons = _holder(function, ccg, day, level, say, facts)
    if say == Say.CONSULTED and body and body.kind == CommitteeKind.NHS_ENGLAND_TEAM:
        say_reasons = ()  # NHS England decides, and the team of its that does so is recorded.
    decider = body if body and (say not in BY_NHS_ENGLAND or body.kind == CommitteeKind.NHS_ENGLAND_TEAM) else None
    own_terms, terms_reasons = terms_in_force(body, day, facts) if body else (None, ())
    verdict = Verdict.of((*level_reasons, *say_reasons, *holder_reasons, *terms_reasons))
    return Authority(
        function=function,
        ccg=ccg,
        day=day,
        level=level,
        shadowing=bool(arrangement and arrangement.shadowing),
        say=say,
        decider=decider.id if decider else None,
        nhs_england_decides=say in BY_NHS_ENGLAND,
        verdict=verdict,
        arrangement=arrangement,
        terms=own_terms,
        **(_powers(level, say, own_terms) if verdict.allowed and own_terms else {}),
    )


def _powers(level: Level | None, say: Say | None, terms: Terms) -> dict:
    """NHS England's powers: only from the terms, only where the decision is joint, only at level 2.

    Where NHS England's agreement is needed and was given there is no veto: the flag says what the terms give, and
    ``decisions.veto.veto_state`` closes it once the agreement is given.
    """
    jointly = say in JOINTLY and level == Level.JOINT
    casting = jointly and terms.nhs_england_casting_vote
    veto = jointly and terms.nhs_england_veto
    return {
        "casting_vote": casting,
        "veto": veto,
        "veto_working_days": terms.veto_working_days if veto else None,
        "chair_second_vote": terms.chair_second_vote and not casting,
        "agreement_needed": jointly and say == Say.JOINT_IF_AGREED,
    }


def _own_business(ccg: Ccg | None, day: date, facts: Facts) -> Authority:
    """Each committee decides its own business: no level and no remit are needed, so none is looked for."""
    found = [row for row in facts.arrangements if row.ccg == ccg and row.covers(day)]
    text = "Each committee decides its own business: no level changes that, and no other committee's consent is needed."
    return Authority(
        function=Function.OWN_BUSINESS,
        ccg=ccg,
        day=day,
        level=found[0].level if len(found) == 1 else None,
        say=Say.OWN,
        verdict=Verdict.of([Reason("own_business", text, s.OWN_PROCEDURE, allows=True)]),
        arrangement=found[0] if len(found) == 1 else None,
    )


def _arrangement(
    function: Function, ccg: Ccg, day: date, facts: Facts
) -> tuple[Arrangement | None, tuple[Reason, ...]]:
    found = [row for row in facts.arrangements if row.ccg == ccg and row.covers(day)]
    if len(found) == 1:
        return found[0], (level_reason(found[0]),)
    if len(found) > 1:
        text = f"{ccg.name} is recorded at {listed(level_words(row.level) for row in found)} on {day_words(day)}."
        return None, (Reason("two_arrangements", text, s.LEVEL_BY_CCG, who_can="correct the CCG's levels first"),)
    if function in WHATEVER_THE_LEVEL:
        # The CCG's own functions do not depend on the level: none is needed, and none is assumed.
        return None, ()
    text = f"No co-commissioning level is recorded for {ccg.name} on {day_words(day)}, and none is assumed."
    return None, (Reason("no_arrangement", text, s.LEVEL_BY_CCG, who_can="record the CCG's level for that day first"),)


def level_reason(arrangement: Arrangement) -> Reason:
    """At what level a CCG works, since when, from the source of the arrangement."""
    text = f"{arrangement.ccg.name} works at {level_words(arrangement.level)}, {period_words(arrangement)}"
    shadow = ", shadowing level 3" if arrangement.shadowing else ""
    return Reason("level", f"{text}{shadow}.", arrangement.source, allows=True)


def _say(function: Function, ccg: Ccg, level: Level | None) -> tuple[Say | None, tuple[Reason, ...]]:
    """What the table gives the CCG, and the reason; nothing where there is no level to read it at."""
    if level is None and function not in WHATEVER_THE_LEVEL:
        return None, ()
    try:
        found = cell(function, level)
    except LookupError as unknown:
        return None, (Reason("unknown_combination", str(unknown.args[0]), s.TABLE_PAGE),)
    at = f" at {level_words(level)}" if level else ""
    subject = sentence_case(what(function))
    if found.say == Say.RESERVED:
        text = f"{subject} is reserved to NHS England{at}: {ccg.name} has no vote on it at any level."
        return found.say, (Reason("reserved", text, found.source, who_can="NHS England"),)
    if found.say == Say.CONSULTED:
        text = f"NHS England decides {what(function)}{at}; {ccg.name} may be consulted, and need not be."
        return found.say, (Reason("nhs_england_decides", text, found.source, who_can="NHS England"),)
    text = f"{subject} for {ccg.name}{at}: {found.say.label}."
    return found.say, (Reason("table", text, found.source, allows=True),)


def _holder(
    function: Function, ccg: Ccg, day: date, level: Level | None, say: Say | None, facts: Facts
) -> tuple[Committee | None, tuple[Reason, ...]]:
    """The committee recorded as holding the function that day, with every reason for and against it."""
    found = [row for row in facts.remits if row.function == function and row.ccg == ccg and row.covers(day)]
    for_what = f"{what(function)} for {ccg.name}"
    if not found:
        if say in BY_NHS_ENGLAND:
            return None, ()  # NHS England decides: which of its teams does so need not be on record.
        text = f"No committee is recorded as holding {for_what} on {day_words(day)}."
        todo = "record which committee holds it for that day first"
        return None, (Reason("no_remit", text, s.LOCAL_COMMITTEES_DERIVED, who_can=todo),)
    bodies = {row.committee: facts.committees.get(row.committee) for row in found}
    if len(bodies) > 1:
        names = listed(the(body) if body else "a committee not on record" for body in bodies.values())
        text = f"More than one committee is recorded as holding {for_what} on {day_words(day)}: {names}."
        return None, (Reason("two_deciders", text, s.LOCAL_COMMITTEES_DERIVED, who_can="end all remits but one"),)
    body = bodies[found[0].committee]
    if body is None:
        text = f"The committee recorded as holding {for_what} on {day_words(day)} is not on record."
        return None, (Reason("unknown_committee", text, s.EXISTS),)
    text = f"{sentence_case(the(body))} holds {for_what}, {period_words(found[0])}."
    holds = Reason("holds_remit", text, found[0].source, allows=True)
    fit = fits(body.kind, function, level).reasons if say is not None else ()
    return body, (holds, *fit, *_belongs(body, ccg), *existence(body, day))


def _belongs(body: Committee, ccg: Ccg) -> tuple[Reason, ...]:
    if ccg in body.ccgs:
        return ()
    text = f"{sentence_case(the(body))} is no committee of {ccg.name}."
    return (Reason("not_its_ccg", text, s.LOCAL_COMMITTEES_DERIVED, who_can=f"a committee of {ccg.name}"),)


def existence(body: Committee, day: date) -> tuple[Reason, ...]:
    """Why a committee cannot act on a day on which it does not exist; nothing where it does."""
    name = sentence_case(the(body))
    if day < body.established_on:
        text = f"{name} is not yet established on {day_words(day)}: its first day is {day_words(body.established_on)}."
        return (Reason("not_established", text, s.EXISTS, who_can="the committee in place on that day"),)
    last = body.stood_down_on
    if last is not None and last < day:
        text = f"{name} was stood down before {day_words(day)}: its last day was {day_words(last)}."
        return (Reason("stood_down", text, s.CEASES, who_can="the committee that took its place"),)
    return ()


def terms_in_force(body: Committee, day: date, facts: Facts) -> tuple[Terms | None, tuple[Reason, ...]]:
    """The one version of a committee's terms in force on a day, with the reason for or against."""
    found = [row for row in facts.terms if row.committee == body.id and row.covers(day)]
    if len(found) == 1:
        text = f"{sentence_case(the(body))} works under its terms of reference in force {period_words(found[0])}."
        return found[0], (Reason("terms", text, found[0].source, allows=True),)
    if found:
        text = f"{sentence_case(the(body))} has more than one version of its terms of reference on {day_words(day)}."
        return None, (Reason("two_terms", text, s.COMMITTEE_TERMS, who_can="end all versions but one"),)
    text = f"{sentence_case(the(body))} has no terms of reference in force on {day_words(day)}."
    return None, (Reason("no_terms", text, s.COMMITTEE_TERMS, who_can="its parent bodies, by approving terms"),)
