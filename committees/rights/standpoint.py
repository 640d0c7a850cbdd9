"""What one committee may do about one matter: decide it, recommend, record a view, or nothing.

A committee makes one resolution for those of its CCGs that the matter concerns; what it may do must be the same for
each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from committees.rights import sources as s
from committees.rights.authority import Facts, existence, find_authority, terms_in_force
from committees.rights.levels import cell
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import ccg_name, day_words, listed, sentence_case, the, what
from committees.rights.world import Arrangement, Authority, Ccg, Committee, Remit, Standpoint, Terms
from committees.terms import CommitteeKind, Effect, Function, Level, Say

#: Committees through which a CCG speaks: consulted by NHS England, or recommending to the committee that decides.
BODIES_OF_A_CCG = frozenset({CommitteeKind.GOVERNING_BODY, CommitteeKind.PCCC, CommitteeKind.JOINT_COMMITTEE})
#: Groups that work for the committees and never decide. Source: South West London paper, section 2.
GROUPS = frozenset(
    {
        CommitteeKind.ADVISORY_PANEL,
        CommitteeKind.DELIVERY_GROUP,
        CommitteeKind.WORKING_GROUP,
        CommitteeKind.MANAGEMENT_GROUP,
    }
)


def standpoint(
    committee: Committee,
    function: Function,
    ccgs: Iterable[Ccg],
    day: date,
    *,
    arrangements: Iterable[Arrangement],
    remits: Iterable[Remit],
    committees: Iterable[Committee],
    terms: Iterable[Terms],
) -> Standpoint:
    """What the committee may do about a matter of this function that concerns these CCGs on this day.

    ``effect`` is None where no vote can be opened; the verdict then says why, with every reason, and who can.
    """
    facts = Facts.of(arrangements, remits, (*committees, committee), terms)
    own_terms, terms_reasons = terms_in_force(committee, day, facts)
    grounds = (*existence(committee, day), *terms_reasons)
    concerned = tuple(dict.fromkeys(ccgs))
    own = tuple(ccg for ccg in concerned if ccg in committee.ccgs)
    if function == Function.OWN_BUSINESS:
        return _own_business(own, day, facts, own_terms, grounds)
    if not own:
        return _refused((), (*grounds, _none_of_its_own(committee, function, concerned, day, facts)))
    authorities = tuple(find_authority(function, ccg, day, facts) for ccg in own)
    stands = [_stand(committee, each, facts) for each in authorities]
    reasons = [*grounds, *_left_out(committee, own, concerned)]
    reasons += [reason for _, found in stands for reason in found]
    reasons += _disagreement(committee, authorities, [effect for effect, _ in stands])
    verdict = _verdict(reasons)
    if not verdict.allowed or own_terms is None:
        return _refused(authorities, reasons)
    return _standpoint(stands[0][0], authorities, own_terms, verdict)


def _verdict(reasons: Iterable[Reason]) -> Verdict:
    return Verdict.of(dict.fromkeys(reasons))


def _refused(authorities: tuple[Authority, ...], reasons: Iterable[Reason]) -> Standpoint:
    """No effect, and so no reason that speaks of one."""
    kept = [reason for reason in reasons if reason.code not in set(Effect)]
    return Standpoint(effect=None, authorities=authorities, verdict=_verdict(kept))


def _standpoint(
    effect: Effect | None, authorities: tuple[Authority, ...], terms: Terms, verdict: Verdict
) -> Standpoint:
    """NHS England's powers hang on decisions of the table alone; the chair's second vote is the terms' own."""
    first = authorities[0]
    if effect != Effect.DECIDES or first.function == Function.OWN_BUSINESS:
        return Standpoint(
            effect=effect, authorities=authorities, chair_second_vote=terms.chair_second_vote, verdict=verdict
        )
    return Standpoint(
        effect=effect,
        authorities=authorities,
        casting_vote=first.casting_vote,
        veto=first.veto,
        veto_working_days=first.veto_working_days,
        veto_holder=terms.veto_holder if first.veto or first.agreement_needed else "",
        veto_alternate=terms.veto_alternate if first.veto or first.agreement_needed else "",
        chair_second_vote=first.chair_second_vote,
        agreement_needed=first.agreement_needed,
        verdict=verdict,
    )


def _own_business(
    own: tuple[Ccg, ...], day: date, facts: Facts, terms: Terms | None, grounds: tuple[Reason, ...]
) -> Standpoint:
    """Minutes, reports, excluding the public: decided by any committee that exists and has terms, at any level."""
    authorities = tuple(find_authority(Function.OWN_BUSINESS, ccg, day, facts) for ccg in own or (None,))
    reasons = (*grounds, *authorities[0].verdict.reasons)
    verdict = _verdict(reasons)
    if terms is None or not verdict.allowed:
        return _refused(authorities, reasons)
    return _standpoint(Effect.DECIDES, authorities, terms, verdict)


def _none_of_its_own(
    committee: Committee, function: Function, concerned: tuple[Ccg, ...], day: date, facts: Facts
) -> Reason:
    name = sentence_case(the(committee))
    if not concerned:
        text = f"The matter concerns no CCG, so {the(committee)} has nothing to resolve on it."
        return Reason("no_ccg_concerned", text, s.LOCAL_COMMITTEES_DERIVED, who_can="say which CCGs it concerns")
    text = f"{name} is no committee of {listed((ccg.name for ccg in concerned), 'or')}."
    deciders = [_decider(find_authority(function, ccg, day, facts), facts) for ccg in concerned]
    can = listed(dict.fromkeys(filter(None, deciders))) or f"a committee of {listed(c.name for c in concerned)}"
    return Reason("other_ccgs", text, s.LOCAL_COMMITTEES_DERIVED, who_can=can)


def _decider(authority: Authority, facts: Facts) -> str:
    if authority.decider is not None:
        return the(facts.committees[authority.decider])
    return "NHS England" if authority.nhs_england_decides else ""


def _left_out(committee: Committee, own: tuple[Ccg, ...], concerned: tuple[Ccg, ...]) -> list[Reason]:
    others = [ccg.name for ccg in concerned if ccg not in own]
    if not others:
        return []
    text = f"{sentence_case(the(committee))} resolves for {listed(c.name for c in own)}, not for {listed(others)}."
    return [Reason("own_ccgs_only", text, s.EACH_ITS_OWN, allows=True)]


def _stand(committee: Committee, authority: Authority, facts: Facts) -> tuple[Effect | None, tuple[Reason, ...]]:
    """What the committee may do for one of its CCGs, with the reasons for and against."""
    verdict: Verdict = authority.verdict
    for_what = f"{what(authority.function)} for {ccg_name(authority)}"
    if authority.say == Say.CONSULTED and committee.kind in BODIES_OF_A_CCG:
        text = f"NHS England decides {for_what}; {the(committee)} may record a view. No decision waits for it."
        source = consulted_source(authority)
        return Effect.RECORDS_A_VIEW, (*_grounds(verdict), Reason("records_a_view", text, source, allows=True))
    if authority.say == Say.CONSULTED and committee.kind in GROUPS:
        text = f"NHS England decides {for_what}; {the(committee)} may recommend."
        reason = Reason("recommends", text, s.LOCAL_COMMITTEES_DERIVED, allows=True)
        return Effect.RECOMMENDS, (*_grounds(verdict), reason)
    if not verdict.allowed:
        return None, verdict.reasons
    if authority.decider == committee.id:
        jointly = " jointly with NHS England" if authority.say in (Say.JOINT, Say.JOINT_IF_AGREED) else ""
        text = f"{sentence_case(the(committee))} decides {for_what}{jointly} on {day_words(authority.day)}."
        return Effect.DECIDES, (*verdict.reasons, Reason("decides", text, s.LOCAL_COMMITTEES_DERIVED, allows=True))
    return _recommends(committee, authority, for_what, _decider(authority, facts))


def consulted_source(authority: Authority) -> Source:
    """Where it is written that a CCG may be consulted: at level 1 on the page of that level, else in the table itself."""
    if authority.level is None or authority.level is Level.GREATER_INVOLVEMENT:
        return s.CONSULTED_MAY
    return cell(authority.function, authority.level).source


def _grounds(verdict: Verdict) -> tuple[Reason, ...]:
    """The level only: that NHS England decides is said in the reason itself, where it does not refuse a view."""
    return tuple(reason for reason in verdict.reasons if reason.code == "level")


def _recommends(
    committee: Committee, authority: Authority, for_what: str, decider: str
) -> tuple[Effect | None, tuple[Reason, ...]]:
    """A committee of the CCG that does not hold the function advises the one that does."""
    reasons = authority.verdict.reasons
    decides = f"{sentence_case(decider)} decides {for_what}"
    if committee.kind in BODIES_OF_A_CCG | GROUPS:
        # The paper says it of the advisory panel; of the others it is derived.
        panel = committee.kind == CommitteeKind.ADVISORY_PANEL
        source = s.LOCAL_COMMITTEES if panel else s.LOCAL_COMMITTEES_DERIVED
        reason = Reason("recommends", f"{decides}; {the(committee)} recommends.", source, allows=True)
        return Effect.RECOMMENDS, (*reasons, reason)
    text = f"{decides}; {the(committee)} neither holds it nor advises on it."
    return None, (*reasons, Reason("no_standing", text, s.LOCAL_COMMITTEES_DERIVED, who_can=decider))


def _disagreement(
    committee: Committee, authorities: tuple[Authority, ...], effects: list[Effect | None]
) -> list[Reason]:
    """One resolution has one effect and one set of powers, for all the CCGs it is made for."""
    known = [effect for effect in effects if effect is not None]
    if len(known) < len(effects):
        return []  # refused already, with its own reason
    names = listed(ccg_name(each) for each in authorities)
    start = f"{sentence_case(the(committee))} cannot make one resolution for {names}"
    todo = "put the matter separately for each CCG"
    if len(set(known)) > 1:
        each_way = listed(f"it {effect.label} for {ccg_name(a)}" for effect, a in zip(known, authorities, strict=True))
        return [Reason("effects_differ", f"{start}: {each_way}.", s.LEVEL_BY_CCG, who_can=todo)]
    if known[0] == Effect.DECIDES and len({_powers(each) for each in authorities}) > 1:
        text = f"{start}: NHS England's powers are not the same for each of them."
        return [Reason("powers_differ", text, s.LEVEL_BY_CCG, who_can=todo)]
    return []


def _powers(each: Authority) -> tuple:
    return (each.casting_vote, each.veto, each.veto_working_days, each.chair_second_vote, each.agreement_needed)
