"""What was offered to somebody: recorded, changed, reviewed; refused in sentences, and then nothing is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from committees.models import ConflictsPolicy, Guardianship, Offer, Person, Position, Redaction
from committees.refused import Refused
from committees.registers.bodies import body_of
from committees.registers.offered import answer_to, entries, not_as_guided, register_of
from committees.registers.offers import Told, change_offer, record_offer, review_offer, told_of
from committees.rights.gifts import May
from committees.terms import GiftKind, OfferAnswer, OfferedBy
from tests import world
from tests.world import DAY, FINANCE, GP

LATER = date(2017, 9, 1)


def told(**changed) -> Told:
    """Lunch after a meeting, of a value that nobody minds."""
    said = {
        "kind": GiftKind.MEAL,
        "offered_by": OfferedBy.OTHER,
        "offeror": "The Made-up Charity",
        "offered_on": date(2016, 4, 12),
        "value": Decimal("12.50"),
        "details": "Lunch after the opening",
        "answer": OfferAnswer.ACCEPTED,
        "received_on": date(2016, 4, 12),
    }
    return Told(**(said | changed))


@pytest.fixture
def gp(cast) -> Person:
    return cast.person_of("gp")


@pytest.fixture
def record(cast, gp):
    """The GP records an offer to herself."""
    return lambda **changed: record_offer(actor=cast.acting("gp"), person=gp.pk, told=told(**changed))


# --- Recorded ---
def test_a_person_records_what_was_offered_to_them_and_the_history_says_who_did(cast, gp, record):
    offer = record(business="Grants to practices", comments="Sat with the trustees")
    assert (offer.person, offer.value, offer.declared_on) == (gp, Decimal("12.50"), DAY)
    assert [(row.history_user, row.history_change_reason) for row in offer.history.all()] == [(cast.gp, "Recorded")]


def test_a_declined_offer_is_recorded_too(record):
    offer = record(answer=OfferAnswer.DECLINED, received_on=None)
    assert Offer.objects.get() == offer


def test_the_secretary_records_what_a_member_told(cast, gp):
    offer = record_offer(actor=cast.acting("secretary"), person=gp.pk, told=told(), on=date(2016, 4, 13))
    assert offer.declared_on == date(2016, 4, 13)
    assert offer.history.get().history_user == cast.secretary


@pytest.mark.parametrize("who", ["executive", "lay_chair", "stranger", "superuser", "nhs_england", "healthwatch"])
def test_nobody_else_records_it_for_them(cast, gp, who):
    if who == "lay_chair":
        Guardianship.objects.create(ccg=cast.merton.ccg, person=cast.person_of(who), starts_on=world.FIRST)
    with pytest.raises(Refused, match="everybody declares for themselves"):
        record_offer(actor=cast.acting(who), person=gp.pk, told=told())
    assert not Offer.objects.exists()


# --- Refused ---
@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"offered_on": date(2016, 4, 15), "received_on": None}, "offered_on", "is after 14 April 2016"),
        ({"offered_on": date(2013, 3, 31), "received_on": None}, "offered_on", "began on 1 April 2013"),
        ({"received_on": date(2016, 4, 11)}, "received_on", "before it was offered on 12 April 2016"),
        ({"received_on": date(2016, 4, 15)}, "received_on", "still to come"),
        ({"answer": OfferAnswer.DECLINED}, "received_on", "What was declined was not received"),
        ({"value": Decimal("-0.01")}, "value", "cannot be less than nothing"),
        ({"offeror": "  "}, "offeror", "Say who offered it"),
        ({"details": ""}, "details", "Say what was offered"),
        ({"value": Decimal("12345678.00")}, "value", "more than the register holds"),
        ({"details": "x" * 301}, "details", "at most 300 characters"),
    ],
)
def test_what_is_told_wrongly_is_refused_beside_its_field(record, changed, field, sentence):
    with pytest.raises(ValidationError) as refused:
        record(**changed)
    assert sentence in " ".join(refused.value.message_dict[field])
    assert not Offer.objects.exists()


def test_everything_that_is_wrong_is_said_at_once(record):
    with pytest.raises(ValidationError) as refused:
        record(offeror="", details="", value=Decimal(-1), received_on=date(2016, 4, 1))
    assert set(refused.value.message_dict) == {"offeror", "details", "value", "received_on"}


def test_an_unknown_recipient_is_refused(cast):
    with pytest.raises(ValidationError, match="The recipient is not on record"):
        record_offer(actor=cast.acting("secretary"), person=2**40, told=told())


def test_a_day_of_telling_that_is_still_to_come_is_refused(cast, gp):
    with pytest.raises(ValidationError, match="15 April 2016 is still to come"):
        record_offer(actor=cast.acting("gp"), person=gp.pk, told=told(), on=date(2016, 4, 15))


def test_the_same_offer_twice_is_refused_however_it_is_written(record):
    record()
    with pytest.raises(ValidationError, match=r"The register has this offer to .* already"):
        record(offeror=" the  MADE-UP charity.", details="lunch after the Opening", value=Decimal(99), reason="x")
    assert Offer.objects.count() == 1
    record(details="Dinner after the opening")
    record(offered_on=date(2016, 4, 11))
    assert Offer.objects.count() == 3


# --- Not as the guidance says ---
def test_what_the_guidance_does_not_allow_is_recorded_with_a_reason_and_listed_for_the_guardian(cast, record):
    cash = {"kind": GiftKind.CASH, "details": "Vouchers"}
    with pytest.raises(ValidationError) as refused:
        record(**cash)
    assert "must be declined" in refused.value.message_dict["reason"][0]
    assert (
        "recorded all the same, marked for the conflicts of interest guardian"
        in refused.value.message_dict["reason"][0]
    )
    assert not Offer.objects.exists()
    offer = record(**cash, reason="They were given to all who spoke; handed on to the charity")
    listed = not_as_guided(body_of(cast.merton.ccg), DAY, DAY)
    assert [(entry.offer, entry.amiss) for entry in listed] == [
        (offer, "The guidance says that this must be declined.")
    ]


def test_a_meal_beyond_modest_needs_approval_beforehand_or_a_reason(record):
    dear = {"value": Decimal(80), "details": "Dinner"}
    with pytest.raises(ValidationError, match="approval of a senior manager"):
        record(**dear)
    record(**dear, senior_approval="The chief officer")


def test_declining_needs_no_reason(record):
    record(kind=GiftKind.CASH, answer=OfferAnswer.DECLINED, received_on=None)
    assert [entry.amiss for entry in entries(Offer.objects.all())] == [""]


# --- Repeat gifts ---
def a_gift(record, day: date, value: str, **changed) -> Offer:
    words = {"kind": GiftKind.GIFT, "details": f"Flowers, {day}", "offered_on": day, "received_on": day}
    return record(**(words | {"value": Decimal(value)} | changed))


def said_of_gift(gp: Person, value: str, day: date, offeror: str = "The Made-up Charity") -> May:
    return answer_to(gp.pk, GiftKind.GIFT, OfferedBy.OTHER, Decimal(value), day, offeror).may


def test_gifts_of_one_source_are_added_up_over_twelve_months(cast, gp, record):
    with override_settings(COCOMM_CLOCK_DAY=LATER):
        a_gift(record, date(2016, 9, 1), "31")
        a_gift(record, date(2016, 8, 31), "500")
        a_gift(record, date(2017, 7, 1), "500", answer=OfferAnswer.DECLINED, received_on=None)
        a_gift(record, date(2017, 7, 2), "500", offeror="Another charity", reason="x")
        record(offered_on=date(2017, 7, 3), received_on=None, value=Decimal(24))  # a meal
    assert said_of_gift(gp, "18.99", LATER) == May.ACCEPT  # 49.99 with the 31 of a year before
    assert said_of_gift(gp, "19.01", LATER) == May.FOR_ORGANISATION
    assert said_of_gift(gp, "19.01", LATER, " the MADE-UP charity ") == May.FOR_ORGANISATION
    assert said_of_gift(gp, "49", LATER, "Somebody new") == May.ACCEPT
    assert said_of_gift(gp, "19.01", date(2017, 9, 2)) == May.ACCEPT  # the year has passed


def test_an_entry_of_the_register_shows_the_earlier_offers_of_the_same_source(gp, record):
    with override_settings(COCOMM_CLOCK_DAY=LATER):
        first = a_gift(record, date(2017, 8, 1), "20")
        second = a_gift(record, date(2017, 8, 2), "20", answer=OfferAnswer.DECLINED, received_on=None)
        third = a_gift(record, date(2017, 8, 2), "31", details="Wine", answer=OfferAnswer.ACCEPTED_FOR_ORGANISATION)
    found = {entry.offer: entry for entry in entries(Offer.objects.all())}
    assert [found[each].earlier for each in (first, second, third)] == [(), (first,), (second, first)]
    assert found[third].earlier_value == Decimal(40)
    assert found[third].answer.may == May.FOR_ORGANISATION
    assert not found[third].amiss


# --- The boundary ---
def a_policy(ccg, reading: str, **dates) -> ConflictsPolicy:
    return ConflictsPolicy.objects.create(
        ccg=ccg, at_threshold=reading, source=f"Policy of {ccg.short_name}", starts_on=world.FIRST, **dates
    )


def test_exactly_a_figure_is_read_as_the_policy_of_the_ccg_says(cast, gp):
    def read():
        return answer_to(gp.pk, GiftKind.MEAL, OfferedBy.OTHER, Decimal(25), DAY, "Somebody")

    assert (read().may, read().exactly) == (May.WITH_APPROVAL, True)
    assert "stricter reading" in read().reasons[-2].source.title
    policy = a_policy(cast.merton.ccg, "under")
    assert read().may == May.ACCEPT
    assert "Policy of Merton (derived)" in {str(reason.source) for reason in read().reasons}  # before 28 June 2016
    policy.at_threshold = "over"
    policy.save()
    assert read().may == May.WITH_APPROVAL
    assert "Policy of Merton (derived)" in {str(reason.source) for reason in read().reasons}


def test_a_policy_holds_from_its_first_to_its_last_day(cast, gp):
    a_policy(cast.merton.ccg, "under", ends_on=date(2016, 4, 13))

    def read(day):
        return answer_to(gp.pk, GiftKind.MEAL, OfferedBy.OTHER, Decimal(25), day, "Somebody").may

    assert [read(date(2016, 4, 13)), read(DAY)] == [May.ACCEPT, May.WITH_APPROVAL]


def test_for_who_sits_for_two_ccgs_the_stricter_policy_holds(cast, gp):
    Position.objects.create(person=gp, ccg=cast.croydon.ccg, title="Adviser", starts_on=world.FIRST)
    a_policy(cast.merton.ccg, "under")

    def read():
        return answer_to(gp.pk, GiftKind.MEAL, OfferedBy.OTHER, Decimal(25), DAY, "Somebody").may

    assert read() == May.WITH_APPROVAL
    other = a_policy(cast.croydon.ccg, "under")
    assert read() == May.ACCEPT
    other.at_threshold = "over"
    other.save()
    assert read() == May.WITH_APPROVAL


# --- Changed ---
def test_an_entry_is_changed_with_a_reason_and_what_it_said_stays_in_its_history(cast, gp, record):
    offer = record()
    changed = change_offer(
        actor=cast.acting("gp"), offer=offer.pk, told=told(value=Decimal(20)), why="The bill came to more"
    )
    assert changed.value == Decimal(20)
    assert [(row.value, row.history_change_reason) for row in offer.history.order_by("history_id")] == [
        (Decimal("12.50"), "Recorded"),
        (Decimal(20), "The bill came to more"),
    ]


def test_a_change_is_refused_without_a_reason_without_a_difference_and_over_what_somebody_else_changed(cast, record):
    offer = record()
    seen = offer.history.get().history_id
    change = {"actor": cast.acting("gp"), "offer": offer.pk}
    with pytest.raises(ValidationError, match="Say why the entry changes"):
        change_offer(**change, told=told(value=Decimal(20)), why=" ")
    with pytest.raises(ValidationError, match="Nothing in this entry is different"):
        change_offer(**change, told=told_of(offer), why="x")
    with pytest.raises(ValidationError, match="before it was offered"):
        change_offer(**change, told=told(received_on=date(2016, 4, 1)), why="x")
    change_offer(**change, told=told(value=Decimal(20)), why="x")
    with pytest.raises(ValidationError, match="changed on another device"):
        change_offer(**change, told=told(value=Decimal(21)), why="x", seen=seen)
    with pytest.raises(ValidationError, match="not in the registers"):
        change_offer(actor=cast.acting("gp"), offer=2**40, told=told(), why="x")
    assert Offer.objects.get().value == Decimal(20)
    assert offer.history.count() == 2


def test_an_entry_cannot_be_changed_into_another_that_is_there(cast, record):
    record()
    other = record(details="Dinner")
    with pytest.raises(ValidationError, match="The register has this offer"):
        change_offer(actor=cast.acting("gp"), offer=other.pk, told=told(), why="x")


def test_nobody_else_changes_an_entry(cast, record):
    offer = record()
    with pytest.raises(Refused, match="everybody declares for themselves"):
        change_offer(actor=cast.acting("executive"), offer=offer.pk, told=told(value=Decimal(1)), why="x")


# --- Reviewed ---
def test_an_offer_is_reviewed_once_by_somebody_else_and_anew_after_a_change(cast, record):
    offer = record()
    reviewed = review_offer(actor=cast.acting("secretary"), offer=offer.pk, comments="Seen")
    assert (reviewed.reviewed_by, reviewed.reviewed_on, reviewed.comments) == (cast.secretary.person, DAY, "Seen")
    with pytest.raises(ValidationError, match="was reviewed on 14 April 2016 by Sam Secretary"):
        review_offer(actor=cast.acting("secretary"), offer=offer.pk)
    changed = change_offer(actor=cast.acting("gp"), offer=offer.pk, told=told(value=Decimal(20)), why="x")
    assert changed.reviewed_on is None
    review_offer(actor=cast.acting("secretary"), offer=offer.pk)


def test_nobody_reviews_what_was_offered_to_themselves(cast, gp, record):
    Guardianship.objects.create(ccg=cast.merton.ccg, person=gp, starts_on=world.FIRST)
    offer = record()
    with pytest.raises(Refused, match="does not review what was offered to themselves"):
        review_offer(actor=cast.acting("gp"), offer=offer.pk)
    offer.refresh_from_db()
    assert offer.reviewed_on is None


@pytest.mark.parametrize("who", ["executive", "stranger", "superuser"])
def test_who_keeps_no_register_reviews_nothing(cast, record, who):
    offer = record()
    with pytest.raises(Refused, match="reviewed by who keeps the registers"):
        review_offer(actor=cast.acting(who), offer=offer.pk)


def test_a_review_names_a_person_and_an_entry_that_is_there(cast, record):
    offer = record()
    person = cast.secretary.person
    person.account = None
    person.save()
    cast.secretary.refresh_from_db()
    with pytest.raises(ValidationError, match="this account is nobody's"):
        review_offer(actor=world.actor(cast.secretary), offer=offer.pk)
    with pytest.raises(ValidationError, match="not in the registers"):
        review_offer(actor=cast.acting("secretary"), offer=2**40)


# --- The register ---
def test_an_offer_is_on_the_registers_of_the_bodies_of_its_recipient_on_the_day_it_was_made(cast, gp, record):
    offer = record()
    merton, croydon = body_of(cast.merton.ccg), body_of(cast.croydon.ccg)

    def on(body, day=DAY, private=False):
        return [entry.offer for entry in register_of(body, day, DAY, private=private)]

    assert (on(merton), on(croydon)) == ([offer], [])
    assert on(merton, date(2016, 4, 11)) == [], "as at a day before the offer"
    assert on(merton, date(2022, 4, 12)) == [offer], "six years"
    assert on(merton, date(2022, 4, 13)) == []
    seat = gp.appointments.get()
    seat.ends_on = date(2016, 4, 12)
    seat.save()
    assert on(merton) == [offer], "who has left since stays on it"
    entry = register_of(merton, DAY, DAY, private=False)[0]
    assert entry.position == "GP member, Merton"


def test_who_came_after_the_offer_brings_it_and_who_had_left_before_does_not(cast, gp, record):
    offer = record(offered_on=date(2016, 3, 31), received_on=None)
    merton = body_of(cast.merton.ccg)
    assert register_of(merton, date(2016, 3, 31), DAY, private=True) == []
    entry = register_of(merton, DAY, DAY, private=True)[0]
    assert (entry.offer, entry.position) == (offer, "GP member, Merton")
    seat = gp.appointments.get()
    seat.starts_on, seat.ends_on = date(2016, 3, 1), date(2016, 3, 30)
    seat.save()
    assert register_of(merton, DAY, DAY, private=True) == []


def test_from_16_june_2017_the_public_register_is_of_decision_making_staff(cast):
    clerk = Person.objects.create(name="Cleo Clerk", made_up=True)
    Position.objects.create(
        person=clerk, ccg=cast.merton.ccg, title="Clerk", starts_on=world.FIRST, decision_making=False
    )
    offer = record_offer(actor=cast.acting("secretary"), person=clerk.pk, told=told())
    merton = body_of(cast.merton.ccg)
    days = [date(2017, 6, 15), date(2017, 6, 16)]
    assert [[e.offer for e in register_of(merton, day, DAY, private=False)] for day in days] == [[offer], []]
    assert [[e.offer for e in register_of(merton, day, DAY, private=True)] for day in days] == [[offer], [offer]]


def test_what_the_guardian_leaves_out_on_the_day_or_today_is_hidden(cast, record):
    offer = record()
    Redaction.objects.create(
        offer=offer,
        hides_name=True,
        reason="Threats",
        decided_by=cast.person_of("lay_chair"),
        starts_on=date(2016, 4, 13),
        ends_on=DAY,
    )
    merton = body_of(cast.merton.ccg)

    def hidden(day, today):
        entry = register_of(merton, day, today, private=False)[0]
        return entry.hidden.name, entry.hidden.details

    assert hidden(DAY, date(2016, 5, 1)) == (True, False), "in force on the day that is asked about"
    assert hidden(date(2016, 4, 12), DAY) == (True, False), "in force today"
    assert hidden(date(2016, 4, 12), date(2016, 5, 1)) == (False, False)


def test_a_register_is_read_in_a_fixed_number_of_queries(cast, record, django_assert_max_num_queries):
    record()
    merton = body_of(cast.merton.ccg)
    with django_assert_max_num_queries(13):
        assert len(register_of(merton, DAY, DAY, private=True)) == 1
    for number in range(5):
        record(details=f"Lunch {number}")
        told_by_officer = told(details=f"Coffee {number}", senior_approval="The chief officer")
        record_offer(actor=cast.acting("secretary"), person=cast.merton.people[FINANCE].pk, told=told_by_officer)
        told_by_gp = told(details=f"Tea {number}", offeror=f"Charity {number}")
        record_offer(actor=cast.acting("secretary"), person=cast.merton.people[GP + 1].pk, told=told_by_gp)
    with django_assert_max_num_queries(13):
        assert len(register_of(merton, DAY, DAY, private=True)) == 16
