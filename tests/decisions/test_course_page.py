"""The course of a matter on its page, the forms of its steps, and what is due on the secretary's first page. All made up."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.kinds import added
from decisions.home.courses import course_due
from decisions.life.entries import STEPS
from decisions.models import LifeEntry, Page
from tests.decisions.between import text
from tests.decisions.course import KIND, RECEIVED, Matters, two_sites
from tests.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast) -> Matters:
    return Matters(cast)


@pytest.fixture
def reads(client, cast):
    """What the secretary reads on the page of a matter."""
    client.force_login(cast.secretary)
    return lambda told: text(client.get(reverse("matter_outside", args=[told.committee.pk, told.matter.pk])))


def new(told: Matters, entry: str) -> str:
    return reverse("new_step", args=[told.committee.pk, told.matter.pk, entry])


def correction(told: Matters, step: LifeEntry) -> str:
    return reverse("correct_step", args=[told.committee.pk, told.matter.pk, step.pk])


def on(day: date, name: str = "on_day") -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def sent(day: date = DAY, **said) -> dict:
    return {"key": str(uuid.uuid4()), **on(day), **said}


# --- The page ---
def test_the_page_tells_the_five_days_what_is_not_known_and_what_is_expected(cast, reads):
    with added(KIND):
        told = reads(Matters(cast, kind="made_up"))
    for label in ("Decision", "Notice given", "Announced", "Published", "In effect"):
        assert f"{label} not known" in " ".join(told.split())
    assert "How patients were involved is not on record. What is expected: A survey of the patients." in told
    assert "That scrutiny was asked whether the change is substantial is not on record." in told


def test_the_page_tells_each_step_with_what_answers_it_and_until_when(matters, reads):
    asked = matters.keep("consulted", date(2016, 4, 5), party="The LMC", due_on=date(2016, 4, 7))
    assert "overdue Consulted: The LMC" in " ".join(reads(matters).split())
    matters.keep("answered", date(2016, 4, 8), answer="objects", text="Far to go", answers=asked.pk)
    told = " ".join(reads(matters).split())
    assert "answered late Consulted: The LMC" in told
    assert "Answer to a consultation: objects, 8 April 2016" in told
    assert "Far to go" in told


def test_the_page_tells_clocks_that_are_overdue(cast, reads):
    with added(KIND):
        told = Matters(cast, kind="made_up")
        told.received()
        said = " ".join(reads(told).split())
    assert "overdue Made-up limit acknowledge: by 9 April 2016, the commissioner" in said


def test_a_correction_is_told_with_its_reason_and_what_stood_before(matters, reads):
    from decisions.life.rules import Said

    step = matters.received()
    matters.correct(step, "The letter is of the 3rd", Said(on_day=date(2016, 4, 3), party="The Made Up Surgery"))
    told = reads(matters)
    assert "Corrected on 14 April 2016: The letter is of the 3rd Before: The Made Up Surgery; 2 April 2016." in told


def test_what_was_not_so_is_told_as_such(matters, reads):
    matters.correct(matters.received(), "Another practice's letter")
    told = reads(matters)
    assert "Not so: The Made Up Surgery; 2 April 2016." in told
    assert "Recorded by mistake: Another practice's letter" in told


def test_only_steps_that_can_be_are_offered(matters, client, cast):
    client.force_login(cast.secretary)
    address = reverse("matter_outside", args=[matters.committee.pk, matters.matter.pk])
    offered = client.get(address).content.decode()
    assert new(matters, "received") in offered
    for later in (
        "acknowledged",
        "answered",
        "announced",
        "challenge",
        "result",
        "done",
        "letter",
        "signed_off",
        "kept",
    ):
        assert new(matters, later) not in offered
    matters.received()
    offered = client.get(address).content.decode()
    assert new(matters, "acknowledged") in offered
    assert new(matters, "received") not in offered


def test_who_may_only_read_is_offered_nothing(matters, client, cast):
    matters.received()
    client.force_login(cast.lay_chair)
    answer = client.get(reverse("matter_outside", args=[matters.committee.pk, matters.matter.pk]))
    assert "Application received: The Made Up Surgery" in text(answer)
    assert "/steps/" not in answer.content.decode()


def test_the_page_costs_as_many_queries_however_many_steps_there_are(matters, client, cast, django_assert_num_queries):
    matters.received()
    matters.decide()
    client.force_login(cast.secretary)
    address = reverse("matter_outside", args=[matters.committee.pk, matters.matter.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        matters.keep("consulted", party=f"Neighbour {number}")
    with django_assert_num_queries(len(few)):
        client.get(address)


# --- The forms ---
@pytest.mark.parametrize("entry", [key for key, step in STEPS.items() if step.by_hand])
def test_every_sort_of_step_has_its_form(client, cast, entry):
    told = two_sites(cast)
    told.decide()
    client.force_login(cast.secretary)
    answer = client.get(new(told, entry))
    assert answer.status_code == 200
    said, step = text(answer), STEPS[entry]
    for label in filter(None, (step.party, step.text, step.due, step.choice)):
        assert label.replace("'", "&#x27;") in said or label in said


def test_the_form_of_an_application_names_the_practice_that_is_stated_to_have_applied(matters, client, cast):
    matters.matter.applicant = cast.practice
    matters.matter.save()
    client.force_login(cast.secretary)
    assert 'value="The Made Up Surgery"' in client.get(new(matters, "received")).content.decode()


@pytest.mark.parametrize("entry", ["letter", "signed_off", "nothing"])
def test_what_is_not_recorded_by_hand_has_no_form(matters, client, cast, entry):
    client.force_login(cast.secretary)
    assert client.get(new(matters, entry)).status_code == 404
    assert client.post(new(matters, entry), sent()).status_code == 404


def test_a_step_is_recorded_from_its_form_once(matters, client, cast):
    client.force_login(cast.secretary)
    data = sent(RECEIVED, party="The Made Up Surgery", text="To close the list")
    answer = client.post(new(matters, "received"), data, follow=True)
    assert "Recorded: Application received." in text(answer)
    client.post(new(matters, "received"), data)
    assert LifeEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (sent(DAY + timedelta(days=1), party="Somebody"), "15 April 2016 is still to come"),
        (sent(party=""), "Not told yet: who applied."),
        ({"key": str(uuid.uuid4()), "party": "Somebody", "on_day_day": "32"}, "Give the day"),
        (sent(party="x" * 300), "200"),
        ({"party": "Somebody", **on(DAY)}, "This form is not whole"),
    ],
)
def test_bad_input_is_told_on_the_form_and_nothing_is_written(matters, client, cast, said, sentence):
    client.force_login(cast.secretary)
    answer = client.post(new(matters, "received"), said)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert Page.objects.count() == 0


def test_a_step_is_corrected_from_its_form(matters, client, cast):
    step = matters.received()
    client.force_login(cast.secretary)
    assert "The Made Up Surgery" in client.get(correction(matters, step)).content.decode()
    answer = client.post(correction(matters, step), sent(DAY, party="Another", reason="A slip"), follow=True)
    assert "What was said before stays in the record." in text(answer)
    assert matters.course.first("received").row.party == "Another"
    again = client.post(correction(matters, step), sent(DAY, party="Third", reason="A slip"))
    assert again.status_code == 422
    assert "It was corrected already" in text(again)


def test_a_step_is_said_not_to_be_so_from_its_form(matters, client, cast):
    step = matters.received()
    client.force_login(cast.secretary)
    client.post(correction(matters, step), sent(party="x", not_so="on", reason="Another practice's letter"))
    assert matters.course.steps == ()


def test_the_step_of_another_matter_is_not_there(cast, matters, client):
    step = Matters(cast).received()
    client.force_login(cast.secretary)
    assert client.get(correction(matters, step)).status_code == 404


# --- The secretary's first page ---
def test_overdue_clocks_actions_and_answers_stand_on_the_secretarys_first_page_without_the_matters_name(cast, client):
    with added(KIND):
        told = Matters(cast, kind="made_up")
        told.received()
        told.keep("action", RECEIVED, party="Ann Owner", text="Write to them", due_on=date(2016, 4, 13))
        told.keep("consulted", RECEIVED, party="The LMC", due_on=date(2016, 4, 20))
        client.force_login(cast.secretary)
        said = " ".join(text(client.get(reverse("home"))).split())
    assert "Due in the course of matters" in said
    assert "Made-up limit acknowledge, the commissioner: Merton, by 9 April 2016 overdue" in said
    assert "Action of Ann Owner: Merton, by 13 April 2016 overdue" in said
    assert "Consulted: Merton, by 20 April 2016" in said
    assert "The list of a surgery" not in said


def test_what_is_done_answered_or_withdrawn_is_due_no_more(cast):
    with added(KIND):
        told = Matters(cast, kind="made_up")
        received = told.received()
        assert [each.overdue for each in course_due([told.committee.pk], DAY)] == [True, False]
        told.keep("acknowledged", DAY, answers=received.pk)
        assert [each.what for each in course_due([told.committee.pk], DAY)] == ["Made-up limit decide"]
        told.keep("withdrawn", party="The Made Up Surgery", text="It found a partner")
        assert course_due([told.committee.pk], DAY) == []
        assert course_due([cast.croydon.committee.pk], DAY) == []


def test_what_is_due_costs_as_many_queries_however_many_matters_there_are(cast, django_assert_num_queries):
    with added(KIND):
        Matters(cast, kind="made_up").received()
        course_due([cast.merton.committee.pk], DAY)
        with CaptureQueriesContext(connection) as few:
            course_due([cast.merton.committee.pk], DAY)
        for _ in range(4):
            Matters(cast, kind="made_up").received()
        with django_assert_num_queries(len(few)):
            assert len(course_due([cast.merton.committee.pk], DAY)) == 10
