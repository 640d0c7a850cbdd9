"""The registers of interests as people read them: what is shown on a day, to whom, and what is left out."""

import html
import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from committees.models import Appointment, Interest, Person
from committees.registers.bodies import body_of
from committees.registers.entries import DETAILS_WITHHELD, NAME_WITHHELD
from committees.registers.reading import Asked, read_register
from committees.terms import CommitteeKind, Directness, InterestType, Said, Share
from practices import clock
from practices.clock import LONDON
from tests import world
from tests.committees import declared
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db


@pytest.fixture
def merton(on_the_day) -> world.Body:
    return world.a_body("Merton", "08R")


@pytest.fixture
def guardian(merton) -> Person:
    return declared.a_guardian(merton.ccg)


@pytest.fixture
def keeper(merton) -> Client:
    """Merton's secretary, who keeps its registers."""
    client = Client()
    client.force_login(world.a_secretary({"Merton": merton}).account)
    return client


def text_of(response) -> str:
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def ask(client, key: str = "08R", **asked):
    return client.get(reverse("register_of_interests", args=[key]), asked)


def read(merton, day: date = DAY, today: date = DAY, **asked):
    return read_register(body_of(merton.ccg), Asked(day=day, today=today, **asked))


def natures(merton, day: date = DAY, **asked) -> list[str]:
    return [row.nature for row in read(merton, day, **asked).rows]


# --- What is shown on a day ---
def test_anybody_reads_the_published_register_signed_in_or_not(client, merton):
    surgery = declared.a_practice("The Mitcham Surgery", "H85999")
    declared.an_interest(
        merton.people[GP], "Partner in the practice", practices=[surgery], mitigation="Leaves the room",
        mitigation_agreed_with="the chair",
    )  # fmt: skip
    said = text_of(ask(client))
    assert "Register of interests NHS Merton CCG, as at 14 April 2016" in said
    assert "1 entry." in said
    assert "Merton GP member" in said
    assert "GP member, Merton" in said
    assert "The Mitcham Surgery (H85999)" in said
    assert "Type Financial" in said
    assert "Leaves the room (agreed with the chair)" in said
    assert "Private register" not in said
    assert "Some of the people and interests in this register are made up" in said


def test_an_interest_that_ended_five_months_before_is_public_and_one_that_ended_seven_months_before_private(merton):
    declared.an_interest(merton.people[GP], "Ended five months ago", ends_on=date(2015, 11, 14))
    declared.an_interest(merton.people[GP], "Ended seven months ago", ends_on=date(2015, 9, 14))
    assert natures(merton) == ["Ended five months ago"]
    assert sorted(natures(merton, private=True)) == ["Ended five months ago", "Ended seven months ago"]


def test_what_ended_is_shown_to_its_last_day_and_not_the_day_after(merton):
    declared.an_interest(merton.people[GP], "Ended", ends_on=date(2015, 10, 14))
    declared.an_interest(merton.people[GP], "Long over", starts_on=date(2009, 1, 1), ends_on=date(2010, 4, 14))
    assert natures(merton) == ["Ended"]
    assert natures(merton, date(2016, 4, 15)) == []
    assert sorted(natures(merton, private=True)) == ["Ended", "Long over"]
    assert natures(merton, date(2016, 4, 15), private=True) == ["Ended"]


def test_as_at_another_day_is_what_was_so_then(merton):
    declared.an_interest(merton.people[GP], "Since June", starts_on=date(2016, 6, 1))
    assert natures(merton) == []
    assert natures(merton, date(2016, 6, 1)) == ["Since June"]


def test_who_left_stays_on_the_published_register_for_six_months_and_on_the_private_one_for_six_years(merton):
    Appointment.objects.filter(person=merton.people[GP]).delete()
    Appointment.objects.create(
        seat=merton.seats[GP], person=merton.people[GP], starts_on=world.FIRST, ends_on=date(2016, 4, 30)
    )
    declared.an_interest(merton.people[GP], "Partner")
    declared.an_interest(merton.people[GP], "Taken up after leaving", starts_on=date(2016, 5, 1))
    assert natures(merton, date(2016, 10, 30)) == ["Partner"]
    assert natures(merton, date(2016, 10, 31)) == []
    assert natures(merton, date(2016, 10, 31), private=True) == ["Partner"]
    assert natures(merton, date(2022, 4, 30), private=True) == ["Partner"]
    assert natures(merton, date(2022, 5, 1), private=True) == []
    (row,) = read(merton, date(2016, 10, 30)).rows
    assert row.positions == ("GP member, Merton (until 30 April 2016)",)


def test_who_was_invited_for_one_item_is_on_no_register(merton):
    guest = Person.objects.create(name="Ina Invited", made_up=True)
    Appointment.objects.create(
        seat=merton.seats[GP], person=guest, starts_on=DAY, ends_on=DAY, share=Share.SINGLE_ITEM.value
    )
    declared.an_interest(guest, "Partner elsewhere")
    assert natures(merton, private=True) == []


def test_one_declaration_stands_in_the_registers_of_every_body_on_which_the_person_is(client, merton):
    sutton = world.a_body("Sutton", "08T")
    Appointment.objects.create(
        seat=sutton.seats[world.NINTH], person=merton.people[GP], starts_on=world.FIRST, share=Share.JOINT.value
    )
    declared.an_interest(merton.people[GP], "Partner in one practice")
    for key in ("08R", "08T"):
        assert "Partner in one practice" in text_of(ask(client, key))
    world.a_body("Kingston", "08J")
    assert "Partner in one practice" not in text_of(ask(client, "08J"))


def test_a_joint_committee_has_its_own_register(client, on_the_day):
    croydon = world.a_body("Croydon", "07V", world.Level.JOINT)
    assert croydon.committee.kind == CommitteeKind.JOINT_COMMITTEE
    declared.an_interest(croydon.people[world.NINTH], "Director of a company")
    said = text_of(ask(client, f"committee-{croydon.committee.pk}"))
    assert "Croydon joint committee, as at 14 April 2016" in said
    assert "Director of a company" in said


def test_from_16_june_2017_only_decision_making_staff_are_on_the_published_register(merton):
    officer = declared.an_officer(merton.ccg, "Olu Officer")
    decider = declared.an_officer(merton.ccg, "Dee Decider", decides=True)
    declared.an_interest(officer, "School governor")
    declared.an_interest(decider, "Trustee")
    assert sorted(natures(merton, date(2017, 6, 15))) == ["School governor", "Trustee"]
    assert natures(merton, date(2017, 6, 16)) == ["Trustee"]
    assert sorted(natures(merton, date(2017, 6, 16), private=True)) == ["School governor", "Trustee"]


def test_nothing_to_declare_is_an_entry_too_until_something_is_declared(merton):
    nobody, somebody = merton.people[0], merton.people[1]
    declared.said(nobody, Said.NOTHING_TO_DECLARE, date(2016, 4, 2))
    declared.said(nobody, Said.NOTHING_CHANGED, date(2016, 4, 10))
    declared.said(somebody, Said.NOTHING_TO_DECLARE, date(2016, 4, 2))
    declared.said(somebody, Said.DECLARED, date(2016, 4, 3))
    declared.an_interest(somebody, "Shareholder")
    rows = {row.name: (row.nature, row.declared_on, row.is_nil) for row in read(merton).rows}
    assert rows == {
        nobody.name: ("Nothing to declare", date(2016, 4, 10), True),
        somebody.name: ("Shareholder", declared.LONG_AGO, False),
    }


def test_the_private_register_says_who_has_declared_nothing_yet_and_the_published_one_does_not(client, keeper, merton):
    declared.said(merton.people[0], Said.NOTHING_TO_DECLARE, date(2016, 4, 2))
    silent = read(merton, private=True).silent
    assert merton.people[1].name in silent
    assert merton.people[0].name not in silent
    assert read(merton).silent == ()
    assert "No declaration yet" not in text_of(ask(client))
    assert "No declaration yet" in text_of(ask(keeper, view="private"))


def test_an_indirect_interest_says_whose_it_is_and_is_of_the_fourth_type_in_the_form_of_four(client, merton):
    declared.an_interest(
        merton.people[GP], "Chair", relationship="husband", directness=Directness.INDIRECT.value,
        type=InterestType.PERSONAL.value, organisation="Citizens Advice",
    )  # fmt: skip
    (row,) = read(merton).rows
    assert row.four_type == "indirect"
    said = text_of(ask(client))
    assert "Type Non-financial personal" in said
    assert "Direct or indirect Indirect" in said
    assert "husband" in said


# --- As recorded ---
def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=LONDON)


def put_on_record(person: Person, when: datetime, **fields) -> Interest:
    interest = Interest(
        person=person, type="financial", directness="direct", starts_on=declared.LONG_AGO,
        declared_on=declared.LONG_AGO, **fields,
    )  # fmt: skip
    interest._history_date = when
    interest.save()
    return interest


def changed(interest: Interest, when: datetime, **fields) -> None:
    for name, value in fields.items():
        setattr(interest, name, value)
    interest._history_date = when
    interest.save()


def test_as_recorded_on_a_day_is_what_was_on_record_by_the_end_of_it(merton):
    interest = put_on_record(merton.people[GP], at(2016, 4, 5), nature="Partner")
    changed(interest, at(2016, 4, 9), nature="Senior partner")
    assert natures(merton, private=True, recorded_on=date(2016, 4, 4)) == []
    assert natures(merton, private=True, recorded_on=date(2016, 4, 5)) == ["Partner"]
    assert natures(merton, private=True, recorded_on=date(2016, 4, 8)) == ["Partner"]
    assert natures(merton, private=True, recorded_on=date(2016, 4, 9)) == ["Senior partner"]


def test_as_recorded_and_as_at_are_asked_together(merton):
    interest = put_on_record(merton.people[GP], at(2016, 4, 5), nature="Partner")
    changed(interest, at(2016, 4, 12), ends_on=date(2015, 4, 30))
    # Recorded on the 12th that it had ended the year before: as at 14 April it was open, as far as known on the 8th.
    assert natures(merton, recorded_on=date(2016, 4, 8)) == ["Partner"]
    assert natures(merton, recorded_on=date(2016, 4, 12)) == []
    assert natures(merton, date(2015, 4, 15), private=True, recorded_on=date(2016, 4, 12)) == []  # not yet a member
    assert natures(merton, private=True, recorded_on=date(2016, 4, 12)) == ["Partner"]


def test_as_recorded_has_the_practices_and_providers_that_were_recorded_then(merton):
    one, other = declared.a_practice("First Surgery", "H85998"), declared.a_practice("Second Surgery", "H85997")
    provider = declared.a_provider("A made-up provider")
    interest = put_on_record(merton.people[GP], at(2016, 4, 5), nature="Partner")
    interest.practices.set([one])
    interest._history_date = at(2016, 4, 9)
    interest.practices.set([other])
    interest.providers.set([provider])

    def organisations(day: int) -> str:
        (row,) = read(merton, private=True, recorded_on=date(2016, 4, day)).rows
        return row.organisation

    assert organisations(5) == "First Surgery (H85998)"
    assert organisations(9) == "Second Surgery (H85997); A made-up provider"


def test_what_was_said_is_as_recorded_too(merton):
    declared.said(merton.people[0], Said.NOTHING_TO_DECLARE, date(2016, 4, 6))
    assert natures(merton, private=True, recorded_on=date(2016, 4, 5)) == []
    assert natures(merton, private=True, recorded_on=date(2016, 4, 6)) == ["Nothing to declare"]


def test_as_recorded_is_for_readers_of_the_private_register(client, keeper, merton):
    put_on_record(merton.people[GP], at(2016, 4, 5), nature="Partner")
    refused = ask(client, recorded="8 April 2016")
    assert refused.status_code == 403
    said = text_of(ask(keeper, view="private", recorded="8 April 2016"))
    assert "as at 14 April 2016, as recorded on 8 April 2016" in said
    assert "Partner" in said
    assert "No entry is on this register" in text_of(ask(keeper, view="private", recorded="4 April 2016"))


# --- Who may read the private register ---
def test_the_private_register_is_refused_with_its_reason_to_who_does_not_keep_it(client, merton, guardian):
    for signed_in in (False, True):
        if signed_in:
            client.force_login(world.an_account("stranger"))
        refused = ask(client, view="private")
        assert refused.status_code == 403
        said = text_of(refused)
        assert "You may not read the private register" in said
        assert "The private register of NHS Merton CCG is read by who keeps it" in said
        assert "The conflicts of interest guardian of NHS Merton CCG, Gale Guardian." in said


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "docx", "pdf"])
def test_no_file_of_the_private_register_is_given_to_who_may_not_read_it(client, merton, kind):
    assert ask(client, view="private", format=kind).status_code == 403


def test_a_member_reads_the_private_register_no_more_than_a_stranger(client, merton):
    client.force_login(world.an_account("member", merton.people[GP]))
    assert ask(client, view="private").status_code == 403
    assert "Private register" not in text_of(ask(client))


def test_the_switch_is_shown_to_who_keeps_the_register_and_to_the_guardian(client, keeper, merton, guardian):
    assert "Private register" in text_of(ask(keeper))
    client.force_login(world.an_account("guardian", guardian))
    assert "Private register" in text_of(ask(client))
    assert ask(client, view="private").status_code == 200


def test_on_the_private_register_each_finds_the_pages_that_are_theirs(client, keeper, merton, guardian):
    said = text_of(ask(keeper, view="private"))
    assert "Keeping them: Overdue declarations , Figures for the self-certification ." in said
    assert "Keeping them" not in text_of(ask(keeper))
    client.force_login(world.an_account("guardian", guardian))
    page = ask(client, view="private")
    assert "Figures for the self-certification , The guardian’s page ." in text_of(page)
    for name in ("overdue_declarations", "certification", "guardian"):
        assert reverse(name, args=["08R"]) in page.content.decode()
        assert client.get(reverse(name, args=["08R"])).status_code == 200


def test_what_is_offered_on_a_joint_committees_private_register_is_there(client, on_the_day):
    croydon = world.a_body("Croydon", "07V", world.Level.JOINT)
    for account in (
        world.a_secretary({"Croydon": croydon}).account,
        world.an_account("guardian", declared.a_guardian(croydon.ccg)),
    ):
        client.force_login(account)
        page = ask(client, f"committee-{croydon.committee.pk}", view="private").content.decode()
        found = set(re.findall(r'href="(/registers/committee-[^"?]+)"', page))
        assert len(found) >= 2
        assert {address: client.get(address).status_code for address in found} == dict.fromkeys(found, 200)


def test_who_keeps_one_register_does_not_read_anothers(keeper):
    world.a_body("Sutton", "08T")
    assert ask(keeper, "08T", view="private").status_code == 403


# --- What is left out ---
@pytest.fixture
def secret(merton, guardian) -> Interest:
    """An interest whose name and details the guardian leaves out."""
    surgery = declared.a_practice("The Hidden Surgery", "H85996", "SW19 1AA")
    return declared.an_interest(
        merton.people[GP], "Concealed partner", practices=[surgery], relationship="Veiled sister",
        mitigation="Covert action", category="Covert category", organisation="Undisclosed Limited",
    )  # fmt: skip


HIDDEN_NAME = ["Merton GP member", "GP member, Merton"]
HIDDEN_DETAILS = ["Hidden Surgery", "H85996", "Concealed", "Veiled", "Covert", "Undisclosed"]


def shown(client, *words: str, **asked) -> list[str]:
    """Which of these words are anywhere in the page, addresses and attributes and all."""
    page = html.unescape(ask(client, **asked).content.decode()).lower()
    return [word for word in words if word.lower() in page]


def test_a_name_that_is_left_out_is_nowhere_in_the_published_page(client, merton, guardian, secret):
    declared.left_out(secret, guardian, name=True)
    assert shown(client, *HIDDEN_NAME) == []
    said = text_of(ask(client))
    assert NAME_WITHHELD in said
    assert "Concealed partner" in said


def test_a_name_that_is_left_out_is_left_out_of_the_entrys_own_words_too(client, merton, guardian):
    name = merton.people[GP].name
    interest = declared.an_interest(
        merton.people[GP], f"{name} is a partner", relationship=f"Sister of {name.upper()}", category=f"{name}'s own",
        mitigation=f"{name} leaves", mitigation_agreed_with=f"friend of {name}", organisation=f"{name} and Partners",
    )  # fmt: skip
    assert shown(client, name) == [name]
    declared.left_out(interest, guardian, name=True)
    assert shown(client, name) == []
    said = text_of(ask(client))
    assert "[name withheld] is a partner" in said
    assert "[name withheld] leaves" in said
    assert text_of(ask(client, q=name)).count("is a partner") == 0


def test_details_that_are_left_out_are_nowhere_in_the_published_page(client, merton, guardian, secret):
    declared.left_out(secret, guardian, details=True)
    assert shown(client, *HIDDEN_DETAILS) == []
    assert shown(client, *HIDDEN_NAME) == HIDDEN_NAME
    assert DETAILS_WITHHELD in text_of(ask(client))


def test_the_private_register_has_the_whole_entry_and_why_it_is_left_out(keeper, merton, guardian, secret):
    declared.left_out(secret, guardian, name=True, details=True)
    assert shown(keeper, *HIDDEN_NAME, *HIDDEN_DETAILS, view="private") == HIDDEN_NAME + HIDDEN_DETAILS
    said = text_of(ask(keeper, view="private"))
    assert "left out of the published register name and details, since 1 April 2016: There is a threat." in said


def test_who_keeps_the_register_sees_the_published_page_as_everybody_does(keeper, merton, guardian, secret):
    declared.left_out(secret, guardian, name=True, details=True)
    assert shown(keeper, *HIDDEN_NAME, *HIDDEN_DETAILS) == []


@pytest.mark.parametrize(
    "words", ["Merton GP", "GP member", "hidden", "H85996", "SW19 1AA", "SW191AA", "concealed", "veiled", "undisclosed"]
)
def test_no_search_finds_an_entry_by_what_is_left_out_of_it(client, merton, guardian, secret, words):
    assert "1 entry" in text_of(ask(client, q=words))
    declared.left_out(secret, guardian, name=True, details=True)
    assert "No entry fits what you asked" in text_of(ask(client, q=words))


def test_an_organisation_that_is_left_out_is_not_offered_and_cannot_be_asked_for(client, merton, guardian, secret):
    assert "The Hidden Surgery (H85996)" in read(merton).organisations
    declared.left_out(secret, guardian, details=True)
    assert read(merton).organisations == ()
    said = text_of(ask(client, organisation="The Hidden Surgery (H85996)"))
    assert "is not in this register. Choose one from the list." in said


def test_entries_without_their_name_stand_last_and_not_where_the_name_would(merton, guardian):
    for number, name in enumerate(("Aaron First", "Mona Middle", "Zoe Last")):
        merton.people[number].name = name
        merton.people[number].save()
    interests = [declared.an_interest(merton.people[n], f"Interest {n}") for n in range(3)]
    declared.left_out(interests[1], guardian, name=True)
    declared.left_out(interests[0], guardian, name=True)
    rows = read(merton).rows
    assert [row.name for row in rows] == ["Zoe Last", NAME_WITHHELD, NAME_WITHHELD]
    assert [row.place[1:3] for row in rows[1:]] == [("", ""), ("", "")]


def test_who_has_an_entry_without_their_name_is_not_told_by_another_line(merton, guardian):
    """Having said "nothing to declare" before, they have no line of that either."""
    declared.said(merton.people[GP], Said.NOTHING_TO_DECLARE, date(2016, 4, 2))
    declared.left_out(declared.an_interest(merton.people[GP]), guardian, name=True)
    assert [row.name for row in read(merton).rows] == [NAME_WITHHELD]


def test_a_redaction_holds_for_every_day_that_is_asked_for_while_it_is_in_force(client, merton, guardian, secret):
    """What the guardian leaves out today is not to be read by asking for the register of yesterday."""
    declared.left_out(secret, guardian, since=DAY, name=True, details=True)
    assert shown(client, *HIDDEN_NAME, *HIDDEN_DETAILS, on="2016-04-10") == []
    assert shown(client, *HIDDEN_NAME, *HIDDEN_DETAILS, on="2017-04-10") == []


def test_a_redaction_that_is_over_hides_the_days_it_was_for(merton, guardian, secret):
    redaction = declared.left_out(secret, guardian, name=True)
    redaction.ends_on = date(2016, 4, 7)
    redaction.save()
    assert [row.name_withheld for row in read(merton, date(2016, 4, 7)).rows] == [True]
    assert [row.name_withheld for row in read(merton).rows] == [False]


# --- Searching ---
@pytest.fixture
def three(merton):
    surgery = declared.a_practice("The Mitcham Surgery", "H85999", "CR4 3BL")
    declared.an_interest(merton.people[GP], "Partner", practices=[surgery])
    declared.an_interest(
        merton.people[0], "Trustee", type=InterestType.PERSONAL.value, organisation="A charity (made up)"
    )
    declared.an_interest(merton.people[3], "Member of a college", type=InterestType.PROFESSIONAL.value)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "mitcham"}, ["Partner"]),
        ({"search": "h85999"}, ["Partner"]),
        ({"search": "cr4 3bl"}, ["Partner"]),
        ({"search": "CR43BL"}, ["Partner"]),
        ({"search": "gp member"}, ["Partner"]),
        ({"search": "chief officer"}, ["Member of a college"]),
        ({"search": "surgery trustee"}, []),
        ({"type": InterestType.PERSONAL}, ["Trustee"]),
        ({"type": InterestType.PERSONAL, "search": "surgery"}, []),
        ({"organisation": "A charity (made up)"}, ["Trustee"]),
        ({}, ["Member of a college", "Partner", "Trustee"]),
    ],
)
def test_a_register_is_searched_by_person_organisation_code_postcode_and_type(merton, three, asked, found):
    assert sorted(natures(merton, **asked)) == found


def test_the_page_says_how_many_of_how_many(client, merton, three):
    assert "1 entry of 3: the others do not fit what was asked." in text_of(ask(client, q="mitcham"))
    assert "Search for less, or show all 3" in text_of(ask(client, q="nothing of this kind"))


# --- Wrong answers ---
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"on": "31 February 2016"}, "There is no 31 February 2016: February 2016 has 29 days."),
        ({"on": "yesterday"}, "“yesterday” is not a date. Enter a date such as 14 April 2016."),
        ({"on": "1 January 1999"}, "CCGs existed from 1 April 2013 to 30 June 2022."),
        ({"type": "imaginary"}, "Choose a type of interest from the list"),
        ({"organisation": "Nobody"}, "“Nobody” is not in this register. Choose one from the list."),
        ({"q": "x" * 101}, "Search for 100 letters or fewer"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_no_file(client, merton, three, asked, said):
    assert said in text_of(ask(client, **asked))
    answer = ask(client, format="csv", **asked)
    assert answer.status_code == 400
    assert said in text_of(answer)


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("15 April 2016", "15 April 2016 has not come yet: choose a day up to today, 14 April 2016."),
        ("the other day", "“the other day” is not a date."),
    ],
)
def test_a_wrong_day_of_recording_gets_a_sentence(keeper, merton, recorded, said):
    assert said in text_of(ask(keeper, view="private", recorded=recorded))


@pytest.mark.parametrize("key", ["XXX", "committee-1000000", "committee-x", "committee-²", "a\x00b", "08r"])
def test_where_there_is_no_register_a_sentence_says_so(client, merton, key):
    answer = ask(client, key)
    assert answer.status_code == 404
    assert "There is no CCG or joint committee with registers here." in text_of(answer)


JUNK = [
    "", " ", "-1", "9" * 400, "\x00", "²", "é" * 300, "<script>", "' OR 1=1 --", "2016-05-12", "0001-01-01",
    "9999-12-31", "%s", "{{ 1 }}", "financial", "csv", "\U0001f600",
]  # fmt: skip
junk = st.sampled_from(JUNK)


@pytest.mark.parametrize("view", ["", "private"])
def test_a_register_asked_with_anything_at_all_answers(keeper, merton, three, view):
    names = st.sampled_from(["on", "recorded", "q", "type", "organisation", "format"])

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(names, junk, min_size=1, max_size=4))
    def look(asked):
        assert ask(keeper, view=view, **asked).status_code in (200, 400, 404)

    look()


# --- The page of all registers ---
def test_the_registers_are_found_by_name_and_code(client, merton):
    world.a_body("Croydon", "07V", world.Level.JOINT)
    address = reverse("registers")
    assert "NHS Merton CCG" in text_of(client.get(address))
    assert "NHS Croydon CCG" in text_of(client.get(address))
    assert "Croydon joint committee" in text_of(client.get(address))
    assert "NHS Croydon CCG" not in text_of(client.get(address, {"q": "mert"}))
    assert "NHS Merton CCG" in text_of(client.get(address, {"q": "08r"}))
    assert "No CCG or joint committee fits “atlantis”." in text_of(client.get(address, {"q": "atlantis"}))
    assert reverse("register_of_interests", args=["08R"]) in client.get(address).content.decode()
    assert "To ask for an older entry" in text_of(client.get(address))


def test_the_register_says_who_keeps_it_and_how_to_ask_for_older_entries(client, merton, guardian):
    said = text_of(ask(client))
    assert "Kept by NHS Merton CCG. Conflicts of interest guardian: Gale Guardian." in said
    assert "To ask for an older entry , or for what is left out, write to the governance team of NHS Merton CCG" in said


def test_every_register_that_is_offered_is_there(client, merton):
    world.a_body("Croydon", "07V", world.Level.JOINT)
    found = re.findall(r'href="(/registers/[^"]+)"', client.get(reverse("registers")).content.decode())
    # Two CCGs; a joint committee has neither breaches nor procurement decisions of its own.
    assert len(found) == 2 * 4 + 2
    assert {client.get(address).status_code for address in found} == {200}


# --- How often the database is asked ---
def queries(client, **asked) -> int:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert ask(client, **asked).status_code == 200
    return len(counted)


def a_larger_register(merton, guardian) -> None:
    for number, person in enumerate(merton.people):
        for other in range(4):
            surgery = declared.a_practice(f"Surgery {number} {other}", f"H8{number}{other}00")
            provider = declared.a_provider(f"Provider {number} {other}")
            interest = declared.an_interest(person, f"{number}.{other}", practices=[surgery], providers=[provider])
            declared.left_out(interest, guardian, name=bool(other % 2), details=not other % 2)
        declared.said(person, Said.DECLARED, date(2016, 4, 2))


@pytest.mark.parametrize(
    "asked",
    [{}, {"view": "private"}, {"view": "private", "recorded": str(clock.real_today())}, {"format": "csv"}],
    ids=["public", "private", "recorded", "csv"],
)
def test_a_small_and_a_large_register_take_the_same_queries(keeper, merton, guardian, asked, settings):
    settings.COCOMM_CLOCK_DAY = None  # history is written at the real time
    surgery, provider = declared.a_practice("One", "H85001"), declared.a_provider("One")
    first = declared.an_interest(merton.people[0], practices=[surgery], providers=[provider])
    declared.left_out(first, guardian, name=True)
    small = queries(keeper, on="2016-04-14", **asked)
    a_larger_register(merton, guardian)
    assert queries(keeper, on="2016-04-14", **asked) == small
    assert small <= 26


def test_the_page_of_registers_takes_the_same_queries_for_one_ccg_as_for_four(client, merton):
    address = reverse("registers")

    def count() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(address)
        return len(counted)

    world.a_body("Croydon", "07V", world.Level.JOINT)
    few = count()
    for name, code in (("Sutton", "08T"), ("Kingston", "08J")):
        world.a_body(name, code)
    assert count() == few
