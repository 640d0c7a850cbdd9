"""manage.py import_meeting FILE [FILE...] [--check] [--json]"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from committees.files import FileRefused
from committees.files.reading import LARGEST
from decisions.meeting_file.loading import Report, import_meeting_files


class Command(BaseCommand):
    help = (
        "Reads meeting files (YAML): who may decide, the meeting, its committees and agenda. All the files are taken or, "
        "if anything is wrong with one, none. The same file again changes nothing; a changed one is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--check", action="store_true", help="say what is wrong or would be added; change nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, files: list[Path], check: bool, json: bool, **options) -> None:
        try:
            reports = import_meeting_files([(path.name, content(path)) for path in files], check=check)
        except FileRefused as refused:
            self.refuse(refused, json)
        except IntegrityError as error:
            raise CommandError(f"Nothing was saved: the database refused it. {error}") from error
        self.say(reports, check, json)

    def refuse(self, refused: FileRefused, in_json: bool) -> None:
        if in_json:
            self.stdout.write(json.dumps({"problems": [each.as_data() for each in refused.problems]}, indent=2))
        raise CommandError(f"{refused}\nNothing was saved.")

    def say(self, reports: list[Report], check: bool, in_json: bool) -> None:
        if in_json:
            self.stdout.write(json.dumps([as_data(report) for report in reports], indent=2))
            return
        for report in reports:
            self.stdout.write(sentence(report, check))


def content(path: Path) -> bytes:
    """A file's bytes, not many more than could be taken."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error


def sentence(report: Report, check: bool) -> str:
    """What became of one file."""
    names = "; ".join(str(meeting) for meeting in report.meetings)
    if not report.changed:
        return f"{report.file}: nothing changed, this file is on record already ({names})."
    if check:
        return f"{report.file}: nothing is wrong with it. It would add: {names}. This was a check: nothing was saved."
    return f"{report.file}: added {names}."


def as_data(report: Report) -> dict:
    """A report for ``--json``."""
    return {
        "file": report.file,
        "digest": report.digest,
        "changed": report.changed,
        "meetings": [{"title": meeting.title, "date": meeting.date.isoformat()} for meeting in report.meetings],
    }
