"""A matter between meetings and in them: what was declared is known, it is decided once, nothing is backdated. Made up."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from committees.models import Appointment, ConsentRule, Interest, Person
from committees.models.accounts import PostKind
from committees.powers import appoint_to_post
from committees.terms import Choice, Directness, Handling, InterestType, Level, Recording
from decisions import actions
from decisions.actions.outside.consent import answer_consent, ask_consent
from decisions.actions.outside.information import ask_information
from decisions.actions.outside.urgency import Signed, take_chairs_action
from decisions.gate import Refused
from decisions.models import Announcement, Matter, OutsideDecision
from decisions.outside.facts import load_outside
from decisions.outside.in_meetings import decided_already
from practices import clock
from tests import world
from tests.decisions.test_officers import a_matter, decide, given
from tests.stated import with_facts
from tests.world import CHAIR, DAY, FINANCE, FIRST, OFFICER

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast):
    """Rent of £1 on the agenda of the meeting of the day; the finance officer may decide it."""
    given(cast.merton)
    room = cast.meeting()
    Matter.objects.filter(pk=room.items[0].matter_id).update(kind="rent", value=1)
    with_facts(Matter.objects.get(pk=room.items[0].matter_id))
    return room


def signed(cast):
    return [Signed(cast.merton.seats[at].pk, cast.merton.people[at].pk, "by telephone") for at in (CHAIR, OFFICER)]


def chairs_action(cast, matter, who="secretary", **said):
    words = {"text": "Approved.", "reason": "It cannot wait.", "signed": signed(cast)} | said
    return take_chairs_action(actor=cast.acting(who), committee=cast.merton.committee.pk, matter=matter.pk, **words)


def declare(room, person):
    return actions.declare_interest(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        people=[person.pk],
        type=InterestType.FINANCIAL,
        directness=Directness.DIRECT,
        nature="owns the building",
    )


def close(room):
    sittings = [sitting.pk for sitting in room.sittings.values()]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=sittings)


def codes(refusal) -> set[str]:
    return {reason.code for reason in refusal.value.verdict.refusals}


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.LONDON)


# --- Conflicts ---
def test_who_declared_an_interest_in_a_meeting_signs_no_chairs_action_afterwards(cast, room):
    room.arrive()
    room.begin()
    declare(room, cast.merton.people[CHAIR])
    close(room)
    with pytest.raises(Refused) as refusal:
        chairs_action(cast, room.items[0].matter)
    assert "chairs_action.in_conflict" in codes(refusal)


def test_nor_decides_as_an_officer_whatever_was_ruled(cast, room):
    room.arrive()
    room.begin()
    declare(room, cast.merton.people[FINANCE])
    actions.rule_on_conflict(
        actor=room.secretary,
        meeting=room.meeting.pk,
        item=room.items[0].pk,
        sittings=[room.sittings["Merton"].pk],
        people=[cast.merton.people[FINANCE].pk],
        handling=next(iter(Handling)),
        reason="Made up",
    )
    close(room)
    with pytest.raises(Refused) as refusal:
        decide(cast, room.items[0].matter)
    assert "decide_as_officer.in_conflict" in codes(refusal)


def test_a_secretary_in_conflict_enters_nobodys_decision(cast, room):
    room.items[0].matter.practices.add(cast.practice)
    held = {"starts_on": date(2015, 1, 1), "declared_on": date(2016, 4, 2), "nature": "owns the building"}
    kind = {"type": InterestType.FINANCIAL.value, "directness": Directness.DIRECT.value}
    Interest.objects.create(person=cast.secretary.person, organisation="", **kind, **held).practices.add(cast.practice)
    for act in (decide, chairs_action):
        with pytest.raises(Refused, match="Sam Secretary has an interest in this matter"):
            act(cast, room.items[0].matter, "secretary")


# --- One outcome ---
def test_a_meeting_that_runs_over_its_day_still_has_the_matter_before_it(cast, room, settings):
    room.arrive()
    room.begin()
    settings.COCOMM_CLOCK_DAY = DAY + timedelta(days=1)
    for when in (None, at(DAY - timedelta(days=1))):
        with pytest.raises(Refused) as refusal:
            decide(cast, room.items[0].matter, when=when)
        assert "decide_as_officer.meeting_now" in codes(refusal)


def test_the_vote_on_what_chairs_action_decided_is_not_opened(cast, room):
    chairs_action(cast, room.items[0].matter)
    room.arrive()
    room.begin()
    merton, croydon = room.decision("Merton"), room.decision("Croydon")
    with pytest.raises(Refused, match="decided on 14 April 2016, between meetings") as refusal:
        actions.open_voting(actor=room.secretary, resolutions=[merton.pk], recording=Recording.BY_NAME)
    assert codes(refusal) == {"open_voting.decided_outside"}
    assert "ratify" in refusal.value.verdict.refusals[0].who_can
    actions.open_voting(actor=room.secretary, resolutions=[croydon.pk], recording=Recording.BY_NAME)


def test_what_another_body_decided_for_the_same_ccg_is_decided(cast, room):
    other = world.a_body("Sutton", "08T", Level.DELEGATED)
    matter = a_matter([cast.merton.ccg])
    other.committee.ccgs.add(cast.merton.ccg)
    before = decided_already(cast.merton.committee.pk, matter.pk)
    world_of = {"committee": other.committee, "matter": matter, "happened_at": clock.now(), "recorded_at": clock.now()}
    OutsideDecision.objects.create(route="officer", text="Made up", reason="Made up", **world_of)
    assert (before, decided_already(cast.merton.committee.pk, matter.pk)) == (False, True)
    assert not decided_already(cast.croydon.committee.pk, matter.pk)


def test_one_part_of_several_leaves_the_others_to_decide(cast):
    given(cast.merton)
    room = world.meet({"Merton": cast.merton}, cast.acting("secretary"), 1)
    item = room.items[0]
    second = item.matter.limbs.create(letter="b", text="That it be done later.")
    item.resolutions.create(sitting=room.sittings["Merton"], limb=second)
    room.arrive()
    room.begin()
    first = item.resolutions.exclude(limb=second).get()
    for each, expected in ((first, False), (item.resolutions.get(limb=second), True)):
        actions.open_voting(actor=room.secretary, resolutions=[each.pk], recording=Recording.BY_NAME)
        votes = {seat.pk: Choice.FOR for seat in cast.merton.seats[:5]}
        actions.record_votes(actor=room.secretary, choices={each.pk: votes})
        actions.announce(actor=room.secretary, resolutions=[each.pk])
        assert decided_already(cast.merton.committee.pk, item.matter_id) is expected
    assert Announcement.objects.count() == 2


# --- Times ---
def test_nothing_is_done_about_a_matter_before_it_was_raised(cast):
    given(cast.merton)
    with pytest.raises(ValidationError, match="The matter was raised on 1 April 2016"):
        decide(cast, a_matter([cast.merton.ccg]), when=at(FIRST - timedelta(days=1)))


def test_nor_before_the_last_entry_about_it(cast):
    given(cast.merton)
    matter = a_matter([cast.merton.ccg])
    where = {"actor": cast.acting("secretary"), "committee": cast.merton.committee.pk, "matter": matter.pk}
    ask_information(**where, text="What did it cost?", due_on=DAY + timedelta(days=7))
    with pytest.raises(ValidationError, match="cannot have happened before it"):
        decide(cast, matter, when=at(DAY - timedelta(days=1)))


def test_consent_that_came_later_bears_out_no_earlier_decision(cast):
    ConsentRule.objects.create(ccg=cast.merton.ccg, kind="rent", above=1, starts_on=FIRST, source="Made up")
    matter, committee = a_matter([cast.merton.ccg]), cast.merton.committee
    officer = world.an_account("consents", Person.objects.create(name="Olu Officer"))
    appoint_to_post(account=officer, committee=committee, kind=PostKind.NHS_ENGLAND_OFFICER, starts_on=FIRST)
    asked = ask_consent(actor=cast.acting("secretary"), committee=committee.pk, matter=matter.pk, text="Made up")
    answer_consent(actor=world.actor(officer), request=asked.pk, given=True)
    earlier = at(DAY - timedelta(days=1))
    known = [load_outside(committee.pk, matter.pk, DAY, at=moment).consent.given for moment in (earlier, None)]
    assert known == [None, True]


def test_who_holds_the_seat_no_more_backdates_no_decision_of_their_own_and_the_secretary_enters_it(cast):
    given(cast.merton)
    matter = a_matter([cast.merton.ccg])
    Appointment.objects.filter(seat=cast.merton.seats[FINANCE]).update(ends_on=date(2016, 4, 10))
    with pytest.raises(Refused) as refusal:
        decide(cast, matter, when=at(date(2016, 4, 9)))
    assert "decide_as_officer.not_in_seat" in codes(refusal)
    assert decide(cast, matter, "secretary", when=at(date(2016, 4, 9))).pk
