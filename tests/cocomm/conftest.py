"""The demonstration's meeting and its worlds, each loaded once for a module."""

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def demo_loaded(django_db_setup, django_db_blocker):
    """The demonstration's meeting as `manage.py load_demo` loads it, without the other worlds; gone again after the module.

    Tests see it through ``demo``.
    """
    from cocomm.demo.loading import DEMO_FILE, load_demo

    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(say=said.append, files=[DEMO_FILE])
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def demo(demo_loaded, db):
    """The demonstration's world; what a test changes is undone after it."""
    return demo_loaded
