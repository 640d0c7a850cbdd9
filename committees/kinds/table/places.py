"""Where practices see patients: branches, relocation, boundaries, premises and rent."""

from __future__ import annotations

from datetime import date, timedelta

from committees.kinds.declared import DecisionKind, Fact, FactType, Given
from committees.kinds.policies import policy_book
from committees.terms import Function
from practices.changes import Change, CloseSite

_GP = Function.GP_COMMISSIONING


def _branch_closed(given: Given, day: date) -> tuple[Change, ...]:
    return (CloseSite(given["site"], day - timedelta(days=1)),)


KINDS = (
    DecisionKind(
        key="branch_closure",
        label="branch closure",
        function=_GP,
        facts=(
            Fact(key="site", label="Branch that closes", type=FactType.SITE, part=True),
            Fact(key="effective_on", label="First day without the branch", type=FactType.DAY, part=True),
        ),
        effect=_branch_closed,
        source=policy_book("branch closures"),
    ),
    DecisionKind(key="boundary_change", label="boundary change", function=_GP),
    DecisionKind(key="premises", label="relocation or premises", function=_GP),
    DecisionKind(key="rent", label="rent reimbursement", function=_GP),
)
