"""Which route to a decision is open to which function at which level: asked of the engine's own rules, never written twice.

Each route is asked in the plainest case (``plain_case``), once with terms and settings that give everything they can and
once with none: open in both it is open, open in the first alone it hangs on them, open in neither it is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from committees.rights import sources as s
from committees.rights.entitlement import entitlement
from committees.rights.levels import cell
from committees.rights.nhs_england import casting_vote_verdict, veto_verdict
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.routes.consent import needed_by
from committees.rights.routes.plain_case import CHAIR, OFFICER, PlainCase
from committees.terms import Act, Effect, Function, Level, Word


class Way(Word):
    """A route by which a decision is made, or by which somebody has a part in it."""

    VOTE = "vote", "the CCG's committee decides by a vote"
    VIEW = "view", "the CCG's committee records a view"
    NHS_ENGLAND = "nhs_england", "NHS England's officer decides"
    CONSULTATION = "consultation", "NHS England may consult the CCG"
    CASTING_VOTE = "casting_vote", "NHS England's casting vote"
    VETO = "veto", "NHS England's veto"
    AGREEMENT = "agreement", "NHS England must agree"
    CONSENT = "consent", "NHS England must consent beforehand"
    CORRESPONDENCE = "correspondence", "a vote by correspondence"
    OFFICER = "officer", "an officer of the CCG decides"
    CHAIRS_ACTION = "chairs_action", "chair's action"
    PANEL = "panel", "the Advisory Panel may be called"
    SHADOW = "shadow", "a shadow recommendation"


class Opening(Word):
    """How far a route is open."""

    OPEN = "open", "yes"
    IF_SET = "if_set", "if the terms or settings say so"
    SHUT = "shut", "no"


@dataclass(frozen=True, slots=True)
class Cell:
    """One route for one function at one level, and the rule that decides it. ``reason`` tells it in a sentence."""

    function: Function
    level: Level
    way: Way
    opening: Opening
    reason: Reason

    @property
    def source(self) -> Source:
        return self.reason.source


def table() -> Iterator[Cell]:
    """Every cell: function by function, level by level, route by route."""
    for function in Function:
        for level in Level:
            for way in Way:
                yield ask(function, level, way)


def ask(function: Function, level: Level, way: Way) -> Cell:
    """One cell."""
    question = _ASKED[way]
    generous, bare = (question(PlainCase(function, level, generous)) for generous in (True, False))
    if bare:
        return Cell(function, level, way, Opening.OPEN, _deciding(bare))
    if generous:
        return Cell(function, level, way, Opening.IF_SET, _deciding(generous))
    return Cell(function, level, way, Opening.SHUT, _deciding(generous))


def _deciding(verdict: Verdict) -> Reason:
    """The refusal, or the ground on which it is allowed: an act's own rule gives it first."""
    return (verdict.refusals or verdict.reasons)[0]


# --- What is asked for each route ---
def _vote(case: PlainCase) -> Verdict:
    return _with_effect(case, Effect.DECIDES)


def _view(case: PlainCase) -> Verdict:
    return _with_effect(case, Effect.RECORDS_A_VIEW)


def _with_effect(case: PlainCase, effect: Effect) -> Verdict:
    stands = case.stands(case.body)
    if stands.effect is effect:
        ground = next(reason for reason in stands.verdict.reasons if reason.code in (effect, "own_business"))
        text = ground.text
        source = ground.source if effect is Effect.RECORDS_A_VIEW else cell(case.function, case.level).source
        return Verdict.of([Reason(effect, text, source, allows=True)])
    if stands.effect is not None:
        text = f"The committee {stands.effect.label} instead."
        return Verdict.of([Reason("other_effect", text, cell(case.function, case.level).source)])
    return stands.verdict


def _casting_vote(case: PlainCase) -> Verdict:
    return _in_the_pack(casting_vote_verdict(case.stands(case.body), case.body), s.LEVEL_2_CASTING)


def _veto(case: PlainCase) -> Verdict:
    return _in_the_pack(veto_verdict(case.stands(case.body), case.body), s.LEVEL_2_VETO)


def _in_the_pack(verdict: Verdict, source: Source) -> Verdict:
    """The pack names the power; its last reason is that the terms give it."""
    return Verdict.of([replace(verdict.reasons[-1], source=source)]) if verdict else verdict


def _agreement(case: PlainCase) -> Verdict:
    needed = case.stands(case.body).agreement_needed
    said = "NHS England must agree before it counts as carried." if needed else "No agreement is needed."
    return Verdict.of([Reason("agreement", said, cell(case.function, case.level).source, allows=needed)])


def _consent(case: PlainCase) -> Verdict:
    """Needed only of what the committee decides, at level 3, and where a rule asks for it."""
    stands = case.stands(case.body)
    needed = needed_by(case.consent, stands.authorities) if stands.effect is Effect.DECIDES else None
    if needed:
        return Verdict.of([replace(needed.why[0], allows=True)])
    silent = Source(cell(case.function, case.level).source.title, derived=True)
    return Verdict.of([Reason("consent.not_needed", "Nothing is delegated that would need consent.", silent)])


def _correspondence(case: PlainCase) -> Verdict:
    decides = _vote(case)
    if not decides:
        return decides
    room, act = case.room(by_correspondence=True), Act.OPEN_VOTING
    verdict = entitlement(act, person=CHAIR, seat=None, room=room, question=case.question(), account=case.secretary)
    said = [reason for reason in verdict.reasons if reason.code == f"{act}.by_correspondence"]
    return verdict if not verdict else Verdict.of(said)


def _nhs_england(case: PlainCase) -> Verdict:
    return _for_the_team(Act.DECIDE_FOR_NHS_ENGLAND, case)


def _consultation(case: PlainCase) -> Verdict:
    return _for_the_team(Act.CONSULT, case)


def _for_the_team(act: Act, case: PlainCase) -> Verdict:
    officer = case.nhs_england.id
    return entitlement(
        act,
        person=officer,
        seat=case.nhs_england,
        room=case.teams_room,
        question=None,
        outside=case.matter(case.team),
    )


def _officer(case: PlainCase) -> Verdict:
    return _between_meetings(Act.DECIDE_AS_OFFICER, case, person=OFFICER, seat=case.officer)


def _chairs_action(case: PlainCase) -> Verdict:
    return _between_meetings(Act.CHAIRS_ACTION, case, person=CHAIR)


def _panel(case: PlainCase) -> Verdict:
    return _between_meetings(Act.CALL_PANEL, case, person=CHAIR)


def _between_meetings(act: Act, case: PlainCase, *, person: int, seat=None) -> Verdict:
    matter = case.matter(case.body)
    return entitlement(
        act, person=person, seat=seat, room=case.room(), question=None, account=case.secretary, outside=matter
    )


def _shadow(case: PlainCase) -> Verdict:
    """Where a neighbour's committee decides and the CCG's own has no say; of a committee's own business nobody has."""
    return entitlement(
        Act.SHADOW,
        person=CHAIR,
        seat=None,
        room=case.room(),
        question=case.question(),
        account=case.secretary,
        shadow=case.shadowing,
    )


_ASKED: Mapping[Way, Callable[[PlainCase], Verdict]] = MappingProxyType(
    {
        Way.VOTE: _vote,
        Way.VIEW: _view,
        Way.NHS_ENGLAND: _nhs_england,
        Way.CONSULTATION: _consultation,
        Way.CASTING_VOTE: _casting_vote,
        Way.VETO: _veto,
        Way.AGREEMENT: _agreement,
        Way.CONSENT: _consent,
        Way.CORRESPONDENCE: _correspondence,
        Way.OFFICER: _officer,
        Way.CHAIRS_ACTION: _chairs_action,
        Way.PANEL: _panel,
        Way.SHADOW: _shadow,
    }
)

__all__ = ["Cell", "Opening", "Way", "ask", "table"]
