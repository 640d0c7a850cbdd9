"""The sections of a matter's page between meetings, in their order."""

from __future__ import annotations

from collections.abc import Callable

from decisions.outside import (
    advice,
    alone,
    consented,
    consulted,
    course,
    effect,
    informed,
    onto_agenda,
    put_off,
    reporting,
    stated,
    urgent,
)
from decisions.outside.sections import Asks, Section
from decisions.procurement import section as procurement

SECTIONS: tuple[Callable[[Asks], Section | None], ...] = (
    stated.section,
    stated.checklist,
    effect.section,
    course.section,
    put_off.section,
    consulted.section,
    consented.section,
    informed.section,
    advice.section,
    alone.section,
    urgent.section,
    reporting.section,
    procurement.section,
    onto_agenda.section,
)


def sections(asks: Asks) -> list[Section]:
    """What there is to say or do about a matter between meetings: first where something was done, then what can be."""
    found = [told for section in SECTIONS if (told := section(asks)) is not None]
    return sorted(found, key=lambda section: not section.lines)
