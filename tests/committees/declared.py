"""Builders: interests, what people said of their entries, what the guardian leaves out. Everything is made up."""

from __future__ import annotations

from datetime import date, datetime

from committees.models import Guardianship, Interest, Person, Position, Redaction, Statement
from committees.terms import Directness, InterestType, Said
from practices.clock import LONDON
from practices.models import CCG, Practice, PracticeName, Provider

LONG_AGO = date(2015, 4, 1)


def an_interest(person: Person, nature: str = "Partner", *, practices=(), providers=(), **fields) -> Interest:
    """A direct financial interest since 1 April 2015, unless told."""
    fields = {
        "type": InterestType.FINANCIAL.value,
        "directness": Directness.DIRECT.value,
        "starts_on": LONG_AGO,
        "declared_on": fields.get("starts_on", LONG_AGO),
    } | fields
    interest = Interest.objects.create(person=person, nature=nature, **fields)
    if practices:
        interest.practices.set(practices)
    if providers:
        interest.providers.set(providers)
    return interest


def a_practice(name: str, code: str, postcode: str = "CR4 3BL") -> Practice:
    practice = Practice.objects.create(ods_code=code, name=name.upper(), status="A", postcode=postcode)
    PracticeName.objects.create(practice=practice, name=name.upper(), starts_on=date(2013, 4, 1))
    return practice


def a_provider(name: str) -> Provider:
    return Provider.objects.create(name=name, made_up=True)


def said(person: Person, what: Said, on: date) -> Statement:
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=LONDON)
    return Statement.objects.create(person=person, said=what.value, said_on=on, recorded_at=moment)


def a_guardian(ccg: CCG, name: str = "Gale Guardian") -> Person:
    person = Person.objects.create(name=name, made_up=True)
    Guardianship.objects.create(person=person, ccg=ccg, starts_on=LONG_AGO)
    return person


def left_out(interest: Interest, by: Person, since: date = date(2016, 4, 1), **what) -> Redaction:
    """What the guardian leaves out: ``name=True``, ``details=True``."""
    hides = {f"hides_{name}": value for name, value in what.items()}
    return Redaction.objects.create(
        interest=interest, starts_on=since, reason="There is a threat.", decided_by=by, **hides
    )


def an_officer(ccg: CCG, name: str, *, decides: bool = False, since: date = LONG_AGO, until: date | None = None):
    """Somebody who works for a CCG."""
    person = Person.objects.create(name=name, made_up=True)
    Position.objects.create(
        person=person, ccg=ccg, title="Support officer", decision_making=decides, starts_on=since, ends_on=until
    )
    return person
