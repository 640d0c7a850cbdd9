"""What NHS England does about a committee's decision: casting vote, agreement, veto. And the chair's second vote."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError

from committees.powers import Actor
from committees.rights.windows import lapse
from committees.terms import Act, CastingHolder, Choice, Power
from decisions.actions.bench import Bench, on_resolutions
from decisions.actions.returning import return_to_agenda
from decisions.actions.steps import at_its_time
from decisions.facts import ResolutionFacts
from decisions.gate import may_on_resolution, require
from decisions.models import Agreement, CastingVote, Veto
from decisions.national import nhs_england_member, who_breaks_tie
from decisions.outcome import casting_open_to, veto_of


def use_casting_vote(
    *, actor: Actor, resolution: int, choice: Choice, person: int | None = None, when: datetime | None = None
) -> CastingVote:
    """Break a tie, for or against; ``Choice.NOT_VOTING`` is to decline, and the motion falls."""
    with on_resolutions(actor, [resolution], when) as bench:
        return cast_one(bench, bench.resolution(resolution), choice, person)


def cast_one(bench: Bench, of: ResolutionFacts, choice: Choice, person: int | None = None) -> CastingVote:
    """The casting vote on one decision; ``person`` None: whoever may break the tie."""
    choice = Choice(choice)
    if choice == Choice.ABSTAINED:
        raise ValidationError("A casting vote is for the motion, against it, or declined.")
    holder = casting_open_to(of)
    act = Act.SECOND_VOTE if holder == CastingHolder.CHAIR else Act.NHS_ENGLAND_CASTING_VOTE
    with at_its_time(bench, of):
        person = person or who_breaks_tie(bench.record, of)
        verdict = require(may_on_resolution(act, bench.actor, bench.record, of, person=person))
        return bench.write(
            CastingVote(opening=of.opening, holder=holder, choice=choice), verdict, by=person, sittings=[of.sitting.pk]
        )


def give_agreement(
    *, actor: Actor, resolution: int, given: bool, reason: str = "", when: datetime | None = None
) -> Agreement:
    """NHS England's agreement to a local incentive scheme at level 2, or its refusal (with a reason)."""
    with on_resolutions(actor, [resolution], when) as bench:
        return answer_one(bench, bench.resolution(resolution), given=given, reason=reason)


def answer_one(bench: Bench, of: ResolutionFacts, *, given: bool, reason: str = "") -> Agreement:
    """NHS England's agreement to one decision, or its refusal."""
    if not given and not reason.strip():
        raise ValidationError("Say why NHS England does not agree.")
    if of.opening is None:
        raise ValidationError("NHS England is asked once the committee has voted on the motion.")
    person = bench.actor.person
    if bench.actor.account is None or Power.VETO not in bench.actor.on(of.sitting.committee.id):
        person = nhs_england_member(bench.record, of.sitting, of.item)
    verdict = require(may_on_resolution(Act.AGREE, bench.actor, bench.record, of, person=person))
    return bench.write(
        Agreement(opening=of.opening, given=given, reason=reason.strip()),
        verdict,
        by=person,
        sittings=[of.sitting.pk],
    )


def use_veto(*, actor: Actor, resolution: int, reason: str, when: datetime | None = None) -> Veto:
    """NHS England vetoes a carried decision, saying why. It returns to the committee's next agenda, or waits for one."""
    return _veto(actor, resolution, True, reason, when)


def waive_veto(*, actor: Actor, resolution: int, reason: str = "", when: datetime | None = None) -> Veto:
    """NHS England says that it will not veto."""
    return _veto(actor, resolution, False, reason, when)


def _veto(actor: Actor, resolution: int, used: bool, reason: str, when: datetime | None) -> Veto:
    with on_resolutions(actor, [resolution], when) as bench:
        return veto_one(bench, bench.resolution(resolution), used=used, reason=reason)


def veto_one(bench: Bench, of: ResolutionFacts, *, used: bool, reason: str = "") -> Veto:
    """NHS England's veto of one decision, or its waiver.

    A decision that is vetoed is before its committee again: on its next agenda, in the same transaction. What a file
    tells of another day changes no agenda.
    """
    verdict = require(may_on_resolution(Act.VETO, bench.actor, bench.record, of))
    if used and not reason.strip():
        raise ValidationError("Say why NHS England vetoes this decision. The reason goes into the minutes.")
    act = Veto(announcement=of.announcement, used=used, reason=reason.strip())
    bench.write(act, verdict, sittings=[of.sitting.pk])
    if used and not bench.imports:
        return_to_agenda(bench, of, bench.today)
    return act


def lapse_one(bench: Bench, of: ResolutionFacts, today: date) -> Veto | None:
    """The time of the veto of one decision has passed unused: written by nobody, once. None where that is not so."""
    verdict = lapse(veto_of(of, today), on_record=of.veto is not None)
    if not verdict:
        return None
    return bench.write(Veto(announcement=of.announcement, used=False, lapsed=True), verdict, sittings=[of.sitting.pk])
