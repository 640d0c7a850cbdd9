"""manage.py keep_time"""

from collections import Counter
from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError

from committees.rights.words import day_words, listed
from decisions.actions import keep_all_time
from decisions.actions.time import Told
from practices import clock


class Command(BaseCommand):
    help = (
        "Does what is done by the clock: writes down conditions whose last day is over and vetoes whose time has passed, "
        "puts vetoed decisions, and what was decided between meetings, on the next agenda, looks again for conflicts of "
        "interest on agendas to come, writes reminders to declare and letters to NHS England, and sends the letters that "
        "wait. Run it every night; run more often, or twice at once, it does no more."
    )

    def handle(self, *args, **options) -> None:
        told = list(keep_all_time())
        for each in told:
            if not each.failed:
                self.stdout.write(each.text)
        self.stdout.write(f"{written(told)} written: kept to {day_words(clock.today())}.")
        failed = [each.text for each in told if each.failed]
        if failed:
            raise CommandError("\n".join(failed))


#: What the timed command writes, where there are several of it.
SEVERAL = {
    "entry": "entries",
    "lapsed condition": "lapsed conditions",
    "change of a possible conflict": "changes of possible conflicts",
    "reminder": "reminders",
    "confirmed decision": "confirmed decisions",
    "vetoed decision on an agenda": "vetoed decisions on an agenda",
    "letter to NHS England": "letters to NHS England",
}


def written(told: Iterable[Told]) -> str:
    """What was written, counted: "1 lapsed condition and 11 reminders were"."""
    counts = Counter(each.what for each in told if each.wrote)
    if not counts:
        return "Nothing was"
    kinds = listed(f"{count} {what if count == 1 else SEVERAL[what]}" for what, count in counts.items())
    return f"{kinds} {'was' if counts.total() == 1 else 'were'}"
