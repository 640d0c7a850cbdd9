"""The console, pressed as the secretary presses it: plain forms, no JavaScript."""

import re
import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from committees.terms import Movement
from decisions.models import Announcement, Attendance, Vote
from tests import world


@pytest.fixture
def room(cast):
    return cast.meeting(items=2)


@pytest.fixture
def press(client, cast, room):
    """Press a button of the console; the answer, with redirects followed."""
    client.force_login(cast.secretary)

    def send(what, **fields):
        fields.setdefault("key", uuid.uuid4())
        address = reverse("console_act", args=[room.meeting.pk, what])
        return client.post(address, fields, follow=True)

    return send


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def look(client, room, query=""):
    response = client.get(reverse("console", args=[room.meeting.pk]) + query)
    assert response.status_code == 200
    return text(response)


@pytest.fixture
def begun(room, press):
    assert press("roll-call", people=room.everybody()).status_code == 200
    assert press("begin", item=room.items[0].pk).status_code == 200
    return room


def test_the_first_step_is_who_is_here(client, cast, room, press):
    assert "Record who is here" in look(client, room)


def test_after_the_roll_call_the_next_step_is_the_first_item(client, room, press):
    press("roll-call", people=room.everybody())
    said = look(client, room)
    assert "Take item 1" in said
    assert "All 2 quorate" in said


def test_an_item_agreed_by_all_takes_one_press_and_is_then_read_out(client, begun, press):
    assert "Is there any objection" in look(client, begun)
    said = text(press("agree", resolutions=begun.decisions(), how="unanimous", item=begun.items[0].pk))
    assert "Merton and Croydon: agreed by all." in said
    assert "Announce the result" in said
    press("announce", resolutions=begun.decisions(), item=begun.items[0].pk)
    assert Announcement.objects.count() == 2
    assert "Next: item 2" in look(client, begun)


def ballots(begun, croydon_against=0):
    """What the dissent form sends: everybody for, but for some of Croydon."""
    fields = {"seat": [], "resolutions": begun.decisions()}
    for name, body in begun.bodies.items():
        decision = begun.decision(name).pk
        for place, (seat, person) in enumerate(zip(body.seats, body.people, strict=True)):
            fields["seat"].append(f"{decision}-{seat.pk}-{person.pk}")
            fields[f"p{person.pk}"] = "against" if name == "Croydon" and place < croydon_against else "for"
    return fields


def test_dissent_is_split_off_by_name(client, begun, press):
    said = look(client, begun, f"?item={begun.items[0].pk}&ask=dissent")
    assert "Record these votes" in said
    said = text(press("votes", item=begun.items[0].pk, **ballots(begun, croydon_against=5)))
    assert "Croydon: not agreed, four votes to five." in said
    assert Vote.objects.count() == 18


def test_a_tie_that_nobody_may_break_goes_straight_to_the_announcement(client, room, press):
    merton = room.bodies["Merton"]
    absent = merton.people[world.NINTH].pk
    press("roll-call", people=[person for person in room.everybody() if person != absent])
    press("begin", item=room.items[0].pk)
    fields, decision = ballots(room), room.decision("Merton").pk
    fields["seat"] = [seat for seat in fields["seat"] if not seat.endswith(f"-{absent}")]
    fields |= {f"p{person.pk}": "against" for person in merton.people[:4]}
    said = text(press("votes", item=room.items[0].pk, **fields))
    assert "Merton: four votes to four, a tie; there is no casting vote; not agreed." in said
    assert "casting vote for" not in said
    assert "second vote" not in said
    assert "Announce the result" in said
    assert "not agreed" in text(press("announce", resolutions=[decision], item=room.items[0].pk))


def test_a_vote_is_put_right_before_the_announcement_and_not_after(client, begun, press):
    press("votes", item=begun.items[0].pk, **ballots(begun))
    croydon, seat = begun.decision("Croydon"), begun.bodies["Croydon"].seats[1]
    right = {"resolution": croydon.pk, "seat": seat.pk, "choice": "against", "item": begun.items[0].pk}
    assert "Croydon: agreed, eight votes to one." in text(press("correct-vote", reason="misheard", **right))
    press("announce", resolutions=begun.decisions(), item=begun.items[0].pk)
    refused = press("correct-vote", reason="again", **(right | {"choice": "for"}))
    assert refused.status_code == 403
    assert "only a new decision can change it" in text(refused), text(refused)[:1800]


def test_the_same_form_sent_twice_is_taken_once(begun, press):
    key = uuid.uuid4()
    first = press("agree", key=key, resolutions=begun.decisions(), how="unanimous")
    second = press("agree", key=key, resolutions=begun.decisions(), how="unanimous")
    assert first.status_code == second.status_code == 200
    assert "the same form was sent twice" in text(second)


def test_a_class_declares_and_is_ruled_on_with_one_press(client, begun, press):
    item = begun.items[0].pk
    press(
        "declare", item=item, who=f"class:{begun.sittings['Merton'].pk}", nature="GPs of Merton", type="financial",
        directness="direct",
    )  # fmt: skip
    said = look(client, begun)
    assert "Record the ruling" in said
    merton = begun.bodies["Merton"]
    clinical = [person.pk for seat, person in zip(merton.seats, merton.people, strict=True) if seat.clinical]
    sitting = begun.sittings["Merton"].pk
    said = text(press("rule", item=item, handling="leaves_for_item", pairs=[f"{p}:{sitting}" for p in clinical]))
    assert "leaves for the item" in said
    assert "out of the vote on item 1" in said


def test_who_must_leave_for_the_decision_is_asked_to_before_the_press_that_records_it(client, begun, press):
    item, gp, sitting = begun.items[0].pk, begun.bodies["Merton"].people[world.GP], begun.sittings["Merton"].pk
    assert "please leave" not in look(client, begun)
    press("declare", item=item, who=gp.pk, nature="Partner", type="financial", directness="direct")
    press("rule", item=item, handling="leaves_for_decision", pairs=[f"{gp.pk}:{sitting}"])
    for query in ("", "?ask=dissent", "?ask=counts"):
        said = look(client, begun, query)
        assert f"{gp.name}, please leave for the decision." in said
        assert "They have left. " in said
    press("agree", resolutions=begun.decisions(), how="unanimous", item=item)
    assert Attendance.objects.filter(person=gp, movement=Movement.LEFT_FOR_ITEM).count() == 1
    assert "please leave" not in look(client, begun)


@pytest.mark.parametrize(
    ("what", "fields", "sentence"),
    [
        ("roll-call", {}, "Tick at least one person"),
        ("agree", {"how": "unanimous"}, "Tick at least one committee"),
        ("agree", {"how": "unanimous", "resolutions": ["x"]}, "This form is not whole"),
        ("begin", {"item": "999999"}, "not on the agenda"),
        ("move", {"move": "flew:1"}, "Enter a valid value"),
        ("declare", {"item": "1"}, "Choose who declares"),
        ("defer", {"item": "1", "sittings": ["1"]}, "Say why the item is deferred"),
        ("close", {}, "Tick at least one committee"),
        ("votes", {"seat": ["1-2"]}, "This form is not whole"),
        ("counts", {"resolution": "1", "in_favour": "many"}, "whole number"),
    ],
)
def test_what_is_typed_wrongly_is_said_in_a_sentence(begun, press, what, fields, sentence):
    answer = press(what, **fields)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_an_unknown_step_is_not_found(press):
    assert press("abolish").status_code == 404


@pytest.mark.parametrize("who", ["superuser", "stranger", "healthwatch", "nhs_england_without_powers", "gp"])
def test_the_console_is_for_those_who_run_the_meeting(client, cast, room, who):
    client.force_login(getattr(cast, who))
    answer = client.get(reverse("console", args=[room.meeting.pk]))
    assert answer.status_code == 403
    assert "The secretary of the meeting" in text(answer)


def test_a_superuser_can_press_nothing(client, cast, begun):
    client.force_login(cast.superuser)
    for what in ("agree", "announce"):
        address = reverse("console_act", args=[begun.meeting.pk, what])
        fields = {"key": uuid.uuid4(), "resolutions": begun.decisions(), "how": "unanimous"}
        assert client.post(address, fields).status_code == 403
    assert not Announcement.objects.exists()


def test_a_member_votes_on_their_own_device_once_voting_is_open(client, cast, begun, press):
    press("open", resolutions=begun.decisions(), item=begun.items[0].pk)
    client.force_login(cast.gp)
    page = client.get(reverse("follow", args=[begun.meeting.pk]))
    assert "Your vote in Merton" in text(page)
    merton, seat = begun.decision("Merton"), begun.bodies["Merton"].seats[world.GP]
    address = reverse("console_act", args=[begun.meeting.pk, "vote"])
    fields = {"resolution": merton.pk, "seat": seat.pk, "choice": "for", "from": "follow"}
    said = text(client.post(address, fields | {"key": uuid.uuid4()}, follow=True))
    assert "Recorded: For" in said or "Recorded: for" in said
    again = client.post(address, fields | {"key": uuid.uuid4()})
    assert again.status_code == 403
    assert Vote.objects.count() == 1


def test_nhs_england_vetoes_at_level_2_and_is_refused_at_level_3_with_the_source(client, cast, begun, press):
    press("agree", resolutions=begun.decisions(), how="unanimous")
    press("announce", resolutions=begun.decisions())
    client.force_login(cast.nhs_england)
    answers = SimpleNamespace(
        merton=client.get(reverse("veto", args=[begun.decision("Merton").pk])),
        croydon=client.get(reverse("veto", args=[begun.decision("Croydon").pk])),
    )
    assert answers.croydon.status_code == 200
    assert answers.merton.status_code == 403
    assert "level 3" in text(answers.merton)
    assert "North Central London" in text(answers.merton)
    address = reverse("veto", args=[begun.decision("Croydon").pk])
    empty = client.post(address, {"key": uuid.uuid4(), "what": "veto", "reason": ""})
    assert empty.status_code == 422
    done = client.post(address, {"key": uuid.uuid4(), "what": "veto", "reason": "No money for it."})
    assert done.status_code == 302
    assert begun.decision("Croydon").veto.used


def test_console_queries_do_not_grow(client, cast, press, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(items):
        room = cast.meeting(items=items)
        room.arrive()
        room.begin()
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(reverse("console", args=[room.meeting.pk])).status_code == 200
        return len(caught)

    assert queries(2) == queries(9)


def test_a_page_that_has_seen_everything_is_told_so_in_a_few_queries(
    client, begun, press, django_assert_max_num_queries
):
    heads = client.get(reverse("console", args=[begun.meeting.pk])).context["heads"]
    live = reverse("console_live", args=[begun.meeting.pk])
    with django_assert_max_num_queries(3):
        assert client.get(live, {"heads": heads}).status_code == 204
    press("agree", resolutions=begun.decisions(), how="unanimous")
    assert client.get(live, {"heads": heads}).status_code == 200


def test_what_another_account_has_seen_opens_nothing(client, cast, begun):
    heads = client.get(reverse("console", args=[begun.meeting.pk])).context["heads"]
    client.force_login(cast.stranger)
    assert client.get(reverse("console_live", args=[begun.meeting.pk]), {"heads": heads}).status_code == 403


def test_before_the_day_the_console_says_when_attendance_can_be_recorded(client, room, press, settings):
    settings.COCOMM_CLOCK_DAY = room.meeting.date - timedelta(days=1)
    said = look(client, room)
    assert "Who is here can be recorded on the day of the meeting." in said
    assert "Record who is here" not in said
