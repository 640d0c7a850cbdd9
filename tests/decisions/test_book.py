"""The book of a committee: a chain of what is done about its matters outside meetings; and who may open it."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from committees.models import Interest
from committees.terms import Act, Function
from decisions.actions.agenda import put_on_agenda
from decisions.actions.outside.bench import in_book
from decisions.actions.outside.matters import raise_matter
from decisions.book import verify_book
from decisions.gate import Refused
from decisions.models import InformationRequest, Matter, OutsideDecision, Page, Signature
from decisions.outside.facts import load_outside
from decisions.outside.gate import may_outside
from decisions.outside.matter_form import NewMatter
from practices import clock, guards
from practices.models import Practice
from tests import world
from tests.breaking import sql
from tests.cast import the_cast
from tests.test_permission_layer import text
from tests.world import DAY, GP

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return the_cast()


def a_matter(cast, **more) -> Matter:
    return raise_matter(
        actor=cast.acting("secretary"),
        committee=cast.merton.committee.pk,
        title="Support for a practice",
        function=Function.GP_COMMISSIONING,
        text="To support the practice.",
        ccgs=[cast.merton.ccg.pk],
        **more,
    )


def asked(cast, matter: Matter, text: str = "What did it cost last year?") -> InformationRequest:
    """An entry in the book. The verdict relied on is that of raising a matter: the chain does not mind."""
    actor = cast.acting("secretary")
    with in_book(actor, cast.merton.committee.pk, matter.pk) as bench:
        verdict = may_outside(Act.RAISE_MATTER, actor, bench.record)
        return bench.write(InformationRequest(text=text, due_on=DAY), verdict)


def test_each_entry_follows_the_seal_of_the_one_before(cast):
    matter = a_matter(cast)
    asked(cast, matter)
    asked(cast, matter, "And the year before?")
    first, second = Page.objects.order_by("number")
    assert (first.number, first.previous, second.number, second.previous) == (1, "", 2, first.seal)
    assert verify_book(cast.merton.committee.pk) == []


def test_what_was_changed_removed_or_put_in_behind_the_guards_is_found(cast):
    matter = a_matter(cast)
    one, two = asked(cast, matter), asked(cast, matter, "And the year before?")
    guards.lift(connection)
    try:
        sql(f"UPDATE decisions_informationrequest SET text = 'Something else' WHERE id = {one.pk}")
        fields = {"committee": cast.merton.committee, "matter": matter, "text": "Slipped in", "due_on": DAY}
        slipped = InformationRequest.objects.create(happened_at=one.happened_at, recorded_at=one.recorded_at, **fields)
        found = verify_book(cast.merton.committee.pk)
        sql(f"DELETE FROM decisions_informationrequest WHERE id = {two.pk}")
        later = verify_book(cast.merton.committee.pk)
    finally:
        guards.install(connection)
    assert "The informationrequest on page 1 is not what was sealed." in found
    assert f"The informationrequest {slipped.pk} is in the record but not in the book." in found
    assert "The informationrequest on page 2 is missing." in later


def test_a_signature_put_in_later_breaks_the_seal_of_its_decision(cast):
    matter, actor = a_matter(cast), cast.acting("secretary")
    with in_book(actor, cast.merton.committee.pk, matter.pk) as bench:
        verdict = may_outside(Act.RAISE_MATTER, actor, bench.record)
        action = OutsideDecision(route="chairs_action", text="Made up", reason="Made up")
        seats = cast.merton.seats
        signature = Signature(seat=seats[world.CHAIR], person=cast.merton.people[world.CHAIR], how="by e-mail")
        bench.write(action, verdict, signatures=[signature])
    assert verify_book(cast.merton.committee.pk) == []
    another = {"seat": seats[GP], "person": cast.merton.people[GP], "how": "not at all"}
    Signature.objects.create(decision=action, **another)
    assert verify_book(cast.merton.committee.pk) == ["The outsidedecision on page 1 is not what was sealed."]


def test_a_committees_own_people_raise_matters_and_nobody_else_does(cast):
    for who in ("secretary", "lay_chair", "gp", "healthwatch"):
        fields = {"title": "A matter", "function": Function.GP_COMMISSIONING, "text": "To do it."}
        assert raise_matter(actor=cast.acting(who), committee=cast.merton.committee.pk, **fields)
    for who in ("superuser", "stranger", "nhs_england_without_powers", "croydon_chair"):
        with pytest.raises(Refused, match="neither sits on the Merton primary care commissioning committee"):
            raise_matter(actor=cast.acting(who), committee=cast.merton.committee.pk, **fields)


def test_another_committees_matter_is_not_found_for_anybody_neither_read_nor_pressed(cast, client):
    """Neither one that it raised, nor a private item of its own in a meeting in common of both."""
    meeting = world.a_meeting(cast.bodies)
    private = world.a_matter("Merton's secret", [cast.merton.ccg])
    put_on_agenda(meeting=meeting, matter=private, number="1", private=True, private_ground="Commercial")
    for matter in (a_matter(cast), private):
        address = reverse("matter_outside", args=[cast.croydon.committee.pk, matter.pk])
        for who in ("croydon_chair", "secretary", "nhs_england", "lay_chair", "gp", "superuser", "stranger"):
            client.force_login(getattr(cast, who))
            assert client.get(address).status_code == 404, who
            assert client.post(address, {"press": "ask-information", "key": uuid.uuid4()}).status_code == 404, who
        with pytest.raises(Matter.DoesNotExist):
            load_outside(cast.croydon.committee.pk, matter.pk, DAY)
        with (
            pytest.raises(Matter.DoesNotExist),
            in_book(cast.acting("secretary"), cast.croydon.committee.pk, matter.pk),
        ):
            pass
        assert load_outside(cast.merton.committee.pk, matter.pk, DAY).matter == matter


def test_a_matter_of_both_committees_of_a_meeting_in_common_is_before_both(cast):
    shared = world.a_matter("Both", [cast.merton.ccg, cast.croydon.ccg])
    world.put(world.a_meeting(cast.bodies), shared)
    for body in cast.bodies.values():
        assert load_outside(body.committee.pk, shared.pk, DAY).matter == shared


def test_a_committee_raises_matters_of_its_own_ccgs_alone_and_keeps_on_which_day(cast):
    matter = a_matter(cast)
    assert (matter.raised_by, matter.raised_on) == (cast.merton.committee, clock.today())
    fields = {
        "title": "A matter",
        "function": Function.GP_COMMISSIONING,
        "text": "To do it.",
        "ccgs": [cast.croydon.ccg.pk],
    }
    with pytest.raises(
        ValidationError, match="Choose CCGs of Merton: a matter of another CCG is raised by its committee"
    ):
        raise_matter(actor=cast.acting("secretary"), committee=cast.merton.committee.pk, **fields)


def test_who_is_in_conflict_on_a_matter_does_not_read_what_is_done_about_it_between_meetings(cast, client):
    """A partner of the practice is a member of the committee: outside a meeting nobody could rule that she may."""
    practice = Practice.objects.get(ods_code="H85001")
    kind = {"type": "financial", "directness": "direct", "nature": "Partner", "starts_on": DAY, "declared_on": DAY}
    Interest.objects.create(person=cast.person_of("gp"), **kind).practices.add(practice)
    matter, other = a_matter(cast, practices=[practice.pk]), a_matter(cast)
    client.force_login(cast.gp)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, matter.pk])
    answer = client.get(address)
    assert answer.status_code == 403
    assert "Outside a meeting nobody rules on it" in text(answer)
    assert client.get(reverse("matter_outside", args=[cast.merton.committee.pk, other.pk])).status_code == 200
    record = load_outside(cast.merton.committee.pk, matter.pk, DAY)
    assert [record.name(each.person) for each in record.found] == [cast.person_of("gp").name]


def in_conflict(cast) -> None:
    """The GP member is a partner of the practice."""
    practice = Practice.objects.get(ods_code="H85001")
    kind = {"type": "financial", "directness": "direct", "nature": "Partner", "starts_on": DAY, "declared_on": DAY}
    Interest.objects.create(person=cast.person_of("gp"), **kind).practices.add(practice)


def test_a_matter_that_was_raised_is_listed_before_anything_is_done_about_it(cast, client):
    matter = a_matter(cast, kind="rent", value=25_001)
    client.force_login(cast.secretary)
    address = reverse("book", args=[cast.merton.committee.pk])
    page = text(client.get(address))
    assert "Support for a practice nothing done yet" in page
    assert "£25,001. Raised. Last on" in page
    asked(cast, matter)
    page = text(client.get(address))
    assert "nothing done yet" not in page
    assert "Raised, information asked. Last on" in page
    assert "information awaited" in page or "asked and overdue" in page


def test_the_list_does_not_tell_the_title_to_who_is_in_conflict(cast, client):
    in_conflict(cast)
    matter = a_matter(cast, practices=[cast.practice.pk])
    address = reverse("book", args=[cast.merton.committee.pk])
    client.force_login(cast.gp)
    page = client.get(address)
    assert "A matter on which the registers show you in conflict" in text(page)
    assert matter.title not in text(page)
    assert reverse("matter_outside", args=[cast.merton.committee.pk, matter.pk]) not in page.content.decode()
    client.force_login(cast.executive)
    assert matter.title in text(client.get(address))


def test_home_does_not_tell_the_chair_of_a_decision_on_a_matter_on_which_they_are_in_conflict(cast, client):
    matter, actor = a_matter(cast, practices=[cast.practice.pk]), cast.acting("secretary")
    with in_book(actor, cast.merton.committee.pk, matter.pk) as bench:
        verdict = may_outside(Act.RAISE_MATTER, actor, bench.record)
        bench.write(OutsideDecision(route="chairs_action", text="Made up", reason="Made up"), verdict)
    client.force_login(cast.lay_chair)
    assert matter.title in text(client.get(reverse("home")))
    kind = {"type": "financial", "directness": "direct", "nature": "Owner", "starts_on": DAY, "declared_on": DAY}
    Interest.objects.create(person=cast.person_of("lay_chair"), **kind).practices.add(cast.practice)
    page = text(client.get(reverse("home")))
    assert matter.title not in page
    assert "A matter on which the registers show you in conflict" in page


def test_a_matter_is_raised_through_the_page_with_its_practice_kind_and_value(cast, client):
    client.force_login(cast.secretary)
    address = reverse("new_matter", args=[cast.merton.committee.pk])
    fields = {
        "key": uuid.uuid4(),
        "title": "Support for a practice",
        "function": "gp_commissioning",
        "kind": "discretionary_support",
        "value": "12000.50",
        "ccgs": [cast.merton.ccg.pk],
        "find": "made up",
        "text": "To support the practice.",
    }
    looked = client.post(address, fields | {"look": "1"})
    assert "THE MADE UP SURGERY" in text(looked) or "The Made Up Surgery" in text(looked)
    assert Matter.objects.count() == 0
    practice = Practice.objects.get(ods_code="H85001")
    done = client.post(address, fields | {"organisations": [f"practice-{practice.ods_code}"]}, follow=True)
    assert done.status_code == 200, text(done)[:1500]
    matter = Matter.objects.get()
    assert (matter.kind, str(matter.value), list(matter.practices.all())) == (
        "discretionary_support",
        "12000.50",
        [practice],
    )
    assert "£12000.50" in text(done) or "£12,000.50" in text(done)


@pytest.mark.parametrize(("typed", "pounds"), [("£25,001", "25001"), ("25 001.50", "25001.50"), ("", None)])
def test_a_value_is_taken_as_people_write_it(cast, typed, pounds):
    data = {"title": "A", "function": "gp_commissioning", "text": "To do it.", "key": uuid.uuid4(), "value": typed}
    form = NewMatter(data, committee=cast.merton.committee, day=DAY)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["value"] == (Decimal(pounds) if pounds else None)
    assert 'inputmode="decimal"' in str(form["value"])


def test_the_page_begins_with_where_the_matter_stands_and_errors_lead_to_their_fields(cast, client):
    matter = a_matter(cast)
    client.force_login(cast.secretary)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, matter.pk])
    today = f"{clock.today():%-d %B %Y}"
    assert f"Raised on {today}." in text(client.get(address))
    asked(cast, matter)
    page = text(client.get(address))
    assert f"Raised on {today}; it waits for information from NHS England." in page
    refused = client.post(address, {"press": "ask-information", "key": uuid.uuid4()})
    assert refused.status_code == 422
    assert 'href="#id_ask-information_' in refused.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the matter a title."),
        ("text", "", "Say what is proposed."),
        ("function", "abolition", "Choose from the list."),
        ("kind", "abolition", "Choose from the list"),
        (
            "kind",
            "incentive_scheme",
            "A local incentive scheme belongs to “Design and implementation of local incentive",
        ),
        ("value", "much", "Give the value in pounds, as a number."),
        ("value", "£1,2x", "Give the value in pounds, as a number."),
        ("value", "-1", "A value is not below nought."),
        ("find", "made up", "tick which practice or provider it is"),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_is_raised(cast, client, field, value, sentence):
    client.force_login(cast.secretary)
    good = {"title": "A matter", "function": "gp_commissioning", "text": "To do it.", "key": uuid.uuid4()}
    answer = client.post(reverse("new_matter", args=[cast.merton.committee.pk]), good | {field: value})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not Matter.objects.exists()


def test_the_book_takes_the_same_queries_however_much_stands_in_it(cast, client: Client, django_assert_max_num_queries):
    client.force_login(cast.secretary)
    address = reverse("book", args=[cast.merton.committee.pk])
    asked(cast, a_matter(cast))
    with django_assert_max_num_queries(45) as few:
        client.get(address)
    for _ in range(5):
        asked(cast, a_matter(cast))
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).status_code == 200
