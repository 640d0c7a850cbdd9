"""Every function x level x kind of committee x terms x remit, with what must hold in all of them.

The expected effect is worked out here from rules written down again in other words, not from the engine's tables.
"""

from itertools import product

import pytest

from committees.rights.nhs_england import casting_vote_verdict, veto_verdict
from committees.rights.standpoint import standpoint
from committees.terms import CommitteeKind, Effect, Function, Level
from tests.rights.build import MEETING, MERTON, SUTTON, at_level, committee, remit, terms

JOINT_OR_DELEGATED = {"gp_commissioning", "incentive_schemes", "budget", "performance"}
SPEAKS_FOR_THE_CCG = {"governing_body", "joint_committee", "pccc"}
GROUPS = {"advisory_panel", "delivery_group", "working_group", "management_group"}
HAS_ANOTHER_DECIDER = (False, True)
CASES = list(product(Function, (None, *Level), CommitteeKind, HAS_ANOTHER_DECIDER, (False, True)))
POWERS = list(product((False, True), repeat=3))


def _right_kind(function, level):
    """Who decides this at this level, as the papers have it; None where no committee can."""
    if function == "ccg_own":
        return "governing_body"
    if function in JOINT_OR_DELEGATED:
        return {None: None, "1": "nhs_england_team", "2": "joint_committee", "3": "pccc"}[level]
    return "nhs_england_team" if function == "other_contractors" and level else None


def _may_hold(kind, function, level):
    """The right kind, and where a scheme of delegation gives it, the PCCC or joint committee for the CCG's own."""
    delegated = function == "ccg_own" and (kind, level) in {("pccc", "3"), ("joint_committee", "2")}
    return delegated or kind == _right_kind(function, level)


def _expected(function, level, kind, holds, other):
    """The effect to be expected, None where no vote can be opened."""
    if function == "own_business":
        return Effect.DECIDES
    if function == "performers_list" or (level is None and function != "ccg_own"):
        return None
    if holds and other:
        return _consulted(kind) if _nhs_england_decides(function, level) else None
    if holds and _may_hold(kind, function, level):
        return Effect.DECIDES
    if _nhs_england_decides(function, level):
        return _consulted(kind)
    if not other:
        return None
    return Effect.RECOMMENDS if kind in SPEAKS_FOR_THE_CCG | GROUPS else None


def _nhs_england_decides(function, level):
    return function == "other_contractors" or (function in JOINT_OR_DELEGATED and level == "1")


def _consulted(kind):
    if kind in SPEAKS_FOR_THE_CCG:
        return Effect.RECORDS_A_VIEW
    return Effect.RECOMMENDS if kind in GROUPS else None


def _stand(function, level, kind, holds, other, powers):
    casting, veto, second = powers
    body = committee(kind, MERTON)
    right = _right_kind(function, level)
    decider = committee(right, MERTON, name="The right committee") if other and right else None
    bodies = [body, *([decider] if decider else [])]
    given = {"nhs_england_casting_vote": casting, "nhs_england_veto": veto, "chair_second_vote": second}
    stand = standpoint(
        body,
        function,
        [MERTON, SUTTON],
        MEETING,
        arrangements=[at_level(MERTON, level)] if level else [],
        remits=[remit(each, function) for each in bodies if each is decider or holds],
        committees=bodies,
        terms=[terms(each, **given) for each in bodies],
    )
    return body, stand, decider is not None


def _check_effect(function, level, kind, holds, stand, other):
    expected = _expected(function, level, kind, holds, other)
    assert stand.effect == expected
    assert stand.verdict.allowed is (expected is not None)
    if stand.effect == Effect.DECIDES:
        assert holds or function == "own_business"
    if function == "performers_list":
        assert stand.effect is None
        assert any(r.code == "reserved" for r in stand.verdict.refusals) or level is None


def _check_reasons(verdict):
    assert verdict.reasons
    for reason in verdict.reasons:
        assert reason.code
        assert reason.text[0].isupper()
        assert reason.text.endswith(".")
        assert reason.source.title
    assert all(reason.who_can or reason.code == "unknown_combination" for reason in verdict.refusals)
    assert verdict.allowed is (not verdict.refusals)


def _check_powers(function, level, kind, stand, powers):
    casting, veto, second = powers
    jointly = stand.effect == Effect.DECIDES and function in JOINT_OR_DELEGATED and level == "2"
    assert stand.casting_vote is (jointly and casting)
    assert stand.veto is (jointly and veto)
    assert stand.agreement_needed is (jointly and function == "incentive_schemes")
    assert stand.chair_second_vote is (stand.effect is not None and second and not stand.casting_vote)
    if level != "2" or kind != "joint_committee":
        assert not (stand.casting_vote or stand.veto or stand.agreement_needed)  # noqa: PT018


@pytest.mark.parametrize("function", Function)
def test_every_combination_of_level_committee_remit_and_terms(function):
    seen = 0
    for _, level, kind, other, holds in (case for case in CASES if case[0] == function):
        for powers in POWERS:
            body, stand, has_other = _stand(function, level, kind, holds, other, powers)
            _check_effect(function, level, kind, holds, stand, has_other)
            _check_reasons(stand.verdict)
            _check_powers(function, level, kind, stand, powers)
            for asked, has_it in ((veto_verdict, stand.veto), (casting_vote_verdict, stand.casting_vote)):
                verdict = asked(stand, body)
                _check_reasons(verdict)
                assert verdict.allowed is has_it
                if level == "3":
                    assert any(r.code.endswith("_at_level_3") for r in verdict.refusals)
            seen += 1
    assert seen == 4 * 8 * 2 * 2 * 8
