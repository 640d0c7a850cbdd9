"""The register of breaches: published, without names, and saying so where there is none. Everything in it is made up."""

import html
import io
import re
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Breach, Guardianship, Person
from committees.registers.breaches import as_table, breaches_between
from committees.registers.exports import KINDS
from tests.committees.pdf_text import squeezed, text_of_pdf
from tests.world import DAY, FIRST

pytestmark = pytest.mark.django_db
SECRET, WORDS = "Dr Fellowes voted for her own practice.", "Somebody voted for the practice in which they work."


@pytest.fixture
def walter(cast):
    person = Person.objects.create(name="Walter Olufemi", made_up=True)
    Guardianship.objects.create(person=person, ccg=cast.merton.ccg, starts_on=date(2015, 10, 1))
    return person


@pytest.fixture
def breach(cast, walter):
    def record(found_on=FIRST, published_on=DAY, **more):
        fields = {"ccg": cast.merton.ccg, "about": SECRET, "action_taken": "Olufemi wrote to Fellowes."}
        fields |= {"published_text": WORDS if published_on else "", "recorded_by": walter}
        return Breach.objects.create(found_on=found_on, published_on=published_on, **(fields | more))

    return record


def sentences(ccg, since=None, until=None, today=DAY):
    return [line for period in breaches_between(ccg, since, until, today).periods for line in period.sentences]


def page(client, **asked):
    answer = client.get(reverse("register_of_breaches", args=["08R"]), asked)
    return answer, html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode(errors="replace"))))


# --- What is stated ---
def test_that_none_was_found_is_stated_by_financial_year_since_there_was_a_guardian(cast, walter):
    assert sentences(cast.merton.ccg) == [
        "No breaches were found between 1 April 2016 and 14 April 2016.",
        "No breaches were found between 1 October 2015 and 31 March 2016.",
    ]


def test_that_none_was_found_is_stated_of_the_days_asked_for(cast, walter):
    asked = date(2015, 10, 14), date(2016, 4, 13)
    assert sentences(cast.merton.ccg, *asked) == ["No breaches were found between 14 October 2015 and 13 April 2016."]


def test_nothing_is_stated_where_there_was_never_a_guardian(cast, walter):
    found = breaches_between(cast.croydon.ccg, None, None, DAY)
    assert found.periods == ()
    assert "has had no conflicts of interest guardian on record: nothing is stated" in found.sentence


def test_nothing_is_stated_of_the_time_between_two_guardians(cast, walter):
    Guardianship.objects.filter(person=walter).update(ends_on=date(2015, 12, 31))
    Guardianship.objects.create(person=walter, ccg=cast.merton.ccg, starts_on=date(2016, 2, 1))
    assert sentences(cast.merton.ccg, date(2015, 9, 1), DAY) == [
        "No breaches were found between 1 October 2015 and 31 December 2015.",
        "No breaches were found between 1 February 2016 and 14 April 2016.",
        "Nobody is on record as guardian between 1 September 2015 and 30 September 2015: nothing is stated for that time.",
        "Nobody is on record as guardian between 1 January 2016 and 31 January 2016: nothing is stated for that time.",
    ]


def test_one_guardian_after_another_leaves_no_gap(cast, walter):
    Guardianship.objects.filter(person=walter).update(ends_on=date(2015, 12, 31))
    Guardianship.objects.create(person=walter, ccg=cast.merton.ccg, starts_on=date(2016, 1, 1))
    assert sentences(cast.merton.ccg, date(2015, 10, 1), DAY) == [
        "No breaches were found between 1 October 2015 and 14 April 2016."
    ]


def test_none_is_never_stated_where_one_waits_to_be_published(cast, breach):
    breach(published_on=None)
    assert sentences(cast.merton.ccg, FIRST, DAY) == ["One breach was found in this time and is not published yet."]
    breach(published_on=None, found_on=DAY)
    breach()
    assert sentences(cast.merton.ccg, FIRST, DAY) == [
        "2 more breaches were found in this time and are not published yet."
    ]


def test_a_breach_stands_in_the_year_in_which_it_was_found(cast, breach):
    breach(found_on=date(2016, 3, 31))
    now, before = breaches_between(cast.merton.ccg, None, None, DAY).periods
    assert (len(now.breaches), len(before.breaches)) == (0, 1)
    assert before.sentences == ()


def test_the_register_goes_back_to_a_breach_older_than_any_guardian(cast, breach):
    breach(found_on=date(2014, 5, 1))
    assert breaches_between(cast.merton.ccg, None, None, DAY).periods[-1].since == date(2014, 5, 1)


# --- Without names ---
def test_the_page_is_for_everybody_and_names_nobody(client, breach):
    breach()
    breach(published_on=None, found_on=DAY)
    answer, text = page(client)
    assert answer.status_code == 200
    assert WORDS in text
    for word in ("Fellowes", "Olufemi", "own practice"):
        assert word not in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_the_words_and_names_nobody(client, breach, kind):
    breach()
    breach(published_on=None, found_on=DAY)
    answer, _ = page(client, format=kind)
    assert answer.status_code == 200
    inside = squeezed(contents(kind, answer.content))
    assert squeezed(WORDS) in inside
    for word in ("Fellowes", "Olufemi", "own practice"):
        assert squeezed(word) not in inside


def contents(kind: str, file: bytes) -> str:
    """Everything that a file says, in its parts and its properties."""
    if kind == "pdf":
        return text_of_pdf(file)
    if kind in ("csv", "json"):
        return file.decode()
    with zipfile.ZipFile(io.BytesIO(file)) as parts:
        return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def test_the_statement_that_none_was_found_is_in_the_file(cast, walter):
    assert (
        "No breaches were found between 1 April 2016 and 14 April 2016."
        in as_table(breaches_between(cast.merton.ccg, None, None, DAY)).notes
    )


# --- Asked wrongly ---
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"since": "15 April 2016"}, "15 April 2016 is still to come"),
        ({"since": "14 April 2016", "until": "1 April 2016"}, "This is before 14 April 2016"),
        ({"until": "31 June 2015"}, "There is no 31 June 2015"),
        ({"since": "yesterday"}, "is not a date"),
    ],
)
def test_days_that_cannot_be_are_answered_with_a_sentence(client, walter, asked, sentence):
    answer, text = page(client, **asked)
    assert answer.status_code == 200
    assert sentence in text
    refused, _ = page(client, **asked, format="csv")
    assert refused.status_code == 400
    assert "attachment" not in refused.headers.get("Content-Disposition", "")


def test_a_kind_of_file_that_there_is_not_is_refused_in_a_sentence(client, walter):
    answer, text = page(client, format="exe")
    assert answer.status_code == 404
    assert "Registers are not written as “exe”" in text


def test_a_joint_committee_has_no_register_of_its_own(client, cast):
    answer = client.get(reverse("register_of_breaches", args=[f"committee-{cast.croydon.committee.pk}"]))
    assert answer.status_code == 404
    assert "Look at the register of NHS Croydon CCG." in html.unescape(answer.content.decode())


def test_the_queries_do_not_grow(client, breach):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page(client)
        return len(captured)

    breach()
    few = queries()
    for day in range(1, 13):
        breach(found_on=date(2016, 4, day))
        breach(found_on=date(2016, 1, day), published_on=None)
    assert queries() == few
