"""The outbox: each letter is written once and sent once; what keeps one from going is said, and keeps no other."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from committees.models import Letter, Person
from committees.registers import outbox
from committees.registers.outbox import send_letters, write_letter
from tests import world
from tests.decisions.test_races import at_once

pytestmark = pytest.mark.django_db


def somebody(name: str, email: str = "", **flags) -> Person:
    person = Person.objects.create(name=name, made_up=True)
    world.an_account(name.casefold(), person, email=email, **flags)
    return person


def a_letter(person: Person, key: str = "one") -> Letter:
    letter = write_letter(key=key, person=person, subject="To declare", body="Please look at your entry.")
    assert letter is not None
    return letter


class Fails(locmem.EmailBackend):
    """A mail server that refuses one address, and counts how often it was opened."""

    opened = 0

    def open(self):
        type(self).opened += 1

    def send_messages(self, messages):
        if any("bad@" in address for message in messages for address in message.to):
            raise SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


class Away(locmem.EmailBackend):
    """A mail server that does not answer."""

    asked = 0

    def open(self):
        type(self).asked += 1
        raise ConnectionRefusedError(111, "Connection refused")


@pytest.fixture
def failing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Fails"
    Fails.opened = 0


@pytest.fixture
def away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"
    Away.asked = 0


def test_a_letter_is_written_once_for_each_key():
    person = somebody("Ann")
    assert a_letter(person).written_at
    assert write_letter(key="one", person=person, subject="Again", body="Again") is None
    assert Letter.objects.get().subject == "To declare"


def test_a_line_break_in_a_subject_ends_no_header(mailoutbox):
    write_letter(key="one", person=somebody("Ann", "ann@example.org"), subject="To\ndeclare\r\nBcc: x", body="...")
    assert len(send_letters().sent) == 1
    assert mailoutbox[0].subject == "To declare Bcc: x"


def test_what_waits_is_sent_once_and_marked(mailoutbox, on_the_day):
    letter = a_letter(somebody("Ann", "ann@example.org"))
    assert [each.pk for each in send_letters().sent] == [letter.pk]
    assert send_letters() == outbox.Sending()
    (message,) = mailoutbox
    assert (message.to, message.subject, message.body) == (
        ["ann@example.org"],
        "To declare",
        "Please look at your entry.",
    )
    letter.refresh_from_db()
    assert (letter.sent_at.date(), letter.tries, letter.last_error) == (world.DAY, 1, "")


def test_the_same_letter_is_the_same_message_to_whoever_receives_it_twice(mailoutbox):
    letter = a_letter(somebody("Ann", "ann@example.org"))
    send_letters()
    Letter.objects.filter(pk=letter.pk).update(sent_at=None)  # as if the process had died before the mark
    send_letters()
    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"].endswith("@example.org>")


@pytest.mark.parametrize(
    ("email", "flags", "reason"),
    [("", {}, outbox.NO_ADDRESS), ("ann@example.org", {"is_active": False}, outbox.INACTIVE)],
)
def test_a_letter_to_an_account_that_gets_none_stays_and_says_why(mailoutbox, email, flags, reason):
    letter = a_letter(somebody("Ann", email, **flags))
    done = send_letters()
    assert (done.kept, done.sent, done.failed) == ([(letter, reason)], [], [])
    letter.refresh_from_db()
    assert (letter.last_error, letter.sent_at, letter.tries) == (reason, None, 0)
    assert outbox.waiting_in_words(*done.kept[0]) == f"Not sent to Ann (“To declare”): {reason}"
    assert mailoutbox == []


def test_a_letter_to_somebody_without_an_account_goes_when_they_have_one(mailoutbox):
    person = Person.objects.create(name="Ann", made_up=True)
    letter = a_letter(person)
    assert send_letters().kept == [(letter, outbox.NO_ACCOUNT)]
    world.an_account("ann", person, email="ann@example.org")
    assert send_letters().sent == [letter]
    letter.refresh_from_db()
    assert letter.last_error == ""


def test_one_that_fails_keeps_its_reason_stops_no_other_and_is_tried_again(failing, settings):
    bad = a_letter(somebody("Ann", "bad@example.org"), "one")
    good = a_letter(somebody("Ben", "ben@example.org"), "two")
    done = send_letters()
    assert (done.sent, done.failed) == (
        [good],
        [(bad, "SMTPServerDisconnected: Connection unexpectedly closed")],
    )
    bad.refresh_from_db()
    assert (bad.tries, bad.sent_at) == (1, None)
    assert bad.last_error.startswith("SMTPServerDisconnected")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_letters().sent == [bad]
    bad.refresh_from_db()
    assert (bad.tries, bad.last_error) == (2, "")


def test_one_connection_serves_all_letters(failing):
    for number in range(5):
        a_letter(somebody(f"Person {number}", f"p{number}@example.org"), str(number))
    assert len(send_letters().sent) == 5
    assert Fails.opened == 1


def test_a_mail_server_that_is_away_is_asked_once_and_everything_waits(away):
    letters = [a_letter(somebody(f"P{n}", f"p{n}@example.org"), str(n)) for n in range(3)]
    done = send_letters()
    assert [letter for letter, _ in done.failed] == letters
    assert {reason for _, reason in done.failed} == {"ConnectionRefusedError: [Errno 111] Connection refused"}
    assert Away.asked == 1
    assert Letter.objects.filter(sent_at=None).count() == 3


@pytest.mark.parametrize("size", [1, 7])
def test_reading_what_waits_takes_a_fixed_number_of_queries_for_each_letter(size, django_assert_max_num_queries):
    for number in range(size):
        a_letter(somebody(f"Person {number}", f"p{number}@example.org"), str(number))
    with django_assert_max_num_queries(1 + 4 * size):  # the list; each: begin, read under its lock, mark, end
        send_letters()


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_letter_once(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    for number in range(12):
        a_letter(somebody(f"Person {number}", f"p{number}@example.org"), str(number))
    answers = at_once(*[send_letters] * 4)
    assert sum(len(done.sent) for done, _ in answers) == 12
    assert sorted(message.to[0] for message in mail.outbox) == sorted(f"p{n}@example.org" for n in range(12))
    assert not Letter.objects.filter(sent_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_four_writers_at_once_write_one_letter():
    person = somebody("Ann")
    answers = at_once(*[lambda: write_letter(key="one", person=person, subject="To declare", body="...")] * 4)
    assert [letter is not None for letter, _ in answers].count(True) == 1
    assert Letter.objects.count() == 1
