"""NHS England's time to veto: when it is over, and that what was carried is then confirmed. Pure.

The pack gives the power and no time for it: the window is the terms' own, fixed when voting opened.
"""

from __future__ import annotations

from datetime import date

from committees.rights.citations import RECORD
from committees.rights.reasons import Reason, Verdict
from committees.terms import Act, VetoState

CODE = f"{Act.VETO}.time"


def is_over(working_days: int | None, last_day: date | None, today: date | None, *, sitting_closed: bool) -> bool:
    """Whether the time of a veto has passed on ``today``, the day in London. The one rule for it.

    ``working_days`` None: until the sitting closes, whatever the day. Else it runs to midnight at the end of
    ``last_day``, whether or not the sitting has closed; a last day that nobody knows is past.
    """
    if working_days is None:
        return sitting_closed
    return last_day is None or today is None or today > last_day


def lapse(state: VetoState, *, on_record: bool) -> Verdict:
    """Whether time alone confirms a carried decision: the veto was there, was not used, and its time has passed.

    ``state``: where the veto stands that day; ``on_record``: what became of it is written already.
    """
    if state is not VetoState.LAPSED:
        return Verdict.of([Reason(CODE, f"No veto lapses here: {state.label}.", RECORD)])
    if on_record:
        return Verdict.of([Reason(CODE, "What became of this veto is on record already.", RECORD)])
    text = "NHS England did not use its veto, and the time for it has passed: the decision is confirmed."
    return Verdict.of([Reason(CODE, text, RECORD, allows=True)])
