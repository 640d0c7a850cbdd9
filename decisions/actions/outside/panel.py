"""The Advisory Panel: it is called, peers are asked, it advises, and the committee says what it made of the advice."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from committees.facts import committee_facts
from committees.models import Committee
from committees.powers import Actor
from committees.rights.seats import presiding
from committees.terms import Act, AdviserRole, Followed, PanelGround
from decisions.actions.outside.bench import in_book
from decisions.gate import require
from decisions.models import Advice, AdviceTaken, Adviser, PanelReferral
from decisions.outside import advising
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already


def call_panel(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    panel: int,
    ground: PanelGround,
    question: str,
    when: datetime | None = None,
) -> PanelReferral:
    """A committee calls a panel (its key) on a contentious matter, with its question. Whoever chairs the committee acts."""
    with in_book(actor, committee, matter, when) as bench:
        body = Committee.objects.filter(pk=panel).prefetch_related("ccgs").first()
        before = advising.referrals(committee, matter)
        waits = any(advising.advice_of(each) is None for each in before)
        chair = presiding(bench.record.room).person
        verdict = require(
            may_outside(
                Act.CALL_PANEL,
                actor,
                bench.record,
                person=chair,
                panel=committee_facts(body) if body is not None else None,
                ground=PanelGround(ground),
                asked=waits,
                answered=False,
                settled=decided_already(committee, matter),
            )
        )
        text = _words(question, "Give the question that the panel is asked.")
        return bench.write(PanelReferral(panel=body, ground=ground.value, text=text), verdict, by=chair)


def name_adviser(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    referral: int,
    person: int,
    role: AdviserRole,
    when: datetime | None = None,
) -> Adviser:
    """Somebody (their key) is asked to advise on a referral, checked against the registers that day."""
    with in_book(actor, committee, matter, when, also=[person]) as bench:
        record, on = bench.record, _referral(committee, matter, referral)
        if person not in record.people:
            raise ValidationError("Choose who is asked to advise.")
        holder = advising.holders(record, [person]).get(person)
        chair = presiding(record.room).person
        fields = advising.about_referral(on)
        fields |= advising.proposed(record, holder, person, AdviserRole(role), advising.area(record))
        verdict = require(may_outside(Act.NAME_ADVISER, actor, record, person=chair, about=person, **fields))
        sits = holder.words[:200] if holder else ""
        return bench.write(Adviser(referral=on, person_id=person, role=role.value, sits=sits), verdict, by=chair)


def advise(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    referral: int,
    recommendation: str,
    reasons: str,
    adviser: int | None = None,
    when: datetime | None = None,
) -> Advice:
    """What the panel recommends, and why: said by ``adviser`` (None: by who asks), once."""
    people = Adviser.objects.filter(referral=referral).values_list("person", flat=True)
    with in_book(actor, committee, matter, when, also=[adviser, *people]) as bench:
        on = _referral(committee, matter, referral)
        by = adviser if adviser is not None else actor.person
        fields = advising.about_referral(on) | advising.as_adviser(bench.record, on, by)
        verdict = require(may_outside(Act.ADVISE, actor, bench.record, person=by, **fields))
        text = _words(recommendation, "Say what the panel recommends.")
        why = _words(reasons, "Give the reasons of the recommendation.")
        return bench.write(Advice(referral=on, text=text, reason=why), verdict, by=by)


def follow_advice(
    *,
    actor: Actor,
    committee: int,
    matter: int,
    referral: int,
    resolution: int,
    followed: Followed,
    reason: str = "",
    when: datetime | None = None,
) -> AdviceTaken:
    """Whether the committee, in a decision of its own on the matter (its key), followed the advice; why, unless it did."""
    with in_book(actor, committee, matter, when) as bench:
        on = _referral(committee, matter, referral)
        known = {each.pk: each for each in advising.decided(committee, matter)}
        fields = advising.about_referral(on)
        if on is not None:
            fields |= advising.about_decision(known.get(resolution), on)
        verdict = require(may_outside(Act.FOLLOW_ADVICE, actor, bench.record, **fields))
        advice = advising.advice_of(on)
        why = reason.strip()
        if followed is not Followed.FOLLOWED and not why:
            raise ValidationError("Say why the advice was not followed, or not in every part.")
        act = AdviceTaken(advice=advice, resolution_id=resolution, followed=followed.value, reason=why)
        return bench.write(act, verdict)


def _referral(committee: int, matter: int, referral: int) -> PanelReferral | None:
    """The referral, where this committee called the panel on this matter."""
    return next((each for each in advising.referrals(committee, matter) if each.pk == referral), None)


def _words(said: str, otherwise: str) -> str:
    if not said.strip():
        raise ValidationError(otherwise)
    return said.strip()
