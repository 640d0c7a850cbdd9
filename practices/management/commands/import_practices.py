"""manage.py import_practices FILE [FILE...] --as-at YYYY-MM-DD"""

import json
import sys
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from tqdm import tqdm

from practices import ods
from practices.actions import BadRows, Refused, Report, import_editions
from practices.report import as_json, sentences

BAD_ROWS_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Reads CCGs and GP practices from files of the NHS Organisation Data Service (eccg, epraccur), list sizes and "
        "contract types from those of NHS Digital, plain or gzip; each says by its content what it is. "
        "All the files are saved or, if anything is wrong with one, none. The same files again change nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--as-at", metavar="YYYY-MM-DD", help="the date that the files describe; they do not say")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--no-progress", action="store_true", help="no progress bar (none is shown to a file)")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, **options) -> None:
        as_at = given_date(options["as_at"])
        self.hidden = options["no_progress"] or not sys.stderr.isatty()
        try:
            files = [self.read(path) for path in options["files"]]
            report = import_editions(files=files, as_at=as_at, dry_run=options["dry_run"], progress=self.bar)
        except BadRows as error:
            raise CommandError("\n".join([*shown(error), str(error)])) from error
        except (Refused, ods.NotODS) as error:
            raise CommandError(str(error)) from error
        except IntegrityError as error:
            raise CommandError(f"Nothing was saved: another import was running, or a guard refused. {error}") from error
        self.say(report, options["json"])

    def read(self, path: Path) -> ods.ODSFile:
        """One file from disk."""
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refused(f"{path} cannot be opened: {error.strerror}.") from error
        with self.bar(f"Reading {path.name}", 1) as bar:
            file = ods.read(path.name, content)
            bar.update(1)
        return file

    def bar(self, label: str, total: int) -> AbstractContextManager:
        """A progress bar on the error channel."""
        return tqdm(desc=label, total=total, unit="row", disable=self.hidden, file=sys.stderr)

    def say(self, report: Report, in_json: bool) -> None:
        """Print the report."""
        if in_json:
            self.stdout.write(json.dumps(as_json(report), indent=2))
            return
        for sentence in sentences(report):
            self.stdout.write(sentence)


def given_date(text: str | None) -> date:
    """The edition's date as typed."""
    if not text:
        raise CommandError(
            "Say which date the files describe, as in --as-at 2016-02-01: the files carry no date themselves."
        )
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is not a date. Write it as 2016-02-01.") from error


def shown(error: BadRows) -> list[str]:
    """The bad rows, line by line, as many as anyone will read."""
    lines = error.lines()
    more = len(lines) - BAD_ROWS_SHOWN
    return lines if more <= 0 else [*lines[:BAD_ROWS_SHOWN], f"... and {more} more."]
