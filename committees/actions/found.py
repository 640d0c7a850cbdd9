"""What the names in a file stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from committees.files.entries import Entry
from committees.models import Committee, Person
from practices.models import CCG, Practice, Provider


@dataclass
class Found:
    """What the names in a file stand for: looked up once, and added to as the file goes on."""

    ccgs: dict[str, CCG] = field(default_factory=dict)
    committees: dict[str, list[Committee]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def on_record(cls) -> Found:
        """Everything that may be named: two queries."""
        found = cls()
        for ccg in CCG.objects.all():
            found.add_ccg(ccg)
        for committee in Committee.objects.all():
            found.add_committee(committee)
        return found

    def add_ccg(self, ccg: CCG) -> None:
        self.ccgs[ccg.ods_code] = self.ccgs[ccg.short_name] = ccg

    def add_committee(self, committee: Committee) -> None:
        for name in {committee.name, committee.short_name}:
            self.committees.setdefault(name, []).append(committee)

    def ccgs_named(self, entry: Entry, names: Iterable[str], field_name: str = "ccgs") -> list[CCG]:
        return [self.ccg(entry, name, field_name, place) for place, name in enumerate(names)]

    def ccg(self, entry: Entry, name: str, *where: str | int) -> CCG:
        if name not in self.ccgs:
            text = (
                f"No CCG “{name}” is on record. Give its ODS code or short name; import_practices brings CCGs in first."
            )
            entry.refuse(text, *where)
        return self.ccgs[name]

    def committee(self, entry: Entry, name: str, *where: str | int) -> Committee:
        held = self.committees.get(name, [])
        if not held:
            entry.refuse(f"No committee “{name}” is on record or described above. Describe it first.", *where)
        if len(held) > 1:
            names = " and ".join(f"“{each.name}”" for each in held)
            entry.refuse(f"“{name}” is the short name of {names}. Give the full name.", *where)
        return held[0]

    def person(self, entry: Entry, name: str, *where: str | int) -> Person:
        if name not in self.people:
            entry.refuse(f"“{name}” is not among the people of this file. Add them to people.", *where)
        return self.people[name]


def practices_named(entry: Entry, codes: list[str]) -> list[Practice]:
    """The practices with these ODS codes. One query, none where there are no codes."""
    held = Practice.objects.in_bulk(codes, field_name="ods_code") if codes else {}
    for place, code in enumerate(codes):
        if code not in held:
            entry.refuse(f"No practice {code} is on record. Import the practices first, or correct the ODS code.",
                         "practices", place)  # fmt: skip
    return [held[code] for code in codes]


def providers_named(entry: Entry, names: list[str]) -> list[Provider]:
    """The providers of these names, the first on record of each. One query, none where there are no names."""
    held: dict[str, Provider] = {}
    for row in Provider.objects.filter(name__in=names).order_by("pk") if names else ():
        held.setdefault(row.name, row)
    for place, name in enumerate(names):
        if name not in held:
            entry.refuse(f"No provider “{name}” is on record. Describe it under providers, or correct the name.",
                         "providers", place)  # fmt: skip
    return [held[name] for name in names]
