"""Interests from a spreadsheet into the registers: the whole of it, or nothing and one sentence for each bad row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from committees.files.problems import FileRefused, Problem
from committees.models import Account, Committee
from committees.powers import Actor, actor_for, importing_actor
from committees.refused import Refused
from committees.registers.declaring import declare_interest_for_register
from committees.registers.importing.cells import Reader, Unreadable
from committees.registers.importing.columns import Columns, columns_of
from committees.registers.importing.rows import COLUMN_OF, Declared, OnRecord, declared, difference
from committees.registers.importing.sheets import Row, read
from committees.terms import InterestType
from practices import clock


@dataclass
class Report:
    """What came of a file. ``added``: line and row of each interest written (or to be written); ``there``: on record
    before, lines that changed nothing. ``dry_run``: nothing was kept.
    """

    file: str
    added: list[tuple[int, Declared]] = field(default_factory=list)
    there: list[int] = field(default_factory=list)
    dry_run: bool = False


class RowsRefused(FileRefused):
    """Some rows are bad, and so nothing was written. ``good``: how many of the others would be taken."""

    def __init__(self, problems: Iterable[Problem], good: int):
        super().__init__(problems)
        self.good = good


class _Undone(Exception):
    """Takes a dry run back."""


def import_interests(
    *,
    name: str,
    content: bytes,
    by: Account | None = None,
    dry_run: bool = False,
    indirect_as: InterestType | None = None,
    each: Callable[[Iterable[Row]], Iterable[Row]] = iter,
) -> Report:
    """Read a spreadsheet and declare each of its rows; FileRefused, and nothing written, where anything is wrong.

    Each row goes through the action by which people declare, asked of the gate. ``by``: whose account records them,
    with the powers of its posts; None: the hand of the import. The same file again changes nothing. ``indirect_as``: the
    type of a bare "indirect". ``each`` is given the rows, to show progress.
    """
    rows = read(name, content)
    if not rows:
        raise FileRefused([Problem(name, 1, "", "The file is empty: its first row names the columns.")])
    columns = columns_of(name, rows[0])
    importing = _Importing(name, columns, _actor(by), OnRecord.read(clock.today()), indirect_as, Report(name))
    importing.report.dry_run = dry_run
    try:
        with transaction.atomic():
            for row in each(rows[1:]):
                importing.take(row)
            if importing.problems:
                raise RowsRefused(importing.problems, len(importing.report.added) + len(importing.report.there))
            if dry_run:
                raise _Undone
    except _Undone:
        pass
    return importing.report


def _actor(by: Account | None) -> Actor:
    if by is not None:
        return actor_for(by, clock.today())
    return importing_actor(Committee.objects.values_list("pk", flat=True))


@dataclass
class _Importing:
    """One file on its way in."""

    name: str
    columns: Columns
    actor: Actor
    record: OnRecord
    indirect_as: InterestType | None
    report: Report
    problems: list[Problem] = field(default_factory=list)
    seen: dict[tuple, int] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """Declare a row, or keep the sentence that says why not."""
        try:
            with transaction.atomic():
                self._declare(row)
        except Unreadable as error:
            self._bad(row, error.column, str(error))
        except Refused as error:
            self._bad(row, "name", str(error))
        except ValidationError as error:
            named = next(iter(error.error_dict), "") if hasattr(error, "error_dict") else ""
            self._bad(row, COLUMN_OF.get(named, "nature"), " ".join(error.messages))

    def _declare(self, row: Row) -> None:
        found = declared(Reader(self.columns, row), self.record, self.indirect_as)
        first = self.seen.setdefault(found.key, row.line)
        if first != row.line:
            raise Unreadable("nature", f"This row says the same as line {first}. Take one of them out.")
        held = self.record.interests.get(found.key)
        if held is not None:
            differs = difference(found, held)
            if differs is not None:
                raise differs
            self.report.there.append(row.line)
            return
        declare_interest_for_register(actor=self.actor, person=found.person.pk, told=found.told, on=found.declared_on)
        self.report.added.append((row.line, found))

    def _bad(self, row: Row, column: str, text: str) -> None:
        self.problems.append(Problem(self.name, row.line, self.columns.said(column), text))


__all__ = ["Declared", "FileRefused", "Report", "RowsRefused", "import_interests"]
