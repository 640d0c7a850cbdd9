"""The practice pages: found by name, postcode or code; each fact as at a day; what is unknown is said to be."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.models import CCG, Contract, Membership, Practice, PracticeSuccession, Provider, Site
from tests.practices.files import ccg_cells, ccgs_file, load, practice_cells, practices_file

pytestmark = pytest.mark.django_db

APRIL = date(2016, 4, 14)


@pytest.fixture
def reader(client, settings):
    """Somebody signed in, on 14 April 2016."""
    settings.COCOMM_CLOCK_DAY = APRIL
    client.force_login(get_user_model().objects.create_user("reader"))
    return client


@pytest.fixture
def world():
    """Two CCGs and three practices; one changed its name, and moved on 1 April 2016."""
    ccgs = [ccg_cells("99Q", "NHS ROSE HILL CCG"), ccg_cells("99R", "NHS GREEN LANE CCG")]
    others = [
        practice_cells("H85002", "GREEN LANE SURGERY", postcode="SM1 1AA"),
        practice_cells("H85003", "THIRD SURGERY", status="D"),
    ]
    load(ccgs_file(*ccgs), practices_file(practice_cells("H85001", "ROSE HILL SURGERY"), *others))
    moved = practice_cells("H85001", "ST JAMES'S PRACTICE", ccg="99R", joined="20160401")
    load(practices_file(moved, *others), as_at=date(2016, 4, 1))


def shown(reader, **question) -> str:
    response = reader.get(reverse("practices"), question)
    assert response.status_code == 200
    return response.content.decode()


def names(page: str) -> list[str]:
    every = ("Rose Hill Surgery", "St James&#x27;s Practice", "Green Lane Surgery", "Third Surgery")
    return [name for name in every if name in page]


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(reverse("practices")).status_code == 302
    assert client.get(reverse("practice", args=["H85001"])).status_code == 302


def test_every_practice_is_listed_with_its_ccg_and_status_and_the_day(reader, world):
    page = shown(reader)
    assert names(page) == ["St James&#x27;s Practice", "Green Lane Surgery", "Third Surgery"]
    assert "3 practices" in page
    assert "dormant" in page
    assert "Names and CCGs as at 14 April 2016" in page
    assert "Open Government Licence v3.0; latest edition held: as at 1 April 2016" in page


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("green", "Green Lane Surgery"),
        ("surgery lane", "Green Lane Surgery"),
        ("sm1 1aa", "Green Lane Surgery"),
        ("SM11", "Green Lane Surgery"),
        ("h85002", "Green Lane Surgery"),
        ("rose hill", "St James&#x27;s Practice"),
        ("james's", "St James&#x27;s Practice"),
    ],
)
def test_a_practice_is_found_by_any_of_its_names_its_postcode_or_its_code(reader, world, question, found):
    assert names(shown(reader, q=question)) == [found]


def test_nothing_found_says_what_to_try(reader, world):
    assert "No practice that we hold fits." in shown(reader, q="nowhere")


def test_names_and_ccgs_are_those_of_the_day_asked_for(reader, world):
    march = shown(reader, on="2016-03-31", ccg="99Q")
    assert names(march) == ["Rose Hill Surgery", "Green Lane Surgery", "Third Surgery"]
    april = shown(reader, on_day="1", on_month="4", on_year="2016", ccg="99R")
    assert names(april) == ["St James&#x27;s Practice"]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"on": "2016-02-30"}, "Enter a real date, such as 14 4 2016"),
        ({"on_day": "x", "on_month": "4", "on_year": "2016"}, "Enter a real date, such as 14 4 2016"),
        ({"ccg": "nowhere"}, "Choose a CCG from the list"),
        ({"q": "a\x00b"}, "Null characters are not allowed."),
        ({"q": "x" * 101}, "at most 100 characters"),
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_a_sentence(reader, world, question, sentence):
    assert sentence in shown(reader, **question)


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", ""])
def test_a_page_number_that_does_not_exist_shows_another_page(reader, world, page):
    assert "3 practices" in shown(reader, page=page)


def test_long_lists_have_pages_that_keep_the_question(reader):
    rows = [practice_cells(f"H8{number:04}", f"SURGERY {number:03}") for number in range(60)]
    load(ccgs_file(), practices_file(*rows))
    first = shown(reader, q="surgery")
    assert "Surgery 049" in first
    assert "Surgery 050" not in first
    assert "?q=surgery&amp;page=2" in first
    assert "Surgery 059" in shown(reader, q="surgery", page="2")


def test_the_page_of_a_practice_says_what_is_known_and_what_is_not(reader, world):
    page = reader.get(reverse("practice", args=["H85001"])).content.decode()
    for words in (
        "St James&#x27;s Practice",
        "Practice H85001, as at 14 April 2016",
        "NHS Green Lane CCG",
        "2 Made Up Street<br>London<br>SW1A 1AA",
        "1 April 1974",
        "31 March 2016",
        "ROSE HILL SURGERY",
        "Not known: the published file does not say who holds the contract.",
        "does not say which branches a practice has",
        "NHS Organisation Data Service (NHS Digital)",
    ):
        assert words in page


def test_the_page_shows_the_name_and_ccg_of_the_day_asked_for(reader, world):
    page = reader.get(reverse("practice", args=["h85001"]), {"on": "2016-03-31"}).content.decode()
    assert "<h1>Rose Hill Surgery" in page
    assert "NHS Rose Hill CCG" in page


def test_the_page_says_so_when_the_practice_did_not_exist_that_day(reader, world):
    assert "opened on 1 April 1974, after the day" in reader.get("/practices/H85001/?on=1970-01-01").content.decode()


def test_contracts_sites_and_successors_are_shown_where_they_are_held(reader, world):
    row, other = Practice.objects.get(ods_code="H85001"), Practice.objects.get(ods_code="H85002")
    provider = Provider.objects.create(name="Made Up Partnership", made_up=True)
    contract = Contract.objects.create(kind="PMS", provider=provider, starts_on=date(2014, 4, 1))
    contract.practices.set([row, other])
    Site.objects.create(
        practice=row, kind="branch", name="Hill branch", postcode="SW1A 2AA", starts_on=date(2014, 4, 1)
    )
    PracticeSuccession.objects.create(predecessor=other, successor=row, happened_on=APRIL)
    page = reader.get(reverse("practice", args=["H85001"])).content.decode()
    for words in (
        "Personal Medical Services (PMS), held by Made Up Partnership (made up)",
        "It covers",
        "Hill branch (branch surgery)",
        "Took over from",
    ):
        assert words in page


def test_a_code_we_do_not_hold_is_not_found(reader, world):
    response = reader.get(reverse("practice", args=["H99999"]))
    assert response.status_code == 404
    assert "We hold no practice with the code H99999." in response.content.decode()
    assert reader.get("/practices/../etc/").status_code == 404


def test_nothing_is_written_from_a_practice_page(reader, world):
    assert reader.post(reverse("practices")).status_code == 405
    assert reader.post(reverse("practice", args=["H85001"])).status_code == 405


def test_the_number_of_queries_does_not_grow_with_practices_names_or_ccgs(reader, world):
    list_url, page_url = reverse("practices"), reverse("practice", args=["H85001"])
    for url in (list_url, page_url):
        reader.get(url)
    with CaptureQueriesContext(connection) as few_list:
        reader.get(list_url)
    with CaptureQueriesContext(connection) as few_page:
        reader.get(page_url)
    rows = [practice_cells(f"H86{number:03}", f"SURGERY {number}") for number in range(40)]
    load(ccgs_file(ccg_cells()), practices_file(*rows), as_at=date(2016, 4, 2))
    ccgs = [CCG.objects.create(ods_code=f"98{n}", name=f"NHS {n} CCG", opened_on=date(2000, 4, 1)) for n in range(5)]
    practice = Practice.objects.get(ods_code="H85001")
    for number, ccg in enumerate(ccgs):
        day = date(2005 + number, 1, 1)
        Membership.objects.create(practice=practice, ccg=ccg, starts_on=day, ends_on=day)
        Site.objects.create(practice=practice, kind="branch", name=f"Branch {number}", starts_on=day)
    with CaptureQueriesContext(connection) as many_list:
        reader.get(list_url)
    with CaptureQueriesContext(connection) as many_page:
        reader.get(page_url)
    assert len(many_list) == len(few_list) <= 9
    assert len(many_page) == len(few_page) <= 30
