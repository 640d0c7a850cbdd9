"""Schemes of delegation, needs for consent and absences in the admin, and the terms' own words on each route. Made up."""

from datetime import date
from decimal import Decimal

import pytest

from committees.models import Absence, ConsentRule, Delegation, Post, TermsOfReference
from committees.models.accounts import PostKind
from committees.models.bodies import usual_signatories
from committees.terms import Level
from tests import world
from tests.committees.test_admin import SOURCE, add, address, administrator, change, refused, terms_data, text_of  # noqa: F401
from tests.world import FINANCE

pytestmark = pytest.mark.django_db


def line(body, **changed) -> dict:
    """What the form of a line of a scheme posts."""
    right = {"seat": body.seats[FINANCE].pk, "kind": "rent", "up_to": "25000", "starts_on": "2016-04-01", "ends_on": ""}
    return right | {"source": SOURCE} | changed


def rule(body, **changed) -> dict:
    right = {"ccg": body.ccg.pk, "kind": "merger", "above": "", "starts_on": "2016-04-01", "ends_on": ""}
    return right | {"source": SOURCE} | changed


@pytest.fixture
def merton():
    return world.a_body("Merton", "08R")


# --- A line of a scheme ---
def test_a_line_of_a_scheme_is_added_and_listed_in_words(administrator, merton):  # noqa: F811
    assert add(administrator, Delegation, **line(merton)).status_code == 302
    row = Delegation.objects.get()
    assert (row.kind, row.up_to, row.seat) == ("rent", Decimal(25000), merton.seats[FINANCE])
    assert row.history.count() == 1
    said = text_of(administrator.get(address(Delegation, "changelist")))
    assert "rent reimbursement £25,000" in said


def test_without_a_limit_it_holds_whatever_the_value(administrator, merton):  # noqa: F811
    assert add(administrator, Delegation, **line(merton, up_to="")).status_code == 302
    assert "whatever the value" in text_of(administrator.get(address(Delegation, "changelist")))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": "parking"}, "Choose from the list."),
        ({"kind": ""}, "Choose the kind of decision."),
        ({"up_to": "-1"}, "greater than or equal to 0"),
        ({"up_to": "much"}, "Enter a number"),
        ({"up_to": "1e400"}, "no more than"),
        ({"ends_on": "2016-03-31"}, "The last day cannot be before the first day."),
        ({"source": ""}, "This field is required."),
        ({"seat": "0"}, "valid choice"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_a_sentence(administrator, merton, changed, sentence):  # noqa: F811
    refused(add(administrator, Delegation, **line(merton, **changed)), sentence)
    assert not Delegation.objects.exists()


def test_an_observers_seat_is_no_officers(administrator, merton):  # noqa: F811
    merton.guest_seat.standing = "observer"
    merton.guest_seat.save()
    refused(add(administrator, Delegation, **line(merton, seat=merton.guest_seat.pk)), "An observer is no officer")


def test_two_lines_of_one_seat_and_kind_do_not_overlap(administrator, merton):  # noqa: F811
    add(administrator, Delegation, **line(merton))
    again = line(merton, starts_on="2016-05-01", up_to="50000")
    refused(add(administrator, Delegation, **again), "These dates overlap", "End that one on 30 April 2016 first")
    row = Delegation.objects.get()
    assert change(administrator, row, **line(merton, ends_on="2016-04-30")).status_code == 302
    assert add(administrator, Delegation, **again).status_code == 302
    assert add(administrator, Delegation, **line(merton, kind="merger")).status_code == 302


def test_a_kind_that_was_taken_away_since_stays_as_it_is(administrator, merton):  # noqa: F811
    row = Delegation.objects.create(
        seat=merton.seats[FINANCE], kind="flood", up_to=1, source=SOURCE, starts_on=date(2016, 4, 1)
    )
    assert "flood" in text_of(administrator.get(address(Delegation, "change", row.pk)))


@pytest.mark.parametrize("model", [Delegation, ConsentRule, Absence])
def test_none_of_them_is_deleted_by_anybody(administrator, merton, model):  # noqa: F811
    days = {"starts_on": date(2016, 4, 1)}
    row = {
        Delegation: lambda: Delegation.objects.create(seat=merton.seats[0], kind="rent", source=SOURCE, **days),
        ConsentRule: lambda: ConsentRule.objects.create(ccg=merton.ccg, kind="rent", source=SOURCE, **days),
        Absence: lambda: Absence.objects.create(account=world.an_account("away"), **days),
    }[model]()
    assert administrator.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.exists()


# --- Consent, and who is away ---
def test_a_need_for_consent_is_added_changed_and_does_not_overlap(administrator, merton):  # noqa: F811
    assert add(administrator, ConsentRule, **rule(merton)).status_code == 302
    row = ConsentRule.objects.get()
    assert "whatever the value" in text_of(administrator.get(address(ConsentRule, "changelist")))
    refused(add(administrator, ConsentRule, **rule(merton, above="5")), "These dates overlap")
    assert change(administrator, row, **rule(merton, above="1000.50")).status_code == 302
    assert "practice merger £1,000.50" in text_of(administrator.get(address(ConsentRule, "changelist")))
    refused(add(administrator, ConsentRule, **rule(merton, kind="x")), "Choose from the list.")


def test_an_absence_has_days_and_does_not_overlap(administrator):  # noqa: F811
    away = world.an_account("away")
    days = {"account": away.pk, "starts_on": "2016-04-11", "ends_on": "2016-04-22"}
    assert add(administrator, Absence, **days).status_code == 302
    refused(add(administrator, Absence, **days), "These dates overlap")
    refused(
        add(administrator, Absence, **(days | {"starts_on": "2016-05-02", "ends_on": "2016-05-01"})),
        "The last day cannot be before the first day.",
    )
    assert Absence.objects.get().history.count() == 1


def test_a_post_is_given_with_its_office_as_the_terms_name_it(administrator, merton):  # noqa: F811
    account = world.an_account("officer")
    fields = {"account": account.pk, "committee": merton.committee.pk, "starts_on": "2016-04-01", "ends_on": ""}
    kind = PostKind.NHS_ENGLAND_OFFICER.value
    assert add(administrator, Post, **fields, kind=kind, office="Head of primary care").status_code == 302
    assert Post.objects.get(account=account).office == "Head of primary care"


# --- The terms ---
@pytest.fixture
def croydon():
    body = world.a_body("Croydon", "07V", Level.JOINT)
    body.terms.ends_on = date(2016, 4, 30)
    body.terms.save()
    return body


def new_terms(body, **said) -> dict:
    return terms_data(body.committee, starts_on="2016-05-01", version="2") | said


def test_the_terms_say_who_holds_the_veto_who_signs_and_how_the_committee_meets(administrator, croydon):  # noqa: F811
    said = {
        "nhs_england_veto": "on",
        "veto_working_days": "5",
        "veto_holder": "Head of primary care",
        "veto_alternate": "Director of commissioning",
        "by_correspondence": "on",
        "urgent_signatories": "the chair",
        "urgent_slots": '[{"label": "the chair", "offices": ["chair"]}]',
    }
    assert add(administrator, TermsOfReference, **new_terms(croydon, **said)).status_code == 302
    row = TermsOfReference.objects.latest("pk")
    assert (row.veto_holder, row.veto_alternate) == ("Head of primary care", "Director of commissioning")
    assert (row.by_correspondence, row.may_meet_remotely) == (True, False)
    assert row.urgent_slots == [{"label": "the chair", "offices": ["chair"]}]


def test_what_the_form_does_not_send_keeps_the_plain_default(administrator, croydon):  # noqa: F811
    assert add(administrator, TermsOfReference, **new_terms(croydon)).status_code == 302
    assert TermsOfReference.objects.latest("pk").urgent_slots == usual_signatories()


@pytest.mark.parametrize("sent", ["[]", "null"])
def test_an_empty_list_of_signatories_is_kept_as_chairs_action_not_permitted(administrator, croydon, sent):  # noqa: F811
    assert add(administrator, TermsOfReference, **new_terms(croydon, urgent_slots=sent)).status_code == 302
    assert TermsOfReference.objects.latest("pk").urgent_slots == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"veto_holder": "Head"}, "These terms give NHS England no veto"),
        ({"nhs_england_veto": "on", "veto_alternate": "Deputy"}, "Say first who holds the veto"),
        (
            {"nhs_england_veto": "on", "veto_holder": "Head", "veto_alternate": " HEAD "},
            "nobody stands in for themselves",
        ),
        ({"nhs_england_veto": "on", "veto_working_days": "0"}, "greater than or equal to 1"),
        ({"veto_working_days": "5"}, "A window for the veto needs a veto"),
        ({"urgent_slots": "[{"}, "valid JSON"),
        ({"urgent_slots": '[{"offices": ["pope"], "label": "x"}]'}, "pope"),
        ({"urgent_slots": '{"label": "x"}'}, "list"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_a_sentence(administrator, croydon, said, sentence):  # noqa: F811
    refused(add(administrator, TermsOfReference, **new_terms(croydon, **said)), sentence)
    assert TermsOfReference.objects.count() == 1
