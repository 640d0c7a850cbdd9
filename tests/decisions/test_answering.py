"""Meetings by correspondence and by teleconference, run through the console: where the terms allow it, and where not."""

import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from committees.models import Meeting
from committees.refused import Refused
from committees.terms import Choice, Directness, InterestType, Movement
from decisions import actions
from decisions.models import Opening
from tests.test_permission_layer import text
from tests.world import CHAIR, FINANCE, GP, LAY, OFFICER, VICE


def held(room, *, correspondence=False, remote=False, allow=(), forbid_remote=()):
    """The meeting is held so; the terms of ``allow`` let those committees decide by correspondence."""
    Meeting.objects.filter(pk=room.meeting.pk).update(by_correspondence=correspondence, remote=remote)
    room.meeting.refresh_from_db()
    for name in (*allow, *forbid_remote):
        terms = room.bodies[name].terms
        terms.by_correspondence, terms.may_meet_remotely = name in allow, name not in forbid_remote
        terms.save()
    return room


def some(room, *numbers, names=("Merton", "Croydon")):
    return [room.bodies[name].people[number].pk for name in names for number in numbers]


FIVE = (CHAIR, VICE, LAY, OFFICER, GP)


@pytest.fixture
def asking(client, cast):
    def signed_in(who="secretary"):
        client.force_login(getattr(cast, who))
        return client

    return signed_in


def press(client, room, what, **fields):
    return client.post(reverse("console_act", args=[room.meeting.pk, what]), {"key": uuid.uuid4()} | fields)


def page(client, name, room, *more):
    return text(client.get(reverse(name, args=[room.meeting.pk, *more])))


def test_in_common_one_committee_decides_by_correspondence_and_the_other_whose_terms_do_not_say_so_is_refused(
    room, asking
):
    held(room, correspondence=True, allow=["Merton"])
    room.arrive(some(room, *FIVE))
    room.begin()
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    with pytest.raises(Refused, match="do not let it decide by correspondence") as refused:
        actions.agree(actor=room.secretary, resolutions=[room.decision("Croydon").pk])
    [reason] = refused.value.verdict.refusals
    assert reason.source.title == room.bodies["Croydon"].terms.source
    assert Opening.objects.count() == 1
    answer = press(asking(), room, "agree", resolutions=room.decision("Croydon").pk, how="unanimous")
    assert answer.status_code == 403
    assert "The terms of reference of the Croydon joint committee do not let it decide by correspondence" in text(
        answer
    )
    said = page(asking(), "meeting", room)
    assert "Croydon cannot decide at this meeting." in said
    assert "Merton and Croydon" not in said


def test_by_teleconference_unless_the_terms_say_otherwise(room):
    held(room, remote=True, forbid_remote=["Croydon"])
    room.arrive()
    room.begin()
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    with pytest.raises(Refused, match="do not let it decide by teleconference"):
        actions.agree(actor=room.secretary, resolutions=[room.decision("Croydon").pk])


def test_who_has_answered_is_frozen_as_the_electorate_and_makes_the_quorum(room):
    held(room, correspondence=True, allow=["Merton", "Croydon"])
    room.arrive(some(room, *FIVE, names=["Merton"]) + some(room, CHAIR, VICE, GP, names=["Croydon"]))
    room.begin()
    with pytest.raises(Refused, match=r"not quorate for this item.*|Only 3 of 4 voting members needed have answered"):
        actions.agree(actor=room.secretary, resolutions=[room.decision("Croydon").pk])
    merton = room.decision("Merton")
    choices = {room.bodies["Merton"].seats[number].pk: Choice.FOR for number in FIVE}
    actions.record_votes(actor=room.secretary, choices={merton.pk: choices})
    merton = room.decision("Merton")
    assert {elector.person_id for elector in merton.voters} == set(some(room, *FIVE, names=["Merton"]))
    absent = next(e for e in merton.electorate if e.seat == room.bodies["Merton"].seats[FINANCE])
    assert "Merton Chief finance officer has not answered" in str(absent.verdict)
    late = room.bodies["Merton"].people[FINANCE].pk
    actions.record_attendance(actor=room.secretary, meeting=room.meeting.pk, people=[late], movement=Movement.CAME)
    assert late not in {elector.person_id for elector in room.decision("Merton").voters}, "fixed when voting opened"


def test_a_conflict_keeps_out_of_a_vote_by_correspondence_as_of_any(room):
    held(room, correspondence=True, allow=["Merton", "Croydon"])
    room.arrive(some(room, *FIVE, FINANCE))
    room.begin()
    gp = room.bodies["Merton"].people[GP].pk
    actions.declare_interest(
        actor=room.secretary, meeting=room.meeting.pk, item=room.items[0].pk, people=[gp], nature="a cousin",
        type=InterestType.PERSONAL, directness=Directness.INDIRECT,
    )  # fmt: skip
    actions.agree(actor=room.secretary, resolutions=[room.decision("Merton").pk])
    assert gp not in {elector.person_id for elector in room.decision("Merton").voters}


def test_the_console_and_the_minutes_say_that_they_have_answered(room, asking):
    held(room, correspondence=True, allow=["Merton", "Croydon"])
    client = asking()
    said = page(client, "console", room)
    assert "Tick who has answered in writing" in said
    page_of_roll = client.get(reverse("console", args=[room.meeting.pk])).content.decode()
    roll = page_of_roll[page_of_roll.index("console-rolls") :].partition("</form>")[0]
    assert not re.search(r'type="checkbox"[^>]* checked', roll), "nobody has answered before they are told to have"
    assert press(client, room, "roll-call", people=some(room, *FIVE)).status_code == 302
    assert "10 people recorded as having answered" in page(client, "console", room)
    assert press(client, room, "begin", item=room.items[0].pk).status_code == 302
    assert press(client, room, "move", move=f"came:{some(room, FINANCE)[0]}").status_code == 302
    said = page(client, "console", room)
    assert "Merton Chief finance officer: has answered." in said
    assert "by correspondence" in said
    assert "Arrived" not in said
    actions.agree(actor=room.secretary, resolutions=room.decisions())
    actions.announce(actor=room.secretary, resolutions=room.decisions())
    sittings = [sitting.pk for sitting in room.sittings.values()]
    actions.close_sitting(actor=room.secretary, meeting=room.meeting.pk, sittings=sittings)
    said = page(client, "minutes", room)
    assert "held by correspondence" in said
    assert "Members answered in writing: who has answered counts as present." in said
    assert "Not answered:" in said
    assert "answered at" in said
    assert "arrived" not in said


def test_a_meeting_is_not_held_in_both_ways(room, asking):
    meeting = room.meeting
    meeting.remote = meeting.by_correspondence = True
    with pytest.raises(ValidationError, match="by correspondence or by teleconference, not both"):
        meeting.full_clean()
    client = asking("superuser")
    address = reverse("admin:committees_meeting_change", args=[meeting.pk])
    fields = {
        "title": meeting.title, "date": "14/04/2016", "starts_at": "10:00", "convened_by": meeting.convened_by_id,
        "remote": "on", "by_correspondence": "on", "in_public": "on",
        "sittings-TOTAL_FORMS": 0, "sittings-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = client.post(address, fields)
    assert answer.status_code == 200
    assert "by correspondence or by teleconference, not both" in text(answer)
    meeting.refresh_from_db()
    assert not meeting.by_correspondence


def test_an_ordinary_meeting_speaks_of_arriving(room, asking):
    room.arrive()
    room.begin()
    said = page(asking(), "console", room)
    assert "answered" not in said
