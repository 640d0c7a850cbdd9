"""manage.py compare_editions OLD NEW"""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from practices import ods
from practices.compared import Listed, as_json, compared, listed_in, sentences


class Command(BaseCommand):
    help = "Says what changed between two practice files (epraccur). Nothing is read from the database, nothing saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("old", metavar="OLD", type=Path)
        parser.add_argument("new", metavar="NEW", type=Path)
        parser.add_argument("--json", action="store_true", help="print it as JSON")

    def handle(self, *args, **options) -> None:
        found = compared(listed(options["old"]), listed(options["new"]))
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), indent=2))
            return
        for sentence in sentences(found):
            self.stdout.write(sentence)


def listed(path: Path) -> dict[str, Listed]:
    """What the practice file at this path lists. Raises CommandError with a sentence."""
    try:
        file = ods.read(path.name, path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be opened: {error.strerror}.") from error
    except ods.NotODS as error:
        raise CommandError(str(error)) from error
    if file.kind != ods.PRACTICES:
        raise CommandError(f"{path.name} is not a practice file (epraccur).")
    if file.bad:
        row = file.bad[0]
        raise CommandError(f"{path.name} has {len(file.bad)} wrong rows; the first, line {row.line}: {row.problem}.")
    return listed_in(file)
