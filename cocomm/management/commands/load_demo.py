"""manage.py load_demo"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cocomm.demo.loading import FileRefused, load_demo


class Command(BaseCommand):
    help = "Loads the demonstration: London's practices and levels, and a meeting of South West London ready to be run."

    def handle(self, *args, **options) -> None:
        if not settings.COCOMM_DEMO:
            raise CommandError(
                "The demonstration brings made-up people and accounts without passwords, so it is loaded only where "
                "COCOMM_DEMO=1 is set. Use a database of its own."
            )
        try:
            load_demo(say=self.say)
        except FileRefused as refused:
            raise CommandError(
                f"{refused}\nNothing was loaded. If this database holds an earlier version of the demonstration, start "
                "with a new one (make clean removes the demo's)."
            ) from refused

    def say(self, what: str) -> None:
        self.stdout.write(f"==> {what}")
        self.stdout.flush()
