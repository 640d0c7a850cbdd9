"""How long NHS England may veto a carried decision, and where its veto stands. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from committees.rights.windows import is_over
from committees.terms import VetoState
from decisions.working_days import working_days_after


def veto_ends_on(voting_closed_on: date, working_days: int | None, holidays: Container[date]) -> date | None:
    """The last day on which a veto may be used, to midnight in London; None: until the sitting closes.

    ``working_days`` are whole working days after the day on which voting closed, as the terms say; ``holidays`` are
    the bank holidays of England. The pack gives the power and no time for it: the window is the terms' own.
    """
    if working_days is None:
        return None
    if working_days < 0:
        raise ValueError("A veto's window cannot be less than no days.")
    return working_days_after(voting_closed_on, working_days, holidays)


def veto_confirmed_on(last_day: date | None, sitting_closed_on: date | None) -> date | None:
    """From which day an unused veto leaves a decision confirmed: the day after ``last_day``, which ended at midnight.

    Without a last day it is the day on which the sitting closed; None while that is open.
    """
    return sitting_closed_on if last_day is None else last_day + timedelta(days=1)


def veto_state(
    *,
    has_veto: bool,
    used: bool,
    waived: bool,
    sitting_closed: bool,
    working_days: int | None,
    voting_closed_on: date,
    today: date,
    holidays: Container[date],
    agreement_given: bool = False,
    cast_for: bool = False,
    lapsed: bool = False,
) -> VetoState:
    """Where NHS England's veto of a carried decision stands on ``today`` (the day in London).

    ``has_veto``: the power as fixed when voting opened. ``agreement_given``: NHS England's agreement was needed and
    given; ``cast_for``: its own casting vote was for the motion. After either there is no veto.
    ``lapsed``: that its time passed unused is on record; by the clock it has lapsed without that (``is_over``).
    """
    if used:
        return VetoState.USED
    if not has_veto or agreement_given or cast_for:
        return VetoState.NONE
    if waived:
        return VetoState.WAIVED
    last_day = veto_ends_on(voting_closed_on, working_days, holidays)
    over = is_over(working_days, last_day, today, sitting_closed=sitting_closed)
    return VetoState.LAPSED if lapsed or over else VetoState.OPEN
