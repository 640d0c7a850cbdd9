"""manage.py load_london_levels"""

from django.core.management.base import BaseCommand, CommandError

from committees.actions import load_london_arrangements
from committees.files.problems import FileRefused


class Command(BaseCommand):
    help = (
        "Adds the level of each London CCG in 2016, and the bodies that the two papers name, each with its "
        "source. The CCGs must be on record (import_practices). Run again, it adds nothing."
    )

    def handle(self, *args, **options) -> None:
        try:
            added = load_london_arrangements()
        except FileRefused as refused:
            lines = "\n".join(str(problem) for problem in refused.problems)
            raise CommandError(f"{lines}\nNothing was saved.") from refused
        rows = "Nothing was" if not added else f"{added} {'row was' if added == 1 else 'rows were'}"
        self.stdout.write(f"{rows} added.")
