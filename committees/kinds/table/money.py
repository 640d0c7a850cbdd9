"""Money and policies: discretionary support, reviews, schemes, enhanced services, budgets. They change no register."""

from __future__ import annotations

from committees.kinds.declared import DecisionKind, Fact, FactType
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import LMC, first_day, practice, purchase_wrong, told
from committees.rights import sources
from committees.rights.reasons import Source
from committees.terms import Function

_GP = Function.GP_COMMISSIONING
_EVERY_GP = "All GPs of the CCG may gain by it: each is in conflict."
_TERM = (
    Fact(key="starts_on", label="First day", type=FactType.DAY),
    Fact(key="ends_on", label="Last day", type=FactType.DAY, required=False),
)
_SERVICE = (
    told("service", "What is to be done, and for whom"),
    Fact(key="practices", label="Practices that may take part", type=FactType.PRACTICES, required=False, least=1),
    Fact(
        key="price",
        label="How it is paid",
        type=FactType.TEXT,
        required=False,
        hint="By patient, by case, by practice.",
    ),
    Fact(key="amount", label="Cost in a year", type=FactType.MONEY, least=1),
    *_TERM,
)

KINDS = (
    DecisionKind(
        key="discretionary_support",
        label="discretionary support (section 96)",
        function=_GP,
        facts=(
            practice("Practice that is supported"),
            told("ground", "Why it is supported"),
            Fact(key="amount", label="Amount", type=FactType.MONEY, least=1),
            told("terms", "Conditions", required=False),
            told("claw_back", "When it is paid back", required=False),
        ),
        papers=("the practice's application, with its accounts", "the CCG's policy on discretionary support"),
        consultees=(LMC,),
        from_day="",
        source=Source("National Health Service Act 2006, section 96: help and support for contractors"),
    ),
    DecisionKind(
        key="pms_review",
        label="PMS review",
        function=_GP,
        facts=(
            told("scope", "What is reviewed, and what becomes of the money"),
            Fact(
                key="practices",
                label="Practices with a PMS agreement",
                type=FactType.PRACTICES,
                required=False,
                least=1,
            ),
            Fact(key="premium", label="Premium released in a year", type=FactType.MONEY, required=False, least=0),
            Fact(key="price", label="Price for a patient", type=FactType.MONEY, required=False, least=0),
            first_day(),
        ),
        papers=("premium of each practice, and how it is reinvested", "equality impact assessment"),
        consultees=(LMC,),
        outcomes=(_EVERY_GP,),
        source=policy_book("PMS reviews", derived=True),
    ),
    DecisionKind(
        key="incentive_scheme",
        label="local incentive scheme",
        function=Function.INCENTIVE_SCHEMES,
        facts=_SERVICE,
        papers=("the scheme, with what it pays for", "how its results are measured"),
        consultees=(LMC,),
        outcomes=("At level 2 NHS England must agree as well.", _EVERY_GP),
        wrong=purchase_wrong,
        from_day="starts_on",
        source=sources.TABLE_PAGE,
    ),
    DecisionKind(
        key="enhanced_service",
        label="enhanced service",
        function=_GP,
        facts=_SERVICE,
        papers=("specification of the service",),
        consultees=(LMC,),
        outcomes=(_EVERY_GP,),
        wrong=purchase_wrong,
        from_day="starts_on",
        source=Source("Terms of reference of the Wiltshire and Liverpool committees: newly designed enhanced services"),
    ),
    DecisionKind(
        key="budget",
        label="budget approval",
        function=Function.BUDGET,
        facts=(
            Fact(key="year", label="Financial year", type=FactType.TEXT, hint="For example 2016/17."),
            Fact(key="amount", label="Budget", type=FactType.MONEY, least=1),
            told("purpose", "What it is for", required=False),
        ),
        papers=("the budget, by heading",),
        from_day="",
        source=sources.TABLE_PAGE,
    ),
    DecisionKind(
        key="policy",
        label="policy on GP services",
        function=_GP,
        facts=(
            Fact(key="title", label="Title of the policy", type=FactType.TEXT),
            Fact(key="version", label="Version", type=FactType.TEXT, required=False),
            first_day("In force from"),
            Fact(key="review_on", label="To be reviewed by", type=FactType.DAY, required=False),
        ),
        papers=("the policy, with what changes in it",),
        consultees=(LMC,),
        source=policy_book("local policies", derived=True),
    ),
)
