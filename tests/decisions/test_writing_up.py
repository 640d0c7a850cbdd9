"""A meeting told afterwards becomes acts at the times told, by the same rules as when it is run."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from committees.rights.conflicts import PRESETS
from committees.terms import (
    Choice,
    Directness,
    Handling,
    InterestType,
    Outcome,
    Recording,
    RoomRole,
    VetoState,
)
from decisions.chain import verify_meeting
from decisions.facts import load_record
from decisions.gate import Refused
from decisions.models import Announcement, Attendance, Declaration, Ruling, SittingClosed, Vote, VotingClosed
from decisions.outcome import veto_of
from decisions.writing_up.acts import write_up_attendance, write_up_close, write_up_item
from decisions.writing_up.told import Came, ConditionTold, Decided, Declared, ItemTold, Others, PutOff, RuledOn
from practices import clock
from tests.world import CHAIR, FINANCE, GP, VICE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_next_day(room, settings):
    """It is written up the day after, whatever the time of day is now."""
    settings.COCOMM_CLOCK_DAY = room.meeting.date + timedelta(days=1)


def oclock(hour: int, minute: int = 0) -> datetime:
    return datetime(2016, 4, 14, hour, minute, tzinfo=clock.LONDON).astimezone(UTC)


def everybody(room, **late) -> list[Came]:
    return [Came(person=person.pk) for body in room.bodies.values() for person in body.people]


def by_name(room, name: str, choice: Choice = Choice.FOR, without: tuple[int, ...] = ()) -> Decided:
    body = room.bodies[name]
    votes = {seat.pk: choice for place, seat in enumerate(body.seats) if place not in without}
    return Decided(resolution=room.decision(name, room.items[0]).pk, recording=Recording.BY_NAME, votes=votes)


def attend(room, came, others=()) -> None:
    write_up_attendance(actor=room.secretary, meeting=room.meeting.pk, came=came, others=others)


def take(room, **told) -> None:
    write_up_item(actor=room.secretary, meeting=room.meeting.pk, told=ItemTold(item=room.items[0].pk, **told))


def test_a_meeting_written_up_the_next_day_has_the_times_that_are_told_and_the_time_of_writing(room):
    attend(room, everybody(room))
    take(room, began=oclock(10, 5), ended=oclock(10, 30), decided=(by_name(room, "Merton"), by_name(room, "Croydon")))
    write_up_close(
        actor=room.secretary,
        meeting=room.meeting.pk,
        sittings=[sitting.pk for sitting in room.sittings.values()],
        when=oclock(12),
    )
    assert {act.happened_at for act in Vote.objects.all()} == {oclock(10, 5)}
    assert {act.happened_at for act in Attendance.objects.all()} == {oclock(10)}
    assert {act.happened_at for act in SittingClosed.objects.all()} == {oclock(12)}
    assert all(act.recorded_at > oclock(12, 30) for act in SittingClosed.objects.all()) or clock.now() < oclock(12, 30)
    assert {result.outcome for result in Announcement.objects.all()} == {Outcome.CARRIED}
    assert verify_meeting(room.meeting.pk) == []


def test_who_had_left_by_then_is_not_in_the_electorate_and_cannot_be_recorded_as_voting(room):
    gp = room.bodies["Merton"].people[GP]
    attend(
        room,
        [
            Came(person=gp.pk, left=oclock(10, 2)),
            *(each for each in everybody(room) if each.person != gp.pk),
        ],
    )
    with pytest.raises(Refused, match="was not among those who could vote"):
        take(room, began=oclock(10, 5), decided=(by_name(room, "Merton"),))
    assert not VotingClosed.objects.exists()
    take(room, began=oclock(10, 5), decided=(by_name(room, "Merton", without=(GP,)),))
    assert room.decision("Merton").announcement.outcome == Outcome.CARRIED


def test_who_was_ruled_to_leave_is_out_of_the_room_for_the_item_and_back_for_the_next(room):
    gp, merton = room.bodies["Merton"].people[GP], room.sittings["Merton"]
    attend(room, everybody(room))
    declared = Declared(
        people=(gp.pk,), type=InterestType.FINANCIAL, directness=Directness.DIRECT, nature="Partner in the practice"
    )
    ruled = RuledOn(sitting=merton.pk, people=(gp.pk,), effects=PRESETS[Handling.LEAVES_FOR_ITEM], reason="its partner")
    take(
        room,
        began=oclock(10, 5),
        ended=oclock(10, 20),
        declared=(declared,),
        ruled=(ruled,),
        decided=(by_name(room, "Merton", without=(GP,)),),
    )
    moves = [(act.movement, act.happened_at) for act in Attendance.objects.filter(person=gp).order_by("pk")]
    assert moves == [("came", oclock(10)), ("left_for_item", oclock(10, 5)), ("returned", oclock(10, 20))]
    assert Ruling.objects.get().by == room.bodies["Merton"].people[CHAIR]
    assert Declaration.objects.get().by == gp


def test_a_chair_in_conflict_is_ruled_on_by_whoever_presides_in_their_place(room):
    merton = room.bodies["Merton"]
    attend(room, everybody(room))
    interest = {"type": InterestType.PERSONAL, "nature": "Lives next door"}
    out = tuple(merton.people[seat].pk for seat in (CHAIR, VICE))
    take(
        room,
        began=oclock(10, 5),
        declared=(Declared(people=out, **interest),),
        chairs={room.sittings["Merton"].pk: merton.people[FINANCE].pk},
        ruled=(RuledOn(sitting=room.sittings["Merton"].pk, people=out, effects=PRESETS[Handling.SILENT]),),
        decided=(by_name(room, "Merton", without=(CHAIR, VICE)),),
    )
    assert {ruling.by for ruling in Ruling.objects.all()} == {merton.people[FINANCE]}
    assert room.decision("Merton").announcement.by == merton.people[FINANCE]


def test_words_amended_at_the_meeting_replace_those_of_the_agenda_with_the_conditions_they_carry(room):
    attend(room, everybody(room))
    decision = room.decision("Merton").pk
    told = Decided(
        resolution=decision,
        text="That it be approved for one year.",
        conditions=(ConditionTold(text="The lease is signed", who="the landlord"),),
        recording=Recording.UNANIMOUS,
    )
    take(room, began=oclock(10, 5), decided=(told,))
    found = room.decision("Merton")
    assert [motion.text for motion in found.motions] == ["That it be approved.", "That it be approved for one year."]
    assert [(each.text, each.who) for each in found.conditions] == [("The lease is signed", "the landlord")]
    assert found.announcement.outcome == Outcome.CARRIED


def test_votes_that_are_told_as_counts_are_not_more_than_could_vote_and_nothing_is_left_half_written(room):
    attend(room, everybody(room))
    before = {kind: kind.objects.count() for kind in (Attendance, VotingClosed)}
    told = Decided(resolution=room.decision("Merton").pk, recording=Recording.COUNTS, counts=(9, 1, 0))
    with pytest.raises(Exception, match="10 votes were given, but only 9 members could vote"):
        take(room, began=oclock(10, 5), decided=(told,))
    assert {kind: kind.objects.count() for kind in before} == before
    assert room.record.items[0].status is None


def test_a_time_that_nobody_tells_is_marked_and_follows_what_was_before(room):
    attend(room, everybody(room), [Others(words="borough councillors", number=3, role=RoomRole.IN_ATTENDANCE)])
    take(room, decided=(by_name(room, "Merton"),))
    vote = Vote.objects.first()
    assert (vote.happened_at, vote.time_told) == (oclock(10), False)
    assert [(each.words, each.number) for each in room.record.also_present] == [("borough councillors", 3)]


def test_an_item_put_off_is_put_off_by_the_committees_that_did(room):
    attend(room, everybody(room))
    later = room.meeting.date + timedelta(days=28)
    off = PutOff(sitting=room.sittings["Merton"].pk, to_date=later, reason="more figures")
    take(room, began=oclock(10, 5), put_off=(off,), decided=(by_name(room, "Croydon"),))
    item = load_record(room.meeting.pk).items[0]
    assert item.deferral_of(room.sittings["Merton"].pk).to_date == later
    assert item.deferral_of(room.sittings["Croydon"].pk) is None


def test_a_secretary_cannot_write_up_a_veto_of_nhs_england(room):
    attend(room, everybody(room))
    told = by_name(room, "Croydon")
    vetoed = Decided(**{**told.__dict__, "veto": True, "veto_reason": "beyond the budget"})
    with pytest.raises(Refused, match="does not exercise NHS England's veto"):
        take(room, began=oclock(10, 5), decided=(vetoed,))
    take(room, began=oclock(10, 5), decided=(told,))
    assert veto_of(room.decision("Croydon")) == VetoState.OPEN


def test_an_interest_is_written_up_with_who_declared_it_and_how_it_was_handled(room):
    attend(room, everybody(room))
    for declared in (
        Declared(type=InterestType.FINANCIAL, nature="Partners", as_class="all GPs"),
        Declared(
            people=(room.bodies["Merton"].people[GP].pk,), type="financial", nature="Partner", handling_told=False
        ),
    ):
        with pytest.raises(Exception, match="Choose who declared the interest, and say how it was handled"):
            take(room, began=oclock(10, 5), declared=(declared,))


def test_nothing_is_told_of_before_the_day_or_of_what_is_still_to_come(room):
    attend(room, everybody(room))
    for when in (oclock(10) - timedelta(days=1), oclock(10) + timedelta(days=2)):
        with pytest.raises(Exception, match=r"still to come|before that day"):
            take(room, began=when)
    assert room.record.items[0].status is None


def test_of_two_devices_that_write_the_same_up_one_does(room):
    """Asked under the lock: both pages were open, and both forms are whole."""
    attend(room, everybody(room))
    with pytest.raises(ValidationError, match="Something is recorded here already"):
        attend(room, everybody(room))
    decided = (by_name(room, "Merton"), by_name(room, "Croydon"))
    take(room, began=oclock(10, 5), decided=decided)
    acts = len(load_record(room.meeting.pk).acts)
    with pytest.raises(ValidationError, match="Something is recorded here already"):
        take(room, began=oclock(10, 5), decided=decided)
    assert len(load_record(room.meeting.pk).acts) == acts
