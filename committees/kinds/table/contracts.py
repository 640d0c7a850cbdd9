"""Practices and their contracts: mergers, closures, new practices, changes of control, a contractor's notice."""

from __future__ import annotations

from datetime import date

from committees.kinds.declared import Clock, DecisionKind, Fact, FactType, Given, Sort, Start, Unit
from committees.kinds.policies import policy_book
from committees.kinds.table.shared import (
    HEALTHWATCH,
    LMC,
    NEIGHBOURS,
    PATIENTS,
    SCRUTINY,
    contract,
    day_before,
    first_day,
    practice,
    told,
)
from committees.rights.publication import months_after
from committees.rights.reasons import Source
from committees.rights.words import day_words
from committees.terms import Function, Verb
from practices.changes import Change, ChangeHolder, ClosePractice, EndContract, Merge, OpenPractice, ServeNotice

_GP = Function.GP_COMMISSIONING
_HANDING_BACK = Source(
    "DR Solicitors, handing back a contract: six months' notice; three of a single-handed GP's GMS contract"
)

#: Whole months of notice, by who gives it.
_NOTICE_MONTHS = {"gms": 6, "gms_sole": 3, "pms": 6}


def _merged(given: Given, day: date) -> tuple[Change, ...]:
    return (Merge(given["ended"], given["survivor"], day),)


def _with_itself(given: Given) -> tuple[str, ...]:
    if given.get("survivor") is not None and given.get("survivor") == given.get("ended"):
        return ("A practice cannot merge with itself: choose two practices.",)
    return ()


def _practice_closed(given: Given, day: date) -> tuple[Change, ...]:
    return (ClosePractice(given["practice"], day_before(day)),)


def _practice_opened(given: Given, day: date) -> tuple[Change, ...]:
    words = (given[key] for key in ("ods_code", "name", "address", "postcode"))
    return (OpenPractice(*words, given["ccg"], day),)


def _changed_hands(given: Given, day: date) -> tuple[Change, ...]:
    if "holder" not in given:
        return ()  # the same body holds it, and other people own that body
    return (ChangeHolder(given["contract"], given["holder"], day),)


def _given_back(given: Given, day: date) -> tuple[Change, ...]:
    text = f"Notice of {day_words(given['notice_on'])}; the contract ends after {day_words(given['last_day'])}."
    return (
        ServeNotice(given["contract"], "contractors", text, given["notice_on"]),
        EndContract(given["contract"], given["last_day"]),
    )


def _too_short(given: Given) -> tuple[str, ...]:
    if not {"terms", "notice_on", "last_day"} <= given.keys():
        return ()
    months = _NOTICE_MONTHS.get(given["terms"], 0)
    earliest = months_after(given["notice_on"], months)
    if given["last_day"] >= earliest:
        return ()
    return (
        f"The notice is too short: {months} months after {day_words(given['notice_on'])} is {day_words(earliest)}, and the "
        f"last day given is {day_words(given['last_day'])}. Give a last day on or after it, or have the notice given again.",
    )


def _notice_clock(terms: tuple[str, ...], months: int) -> Clock:
    return Clock(
        key=f"notice_{months}",
        label="The contract may end",
        start=Start.FACT,
        fact="notice_on",
        count=months,
        unit=Unit.MONTHS,
        sort=Sort.EARLIEST,
        who="the contractor",
        only_if=("terms", terms),
        source=_HANDING_BACK,
    )


KINDS = (
    DecisionKind(
        key="merger",
        label="practice merger",
        function=_GP,
        facts=(
            Fact(key="survivor", label="Practice that goes on", type=FactType.PRACTICE),
            Fact(key="ended", label="Practice that ends", type=FactType.PRACTICE),
            first_day("First day as one practice"),
            told("model", "What becomes of partners and contracts", required=False),
            told("rationale", "Why they merge, and what their patients gain", required=False),
            told("boundary", "The new boundary", required=False),
            told("cqc", "Registration with the Care Quality Commission", required=False),
        ),
        papers=("business case for the merger, with both practice codes", "report on the engagement of patients"),
        consultees=(PATIENTS, LMC, NEIGHBOURS, HEALTHWATCH),
        engagement="Patients of both practices are asked and told before.",
        outcomes=("The ended practice's contract ends; its list and its sites go to the practice that goes on.",),
        wrong=_with_itself,
        changes=(
            "The list, the sites and the patients of the practice that ends are the other's from the first day on; "
            "the ended practice's contract ends."
        ),
        effect=_merged,
        source=policy_book("practice mergers"),
    ),
    DecisionKind(
        key="practice_closure",
        label="practice closure",
        function=_GP,
        facts=(
            practice("Practice that closes"),
            told("ground", "Why it closes"),
            told("patients", "What becomes of its patients", required=False),
            first_day("First day without the practice"),
        ),
        papers=("options for the patients of the practice", "equality impact assessment"),
        consultees=(PATIENTS, LMC, NEIGHBOURS, SCRUTINY, HEALTHWATCH),
        engagement="Patients are written to before it is announced.",
        changes=(
            "The practice closes, with its sites and the contracts that are its alone: their last day is the day before the "
            "one stated."
        ),
        effect=_practice_closed,
        source=policy_book("practice closures", derived=True),
    ),
    DecisionKind(
        key="new_practice",
        label="new practice",
        function=_GP,
        facts=(
            Fact(key="ods_code", label="ODS code of the new practice", type=FactType.CODE),
            Fact(key="name", label="Name", type=FactType.TEXT),
            Fact(key="address", label="Address", type=FactType.LONG_TEXT),
            Fact(key="postcode", label="Postcode", type=FactType.POSTCODE),
            Fact(key="ccg", label="CCG that it belongs to", type=FactType.CCG),
            told("need", "Why another practice is needed", required=False),
            first_day("First day of the new practice"),
        ),
        papers=("assessment of the need",),
        consultees=(LMC, NEIGHBOURS, HEALTHWATCH),
        changes="There is a practice of this name and code in the CCG from the first day on.",
        effect=_practice_opened,
        source=Source(
            "Terms of reference of the Wiltshire and Liverpool committees: whether to establish new practices"
        ),
    ),
    DecisionKind(
        key="change_of_control",
        label="change of control",
        function=_GP,
        facts=(
            contract(part=True),
            Fact(key="controller", label="Who controls the contractor from then on", type=FactType.TEXT),
            Fact(
                key="holder",
                label="New holder of the contract",
                type=FactType.PROVIDER,
                required=False,
                hint="Only where another body holds it: leave it empty where the same body has other owners.",
            ),
            told("diligence", "Due diligence: what was looked at, and found"),
            told("engaged", "Whether the public was to be involved, and how it was"),
            first_day("Day of the change"),
        ),
        papers=("report on due diligence",),
        consultees=(LMC, HEALTHWATCH),
        engagement="Whether the public must be involved is considered, and the answer recorded.",
        outcomes=("The day on which the committee decides and the day on which it is authorised are two days.",),
        changes="The contract has its new holder from that day on, where another body holds it.",
        effect=_changed_hands,
        source=policy_book("changes of control", derived=True),
    ),
    DecisionKind(
        key="contractors_notice",
        label="contractor's notice",
        function=_GP,
        facts=(
            contract("Contract that is given back"),
            Fact(
                key="terms",
                label="Who gives notice",
                type=FactType.CHOICE,
                choices=(
                    ("gms", "a partnership or company with a GMS contract: six months"),
                    ("gms_sole", "a single-handed GP with a GMS contract: three months"),
                    ("pms", "whoever has a PMS agreement: six months"),
                    ("other", "another contract: as it says"),
                ),
                why=_HANDING_BACK,
            ),
            Fact(key="notice_on", label="Day on which notice was given", type=FactType.DAY, may_precede=True),
            Fact(key="last_day", label="Last day of the contract", type=FactType.DAY),
            told("next", "What becomes of the patients", required=False, hint="Procurement, a caretaker, dispersal."),
        ),
        papers=("the contractor's letter", "options: procurement, a caretaker, dispersal"),
        consultees=(LMC,),
        clocks=(_notice_clock(("gms", "pms"), 6), _notice_clock(("gms_sole",), 3)),
        verbs=tuple(verb for verb in Verb if verb is not Verb.REJECT),
        acts_by=frozenset({Verb.NOTE, Verb.RECEIVE, Verb.AGREE, Verb.APPROVE}),
        outcomes=(
            "The contractor ends it of right: the committee notes the notice, and decides what becomes of the patients.",
        ),
        wrong=_too_short,
        changes="The notice stands against the contract, which ends after its last day.",
        effect=_given_back,
        # It holds as soon as it is noted: the contract has its last day from then on.
        from_day="",
        source=_HANDING_BACK,
    ),
)
