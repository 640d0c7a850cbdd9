"""manage.py load_london_levels: how a site gets the levels that the papers of 2016 state."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from committees.models import Arrangement, Committee
from practices.actions import load_london

pytestmark = pytest.mark.django_db


def said() -> str:
    call_command("load_london_levels", stdout=(out := StringIO()))
    return out.getvalue()


def test_it_adds_the_level_of_every_london_ccg_and_adds_nothing_again():
    load_london()
    assert "rows were added." in said()
    assert Arrangement.objects.values("ccg").distinct().count() == 32
    assert said() == "Nothing was added.\n"


def test_without_the_ccgs_it_says_what_to_import_first_and_saves_nothing():
    with pytest.raises(CommandError, match=r"No CCG “.+” is on record(.|\n)*import_practices(.|\n)*Nothing was saved"):
        said()
    assert not Arrangement.objects.exists()
    assert not Committee.objects.exists()
