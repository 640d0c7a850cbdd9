"""What a committee asks NHS England, and its answer. At any level: it answers as a partner and decides nothing by it."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.authority import existence
from committees.rights.citations import PROCEDURE, RECORD
from committees.rights.offices import named_for_nhs_england
from committees.rights.reasons import Source
from committees.rights.routes.conflicts import kept_out
from committees.rights.seats import presiding
from committees.terms import CommitteeKind, Power

#: No paper says who may ask or answer, by when, or at which level.
INFORMATION = Source(
    "A committee may ask NHS England what it needs to know, at any level, and NHS England answers as a partner",
    derived=True,
)
#: Who answers for NHS England: its case officers, and its officers who hold its powers.
ANSWERS = frozenset({Power.PREPARE, Power.VETO})


def ask(asked: Asked) -> Reasons:
    """By who runs the committee's business, or holds its chair; never by whom the registers show in conflict on it."""
    committee = asked.room.committee
    reasons = [
        *existence(committee, asked.room.day),
        *_runs_or_presides(asked),
        *kept_out(asked.act, asked.room, asked.person, asked.hands),
    ]
    if committee.kind is CommitteeKind.NHS_ENGLAND_TEAM:
        text = f"{asked.committee} is NHS England's own: it does not ask itself."
        reasons.append(asked.no("own_team", text, INFORMATION, "A committee of a CCG."))
    text = f"{asked.name} may ask NHS England for information for {asked.committee}, whatever the level."
    return grounds(asked, reasons, text, INFORMATION)


def answer(asked: Asked) -> Reasons:
    """By NHS England's case officer, or its officer, posted to the committee; once, and by nobody in conflict."""
    reasons = [
        *_for_nhs_england(asked),
        *named_for_nhs_england(asked),
        *kept_out(asked.act, asked.room, asked.person, asked.hands),
    ]
    if not asked.matter.asked:
        reasons.append(asked.no("not_asked", f"{asked.committee} has asked no such thing.", RECORD))
    if asked.matter.answered:
        text = "NHS England has answered this already: what it said stays in the record."
        reasons.append(asked.no("answered", text, RECORD, f"{asked.committee} can ask anew."))
    text = f"{asked.name} may answer {asked.committee} for NHS England: an answer, and no decision."
    return grounds(asked, reasons, text, INFORMATION)


def _runs_or_presides(asked: Asked) -> Reasons:
    account = asked.account
    if account is not None and Power.RUN_BUSINESS in account.powers:
        return
    own = account.person if account is not None else asked.person
    chair = presiding(asked.room)
    if own is not None and own == chair.person:
        return
    text = f"{asked.name} neither runs the business of {asked.committee} nor presides over it."
    yield asked.no("not_theirs", text, PROCEDURE, f"The secretary of {asked.committee}, or its chair.")


def _for_nhs_england(asked: Asked) -> Reasons:
    if asked.account is None or not asked.account.powers & ANSWERS:
        text = f"{asked.name} does not answer for NHS England to {asked.committee}."
        ask_whom = f"NHS England's case officer or officer posted to {asked.committee}."
        yield asked.no("not_nhs_england", text, INFORMATION, ask_whom)
