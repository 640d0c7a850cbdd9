"""Who acts for a seat, and who presides."""

from datetime import date, timedelta

import pytest

from committees.rights.seats import Presides, acting, acts_for, chair_conflicted, holds, presiding, seats_of
from committees.terms import Handling, Share
from tests.rights.build import EVE, MEETING
from tests.rights.rooms import ITEM, merton

YESTERDAY = MEETING - timedelta(days=1)


def actor(cast, role, *present, **more):
    """The role of whoever acts for the seat called ``role``, and the code of the reason."""
    found = acting(cast.seats[role], cast.room(*present, **more))
    names = {person.id: name for name, person in cast.people.items()}
    return names.get(found.person), found.reason.code


def test_the_holder_acts_for_their_seat():
    assert actor(merton(), "finance") == ("finance", "seat.acts")


def test_a_deputy_acts_when_the_person_they_stand_for_is_not_in_the_room():
    assert actor(merton(), "finance", without=["finance"]) == ("deputy_finance", "seat.deputy")


def test_a_deputy_does_not_act_while_the_person_they_stand_for_is_in_the_room():
    assert actor(merton(), "finance", "finance", "deputy_finance") == ("finance", "seat.acts")


def test_a_deputy_acts_when_the_holder_was_ruled_out_of_the_room():
    cast = merton()
    conflicts = [cast.conflict("finance", Handling.LEAVES_FOR_ITEM)]
    assert actor(cast, "finance", conflicts=conflicts) == ("deputy_finance", "seat.deputy")


def test_a_deputy_does_not_act_for_a_holder_who_stays_without_a_vote():
    cast = merton()
    assert actor(cast, "finance", conflicts=[cast.conflict("finance", Handling.SPEAKS)]) == ("finance", "seat.acts")


def test_a_deputy_of_somebody_whose_appointment_ended_does_not_act():
    cast = merton().add("nurse", vacant=True).appoint("nurse", "nurse", ends_on=YESTERDAY)
    cast.deputise("other_nurse", "nurse")
    assert actor(cast, "nurse", "other_nurse") == (None, "seat.nobody_in_the_room")


def test_nobody_acts_for_a_seat_whose_people_are_away():
    assert actor(merton(), "finance", "chair") == (None, "seat.nobody_in_the_room")


def test_nobody_acts_for_a_vacant_seat():
    assert actor(merton().add("nurse", vacant=True), "nurse") == (None, "seat.vacant")


def test_an_appointment_that_ended_yesterday_names_its_last_day():
    cast = merton().add("nurse", vacant=True).appoint("nurse", "nurse", ends_on=YESTERDAY)
    reason = acting(cast.seats["nurse"], cast.room()).reason
    assert (reason.code, "13 April 2016" in reason.text) == ("seat.appointment_ended", True)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2016, 3, 30), "seat.not_begun"),
        (EVE, "seat.holds"),
        (YESTERDAY, "seat.holds"),
        (MEETING, "seat.appointment_ended"),
    ],
)
def test_an_appointment_holds_on_its_first_and_its_last_day(day, code):
    cast = merton().add("nurse", vacant=True).appoint("nurse", "nurse", starts_on=EVE, ends_on=YESTERDAY)
    assert holds(cast.id("nurse"), cast.seats["nurse"], cast.room(day=day)).code == code


def test_joint_holders_share_one_seat_and_whoever_is_in_the_room_acts():
    cast = merton().add("director", vacant=True)
    cast.appoint("first", "director", share=Share.JOINT).appoint("second", "director", share=Share.JOINT)
    assert actor(cast, "director", "first", "second") == ("first", "seat.shared")
    assert actor(cast, "director", "second") == ("second", "seat.shared")
    assert acting(cast.seats["director"], cast.room()).together == (cast.id("first"), cast.id("second"))


def test_of_joint_holders_the_one_without_a_conflict_acts():
    cast = merton().add("director", vacant=True)
    cast.appoint("first", "director", share=Share.JOINT).appoint("second", "director", share=Share.JOINT)
    assert actor(cast, "director", conflicts=[cast.conflict("first")]) == ("second", "seat.shared")


def test_an_appointment_for_a_single_item_holds_for_that_item_only():
    cast = merton().add("expert", vacant=True).appoint("expert", "expert", share=Share.SINGLE_ITEM, item=ITEM)
    assert actor(cast, "expert") == ("expert", "seat.acts")
    assert actor(cast, "expert", item=ITEM + 1) == (None, "seat.vacant")
    assert holds(cast.id("expert"), cast.seats["expert"], cast.room(item=ITEM + 1)).code == "seat.other_item"


def test_seats_of_a_person_are_those_they_are_appointed_to_acting_or_not():
    cast = merton()
    assert seats_of(cast.id("deputy_finance"), cast.room()) == (cast.seats["finance"],)
    assert acts_for(cast.id("deputy_finance"), cast.room()) == ()
    assert seats_of(cast.id("visitor"), cast.room()) == ()


def who_presides(cast, *present, **more):
    found = presiding(cast.room(*present, **more))
    names = {person.id: name for name, person in cast.people.items()}
    return names.get(found.person), found.how


def test_the_chair_presides():
    assert who_presides(merton()) == ("chair", Presides.CHAIR)


def test_the_vice_chair_presides_when_the_chair_is_away():
    assert who_presides(merton(), without=["chair"]) == ("vice_chair", Presides.VICE_CHAIR)


@pytest.mark.parametrize("handling", [None, *(h for h in Handling if h != Handling.FULL_PART)])
def test_the_vice_chair_presides_when_the_chair_is_in_conflict(handling):
    cast = merton()
    assert who_presides(cast, conflicts=[cast.conflict("chair", handling)]) == ("vice_chair", Presides.VICE_CHAIR)


def test_a_chair_whose_interest_was_noted_presides():
    cast = merton()
    conflicts = [cast.conflict("chair", Handling.FULL_PART, by="Vice Chair")]
    assert who_presides(cast, conflicts=conflicts) == ("chair", Presides.CHAIR)


def test_a_member_elected_for_the_item_presides_only_after_chair_and_vice_chair():
    cast = merton()
    elected = cast.id("gp")
    assert who_presides(cast, elected_chair=elected) == ("chair", Presides.CHAIR)
    away = ["chair", "vice_chair"]
    assert who_presides(cast, without=away, elected_chair=elected) == ("gp", Presides.ELECTED)


@pytest.mark.parametrize("role", ["healthwatch", "lmc", "contracts", "visitor", "deputy_finance"])
def test_only_a_voting_member_can_be_elected_to_preside(role):
    cast = merton()
    room = cast.room(without=["chair", "vice_chair"], elected_chair=cast.id(role))
    assert presiding(room).person is None
    assert presiding(room).reasons[-1].code == "presiding.elected_not_a_member"


def test_an_elected_member_in_conflict_does_not_preside():
    cast = merton()
    room = cast.room(
        without=["chair", "vice_chair"], elected_chair=cast.id("gp"), conflicts=[cast.conflict("gp", Handling.SPEAKS)]
    )
    assert presiding(room).person is None
    assert presiding(room).reasons[-1].code == "presiding.conflict"


def test_when_nobody_presides_the_reasons_say_why_not_each():
    cast = merton()
    room = cast.room(without=["vice_chair"], conflicts=[cast.conflict("chair")])
    found = presiding(room)
    assert found.person is None
    assert [r.code for r in found.reasons] == [
        "presiding.conflict.not_ruled",
        "presiding.not_in_the_room",
        "presiding.nobody",
    ]


def test_a_deputy_in_the_chairs_seat_does_not_take_the_chair():
    cast = merton().deputise("chairs_deputy", "chair")
    assert who_presides(cast, without=["chair"]) == ("vice_chair", Presides.VICE_CHAIR)


def test_an_absent_chair_is_not_in_conflict_and_one_who_declared_is_even_when_absent():
    cast = merton()
    assert not chair_conflicted(cast.room(without=["chair"]))
    assert chair_conflicted(cast.room(without=["chair"], conflicts=[cast.conflict("chair")]))
    assert not chair_conflicted(cast.room(conflicts=[cast.conflict("chair", Handling.FULL_PART)]))


def test_a_member_who_is_back_without_a_conflict_has_the_seat_before_one_invited_for_the_item():
    cast = merton().appoint("expert", "gp", share=Share.SINGLE_ITEM, item=ITEM)
    seat = cast.seats["gp"]
    assert acting(seat, cast.room()).person == cast.id("gp")
    assert acting(seat, cast.room(without=["gp"])).person == cast.id("expert")


@pytest.mark.parametrize("handling", [None, Handling.SILENT, Handling.LEAVES_FOR_ITEM])
def test_a_member_in_conflict_leaves_the_seat_to_one_invited_for_the_item(handling):
    cast = merton().appoint("expert", "gp", share=Share.SINGLE_ITEM, item=ITEM)
    room = cast.room(conflicts=[cast.conflict("gp", handling)])
    assert acting(cast.seats["gp"], room).person == cast.id("expert")


def test_a_member_whose_conflict_leaves_the_vote_keeps_the_seat():
    cast = merton().appoint("expert", "gp", share=Share.SINGLE_ITEM, item=ITEM)
    room = cast.room(conflicts=[cast.conflict("gp", Handling.FULL_PART)])
    assert acting(cast.seats["gp"], room).person == cast.id("gp")
