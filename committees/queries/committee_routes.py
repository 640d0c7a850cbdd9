"""What a committee's page says of routes besides its meetings: its scheme of delegation, consent, panels, its book."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from committees.facts import appointment_facts, committee_facts, terms_facts
from committees.kinds import kind_label
from committees.models import Appointment, Arrangement, Committee, Seat, TermsOfReference
from committees.powers import Actor
from committees.queries.phrases import Phrase
from committees.queries.routes import (
    consent_words,
    consents_on,
    meeting_phrases,
    panels_on,
    scheme_on,
    signed_by,
    veto_phrases,
)
from committees.rights import world
from committees.rights.entitlement import entitlement
from committees.rights.plain_words import Clause, veto_sentence
from committees.rights.routes.officers import limit_words
from committees.rights.standpoint import BODIES_OF_A_CCG
from committees.rights.words import sentence_case
from committees.schemes import consent_facts, delegation_facts
from committees.terms import Act, Level, Share
from practices import clock
from practices.models import CCG


@dataclass(frozen=True)
class SchemeRow:
    """One line of the scheme of delegation on the day. ``holders``: who sits in the seat, not their deputies."""

    title: str
    holders: tuple[str, ...]
    may: str
    source: str
    made_up: bool


@dataclass(frozen=True)
class NeedRow:
    """A kind of decision that needs NHS England's consent beforehand."""

    ccg: str
    text: str
    source: str


@dataclass(frozen=True)
class Routes:
    """What there is besides the committee's meetings. ``calls_panels``: whether it is one that may call a panel."""

    scheme: tuple[SchemeRow, ...]
    needs: tuple[NeedRow, ...]
    panels: tuple[Committee, ...]
    calls_panels: bool


def routes_of(
    committee: Committee,
    ccgs: Collection[CCG],
    levels: Iterable[Arrangement],
    seats: Iterable[Seat],
    appointments: Collection[Appointment],
    day: date,
) -> Routes:
    """On ``day``; consent is a rule of level 3 alone. Three queries."""
    delegated = {row.ccg_id for row in levels if row.level == Level.DELEGATED}
    there = {seat.pk for seat in seats}
    needs = [row for row in consents_on(ccgs, day) if row.ccg_id in delegated]
    return Routes(
        scheme=tuple(_scheme_row(line, appointments) for line in scheme_on(committee.pk, day) if line.seat_id in there),
        needs=tuple(NeedRow(row.ccg.short_name, consent_words(consent_facts(row)), row.source) for row in needs),
        panels=tuple(panel for panel in panels_on(ccgs, day) if panel.pk != committee.pk),
        calls_panels=committee.kind in BODIES_OF_A_CCG,
    )


def _scheme_row(line, appointments: Iterable[Appointment]) -> SchemeRow:
    held = [row for row in appointments if row.seat_id == line.seat_id and row.share in (Share.SOLE, Share.JOINT)]
    return SchemeRow(
        title=line.seat.title,
        holders=tuple(row.person.name for row in held),
        may=sentence_case(limit_words(delegation_facts(line), kind_label(line.kind))),
        source=line.source,
        made_up=line.made_up,
    )


# --- What the terms say of it ---
def veto_clause(row: TermsOfReference) -> Clause:
    """NHS England's veto: whether it has one, until when, who holds it and who stands in."""
    terms = terms_facts(row)
    said = [veto_sentence(terms)]
    if terms.nhs_england_veto:
        said += _sentences("It ", veto_phrases(terms))[1:]
    return Clause("NHS England's veto", tuple(said))


def urgent_clause(row: TermsOfReference) -> Clause:
    """Who signs chair's action between meetings, as the terms word it and as the rules read it."""
    said = [f"{sentence_case(row.urgent_signatories.strip().rstrip('.'))}."] if row.urgent_signatories.strip() else []
    return Clause(
        "Urgent decisions between meetings", (*said, *_sentences("Chair's action ", [signed_by(terms_facts(row))]))
    )


def meeting_clause(row: TermsOfReference) -> Clause:
    """Whether it decides by correspondence, and by teleconference."""
    return Clause("Ways of meeting", tuple(_sentences("The committee ", meeting_phrases(terms_facts(row)))))


def _sentences(subject: str, phrases: Iterable[Phrase]) -> list[str]:
    """Phrases as sentences: those that begin with a verb get their subject, the others stand as they are."""
    return [
        f"{subject}{phrase.text}." if phrase.text.startswith(_VERBS) else f"{sentence_case(phrase.text)}."
        for phrase in phrases
    ]


_VERBS = ("is ", "may ", "does ")


# --- The book ---
def may_read_book(actor: Actor, row: Committee) -> bool:
    """Whether the reader may read what the committee does between meetings, today. One query for who has a name."""
    day = clock.today()
    own = Appointment.objects.filter(seat__committee=row.pk, person=actor.person) if actor.person is not None else ()
    room = world.Room(
        day=day,
        committee=committee_facts(row),
        terms=None,
        seats=(),
        appointments=tuple(map(appointment_facts, own)),
        people={},
        present=frozenset(),
    )
    account = world.Account(person=actor.person, powers=actor.on(row.pk))
    return bool(
        entitlement(Act.READ_OUTSIDE, person=actor.person, seat=None, room=room, question=None, account=account)
    )
