"""What every test may use."""

import importlib
import os
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.urls import clear_url_caches


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """SQLite is tested as a file, as it is used: in memory there is no WAL and one connection serves all threads."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def guards_lifted_only_while_a_test_database_is_emptied():
    """A transactional test ends by emptying every table. On SQLite that deletes rows, which the guards refuse.

    The guards are lifted for that moment only, here and nowhere in the product, and put back from the same source.
    """
    from practices import guards

    empty = TransactionTestCase._fixture_teardown

    def lift_empty_install(self):
        guards.lift(connection)
        try:
            empty(self)
        finally:
            guards.install(connection)

    TransactionTestCase._fixture_teardown = lift_empty_install
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def demo_site():
    """The site as `make run` serves it: the demo's addresses exist, and its clock stands on 14 April 2016."""
    with override_settings(COCOMM_DEMO=True, COCOMM_CLOCK_DAY=date(2016, 4, 14)):
        _load_addresses_again()
        yield
    _load_addresses_again()


def _load_addresses_again() -> None:
    importlib.reload(importlib.import_module(settings.ROOT_URLCONF))
    clear_url_caches()


@pytest.fixture
def race_rounds() -> int:
    """How often a race is run: 10 times in `make test`, 200 in `make test-full`."""
    return int(os.environ.get("COCOMM_RACE_ROUNDS", "10"))


def pytest_make_parametrize_id(val, argname):
    """Name bytes by their place: what is compressed carries the time, and the testers must agree on every name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture
def on_the_day():
    """The clock stands on 14 April 2016, the day of the cast's meeting."""
    with override_settings(COCOMM_CLOCK_DAY=date(2016, 4, 14)):
        yield


@pytest.fixture
def cast(db, on_the_day):
    """The cast everybody remembers (tests/cast.py)."""
    from tests.cast import the_cast

    return the_cast()


@pytest.fixture
def room(cast):
    """The cast's meeting in common, with two items that concern both committees. Nobody has arrived."""
    return cast.meeting(items=2)
