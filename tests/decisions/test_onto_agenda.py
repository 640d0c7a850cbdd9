"""A matter that was raised between meetings comes to the next one, with what was asked about it. All made up."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import ConsentRule
from decisions.actions.outside.consent import ask_consent
from decisions.actions.outside.matters import raise_matter
from decisions.actions.outside.onto_agenda import bring_to_meeting
from decisions.gate import Refused
from decisions.models import AgendaItem, ItemPurpose
from practices import clock
from tests import world
from tests.cast import the_cast
from tests.decisions.panels import a_scene
from tests.test_permission_layer import text

pytestmark = pytest.mark.django_db
NEXT = date(2016, 5, 12)


@pytest.fixture
def cast(on_the_day):
    return the_cast()


@pytest.fixture
def matter(cast):
    return raise_matter(
        actor=cast.acting("secretary"),
        committee=cast.merton.committee.pk,
        title="Award of a contract",
        function="gp_commissioning",
        text="To award it.",
        kind="award",
        value=Decimal(300_000),
        ccgs=[cast.merton.ccg.pk],
    )


@pytest.fixture
def room(cast):
    """The meeting in common of May."""
    return world.meet(cast.bodies, cast.acting("secretary"), day=NEXT)


def bring(cast, matter, who="secretary", **more):
    return bring_to_meeting(actor=cast.acting(who), committee=cast.merton.committee.pk, matter=matter.pk, **more)


def test_the_page_puts_it_on_the_next_agenda_for_this_committee_alone_and_once(cast, matter, room, client):
    client.force_login(cast.secretary)
    address = reverse("matter_outside", args=[cast.merton.committee.pk, matter.pk])
    assert "Put it on the agenda of 12 May 2016" in text(client.get(address))
    done = client.post(address, {"press": "onto-agenda", "key": uuid.uuid4()}, follow=True)
    assert "It is item 2 of the meeting of 12 May 2016." in text(done)
    item = AgendaItem.objects.get(matter=matter)
    assert [each.sitting.committee for each in ItemPurpose.objects.filter(item=item)] == [cast.merton.committee]
    assert not item.private
    page = text(client.get(address))
    assert "It is on the agenda of 12 May 2016." in page
    assert "Put it on the agenda" not in page
    with pytest.raises(ValidationError, match="It is on the agenda of 12 May 2016 already"):
        bring(cast, matter)


def test_what_was_asked_of_nhs_england_before_comes_with_it(cast, matter, room):
    day = {"starts_on": world.FIRST, "source": "Made up"}
    ConsentRule.objects.create(ccg=cast.merton.ccg, kind="award", above=Decimal(250_000), **day)
    where = {"committee": cast.merton.committee.pk, "matter": matter.pk}
    ask_consent(actor=cast.acting("secretary"), **where, text="May we award it?")
    bring(cast, matter)
    consent = room.record.consents.on(cast.merton.committee.pk, matter, None)
    assert consent.asked_on == world.DAY, "the meeting knows what was asked"


def test_the_advice_of_a_panel_before_the_meeting_is_shown_in_it(cast, client):
    scene = a_scene(cast)
    scene.matter = world.a_matter("A contentious one", [cast.merton.ccg], raised_by=cast.merton.committee)
    scene.advised()
    meeting = world.meet(cast.bodies, cast.acting("secretary"), day=NEXT).meeting
    type(scene.room.meeting).objects.filter(pk=scene.room.meeting.pk).update(date=date(2016, 6, 9))
    item = bring(cast, scene.matter)
    assert item.meeting == meeting
    client.force_login(cast.secretary)
    assert "Vary them for a year." in text(client.get(reverse("meeting", args=[meeting.pk])))


@pytest.mark.parametrize(
    "who", ["gp", "executive", "healthwatch", "croydon_chair", "nhs_england", "superuser", "stranger"]
)
def test_only_who_runs_the_agenda_puts_it_there(cast, matter, room, who):
    with pytest.raises(Refused):
        bring(cast, matter, who)
    assert not AgendaItem.objects.filter(matter=matter).exists()


def test_without_a_meeting_to_come_it_waits(cast, matter):
    with pytest.raises(ValidationError, match="No meeting of Merton is planned"):
        bring(cast, matter)


def test_in_private_with_its_ground(cast, matter, room):
    item = bring(cast, matter, private_ground="Commercial")
    assert (item.private, item.private_ground) == (True, "Commercial")


def test_what_was_decided_between_meetings_does_not_come_back(cast, matter, room):
    from tests.decisions.between import WHY, Signed, take_chairs_action

    signed = [
        Signed(cast.merton.seats[at].pk, cast.merton.people[at].pk, "by telephone")
        for at in (world.CHAIR, world.OFFICER)
    ]
    where = {"committee": cast.merton.committee.pk, "matter": matter.pk}
    type(matter).objects.filter(pk=matter.pk).update(kind="")  # of no kind: nothing is to be stated before
    take_chairs_action(actor=cast.acting("secretary"), **where, text="Awarded.", reason=WHY, signed=signed)
    with pytest.raises(ValidationError, match="It is decided already"):
        bring(cast, matter)
    assert clock.today() == world.DAY
