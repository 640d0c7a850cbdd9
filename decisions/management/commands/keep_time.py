"""manage.py keep_time"""

from django.core.management.base import BaseCommand, CommandError

from committees.rights.words import day_words
from decisions.actions import keep_all_time
from practices import clock


class Command(BaseCommand):
    help = (
        "Does what is done by the clock: writes down conditions whose last day is over, looks again for conflicts of "
        "interest on agendas to come, writes reminders to declare, and sends the letters that wait. Run it every night; "
        "run more often, or twice at once, it does no more."
    )

    def handle(self, *args, **options) -> None:
        told = list(keep_all_time())
        for each in told:
            if not each.failed:
                self.stdout.write(each.text)
        wrote = sum(each.wrote for each in told)
        count = "Nothing was" if not wrote else f"{wrote} {'entry was' if wrote == 1 else 'entries were'}"
        self.stdout.write(f"{count} written: kept to {day_words(clock.today())}.")
        failed = [each.text for each in told if each.failed]
        if failed:
            raise CommandError("\n".join(failed))
