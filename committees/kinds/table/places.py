"""Where practices see patients: branches, moves, boundaries, premises and rent."""

from __future__ import annotations

from datetime import date

from committees.kinds.declared import DecisionKind, Fact, FactType, Given
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import (
    HEALTHWATCH,
    LMC,
    NEIGHBOURS,
    PATIENTS,
    SCRUTINY,
    day_before,
    first_day,
    practice,
    told,
)
from committees.rights.reasons import Source
from committees.terms import Function
from practices.changes import Change, CloseSite, MoveSite, OpenSite, SetBoundary

_GP = Function.GP_COMMISSIONING
_OUTER = Source("National Health Service (Primary Medical Services) amendments, SI 2012/970: outer boundaries")
_NEW_PLACE = (
    Fact(key="name", label="Name of the place", type=FactType.TEXT),
    Fact(key="address", label="Address", type=FactType.LONG_TEXT),
    Fact(key="postcode", label="Postcode", type=FactType.POSTCODE),
)


def _branch_closed(given: Given, day: date) -> tuple[Change, ...]:
    return (CloseSite(given["site"], day_before(day)),)


def _moved(given: Given, day: date) -> tuple[Change, ...]:
    return (MoveSite(given["site"], given["name"], given["address"], given["postcode"], day),)


def _opened(given: Given, day: date) -> tuple[Change, ...]:
    return (OpenSite(given["practice"], given["name"], given["address"], given["postcode"], day),)


def _bounded(given: Given, day: date) -> tuple[Change, ...]:
    return (SetBoundary(given["practice"], given["which"], given["text"], day),)


KINDS = (
    DecisionKind(
        key="branch_closure",
        label="branch closure",
        function=_GP,
        facts=(
            Fact(key="site", label="Branch that closes", type=FactType.SITE, part=True),
            first_day("First day without the branch", part=True),
            told("transport", "Transport, and patients who are vulnerable", required=False, part=True),
            Fact(
                key="dispensing",
                label="Does the branch dispense?",
                type=FactType.YES_NO,
                required=False,
                part=True,
            ),
            told("options", "Options considered", required=False),
        ),
        papers=(
            "the practice's application",
            "options considered",
            "report on the engagement of patients",
            "equality impact assessment",
        ),
        consultees=(PATIENTS, LMC, NEIGHBOURS, SCRUTINY, HEALTHWATCH),
        engagement=(
            "How far the public must be involved is itself a test: dates, responses and any extension of time are told, "
            "and patients get notice of the closure."
        ),
        outcomes=("Each site is decided by itself: one may be approved and another refused, or deferred.",),
        changes="The branch closes: its last day is the day before the one stated.",
        effect=_branch_closed,
        source=policy_book("branch closures"),
    ),
    DecisionKind(
        key="new_branch",
        label="new branch",
        function=_GP,
        facts=(
            practice("Practice that opens it"),
            *_NEW_PLACE,
            first_day("First day on which patients are seen there"),
        ),
        papers=("the practice's application", "premises: lease, cost and survey"),
        consultees=(LMC, NEIGHBOURS),
        changes="The practice sees patients at one more place from the first day on.",
        effect=_opened,
        source=policy_book("premises", derived=True),
    ),
    DecisionKind(
        key="relocation",
        label="relocation of a surgery",
        function=_GP,
        facts=(
            Fact(key="site", label="Surgery that moves", type=FactType.SITE),
            *_NEW_PLACE,
            first_day("First day on which patients are seen at the new place"),
            told("lease", "The new lease, and what becomes of the old", required=False),
        ),
        papers=("project initiation document or business case", "the new lease", "equality impact assessment"),
        consultees=(PATIENTS, LMC, NEIGHBOURS, SCRUTINY),
        engagement="Patients are told where the surgery goes, from when, and how to get there.",
        changes="The surgery is at the new address from the first day on.",
        effect=_moved,
        source=policy_book("premises", derived=True),
    ),
    DecisionKind(
        key="premises",
        label="premises",
        function=_GP,
        facts=(
            practice(),
            told(
                "scheme", "What is decided on the premises", hint="A new lease, an improvement, space that stays empty."
            ),
            Fact(key="amount", label="Cost to the CCG in a year", type=FactType.MONEY, required=False, least=0),
            first_day(),
        ),
        papers=("project initiation document or business case",),
        consultees=(LMC,),
        outcomes=("Capital expenditure is reserved to NHS England at every level.",),
        source=policy_book("premises", derived=True),
    ),
    DecisionKind(
        key="rent",
        label="rent reimbursement",
        function=_GP,
        facts=(
            practice("Practice whose rent is reimbursed"),
            Fact(key="amount", label="Rent reimbursed in a year", type=FactType.MONEY, least=1),
            told(
                "ground",
                "Why it changes",
                hint="A new lease, a review of the rent, space that stays empty.",
                required=False,
            ),
            first_day("First day of the new rent", may_precede=True, hint="A review of a rent may reach back."),
        ),
        papers=("valuation of the rent",),
        source=policy_book("premises costs", derived=True),
    ),
    DecisionKind(
        key="boundary_change",
        label="boundary change",
        function=_GP,
        facts=(
            practice("Practice whose boundary changes"),
            Fact(
                key="which",
                label="Which boundary",
                type=FactType.CHOICE,
                choices=(("inner", "practice boundary"), ("outer", "outer boundary")),
                hint="Within the outer boundary a practice may keep patients who move a little way off.",
                why=_OUTER,
            ),
            Fact(
                key="change",
                label="Smaller or larger",
                type=FactType.CHOICE,
                choices=(("reduce", "smaller"), ("expand", "larger"), ("other", "both, or drawn for the first time")),
            ),
            told("text", "The new boundary, in words"),
            Fact(
                key="outside",
                label="Registered patients who live outside the new boundary",
                type=FactType.NUMBER,
                required=False,
                least=0,
            ),
            first_day("First day of the new boundary"),
        ),
        papers=("the practice's application", "map of the boundary as it is and as it will be"),
        consultees=(LMC, NEIGHBOURS),
        engagement="Registered patients who come to live outside it are told what it means for them.",
        changes="The boundary is as described from the first day on.",
        effect=_bounded,
        source=policy_book("boundary changes"),
    ),
)
