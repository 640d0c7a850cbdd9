"""Where a reader of "What if?" puts everybody: what the address says, and the address that says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from committees.models import Appointment, Seat
from committees.rights.words import lower_first
from committees.terms import Share
from practices.dated import in_words

#: p12 is the person with that key; s12 whoever might sit in the vacant seat with that key.
NAMED = re.compile(r"([ps])(\d{1,18})")


class Whereabouts(StrEnum):
    """Where a reader puts somebody."""

    HERE = "here"
    OUT = "out"
    AWAY = "away"


WHEREABOUTS = (
    (Whereabouts.HERE, "Here"),
    (Whereabouts.OUT, "In conflict"),
    (Whereabouts.AWAY, "Not here"),
)


def by_default(rows: Iterable[Appointment], vacant: Iterable[Seat]) -> dict[int, Whereabouts]:
    """Members are here; who is a deputy and nothing else is not, nor is anybody in a vacant seat."""
    found = {-seat.pk: Whereabouts.AWAY for seat in vacant}
    for row in rows:
        if row.share != Share.DEPUTY:
            found[row.person_id] = Whereabouts.HERE
        found.setdefault(row.person_id, Whereabouts.AWAY)
    return found


def whereabouts(
    asked: Mapping[str, str], rows: list[Appointment], vacant: list[Seat], day: date
) -> tuple[dict[int, Whereabouts], tuple[str, ...]]:
    """Where everybody is by the address, and sentences on what in it means nothing here.

    Who is nobody's concern here is not named: an address must not tell who sits elsewhere.
    """
    where = by_default(rows, vacant)
    names = {row.person_id: row.person.name for row in rows} | {-seat.pk: supposed(seat) for seat in vacant}
    strangers: Counter[str] = Counter()
    said = []
    for field, value in asked.items():
        named = NAMED.fullmatch(field) if field.isascii() else None
        if named is None:
            said.append(f"“{_short(field)}” asks for nothing that this page knows.")
            continue
        key = int(named[2]) if named[1] == "p" else -int(named[2])
        if key not in where:
            strangers[named[1]] += 1
        elif value not in {each.value for each in Whereabouts}:
            said.append(f"“{_short(value)}” does not say where {names[key]} is: choose here, in conflict or not here.")
        else:
            where[key] = Whereabouts(value)
    return where, (*said[:5], *_strangers(strangers, day))


def _strangers(found: Mapping[str, int], day: date) -> Iterable[str]:
    if number := found.get("p", 0):
        who = "One person in this address holds" if number == 1 else f"{number} people in this address hold"
        yield f"{who} no seat here on {in_words(day)} that could count to the quorum."
    if number := found.get("s", 0):
        which = "One seat in this address is" if number == 1 else f"{number} seats in this address are"
        yield f"{which} not vacant here on {in_words(day)}."


def supposed(seat: Seat) -> str:
    """What somebody in a vacant seat is called."""
    return f"the {lower_first(seat.title)}"


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def query(day: date, out: Iterable[int], filled: Iterable[int] = ()) -> str:
    """The address that puts these people out and fills these vacant seats, and leaves everybody else as they are."""
    said = {f"p{person}": Whereabouts.OUT.value for person in out}
    said |= {f"s{seat}": Whereabouts.HERE.value for seat in filled}
    return urlencode({"on": day.isoformat()} | said)
