"""manage.py import_interests FILE [--dry-run] [--by USERNAME] [--indirect-as TYPE]"""

import sys
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from committees.models import Account
from committees.registers.importing import FileRefused, Report, RowsRefused, import_interests
from committees.registers.importing.sheets import LARGEST, Row
from committees.terms import InterestType

SHOWN = 200


class Command(BaseCommand):
    help = (
        "Reads a spreadsheet of interests (CSV, XLSX or ODS; docs/registers.md) into the registers. The whole file is "
        "taken or, if anything is wrong with a row, nothing of it. The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
        parser.add_argument(
            "--by", metavar="USERNAME", help="the account that records them; without it, the hand of the import"
        )
        parser.add_argument(
            "--indirect-as",
            choices=[each.value for each in InterestType],
            help="the type of what the file calls “indirect” and nothing more",
        )
        parser.add_argument("--no-progress", action="store_true", help="no progress bar (none is shown to a file)")

    def handle(self, *args, file: Path, dry_run: bool, by: str | None, indirect_as: str | None, **options) -> None:
        self.hidden = options["no_progress"] or not sys.stderr.isatty()
        try:
            report = import_interests(
                name=file.name,
                content=content(file),
                by=account(by),
                dry_run=dry_run,
                indirect_as=InterestType(indirect_as) if indirect_as else None,
                each=self.bar,
            )
        except RowsRefused as refused:
            good = (
                f" {refused.good} other {'row is' if refused.good == 1 else 'rows are'} right." if refused.good else ""
            )
            raise CommandError("\n".join([*shown(refused), f"Nothing was written.{good}"])) from refused
        except FileRefused as refused:
            raise CommandError("\n".join([*shown(refused), "Nothing was written."])) from refused
        for sentence in sentences(report):
            self.stdout.write(sentence)

    def bar(self, rows: Iterable[Row]) -> Iterable[Row]:
        """A progress bar on the error channel."""
        return tqdm(rows, unit="row", disable=self.hidden, file=sys.stderr)


def content(path: Path) -> bytes:
    """A file's bytes, not many more than could be taken."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}. Nothing was written.") from error


def account(username: str | None) -> Account | None:
    """Whose account records them."""
    if username is None:
        return None
    found = Account.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(f"No active account is called “{username}”. Nothing was written.")
    return found


def shown(refused: FileRefused) -> list[str]:
    """The problems, as many as anyone will read."""
    lines = [str(problem) for problem in refused.problems]
    more = len(lines) - SHOWN
    return lines if more <= 0 else [*lines[:SHOWN], f"... and {more:,} more."]


def sentences(report: Report) -> list[str]:
    """What became of the file."""
    number, there = len(report.added), len(report.there)
    already = f" {there} {'row was' if there == 1 else 'rows were'} on record already." if there else ""
    if not number:
        nothing = "Nothing changed" if there else "There is no row below the first, so nothing changed"
        return [f"{report.file}: {nothing}.{already}"]
    people = len({found.person.pk for _, found in report.added})
    count = f"{number} {'interest' if number == 1 else 'interests'} of {people} {'person' if people == 1 else 'people'}"
    if not report.dry_run:
        return [f"{report.file}: {count} written to the registers.{already}"]
    lines = [f"{report.file}, line {line}: {found}." for line, found in report.added]
    return [*lines, f"{report.file}: {count} would be written.{already} This was a dry run: nothing was written."]
