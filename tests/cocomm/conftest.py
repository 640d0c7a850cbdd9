"""The demonstration's world, loaded once for a module."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def demo_loaded(django_db_setup, django_db_blocker):
    """The demonstration as `manage.py load_demo` loads it; gone again after the module. Tests see it through ``demo``."""
    from cocomm.demo.loading import load_demo

    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(say=said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def demo(demo_loaded, db):
    """The demonstration's world; what a test changes is undone after it."""
    return demo_loaded
