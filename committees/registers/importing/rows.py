"""What a row says, as the action of declaring takes it: who, what, in which organisations, since when."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from committees.models import Interest, Person
from committees.registers.bodies import places
from committees.registers.declaring import Told, far_off, same, told_of
from committees.registers.importing.cells import Reader, Unreadable
from committees.rights.words import day_words, listed
from committees.terms import InterestType
from practices.models import Practice, Provider

CODE = re.compile(r"[A-Z][0-9A-Z]{5}")
#: Where each part of what is told stands in the file.
COLUMN_OF = {
    "nature": "nature",
    "relationship": "relationship",
    "organisation": "organisation",
    "category": "category",
    "mitigation": "mitigation",
    "mitigation_agreed_with": "agreed with",
    "starts_on": "from",
    "ends_on": "to",
    "declared_on": "declared on",
    "type": "type",
    "directness": "direct or indirect",
}
#: What a file that comes again may say differently of an entry that is on record: then somebody has to look.
COMPARED = ("ends_on", "category", "mitigation", "mitigation_agreed_with")


@dataclass(frozen=True, slots=True)
class Declared:
    """One row: whose interest, what it says, and on which day it was declared. ``where``: the organisations, in words."""

    person: Person
    told: Told
    declared_on: date
    where: str = ""

    @property
    def key(self) -> tuple:
        """Two rows, or a row and an entry, with the same key say the same."""
        return self.person.pk, self.told.says, self.told.starts_on

    def __str__(self) -> str:
        until = f" to {day_words(self.told.ends_on)}" if self.told.ends_on else ""
        since = f"from {day_words(self.told.starts_on)}{until}, declared on {day_words(self.declared_on)}"
        kind = f"{self.told.type.label}, {self.told.directness.label}"
        where = f", {self.where}" if self.where else ""
        return f"{self.person.name}: {self.told.nature}{where} ({kind}), {since}"


@dataclass
class OnRecord:
    """What rows are looked up in, read once for a file: a fixed number of queries, however many rows it has."""

    day: date
    people: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    codes: dict[str, Practice] = field(default_factory=dict)
    named: dict[str, list[Practice | Provider]] = field(default_factory=lambda: defaultdict(list))
    on_registers: frozenset[int] = frozenset()
    interests: dict[tuple, Interest] = field(default_factory=dict)

    @classmethod
    def read(cls, day: date) -> OnRecord:
        """Seven queries."""
        found = cls(day)
        for person in Person.objects.select_related("account"):
            found.people[" ".join(person.name.split())].append(person)
            if person.account is not None:
                for sign in {person.account.email.casefold(), person.account.username.casefold()} - {""}:
                    found.accounts[sign].append(person)
        for practice in Practice.objects.all():
            found.codes[practice.ods_code] = practice
            found.named[same(practice.name)].append(practice)
        for provider in Provider.objects.all():
            found.named[same(provider.name)].append(provider)
        found.on_registers = frozenset(places(day))
        for interest in Interest.objects.prefetch_related("practices", "providers"):
            found.interests[interest.person_id, told_of(interest).says, interest.starts_on] = interest
        return found


def declared(reader: Reader, record: OnRecord, indirect_as: InterestType | None) -> Declared:
    """What a row declares; Unreadable with the first thing that is wrong with it."""
    person = _person(reader, record)
    kind, directness = reader.kind(indirect_as)
    practices, providers, organisation = _organisations(reader, record)
    told = Told(
        type=kind,
        directness=directness,
        nature=reader.needed("nature", "Say what the interest is: partner, shareholder, employed as a nurse."),
        starts_on=_needed(reader.day("from", needed=True)),
        ends_on=reader.day("to", needed=False),
        relationship=reader.text("relationship"),
        practices=frozenset(each.pk for each in practices),
        providers=frozenset(each.pk for each in providers),
        organisation=organisation,
        category=reader.text("category"),
        mitigation=reader.text("mitigation"),
        mitigation_agreed_with=reader.text("agreed with"),
    )
    named = sorted(str(each) for each in (*practices, *providers))
    where = listed([*named, organisation] if organisation else named)
    found = Declared(person, told, _needed(reader.day("declared on", needed=True)), where)
    _refuse_days(found, record.day)
    _refuse_long(found)
    return found


def _needed(day: date | None) -> date:
    if day is None:
        raise TypeError("A day that is needed is never None.")
    return day


def _person(reader: Reader, record: OnRecord) -> Person:
    """By exact name, or by the account; by both where both are given."""
    name, sign = reader.text("name"), reader.text("e-mail")
    if not name and not sign:
        raise Unreadable("name" if "name" in reader.columns.places else "e-mail", "This is empty. Say who declared it.")
    by_sign = _one(record.accounts.get(sign.casefold(), []), "e-mail", sign) if sign else None
    if not name:
        person = by_sign
    elif by_sign is not None and " ".join(by_sign.name.split()) != name:
        raise Unreadable("name", f"This is the account of {by_sign.name}, and not of {name}. Correct one of the two.")
    else:
        person = by_sign or _one(record.people.get(name, []), "name", name)
    if person is None:
        raise TypeError("Somebody is named.")
    if person.pk not in record.on_registers:
        raise Unreadable(
            "name" if name else "e-mail",
            f"{person.name} is on no register today: give them a seat or a position first.",
        )
    return person


def _one(found: list[Person], column: str, said: str) -> Person:
    if not found:
        raise Unreadable(column, f"Nobody on record is called “{said[:60]}”. Write the name as it is on record.")
    if len(found) > 1:
        raise Unreadable(
            column,
            f"{len(found)} people on record are called “{said[:60]}”. Add a column “e-mail” with the account of the one "
            "meant.",
        )
    return found[0]


def _organisations(reader: Reader, record: OnRecord) -> tuple[set[Practice], set[Provider], str]:
    """By ODS codes, by the exact name of one practice or provider on record; else the name as it stands."""
    practices = set()
    for code in re.split(r"[,;/ ]+", reader.text("ODS code").upper()):
        if code in ("", "-", "N/A"):
            continue
        if code not in record.codes:
            why = (
                "No practice on record has the code" if CODE.fullmatch(code) else "This is not the code of a practice:"
            )
            raise Unreadable("ODS code", f"{why} {code[:60]}. Correct it, or leave it empty and give the name alone.")
        practices.add(record.codes[code])
    name = reader.text("organisation")
    if not name and not practices:
        raise Unreadable(
            "organisation" if "organisation" in reader.columns.places else "ODS code",
            "This is empty. Say in which organisation the interest is.",
        )
    named = record.named.get(same(name), []) if name else []
    if practices:
        return practices, set(), "" if any(each in practices for each in named) else name
    if len(named) > 1:
        codes = listed([str(getattr(each, "ods_code", "the provider")) for each in named[:10]], "or")
        raise Unreadable("organisation", f"“{name[:60]}” may be {codes}: give the code in “ODS code”.")
    chosen = {each for each in named if isinstance(each, Practice)}
    return chosen, {each for each in named if isinstance(each, Provider)}, "" if named else name


def _refuse_days(found: Declared, today: date) -> None:
    told = found.told
    if told.ends_on is not None and told.ends_on < told.starts_on:
        raise Unreadable(
            "to",
            f"The interest ends on {day_words(told.ends_on)}, before it begins on {day_words(told.starts_on)}. Correct one "
            "of the two days.",
        )
    for column, day in (("from", told.starts_on), ("to", told.ends_on), ("declared on", found.declared_on)):
        for wrong in far_off(day):
            raise Unreadable(column, wrong)
    if found.declared_on > today:
        raise Unreadable(
            "declared on", f"{day_words(found.declared_on)} is still to come: nothing can have been declared on it."
        )


def _refuse_long(found: Declared) -> None:
    for name in ("nature", "organisation", "relationship", "category", "mitigation", "mitigation_agreed_with"):
        kept, has = getattr(Interest._meta.get_field(name), "max_length"), len(getattr(found.told, name))  # noqa: B009
        if has > kept:
            raise Unreadable(COLUMN_OF[name], f"This has {has} characters; {kept} are kept. Shorten it.")


def difference(found: Declared, held: Interest) -> Unreadable | None:
    """How a row differs from the entry on record that says the same; None where it does not."""
    theirs, ours = told_of(held).fields() | {"declared_on": held.declared_on}, found.told.fields()
    ours["declared_on"] = found.declared_on
    for name in (*COMPARED, "declared_on"):
        if theirs[name] != ours[name]:
            was, now = (_shown(each[name]) for each in (theirs, ours))
            text = f"On record already with {was} here, and the file says {now}. A file changes no entry: correct the "
            return Unreadable(COLUMN_OF[name], f"{text}one that is wrong.")
    return None


def _shown(value: object) -> str:
    if not value:
        return "nothing"
    return day_words(value) if isinstance(value, date) else f"“{str(value)[:60]}”"
