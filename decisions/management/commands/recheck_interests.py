"""manage.py recheck_interests"""

from django.core.management.base import BaseCommand

from decisions.actions.matching import changes_in_words, recheck


class Command(BaseCommand):
    help = "Looks at every open agenda item again for conflicts that the registers show, and tells what changed."

    def handle(self, *args, **options) -> None:
        changes = recheck()
        for sentence in changes_in_words(changes):
            self.stdout.write(sentence)
        number = len(changes)
        what = "Nothing has changed" if not number else f"{number} change{'' if number == 1 else 's'}"
        self.stdout.write(f"{what} since the last time.")
