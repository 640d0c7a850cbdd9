"""What the guardian leaves out of the published registers: refusals with their reasons, and nothing written."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from committees.models import Concern, Offer, Person, Redaction
from committees.refused import Refused
from committees.registers import redacting
from committees.terms import GiftKind, OfferAnswer, OfferedBy
from tests import world
from tests.committees.test_guarding import a_guardian, an_interest, guardian, other_guardian  # noqa: F401 fixtures
from tests.world import DAY, FIRST, GP

pytestmark = pytest.mark.django_db
TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def interest(cast, guardian):  # noqa: F811
    return an_interest(cast.merton.people[GP], objection="I was threatened.")


@pytest.fixture
def redact(cast, guardian, interest):  # noqa: F811
    def act(actor=None, **more):
        fields = {"entry": interest, "hides_name": True, "hides_details": False, "reason": "Threats.", "day": DAY}
        return redacting.redact(actor=actor or guardian, ccg=cast.merton.ccg, **(fields | more))

    return act


@pytest.fixture
def lift(cast, guardian):  # noqa: F811
    def act(row, actor=None, reason="The threat is over.", day=TOMORROW):
        return redacting.lift_redaction(
            actor=actor or guardian, ccg=cast.merton.ccg, redaction=row, reason=reason, day=day
        )

    return act


def refused(act, *words, kind=ValidationError):
    tables = (Redaction, Redaction.history.model, Concern)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(kind) as caught:
        act()
    said = " ".join(caught.value.messages) if kind is ValidationError else caught.value.verdict.sentence
    for word in words:
        assert word in said
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_a_name_is_left_out_from_that_day_with_the_reason_and_who_decided(redact, interest, guardian):  # noqa: F811
    row = redact()
    assert (row.interest, row.starts_on, row.ends_on, row.decided_by_id) == (interest, DAY, None, guardian.person)
    assert row.history.get().history_user == guardian.account


def test_details_of_an_offer_are_left_out(cast, redact):
    offer = Offer.objects.create(
        person=cast.merton.people[GP],
        kind=GiftKind.GIFT,
        offered_by=OfferedBy.OTHER,
        offeror="A grateful patient",
        offered_on=FIRST,
        answer=OfferAnswer.DECLINED,
        details="A painting",
        value=90,
        declared_on=FIRST,
    )
    row = redact(entry=offer, hides_name=False, hides_details=True)
    assert (row.offer, row.interest, row.hides_details) == (offer, None, True)


@pytest.mark.parametrize("who", ["gp", "secretary", "superuser", "stranger", "lay_chair"])
def test_nobody_but_the_guardian_leaves_anything_out_or_puts_it_back(cast, redact, lift, who):
    refused(lambda: redact(actor=cast.acting(who)), "Only the conflicts of interest guardian", kind=Refused)
    row = redact()
    refused(lambda: lift(row, actor=cast.acting(who)), "Only the conflicts of interest guardian", kind=Refused)


def test_the_guardian_of_another_ccg_leaves_nothing_out(cast, redact, lift, other_guardian, interest):  # noqa: F811
    refused(lambda: redact(actor=other_guardian), "guardian of NHS Merton CCG", kind=Refused)
    theirs = {"actor": other_guardian, "ccg": cast.croydon.ccg, "entry": interest, "reason": "x", "day": DAY}
    refused(
        lambda: redacting.redact(**theirs, hides_name=True, hides_details=False),
        "is not on the registers of NHS Croydon CCG",
    )


def test_the_guardian_leaves_nothing_out_of_their_own_entry(cast, redact, guardian):  # noqa: F811
    walter = Person.objects.get(pk=guardian.person)
    cast.merton.seats[world.LAY].appointments.create(person=walter, starts_on=FIRST, share="joint")
    refused(lambda: redact(entry=an_interest(walter)), "does not decide what is left out of their own", kind=Refused)


def test_a_redaction_has_a_reason_and_leaves_something_out(redact):
    refused(lambda: redact(reason=" "), "Say why it is left out")
    refused(lambda: redact(hides_name=False), "Choose what is left out")


def test_a_redaction_of_what_is_left_out_already_is_refused(redact):
    redact()
    refused(lambda: redact(hides_details=True), "The name of this entry is left out since 14 April 2016 already")


def test_what_is_put_back_is_published_from_the_day_after_and_can_be_left_out_again(redact, lift):
    row = lift(redact())
    assert row.ends_on == TOMORROW
    assert row.history.first().history_change_reason == "The threat is over."
    refused(lambda: lift(row), "put back already: it was left out until 15 April 2016")
    refused(lambda: redact(day=TOMORROW), "already")
    assert redact(day=TOMORROW + timedelta(days=1)).ends_on is None


def test_putting_back_has_a_reason_and_is_not_before_the_first_day(redact, lift):
    row = redact()
    refused(lambda: lift(row, reason=""), "Say why it is published again")
    refused(lambda: lift(row, day=FIRST), "on or after its first day, 14 April 2016")


# --- Asked that it be not published ---
def test_what_stays_published_is_answered_to_who_asked(cast, guardian, interest):  # noqa: F811
    answer = {"actor": guardian, "ccg": cast.merton.ccg, "interest": interest, "day": DAY}
    refused(lambda: redacting.publish_nonetheless(**answer, why=" "), "Say why it is published")
    concern = redacting.publish_nonetheless(**answer, why="No risk was shown.")
    assert (concern.raised_by, concern.advice, concern.closed_on) == (interest.person, "No risk was shown.", DAY)
    refused(lambda: redacting.publish_nonetheless(**answer, why="Again."), "answered already")


def test_only_what_somebody_asked_for_is_answered(cast, guardian):  # noqa: F811
    quiet = an_interest(cast.merton.people[world.LAY])
    refused(
        lambda: redacting.publish_nonetheless(actor=guardian, ccg=cast.merton.ccg, interest=quiet, why="x", day=DAY),
        "Nobody asked",
    )


@pytest.mark.parametrize("who", ["gp", "secretary", "superuser"])
def test_nobody_but_the_guardian_answers(cast, interest, who):
    answer = {"actor": cast.acting(who), "ccg": cast.merton.ccg, "interest": interest, "why": "x", "day": DAY}
    refused(lambda: redacting.publish_nonetheless(**answer), "Only the conflicts", kind=Refused)
