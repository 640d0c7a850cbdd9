"""Closing a practice's list to new patients for a time, and what becomes of the patients of a practice that closes."""

from __future__ import annotations

from datetime import date, timedelta

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Given, Sort, Start, Unit
from committees.kinds.policies import gms, pms, policy_book
from committees.kinds.table.shared import (
    HEALTHWATCH,
    LMC,
    NEIGHBOURS,
    SCRUTINY,
    day_before,
    first_day,
    practice,
    told,
)
from committees.rights.publication import months_after
from committees.rights.words import day_words
from committees.terms import Function
from practices.changes import Change, CloseList, ClosePractice, DispersePatients

_GP = Function.GP_COMMISSIONING
_OTHERS = (LMC, NEIGHBOURS, "those whom the practice says it has spoken with")

_ACKNOWLEDGE = Clock(
    key="acknowledge",
    label="Acknowledge the application",
    start=Start.RECEIVED,
    count=7,
    unit=Unit.DAYS,
    who="the commissioner",
    source=gms("paragraph 33"),
)
_DECIDE = Clock(
    key="decide",
    label="Decide on the application",
    start=Start.RECEIVED,
    count=21,
    unit=Unit.DAYS,
    who="the committee",
    source=gms("paragraphs 33 and 36", derived=True),
)
_BAR = Clock(
    key="apply_again",
    label="The practice may apply again, unless circumstances change before",
    start=Start.REFUSED,
    count=3,
    unit=Unit.MONTHS,
    sort=Sort.BAR,
    who="the practice",
    source=pms("paragraph 34"),
)
_REFUSED = (
    "Refused: the practice is told why in writing, with copies to those consulted, and may not apply again for three "
    "months from the decision or the end of a dispute about it, unless its circumstances change."
)


def _last_day(first: date, months: int) -> date:
    return months_after(first, months) - timedelta(days=1)


def _closed(given: Given, day: date) -> tuple[Change, ...]:
    return (CloseList(given["practice"], day, _last_day(day, given["months"])),)


def _stays_closed(given: Given, day: date) -> tuple[Change, ...]:
    first = given["closed_until"] + timedelta(days=1)
    return (CloseList(given["practice"], first, _last_day(first, given["months"]), extends=True),)


def _dispersed(given: Given, day: date) -> tuple[Change, ...]:
    if given["option"] != "disperse":
        return ()  # a contract is sought: its award is a decision of its own
    closing = (ClosePractice(given["practice"], day_before(day)),) if given.get("closes") else ()
    return (DispersePatients(given["practice"], given["to"], day), *closing)


def _reopened(given: Given, day: date) -> tuple[str, ...]:
    """A closure is extended while it runs: a list that has reopened is closed by a new application."""
    last = given.get("closed_until")
    if last is None or day <= last:
        return ()
    return (f"The list reopened on {day_words(last + timedelta(days=1))}: decide a closure.",)


def _to_itself(given: Given) -> tuple[str, ...]:
    if given.get("practice") in given.get("to", ()):
        return ("The patients cannot be dispersed to the practice that they leave: choose others.",)
    return ()


KINDS = (
    DecisionKind(
        key="list_closure",
        label="list closure",
        function=_GP,
        facts=(
            practice("Practice whose list closes"),
            Fact(
                key="months",
                label="Months for which the list closes",
                type=FactType.NUMBER,
                least=3,
                most=12,
                why=gms("paragraph 33"),
            ),
            told("options", "Options tried, and their effect"),
            told("patients", "Discussions with patients, and a summary of their views"),
            told("contractors", "Discussions with other contractors"),
            told("support", "Support that would keep the list open"),
            told("plans", "Plans for the time of closure"),
            first_day("First day on which the list is closed"),
        ),
        papers=("the practice's written application",),
        consultees=_OTHERS,
        engagement="The application summarises the discussions with patients and their views.",
        clocks=(_ACKNOWLEDGE, _DECIDE, _BAR),
        outcomes=(
            "Approved: a closure notice names the period, the day of closing and the day of reopening, with copies to the "
            "LMC and those consulted. The list still takes the immediate family of its patients.",
            _REFUSED,
        ),
        changes="The list takes no new patients from the first day to the last, and reopens by itself on the day after.",
        effect=_closed,
        source=gms("paragraphs 33 and 34"),
    ),
    DecisionKind(
        key="list_extension",
        label="extension of a list closure",
        function=_GP,
        facts=(
            practice("Practice whose list stays closed"),
            Fact(
                key="closed_until",
                label="Last day of the closure as it stands",
                type=FactType.DAY,
                may_precede=True,
            ),
            Fact(
                key="months",
                label="Months for which the list stays closed",
                type=FactType.NUMBER,
                least=1,
                most=12,
                why=gms("paragraph 36"),
            ),
            told("options", "Options tried, and their effect"),
        ),
        papers=("the practice's written application",),
        consultees=_OTHERS,
        clocks=(
            Clock(
                key="apply",
                label="Apply for the extension",
                start=Start.FACT,
                fact="closed_until",
                count=8,
                unit=Unit.WEEKS,
                before=True,
                who="the practice",
                source=gms("paragraph 36"),
            ),
            _ACKNOWLEDGE,
            _BAR,
        ),
        outcomes=("Approved: the list stays closed after the last day of the closure.", _REFUSED),
        changes="The list stays closed to new patients until the new last day.",
        too_late=_reopened,
        effect=_stays_closed,
        # It holds as soon as it is decided: a list that has reopened is closed by a new application.
        from_day="",
        source=gms("paragraph 36"),
    ),
    DecisionKind(
        key="dispersal",
        label="list dispersal or procurement",
        function=_GP,
        facts=(
            practice("Practice whose patients need another"),
            Fact(
                key="option",
                label="What is decided",
                type=FactType.CHOICE,
                choices=(("disperse", "disperse the list"), ("procure", "procure a new contract")),
            ),
            told("capacity", "Capacity of the practices nearby"),
            told("vulnerable", "Vulnerable patients, and what is done for them", required=False),
            told("letters", "Letters to patients, and their dates", required=False),
            told("unregistered", "How those who do not register elsewhere are allocated", required=False),
            Fact(key="cost", label="Cost", type=FactType.MONEY, required=False, least=0),
            Fact(
                key="to",
                label="Practices on the choice map",
                type=FactType.PRACTICES,
                least=1,
                only_if=("option", ("disperse",)),
            ),
            Fact(
                key="closes",
                label="Does the practice close with it?",
                type=FactType.YES_NO,
                required=False,
                only_if=("option", ("disperse",)),
            ),
            first_day("First day with other practices", only_if=("option", ("disperse",))),
        ),
        papers=(
            "options: dispersal, procurement, a caretaker",
            "capacity of the practices nearby, with a choice map",
            "equality impact assessment",
        ),
        consultees=(LMC, NEIGHBOURS, SCRUTINY, HEALTHWATCH),
        engagement="Patients are written to before it is announced, and told of the practices they can choose.",
        wrong=_to_itself,
        changes=(
            "Dispersed: the patients are those of the practices on the choice map from the first day on; the practice "
            "closes, where that is part of it."
        ),
        effect=_dispersed,
        source=policy_book("list dispersal and procurement", derived=True),
    ),
)
