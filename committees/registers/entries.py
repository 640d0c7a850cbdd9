"""An entry of a register of interests, as it is on record and as a reader is shown it. Nothing here asks the database.

What is left out of the published register is left out here, before anything is searched, sorted, counted or written to
a file: what comes after cannot tell what it does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from committees.registers.bodies import Place
from committees.rights.publication import Hidden
from committees.terms import Directness, InterestType
from practices.dated import in_words

NAME_WITHHELD = "Name withheld by the conflicts of interest guardian"
DETAILS_WITHHELD = "Details withheld by the conflicts of interest guardian"
NOTHING = "Nothing to declare"


@dataclass(frozen=True, slots=True)
class Organisation:
    """What an interest concerns: ``code`` and ``postcode`` are a practice's, empty for any other."""

    name: str
    code: str = ""
    postcode: str = ""

    @property
    def text(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """An interest as it is on record."""

    interest: int
    person: int
    type: InterestType
    directness: Directness
    nature: str
    relationship: str
    category: str
    mitigation: str
    mitigation_agreed_with: str
    starts_on: date
    ends_on: date | None
    declared_on: date
    organisations: tuple[Organisation, ...] = ()

    @property
    def action(self) -> str:
        """What was agreed to mitigate the risk, and with whom."""
        agreed = f" (agreed with {self.mitigation_agreed_with})" if self.mitigation_agreed_with else ""
        return self.mitigation + agreed if self.mitigation else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a register as this reader is shown it. ``type`` None: the person has nothing to declare.

    ``left_out``: on the private register, what the guardian leaves out of the published one, and why; ``interest``: there
    alone, the key of the interest.
    """

    name: str
    positions: tuple[str, ...]
    made_up: bool
    declared_on: date
    type: InterestType | None = None
    directness: Directness | None = None
    organisations: tuple[Organisation, ...] = ()
    nature: str = ""
    relationship: str = ""
    category: str = ""
    action: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    name_withheld: bool = False
    details_withheld: bool = False
    left_out: str = ""
    interest: int | None = None
    words: str = field(default="", compare=False)

    @property
    def is_nil(self) -> bool:
        return self.type is None

    @property
    def organisation(self) -> str:
        return "; ".join(each.text for each in self.organisations)

    @property
    def position(self) -> str:
        return "; ".join(self.positions)

    @property
    def four_type(self) -> str:
        """The type in the form of four, in which every indirect interest is of the fourth."""
        if self.type is None:
            return ""
        return "indirect" if self.directness == Directness.INDIRECT else self.type.label

    def has(self, words: list[str]) -> bool:
        """Whether each of these words is in what the row shows; a postcode is found with or without its space."""
        return all(word in self.words for word in words)

    @property
    def place(self) -> tuple:
        """Where it stands: by name; those whose names are withheld last, by what is shown of them."""
        name = "" if self.name_withheld else self.name.casefold()
        return (
            self.name_withheld,
            name,
            "" if self.name_withheld else self.name,
            self.starts_on or date.min,
            self.type or "",
            self.organisation.casefold(),
            self.nature.casefold(),
        )


def searched(text: str) -> list[str]:
    """The words of a search. "CR4 1XX" is looked for as its two halves, "cr41xx" as a whole."""
    return text.casefold().split()


def row_of(entry: Entry, name: str, made_up: bool, places: list[Place], left: Hidden, day: date) -> Row:
    """The entry as it is shown where ``left`` is left out."""
    if left.name:
        entry = _nameless(entry, name)
    details = not left.details
    return _with_words(
        Row(
            name=NAME_WITHHELD if left.name else name,
            positions=() if left.name else titles(places, day),
            made_up=made_up and not left.name,
            declared_on=entry.declared_on,
            type=entry.type,
            directness=entry.directness,
            organisations=entry.organisations if details else (),
            nature=entry.nature if details else DETAILS_WITHHELD,
            relationship=entry.relationship if details else "",
            category=entry.category if details else "",
            action=entry.action if details else "",
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            name_withheld=left.name,
            details_withheld=left.details,
        )
    )


def _nameless(entry: Entry, name: str) -> Entry:
    """The entry without its person's name, which its own words may tell: "Dr Grey's sister is a partner"."""
    fields = ("nature", "relationship", "category", "mitigation", "mitigation_agreed_with")
    organisations = tuple(replace(each, name=without(each.name, name)) for each in entry.organisations)
    words = {field: without(getattr(entry, field), name) for field in fields}
    return replace(entry, organisations=organisations, **words)


def without(text: str, name: str) -> str:
    """The text without a person's name, whole or in its parts."""
    parts = [name, *(part for part in re.findall(r"\w[\w'’-]+", name) if len(part) > 2)]
    found = "|".join(re.escape(part) for part in parts)
    return re.sub(rf"\b({found})\b", "[name withheld]", text, flags=re.IGNORECASE)


def nil_row(name: str, made_up: bool, places: list[Place], said_on: date, day: date) -> Row:
    """Somebody who said that they have nothing to declare, on the day on which they said it."""
    return _with_words(Row(name, titles(places, day), made_up, said_on, nature=NOTHING))


def titles(places: list[Place], day: date) -> tuple[str, ...]:
    """Where the person sits or works; what is over by ``day`` says until when. Each once."""
    said = (p.title if not p.until or p.until >= day else f"{p.title} (until {in_words(p.until)})" for p in places)
    return tuple(dict.fromkeys(said))


def _with_words(row: Row) -> Row:
    """The row with what a search looks through: nothing but what it shows."""
    codes = [f"{each.code} {each.postcode} {each.postcode.replace(' ', '')}" for each in row.organisations]
    shown = (row.name, row.position, row.organisation, *codes, row.nature, row.relationship, row.category)
    return replace(row, words=" ".join(shown).casefold())
