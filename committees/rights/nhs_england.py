"""NHS England's two powers over a committee's decision, and why it has or has not each.

The casting vote (on a tie) and the veto (of a carried decision) are separate: the pack names both, the committee's
terms say which. Neither can exist on a day on which the CCG is at level 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from committees.rights import sources as s
from committees.rights.authority import JOINTLY, level_reason
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import ccg_name, day_words, level_words, listed, sentence_case, the, what
from committees.rights.world import Authority, Committee, Standpoint
from committees.terms import Effect, Level


@dataclass(frozen=True, slots=True)
class _Power:
    code: str
    words: str
    at_level_2: Source
    never_at_level_3: Source


_VETO = _Power("veto", "veto", s.LEVEL_2_VETO, s.LEVEL_3_NO_VETO)
_CASTING = _Power("casting_vote", "casting vote", s.LEVEL_2_CASTING, s.LEVEL_3_NO_CASTING)


def veto_verdict(standpoint: Standpoint, committee: Committee) -> Verdict:
    """Has NHS England a veto of what this committee carries on this matter? With every reason why (not).

    Whether the veto is still open (time, waiver, agreement, casting vote) is ``decisions.veto.veto_state``.
    """
    return _verdict(_VETO, standpoint, committee, has_it=standpoint.veto)


def casting_vote_verdict(standpoint: Standpoint, committee: Committee) -> Verdict:
    """Has NHS England the casting vote on a tie in this committee on this matter? With every reason why (not)."""
    return _verdict(_CASTING, standpoint, committee, has_it=standpoint.casting_vote)


def _verdict(power: _Power, standpoint: Standpoint, committee: Committee, *, has_it: bool) -> Verdict:
    reasons = [reason for each in standpoint.authorities for reason in _for_one_ccg(power, each, committee, has_it)]
    if standpoint.effect != Effect.DECIDES:
        reasons.append(_nothing_decided(power, standpoint, committee))
    if not reasons or (not has_it and all(reason.allows for reason in reasons)):
        # Nothing above forbids it, and yet it was not given: unknown is refused.
        reasons.append(_not_given(power, standpoint.authorities[0] if standpoint.authorities else None, committee))
    return Verdict.of(dict.fromkeys(reasons))


def _nothing_decided(power: _Power, standpoint: Standpoint, committee: Committee) -> Reason:
    done = standpoint.effect.label if standpoint.effect else "may not resolve on this matter"
    text = f"{sentence_case(the(committee))} {done}; NHS England has a {power.words} on decisions only."
    return Reason(f"{power.code}_without_decision", text, power.at_level_2, who_can="the committee that decides")


def _for_one_ccg(power: _Power, authority: Authority, committee: Committee, has_it: bool) -> list[Reason]:
    reasons = [level_reason(authority.arrangement)] if authority.arrangement else []
    if authority.level == Level.DELEGATED:
        reasons.append(_level_3(power, authority, committee))
    elif authority.level != Level.JOINT:
        reasons.append(_no_level_2(power, authority))
    if authority.say not in JOINTLY and authority.level != Level.DELEGATED:
        reasons.append(_not_joint(power, authority))
    if authority.terms is not None and authority.terms.committee == committee.id:
        given = _given(power, authority, authority.terms.source, committee)
        reasons.append(given if has_it else _not_given(power, authority, committee))
    return reasons


def _level_3(power: _Power, authority: Authority, committee: Committee) -> Reason:
    since = f", since {day_words(authority.arrangement.starts_on)}" if authority.arrangement else ""
    text = (
        f"{ccg_name(authority)} has been at {level_words(Level.DELEGATED)}{since}: "
        f"at level 3 NHS England has no {power.words}."
    )
    return Reason(
        f"{power.code}_at_level_3", text, power.never_at_level_3, who_can=f"nobody: {the(committee)} decides alone"
    )


def _no_level_2(power: _Power, authority: Authority) -> Reason:
    where = f"At {level_words(authority.level)}" if authority.level else "Without a level on record"
    whom = f" over {authority.ccg.name}'s decisions" if authority.ccg else ""
    text = f"{where} NHS England has no {power.words}{whom}: it belongs to {level_words(Level.JOINT)} alone."
    silent = Source(power.at_level_2.title, derived=True)  # the page on level 2 gives it there, and no page elsewhere
    return Reason(f"{power.code}_outside_level_2", text, silent, who_can="nobody")


def _not_joint(power: _Power, authority: Authority) -> Reason:
    text = (
        f"{sentence_case(what(authority.function))} is not decided jointly with NHS England, "
        f"so NHS England has no {power.words} on it."
    )
    return Reason(f"{power.code}_not_joint", text, s.TABLE_DERIVED, who_can="nobody")


def _given(power: _Power, authority: Authority, source: Source, committee: Committee) -> Reason:
    text = (
        f"The terms of reference of {the(committee)} in force on {day_words(authority.day)} "
        f"give NHS England a {power.words}."
    )
    return Reason(f"{power.code}_in_terms", text, source, allows=True)


def _not_given(power: _Power, authority: Authority | None, committee: Committee) -> Reason:
    if authority is None or authority.terms is None:
        text = f"NHS England has no {power.words} on what {the(committee)} resolves here."
        return Reason(f"{power.code}_not_given", text, power.at_level_2, who_can="nobody")
    text = (
        f"The terms of reference of {the(committee)} in force on {day_words(authority.day)} "
        f"give NHS England no {power.words}."
    )
    parents = listed(ccg.name for ccg in committee.ccgs)
    todo = f"new terms, approved by NHS England and the governing bodies of {parents}" if parents else "new terms"
    return Reason(
        f"{power.code}_not_in_terms",
        text,
        authority.terms.source,
        who_can=todo if authority.level == Level.JOINT else "nobody",
    )
