"""Consultation and decision at level 1: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Iterator

from committees.powers import Actor
from committees.rights.outside import Outside
from committees.rights.reasons import Verdict
from committees.rights.routes.consulting import WAITED_FOR, deciders
from committees.rights.sources import CONSULTED_MAY, LEVEL_1_DECISIONS
from committees.rights.words import day_words, level_words, listed, sentence_case, what
from committees.terms import Act, CommitteeKind, Power, Say, Verb
from decisions.actions.outside.consulting import consult, decide, respond
from decisions.models import OutsideDecision
from decisions.outcome import london_day
from decisions.outside.consulted_forms import Choices, ConsultForm, DecideForm, RespondForm
from decisions.outside.facts import OutsideRecord
from decisions.outside.gate import may_outside
from decisions.outside.level_1 import Consulted, ConsultedCcg, consulted_on
from decisions.outside.parts import TAKES_PART
from decisions.outside.sections import Asks, Line, Press, Section
from decisions.outside.speaking import is_of_the_ccgs, speaks_for

DONE_VERBS = {Verb.APPROVE: "approved", Verb.AGREE: "agreed", Verb.REJECT: "rejected", Verb.SUPPORT: "supported"}


def section(asks: Asks) -> Section | None:
    """Who decides, who was consulted with which answer, and the decision. Only in the book of a team of NHS England."""
    record = asks.record
    if record.committee.kind is not CommitteeKind.NHS_ENGLAND_TEAM:
        return None
    known = consulted_on(record)
    lines = [_consultation(each, known, asks) for each in known.rows]
    if known.decision is not None:
        lines.append(_decision(known, known.decision))
    presses = tuple(_presses(asks, known))
    waits = (reason.text for reason in presses[-1].verdict.refusals if reason.source == WAITED_FOR)
    return Section(
        key="nhs-england-decides",
        title="NHS England decides",
        said=(*_who_decides(record.outside), *waits),
        lines=tuple(lines),
        presses=presses,
        sources=(LEVEL_1_DECISIONS, CONSULTED_MAY),
    )


def _who_decides(matter: Outside) -> Iterator[str]:
    """Of each CCG, alike ones together: who decides at which level."""
    alike: dict[tuple, list[str]] = {}
    for each in matter.authorities:
        alike.setdefault((each.say, each.level), []).append(each.ccg.name if each.ccg else "the committee")
    for (say, level), names in alike.items():
        at = f" at {level_words(level)}" if level else ""
        subject, ccgs = what(matter.function), listed(names)
        if say is Say.CONSULTED:
            yield sentence_case(
                f"NHS England decides {subject} for {ccgs}{at}. The CCG may be consulted, and need not be."
            )
        elif say is Say.RESERVED:
            yield sentence_case(f"{subject} is reserved to NHS England at any level, and is not decided here.")
        else:
            yield sentence_case(f"{subject} for {ccgs}{at} is not decided by NHS England's team.")


def _consultation(each: ConsultedCcg, known: Consulted, asks: Asks) -> Line:
    row = each.row
    by = f" by {row.by.name}" if row.by else ""
    until = day_words(row.respond_by)
    when = f"Consulted{by} on {day_words(london_day(row))}, to answer by {until}."
    text = f"{each.name} was consulted: {row.text}"
    if each.response is None:
        passed = row.respond_by < asks.today or known.decision is not None
        tag = ("no response", "grey") if passed else ("awaits a response", "blue")
        return Line(text=text, when=when, tag=tag)
    answered = london_day(each.response)
    who = f" ({each.response.by.name})" if each.response.by else ""
    late = answered > row.respond_by
    said = f"{each.name}{who}, {day_words(answered)}: {each.response.text}"
    return Line(text=text, when=when, details=(said,), tag=("answered late" if late else "answered", "green"))


def _decision(known: Consulted, act: OutsideDecision) -> Line:
    by = f", by {act.by.name}" if act.by else ""
    seat = f" ({act.seat.title})" if act.seat else ""
    details = [f"Reason: {act.reason}", *_how_taken(known)]
    return Line(
        text=act.text,
        when=f"Decided by NHS England on {day_words(london_day(act))}{by}{seat}, without a ballot.",
        details=tuple(details),
        tag=(DONE_VERBS.get(Verb(act.verb), "decided"), "orange" if act.verb == Verb.REJECT else "green"),
    )


def _how_taken(known: Consulted) -> Iterator[str]:
    act = known.decision
    if act is not None and act.how_taken:
        yield f"How the response was taken into account: {act.how_taken}"
    elif known.rows:
        yield f"{listed(each.name for each in known.rows)} was consulted and did not answer before the decision."
    else:
        yield "The CCG was not consulted. It may be, and need not be."


def _presses(asks: Asks, known: Consulted) -> Iterator[Press]:
    yield _consult(asks, known)
    bodies = speaks_for(asks.actor, asks.record.day) if known.rows else ()
    for each in known.rows:
        told = known.to_respond(each.row.pk, asks.actor, bodies)
        verdict = may_outside(Act.RESPOND, asks.actor, asks.record, **told)
        yield _respond(asks, each, verdict)
    yield _decide(asks, known)


def _names(asks: Asks) -> Choices:
    """In whose names the asker records; nobody where they hold a seat themselves, or record for nobody."""
    room, actor = asks.record.room, asks.actor
    own = deciders(room)
    if actor.person in own or Power.RECORD not in actor.on(asks.record.committee.id):
        return ()
    return tuple((person, asks.record.name(person)) for person in own)


def _verdict(act: Act, asks: Asks, people: Choices, told: dict) -> Verdict:
    """Whether it may be done by the asker, or recorded in the name of one of these."""
    persons: list[int | None] = [pk for pk, _ in people] or [None]
    found = [may_outside(act, asks.actor, asks.record, person=person, **told) for person in persons]
    return next((verdict for verdict in found if verdict), found[0])


def _consult(asks: Asks, known: Consulted) -> Press:
    consulted = {each.row.ccg_id for each in known.rows}
    left = [ccg for ccg in asks.record.matter.ccgs.all() if ccg.pk not in consulted]
    people = _names(asks)
    told = {ccg.pk: _verdict(Act.CONSULT, asks, people, known.to_consult(ccg)) for ccg in left}
    may = [ccg for ccg in left if told[ccg.pk]]
    none = _verdict(Act.CONSULT, asks, people, known.to_consult(known.rows[0].row.ccg if known.rows else None))
    verdict = next((told[ccg.pk] for ccg in [*may, *left]), none)
    ccgs = [(ccg.pk, ccg.short_name) for ccg in may]
    where = {"committee": asks.record.committee.id, "matter": asks.record.matter.pk}

    def do(form: ConsultForm) -> str:
        said = form.cleaned_data
        act = consult(
            actor=asks.actor,
            **where,
            ccg=said["ccg"],
            text=said["text"],
            respond_by=said["respond_by"],
            person=form.who,
        )
        return f"{act.ccg.short_name} is consulted, and can answer until {day_words(act.respond_by)}."

    return Press(
        name="consult",
        label="Consult the CCG",
        form=ConsultForm(asks.sent("consult"), ccgs=ccgs, people=people, auto_id="id_consult_%s"),
        verdict=verdict,
        do=do,
        hint="The CCG may be consulted, and need not be. Once it is, its answer is waited for until the day you give.",
        button="Consult",
    )


def _respond(asks: Asks, each: ConsultedCcg, verdict: Verdict) -> Press:
    name = f"respond-{each.row.pk}"

    def do(form: RespondForm) -> str:
        respond(actor=asks.actor, consultation=each.row.pk, text=form.cleaned_data["text"])
        return f"The response of {each.name} is recorded."

    late = each.row.respond_by < asks.today
    hint = f"It was asked for by {day_words(each.row.respond_by)}: it is late, and taken all the same." if late else ""
    return Press(
        name=name,
        label=f"Answer for {each.name}",
        form=RespondForm(asks.sent(name), auto_id=f"id_{name}_%s"),
        verdict=verdict,
        do=do,
        hint=hint,
        button="Record the response",
    )


def _decide(asks: Asks, known: Consulted) -> Press:
    people = _names(asks)
    answered = listed(each.name for each in known.rows if each.response is not None)
    where = {"committee": asks.record.committee.id, "matter": asks.record.matter.pk}

    def do(form: DecideForm) -> str:
        said = form.cleaned_data
        decide(
            actor=asks.actor,
            **where,
            text=said["text"],
            reason=said["reason"],
            how_taken=said.get("how_taken", ""),
            verb=Verb(said["verb"]),
            person=form.who,
        )
        return "NHS England's decision is recorded."

    return Press(
        name="decide-at-level-1",
        label="Decide for NHS England",
        form=DecideForm(asks.sent("decide-at-level-1"), answered=answered, people=people, auto_id="id_decide_nhs_%s"),
        verdict=_verdict(Act.DECIDE_FOR_NHS_ENGLAND, asks, people, known.to_decide()),
        do=do,
        button="Record NHS England's decision",
    )


def _of_a_ccg_that_is_told(actor: Actor, record: OutsideRecord) -> bool:
    """A CCG's people read along once it is consulted, or once NHS England has decided for it."""
    if record.committee.kind is not CommitteeKind.NHS_ENGLAND_TEAM:
        return False
    known = consulted_on(record)
    ccgs = record.ccgs if known.decision is not None else ()
    codes = {ccg.code for ccg in ccgs} | {each.row.ccg.ods_code for each in known.rows}
    return bool(codes) and is_of_the_ccgs(actor, codes, record.day)


TAKES_PART.append(_of_a_ccg_that_is_told)
