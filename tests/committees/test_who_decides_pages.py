"""Who decides?: the page and its tables, for every London CCG, on both sides of 1 April 2016, and asked the wrong way."""

import html
import re
from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.actions import load_london_arrangements
from committees.models import Arrangement, Committee, Remit, Seat, TermsApproval, TermsOfReference
from committees.queries import answer, tables
from committees.terms import Function, Level
from practices.actions import load_london
from practices.models import CCG, PlanningGroup, PlanningGroupMembership
from tests.committees.london import (
    CITY_AND_HACKNEY,
    CROYDON,
    DELEGATED_SWL,
    a_ccg,
    arrange,
    croydon,
    london,
    merton,
    swl,
)

pytestmark = pytest.mark.django_db

JOINT = "The South West London Joint Committee decides, with NHS England."


@pytest.fixture
def reader(client, on_the_day):
    client.force_login(get_user_model().objects.create_user("reader"))
    return client


def text_of(response) -> str:
    """The page as it is read: no tags, single spaces."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def ask(client, function="gp_commissioning", ccg=CROYDON, on="14 April 2016") -> str:
    response = client.get(reverse("who_decides"), {"function": function, "ccg": ccg, "on": on})
    assert response.status_code == 200
    return text_of(response)


# --- The answer ---
def test_every_ccg_of_london_has_an_answer_for_every_function(reader):
    ccgs = london()
    assert len(ccgs) == 32
    for code in ccgs:
        for function in (Function.GP_COMMISSIONING, Function.PERFORMERS_LIST):
            said = ask(reader, function.value, code)
            assert " decides" in said
            assert "Nobody can say" not in said


def test_the_levels_as_the_papers_state_them_answer_for_every_ccg_and_function():
    """The product's own file of London: where it names no committee, the level still says what kind decides."""
    load_london()
    load_london_arrangements()
    day = date(2016, 6, 1)
    for function in Function:
        rows = [row for area in tables.whole_of_london(function, [day]) for row in area.rows]
        assert len(rows) == 32
        assert not [row.ccg for row in rows if row.entries[0].body == "Not on record"]
    assert Counter(row.entries[0].authority.level for row in rows) == {
        Level.GREATER_INVOLVEMENT: 1,
        Level.JOINT: 20,
        Level.DELEGATED: 11,
    }
    for row in rows:
        found = answer.who_decides(Function.GP_COMMISSIONING, row.ccg, day)
        assert "decides" in found.headline
        assert found.level
        assert found.sources


def test_croydon_at_level_2_with_everything_that_nhs_england_may_do(reader):
    swl()
    said = ask(reader)
    assert "The Croydon Joint Committee decides, with NHS England." in said
    assert (
        "Croydon works at level 2, joint commissioning, since 1 April 2015, shadowing level 3 since 1 April 2016."
        in said
    )
    assert "votes from its seat" in said
    assert "has the casting vote on a tie" in said
    assert "may veto a carried decision until the meeting closes" in said
    assert "Healthwatch, Health and Wellbeing Board take part, do not vote" in said
    assert "Since 1 April 2016; before that the South West London Joint Committee." in said
    assert "first day derived" in said


def test_merton_at_level_3_where_nhs_england_has_neither_power(reader):
    merton()
    said = ask(reader, ccg="08R")
    assert "The Merton Primary Care Commissioning Committee decides." in said
    assert "has no voting seat" in said
    assert "has no casting vote" in said
    assert "has no veto" in said
    assert "NHS England does not have the power to veto decisions made by delegated commissioners" in said


def test_incentive_schemes_at_level_2_need_nhs_englands_agreement(reader):
    croydon()
    assert "must agree before it counts as carried; where it agreed there is no veto" in ask(
        reader, "incentive_schemes"
    )


def test_at_level_1_nhs_england_decides_and_a_derived_rule_is_marked(reader):
    london()
    assert "NHS England decides. City and Hackney may be consulted" in ask(reader, ccg=CITY_AND_HACKNEY)
    response = reader.get(
        reverse("who_decides"), {"function": "budget", "ccg": CITY_AND_HACKNEY, "on": "14 April 2016"}
    )
    assert '<strong class="nhsuk-tag nhsuk-tag--grey">derived</strong>' in response.content.decode()


def test_a_reserved_function_says_so(reader):
    merton()
    said = ask(reader, "performers_list", "08R")
    assert "NHS England decides. It is reserved: Merton has no vote on it at any level." in said


@pytest.mark.parametrize("code", DELEGATED_SWL)
def test_31_march_and_1_april_2016_for_each_ccg_that_went_to_level_3(reader, code):
    swl()
    name = DELEGATED_SWL[code]
    before, after = ask(reader, ccg=code, on="31 March 2016"), ask(reader, ccg=code, on="1 April 2016")
    assert JOINT in before
    assert f"{name} works at level 2" in before
    assert "may veto a carried decision" in before
    assert f"Until 31 March 2016; after that the {name} Primary Care Commissioning Committee." in before
    assert f"The {name} Primary Care Commissioning Committee decides." in after
    assert f"{name} works at level 3, delegated commissioning, since 1 April 2016." in after
    assert "has no veto" in after
    assert "Since 1 April 2016; before that the South West London Joint Committee." in after


def test_31_march_and_1_april_2016_for_croydon_which_stays_at_level_2(reader):
    swl()
    before, after = ask(reader, on="31 March 2016"), ask(reader, on="1 April 2016")
    assert JOINT in before
    assert "The Croydon Joint Committee decides, with NHS England." in after
    assert "may veto a carried decision until the meeting closes" in before
    assert "may veto a carried decision until the meeting closes" in after


def test_every_phrase_leads_to_its_source(reader):
    croydon()
    page = reader.get(reverse("who_decides"), {"function": "gp_commissioning", "ccg": CROYDON}).content.decode()
    notes = set(re.findall(r'href="#(source-\d+)"', page))
    assert notes
    assert notes == set(re.findall(r'id="(source-\d+)"', page))


# --- Asked the wrong way ---
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"function": "parking"}, "“parking” is not a function of the table. Choose one from the list."),
        ({"function": ""}, "Choose what is decided"),
        ({"ccg": "ZZZ"}, "“ZZZ” is not the code of a CCG in London. Choose one from the list."),
        ({"ccg": "\x00"}, "Choose a CCG"),
        ({"ccg": ""}, "Choose a CCG"),
        ({"on": "31 February 2016"}, "There is no 31 February 2016: February 2016 has 29 days."),
        ({"on": "2016-02-31"}, "There is no 31 February 2016"),
        ({"on": "soon"}, "“soon” is not a date. Enter a date such as 14 April 2016."),
        ({"on": "14/13/2016"}, "there is no such month or year"),
        ({"on": "1 January 0000"}, "there is no such month or year"),
        ({"on": "1 January 9999"}, "CCGs existed from 1 April 2013 to 30 June 2022."),
        ({"on": "31 December 1066"}, "CCGs existed from 1 April 2013 to 30 June 2022."),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence_on_the_form(reader, wrong, sentence):
    croydon()
    said = ask(reader, **({"function": "gp_commissioning", "ccg": CROYDON, "on": "14 April 2016"} | wrong))
    assert sentence in said
    assert "There is a problem" in said
    assert "decides, with" not in said


def test_no_arrangement_on_the_day_is_said_and_none_is_assumed(reader):
    croydon()
    said = ask(reader, on="1 May 2014")
    assert "Nobody can say who decides." in said
    assert "No co-commissioning level is recorded for Croydon on 1 May 2014, and none is assumed." in said


def test_a_ccg_that_did_not_exist_on_the_day_is_refused(reader):
    ccg = croydon()
    ccg.closed_on = date(2020, 3, 31)
    ccg.save()
    assert "NHS Croydon CCG did not exist on 1 April 2020: it ended on 31 March 2020." in ask(reader, on="1 April 2020")


@pytest.mark.parametrize(
    "typed", ["14 April 2016", "14 apr 2016", "14/4/2016", "14.04.2016", "2016-04-14", " 14  Apr 2016"]
)
def test_a_date_is_read_however_it_is_typed(reader, typed):
    croydon()
    assert "on 14 April 2016 The Croydon Joint Committee decides" in ask(reader, on=typed)


def test_the_day_is_the_clocks_where_none_is_asked_for(reader):
    croydon()
    said = text_of(reader.get(reverse("who_decides"), {"function": "gp_commissioning", "ccg": CROYDON}))
    assert "for Croydon, on 14 April 2016" in said


def test_the_first_visit_shows_no_error_and_every_ccg(reader):
    london()
    said = text_of(reader.get(reverse("who_decides")))
    assert "There is a problem" not in said
    assert "City and Hackney Level 1" in said
    assert "Croydon Level 2" in said
    assert "Merton Level 3" in said


@pytest.mark.parametrize("name", ["who_decides", "committees"])
def test_nobody_who_is_not_signed_in_sees_it(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("sign_in"))


# --- The tables ---
def test_all_functions_for_a_ccg_mark_the_level_that_applies_and_what_is_derived(reader):
    swl()
    response = reader.get(reverse("who_decides_ccg", args=[CROYDON]), {"on": "2016-04-14"})
    page, said = response.content.decode(), text_of(response)
    assert "Level 2 applies" in said
    assert page.count("(applies)") == len(Function)
    assert "May be consulted derived" in said
    assert "committees-derived" in page
    assert "Croydon Joint Committee" in said


def test_all_ccgs_on_two_days_show_what_changed(reader):
    london()
    address = reverse("who_decides_function", args=["gp_commissioning"])
    said = text_of(reader.get(address, {"on": "31 March 2016", "against": "1 April 2016"}))
    assert "On 31 March 2016: 1 at level 1, 25 at level 2, 6 at level 3." in said
    assert "On 1 April 2016: 1 at level 1, 20 at level 2, 11 at level 3." in said
    assert "6 CCGs changed between the two days." in said
    assert said.count("Level 3 changed") == 5
    assert said.count("Level 2 shadowing level 3 changed") == 1


def test_the_timeline_says_in_words_and_in_a_table_what_its_bars_show(reader):
    swl()
    response = reader.get(reverse("who_decides_timeline", args=["08R"]))
    page, said = response.content.decode(), text_of(response)
    assert 'role="img" aria-label="Level: 1 April 2015 to 31 March 2016, Level 2, joint commissioning;' in page
    assert "since 1 April 2016, Merton Primary Care Commissioning Committee" in page
    assert "1 April 2015 derived Last day 31 March 2016 On record Level 2, joint commissioning" in said
    assert "style=" not in page


def test_a_ccg_without_a_level_has_no_bars_but_a_sentence(reader):
    a_ccg("99Q", "NHS MADE UP CCG")
    assert "No level and no committee is on record" in text_of(
        reader.get(reverse("who_decides_timeline", args=["99Q"]))
    )
    assert "No level on record" in text_of(reader.get(reverse("who_decides_ccg", args=["99Q"])))


@pytest.mark.parametrize(
    "address",
    [
        ("who_decides_ccg", "ZZZ"),
        ("who_decides_timeline", "ZZZ"),
        ("who_decides_function", "parking"),
        ("committee", 987654321),
        ("committee", 10**17),
    ],
)
def test_what_is_not_there_is_404(reader, address):
    name, argument = address
    assert reader.get(reverse(name, args=[argument])).status_code == 404


@pytest.mark.parametrize("on", ["31 February 2016", "1 January 9999", "x", "\x00"])
@pytest.mark.parametrize(
    "address",
    [
        ("who_decides_ccg", CROYDON),
        ("who_decides_function", "budget"),
        ("who_decides_timeline", CROYDON),
        ("committees",),
    ],
)
def test_a_wrong_day_leaves_the_table_as_at_today_with_a_sentence(reader, address, on):
    croydon()
    response = reader.get(reverse(address[0], args=address[1:]), {"on": on})
    assert response.status_code == 200
    assert "14 April 2016" in text_of(response)


# --- Query counts ---
def count(client, queries, name, *args, **asked) -> int:
    with queries() as found:
        assert client.get(reverse(name, args=args), asked).status_code == 200
    return len(found)


@pytest.fixture
def queries():
    return lambda: CaptureQueriesContext(connection)


def test_the_pages_ask_the_database_as_often_for_one_ccg_as_for_all(reader, queries):
    group = PlanningGroup.objects.create(name="South West London", short_name="SWL")
    in_it = PlanningGroupMembership.objects.create(ccg=merton(), planning_group=group, starts_on=date(2013, 4, 1))
    pages = [
        ("who_decides",),
        ("who_decides_function", "gp_commissioning"),
        ("who_decides_ccg", "08R"),
        ("who_decides_timeline", "08R"),
        ("committees",),
    ]
    asked = {"function": "gp_commissioning", "ccg": "08R"}
    few = [count(reader, queries, *page) for page in pages] + [count(reader, queries, "who_decides", **asked)]
    in_it.delete()
    group.delete()
    for model in (TermsApproval, TermsOfReference, Remit, Seat, Arrangement, Committee, CCG):
        model.objects.all().delete()
    london()
    many = [count(reader, queries, *page) for page in pages] + [count(reader, queries, "who_decides", **asked)]
    assert many == few
    assert max(many) <= 14


# --- Where the level is on record and the committee is not ---
def test_at_level_2_without_a_committee_on_record_the_level_says_what_it_can(reader):
    arrange(a_ccg("07P", "NHS BRENT CCG"), Level.JOINT, date(2015, 4, 1))
    said = ask(reader, "incentive_schemes", "07P")
    assert "A joint committee of Brent decides, with NHS England. Which one is not on record." in said
    assert "may veto a carried decision, if the committee's terms give it" in said
    assert "must agree before it counts as carried" in said
    assert "No committee is recorded as holding" in said


def test_at_level_3_without_a_committee_on_record_nhs_england_still_has_no_veto(reader):
    arrange(a_ccg("08M", "NHS NEWHAM CCG"), Level.DELEGATED, date(2015, 4, 1))
    said = ask(reader, ccg="08M")
    assert "A primary care commissioning committee of Newham decides. Which one is not on record." in said
    assert "has no veto" in said
    table = text_of(reader.get(reverse("who_decides_ccg", args=["08M"])))
    assert "A primary care commissioning committee, not on record" in table
