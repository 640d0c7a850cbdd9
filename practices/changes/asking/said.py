"""How the reasons are said: days, texts that are missing or too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import models

from practices.changes.words import capital
from practices.dated import Dated, in_words, period_in_words
from practices.models import Partner

_LINES, _LINE = 5, 80  # of a practice's address


def folded(text: str) -> str:
    """A text for comparing: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def share(row: Dated, first: date, last: date | None) -> bool:
    """Whether a row holds on one of these days at least."""
    return (row.ends_on is None or row.ends_on >= first) and (last is None or row.starts_on <= last)


def period(row: Dated) -> str:
    """ "from 1 April 2015 to 31 March 2016"."""
    said = period_in_words(row.starts_on, row.ends_on)
    return said if row.ends_on is None else f"from {said}"


def before(said: str, since: str, row: Dated, what: str) -> str:
    """The reason that something would come before the first day of what it is about."""
    it = "" if isinstance(row, Partner) else "it "
    return f"{said} {since} {in_words(row.starts_on)}, so {it}cannot {what}: choose a later day."


def backwards(said: str, first: date, last: date) -> str:
    """The reason that a last day is before the first."""
    return f"{said} from {in_words(first)} to {in_words(last)}, which is earlier: choose a later last day."


def blank(text: str, said: str) -> Iterator[str]:
    """The reason that a text is missing, where it is."""
    if not text.strip():
        yield f"{said}: state it."


def too_long(model: type[models.Model], **texts: str) -> Iterator[str]:
    """Texts that do not fit into their columns."""
    for name, text in texts.items():
        field = model._meta.get_field(name)
        most = getattr(field, "max_length", None)
        if most is not None and len(text.strip()) > most:
            label = capital(str(getattr(field, "verbose_name", name)))
            yield f"{label}: “{text.strip()[:40]}…” is longer than the {most} characters that are kept. Shorten it."


def too_long_address(address: str) -> Iterator[str]:
    """The reason that an address does not fit into the columns of a practice, where it does not."""
    if len(lines := address_lines(address)) > _LINES or any(len(line) > _LINE for line in lines):
        yield f"A practice's address has at most {_LINES} lines of {_LINE} characters, besides the postcode: shorten it."


def address_lines(address: str) -> list[str]:
    """The lines of an address; of one on a single line, its parts between the commas."""
    lines = [line.strip(" ,") for line in address.splitlines()]
    if len([line for line in lines if line]) == 1:
        parts = [part.strip() for part in lines[0].split(",")] if lines[0] else []
        lines = parts if len(parts) <= _LINES else lines
    return [line for line in lines if line]
