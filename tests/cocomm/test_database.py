"""How the database is opened: the same guarantees on SQLite as on PostgreSQL begin here."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def test_sqlite_is_opened_with_wal_immediate_transactions_and_foreign_keys(tmp_path):
    """In a process of its own, so that it is asked of SQLite whatever the other tests run on."""
    ask = (
        "from django.db import connection as c\n"
        "k = c.cursor()\n"
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in ('journal_mode', 'foreign_keys', 'busy_timeout')])\n"
        "print(c.transaction_mode, c.settings_dict['ATOMIC_REQUESTS'])\n"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", ask],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "DEBUG": "1", "DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}"},
    )  # fmt: skip
    assert done.stdout == "['wal', 1, 20000]\nIMMEDIATE False\n", done.stderr


def test_the_tests_run_on_a_real_file_or_a_real_postgresql():
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_file()
    else:
        assert connection.vendor == "postgresql"
        assert os.environ["DATABASE_URL"].startswith("postgres://")


def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_demo_is_not_served_by_a_real_site():
    assert settings.COCOMM_DEMO is False
    with pytest.raises(CommandError, match="COCOMM_DEMO=1"):
        call_command("demo")


def test_a_busy_port_is_refused_with_a_free_one_to_try(demo_site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used: .* Try make run PORT={port + 1}"):
            call_command("demo", port=port)
