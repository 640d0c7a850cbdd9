"""`manage.py demo`: create or update the demo's database, load the demo, say who to sign in as, and serve it."""

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

ADDRESS = "127.0.0.1"  # the one-click sign-in serves this machine only


class Command(BaseCommand):
    help = "Prepare the demo and serve it on this machine."
    requires_system_checks: list[str] = []  # start in a second; `migrate` and the tests run the checks

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if not settings.COCOMM_DEMO:
            raise CommandError("This serves the demo only: set COCOMM_DEMO=1, or use `make run`.")
        refuse_a_busy_port(port)
        self.migrate_if_needed()
        if "load_demo" in get_commands():
            call_command("load_demo")
        self.say_where_to_go(port)
        serve(port)

    def migrate_if_needed(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Creating or updating the database")
            call_command("migrate", interactive=False, verbosity=0)

    def say_where_to_go(self, port: int) -> None:
        self.say(f"Open http://localhost:{port}/ and sign in with one press as:")
        people = get_user_model().objects.exclude(demo_role="").order_by("demo_order", "username")
        for person in people:
            self.stdout.write(f"      {person.get_full_name() or person.username}: {person.demo_role}")
        self.stdout.write("    People, interests and votes are made up. Stop with Ctrl-C.")
        self.stdout.flush()

    def say(self, what: str) -> None:
        self.stdout.write(f"==> {what}")
        self.stdout.flush()


def refuse_a_busy_port(port: int) -> None:
    """Raise CommandError where something else already serves on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used: {error.strerror}. Try make run PORT={port + 1}") from error


def serve(port: int) -> None:
    """Become the web server; never returns."""
    connection.close()
    command = [
        sys.executable, "-m", "gunicorn", "cocomm.wsgi",
        "--bind", f"{ADDRESS}:{port}",
        "--worker-class", "gthread", "--threads", "8",
        "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 our own interpreter, no words from outside
