"""Deputies, shared seats and those appointed for one item, through the presses: refused with the reason, nothing written."""

import uuid

import pytest
from django.urls import reverse

from committees.models import Appointment, Person
from committees.terms import Directness, Handling, InterestType, Movement, Recording, Share
from decisions import actions
from decisions.models import ItemAppointment, Link, Vote
from tests import world
from tests.test_permission_layer import text
from tests.world import FINANCE, FIRST, GP, SECOND_GP


@pytest.fixture
def merton(room):
    return room.bodies["Merton"]


def joins(merton, seat, person=None, share=Share.DEPUTY, name="Dee Deputy", **more):
    """Somebody, new unless told, appointed to a seat besides who holds it."""
    person = person or Person.objects.create(name=name, made_up=True)
    if share is Share.DEPUTY:
        more["stands_for"] = merton.people[seat]
    Appointment.objects.create(seat=merton.seats[seat], person=person, starts_on=FIRST, share=share.value, **more)
    return person


def there(room, *people, without=()):
    gone = {person.pk for person in without}
    room.arrive([pk for pk in [*room.everybody(), *(person.pk for person in people)] if pk not in gone])
    room.begin()


def opened(room):
    actions.open_voting(actor=room.secretary, resolutions=[room.decision("Merton").pk], recording=Recording.BY_NAME)


@pytest.fixture
def vote_as(room, merton, client):
    """Send a vote from a seat in somebody's own name."""

    def send(person, seat):
        account = getattr(person, "account", None) or world.an_account(f"account {person.pk}", person)
        client.force_login(account)
        fields = {"resolution": room.decision("Merton").pk, "seat": merton.seats[seat].pk, "choice": "for"}
        address = reverse("console_act", args=[room.meeting.pk, "vote"])
        return client.post(address, fields | {"key": uuid.uuid4(), "from": "follow"})

    return send


def refused(answer, *sentences):
    said = text(answer)
    assert answer.status_code == 403, said[-600:]
    for sentence in sentences:
        assert sentence in said, said[said.find("Not done") :][:900]


def test_a_deputy_who_is_there_in_their_own_seat_votes_from_that_one_alone(room, merton, vote_as):
    gp, finance = merton.people[GP], merton.people[FINANCE]
    joins(merton, FINANCE, gp)
    there(room, without=[finance])
    opened(room)
    assert [e.seat_id for e in room.decision("Merton").voters if e.person_id == gp.pk] == [merton.seats[GP].pk]
    acts = Link.objects.count()
    refused(vote_as(gp, FINANCE), "already votes in the Merton", "as GP member, and votes in it once")
    assert Link.objects.count() == acts
    assert vote_as(gp, GP).status_code == 302
    assert Vote.objects.count() == 1


def test_the_console_says_why_the_second_seat_has_no_vote(room, merton, cast, client):
    joins(merton, FINANCE, merton.people[GP])
    there(room, without=[merton.people[FINANCE]])
    client.force_login(cast.secretary)
    said = text(client.get(reverse("console", args=[room.meeting.pk]), {"ask": "dissent"}))
    assert "counts once, as GP member, and not as chief finance officer besides" in said


def test_a_deputy_whose_principal_is_in_the_room_does_not_vote(room, merton, vote_as):
    deputy = joins(merton, FINANCE)
    there(room, deputy)
    opened(room)
    refused(vote_as(deputy, FINANCE), "was the one to vote as Chief finance officer", "A deputy votes where nobody")


def test_a_deputy_whose_principal_is_away_votes(room, merton, vote_as):
    deputy = joins(merton, FINANCE)
    there(room, deputy, without=[merton.people[FINANCE]])
    opened(room)
    assert vote_as(deputy, FINANCE).status_code == 302
    refused(
        vote_as(merton.people[FINANCE], FINANCE), "was the one to vote", "has voted already, and a seat has one vote"
    )


def test_a_deputy_does_not_vote_for_a_member_in_conflict_who_stays(room, merton, vote_as):
    deputy, finance = joins(merton, FINANCE), merton.people[FINANCE]
    there(room, deputy)
    here = {"actor": room.secretary, "meeting": room.meeting.pk, "item": room.items[0].pk, "people": [finance.pk]}
    actions.declare_interest(**here, nature="a cousin", type=InterestType.PERSONAL, directness=Directness.INDIRECT)
    actions.rule_on_conflict(**here, sittings=[room.sittings["Merton"].pk], handling=Handling.SPEAKS)
    opened(room)
    refused(vote_as(deputy, FINANCE), "was not among those who could vote", "Chief finance officer acts as")


def test_two_people_who_share_a_seat_have_its_one_vote(room, merton, vote_as):
    other = joins(merton, SECOND_GP, share=Share.JOINT, name="Jo Sharer")
    there(room, other)
    opened(room)
    refused(vote_as(other, SECOND_GP), "However many hold a seat, it has one vote")
    assert vote_as(merton.people[SECOND_GP], SECOND_GP).status_code == 302
    refused(vote_as(other, SECOND_GP), "has voted already, and a seat has one vote")
    assert Vote.objects.count() == 1


def test_the_other_of_two_who_share_a_seat_votes_where_the_first_is_away(room, merton, vote_as):
    other = joins(merton, SECOND_GP, share=Share.JOINT, name="Jo Sharer")
    there(room, other, without=[merton.people[SECOND_GP]])
    opened(room)
    assert vote_as(other, SECOND_GP).status_code == 302


def test_who_is_appointed_for_one_item_does_not_vote_on_another(room, merton, vote_as):
    guest = Person.objects.create(name="Guy Guest", made_up=True)
    appointment = Appointment.objects.create(
        seat=merton.seats[GP], person=guest, starts_on=world.DAY, ends_on=world.DAY, share=Share.SINGLE_ITEM.value
    )
    ItemAppointment.objects.create(appointment=appointment, item=room.items[1], why="made up")
    there(room, guest, without=[merton.people[GP]])
    opened(room)
    refused(vote_as(guest, GP), "is appointed as GP member of the Merton", "for another item, not for this one")
    assert not Vote.objects.exists()


def test_a_seat_is_not_voted_from_by_whoever_left(room, merton, vote_as):
    deputy, finance = joins(merton, FINANCE), merton.people[FINANCE]
    there(room, deputy)
    opened(room)
    actions.record_attendance(
        actor=room.secretary, meeting=room.meeting.pk, people=[finance.pk], movement=Movement.LEFT
    )
    refused(vote_as(deputy, FINANCE), "was the one to vote")
    refused(vote_as(finance, FINANCE), "has left the room")
