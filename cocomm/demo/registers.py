"""The demonstration's registers: officers and guardians, interests, statements, offers, training, and the guardian's work.

Everything goes through the actions by which people do it on the site, each by the person of whom it tells. What is said
to have happened before the demonstration's day is put on record as of that day in the history too, so that a register
can be read as it was recorded.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from committees.actions.found import Found
from committees.files import schema as s
from committees.files.entries import Entry, entries
from committees.files.fields import Day, DayOrNone, Text, Words, YesNo
from committees.files.reading import read
from committees.models import Account, ConflictsPolicy, Guardianship, Interest, Person, Position
from committees.powers import Actor
from committees.registers import declaring, guarding, offers, redacting, training
from committees.terms import AtThreshold, GiftKind, OfferAnswer, OfferedBy, Said
from practices import clock
from practices.models import CCG, Contract, Practice, Provider

REGISTERS = Path(__file__).with_name("registers.yaml")
NOON = time(12)


class PlaceEntry(Entry):
    """A position with a CCG, or with a committee."""

    title: Text
    ccg: Words = ""
    committee: Words = ""
    decision_making: YesNo = True
    starts_on: Day = Field(alias="from")
    ends_on: DayOrNone = Field(default=None, alias="to")


class GuardEntry(Entry):
    """The CCG of which somebody is the conflicts of interest guardian, and since when."""

    ccg: Text
    starts_on: Day = Field(alias="from")


class OfficerEntry(Entry):
    """Somebody with a position; one who is on record already is meant by their name."""

    name: Text
    account: s.AccountEntry | None = None
    positions: list[PlaceEntry] = []
    guards: list[GuardEntry] = []


class ProviderEntry(Entry):
    """A made-up provider, and the practices whose contract it holds here."""

    name: Text
    kind: Provider.Kind
    contract: Contract.Kind
    practices: list[Text]
    starts_on: Day = Field(alias="from")


class DeclaredEntry(s.InterestEntry):
    """An interest, with who declared it."""

    person: Text
    agreed_with: Words = ""
    objection: Words = ""


class SaidEntry(Entry):
    """What people said of their whole entry on a day."""

    said: Said
    on: Day
    people: list[Text]


class OfferEntry(Entry):
    """What was offered to somebody."""

    person: Text
    kind: GiftKind
    offered_by: OfferedBy
    offeror: Text
    business: Words = ""
    offered: Day
    answer: OfferAnswer
    received: DayOrNone = None
    details: Text
    pounds: Text
    reason: Words = ""
    declared: Day


class TrainedEntry(Entry):
    """Who completed a module on a day."""

    module: Text
    on: Day
    people: list[Text]


class ConcernEntry(Entry):
    """A concern raised with the guardian of a CCG, and the answer."""

    ccg: Text
    raised_by: Text
    named: YesNo = True
    on: Day
    about: Text
    advice: Words = ""
    advised: DayOrNone = None


class BreachEntry(Entry):
    """A breach that a guardian recorded and published without names."""

    ccg: Text
    happened: Day
    found: Day
    about: Text
    action_taken: Words = ""
    published: Text
    published_on: Day


class RedactionEntry(Entry):
    """What a guardian leaves out of an interest."""

    ccg: Text
    person: Text
    nature: Text
    hides_name: YesNo = False
    hides_details: YesNo = False
    reason: Text
    on: Day


class PolicyEntry(Entry):
    ccgs: list[Text]
    at_threshold: AtThreshold
    starts_on: Day = Field(alias="from")
    source: Text


class RegistersFile(Entry):
    """The whole of it. All of it is made up but for practices and CCGs."""

    title: Text
    about: Text
    providers: list[ProviderEntry] = []
    policies: list[PolicyEntry] = []
    people: list[OfficerEntry] = []
    interests: list[DeclaredEntry] = []
    said: list[SaidEntry] = []
    offers: list[OfferEntry] = []
    training: list[TrainedEntry] = []
    redactions: list[RedactionEntry] = []
    concerns: list[ConcernEntry] = []
    breaches: list[BreachEntry] = []


def load_registers(path: Path = REGISTERS) -> None:
    """Load the demonstration's registers, after its worlds. Nothing in the file is left out, or it raises."""
    file = entries(RegistersFile, read(path.name, path.read_bytes()))
    found = Found.on_record()
    for provider in file.providers:
        _provider(provider)
    for policy in file.policies:
        for name in policy.ccgs:
            _save(
                ConflictsPolicy(
                    ccg=found.ccg(policy, name, "ccgs"),
                    at_threshold=policy.at_threshold.value,
                    starts_on=policy.starts_on,
                    source=policy.source,
                )
            )
    for officer in file.people:
        _officer(found, officer)
    _Told({person.name: person for person in Person.objects.select_related("account")}).tell(file)


def _provider(entry: ProviderEntry) -> None:
    source = "Made up for the demonstration"
    provider = Provider(name=entry.name, kind=entry.kind, made_up=True, source=source)
    _save(provider)
    contract = Contract(kind=entry.contract, provider=provider, starts_on=entry.starts_on, source=source)
    _save(contract)
    contract.practices.set(Practice.objects.filter(ods_code__in=entry.practices))


def _officer(found: Found, entry: OfficerEntry) -> None:
    person, _ = Person.objects.get_or_create(name=entry.name, defaults={"made_up": True})
    if entry.account is not None:
        first, _, last = entry.name.rpartition(" ")
        person.account = Account.objects.create_user(
            entry.account.username,
            first_name=first,
            last_name=last,
            demo_role=entry.account.demo_role,
            demo_order=entry.account.demo_order,
        )
        person.save()
    for place in entry.positions:
        _save(
            Position(
                person=person,
                ccg=found.ccg(place, place.ccg, "ccg") if place.ccg else None,
                committee=found.committee(place, place.committee, "committee") if place.committee else None,
                title=place.title,
                decision_making=place.decision_making,
                starts_on=place.starts_on,
                ends_on=place.ends_on,
            )
        )
    for guard in entry.guards:
        _save(Guardianship(person=person, ccg=found.ccg(guard, guard.ccg, "ccg"), starts_on=guard.starts_on))


def _save(row) -> None:
    row.full_clean()
    row.save()


class _Told:
    """What people say, each by their own hand."""

    def __init__(self, people: dict[str, Person]):
        self.people = people

    def tell(self, file: RegistersFile) -> None:
        for interest in file.interests:
            self.declare(interest)
        for said in file.said:
            self.say(said)
        for offer in file.offers:
            self.offer(offer)
        for trained in file.training:
            self.train(trained)
        for redaction in file.redactions:
            self.redact(redaction)
        for concern in file.concerns:
            self.concern(concern)
        for breach in file.breaches:
            self.breach(breach)

    def by(self, name: str) -> Actor:
        person = self.people[name]
        return Actor(account=person.account, person=person.pk, name=person.name)

    def guardian(self, ccg: CCG, day: date) -> Actor:
        return self.by(Guardianship.objects.in_force_on(day).get(ccg=ccg).person.name)

    def declare(self, entry: DeclaredEntry) -> None:
        told = declaring.Told(
            type=entry.type,
            directness=entry.directness,
            nature=entry.nature,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            relationship=entry.relationship,
            practices=frozenset(_keys(Practice, "ods_code", entry.practices)),
            providers=frozenset(_keys(Provider, "name", entry.providers)),
            organisation=entry.organisation,
            category=entry.category,
            mitigation=entry.mitigation,
            mitigation_agreed_with=entry.agreed_with,
            objection=entry.objection,
        )
        row = declaring.declare_interest_for_register(
            actor=self.by(entry.person), person=self.people[entry.person].pk, told=told, on=entry.declared_on
        )
        recorded(row, entry.declared_on)

    def say(self, entry: SaidEntry) -> None:
        say = {
            Said.NOTHING_CHANGED: declaring.say_nothing_changed,
            Said.NOTHING_TO_DECLARE: declaring.say_nothing_to_declare,
        }[entry.said]
        for name in entry.people:
            say(actor=self.by(name), person=self.people[name].pk, on=entry.on)

    def offer(self, entry: OfferEntry) -> None:
        told = offers.Told(
            kind=entry.kind,
            offered_by=entry.offered_by,
            offeror=entry.offeror,
            business=entry.business,
            offered_on=entry.offered,
            answer=entry.answer,
            received_on=entry.received,
            details=entry.details,
            value=Decimal(entry.pounds),
            reason=entry.reason,
        )
        person = self.people[entry.person].pk
        recorded(
            offers.record_offer(actor=self.by(entry.person), person=person, told=told, on=entry.declared),
            entry.declared,
        )

    def train(self, entry: TrainedEntry) -> None:
        for name in entry.people:
            person = self.people[name].pk
            row = training.record_training(
                actor=self.by(name), person=person, module=entry.module, completed_on=entry.on
            )
            recorded(row, entry.on)

    def redact(self, entry: RedactionEntry) -> None:
        ccg = _ccg(entry.ccg)
        row = redacting.redact(
            actor=self.guardian(ccg, entry.on),
            ccg=ccg,
            entry=Interest.objects.get(person=self.people[entry.person], nature=entry.nature),
            hides_name=entry.hides_name,
            hides_details=entry.hides_details,
            reason=entry.reason,
            day=entry.on,
        )
        recorded(row, entry.on)

    def concern(self, entry: ConcernEntry) -> None:
        ccg = _ccg(entry.ccg)
        row = guarding.raise_concern(
            actor=self.by(entry.raised_by), ccg=ccg, about=entry.about, named=entry.named, day=entry.on
        )
        recorded(row, entry.on)
        if entry.advised is not None:
            guardian = self.guardian(ccg, entry.advised)
            row = guarding.give_advice(actor=guardian, concern=row, advice=entry.advice, day=entry.advised)
            recorded(row, entry.advised)

    def breach(self, entry: BreachEntry) -> None:
        ccg = _ccg(entry.ccg)
        row = guarding.record_breach(
            actor=self.guardian(ccg, entry.found),
            ccg=ccg,
            about=entry.about,
            found_on=entry.found,
            happened_on=entry.happened,
            action_taken=entry.action_taken,
            day=entry.found,
        )
        recorded(row, entry.found)
        guardian = self.guardian(ccg, entry.published_on)
        row = guarding.publish_breach(actor=guardian, breach=row, text=entry.published, day=entry.published_on)
        recorded(row, entry.published_on)


def recorded(row, day: date) -> None:
    """Date the latest row of the history of what was just written: it tells of a day before the demonstration's."""
    latest = row.history.order_by("-history_id").first()
    latest.history_date = datetime.combine(day, NOON, tzinfo=clock.LONDON)
    latest.save()


def _ccg(name: str) -> CCG:
    return CCG.objects.get(short_name=name)


def _keys(model, field: str, names: list[str]) -> list[int]:
    """The keys of the rows with these names; every one of them is there."""
    return [model.objects.get(**{field: name}).pk for name in names]
