"""What each act of a committee's book says in a chronology. An act without words here fails a test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from committees.rights.words import day_words, listed, sentence_case
from committees.terms import AdviserRole, Followed, PanelGround
from decisions import models as m
from decisions.chronology.lines import What
from decisions.chronology.told import Told, part_words
from decisions.life.entries import NOT_SO, sort_of
from decisions.minutes.words import stop
from decisions.models import OutsideAct
from decisions.outside.book import ROUTES

Words = Callable[[Any, Told], What]


def _consulted(act: m.Consultation, told: Told) -> What:
    asked = f"{act.ccg.short_name} was consulted; an answer is asked for by {day_words(act.respond_by)}."
    return What(asked, (f"Proposed: {stop(act.text)}",))


def _responded(act: m.ConsultationResponse, told: Told) -> What:
    return What(f"{act.consultation.ccg.short_name} answered: {stop(act.text)}", _reason(act))


def _consent_asked(act: m.ConsentRequest, told: Told) -> What:
    return What(f"NHS England's consent was asked for: {stop(act.text)}")


def _consent_answered(act: m.ConsentAnswer, told: Told) -> What:
    return What(f"NHS England {'gave' if act.given else 'refused'} its consent.", _reason(act))


def _asked(act: m.InformationRequest, told: Told) -> What:
    return What(f"NHS England was asked, by {day_words(act.due_on)}: {stop(act.text)}")


def _informed(act: m.InformationAnswer, told: Told) -> What:
    return What(f"NHS England answered: {stop(act.text)}")


def _referred(act: m.PanelReferral, told: Told) -> What:
    ground = PanelGround(act.ground).label
    return What(f"{act.panel.name} was called, because of {ground}.", (f"Asked: {stop(act.text)}",))


def _adviser(act: m.Adviser, told: Told) -> What:
    return What(f"{act.person.name} was asked to advise, as a {AdviserRole(act.role).label} ({act.sits}).")


def _advised(act: m.Advice, told: Told) -> What:
    return What(f"The panel advised: {stop(act.text)}", _reason(act))


def _taken(act: m.AdviceTaken, told: Told) -> What:
    day = day_words(act.resolution.item.meeting.date)
    return What(f"The advice was {Followed(act.followed).label} by the decision of {day}.", _reason(act))


def _decided(act: m.OutsideDecision, told: Told) -> What:
    signed = [
        f"{told.person(each.person_id)} ({each.seat.title}), {each.how}"
        for each in told.rows.signatures.get(act.pk, ())
    ]
    details = [
        *(f"{label}: {stop(text)}" for label, text in (
            ("How the answer was taken into account", act.how_taken),
            ("Members asked beforehand", act.members_asked),
        ) if text.strip()),
        *([f"Signed by {listed(signed)}."] if signed else []),
    ]  # fmt: skip
    how = sentence_case(ROUTES.get(act.route, "decided"))
    return What(f"{how}: {stop(act.text)}", (*details, *_reason(act)))


def _reported(act: m.Report, told: Told) -> What:
    item = act.item
    return What(f"The decision was put before the meeting of {day_words(item.meeting.date)}, item {item.number}.")


def _step(act: m.LifeEntry, told: Told) -> What:
    step = sort_of(act.entry)
    said = f"{part_words(act.limb)}{step.label}{f': {act.party}' if act.party.strip() else ''}"
    if act.answer == NOT_SO:
        return What(f"{said}: taken back, it was not so.", _reason(act))
    details = [*([stop(act.text)] if act.text.strip() else [])]
    details += [f"{sentence_case(step.due or 'due')}: {day_words(act.due_on)}."] if act.due_on else []
    answer = f": {step.chosen(act.answer)}" if act.answer else ""
    if act.answers is not None:
        details.append(f"It answers: {sort_of(act.answers.entry).label}, {day_words(act.answers.on_day)}.")
    return What(f"{said}{answer}.", (*details, *_reason(act)))


def _in_effect(act: m.EffectApplied, told: Told) -> What:
    changes = tuple(stop(str(each)) for each in act.changes) if isinstance(act.changes, list) else ()
    return What(f"{part_words(act.limb)}The decision took effect from {day_words(act.on_day)}.", changes)


def _held(act: m.EffectHeld, told: Told) -> What:
    """Why names the decisions that do not fit together: not to whom one of them may be kept from."""
    if told.kept:
        return What(f"{part_words(act.limb)}The effect of the decision is held.")
    return What(f"{part_words(act.limb)}The effect of the decision is held: {stop(act.reason)}")


def _reason(act: OutsideAct) -> tuple[str, ...]:
    label = "Put right, because" if getattr(act, "replaces_id", None) else "Reason"
    return (f"{label}: {stop(act.reason)}",) if act.reason.strip() else ()


WORDS: dict[type[OutsideAct], Words] = {
    m.Consultation: _consulted,
    m.ConsultationResponse: _responded,
    m.ConsentRequest: _consent_asked,
    m.ConsentAnswer: _consent_answered,
    m.InformationRequest: _asked,
    m.InformationAnswer: _informed,
    m.PanelReferral: _referred,
    m.Adviser: _adviser,
    m.Advice: _advised,
    m.AdviceTaken: _taken,
    m.OutsideDecision: _decided,
    m.Report: _reported,
    m.LifeEntry: _step,
    m.EffectApplied: _in_effect,
    m.EffectHeld: _held,
}
