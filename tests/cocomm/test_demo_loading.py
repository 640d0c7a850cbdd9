"""`manage.py load_demo`: where it may be run, what it says, and that it loads all or nothing."""

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from cocomm.demo import loading
from committees.models import Meeting
from decisions.meeting_file.loading import digest_of
from practices.models import CCG

pytestmark = pytest.mark.django_db


def test_the_demonstration_is_loaded_only_where_it_is_asked_for():
    with override_settings(COCOMM_DEMO=False), pytest.raises(CommandError, match="only where COCOMM_DEMO=1 is set"):
        call_command("load_demo")
    assert not CCG.objects.exists()


def test_the_command_says_what_it_loads_and_says_nothing_the_second_time(capsys):
    with override_settings(COCOMM_DEMO=True):
        call_command("load_demo")
        steps = capsys.readouterr().out.splitlines()
        call_command("load_demo")
    assert [step.partition(" the ")[0] for step in steps] == ["==> Loading"] * 9
    assert capsys.readouterr().out == ""
    digests = {digest_of(path.read_bytes()) for path in loading.WORLDS}
    assert set(Meeting.objects.values_list("imported_digest", flat=True)) == digests


def test_an_interrupted_loading_leaves_nothing_behind(monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "load_london_arrangements", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading.load_demo(say=lambda text: None)
    assert not CCG.objects.exists()


def test_a_database_with_the_first_world_only_gets_the_others():
    loading.load_demo(say=lambda text: None, files=loading.WORLDS[:1])
    assert loading.load_demo(say=lambda text: None, files=loading.WORLDS[:2]) is True
    assert Meeting.objects.count() == 3
    assert loading.is_loaded(loading.WORLDS[:2])
