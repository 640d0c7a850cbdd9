"""manage.py verify_record"""

from django.core.management.base import BaseCommand, CommandError

from committees.models import Committee, Meeting
from committees.rights.words import day_words
from decisions.book import verify_book
from decisions.chain import verify_meeting


class Command(BaseCommand):
    help = (
        "Checks the seals of every meeting and of every committee's book against what they seal, and prints what does not "
        "hold. Its exit code is 1 where something does not. It writes nothing."
    )

    def handle(self, *args, **options) -> None:
        meetings = list(Meeting.objects.order_by("date", "pk"))
        committees = list(Committee.objects.order_by("name", "pk"))
        problems = [
            f"The meeting of {day_words(meeting.date)}, number {meeting.pk}: {problem}"
            for meeting in meetings
            for problem in verify_meeting(meeting.pk)
        ]
        problems += [f"The book of {body.name}: {problem}" for body in committees for problem in verify_book(body.pk)]
        for problem in problems:
            self.stdout.write(problem)
        checked = f"Meetings checked: {len(meetings)}; books checked: {len(committees)}."
        if problems:
            raise CommandError(f"{checked} What does not hold: {len(problems)}.", returncode=1)
        self.stdout.write(f"{checked} Every seal holds.")
