"""Training, and the self-certification computed from the registers: the acts, the figures, the pages."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import (
    Appointment,
    Breach,
    Committee,
    ConflictsPolicy,
    Guardianship,
    Person,
    Seat,
    Training,
)
from committees.refused import Refused
from committees.registers.bodies import body_of
from committees.registers.certification import certificate, trained_on
from committees.registers.declaring import say_nothing_to_declare
from committees.registers.exports import KINDS
from committees.registers.offers import record_offer
from committees.registers.training import record_training
from committees.rights.certifying import Term
from committees.terms import CommitteeKind, CountsAs, GiftKind
from tests import world
from tests.committees.test_offers import told
from tests.world import DAY, FIRST

QUARTER = Term(2016, 1)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def figures(cast, term: Term, today: date = DAY) -> dict:
    return {each.code: each for each in certificate(body_of(cast.merton.ccg), term, today).figures}


# --- Training ---
def test_a_person_records_a_module_and_the_secretary_records_one_for_them(cast):
    gp = cast.person_of("gp")
    first = record_training(actor=cast.acting("gp"), person=gp.pk, module=" Module 1 ", completed_on=DAY)
    assert (first.module, first.history.get().history_user) == ("Module 1", cast.gp)
    record_training(actor=cast.acting("secretary"), person=gp.pk, module="Module 2", completed_on=DAY)
    assert Training.objects.count() == 2


@pytest.mark.parametrize("who", ["executive", "stranger", "superuser", "nhs_england"])
def test_nobody_else_records_it(cast, who):
    with pytest.raises(Refused, match="everybody declares for themselves"):
        record_training(actor=cast.acting(who), person=cast.person_of("gp").pk, module="Module 1", completed_on=DAY)
    assert not Training.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"module": " "}, "Say which module"),
        ({"completed_on": DAY + timedelta(days=1)}, "is still to come"),
        ({"person": 2**40}, "not on record"),
        ({"module": "x" * 121}, "at most 120 characters"),
        ({"module": " MODULE 1."}, "on record already"),
    ],
)
def test_training_told_wrongly_is_refused_in_a_sentence(cast, changed, sentence):
    said = {"person": cast.person_of("gp").pk, "module": "Module 1", "completed_on": DAY}
    record_training(actor=cast.acting("secretary"), **said)
    with pytest.raises(ValidationError, match=sentence):
        record_training(actor=cast.acting("secretary"), **(said | changed))
    assert Training.objects.count() == 1


def test_a_module_counts_for_twelve_months_and_its_last_day_counts(cast):
    gp = cast.person_of("gp")
    Training.objects.create(person=gp, module="Module 1", completed_on=date(2016, 4, 10))

    def trained(day):
        return next(row.trained for row in trained_on(body_of(cast.merton.ccg), day) if row.person == gp.pk)

    assert [trained(date(2016, 4, 9)), trained(date(2016, 4, 10))] == [False, True]
    assert [trained(date(2017, 4, 10)), trained(date(2017, 4, 11))] == [True, False]


# --- The quarter ---
def test_overdue_declarations_are_those_of_the_registers_on_the_day(cast):
    later = date(2016, 6, 30)
    everybody = [*cast.merton.people, cast.merton.guest]
    assert figures(cast, QUARTER, later)["overdue"].answer == f"{len(everybody)} of {len(everybody)}"
    for person in everybody[1:]:
        say_nothing_to_declare(actor=cast.acting("secretary"), person=person.pk)
    figure = figures(cast, QUARTER, later)["overdue"]
    assert figure.answer == f"1 of {len(everybody)}"
    assert f"Overdue: {everybody[0].name}." in figure.working
    say_nothing_to_declare(actor=cast.acting("secretary"), person=everybody[0].pk)
    assert figures(cast, QUARTER, later)["registers"].met


def test_breaches_are_those_found_in_the_quarter_and_published_by_today(cast):
    Person.objects.create(name="Recorder")
    guardian = cast.person_of("lay_chair")

    def breach(found_on, published_on=None):
        return Breach.objects.create(
            ccg=cast.merton.ccg,
            found_on=found_on,
            about="Somebody voted",
            published_text="A member voted",
            published_on=published_on,
            recorded_by=guardian,
        )

    assert figures(cast, QUARTER)["breaches"].answer == "No breaches were found"
    breach(date(2016, 3, 31))
    breach(date(2016, 4, 1), DAY)
    breach(DAY)
    breach(DAY + timedelta(days=1))
    assert figures(cast, QUARTER)["breaches"].answer == "2 found, 1 published"
    assert figures(cast, QUARTER, DAY - timedelta(days=1))["breaches"].answer == "1 found, 0 published"


def test_offers_of_the_quarter_are_counted_with_those_that_are_not_as_the_guidance_says(cast):
    record_offer(actor=cast.acting("gp"), person=cast.person_of("gp").pk, told=told())
    cash = told(kind=GiftKind.CASH, details="Vouchers", reason="Handed on")
    record_offer(actor=cast.acting("gp"), person=cast.person_of("gp").pk, told=cash)
    said = figures(cast, QUARTER)["registers"].working[0]
    assert "2 offers recorded in the quarter, 1 of them accepted though" in said
    assert (
        "no offers recorded in the quarter, none of them"
        in figures(cast, Term(2016, 2), date(2016, 9, 1))["registers"].working[0]
    )


# --- The year ---
@pytest.fixture
def governing_body(cast) -> Committee:
    """Merton's, with two lay members in post, one lay seat vacant and one officer."""
    committee = Committee.objects.create(
        name="Merton governing body",
        short_name="Merton GB",
        kind=CommitteeKind.GOVERNING_BODY,
        established_on=FIRST,
        made_up=True,
    )
    committee.ccgs.add(cast.merton.ccg)
    for order, (title, counts_as) in enumerate(
        [
            ("Lay member, audit chair", CountsAs.LAY),
            ("Lay member", CountsAs.LAY),
            ("Lay member, vacant", CountsAs.LAY),
            ("Chief officer", CountsAs.EXECUTIVE),
        ]
    ):
        seat = Seat.objects.create(committee=committee, title=title, counts_as=counts_as, order=order, starts_on=FIRST)
        if "vacant" not in title:
            world.in_seat(seat, f"GB {title}")
    return committee


def test_lay_members_are_counted_from_the_seats_of_the_governing_body_on_the_day(cast, governing_body):
    year = Term(2016)
    assert (figures(cast, year)["lay"].answer, figures(cast, year)["lay"].met) == ("2", False)
    vacant = Seat.objects.get(title="Lay member, vacant")
    world.in_seat(vacant, "Third lay member", since=date(2016, 4, 10))
    assert figures(cast, year)["lay"].met
    assert not figures(cast, year, date(2016, 4, 9))["lay"].met
    assert "Third lay member" in " ".join(figures(cast, year)["lay"].working)
    holder = Appointment.objects.get(seat=vacant)
    holder.ends_on = date(2016, 4, 13)
    holder.save()
    assert figures(cast, year)["lay"].answer == "2"


def test_one_person_in_two_lay_seats_is_one_lay_member(cast, governing_body):
    person = Person.objects.get(name="GB Lay member")
    Appointment.objects.create(seat=Seat.objects.get(title="Lay member, vacant"), person=person, starts_on=FIRST)
    assert figures(cast, Term(2016))["lay"].answer == "2"


def test_a_governing_body_without_seats_on_record_has_no_number_of_lay_members(cast, governing_body):
    Appointment.objects.filter(seat__committee=governing_body)._raw_delete("default")
    Seat.objects.filter(committee=governing_body)._raw_delete("default")
    found = figures(cast, Term(2016))["lay"]
    assert (found.answer, found.met) == ("Not on record", None)


def test_without_a_governing_body_nothing_is_made_up(cast):
    assert figures(cast, Term(2016))["lay"].met is None


def test_guardian_policy_and_training_are_read_from_the_registers(cast, governing_body):
    found = figures(cast, Term(2016))
    assert [found[code].met for code in ("policy", "guardian", "trained")] == [False, False, False]
    Guardianship.objects.create(
        ccg=cast.merton.ccg, person=Person.objects.get(name="GB Lay member, audit chair"), starts_on=FIRST
    )
    ConflictsPolicy.objects.create(
        ccg=cast.merton.ccg, at_threshold="over", source="Policy, version 3", starts_on=FIRST
    )
    everybody = [*cast.merton.people, cast.merton.guest, *Person.objects.filter(name__startswith="GB ")]
    for person in everybody[2:]:
        Training.objects.create(person=person, module="Module 1", completed_on=date(2016, 1, 5))
    found = figures(cast, Term(2016))
    assert [found[code].met for code in ("policy", "guardian", "trained")] == [True, True, False]
    assert found["trained"].answer == f"{len(everybody) - 2} of {len(everybody)}, 84.6%"
    Training.objects.create(person=everybody[0], module="Module 1", completed_on=DAY)
    assert figures(cast, Term(2016))["trained"].met
    assert certificate(body_of(cast.merton.ccg), Term(2016), DAY).missing == 1, "the lay members"


# --- The pages ---
CERTIFICATION = "certification"


def test_who_keeps_the_registers_and_the_guardian_see_the_figures(client, cast):
    Guardianship.objects.create(ccg=cast.merton.ccg, person=cast.person_of("lay_chair"), starts_on=FIRST)
    address = reverse(CERTIFICATION, args=["08R"])
    for who, status in {"secretary": 200, "lay_chair": 200, "gp": 403, "executive": 403, "superuser": 403}.items():
        client.force_login(getattr(cast, who))
        answer = client.get(address)
        assert answer.status_code == status, who
    assert "are for who keeps its registers and the guardian" in text(answer)


def test_the_page_shows_a_quarter_its_year_and_who_is_trained(client, cast):
    client.force_login(cast.secretary)
    address = reverse(CERTIFICATION, args=["08R"])
    page = text(client.get(address))
    for said in (
        "Quarter 1 of 2016-17",
        "Year 2016-17",
        "were not asked for then",
        "Not trained: Merton",
        "0 of 10, 0.0%",
    ):
        assert said in page
    assert "Quarter 4 of 2015-16 As at 31 March 2016" in text(client.get(address, {"term": "2015-16-q4"}))
    for wrong in ("2016-17-q2", "2016-17", "x", "9" * 500):
        assert "Choose a quarter from the list" in text(client.get(address, {"term": wrong}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_are_a_file_of_every_kind(client, cast, kind):
    client.force_login(cast.secretary)
    answer = client.get(reverse(CERTIFICATION, args=["08R"]), {"format": kind})
    assert answer.status_code == 200
    assert answer["Content-Type"] == KINDS[kind].media_type
    if kind == "csv":
        assert "How many declarations are overdue?" in answer.content.decode()


def test_a_joint_committee_does_not_certify(client, cast):
    client.force_login(cast.secretary)
    answer = client.get(reverse(CERTIFICATION, args=[f"committee-{cast.croydon.committee.pk}"]))
    assert answer.status_code == 404
    assert "is each CCG&#x27;s" in answer.content.decode() or "is each CCG's" in text(answer)


def test_the_page_takes_a_fixed_number_of_queries(client, cast, governing_body, django_assert_max_num_queries):
    client.force_login(cast.secretary)
    address = reverse(CERTIFICATION, args=["08R"])
    with django_assert_max_num_queries(80) as before:
        client.get(address)
    for person in cast.merton.people:
        say_nothing_to_declare(actor=cast.acting("secretary"), person=person.pk)
        Training.objects.create(person=person, module="Module 1", completed_on=DAY)
        record_offer(actor=cast.acting("secretary"), person=person.pk, told=told())
    with django_assert_max_num_queries(len(before) + 8):  # offers there at all are looked up; more of them are not
        client.get(address)
    with django_assert_max_num_queries(200) as some:
        client.get(address)
    for person in cast.merton.people:
        record_offer(actor=cast.acting("secretary"), person=person.pk, told=told(details="Cake"))
        world.in_seat(Seat.objects.get(title="Lay member, vacant"), f"Sharer {person.pk}", share="joint")
    with django_assert_max_num_queries(len(some)):
        client.get(address)


def test_training_is_recorded_on_ones_own_page_and_for_another_by_the_secretary(client, cast):
    client.force_login(cast.gp)
    sent = {"module": "Module 1", "completed_on_day": 10, "completed_on_month": 4, "completed_on_year": 2016}
    assert "not trained" in text(client.get(reverse("my_training")))
    done = client.post(reverse("my_training"), sent, follow=True)
    assert "A module was completed in the 12 months" in text(done)
    again = client.post(reverse("my_training"), sent)
    assert again.status_code == 422
    assert "on record already" in text(again)
    for changed, sentence in (
        ({"module": ""}, "Say which module"),
        ({"completed_on_year": "2017"}, "is still to come"),
        ({"completed_on_day": "31"}, "Enter a real date"),
        ({"completed_on_day": ""}, "Enter"),
    ):
        wrong = client.post(reverse("my_training"), sent | changed)
        assert (wrong.status_code, sentence in text(wrong)) == (422, True)
    client.force_login(cast.secretary)
    address = reverse("training_of", args=[cast.gp.person.pk])
    assert client.post(address, sent | {"module": "Module 2"})["Location"] == address
    client.force_login(cast.executive)
    assert client.get(address).status_code == 403
    assert client.post(address, sent | {"module": "Module 3"}).status_code == 403
    client.force_login(cast.stranger)
    assert "not that of a person on record" in text(client.get(reverse("my_training")))
    assert client.post(reverse("my_training"), sent).status_code == 403
    assert Training.objects.count() == 2
