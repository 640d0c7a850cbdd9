"""`manage.py keep_time`, the one timed command: each of its parts, once, and none stopped by another."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from committees.models import Letter
from decisions.actions import time
from decisions.models import Match
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast, room):
    """Nobody of the cast has said anything of their interests; two of them have an address."""
    for account in (cast.gp, cast.secretary):
        account.email = f"{account.username}@example.org"
        account.save()
    return room


def run() -> list[str]:
    out = StringIO()
    call_command("keep_time", stdout=out)
    return out.getvalue().splitlines()


def test_reminders_are_written_and_sent_in_one_run_and_a_second_and_third_do_no_more(waiting, mailoutbox):
    first = run()
    letters = Letter.objects.count()
    assert letters == 20, "ten on each of the two committees; the secretary holds no seat"
    assert sum(line.startswith("A reminder to ") for line in first) == letters
    assert "1 letter was sent." in first
    assert f"{letters} reminders were written: kept to 14 April 2016." == first[-1]
    for _ in range(2):
        again = run()
        assert again[-1] == "Nothing was written: kept to 14 April 2016."
        assert sum("Not sent to " in line for line in again) == letters - 1
        assert not [line for line in again if "sent." in line]
    assert [message.to for message in mailoutbox] == [["gp@example.org"]]
    assert Letter.objects.count() == letters


@pytest.mark.parametrize("broken", list(time.PARTS))
def test_a_part_that_fails_is_told_and_stops_no_other(waiting, monkeypatch, broken):
    def fails(day):
        raise RuntimeError("This is broken.")

    monkeypatch.setitem(time.PARTS, broken, fails)
    out = StringIO()
    with pytest.raises(CommandError, match=f"{broken}: not done. RuntimeError: This is broken."):
        call_command("keep_time", stdout=out)
    said = out.getvalue()
    assert ("A reminder to " in said) == (broken != "Reminders")
    assert ("1 letter was sent." in said) == (broken not in ("Reminders", "Letters"))
    assert "written: kept to 14 April 2016." in said


def test_a_letter_that_fails_makes_the_command_fail_after_it_has_done_the_rest(waiting, settings):
    settings.EMAIL_BACKEND = "tests.committees.test_outbox.Away"
    with pytest.raises(CommandError, match="ConnectionRefusedError"):
        run()
    assert Letter.objects.filter(sent_at=None).count() == 20


def test_what_the_registers_show_on_agendas_is_looked_at_again(cast, waiting, monkeypatch):
    """An interest that was put on record by other means than the page is found the next night."""
    from committees.models import Interest

    row = Interest.objects.create(
        person=cast.person_of("gp"), type="financial", directness="direct", nature="Partner", starts_on=world.FIRST,
        declared_on=world.FIRST,
    )  # fmt: skip
    row.practices.add(cast.practice)
    waiting.items[0].matter.practices.add(cast.practice)
    assert not Match.objects.exists()
    said = run()
    assert Match.objects.filter(interest=row).exists()
    assert [line for line in said if "Partner, new" in line]
    assert not [line for line in run() if "Partner" in line]
