"""What becomes of the conditions of a carried decision: who may record it, and what time alone brings about.

South West London's paper of January 2016 asks its committee to confirm four recommendations "subject to the formal
commencement of level 3 delegated commissioning", two of them also "subject to local CCG Governing Body
discussions/decisions". It does not say who notes that a condition is met; the rules here are derived.
"""

from __future__ import annotations

from datetime import date

from committees.rights import sources as s
from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.citations import PROCEDURE, RECORD
from committees.rights.hanging import Hanging
from committees.rights.reasons import Reason, Verdict
from committees.rights.taking_effect import not_in_effect
from committees.rights.words import day_words, sentence_case
from committees.terms import Act, ConditionState, Outcome, Power

#: Whose account it must be. The committee may have closed its meeting long ago, and been stood down since.
RECORDS = (Power.RUN_BUSINESS, Power.RECORD)

SUBJECT_TO = s.operating_model("5. Summary", "subject to the formal commencement of level 3", derived=True)


def record_condition(asked: Asked) -> Reasons:
    """What became of a condition: by who runs the business of, or records for, the committee that decided or that is
    awaited; of a decision that is carried and stands; once, unless it is put right."""
    hanging = asked.condition
    if hanging is None:
        return (asked.no("no_condition", f"this decision of {asked.committee} hangs on no condition.", RECORD),)
    reasons = [*_whose(asked, hanging), *_stands(asked, hanging), *_once(asked, hanging), *not_in_effect(asked)]
    text = f"what became of a condition of this decision of {asked.committee} may be recorded."
    return grounds(asked, reasons, text, SUBJECT_TO)


def _whose(asked: Asked, hanging: Hanging) -> Reasons:
    own = asked.account.powers if asked.account is not None else frozenset()
    for committee, powers in ((asked.committee, own), (hanging.awaits, hanging.powers)):
        power = next((power for power in RECORDS if power in powers), None)
        if power is not None:
            yield asked.yes("runs_business", f"in {committee} this account may {power.label}.", PROCEDURE)
            return
    either = f"{asked.committee} or of {hanging.awaits}" if hanging.awaits else asked.committee
    text = f"only the secretary of {either} may {asked.act.label}."
    yield asked.no("not_the_secretary", text, PROCEDURE, f"the secretary of {either}.")


def _stands(asked: Asked, hanging: Hanging) -> Reasons:
    if hanging.outcome is None:
        text = f"{asked.committee} has announced no result of this: nothing hangs on a condition yet."
        yield asked.no("not_announced", text, RECORD, "Announce the result first.")
    elif hanging.outcome is Outcome.VETOED:
        text = "NHS England has vetoed this decision: it hangs on nothing any more."
        yield asked.no("vetoed", text, s.LEVEL_2_VETO, f"{asked.committee}, by a new decision.")
    elif hanging.outcome is Outcome.AWAITS_AGREEMENT:
        text = "this is not carried before NHS England has agreed to it: nothing hangs on a condition yet."
        yield asked.no("awaits_agreement", text, s.TABLE_PAGE, "NHS England, by its agreement.")
    elif hanging.outcome is not Outcome.CARRIED:
        text = "the motion was not carried: there is no decision that could hang on a condition."
        yield asked.no("not_carried", text, RECORD, f"{asked.committee}, by a new decision.")


def _once(asked: Asked, hanging: Hanging) -> Reasons:
    known = hanging.state is not ConditionState.AWAITED
    if known and not asked.replacing:
        text = f"it is recorded already that this condition is {_became(hanging.state)}."
        yield asked.no("recorded", text, RECORD, "Correct the entry, with the reason: both stay in the record.")
    if asked.replacing and not known:
        text = "nothing is recorded of this condition that could be corrected: it is awaited."
        yield asked.no("nothing_to_correct", text, RECORD, "Record what became of it.")


def _became(state: ConditionState) -> str:
    return state.label if state is ConditionState.DISCHARGED else f"not met: it {state.label}"


def lapse(due_on: date | None, today: date, state: ConditionState, outcome: Outcome | None) -> Verdict:
    """Whether time alone ends a condition of a carried decision: its last day is over, and it was not met."""
    code = f"{Act.RECORD_CONDITION}.time"
    if outcome is not Outcome.CARRIED or state is not ConditionState.AWAITED or due_on is None or due_on >= today:
        return Verdict.of([Reason(code, "No day has passed that would end this condition.", RECORD)])
    text = sentence_case(f"the last day for this condition, {day_words(due_on)}, has passed without its being met.")
    return Verdict.of([Reason(code, text, RECORD, allows=True)])
