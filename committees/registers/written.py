"""A register of interests as a table of text: the same for the page's files of every kind."""

from __future__ import annotations

from datetime import date

from committees.registers.entries import Row
from committees.registers.exports import Table
from committees.registers.reading import Register
from committees.terms import InterestType
from practices.dated import in_words

COLUMNS = (
    "Name",
    "Current position",
    "Declared interest: organisation and nature of business",
    "Financial",
    "Non-financial professional",
    "Non-financial personal",
    "Direct or indirect",
    "Nature of interest",
    "From",
    "To",
    "Action taken to mitigate risk",
    "Declared on",
    "Type, in the form of four",
)
PRIVATE_COLUMNS = ("Local category", "Left out of the published register")
MADE_UP = "Some of the people and interests in this register are made up, for demonstration."


def as_table(register: Register) -> Table:
    """What the page shows of a register, with the sentences that belong to it."""
    private = register.asked.private
    columns = COLUMNS + (PRIVATE_COLUMNS if private else ())
    rows = tuple(_written(row) + ((row.category, row.left_out) if private else ()) for row in register.rows)
    return Table(title_of(register), notes_of(register), columns, rows)


def title_of(register: Register) -> str:
    """Which register it is, of whom, as at which day."""
    asked = register.asked
    kind = "Private register" if asked.private else "Register"
    recorded = f", as recorded on {in_words(asked.recorded_on)}" if asked.recorded_on else ""
    return f"{kind} of interests, {register.body.name}, as at {in_words(asked.day)}{recorded}"


def notes_of(register: Register) -> tuple[str, ...]:
    """What a reader must know of the register: what it holds, how much of it this is, how to ask for the rest."""
    notes = [counted(register), what_it_holds(register)]
    if not register.asked.private:
        notes.append(how_to_ask(register))
    if register.made_up:
        notes.append(MADE_UP)
    return tuple(notes)


def counted(register: Register) -> str:
    """How many entries there are, and how many of them are here."""
    entries = _entries(register.entries)
    if len(register.rows) == register.entries:
        return f"{entries}."
    return f"{_entries(len(register.rows))} of {register.entries}: the others do not fit what was asked."


def _entries(number: int) -> str:
    return f"{number or 'No'} {'entry' if number == 1 else 'entries'}"


def what_it_holds(register: Register) -> str:
    if register.asked.private:
        return "The private register: entries stay on it for six years after they end. It is not published."
    return (
        "The published register: entries stay on it for six months after they end. From 16 June 2017 it holds the "
        "entries of decision-making staff alone."
    )


def how_to_ask(register: Register) -> str:
    return (
        f"Older entries are kept for six years: to ask for one, or for what has been left out, write to the "
        f"governance team of {register.body.name} or to its conflicts of interest guardian."
    )


def _written(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        row.position,
        row.organisation,
        *("yes" if row.type == each else "" if row.is_nil else "no" for each in InterestType),
        row.directness.label if row.directness else "",
        nature_of(row),
        _day(row.starts_on),
        _day(row.ends_on),
        row.action,
        in_words(row.declared_on),
        row.four_type,
    )


def nature_of(row: Row) -> str:
    """The nature of the interest and, where it is somebody else's, whose."""
    return f"{row.nature} ({row.relationship})" if row.relationship else row.nature


def _day(day: date | None) -> str:
    return in_words(day) if day else ""
