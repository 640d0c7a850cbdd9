"""manage.py export_meeting MEETING --as USERNAME [--output FILE]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from committees.models import Account, Meeting
from committees.powers import actor_for
from decisions.facts import Record, load_record
from decisions.journal.writing import record_as_file
from decisions.readers import may_read_all
from practices import clock


class Command(BaseCommand):
    help = (
        "Writes the whole record of a meeting as a meeting file: who decides, the agenda, and every act in the order in "
        "which it was recorded. import_meeting reads it in elsewhere. The account must be allowed to read all of it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting", type=int, metavar="MEETING", help="the number in the address of its page")
        parser.add_argument("--as", required=True, dest="username", metavar="USERNAME", help="who takes it away")
        parser.add_argument("--output", type=Path, metavar="FILE", help="a new file; left out: on the screen")

    def handle(self, *args, meeting: int, username: str, output: Path | None, **options) -> None:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        record = self.record(meeting)
        actor = actor_for(account, clock.today())
        verdict = may_read_all(actor, record)
        if not verdict:
            raise CommandError(f"{username} may not take this record away. {verdict.sentence}")
        text = record_as_file(record, by=actor.name)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            with output.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{record.meeting}: {len(record.acts)} acts written to {output}.")

    @staticmethod
    def record(meeting: int) -> Record:
        try:
            return load_record(meeting)
        except (Meeting.DoesNotExist, OverflowError):
            raise CommandError(f"There is no meeting {meeting}.") from None
