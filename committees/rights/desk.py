"""Who may see NHS England's desk: whoever holds one of its powers over a committee, or sits on its own team."""

from __future__ import annotations

from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.words import listed
from committees.terms import Power

#: What NHS England may do, and its case officers for it.
OF_NHS_ENGLAND = (Power.VETO, Power.CONSENT, Power.PREPARE)
DESK = Source("What awaits NHS England is for those who act for it", derived=True)


def desk(name: str, powers: frozenset[Power], *, on_team: bool) -> Verdict:
    """May this account see the desk? ``powers``: on any committee, that day; ``on_team``: a seat on NHS England's team."""
    held = [power.label for power in OF_NHS_ENGLAND if power in powers]
    if not held and not on_team:
        text = f"{name} holds none of NHS England's powers over any committee, and no seat on its team."
        who_can = "NHS England's officers and case officers, each for the committees to which they are posted."
        return Verdict.of([Reason("desk.not_nhs_england", text[:1].upper() + text[1:], DESK, who_can=who_can)])
    held += ["sit on NHS England's team"] if on_team else []
    text = f"{name} may {listed(held)}, and so sees what awaits NHS England there."
    return Verdict.of([Reason("desk.may", text, DESK, allows=True)])
