"""Who keeps the facts and the course of a matter: its application, its steps, its entry in the register of procurement."""

from __future__ import annotations

from committees.rights.asked import Asked, Reasons, grounds
from committees.rights.authority import existence
from committees.rights.citations import PROCEDURE
from committees.rights.reasons import Source
from committees.rights.routes.conflicts import kept_out
from committees.terms import Power

#: No paper says who fills in a matter; the staff who run the committee's business prepare it.
PREPARED = Source(
    "The facts and steps of a matter are kept by whoever runs the business of a committee that has it before it, or "
    "prepares its papers for NHS England",
    derived=True,
)
SIGNED_OFF = Source(
    "An entry of the register of procurement decisions is published once whoever runs the committee's business has signed "
    "it off",
    derived=True,
)
_HANDS = frozenset({Power.RUN_BUSINESS, Power.PREPARE})


def state_facts(asked: Asked) -> Reasons:
    """By who runs the committee's business or prepares its papers, and by nobody in conflict on the matter."""
    text = f"{asked.name} may state the facts of this matter for {asked.committee}."
    return grounds(asked, _kept_by(asked, _HANDS), text, PREPARED)


def keep(asked: Asked) -> Reasons:
    """By who runs the committee's business or prepares its papers, and by nobody in conflict on the matter."""
    text = f"{asked.name} may record the steps of this matter for {asked.committee}."
    return grounds(asked, _kept_by(asked, _HANDS), text, PREPARED)


def sign_off(asked: Asked) -> Reasons:
    """By who runs the committee's business, and by nobody in conflict on the matter."""
    text = f"{asked.name} may sign off what {asked.committee} decided, for the register of procurement decisions."
    return grounds(asked, _kept_by(asked, frozenset({Power.RUN_BUSINESS})), text, SIGNED_OFF)


def _kept_by(asked: Asked, powers: frozenset[Power]) -> Reasons:
    yield from existence(asked.room.committee, asked.room.day)
    if asked.account is None or not asked.account.powers & powers:
        text = f"{asked.name} does not run the business of {asked.committee}."
        yield asked.no("not_theirs", text, PROCEDURE, f"The secretary of {asked.committee}.")
    yield from kept_out(asked.act, asked.room, asked.person, asked.hands)
