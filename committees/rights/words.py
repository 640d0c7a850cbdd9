"""How the engine's sentences say days, committees, functions and lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from committees.rights.world import Authority, Committee, Period, Room
from committees.terms import Function, Level

# Not strftime: its words follow the machine's locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date) -> str:
    """1 April 2016."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_words(period: Period) -> str:
    """from 1 April 2015 to 31 March 2016; since 1 April 2016 (open)."""
    if period.ends_on is None:
        return f"since {day_words(period.starts_on)}"
    return f"from {day_words(period.starts_on)} to {day_words(period.ends_on)}"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Croydon, Merton and Sutton."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def pounds(value: Decimal) -> str:
    """£25,000; £25,000.50: pence only where there are some."""
    return f"£{value:,.0f}" if value == value.to_integral_value() else f"£{value:,.2f}"


def people(count: int) -> str:
    """1 person; 3 people."""
    return f"{count} {'person' if count == 1 else 'people'}"


def the(committee: Committee) -> str:
    """The committee's name in the middle of a sentence, with its article."""
    return committee.name if committee.name.lower().startswith("the ") else f"the {committee.name}"


def ccg_name(authority: Authority) -> str:
    """The CCG that an authority is about; a committee's own business may be about none."""
    return authority.ccg.name if authority.ccg else "the committee"


def sentence_case(text: str) -> str:
    """The first letter made a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def what(function: Function) -> str:
    """The function in the middle of a sentence, without its examples."""
    label = Function(function).label.split(" (")[0]
    return label[:1].lower() + label[1:]


#: What keeps its capital in the middle of a sentence.
_NAMES = ("Healthwatch", "Health and Wellbeing Board", "Local Medical Committee")


def lower_first(text: str) -> str:
    """A title in the middle of a sentence: "lay member, chair"; abbreviations and names of bodies stay as they are."""
    return text if text[:2].isupper() or text.startswith(_NAMES) else text[:1].lower() + text[1:]


def level_words(level: Level, *, shadowing: bool = False) -> str:
    """level 3, delegated commissioning; level 2, joint commissioning, shadowing level 3."""
    return f"{Level(level).label}{', shadowing level 3' if shadowing else ''}"


def a(noun: str) -> str:
    """A noun with its indefinite article."""
    return f"an {noun}" if noun[:1].lower() in "aeiou" or noun.startswith("NHS") else f"a {noun}"


def not_there(room: Room, count: int = 1) -> str:
    """Of whom it is said that they are not there: in a meeting by correspondence, who has answered is there."""
    if room.by_correspondence:
        return "has not answered" if count == 1 else "have not answered"
    return "is not in the room" if count == 1 else "are not in the room"


def there(room: Room, count: int = 1) -> str:
    """Of whom it is counted that they are there."""
    if room.by_correspondence:
        return "has answered" if count == 1 else "have answered"
    return "is here" if count == 1 else "are here"
