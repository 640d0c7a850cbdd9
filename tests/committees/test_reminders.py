"""Reminders to declare: one for each person and day by which something is due, without a word of what was declared."""

from datetime import date

import pytest

from committees.models import Interest, Letter, Person, Position, Statement
from committees.registers.outbox import send_letters
from committees.registers.reminders import write_reminders
from committees.terms import Said
from practices import clock
from tests import world

pytestmark = pytest.mark.django_db

APPOINTED = world.FIRST  # 1 April 2016: an entry is made by 29 April
BY = date(2016, 4, 29)


@pytest.fixture
def body(on_the_day):
    """Merton's committee: three members and Healthwatch's, none of whom has said anything."""
    return world.a_body("Merton", "08R", voting=3)


def said(person: Person, day: date) -> None:
    Statement.objects.create(
        person=person, said=Said.NOTHING_TO_DECLARE.value, said_on=day, recorded_at=clock.real_now(), recorded_by=None
    )


def names(letters) -> list[str]:
    return sorted(letter.person.name for letter in letters)


def test_everybody_whose_entry_is_due_gets_one_letter_and_nobody_gets_it_twice(body):
    chair, vice, lay = body.people
    said(chair, date(2016, 4, 4))
    said(lay, date(2016, 4, 4))
    letters = write_reminders(world.DAY)
    assert names(letters) == sorted([vice.name, body.guest.name])
    assert {letter.subject for letter in letters} == {"Your declaration of interests is due by 29 April 2016"}
    assert write_reminders(world.DAY) == []
    assert write_reminders(BY) == [], "the last day is a day on which it can still be said"
    assert Letter.objects.count() == 2


def test_another_letter_goes_when_it_is_overdue_and_then_no_more(body):
    write_reminders(world.DAY)
    late = write_reminders(date(2016, 4, 30))
    assert names(late) == sorted([*(person.name for person in body.people), body.guest.name])
    assert {letter.subject for letter in late} == {"Your declaration of interests was due by 29 April 2016"}
    assert write_reminders(date(2016, 6, 30)) == []


def test_who_has_said_something_is_asked_again_when_the_period_is_over(body):
    chair = body.people[0]
    said(chair, date(2016, 4, 4))  # twice a year in 2016: due by 4 October
    assert chair.name not in names(write_reminders(date(2016, 8, 1)))
    assert chair.name in names(write_reminders(date(2016, 9, 30)))
    assert chair.name in names(write_reminders(date(2016, 10, 5)))


def test_officers_and_others_with_a_position_are_reminded_and_who_has_left_is_not(body):
    officer, gone = (Person.objects.create(name=name, made_up=True) for name in ("Ann Officer", "Ben Gone"))
    Position.objects.create(person=officer, ccg=body.ccg, title="Head of primary care", starts_on=APPOINTED)
    Position.objects.create(
        person=gone, ccg=body.ccg, title="Once here", starts_on=date(2015, 4, 1), ends_on=date(2016, 4, 13)
    )
    told = names(write_reminders(world.DAY))
    assert officer.name in told
    assert gone.name not in told


def test_a_letter_says_where_and_why_and_nothing_of_what_was_declared(body, settings):
    settings.COCOMM_SITE_ADDRESS = ""
    chair = body.people[0]
    Interest.objects.create(
        person=chair, type="financial", directness="direct", nature="Secretly a partner", organisation="Hush Surgery",
        starts_on=APPOINTED, declared_on=date(2015, 5, 1),
    )  # fmt: skip
    letter = next(each for each in write_reminders(world.DAY) if each.person == chair)
    assert letter.body.startswith(f"Dear {chair.name},\n\n")
    assert "You are on the registers as: Lay member, chair, Merton." in letter.body
    assert "Sign in and choose “My declarations”." in letter.body
    assert "http" not in letter.body
    for secret in ("Secretly", "partner", "Hush", "financial"):
        assert secret not in letter.body + letter.subject


@pytest.mark.parametrize("address", ["https://governance.example.nhs.uk", "https://governance.example.nhs.uk/"])
def test_a_letter_has_a_link_only_where_the_sites_address_is_set(body, settings, address):
    settings.COCOMM_SITE_ADDRESS = address
    letter = write_reminders(world.DAY)[0]
    assert "“My declarations”: https://governance.example.nhs.uk/my-declarations/" in letter.body


def test_a_reminder_is_sent_to_the_address_of_the_persons_account(body, mailoutbox):
    chair = body.people[0]
    world.an_account("chair", chair, email="chair@example.org")
    write_reminders(world.DAY)
    done = send_letters()
    assert [letter.person for letter in done.sent] == [chair]
    assert len(done.kept) == 3
    assert mailoutbox[0].to == ["chair@example.org"]


def test_looking_for_whom_to_remind_takes_a_fixed_number_of_queries(body, django_assert_max_num_queries):
    write_reminders(world.DAY)
    for number in range(8):
        person = Person.objects.create(name=f"Officer {number}", made_up=True)
        Position.objects.create(person=person, ccg=body.ccg, title="Officer", starts_on=APPOINTED)
        said(person, date(2016, 4, 4))
    with django_assert_max_num_queries(8):
        assert write_reminders(world.DAY) == []
