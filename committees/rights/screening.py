"""Preparing a meeting: papers, and looking through what the registers show before it. The chair disposes of conflicts."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds, meeting_open
from committees.rights.authority import existence
from committees.rights.citations import CHAIR_DECIDES, OWN_CASE, PROCEDURE
from committees.rights.reasons import Source
from committees.terms import Power

#: No paper says who writes NHS England's papers for a committee.
NATIONAL_PAPERS = Source("NHS England prepares its papers for a committee by those it posts to it", derived=True)


def screen(asked: Asked) -> Reasons:
    """By who runs the committee's business, and not of their own interest. The chair disposes, by a ruling."""
    reasons = [*_prepares(asked)]
    account = asked.account
    if account is not None and asked.about is not None and asked.about == account.person:
        text = "nobody looks through a conflict of their own: another does."
        ask = "Another secretary of a committee concerned; the chair rules on it in any case."
        reasons.append(asked.no("own_conflict", text, OWN_CASE, ask))
    text = f"who runs the business of {asked.committee} looks through what the registers show; the chair disposes."
    return grounds(asked, reasons, text, CHAIR_DECIDES)


def add_paper(asked: Asked) -> Reasons:
    """By who runs the committee's business, or prepares for NHS England before it, until it has closed its meeting."""
    if asked.account is not None and Power.PREPARE in asked.account.powers:
        text = f"NHS England's case officers and officers posted to {asked.committee} put papers before it."
        return grounds(asked, _in_time(asked), text, NATIONAL_PAPERS)
    text = f"who runs the business of {asked.committee} puts papers before it."
    return grounds(asked, _prepares(asked), text, PROCEDURE)


def _in_time(asked: Asked) -> Reasons:
    yield from existence(asked.room.committee, asked.room.day)
    yield from meeting_open(asked, even_if_suspended=True)


def _prepares(asked: Asked) -> Reasons:
    yield from _in_time(asked)
    if asked.account is None or Power.RUN_BUSINESS not in asked.account.powers:
        text = f"only the secretary of {asked.committee} may {asked.act.label}."
        yield asked.no("not_the_secretary", text, PROCEDURE, f"The secretary of {asked.committee}.")
