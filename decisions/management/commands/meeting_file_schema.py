"""manage.py meeting_file_schema"""

import json

from django.core.management.base import BaseCommand

from decisions.meeting_file.json_schema import json_schema


class Command(BaseCommand):
    help = "Prints the JSON Schema of meeting files, as kept in docs/meeting-file.schema.json."
    requires_system_checks: list[str] = []

    def handle(self, *args, **options) -> None:
        self.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False))
