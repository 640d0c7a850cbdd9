"""manage.py import_meeting FILE [FILE...] [--check] [--json]"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from tqdm import tqdm

from committees.files import FileRefused
from committees.files.reading import LARGEST
from decisions.meeting_file.loading import Report, import_meeting_files
from decisions.meeting_file.report import MeetingReport, in_words, report_on, summary

PROBLEMS_SHOWN = 200


class Command(BaseCommand):
    help = (
        "Reads meeting files (YAML): who may decide, the meeting, its committees, agenda and record. All the files are "
        "taken or, if anything is wrong with one, none. The same file again changes nothing; a changed one is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--check",
            action="store_true",
            help="report who could vote, quorum, conflicts, results, and where published outcomes disagree; save nothing",
        )
        parser.add_argument("--no-progress", action="store_true", help="do not say which file is being read")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, files: list[Path], check: bool, json: bool, no_progress: bool, **options) -> None:
        self.found: list[tuple[Report, list[MeetingReport]]] = []
        try:
            import_meeting_files(self.contents(files, no_progress), check=check, after=self.look)
        except FileRefused as refused:
            self.refuse(refused, json)
        except IntegrityError as error:
            raise CommandError(f"Nothing was saved: the database refused it. {error}") from error
        self.say(check, json)

    def contents(self, files: list[Path], hidden: bool) -> Iterator[tuple[str, bytes]]:
        """The files one after the other, saying which: a bar on a terminal, a line each elsewhere."""
        terminal = sys.stderr.isatty()
        with tqdm(
            total=len(files), unit="file", disable=hidden or not terminal or len(files) == 1, file=sys.stderr
        ) as bar:
            for place, path in enumerate(files, start=1):
                bar.set_description(path.name)
                if not hidden and not terminal and len(files) > 1:
                    self.stderr.write(f"{place} of {len(files)}: {path.name}")
                yield path.name, content(path)
                bar.update(1)

    def look(self, report: Report) -> None:
        """What a file came to: read while it is there."""
        self.found.append((report, [report_on(meeting) for meeting in report.meetings]))

    def refuse(self, refused: FileRefused, in_json: bool) -> None:
        if in_json:
            self.stdout.write(json.dumps({"problems": [each.as_data() for each in refused.problems]}, indent=2))
        raise CommandError("\n".join([*shown(refused), "Nothing was saved."]))

    def say(self, check: bool, in_json: bool) -> None:
        if in_json:
            self.stdout.write(json.dumps([as_data(*each) for each in self.found], indent=2))
            return
        for report, meetings in self.found:
            self.stdout.write(sentence(report, check))
            for meeting in meetings:
                for line in in_words(meeting) if check else [f"  {summary(meeting)}"]:
                    self.stdout.write(f"  {line}" if check else line)


def shown(refused: FileRefused) -> list[str]:
    """The problems line by line, as many as anyone will read."""
    lines = [str(problem) for problem in refused.problems]
    more = len(lines) - PROBLEMS_SHOWN
    return lines if more <= 0 else [*lines[:PROBLEMS_SHOWN], f"... and {more:,} more."]


def content(path: Path) -> bytes:
    """A file's bytes, not many more than could be taken."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}. Nothing was saved.") from error


def sentence(report: Report, check: bool) -> str:
    """What became of one file."""
    names = "; ".join(str(meeting) for meeting in report.meetings)
    if not report.changed:
        return f"{report.file}: nothing changed, this file is on record already ({names})."
    if check:
        return f"{report.file}: nothing is wrong with it. It would add: {names}. This was a check: nothing was saved."
    return f"{report.file}: added {names}."


def as_data(report: Report, meetings: list[MeetingReport]) -> dict:
    """A report for ``--json``."""
    return {
        "file": report.file,
        "digest": report.digest,
        "changed": report.changed,
        "meetings": [meeting.as_data() for meeting in meetings],
    }
