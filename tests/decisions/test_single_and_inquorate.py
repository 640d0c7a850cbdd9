"""Meetings on a single item, and meetings that are not quorate: they discuss, and recommend upward."""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from committees.models import Committee, Sitting
from committees.refused import Refused
from committees.terms import CommitteeKind, Movement
from decisions import actions
from decisions.chain import verify_meeting
from decisions.models import Deferral, Opening
from tests import world
from tests.pressing import forms_on
from tests.test_permission_layer import text
from tests.world import CHAIR, FIRST, GP

WORDS = "that the branch stay open"


@pytest.fixture
def alone(cast):
    """Merton's committee meets on one matter."""
    return world.meet({"Merton": cast.merton}, cast.acting("secretary"), items=1)


@pytest.fixture
def pen(cast):
    client = Client()
    client.force_login(cast.secretary)
    return client


def press(client, room, what, **fields):
    answer = client.post(reverse("console_act", args=[room.meeting.pk, what]), {"key": uuid.uuid4()} | fields)
    assert answer.status_code == 302, text(answer)[:900]


def page(client, name, *args):
    return text(client.get(reverse(name, args=args)))


# --- One item ---
def test_a_meeting_on_a_single_item_runs_from_roll_call_to_minutes(alone, pen):
    console = reverse("console", args=[alone.meeting.pk])
    seen = []
    for _ in range(9):
        forms = forms_on(pen.get(console).content.decode())
        big = next((f for f in forms if f.action.split("/")[-2] in STEPS), None)
        if big is None:
            break
        seen.append(big.action.split("/")[-2])
        assert pen.post(big.action, next(big.sent())).status_code == 302
    assert seen == ["roll-call", "begin", "agree", "announce", "finish", "close"]
    said = page(pen, "minutes", alone.meeting.pk)
    assert "Merton: agreed by all." in said
    assert "The meeting closed" in said
    assert verify_meeting(alone.meeting.pk) == []


STEPS = ("roll-call", "begin", "agree", "announce", "finish", "close")


# --- Not quorate ---
@pytest.fixture
def inquorate(alone):
    """Two of Merton's nine are there, of four needed; the item is being taken. It has a governing body."""
    body = Committee.objects.create(
        name="Governing Body of NHS Merton CCG", short_name="Merton GB", kind=CommitteeKind.GOVERNING_BODY,
        established_on=FIRST, made_up=True,
    )  # fmt: skip
    body.ccgs.add(alone.bodies["Merton"].ccg)
    alone.governors = body
    alone.arrive([alone.bodies["Merton"].people[number].pk for number in (CHAIR, GP)])
    alone.begin()
    return alone


def pass_up(room, client, **more):
    said = {"recommends": WORDS, "reason": "not quorate for this item"} | more
    where = {"item": room.items[0].pk, "sitting": room.sittings["Merton"].pk, "to": room.governors.pk}
    press(client, room, "refer", **where, **said)


def test_an_inquorate_meeting_decides_nothing(inquorate):
    for how in (
        actions.agree,
        lambda **more: actions.record_counts(
            in_favour=2, against=0, resolution=more["resolutions"][0], actor=more["actor"]
        ),
    ):
        with pytest.raises(Refused, match="not quorate") as refused:
            how(actor=inquorate.secretary, resolutions=[inquorate.decision("Merton").pk])
        assert "open_voting.not_quorate" in refused.value.verdict.codes
    assert not Opening.objects.exists()


def test_it_discusses_and_recommends_upward_and_the_minutes_say_so(inquorate, pen):
    said = page(pen, "console", inquorate.meeting.pk)
    assert "Not quorate: what can be done" in said
    assert "Discuss, and recommend upward: Merton" in said
    pass_up(inquorate, pen)
    assert Deferral.objects.get().recommends == WORDS
    press(pen, inquorate, "finish", item=inquorate.items[0].pk)
    press(pen, inquorate, "close", sittings=inquorate.sittings["Merton"].pk)
    said = page(pen, "minutes", inquorate.meeting.pk)
    assert "not quorate for this item; discussed it and recommends to the Governing Body of NHS Merton CCG" in said
    assert f"“{WORDS}.”" in said
    assert "agreed by all" not in said


def test_whoever_has_the_item_next_is_told_what_was_recommended(inquorate, pen, cast):
    later = world.a_meeting({"Merton": inquorate.bodies["Merton"]}, date(2016, 5, 12), "Governing body")
    Sitting.objects.create(meeting=later, committee=inquorate.governors)
    pass_up(inquorate, pen)
    told = (
        f"The Merton primary care commissioning committee, not quorate for it on 14 April 2016, recommends: “{WORDS}.”"
    )
    assert told in page(pen, "meeting", later.pk)
    assert told in page(pen, "minutes", later.pk)
    assert told not in page(pen, "meeting", inquorate.meeting.pk), "there it is told as what was done"


def test_nothing_is_told_of_what_was_passed_on_without_a_recommendation(inquorate, pen):
    later = world.a_meeting({"Merton": inquorate.bodies["Merton"]}, date(2016, 5, 12), "Governing body")
    Sitting.objects.create(meeting=later, committee=inquorate.governors)
    pass_up(inquorate, pen, recommends="")
    assert "recommends" not in page(pen, "meeting", later.pk)


def test_it_becomes_quorate_when_enough_come_and_decides_then(inquorate):
    more = [inquorate.bodies["Merton"].people[number].pk for number in (1, 2)]
    actions.record_attendance(
        actor=inquorate.secretary, meeting=inquorate.meeting.pk, people=more, movement=Movement.CAME
    )
    assert actions.agree(actor=inquorate.secretary, resolutions=[inquorate.decision("Merton").pk])
