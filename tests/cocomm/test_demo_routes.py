"""The demonstration between meetings: what each route has done up to 14 April 2016, through the actions of the site."""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from cocomm.demo import loading
from cocomm.demo.routes import ROUTES
from committees.models import Account, Committee, ConsentRule, Delegation, Person, Post, Seat
from committees.powers import actor_for
from committees.terms import Power
from decisions.book import verify_book
from decisions.models import (
    Advice,
    AgendaItem,
    ConsentRequest,
    Consultation,
    InformationRequest,
    Matter,
    OutsideDecision,
    Page,
)
from practices import clock

TODAY = date(2016, 4, 14)


@pytest.fixture(scope="module")
def worlds_loaded(django_db_setup, django_db_blocker):
    """Every world, loaded once for this module on the demonstration's day, and gone again after it."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(COCOMM_CLOCK_DAY=TODAY):
        loading.load_demo(say=lambda line: None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def worlds(worlds_loaded, db, settings):
    settings.COCOMM_CLOCK_DAY = TODAY


def test_at_level_1_nhs_england_decided_with_and_without_consultation_and_awaits_one_answer():
    decided = OutsideDecision.objects.filter(route="nhs_england").order_by("happened_at")
    assert [(row.by.name, row.consultation is not None, bool(row.how_taken)) for row in decided] == [
        ("Helena Brockhurst", True, True),
        ("Helena Brockhurst", False, False),
    ]
    (waits,) = Consultation.objects.filter(response=None)
    assert (waits.ccg.short_name, waits.respond_by) == ("City and Hackney", date(2016, 4, 29))
    practices = {p.ods_code for row in Matter.objects.filter(ccgs__ods_code="07T") for p in row.practices.all()}
    assert practices == {"F84621", "F84041", "F84008"}


def test_the_secretary_of_city_and_hackney_answers_for_it_and_runs_its_governing_body():
    account = Account.objects.get(username="secretary-hackney")
    assert account.demo_role == "Governance: secretary, City and Hackney"
    (committee,) = actor_for(account, TODAY).powers
    assert Committee.objects.get(pk=committee).name == "Governing Body of NHS City and Hackney CCG"
    assert Seat.objects.get(committee=committee, office="chair").appointments.get().person.made_up


def test_chairs_action_of_8_april_is_before_mertons_committee_on_the_14th_for_ratification():
    (row,) = OutsideDecision.objects.filter(route="chairs_action")
    assert {each.person.name for each in row.signatures.all()} == {"Olive Tamworth", "Callum Okonjo-Webb"}
    assert f"{row.happened_at.astimezone(clock.LONDON):%H:%M}" == "16:30", "after those who signed had agreed"
    item = row.report.item
    assert item.meeting.date == TODAY
    after = item.meeting.items.filter(order__gt=item.order).order_by("order").first()
    assert after.private or "other business" in after.matter.title.lower(), "before the end of the part in public"
    assert "8 April 2016" in item.matter.title
    (purpose,) = item.purposes.all()
    assert (purpose.sitting.committee.short_name, purpose.purpose) == ("Merton", "ratification")


def test_an_officer_decided_within_the_limit_and_it_is_to_be_reported():
    (row,) = OutsideDecision.objects.filter(route="officer", matter__kind="discretionary_support")
    assert row.by.name == "Anselm Birtwhistle"
    limit = Delegation.objects.get(seat=row.seat, kind=row.matter.kind)
    assert row.matter.value < limit.up_to == 25000
    assert not hasattr(row, "report")


def test_limits_are_made_up_and_say_so():
    for row in [*Delegation.objects.all(), *ConsentRule.objects.all()]:
        assert row.made_up
        assert row.source == "Made up for the demonstration; no source states it"


def test_consent_is_asked_above_the_limit_with_the_panels_advice_and_awaits_an_answer():
    (asked,) = ConsentRequest.objects.all()
    assert not hasattr(asked, "answer")
    rule = ConsentRule.objects.get()
    assert (rule.ccg.short_name, rule.kind) == ("Merton", asked.matter.kind)
    assert asked.matter.value > rule.above == 1_000_000
    (advice,) = Advice.objects.all()
    assert advice.matter == asked.matter
    assert {each.person.name for each in advice.referral.advisers.all()} == {"Dr Leonie Abara", "Dr Tarquin Bello"}


def test_an_adviser_signs_in_with_one_press_and_is_asked_for_advice(client):
    account = Account.objects.get(username="adviser")
    assert account.demo_role.startswith("Advisers: ")
    assert account.person.made_up
    client.force_login(account)
    home = client.get(reverse("home")).content.decode()
    assert "Your advice is asked" in home
    assert "PMS review in Merton" in home


def test_croydon_asked_nhs_england_for_information_by_a_day_to_come():
    (asked,) = InformationRequest.objects.all()
    assert (asked.committee.short_name, asked.due_on) == ("Croydon", date(2016, 4, 22))


def test_every_book_is_whole_and_nothing_in_it_is_later_than_the_day():
    for committee in set(Page.objects.values_list("committee", flat=True)):
        assert verify_book(committee) == []
    for row in OutsideDecision.objects.all():
        assert row.happened_at.date() <= TODAY
        assert row.matter.history.earliest().history_date.date() <= row.happened_at.date()


def test_all_of_it_is_made_up_and_says_so():
    names = ["Winifred Osei-Tutt", "Dr Ottilie Brandreth", "Cordelia Nakamura-Voss", "Adaeze Thornbridge"]
    assert Person.objects.filter(name__in=names, made_up=True).count() == len(names)
    assert not Matter.objects.filter(items=None, made_up=False).exists()
    assert "EVERYTHING ELSE IS MADE UP" in ROUTES.read_text()
    for matter in Matter.objects.filter(items=None):
        assert "Made up for the demonstration" in matter.summary


def test_nhs_englands_officer_consents_at_level_3_and_the_case_officer_prepares():
    def at_level_3(username):
        powers = actor_for(Account.objects.get(username=username), TODAY).powers
        return powers[Committee.objects.get(short_name="Merton", kind="pccc").pk]

    assert Power.CONSENT in at_level_3("nhs-england")
    assert Power.VETO not in at_level_3("case-officer")
    assert Power.PREPARE in at_level_3("case-officer")
    assert not Post.objects.filter(account__username="nhs-england-alternate", committee__kind="pccc").exists()


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("nhs-england", "Award of an APMS contract for extended hours, Merton"),
        ("case-officer", "PMS review in Croydon: what was paid before"),
        ("secretary-hackney", "Barton House Group Practice, a wider boundary"),
        ("secretary", "Stonecot Surgery: help with a locum over Easter"),
    ],
)
def test_the_first_page_tells_each_what_awaits_them(client, username, words):
    client.force_login(Account.objects.get(username=username))
    pages = client.get(reverse("home")).content.decode()
    if username in ("nhs-england", "case-officer"):
        pages += client.get(reverse("desk")).content.decode()
    assert words in pages


def test_the_agenda_of_the_14th_has_one_more_item_than_the_file_tells():
    numbers = AgendaItem.objects.filter(meeting__date=TODAY, meeting__title__contains="South West")
    assert numbers.count() == 12
