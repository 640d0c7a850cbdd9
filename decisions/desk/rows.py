"""What a line of the desk is made of: its kind, its CCGs with their levels, and how long is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from committees.rights.words import day_words, listed
from committees.terms import Level, Word
from decisions.desk.scope import Scope
from decisions.working_days import england_holidays, working_days_between
from practices.models import CCG


class DeskKind(Word):
    """What NHS England is asked, or may do."""

    VETO = "veto", "veto"
    AGREEMENT = "agreement", "agreement"
    CASTING = "casting", "casting vote"
    CONSENT = "consent", "consent"
    INFORMATION = "information", "request for information"
    LEVEL_1 = "level_1", "decision at level 1"


#: What the link to the form of a line says.
ASKS = {
    DeskKind.VETO: "Veto, or say we will not",
    DeskKind.AGREEMENT: "Agree, or say we do not",
    DeskKind.CONSENT: "Give or refuse consent",
    DeskKind.INFORMATION: "Answer",
    DeskKind.LEVEL_1: "Decide",
}


@dataclass(frozen=True)
class Place:
    """A CCG and the level at which it works that day; None where none is on record."""

    code: str
    name: str
    level: Level | None

    @property
    def words(self) -> str:
        return f"{self.name}, level {self.level.value}" if self.level else f"{self.name}, no level on record"


def places(scope: Scope, ccgs: Iterable[CCG], day: date) -> tuple[Place, ...]:
    """These CCGs with their levels of the day."""
    return tuple(Place(ccg.ods_code, ccg.short_name, scope.level(ccg.pk, day)) for ccg in ccgs)


@dataclass(frozen=True, kw_only=True)
class Row:
    """Something that awaits NHS England, or will. ``name``: its kind and key, unique on the desk.

    ``last_day`` None: no day ends it; ``is_today``: its time ends today; ``soon``: by what it is sorted. ``held``: the
    account holds the power itself; else ``holder`` says who does. ``hidden``: what it is about is not for the reader.
    """

    name: str
    kind: DeskKind
    committee: str
    places: tuple[Place, ...]
    about: str
    day: date
    power: str
    how_long: str
    silence: str = ""
    told: str = ""
    links: tuple[tuple[str, str], ...] = ()  # words, address
    last_day: date | None = None
    soon: date = date.max
    late: bool = False
    is_today: bool = False
    announcement: int | None = None  # the result that may be vetoed
    held: bool = False
    holder: str = ""
    hidden: bool = False

    @property
    def ccgs(self) -> str:
        """Croydon, level 2; Merton, level 3."""
        return "; ".join(place.words for place in self.places)

    @property
    def ask(self) -> str:
        """What the link to its form says."""
        return ASKS[self.kind]


def days_left(last_day: date, today: date) -> str:
    """How long is left, in whole working days, to the end of ``last_day``; nothing is left after it."""
    if today == last_day:
        return "Today is the last day."
    bank_holidays = england_holidays(min(today, last_day), last_day)
    if today > last_day:
        return f"Overdue: the last day was {day_words(last_day)}."
    count = working_days_between(today, last_day, bank_holidays)
    left = f"{count} working day{'' if count == 1 else 's'} left after today"
    return f"{left}, until the end of {day_words(last_day)}."


def names(of: Iterable[Place]) -> str:
    """The CCGs in a sentence."""
    return listed(place.name for place in of)
