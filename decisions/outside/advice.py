"""The Advisory Panel: as a section of the matter's page. From the call to what the committee made of the advice."""

from __future__ import annotations

from collections.abc import Iterator

from committees.facts import committee_facts
from committees.models import Committee
from committees.powers import Actor
from committees.rights.reasons import Verdict
from committees.rights.routes.panel import AS_NEEDED
from committees.rights.seats import presiding
from committees.rights.sources import LOCAL_COMMITTEES
from committees.rights.words import day_words, sentence_case, the
from committees.rights.world import Person
from committees.terms import Act, AdviserRole, Followed, PanelGround
from decisions.actions.outside import panel as actions
from decisions.models import Adviser, PanelReferral
from decisions.outside import advising
from decisions.outside.advice_forms import Advise, CallPanel, Follow, NameAdviser
from decisions.outside.advising import advice_of, taken_of
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.outside.in_meetings import decided_already
from decisions.outside.parts import TAKES_PART
from decisions.outside.sections import Asks, Line, Press, Section
from practices.clock import LONDON

COLOURS = {Followed.FOLLOWED: "green", Followed.IN_PART: "yellow", Followed.NOT_FOLLOWED: "orange"}
OWN_DECISION = "The panel recommends; the final decision is the committee's own."
CALL = "call-panel"
_GROUPS = {
    AdviserRole.PEER: "Peers who sit on the panel",
    AdviserRole.OUTSIDE_CLINICIAN: "Clinicians from outside the area",
}


def is_adviser(actor: Actor, record: OutsideRecord) -> bool:
    """Whether the asker was asked to advise this committee on this matter. One query."""
    if actor.person is None:
        return False
    asked = Adviser.objects.filter(person=actor.person, committee=record.committee.id, matter=record.matter)
    return asked.exists()


def section(asks: Asks) -> Section | None:
    """The calls of the panel on this matter, and what can be done about the last; None where the CCG has no panel."""
    record = asks.record
    found = advising.referrals(record.committee.id, record.matter.pk)
    bodies = advising.panels(record)
    if not found and not bodies:
        return None
    call = _call(asks, found, bodies)
    if not found and not call.verdict and asks.pressed != CALL:  # pressed by hand: told why not
        return None
    lines = [line for referral in found for line in _lines(referral)]
    presses = [call]
    for referral in found[-1:]:
        presses += [*_name(asks, referral), _advise(asks, referral), *_follow(asks, referral)]
    return Section(
        key="panel",
        title="Advisory Panel",
        said=(OWN_DECISION if found else f"The panel is not called on this matter. {OWN_DECISION}",),
        lines=tuple(lines),
        presses=tuple(presses),
        sources=(AS_NEEDED, LOCAL_COMMITTEES),
    )


def _lines(referral: PanelReferral) -> Iterator[Line]:
    panel = the(committee_facts(referral.panel))
    yield Line(
        f"{sentence_case(panel)} was called on {PanelGround(referral.ground).label}.",
        _when(referral),
        (f"Question: {referral.text}",),
        None if advice_of(referral) else ("advice awaited", "yellow"),
    )
    for adviser in referral.advisers.all():
        text = f"{adviser.person} was asked to advise, as {AdviserRole(adviser.role).label}."
        details = (adviser.sits, "The registers showed no conflict on the matter.")
        yield Line(text, _when(adviser), tuple(filter(None, details)))
    advice = advice_of(referral)
    if advice is None:
        return
    said = f"The panel recommends: {advice.text}"
    yield Line(said, _when(advice), (f"Reasons: {advice.reason}", f"Said by {advice.by}."), ("advised", "blue"))
    taken = taken_of(referral)
    if taken is not None:
        item = taken.resolution.item
        yield Line(
            f"The committee decided (item {item.number}, {day_words(item.meeting.date)}) and told what it made of it.",
            _when(taken),
            (f"Reason: {taken.reason}",) if taken.reason else (),
            (Followed(taken.followed).label, COLOURS[Followed(taken.followed)]),
        )


def _when(act) -> str:
    then = act.happened_at.astimezone(LONDON)
    return f"{day_words(then.date())}, {then:%H:%M}"


def _called(asks: Asks) -> dict:
    return {"actor": asks.actor, "committee": asks.record.committee.id, "matter": asks.record.matter.pk}


def _call(asks: Asks, found: list[PanelReferral], bodies: list[Committee]) -> Press:
    record = asks.record
    waits = any(advice_of(referral) is None for referral in found)
    verdict = may_outside(
        Act.CALL_PANEL,
        asks.actor,
        record,
        person=presiding(record.room).person,
        panel=committee_facts(bodies[0]) if bodies else None,
        ground=PanelGround.CONTRACT,  # which one is for the form to say
        asked=waits,
        settled=decided_already(record.committee.id, record.matter.pk),
    )
    form = CallPanel(asks.sent(CALL), auto_id="id_call_panel_%s", panels=[(body.pk, body.name) for body in bodies])

    def do(form) -> str:
        said = form.cleaned_data
        ground = PanelGround(said["ground"])
        actions.call_panel(**_called(asks), panel=said["panel"], ground=ground, question=said["question"])
        return "The panel is called. Ask peers from other CCGs to advise."

    hint = "It advises on a contentious matter; it meets only as needed, and the committee decides."
    return Press(CALL, "Call the Advisory Panel", form, verdict, do, hint, "Call the panel")


def _name(asks: Asks, referral: PanelReferral) -> Iterator[Press]:
    """The press, with everybody who could be asked; those who cannot are named with the reason."""
    fields = advising.about_referral(referral)
    chair = presiding(asks.record.room).person
    verdict = may_outside(Act.NAME_ADVISER, asks.actor, asks.record, person=chair, **fields)
    offered, refused = _candidates(asks, referral, chair, fields) if verdict else ([], [])
    form = NameAdviser(asks.sent("name-adviser"), auto_id="id_name_adviser_%s", people=offered)

    def do(form) -> str:
        role, person = form.cleaned_data["who"]
        adviser = actions.name_adviser(**_called(asks), referral=referral.pk, person=person, role=role)
        return f"{adviser.person} is asked to advise."

    left_out = f" Left out: {' '.join(refused)}" if refused else ""
    hint = f"Each is checked against the registers.{left_out}"
    yield Press("name-adviser", "Ask somebody to advise", form, verdict, do, hint, "Ask them")


def _candidates(asks: Asks, referral: PanelReferral, chair: int | None, fields: dict) -> tuple[list, list[str]]:
    """Those who may be asked, by role, as choices; and why not the others. A fixed number of queries."""
    by_role = advising.could_advise(asks.record, referral)
    held = advising.holders(asks.record, {person for people in by_role.values() for person in people})
    record = advising.with_people(asks.record, [each.person for each in held.values()])
    within = advising.area(record)
    offered, refused = [], []
    for role, people in by_role.items():
        choices = []
        for person in people:
            holder = held[person]
            facts = fields | advising.proposed(record, holder, person, role, within)
            verdict = may_outside(Act.NAME_ADVISER, asks.actor, record, person=chair, about=person, **facts)
            if verdict:
                choices.append((f"{role}-{person}", _named(holder.person, holder.comes_from)))
            elif person not in facts["advised_by"]:
                refused.append(verdict.refusals[0].text)
        if choices:
            offered.append((_GROUPS[role], choices))
    return offered, refused


def _named(person: Person, ccgs) -> str:
    return f"{person.name} ({', '.join(ccg.name for ccg in ccgs)})" if ccgs else person.name


def _advise(asks: Asks, referral: PanelReferral) -> Press:
    """By an adviser in their own name, or in the name of one of them by who records for the committee."""
    advisers = [(adviser.person_id, adviser.person.name) for adviser in referral.advisers.all()]
    own = asks.actor.person in {pk for pk, _ in advisers}
    record = advising.with_people(asks.record, [Person(pk, name) for pk, name in advisers])
    fields = advising.about_referral(referral)

    def may(by: int | None) -> Verdict:
        return may_outside(
            Act.ADVISE, asks.actor, record, person=by, **fields | advising.as_adviser(record, referral, by)
        )

    verdicts = [may(asks.actor.person)] if own or not advisers else [may(pk) for pk, _ in advisers]
    verdict = next((each for each in verdicts if each), verdicts[0])
    form = Advise(asks.sent("advise"), auto_id="id_advise_%s", advisers=advisers, own=own)

    def do(form) -> str:
        said = form.cleaned_data
        actions.advise(
            **_called(asks),
            referral=referral.pk,
            recommendation=said["recommendation"],
            reasons=said["reasons"],
            adviser=said.get("adviser"),
        )
        return "The panel's advice is recorded. The committee decides."

    hint = "The question: " + referral.text
    return Press("advise", "Record the panel's advice", form, verdict, do, hint, "Record the advice")


def _follow(asks: Asks, referral: PanelReferral) -> Iterator[Press]:
    """Once there is advice: of a decision that came after it."""
    advice = advice_of(referral)
    if advice is None:
        return
    known = advising.decided(asks.record.committee.id, asks.record.matter.pk)
    after = [each for each in known if each.at >= advice.happened_at]
    named = after or known
    fields = advising.about_referral(referral)
    fields |= advising.about_decision(named[-1] if named else None, referral)
    verdict: Verdict = may_outside(Act.FOLLOW_ADVICE, asks.actor, asks.record, **fields)
    choices = [(each.pk, each.words) for each in named]
    form = Follow(asks.sent("follow-advice"), auto_id="id_follow_%s", decisions=choices)

    def do(form) -> str:
        said = form.cleaned_data
        actions.follow_advice(
            **_called(asks),
            referral=referral.pk,
            resolution=said["decision"],
            followed=Followed(said["followed"]),
            reason=said["reason"],
        )
        return "Whether the advice was followed is recorded."

    hint = "The decision is made, and stays the committee's own."
    yield Press("follow-advice", "Record whether the advice was followed", form, verdict, do, hint, "Record it")


TAKES_PART.append(is_adviser)
