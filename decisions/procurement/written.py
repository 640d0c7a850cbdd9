"""The register of procurement decisions as a table of text: the same for the page and for files of every kind."""

from __future__ import annotations

from datetime import date

from committees.registers.bodies import Body
from committees.registers.exports import Table
from committees.rights.words import day_words
from decisions.procurement.register import Published
from decisions.procurement.rows import COLUMNS

HOLDS = (
    "Every decision to award, extend or refuse a contract stands here once it has been signed off: of the CCG's committees, "
    "of its officers, and of NHS England for it. Each row is made from the record of the decision, and nothing is typed."
)
LEFT_OUT = (
    "Of a decision taken in private only its committee, its day and the ground are shown. What the conflicts of interest "
    "guardian leaves out of the register of interests is left out here."
)
MADE_UP = "Some of the decisions in this register are made up, for demonstration."
SIGNED_OFF = "Signed off on"


def as_table(body: Body, day: date, rows: list[Published], every: int) -> Table:
    """What the page shows, as the table of every kind of file. ``every``: how many decisions the register has."""
    notes = [counted(len(rows), every), HOLDS, LEFT_OUT]
    if any(each.row.made_up for each in rows):
        notes.append(MADE_UP)
    columns = (*(label for _, label in COLUMNS), SIGNED_OFF)
    texts = tuple((*each.row.texts, day_words(each.signed_on)) for each in rows)
    title = f"Register of procurement decisions, {body.name}, as at {day_words(day)}"
    return Table(title, tuple(notes), columns, texts, cards=True)


def counted(shown: int, every: int) -> str:
    """How many decisions there are, and how many of them are here."""
    decisions = f"{every or 'No'} decision{'' if every == 1 else 's'}"
    return f"{decisions}." if shown == every else f"{shown} of {every} decisions: the others do not fit what was asked."
