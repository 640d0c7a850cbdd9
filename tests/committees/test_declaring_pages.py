"""The pages of declaring: one's own entry, the form with its search, the secretary for somebody, who is overdue."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Appointment, Guardianship, Interest, Person, Position, Statement
from committees.registers.bodies import body_of
from committees.registers.due import due_of, due_on
from committees.terms import Said
from practices.models import Contract, Membership, Practice, PracticeName, Provider
from tests import world
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db


def text(response) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


@pytest.fixture
def signed_in(cast, client):
    def as_(who):
        client.force_login(getattr(cast, who))
        return client

    return as_


def form(**more) -> dict:
    """Made up: a partner in the cast's practice, as the form sends it."""
    fields = {
        "type": "financial",
        "directness": "direct",
        "nature": "Partner",
        "organisations": ["practice-H85001"],
        "starts_on_day": "5",
        "starts_on_month": "1",
        "starts_on_year": "2015",
    }
    return fields | more


def declare_at(person) -> str:
    return reverse("declare_for_register", args=[person.pk])


@pytest.fixture
def declared(signed_in, gp):
    """The GP has declared that she is a partner."""
    assert signed_in("gp").post(declare_at(gp), form()).status_code == 302
    return Interest.objects.get()


# --- Declaring ---
def test_an_interest_declared_on_the_form_is_in_the_entry_with_where_it_stands(signed_in, gp, declared):
    client = signed_in("gp")
    said = text(client.get(reverse("my_declarations")))
    assert "Partner: The Made Up Surgery" in said
    assert "Financial, direct. Since 5 January 2015." in said
    assert "You declare once. It stands in the registers of: NHS Merton CCG (GP member, Merton)" in said
    assert "Up to date, and next due by 14 October 2016" in said


def test_the_secretary_declares_for_somebody_and_the_page_says_for_whom_and_by_whom(signed_in, gp):
    client = signed_in("secretary")
    page = client.get(declare_at(gp))
    assert "Recorded by Sam Secretary for Merton GP member" in text(page)
    day = {"said_on_day": "11", "said_on_month": "4", "said_on_year": "2016"}
    answer = client.post(declare_at(gp), form(**day))
    assert answer.url == reverse("declarations_of", args=[gp.pk])
    assert Interest.objects.get().declared_on == date(2016, 4, 11)
    said = text(client.get(answer.url))
    assert "11 April 2016: declared an interest, or a change of one, recorded by Sam Secretary" in said


def test_somebody_elses_entry_is_refused_with_the_reason(signed_in, gp, declared):
    client = signed_in("executive")
    for address in (reverse("declarations_of", args=[gp.pk]), declare_at(gp)):
        page = client.get(address)
        assert page.status_code == 403
        assert "14O" in page.content.decode()
    for name in ("change_interest", "end_interest"):
        assert client.get(reverse(name, args=[declared.pk])).status_code == 404, "that it exists is not told"


def test_the_guardian_reads_an_entry_and_has_no_button_on_it(signed_in, cast, gp, declared):
    Guardianship.objects.create(person=cast.person_of("executive"), ccg=cast.merton.ccg, starts_on=world.FIRST)
    client = signed_in("executive")
    page = client.get(reverse("declarations_of", args=[gp.pk]))
    assert page.status_code == 200
    assert "Partner: The Made Up Surgery" in text(page)
    assert "everybody declares for themselves" in text(page)
    assert 'name="said"' not in page.content.decode()
    assert client.get(reverse("change_interest", args=[declared.pk])).status_code == 403


def test_who_is_no_person_on_record_is_told_so(signed_in):
    page = signed_in("stranger").get(reverse("my_declarations"))
    assert page.status_code == 200
    assert "not that of a person on record" in text(page)


# --- What is wrong is said where it was typed, and what was typed stays ---
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"nature": ""}, "Say what the interest is"),
        ({"type": ""}, "Choose what kind of interest it is"),
        ({"type": "friendly"}, "friendly is not one of the available choices"),
        ({"directness": ""}, "Choose whether it is direct or indirect"),
        ({"directness": "indirect"}, "Say whose interest it is"),
        ({"relationship": "wife"}, "Choose “indirect” if it is that of somebody close"),
        ({"organisations": []}, "Say which practice, provider or other organisation"),
        ({"organisations": ["practice-Z99999"]}, "“Z99999” is not the code of a practice or provider on record"),
        ({"organisations": ["provider-999999"]}, "“999999” is not the code of a practice or provider on record"),
        ({"organisations": ["x"] * 51}, "Choose at most 50"),
        ({"organisations": [], "find": "Atlantis"}, "No practice or provider on record fits “Atlantis”"),
        ({"organisations": [], "find": "made up"}, "Tick which of these it is"),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "Enter a real date"),
        ({"starts_on_day": "", "starts_on_month": "", "starts_on_year": ""}, "Enter the day on which it began"),
        ({"ends_on_day": "4", "ends_on_month": "1", "ends_on_year": "2015"}, "before it begins on 5 January 2015"),
    ],
)
def test_a_form_that_is_wrong_is_refused_in_plain_words_and_nothing_is_written(signed_in, gp, changed, sentence):
    answer = signed_in("gp").post(declare_at(gp), form(**({"objection": "My patients"} | changed)))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "My patients" in text(answer), "what was typed stays"
    assert not Interest.objects.exists()
    assert not Statement.objects.exists()


def test_a_form_sent_twice_is_declared_once(signed_in, gp, declared):
    answer = signed_in("gp").post(declare_at(gp), form())
    assert answer.status_code == 422
    assert "have this interest of Merton GP member already" in text(answer)
    assert Interest.objects.count() == 1


# --- Finding ---
@pytest.fixture
def organisations(cast):
    """Made up: two surgeries, one known by a former name, and who holds their contract."""
    for code, name, postcode in (("H85002", "BRIDGE ROAD SURGERY", "SM4 5XX"), ("H85003", "THE MILL", "CR4 1AA")):
        row = Practice.objects.create(ods_code=code, name=name, postcode=postcode, status="A")
        Membership.objects.create(practice=row, ccg=cast.merton.ccg, starts_on=date(2013, 4, 1))
        PracticeName.objects.create(practice=row, name=name, starts_on=date(2015, 4, 1))
    PracticeName.objects.create(
        practice=row, name="MITCHAM HEALTH CENTRE", starts_on=date(2013, 4, 1), ends_on=date(2015, 3, 31)
    )
    provider = Provider.objects.create(name="Made Up Partners Ltd", kind="company", made_up=True)
    contract = Contract.objects.create(kind="PMS", provider=provider, starts_on=date(2013, 4, 1))
    contract.practices.add(row)
    return provider


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bridge", ["Bridge Road Surgery"]),
        ("road bri", ["Bridge Road Surgery"]),
        ("h85002", ["Bridge Road Surgery"]),
        ("sm45xx", ["Bridge Road Surgery"]),
        ("SM4", ["Bridge Road Surgery"]),
        ("mitcham", ["The Mill"]),  # what it was called before
        ("H85003", ["The Mill", "Made Up Partners Ltd"]),  # and who holds its contract
        ("partners", ["Made Up Partners Ltd"]),
        ("b", []),
        ("", []),
    ],
)
def test_an_organisation_is_found_by_a_part_of_its_name_its_postcode_or_its_code(
    signed_in, organisations, words, found
):
    page = signed_in("gp").get(reverse("find_organisations"), {"find": words})
    names = re.findall(r'checkboxes__label" for="[^"]+">([^<]+?) <span', page.content.decode())
    assert names == found


def test_what_is_ticked_stays_ticked_whatever_is_looked_for_next(signed_in, organisations):
    asked = {"find": "bridge", "organisations": ["practice-H85003", "practice-H85002", "junk"]}
    body = signed_in("gp").get(reverse("find_organisations"), asked).content.decode()
    assert re.findall(r'value="(practice-[^"]+)" checked', body) == ["practice-H85002", "practice-H85003"]
    assert body.count('value="practice-H85002"') == 1


def test_nothing_found_says_what_to_do(signed_in, cast):
    assert "write its name under “Another organisation”" in (
        signed_in("gp").get(reverse("find_organisations"), {"find": "Atlantis"}).content.decode()
    )


def test_more_than_are_shown_is_said(signed_in, cast):
    for number in range(11):
        Practice.objects.create(ods_code=f"Y{number:05}", name=f"MANY {number}", status="A")
    body = signed_in("gp").get(reverse("find_organisations"), {"find": "many"}).content.decode()
    assert "There are more than are shown" in body
    assert body.count('type="checkbox"') == 10


def test_looking_without_a_script_keeps_all_that_was_typed_and_blames_nothing(signed_in, gp, organisations):
    sent = {
        "nature": "Landlord",
        "find": "bridge",
        "look": "1",
        "organisations": ["practice-H85001"],
        "starts_on_day": "5",
    }
    answer = signed_in("gp").post(declare_at(gp), sent)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Landlord"' in body
    assert 'name="starts_on_day" type="text" inputmode="numeric" value="5"' in body
    assert 'value="practice-H85001" checked' in body
    assert 'value="practice-H85002">' in body
    assert "There is a problem" not in body
    assert not Interest.objects.exists()


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, 302),
        ({"organisations": [], "find": "bridge"}, 200),
        ({"find": "bridge"}, 200),
        ({"find": "bridge", "looked": "bridge"}, 302),
        ({"organisations": [], "organisation": "A choir", "find": "bridge", "looked": "bridge"}, 302),
        ({"nature": ""}, 422),
    ],
)
def test_enter_in_a_field_declares_or_finds_what_was_typed_to_look_for(signed_in, gp, organisations, changed, status):
    answer = signed_in("gp").post(declare_at(gp), form(enter="1", **changed))
    assert answer.status_code == status
    assert Interest.objects.exists() is (status == 302)
    if status == 200:
        assert "There is a problem" not in text(answer)
        assert 'value="practice-H85002">' in answer.content.decode()


def test_the_button_that_enter_presses_is_the_first_of_the_form_and_declares(signed_in, gp):
    body = signed_in("gp").get(declare_at(gp)).content.decode().partition('class="declaring-form"')[2]
    first = re.search(r"<button[^>]*>", body).group()
    assert 'name="enter"' in first
    assert 'aria-hidden="true"' in first


def test_an_empty_form_is_told_all_that_is_missing_at_once(signed_in, gp):
    said = text(signed_in("gp").post(declare_at(gp), {}))
    for sentence in (
        "Say what the interest is",
        "Choose what kind of interest it is",
        "Choose whether it is direct or indirect",
        "Say which practice, provider or other organisation",
        "Enter the day on which it began",
    ):
        assert sentence in said


def test_whose_an_interest_is_is_worded_for_who_declares_it(signed_in, gp):
    assert "Direct: your own" in text(signed_in("gp").get(declare_at(gp)))
    assert "Direct: the person's own" in text(signed_in("secretary").get(declare_at(gp)))


def test_somebody_on_no_register_is_told_so_and_asked_for_nothing(signed_in, gp):
    Appointment.objects.filter(person=gp)._raw_delete("default")
    page = signed_in("gp").get(reverse("my_declarations"))
    assert "You are on no register today, so there is nothing to declare." in text(page)
    for offered in ("Nothing to declare", "Nothing has changed", "Declare an interest"):
        assert f">{offered}<" not in page.content.decode()


# --- Changing and ending ---
def test_a_change_shows_what_it_was_and_why_in_the_history(signed_in, gp, declared):
    client, address = signed_in("gp"), reverse("change_interest", args=[declared.pk])
    page = client.get(address).content.decode()
    assert 'value="practice-H85001" checked' in page
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    answer = client.post(address, form(nature="Salaried GP", organisations=[], organisation="A made-up trust",
                                       reason="Left the partnership.", seen=seen))  # fmt: skip
    assert answer.status_code == 302
    said = text(client.get(answer.url))
    assert "Merton GP member: Left the partnership. What it is: “Partner” became “Salaried GP”;" in said
    assert "practices: The Made Up Surgery became none; organisation: nothing became “A made-up trust”" in said


def test_a_change_on_a_page_opened_before_another_change_is_refused(signed_in, declared):
    client, address = signed_in("gp"), reverse("change_interest", args=[declared.pk])
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())[1]
    for nature, status in (("Salaried GP", 302), ("Locum", 422)):
        answer = client.post(address, form(nature=nature, reason="It was wrong.", seen=seen))
        assert answer.status_code == status
    assert "changed on another device" in text(answer)
    assert Interest.objects.get().nature == "Salaried GP"


def test_an_interest_that_is_over_is_shown_apart_and_cannot_end_again(signed_in, declared):
    client, address = signed_in("gp"), reverse("end_interest", args=[declared.pk])
    last_day = {"ends_on_day": "1", "ends_on_month": "4", "ends_on_year": "2016", "reason": "Retired."}
    answer = client.post(address, last_day)
    said = text(client.get(answer.url))
    assert "Interests in the registers None." in said
    assert "Interests that are over" in said
    assert "5 January 2015 to 1 April 2016" in said
    assert "Ended: Retired. Last day: open became 1 April 2016" in said
    assert "ended on 1 April 2016 already" in text(client.post(address, last_day))


# --- One press ---
def test_nothing_to_declare_and_nothing_has_changed_are_one_press_each(signed_in, gp):
    client, address = signed_in("gp"), reverse("my_declarations")
    first = client.get(address).content.decode()
    assert 'value="nothing_to_declare"' in first
    assert 'value="nothing_changed"' not in first, "nothing was said that could have changed"
    assert client.post(address, {"said": "nothing_to_declare"}).status_code == 302
    assert client.post(address, {"said": "nothing_changed"}).status_code == 302
    assert [row.said for row in gp.statements.all()] == [Said.NOTHING_TO_DECLARE, Said.NOTHING_CHANGED]


def test_nothing_to_declare_with_an_open_interest_is_neither_offered_nor_taken(signed_in, declared):
    client, address = signed_in("gp"), reverse("my_declarations")
    assert 'value="nothing_to_declare"' not in client.get(address).content.decode()
    answer = client.post(address, {"said": "nothing_to_declare"})
    assert answer.status_code == 422
    assert "Press “Nothing has changed” if that is right" in text(answer)


def test_a_press_of_no_button_says_which_there_are(signed_in, gp):
    answer = signed_in("gp").post(reverse("my_declarations"), {"said": "hello"})
    assert answer.status_code == 422
    assert "Press one of the buttons" in text(answer)


def test_a_declaration_later_than_28_days_says_by_how_many(signed_in, gp):
    signed_in("secretary")
    Appointment.objects.filter(person=gp).delete()
    Appointment.objects.create(seat=gp_seat(), person=gp, starts_on=world.FIRST)
    Interest.objects.create(
        person=gp, type="personal", directness="direct", nature="Late", starts_on=date(2015, 1, 1),
        declared_on=date(2016, 5, 2), organisation="A made-up choir",
    )  # fmt: skip
    said = text(signed_in("gp").get(reverse("my_declarations")))
    assert "Declared 2 May 2016, 3 days late" in said


def gp_seat():
    from committees.models import Seat

    return Seat.objects.get(title="GP member", committee__short_name="Merton")


# --- Overdue ---
def test_who_is_overdue_on_a_body_is_listed_first_with_why(signed_in, cast, gp, settings):
    officer = Person.objects.create(name="Olga Officer", made_up=True)
    Position.objects.create(
        person=officer, ccg=cast.merton.ccg, title="Head of primary care", starts_on=date(2015, 1, 1)
    )
    body = body_of(cast.merton.ccg)
    first, *others = due_on(body, DAY)
    assert (first.person, first.due.overdue_since) == (officer, date(2015, 1, 30))
    assert {str(row.due.by) for row in others} == {"2016-04-29"}
    page = signed_in("secretary").get(reverse("overdue_declarations", args=[body.key]))
    assert "1 of 11 is overdue; 10 due within 28 days; 0 up to date" in text(page)
    assert "Olga Officer Head of primary care, Merton Overdue since 30 January 2015: on the registers since" in text(
        page
    )
    assert reverse("declarations_of", args=[officer.pk]) in page.content.decode()


def test_an_interest_put_on_record_by_an_import_counts_as_declared_on_its_day(cast, gp):
    Interest.objects.create(
        person=gp, type="personal", directness="direct", nature="x", starts_on=date(2015, 1, 1), declared_on=DAY
    )
    assert due_of(gp.pk, DAY).by == date(2016, 10, 14)


# --- Home ---
def test_a_member_is_asked_at_home_and_answers_with_one_press(signed_in, gp, declared, settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 10, 1)
    client = signed_in("gp")
    said = text(client.get(reverse("home")))
    assert (
        "Is your entry in the registers still right? due Due by 14 October 2016: last confirmed on 14 April 2016"
        in said
    )
    answer = client.post(reverse("my_declarations"), {"said": "nothing_changed", "back": "home"})
    assert answer.url == reverse("home")
    assert "Up to date, and next due by 1 April 2017" in text(client.get(reverse("home")))


def test_a_secretary_sees_at_home_how_many_are_overdue_on_each_body(signed_in, gp, settings):
    settings.COCOMM_CLOCK_DAY = date(2016, 5, 1)
    page = signed_in("secretary").get(reverse("home"))
    assert "NHS Merton CCG : 10 people" in text(page)
    assert "Croydon joint committee : 10 people" in text(page)
    assert reverse("overdue_declarations", args=["08R"]) in page.content.decode()
    settings.COCOMM_CLOCK_DAY = date(2016, 4, 29)
    assert "Declarations of interests that are overdue" not in text(signed_in("secretary").get(reverse("home")))


def test_a_stranger_is_asked_nothing_at_home(signed_in):
    assert "Is your entry" not in text(signed_in("stranger").get(reverse("home")))


# --- Queries ---
def queries(client, address, **asked) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address, asked).status_code == 200
    return len(counted)


def test_the_pages_take_as_many_queries_for_much_as_for_little(signed_in, cast, gp, organisations, declared):
    addresses = [
        ("gp", reverse("my_declarations"), {}),
        ("secretary", reverse("declarations_of", args=[gp.pk]), {}),
        ("gp", declare_at(gp), {}),
        ("gp", reverse("change_interest", args=[declared.pk]), {}),
        ("gp", reverse("end_interest", args=[declared.pk]), {}),
        ("gp", reverse("find_organisations"), {"find": "made"}),
        ("secretary", reverse("overdue_declarations", args=["08R"]), {}),
        ("secretary", reverse("home"), {}),
        ("gp", reverse("home"), {}),
    ]
    text(signed_in("gp").get(reverse("my_declarations")))  # the message of the declaration is read
    before = [queries(signed_in(who), address, **asked) for who, address, asked in addresses]
    much(cast, gp, declared)
    after = [queries(signed_in(who), address, **asked) for who, address, asked in addresses]
    assert after == before
    assert max(after) <= 60


def test_a_declaration_takes_as_many_queries_beside_many_entries_as_beside_few(signed_in, cast, gp, declared):
    def declares(nature) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert signed_in("gp").post(declare_at(gp), form(nature=nature)).status_code == 302
        return len(counted)

    few = declares("Landlord")
    much(cast, gp, declared)
    Position.objects.filter(person=gp).delete()
    assert declares("Shareholder") == few


def much(cast, gp, declared) -> None:
    """More seats, interests, changes, practices and people."""
    for number in range(8):
        person = Person.objects.create(name=f"Officer {number}", made_up=True)
        Position.objects.create(person=person, ccg=cast.merton.ccg, title="Officer", starts_on=date(2015, 1, 1))
        row = Interest.objects.create(
            person=gp, type="personal", directness="direct", nature=f"Member {number}", starts_on=date(2015, 1, 1),
            declared_on=DAY,
        )  # fmt: skip
        practice = Practice.objects.create(ods_code=f"Y0000{number}", name=f"MADE {number}", status="A")
        Membership.objects.create(practice=practice, ccg=cast.merton.ccg, starts_on=date(2013, 4, 1))
        row.practices.add(practice)
        declared.practices.add(practice)
        Provider.objects.create(name=f"Made up {number} Ltd", made_up=True)
    Position.objects.create(person=gp, ccg=cast.croydon.ccg, title="Adviser", starts_on=date(2015, 1, 1))
