"""The engine's answer to every act: may this person, for this seat, in this room, do it now, and why?

One rule for each act, collected in one table. An act that is not in the table is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from committees.rights import chairing, conditions, inviting, national, screening, shadowing, speaking, voting
from committees.rights.asked import Asked, Reasons
from committees.rights.citations import UNKNOWN
from committees.rights.conflicts import at_decision
from committees.rights.hanging import Hanging
from committees.rights.outside import Outside
from committees.rights.reasons import Verdict
from committees.rights.routes import consent, consulting, information, life, matters, officers, panel, urgency
from committees.rights.shadows import Shadowing
from committees.rights.voting import Elector, electors
from committees.rights.world import Account, Invitation, Question, Room, Seat
from committees.terms import Access, Act

__all__ = ["RULES", "Elector", "electors", "entitlement"]

RULES: Mapping[Act, Callable[[Asked], Reasons]] = MappingProxyType(
    {
        Act.READ_PAPER: speaking.read_paper,
        Act.SPEAK: speaking.speak,
        Act.DECLARE: speaking.declare,
        Act.RULE: chairing.rule,
        Act.PROPOSE: chairing.propose,
        Act.OPEN_VOTING: chairing.open_voting,
        Act.VOTE: voting.vote,
        Act.CLOSE_VOTING: chairing.close_voting,
        Act.SECOND_VOTE: chairing.second_vote,
        Act.NHS_ENGLAND_CASTING_VOTE: national.casting_vote,
        Act.AGREE: national.agree,
        Act.ANNOUNCE: chairing.announce,
        Act.RECALL: chairing.recall,
        Act.VETO: national.veto,
        Act.WITHDRAW: chairing.withdraw,
        Act.DEFER: chairing.defer,
        Act.RECORD_ATTENDANCE: chairing.record_attendance,
        Act.RUN_AGENDA: chairing.run_agenda,
        Act.CLOSE_SITTING: chairing.close_sitting,
        Act.RECORD_CONDITION: conditions.record_condition,
        Act.SCREEN: screening.screen,
        Act.ADD_PAPER: screening.add_paper,
        Act.INVITE: inviting.invite,
        Act.SHADOW: shadowing.shadow,
        Act.RAISE_MATTER: matters.raise_matter,
        Act.READ_OUTSIDE: matters.read,
        Act.CONSULT: consulting.consult,
        Act.RESPOND: consulting.respond,
        Act.DECIDE_FOR_NHS_ENGLAND: consulting.decide,
        Act.ASK_CONSENT: consent.ask,
        Act.ANSWER_CONSENT: consent.answer,
        Act.ASK_INFORMATION: information.ask,
        Act.ANSWER_INFORMATION: information.answer,
        Act.CALL_PANEL: panel.call,
        Act.NAME_ADVISER: panel.name_adviser,
        Act.ADVISE: panel.advise,
        Act.FOLLOW_ADVICE: panel.follow,
        Act.DECIDE_AS_OFFICER: officers.decide,
        Act.CHAIRS_ACTION: urgency.take,
        Act.REPORT_OUTSIDE: urgency.report,
        Act.STATE_FACTS: life.state_facts,
        Act.KEEP_LIFE: life.keep,
        Act.SIGN_OFF: life.sign_off,
    }
)

#: Acts about a matter outside a meeting: without one there is nothing to be done.
ON_A_MATTER = frozenset(
    {
        Act.CONSULT,
        Act.RESPOND,
        Act.DECIDE_FOR_NHS_ENGLAND,
        Act.ASK_CONSENT,
        Act.ANSWER_CONSENT,
        Act.ASK_INFORMATION,
        Act.ANSWER_INFORMATION,
        Act.CALL_PANEL,
        Act.NAME_ADVISER,
        Act.ADVISE,
        Act.FOLLOW_ADVICE,
        Act.DECIDE_AS_OFFICER,
        Act.CHAIRS_ACTION,
        Act.REPORT_OUTSIDE,
        Act.STATE_FACTS,
        Act.KEEP_LIFE,
        Act.SIGN_OFF,
    }
)

#: Acts that decide: in them, who leaves for the decision is out of the room.
DECIDING = frozenset(RULES) - {Act.READ_PAPER, Act.SPEAK, Act.DECLARE, Act.SCREEN, Act.ADD_PAPER}


def entitlement(
    act: Act,
    *,
    person: int | None,
    seat: Seat | None,
    room: Room,
    question: Question | None,
    account: Account | None = None,
    access: Access = Access.PUBLIC,
    about: int | None = None,
    replacing: bool = False,
    condition: Hanging | None = None,
    invitation: Invitation | None = None,
    outside: Outside | None = None,
    shadow: Shadowing | None = None,
) -> Verdict:
    """May ``person`` do ``act`` now? Every reason is given; what no rule allows is refused.

    ``seat``: the seat a vote is cast from. ``account``: by whose hands, None where the seat itself asks. ``access``: of
    the paper to be read. ``about``: whose conflict is ruled on, or whose interest is declared. ``replacing``: the act
    corrects an entry: a vote until the result is announced, closed or not; attendance, a declaration or a ruling also
    once the meeting is closed, by who records. ``condition``: whose outcome is recorded. ``invitation``: to which
    seat ``about`` is invited for the item. ``outside``: the matter, of what is done outside a meeting; ``shadow``:
    the part, of a shadow recommendation.
    """
    rule = RULES.get(act)
    at = at_decision(room) if act in DECIDING else room
    asked = Asked(
        act=act,
        person=person,
        seat=seat,
        room=at,
        question=question,
        account=account,
        access=access,
        about=about,
        replacing=replacing,
        condition=condition,
        invitation=invitation,
        outside=outside,
        shadow=shadow,
    )
    if rule is None:
        return Verdict.of([asked.no("unknown", f"no rule says who may do this in {asked.committee}.", UNKNOWN)])
    if act in ON_A_MATTER and outside is None:
        return Verdict.of([asked.no("no_matter", f"no matter is before {asked.committee}.", UNKNOWN)])
    return Verdict.of(dict.fromkeys(rule(asked)))
