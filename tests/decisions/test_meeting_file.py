"""What a meeting file sets up, and that it changes nothing the second time."""

import json
import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from committees.facts import ccg_facts, load_law
from committees.files import FileRefused
from committees.models import (
    Account,
    Appointment,
    Arrangement,
    Committee,
    Interest,
    Meeting,
    Person,
    Post,
    Remit,
    Seat,
    TermsOfReference,
)
from committees.powers import actor_for
from committees.terms import Function, Power
from decisions.meeting_file.loading import digest_of, import_meeting_files
from decisions.models import AgendaItem, Limb, Matter, Paper, Resolution
from practices.models import CCG, Membership, Practice
from tests.decisions.meeting_files import GOOD, NAME, bent, line_of, london, take

pytestmark = pytest.mark.django_db
DAY = date(2016, 4, 14)
EVERYTHING = (
    *(Account, Appointment, Arrangement, Committee, Interest, Meeting, Person, Post, Remit, Seat, TermsOfReference),
    *(AgendaItem, Limb, Matter, Paper, Resolution),
)


@pytest.fixture(autouse=True)
def practices_and_ccgs():
    london()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in EVERYTHING}


def test_a_meeting_is_set_up_with_its_committees_agenda_and_papers():
    report = take()
    meeting = Meeting.objects.get()
    assert report.changed
    assert (meeting.date, meeting.starts_at, meeting.place) == (DAY, time(10), "Made-up Hall")
    assert [sitting.committee.short_name for sitting in meeting.sittings.all()] == ["Croydon", "Merton"]
    assert [item.number for item in meeting.items.all()] == ["1", "2", "3"]
    assert meeting.imported_from == NAME
    assert meeting.imported_digest == digest_of(GOOD.encode())


def test_a_meeting_says_where_its_record_comes_from_and_what_that_does_not_tell():
    text = "    place: Made-up Hall\n"
    take(bent(text, f"{text}    source: src\n    not_told: [votes, attendance, votes]\n"))
    meeting = Meeting.objects.get()
    assert (meeting.source, meeting.not_told) == ("Made up for the tests", ["attendance", "votes"])


def test_only_the_committees_concerned_are_asked_for_a_decision_on_each_part():
    take()
    asked = {
        item.number: sorted(
            (resolution.sitting.committee.short_name, resolution.limb.letter) for resolution in item.resolutions.all()
        )
        for item in AgendaItem.objects.all()
    }
    assert asked == {"1": [("Croydon", ""), ("Merton", "")], "2": [("Merton", "a"), ("Merton", "b")], "3": []}
    purposes = AgendaItem.objects.get(number="3").purposes
    assert [(row.sitting.committee.short_name, row.purpose) for row in purposes.all()] == [("Croydon", "discussion")]


def test_a_private_item_keeps_its_ground_and_a_paper_its_readers_and_day():
    take()
    item = AgendaItem.objects.get(number="2")
    paper = item.papers.get()
    assert item.private
    assert item.private_ground == "A provider's affairs"
    assert (paper.access, paper.text) == ("members", "Some words.")
    assert paper.added_at == datetime(2016, 4, 7, 8, tzinfo=UTC)


def test_levels_remits_and_terms_answer_who_decides():
    take()
    law = load_law()
    croydon = law.authority(Function.GP_COMMISSIONING, ccg_facts(CCG.objects.get(short_name="Croydon")), DAY)
    merton = law.authority(Function.GP_COMMISSIONING, ccg_facts(CCG.objects.get(short_name="Merton")), DAY)
    assert croydon.verdict.allowed
    assert (croydon.casting_vote, croydon.veto, croydon.shadowing) == (True, True, True)
    assert merton.verdict.allowed
    assert (merton.casting_vote, merton.veto) == (False, False)


def test_seats_and_people_sit_from_the_first_day_of_their_committee():
    take()
    deputy = Appointment.objects.get(share="deputy")
    assert (deputy.person.name, deputy.stands_for.name) == ("Cid Deputy", "Bob Finance")
    assert deputy.starts_on == deputy.seat.starts_on == date(2016, 4, 1)
    assert Person.objects.get(name="Ann Chair").made_up


def test_an_account_gets_its_posts_and_no_password():
    take()
    account = Account.objects.get(username="sue")
    powers = actor_for(account, DAY).powers
    assert not account.has_usable_password()
    assert account.get_full_name() == "Sue Secretary"
    assert all(Power.RUN_BUSINESS in powers[committee.pk] for committee in Committee.objects.all())


def test_an_interest_names_its_practices():
    take()
    assert [practice.ods_code for practice in Interest.objects.get().practices.all()] == ["H85999"]


def test_the_history_says_from_which_line_a_row_came():
    take()
    row = Committee.history.filter(name="Merton Committee").first()
    assert row.history_change_reason == f"{NAME}, line {line_of('  - name: Merton Committee')}"


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path, capsys):
    take()
    before = counts()
    assert not take().changed
    assert counts() == before
    path = tmp_path / NAME
    path.write_text(GOOD)
    call_command("import_meeting", str(path))
    assert "nothing changed" in capsys.readouterr().out


def test_the_same_file_under_another_name_changes_nothing_either():
    take()
    assert not take(name="copy.yaml").changed


def test_another_meeting_of_the_same_committees_adds_the_meeting_alone():
    take()
    before = counts()
    take(bent("date: 2016-04-14", "date: 2016-05-12"))
    added = {name: number - before[name] for name, number in counts().items() if number != before[name]}
    assert added == {"Meeting": 1, "AgendaItem": 3, "Matter": 3, "Limb": 3, "Paper": 1, "Resolution": 4}


def test_a_committee_on_record_can_be_named_without_being_described():
    take()
    text = """\
title: Next month
meetings:
  - {title: Next, date: 2016-05-12, starts: 10:00, convened_by: Merton Committee, sittings: [Merton]}
"""
    assert take(text).changed
    assert Meeting.objects.get(title="Next").convened_by.short_name == "Merton"


def test_a_check_says_what_would_be_added_and_saves_nothing():
    before = counts()
    report = import_meeting_files([(NAME, GOOD.encode())], check=True)[0]
    assert report.changed
    assert report.rows_added > 10
    assert counts() == before


def test_of_several_files_all_are_taken_or_none():
    wrong = bent("date: 2016-04-14", "date: 2016-03-31")
    with pytest.raises(FileRefused):
        import_meeting_files([(NAME, GOOD.encode()), ("second.yaml", wrong)])
    assert not Meeting.objects.exists()


# --- the command ---


def test_the_command_takes_a_file_and_reports_as_json(tmp_path, capsys):
    path = tmp_path / NAME
    path.write_text(GOOD)
    call_command("import_meeting", str(path), "--json")
    report = json.loads(capsys.readouterr().out)
    assert report[0]["changed"] is True
    assert [(each["title"], each["date"]) for each in report[0]["meetings"]] == [
        ("Two committees in common", "2016-04-14")
    ]


def test_the_command_checks_without_saving(tmp_path, capsys):
    path = tmp_path / NAME
    path.write_text(GOOD)
    call_command("import_meeting", str(path), "--check")
    assert "nothing was saved" in capsys.readouterr().out
    assert not Meeting.objects.exists()


def test_the_command_lists_every_problem_and_fails(tmp_path, capsys):
    path = tmp_path / NAME
    path.write_text(GOOD.replace("level: 3", "level: 4").replace("starts: 10:00", "starts: noon"))
    with pytest.raises(CommandError) as refused:
        call_command("import_meeting", str(path))
    assert f"{NAME}, line {line_of('level: 3')}, arrangements 2, level: “4” is not one of" in str(refused.value)
    assert f"{NAME}, line {line_of('starts: 10:00')}, meetings 1, starts: “noon” is not a time" in str(refused.value)
    assert "Nothing was saved." in str(refused.value)
    with pytest.raises(CommandError):
        call_command("import_meeting", str(path), "--json")
    assert [each["line"] for each in json.loads(capsys.readouterr().out)["problems"]] == [
        line_of("level: 3"),
        line_of("starts: 10:00"),
    ]


def test_the_command_says_when_a_file_cannot_be_opened(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened: No such file"):
        call_command("import_meeting", str(tmp_path / "missing.yaml"))
    with pytest.raises(CommandError, match="cannot be opened: Is a directory"):
        call_command("import_meeting", str(tmp_path))


def test_the_examples_in_the_documentation_are_files_that_are_taken():
    page = (Path(__file__).resolve().parents[2] / "docs" / "meeting-files.md").read_text()
    whole, held = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert take(whole, "example.yaml").changed
    assert Resolution.objects.count() == 3
    assert take(held, "held.yaml").changed
    outcome = Resolution.objects.get(item__meeting__date=date(2016, 5, 12)).published
    assert (outcome.outcome, outcome.finding) == ("carried", "cannot_tell")


# --- CCGs and practices that the file brings itself ---

PORTSMOUTH = """\
title: A CCG and a practice
ccgs:
  - {code: 10R, name: NHS PORTSMOUTH CCG, region: Y57, from: 2013-04-01, source: ODS}
practices:
  - {code: J82999, name: THE MADE UP PRACTICE, ccg: Portsmouth, from: 2016-01-01, source: Made up for the tests}
committees:
  - name: Portsmouth Committee
    short_name: Portsmouth
    kind: pccc
    ccgs: [10R]
    established: 2016-04-01
meetings:
  - title: A meeting
    date: 2016-04-14
    starts: 10:00
    convened_by: Portsmouth
    sittings: [Portsmouth]
    items:
      - {number: 1, title: A practice, function: gp_commissioning, practices: [J82999]}
"""


def test_a_file_brings_the_ccgs_and_practices_that_no_edition_on_record_has():
    assert take(PORTSMOUTH).changed
    ccg = CCG.objects.get(ods_code="10R")
    assert (str(ccg), ccg.region_code, ccg.opened_on, ccg.closed_on) == (
        "NHS Portsmouth CCG", "Y57", date(2013, 4, 1), None,
    )  # fmt: skip
    practice = Practice.objects.with_dated_facts().get(ods_code="J82999")
    assert practice.ccg_on(DAY) == ccg
    assert practice.name_on(DAY) == "The Made Up Practice"
    assert CCG.history.get(ods_code="10R").history_change_reason == f"{NAME}, line 3"


def test_a_ccg_and_a_practice_on_record_that_say_the_same_are_left_alone():
    take(PORTSMOUTH)
    before = counts() | {"CCG": CCG.objects.count(), "Membership": Membership.objects.count()}
    assert take(PORTSMOUTH.replace("2016-04-14", "2016-05-12").replace(", region: Y57", "")).changed
    after = counts() | {"CCG": CCG.objects.count(), "Membership": Membership.objects.count()}
    assert {name for name in after if after[name] != before[name]} == {"Meeting", "AgendaItem", "Matter"}


@pytest.mark.parametrize(
    ("was", "now", "line", "field", "says"),
    [
        ("name: NHS PORTSMOUTH CCG", "name: NHS SOUTHSEA CCG", 3, "ccgs 1, name", "has NHS PORTSMOUTH CCG, the file says"),
        ("region: Y57", "region: Y56", 3, "ccgs 1, region", "has Y57, the file says Y56"),
        ("from: 2013-04-01", "from: 2014-04-01", 3, "ccgs 1, from", "has 2013-04-01, the file says 2014-04-01"),
        ("from: 2013-04-01", "from: 2013-04-01, to: 2016-04-30", 3, "ccgs 1, to", "has nothing, the file says 2016-04-30"),
        ("THE MADE UP PRACTICE", "ANOTHER", 5, "practices 1, name", "J82999 is “The Made Up Practice”, the file says"),
        ("ccg: Portsmouth", "ccg: Croydon", 5, "practices 1, ccg", "belongs to NHS Portsmouth CCG, the file says NHS"),
        ("ccg: Portsmouth, from: 2016", "ccg: Portsmouth, from: 2015", 5, "practices 1, ccg", "belongs to no CCG"),
    ],
)  # fmt: skip
def test_a_ccg_or_practice_on_record_that_differs_is_refused_with_its_line(was, now, line, field, says):
    take(PORTSMOUTH)
    before = CCG.history.count()
    with pytest.raises(FileRefused) as caught:
        take(PORTSMOUTH.replace("2016-04-14", "2016-05-12").replace(was, now))
    assert [(each.line, each.field) for each in caught.value.problems] == [(line, field)]
    assert says in str(caught.value)
    assert (Meeting.objects.count(), CCG.history.count()) == (1, before)


@pytest.mark.parametrize(
    ("was", "now", "field", "says"),
    [
        ("code: 10R", "code: 10r", "ccgs 1, code", "A CCG code is three or five capital letters and digits."),
        ("from: 2013-04-01", "from: 2013-04-01, to: 2013-03-31", "ccgs 1", "A CCG cannot close before it opens."),
        ("code: J82999", "code: J8299", "practices 1, code", "A practice code is a letter and five more characters."),
        ("ccg: Portsmouth", "ccg: Southsea", "practices 1, ccg", "No CCG “Southsea” is on record."),
    ],
)
def test_a_ccg_or_practice_that_cannot_be_is_refused(was, now, field, says):
    with pytest.raises(FileRefused) as caught:
        take(PORTSMOUTH.replace(was, now))
    assert caught.value.problems[0].field == field
    assert says in str(caught.value)
    assert not CCG.objects.filter(ods_code="10R").exists()
