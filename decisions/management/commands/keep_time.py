"""manage.py keep_time"""

from django.core.management.base import BaseCommand, CommandError

from committees.rights.words import day_words
from decisions.actions import keep_time
from practices import clock


class Command(BaseCommand):
    help = (
        "Writes down what the passing of time has brought about, once: conditions whose last day is over lapse. Run it "
        "every night; run more often, or twice at once, it does no more."
    )

    def handle(self, *args, **options) -> None:
        kept = keep_time()
        passed = [each for each in kept if not each.failed]
        failed = [each for each in kept if each.failed]
        for each in passed:
            self.stdout.write(each.text)
        count = "Nothing was" if not passed else f"{len(passed)} {'entry was' if len(passed) == 1 else 'entries were'}"
        self.stdout.write(f"{count} written: kept to {day_words(clock.today())}.")
        if failed:
            raise CommandError("\n".join(each.text for each in failed))
