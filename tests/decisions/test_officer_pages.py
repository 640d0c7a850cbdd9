"""The page of an officer's decision: who is offered it, why not, what is shown, and that it is reported. Made up."""

import html
import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Delegation, Interest
from committees.terms import Purpose, Verb
from decisions import actions
from decisions.book import verify_book
from decisions.models import Matter, OutsideDecision, Report, Submission
from decisions.outside.reported import Reported, decisions_to_report, stands
from tests import world
from tests.decisions.test_officers import SCHEME, TODAY, a_matter, given
from tests.world import DIRECTOR, FINANCE, GP

pytestmark = pytest.mark.django_db
NEXT = date(2016, 5, 12)


@pytest.fixture
def rent(cast) -> Matter:
    """Rent of £10,000; Merton's chief finance officer (the cast's executive) may decide it up to £25,000."""
    given(cast.merton)
    return a_matter([cast.merton.ccg])


# --- The page ---
def text_of(answer) -> str:
    body = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def address(cast, matter, body=None) -> str:
    return reverse("matter_outside", args=[(body or cast.merton).committee.pk, matter.pk])


@pytest.fixture
def reads(client, cast):
    """The page as somebody reads it."""

    def get(who, matter, body=None) -> str:
        client.force_login(getattr(cast, who))
        answer = client.get(address(cast, matter, body))
        assert answer.status_code == 200
        return text_of(answer)

    return get


def press(cast, seat=FINANCE) -> str:
    return f"officer-{cast.merton.seats[seat].pk}-{cast.merton.people[seat].pk}"


def sent(cast, **changed) -> dict:
    right = {
        "press": press(cast),
        "key": uuid.uuid4(),
        "verb": "approve",
        "text": "That it be paid.",
        "reason": "Due.",
    } | TODAY
    return right | changed


def test_the_page_says_who_may_decide_up_to_what_and_offers_it_to_that_officer_and_the_secretary(cast, rent, reads):
    said = reads("executive", rent)
    assert (
        "The chief finance officer (Merton Chief finance officer) may decide rent reimbursement up to £25,000" in said
    )
    assert "Decide as chief finance officer" in said
    assert SCHEME in said
    assert "Record a decision of Merton Chief finance officer, chief finance officer" in reads("secretary", rent)
    for who in ("gp", "lay_chair", "healthwatch"):
        said = reads(who, rent)
        assert "may decide rent reimbursement up to £25,000" in said
        assert "Decide as" not in said
        assert "Record a decision" not in said


def test_an_officer_decides_on_the_page_and_it_is_logged_and_shown_to_be_reported(cast, rent, reads, client):
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast), follow=True)
    said = text_of(answer)
    assert "Decided by Merton Chief finance officer as chief finance officer" in answer.content.decode()
    assert "in effect Agreed: That it be paid." in said
    assert (
        "Merton Chief finance officer as chief finance officer, under the scheme of delegation, on 14 April 2016."
        in said
    )
    assert "Reason: Due." in said
    assert "It is not yet reported to the committee." in said, "the section on reporting says so"
    assert "Decide as" not in said, "it is decided once"
    assert rent.title in text_of(client.get(reverse("book", args=[cast.merton.committee.pk])))


def test_above_the_limit_the_officer_sees_why_not_and_who_can_and_a_press_is_refused_with_the_same(
    cast, rent, reads, client
):
    rent.value = Decimal("25000.01")
    rent.save()
    for who in ("executive", "secretary"):
        said = reads(who, rent)
        assert "up to £25,000: £25,000.01 is above that limit." in said
        assert "Who can: the Merton primary care commissioning committee at its next meeting." in said
        assert "Decide as" not in said
    assert "is above that limit" not in reads("gp", rent), "to who holds no office of the scheme it is no news"
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast))
    assert answer.status_code == 403
    assert "£25,000.01 is above that limit" in text_of(answer)
    assert not OutsideDecision.objects.exists()


def test_a_matter_of_no_kind_says_that_the_scheme_goes_by_kinds(cast, rent, reads):
    rent.kind = ""
    rent.save()
    assert "a scheme of delegation goes by kinds. Give it a kind first." in reads("executive", rent)


def test_an_officer_whom_the_scheme_gives_another_kind_reads_why_not_and_the_secretary_only_who_may(cast, rent, reads):
    Delegation.objects.all().delete()
    given(cast.merton, FINANCE, "merger")
    given(cast.merton, DIRECTOR)
    told = "The scheme of delegation gives the chief finance officer no rent reimbursement on 14 April 2016."
    assert f"{told} Who can: the Merton primary care commissioning committee at its next meeting, or the director" in (
        reads("executive", rent)
    )
    assert told not in reads("secretary", rent)


def test_where_there_is_no_scheme_the_page_says_nothing_of_officers(cast, reads):
    assert "Decision of an officer" not in reads("executive", a_matter([cast.merton.ccg]))


@pytest.mark.parametrize("who", ["gp", "lay_chair", "healthwatch"])
def test_a_press_of_somebody_elses_is_refused_with_the_reason(cast, rent, client, who):
    client.force_login(getattr(cast, who))
    answer = client.post(address(cast, rent), sent(cast))
    assert answer.status_code == 403
    assert "Only Merton Chief finance officer, or the secretary of the Merton" in text_of(answer)
    assert not OutsideDecision.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Say what is decided."),
        ({"reason": " "}, "Give the reason for the decision."),
        ({"verb": "ratify"}, "Choose from the list."),
        ({"verb": ""}, "Choose what is done."),
        ({"key": "x"}, "not whole"),
        ({"on_day": "31"}, "Give the day as a date."),
        ({"on_year": ""}, "Give the day as a date."),
        ({"on_day": "13"}, "Give the time of day: this is not today."),
        ({"on_day": "15", "at": "10:00"}, "This time is still to come."),
        ({"at": "25:00"}, "Give the time as hours and minutes"),
        ({"private": "on"}, "Give the ground on which it is reported in private."),
        ({"private_ground": "x"}, "tick that it is, or leave the ground empty"),
        ({"text": "x" * 4001}, "at most 4000 characters"),
        ({"text": "a\x00b"}, "Null characters"),
        ({"press": "officer-0-0"}, "not whole"),
        ({"press": f"officer-{2**70}-²"}, "not whole"),
    ],
)
def test_what_is_sent_wrongly_is_answered_with_a_sentence_and_nothing_is_written(cast, rent, client, changed, sentence):
    client.force_login(cast.executive)
    answer = client.post(address(cast, rent), sent(cast, **changed))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not OutsideDecision.objects.exists()
    assert not Submission.objects.exists()


def test_the_same_form_sent_twice_is_taken_once(cast, rent, client):
    client.force_login(cast.executive)
    form = sent(cast)
    assert client.post(address(cast, rent), form).status_code == 302
    assert "the same form was sent twice" in client.post(address(cast, rent), form, follow=True).content.decode()
    assert client.post(address(cast, rent), form | {"key": uuid.uuid4()}).status_code == 403, "it is decided already"
    assert OutsideDecision.objects.count() == 1


def test_who_the_registers_show_in_conflict_does_not_read_the_page(cast, rent, client):
    rent.practices.add(cast.practice)
    interest = Interest.objects.create(
        person=cast.gp.person, type="financial", directness="direct", nature="partner", organisation="",
        starts_on=date(2015, 1, 1), declared_on=date(2016, 4, 2),
    )  # fmt: skip
    interest.practices.add(cast.practice)
    client.force_login(cast.gp)
    assert client.get(address(cast, rent)).status_code == 403


def test_the_page_asks_the_database_as_often_for_many_lines_as_for_one(cast, rent, client):
    client.force_login(cast.secretary)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(cast, rent)).status_code == 200
        return len(found)

    few = count()
    for seat in (DIRECTOR, GP):
        for kind in ("rent", "merger", "premises"):
            given(cast.merton, seat, kind)
    assert count() == few


# --- Reported ---
def test_an_officers_decision_is_logged_reported_to_the_next_meeting_and_noted_there(cast, rent, client, settings):
    """From the press of the officer to the minutes of the committee."""
    client.force_login(cast.executive)
    assert client.post(address(cast, rent), sent(cast)).status_code == 302
    decision = OutsideDecision.objects.get()
    room = world.meet({"Merton": cast.merton}, cast.acting("secretary"), day=NEXT)
    client.force_login(cast.secretary)
    said = text_of(client.get(address(cast, rent)))
    assert "Put the officer's decision on the agenda of 12 May 2016" in said
    form = {"press": f"report-{decision.pk}", "key": uuid.uuid4()}
    assert client.post(address(cast, rent), form).status_code == 302
    item = Report.objects.get().item
    assert item.purposes.get().purpose == Purpose.INFORMATION
    assert item.matter.limbs.get().verb == Verb.NOTE
    assert "It is on the agenda of the meeting of 12 May 2016." in text_of(client.get(address(cast, rent)))
    assert "Decision by the Chief finance officer of 14 April 2016" in text_of(
        client.get(reverse("meeting", args=[room.meeting.pk]))
    )
    settings.COCOMM_CLOCK_DAY = NEXT
    room.arrive()
    room.begin(item)
    actions.announce(actor=room.secretary, resolutions=[room.decision("Merton", item).pk])
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=[room.sittings["Merton"].pk])
    (row,) = decisions_to_report([cast.merton.committee.pk])
    assert stands([row], NEXT)[row.pk].state is Reported.NOTED
    assert "The committee noted it on 12 May 2016." in text_of(client.get(address(cast, rent)))
    minutes = text_of(client.get(reverse("minutes", args=[room.meeting.pk])))
    for words in ("By an officer under delegated powers, on 14 April 2016", "Why: Due.", "That it be paid."):
        assert words in minutes
    assert verify_book(cast.merton.committee.pk) == []


def test_what_is_decided_in_private_keeps_its_ground_until_it_is_reported(cast, rent, client):
    client.force_login(cast.executive)
    ground = {"private": "on", "private_ground": "Commercial in confidence"}
    assert client.post(address(cast, rent), sent(cast, **ground)).status_code == 302
    assert OutsideDecision.objects.get().private_ground == "Commercial in confidence"
    assert "Reported in private: Commercial in confidence." in text_of(client.get(address(cast, rent)))


def test_the_secretary_records_what_was_decided_the_day_before_at_its_time(cast, rent, client):
    client.force_login(cast.secretary)
    answer = client.post(address(cast, rent), sent(cast, on_day=13, at="16:30"), follow=True)
    assert "on 13 April 2016." in text_of(answer)
    assert OutsideDecision.objects.get().by == cast.executive.person
