"""The migrations, run from nothing in a process of their own, as a new site runs them."""

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
ASK = (
    "import json; from django.db import connection; from practices import guards;"
    "print(json.dumps([sorted(name for _, name in guards.expected()), sorted(guards.present(connection))]))"
)


@pytest.fixture
def empty_database(tmp_path, django_db_blocker):
    """The address of a database with nothing in it, of the kind that is being tested."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    name = f"new_{uuid.uuid4().hex}"
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        yield address_of(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def address_of(name: str) -> str:
    """The address of another database on the same server."""
    before, _, after = os.environ["DATABASE_URL"].rpartition("/")
    _, mark, query = after.partition("?")
    return f"{before}/{name}{mark}{query}"


def manage(address: str, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "SECRET_KEY": settings.SECRET_KEY, "COCOMM_DEMO": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout


def test_migrations_make_every_guard(empty_database):
    manage(empty_database, "migrate", "--verbosity=0")
    expected, present = json.loads(manage(empty_database, "shell", "--no-imports", "-c", ASK).splitlines()[-1])
    assert set(expected) <= set(present)
    assert len(expected) > 50
