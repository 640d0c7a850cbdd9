"""Letters to who holds NHS England's veto: when its window opens, and when one working day of it is left. Once each."""

from datetime import date

import pytest

from committees.models import Letter
from committees.powers import end_post
from decisions import actions
from decisions.letters_national import write_veto_letters
from practices import clock
from tests.decisions.vetoed import ALTERNATE, HOLDER, THURSDAY, a_stage, london

pytestmark = pytest.mark.django_db

LAST, BEFORE_LAST = date(2016, 4, 21), date(2016, 4, 20)
OPENS = "Croydon: NHS England's veto runs until the end of 21 April 2016"
ENDS = "Croydon: NHS England's veto ends on 21 April 2016"


@pytest.fixture
def stage(monkeypatch):
    found = a_stage(monkeypatch, veto_working_days=5, veto_holder=HOLDER, veto_alternate=ALTERNATE)
    found.officer("alternate", ALTERNATE)
    found.officer("elsewhere", "Director of finance")
    return found


def letters():
    return [(letter.person.account.username, letter.subject) for letter in Letter.objects.order_by("pk")]


def by(stage, day, **time):
    stage.stand(london(day, **time))
    return write_veto_letters(clock.today())


def test_the_holder_is_written_to_when_the_window_opens_and_when_one_working_day_is_left(stage):
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("holder", OPENS)], "at once, when the result is announced"
    for day in (THURSDAY, date(2016, 4, 15), date(2016, 4, 18), date(2016, 4, 19)):
        assert by(stage, day) == []
    assert [letter.subject for _ in range(3) for letter in by(stage, BEFORE_LAST)] == [ENDS]
    assert by(stage, LAST) == []
    assert by(stage, date(2016, 4, 22)) == []
    assert letters() == [("holder", OPENS), ("holder", ENDS)]


def test_the_timed_command_writes_and_sends_them(stage, mailoutbox):
    stage.carry(london(THURSDAY), close=True)
    stage.stand(london(BEFORE_LAST))
    said = [told.text for told in actions.keep_all_time() if "NHS England" in told.text]
    assert f"A letter to holder of NHS England: {ENDS}." in said
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["holder@example.org"], OPENS),
        (["holder@example.org"], ENDS),
    ]
    assert "by midnight in London. If nothing is said by then, the decision is confirmed." in mailoutbox[0].body


def test_while_the_holder_is_away_the_alternate_is_written_to_in_their_place(stage):
    stage.away("holder", THURSDAY, date(2016, 4, 15))
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("alternate", OPENS)]
    by(stage, date(2016, 4, 18))
    assert letters() == [("alternate", OPENS), ("holder", OPENS)], "back on Monday: the power is theirs again"
    by(stage, BEFORE_LAST)
    assert letters() == [("alternate", OPENS), ("holder", OPENS), ("holder", ENDS)]


def test_a_holder_who_goes_away_within_the_window_leaves_it_to_an_alternate_who_is_told(stage):
    stage.away("holder", date(2016, 4, 15))
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("holder", OPENS)]
    by(stage, date(2016, 4, 15))
    by(stage, date(2016, 4, 18))
    assert letters() == [("holder", OPENS), ("alternate", OPENS)], "told once"


def test_where_nobody_is_there_the_holder_is_written_to_all_the_same(stage):
    stage.away("holder", THURSDAY)
    stage.away("alternate", THURSDAY)
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("holder", OPENS)]


def test_a_holder_whose_post_has_ended_holds_nothing(stage):
    end_post(post=stage.officers["holder"].posts.get(), last_day=date(2016, 4, 13))
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("alternate", OPENS)]


def test_every_holder_is_written_to_and_any_officer_where_no_office_is_named(monkeypatch):
    stage = a_stage(monkeypatch, veto_working_days=5)
    stage.officer("colleague")
    stage.carry(london(THURSDAY), close=True)
    assert letters() == [("colleague", OPENS), ("holder", OPENS)]


def test_once_something_is_said_there_is_no_second_letter(stage):
    room = stage.carry(london(THURSDAY), close=True)
    stage.waive(room)
    assert by(stage, BEFORE_LAST) == []


def test_a_window_of_one_day_over_easter_is_told_again_the_day_after(monkeypatch):
    stage = a_stage(monkeypatch, moment=london(date(2016, 3, 24)), veto_working_days=1)
    stage.carry(london(date(2016, 3, 24)), close=True)
    assert by(stage, date(2016, 3, 24)) == []
    assert [letter.subject for letter in by(stage, date(2016, 3, 25))] == [
        "Croydon: NHS England's veto ends on 29 March 2016"
    ]


def test_there_is_no_letter_about_a_veto_that_ends_with_the_meeting(monkeypatch):
    stage = a_stage(monkeypatch)
    stage.carry(london(THURSDAY))
    assert by(stage, BEFORE_LAST) == []


def test_a_letter_names_no_matter_and_no_motion(stage):
    stage.carry(
        london(THURSDAY), title="The branch surgery", private=True, private_ground="Commercial", texts=("Keep it.",)
    )
    by(stage, BEFORE_LAST)
    for letter in Letter.objects.all():
        said = letter.subject + letter.body
        assert "surgery" not in said
        assert "Keep it" not in said
        assert "item 1" in letter.body
