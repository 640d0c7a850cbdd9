"""Contractual performance: notices, sanctions, termination."""

from __future__ import annotations

from datetime import date, timedelta

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Given, Sort, Start, Unit
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import LMC, contract, day_before, first_day, told
from committees.rights.reasons import Source
from committees.terms import Function
from practices.changes import Change, EndContract, ServeNotice

_PERFORMANCE = Function.PERFORMANCE
BREACHES = Source("Local medical committees, breach and remedial notices: at least 28 days to put a breach right")
REMEDY_DAYS = 28

_BREACH = told("breach", "The breach")
_NOTICES_BEFORE = told("notices", "Notices before it", required=False)
_NEXT = "The contractor may dispute it: NHS Resolution decides."


def _remedial(given: Given, day: date) -> tuple[Change, ...]:
    text = f"{given['breach']}\n{given['steps']}"
    return (ServeNotice(given["contract"], "remedial", text, day, day + timedelta(days=given["days"])),)


def _too_soon(given: Given) -> tuple[str, ...]:
    days = given.get("days")
    if days is None or days >= REMEDY_DAYS or given.get("risk"):
        return ()
    return (
        f"A notice of {days} days is too short: it must be at least {REMEDY_DAYS} days ({BREACHES.title}), unless patients "
        "are at risk or a material loss threatens. Give more days, or say that it is so.",
    )


def _breach(given: Given, day: date) -> tuple[Change, ...]:
    return (ServeNotice(given["contract"], "breach", given["breach"], day),)


def _sanctioned(given: Given, day: date) -> tuple[Change, ...]:
    return (ServeNotice(given["contract"], "sanction", given["text"], day),)


def _terminated(given: Given, day: date) -> tuple[Change, ...]:
    return (EndContract(given["contract"], day_before(day)),)


KINDS = (
    DecisionKind(
        key="remedial_notice",
        label="remedial notice",
        function=_PERFORMANCE,
        facts=(
            contract(),
            _BREACH,
            told("steps", "Steps that put it right"),
            Fact(key="days", label="Days to put it right", type=FactType.NUMBER, least=1, why=BREACHES),
            Fact(
                key="risk",
                label="Are patients at risk, or does a material loss threaten?",
                type=FactType.YES_NO,
                required=False,
                hint=f"Only then may it be less than {REMEDY_DAYS} days.",
            ),
            first_day("Day on which the notice is served"),
        ),
        papers=("report on the breach, with evidence", "report of the Care Quality Commission, where it comes of one"),
        clocks=(
            Clock(
                key="remedy",
                label="End of the shortest time to put it right",
                start=Start.NOTICE,
                count=REMEDY_DAYS,
                unit=Unit.DAYS,
                sort=Sort.EARLIEST,
                who="the contractor",
                source=BREACHES,
            ),
        ),
        outcomes=("For a breach that can be put right. Not put right, sanctions or termination may follow.", _NEXT),
        wrong=_too_soon,
        changes="The notice stands against the contract, with the day by which it is to be put right.",
        effect=_remedial,
        source=BREACHES,
    ),
    DecisionKind(
        key="breach_notice",
        label="breach notice",
        function=_PERFORMANCE,
        facts=(contract(), _BREACH, first_day("Day on which the notice is served")),
        papers=("report on the breach, with evidence",),
        outcomes=("For a breach that cannot be put right: it is not to be repeated.", _NEXT),
        changes="The notice stands against the contract.",
        effect=_breach,
        source=BREACHES,
    ),
    DecisionKind(
        key="sanction",
        label="sanction",
        function=_PERFORMANCE,
        facts=(
            contract(),
            told("text", "The sanction, and its limits"),
            told("ground", "Why"),
            _NOTICES_BEFORE,
            Fact(key="amount", label="Amount withheld", type=FactType.MONEY, required=False, least=0),
            first_day("First day of the sanction"),
        ),
        papers=("the notices before it, and what followed",),
        consultees=(LMC,),
        outcomes=(_NEXT,),
        changes="The sanction stands against the contract.",
        effect=_sanctioned,
        source=BREACHES,
    ),
    DecisionKind(
        key="termination",
        label="termination of a contract",
        function=_PERFORMANCE,
        facts=(
            contract("Contract that is terminated"),
            told("ground", "The ground"),
            _NOTICES_BEFORE,
            told("safety", "Safety of patients", required=False),
            told("next", "What becomes of the patients", required=False, hint="A caretaker, procurement, dispersal."),
            first_day("First day without the contract"),
        ),
        papers=("the notices before it, and what followed", "plan for the patients"),
        consultees=(LMC,),
        outcomes=(_NEXT,),
        changes="The contract ends: its last day is the day before the one stated.",
        effect=_terminated,
        source=policy_book("termination", derived=True),
    ),
)
