"""Decisions of an officer under the scheme of delegation: as a section of the matter's page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from committees.rights.outside import Delegated
from committees.rights.reasons import Reason, Source, Verdict
from committees.rights.routes.officers import holders_of, limit_words, lines_for
from committees.rights.words import day_words, listed, lower_first, sentence_case
from committees.terms import Act, Power, Route, Verb
from decisions.actions.outside.officers import decide_as_officer
from decisions.models import OutsideDecision
from decisions.outcome import london_day
from decisions.outside.alone_form import DecideForm
from decisions.outside.facts import OutsideRecord
from decisions.outside.in_meetings import private_ground_of
from decisions.outside.scheme import SchemeFacts, may_decide_as_officer, scheme_facts
from decisions.outside.sections import Asks, Line, Press, Section
from decisions.readout import done

NOT_DELEGATED = f"{Act.DECIDE_AS_OFFICER}.not_delegated"
HINT = "It has effect at once and is reported to the committee. No veto and no casting vote of NHS England is on it."


@dataclass(frozen=True)
class Officer:
    """Somebody in a seat to which the scheme gives something, and whether they may decide the matter."""

    seat: int
    person: int
    title: str
    name: str
    verdict: Verdict


def section(asks: Asks) -> Section | None:
    """Who may decide up to what, what was decided, the form for whom the gate allows, and for whom not: why not.

    A fixed number of queries; no section where the committee has no scheme and nothing was decided.
    """
    record, scheme = asks.record, scheme_facts(asks.record)
    where = {"committee": record.committee.id, "matter": record.matter.pk, "route": Route.OFFICER.value}
    rows = list(OutsideDecision.objects.filter(**where).select_related("by", "seat").order_by("pk"))
    lines = tuple(map(_line, rows))
    in_force = [each for each in scheme.delegations if each.covers(record.day) and each.seat in record.seat_by_id]
    if not lines and not in_force:
        return None
    officers = list(_officers(asks, scheme, in_force))
    ground = private_ground_of(record.matter.pk)
    why_not = () if lines else tuple(_why_not(asks, officers))
    return Section(
        key="officers",
        title="Decision of an officer",
        said=tuple(dict.fromkeys((*_who_may(record, scheme), *why_not))),
        lines=lines,
        presses=tuple(_press(asks, officer, ground) for officer in officers),
        sources=_sources(record, scheme, () if lines else officers),
    )


def _officers(asks: Asks, scheme: SchemeFacts, in_force: Iterable[Delegated]) -> Iterator[Officer]:
    """Each holder of a seat in the scheme: for themselves; for who records for the committee, all of them.

    Also the one that somebody else pressed: the gate says why not.
    """
    record = asks.record
    records = Power.RECORD in asks.actor.on(record.committee.id)
    for key in dict.fromkeys(each.seat for each in in_force):
        seat = record.seat_by_id[key]
        for person in holders_of(seat, record.room):
            if records or person == asks.actor.person or asks.pressed == _name(key, person):
                verdict = may_decide_as_officer(asks.actor, record, scheme, seat=key, person=person)
                yield Officer(key, person, lower_first(seat.title), record.name(person), verdict)


def _who_may(record: OutsideRecord, scheme: SchemeFacts) -> Iterator[str]:
    """The lines of the scheme on this kind of decision."""
    outside = record.outside
    found = lines_for(replace(outside, delegations=scheme.delegations), record.room)
    if not outside.kind:
        yield "The matter is of no kind of decision, and a scheme of delegation goes by kinds. Give it a kind first."
    elif not found:
        yield f"The scheme of delegation gives no officer {outside.kind_label}."
    for line in found:
        seat = record.seat_by_id[line.seat]
        names = listed(record.name(person) for person in holders_of(seat, record.room)) or "vacant"
        limit = limit_words(line, outside.kind_label)
        yield f"The {lower_first(seat.title)} ({names}) may decide {limit}, under the scheme of delegation."


def _why_not(asks: Asks, officers: Iterable[Officer]) -> Iterator[str]:
    """Why an officer who looks at the page may not decide, in the gate's words, and who can.

    To who records for the committee it is no news that the scheme gives this kind to another officer.
    """
    said = (
        _with_who_can(reason)
        for officer in officers
        for reason in officer.verdict.refusals
        if officer.person == asks.actor.person or reason.code != NOT_DELEGATED
    )
    yield from dict.fromkeys(said)


def _with_who_can(reason: Reason) -> str:
    """A refusal, and who can instead; what to do first stands as it is."""
    if not reason.who_can or reason.who_can.startswith("Give "):
        return f"{reason.text} {reason.who_can}".strip()
    who = lower_first(reason.who_can) if reason.who_can.startswith("The ") else reason.who_can
    return f"{reason.text} Who can: {who}"


def _name(seat: int, person: int) -> str:
    return f"officer-{seat}-{person}"


def _press(asks: Asks, officer: Officer, ground: str) -> Press:
    record, name = asks.record, _name(officer.seat, officer.person)

    def do(form: DecideForm) -> str:
        decide_as_officer(
            actor=asks.actor,
            committee=record.committee.id,
            matter=record.matter.pk,
            seat=officer.seat,
            officer=officer.person,
            **form.said,
        )
        return f"Decided by {officer.name} as {officer.title}. It has effect, and is reported to the committee."

    own = officer.person == asks.actor.person
    return Press(
        name=name,
        label=f"Decide as {officer.title}" if own else f"Record a decision of {officer.name}, {officer.title}",
        form=DecideForm(asks.sent(name), name=name, record=record, ground=ground),
        verdict=officer.verdict,
        do=do,
        hint=HINT,
        button="Decide" if own else "Record the decision",
    )


def _line(row: OutsideDecision) -> Line:
    """What was decided; whether it was reported is told by the section on reporting."""
    title = f" as {lower_first(row.seat.title)}" if row.seat else ""
    by = f"{row.by.name}{title}" if row.by else "An officer"
    private = (f"Reported in private: {row.private_ground}.",) if row.private_ground else ()
    return Line(
        text=f"{sentence_case(done(Verb(row.verb)))}: {row.text}",
        when=f"{by}, under the scheme of delegation, on {day_words(london_day(row))}.",
        details=(f"Reason: {row.reason}", *private),
        tag=("in effect", "green"),
    )


def _sources(record: OutsideRecord, scheme: SchemeFacts, officers: Iterable[Officer]) -> tuple[Source, ...]:
    lines = [each.source for each in scheme.delegations if each.kind == record.matter.kind and each.covers(record.day)]
    refused = [reason.source for officer in officers for reason in officer.verdict.refusals]
    return tuple(dict.fromkeys([*lines, *refused]))
