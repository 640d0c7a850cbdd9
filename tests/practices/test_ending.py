"""Contracts that end within 6, 12 and 18 months of a day, by CCG. All made up."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.ending import ending, known, months_later
from practices.models import CCG, Contract, Membership, Practice, Provider

pytestmark = pytest.mark.django_db

DAY = date(2016, 4, 14)
SINCE = date(2014, 4, 1)


@pytest.fixture
def ccgs():
    return [
        CCG.objects.create(ods_code=code, name=f"NHS {name} CCG", opened_on=date(2013, 4, 1))
        for code, name in (("99Q", "ROSE HILL"), ("99R", "GREEN LANE"))
    ]


def a_practice(code: str, ccg: CCG | None = None) -> Practice:
    practice = Practice.objects.create(ods_code=code, name=f"SURGERY {code}", status="A")
    if ccg is not None:
        Membership.objects.create(practice=practice, ccg=ccg, starts_on=date(2013, 4, 1))
    return practice


def a_contract(ends_on: date | None, *practices: Practice, starts_on: date = SINCE, **more) -> Contract:
    provider = Provider.objects.create(name=f"Holder {Provider.objects.count() + 1}")
    contract = Contract.objects.create(kind="APMS", provider=provider, starts_on=starts_on, ends_on=ends_on, **more)
    contract.practices.set(practices)
    return contract


def ends(bands) -> list[list[date]]:
    return [[row.contract.ends_on for row in band.rows] for band in bands]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (DAY, 6, date(2016, 10, 14)),
        (DAY, 12, date(2017, 4, 14)),
        (DAY, 18, date(2017, 10, 14)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(9999, 12, 31), 6, date.max),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, later):
    assert months_later(day, months) == later


def test_each_contract_is_in_the_band_of_its_last_day_and_both_ends_count(ccgs):
    practice = a_practice("H85001", ccgs[0])
    for ends_on in (
        date(2016, 4, 13),  # over
        DAY,
        date(2016, 10, 14),
        date(2016, 10, 15),
        date(2017, 4, 14),
        date(2017, 4, 15),
        date(2017, 10, 14),
        date(2017, 10, 15),  # later than 18 months
    ):
        a_contract(ends_on, practice)
    a_contract(None, practice)
    a_contract(date(2016, 9, 30), practice, starts_on=date(2016, 5, 1))  # has not begun
    bands = ending(DAY)
    assert [band.months for band in bands] == [6, 12, 18]
    assert ends(bands) == [
        [DAY, date(2016, 10, 14)],
        [date(2016, 10, 15), date(2017, 4, 14)],
        [date(2017, 4, 15), date(2017, 10, 14)],
    ]
    assert ends(ending(DAY, within=6)) == ends(bands)[:1]
    assert bands[1].since == date(2016, 10, 15)


def test_a_contract_for_practices_of_two_ccgs_is_told_for_each(ccgs):
    one, two, three = a_practice("H85001", ccgs[0]), a_practice("H85002", ccgs[0]), a_practice("H85003", ccgs[1])
    a_contract(date(2016, 9, 30), one, two, three)
    rows = ending(DAY, within=6)[0].rows
    assert [(row.ccg.short_name, [code for code, _ in row.practices]) for row in rows] == [
        ("Green Lane", ["H85003"]),
        ("Rose Hill", ["H85001", "H85002"]),
    ]
    assert [row.ccg for row in ending(DAY, within=6, ccg=ccgs[1])[0].rows] == [ccgs[1]]


def test_the_ccg_is_that_of_the_day_and_none_where_none_is_on_record(ccgs):
    moved, nowhere = a_practice("H85001"), a_practice("H85002")
    Membership.objects.create(practice=moved, ccg=ccgs[0], starts_on=date(2013, 4, 1), ends_on=date(2016, 3, 31))
    Membership.objects.create(practice=moved, ccg=ccgs[1], starts_on=date(2016, 4, 1))
    a_contract(date(2016, 9, 30), moved)
    a_contract(date(2016, 8, 31), nowhere)
    rows = ending(DAY, within=6)[0].rows
    assert [row.ccg for row in rows] == [ccgs[1], None]
    assert ending(date(2016, 3, 31), within=6)[0].rows[0].ccg == ccgs[0]


def test_what_follows_a_contract_is_told(ccgs):
    old = a_contract(date(2016, 9, 30), a_practice("H85001", ccgs[0]))
    new = a_contract(None, Practice.objects.get(), starts_on=date(2016, 10, 1), follows=old)
    assert ending(DAY, within=6)[0].rows[0].followed == (new,)


def test_how_much_is_known_is_told(ccgs):
    held, open_ended = a_practice("H85001", ccgs[0]), a_practice("H85002", ccgs[1])
    a_practice("H85003", ccgs[0])
    a_contract(date(2016, 9, 30), held)
    a_contract(None, open_ended)
    everywhere, here = known(DAY), known(DAY, ccgs[0])
    assert (everywhere.practices, everywhere.with_contract, everywhere.open_ended, everywhere.without) == (3, 2, 1, 1)
    assert (here.practices, here.with_contract, here.open_ended, here.without) == (2, 1, 0, 1)


# --- The page ---
@pytest.fixture
def reader(client, settings):
    settings.COCOMM_CLOCK_DAY = DAY
    client.force_login(get_user_model().objects.create_user("reader"))
    return client


def page(reader, **question) -> str:
    answer = reader.get(reverse("contracts_ending"), question)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_contracts_by_band_and_what_is_not_known(reader, ccgs):
    a_contract(date(2016, 9, 30), a_practice("H85001", ccgs[0]), reference="APMS-1", made_up=True)
    a_practice("H85002", ccgs[0])
    said = page(reader)
    for words in (
        "Within 6 months: by 14 October 2016",
        "15 October 2016 to 14 April 2017",
        "15 April 2017 to 14 October 2017",
        "Surgery H85001",
        "APMS, APMS-1 (made up)",
        "30 September 2016",
        "None on record.",
        "For 1 it is not known when the contract ends",
    ):
        assert words in said
    assert "12 months" not in page(reader, within="6").rpartition("</form>")[2]
    assert "Surgery H85001" not in page(reader, ccg="99R")
    assert "Surgery H85001" not in page(reader, on="2016-10-01")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"within": "7"}, "Choose 6, 12 or 18 months"),
        ({"within": "x" * 500}, "Choose 6, 12 or 18 months"),
        ({"ccg": "nowhere"}, "Choose a CCG from the list"),
        ({"on": "2016-02-30"}, "Enter a real date, such as 14 4 2016"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_a_sentence(reader, question, sentence):
    assert sentence in page(reader, **question)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_days_like_others(reader, ccgs, day):
    a_contract(None, a_practice("H85001", ccgs[0]))
    assert "Within 6 months" in page(reader, on=day)


def test_a_stranger_is_sent_to_sign_in_and_nothing_is_written(client, reader):
    reader.logout()
    assert reader.get(reverse("contracts_ending")).status_code == 302
    reader.force_login(get_user_model().objects.get(username="reader"))
    assert reader.post(reverse("contracts_ending")).status_code == 405


def test_the_number_of_queries_does_not_grow_with_contracts_or_practices(reader, ccgs):
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(reader)
        return len(queries)

    old = a_contract(date(2016, 9, 30), a_practice("H85000", ccgs[0]))
    a_contract(None, Practice.objects.get(), starts_on=date(2016, 10, 1), follows=old)
    few = ask()
    for number in range(1, 6):
        a_contract(date(2016, 9, 30), *[a_practice(f"H84{number}0{n}", ccgs[n % 2]) for n in range(3)])
    assert ask() == few <= 20
