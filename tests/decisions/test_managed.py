"""One screen for one decision: how a conflict was managed, for whoever may know of the item."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees.models import Account
from committees.terms import Access, Handling, Movement
from decisions import actions
from decisions.models import Attendance, Paper
from practices import clock
from tests import world
from tests.decisions.conflicted import CHAIN, NATURE, agreed, declare, dismissed, on_register, rule, shown
from tests.decisions.made_up_files import a_file, an_item, meeting, take, who
from tests.world import GP, NINTH, OFFICER, SECOND_GP, VICE


@pytest.fixture
def gp(cast):
    return cast.merton.people[GP]


@pytest.fixture
def reading(client):
    """The page of a decision as text, for somebody."""

    def read(pk, username=None, status=200):
        account = Account.objects.filter(username=username or "a reader").first()
        client.force_login(account or world.an_account(username or "a reader"))
        answer = client.get(reverse("managed", args=[pk]))
        assert answer.status_code == status
        return text(answer.content.decode())

    return read


def text(page: str) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", page, flags=re.S)
    said = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))
    return re.sub(r"\d\d:\d\d", "TIME", said)


def merton(room, item=None):
    return room.decision("Merton", item).pk


# --- Everything at once ---
def test_the_whole_story_of_one_conflict_stands_on_one_page(room, gp, reading):
    Paper.objects.create(item=room.items[0], title="The case", text="x", access=Access.MEMBERS, added_at=clock.now())
    shown(room.items[0], gp, interest=on_register(gp))
    room.arrive()
    room.begin()
    rule(room, [gp], handling=Handling.WITHHELD, reason="The contract is hers")
    agreed(room)
    room.begin(room.items[1])
    page = reading(merton(room))
    for said in (
        "Merton: agreed by all, the GP member having left. Announced at TIME by Merton Lay member, chair, presiding.",
        "Motion: That it be approved. For this item: quorate: eight present who count, four needed.",
        "Merton GP member (GP member)",
        f"A direct financial interest: {NATURE}.",
        f"Why it is a conflict: {CHAIN}.",
        "On the register since 4 January 2016. Found in the registers, brought in at TIME.",
        "How it was managed: Merton Lay member, chair, presiding, ruled at TIME: papers withheld and leaves. "
        "Reason: The contract is hers.",
        "Papers Withheld Got no papers of this item from the ruling on, at TIME.",
        "Room Leaves Left at TIME, came back at TIME.",
        "Speaking Does not speak The record keeps no words that were spoken.",
        "Vote Does not vote Cast no vote: left out of those who could vote, by the ruling.",
        "Quorum Does not count Did not count to the quorum.",
        "House of Lords written answer HL3602",
    ):
        assert said in page


def test_a_decision_without_any_interest_says_so(room, reading):
    room.arrive()
    room.begin()
    agreed(room)
    assert "No interest in this item was found or declared." in reading(merton(room))


def test_an_interest_said_in_the_room_is_not_said_to_be_from_the_register(room, gp, reading):
    room.arrive()
    room.begin()
    declare(room, [gp], why="It is her own surgery")
    page = reading(merton(room))
    assert "Said in the room at TIME." in page
    assert "Why it is a conflict: It is her own surgery." in page
    assert "Not decided yet." in page
    assert "On the register since" not in page
    assert "Not ruled on: until it is, a conflict takes the vote and the place in the quorum." in page


def test_those_who_declared_and_were_ruled_on_as_a_class_stand_together(room, cast, reading):
    gps = [cast.merton.people[GP], cast.merton.people[SECOND_GP]]
    room.arrive()
    room.begin()
    declare(room, gps, as_class="all GPs of Merton")
    rule(room, gps, handling=Handling.SPEAKS)
    page = reading(merton(room))
    assert "Merton GP member (GP member); Merton Second GP member (second GP member)" in page
    assert page.count("Said in the room") == 1
    assert "Declared for a class: all GPs of Merton." in page


def test_a_proposal_to_dismiss_is_told_with_what_the_chair_made_of_it(room, gp, reading):
    dismissed(room.items[0], gp, "Everybody is a patient somewhere")
    room.arrive()
    room.begin()
    rule(room, [gp], handling=Handling.FULL_PART)
    agreed(room)
    page = reading(merton(room))
    assert "It was proposed to the chair to dismiss this: Everybody is a patient somewhere." in page
    assert "ruled at TIME: interest noted, full part." in page
    assert "Vote Votes Could vote." in page
    assert "Quorum Counts Counted to the quorum." in page


def test_who_did_not_leave_although_ruled_to_is_told_as_the_record_has_it(room, gp, reading):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp])
    left = Attendance.objects.get(person=gp, movement=Movement.LEFT_FOR_ITEM)
    actions.correct_attendance(actor=room.secretary, attendance=left, reason="She stayed", void=True)
    agreed(room)
    assert "Room Leaves Stayed in the room, as far as the record shows." in reading(merton(room))


def test_each_committees_page_tells_its_own_chairs_ruling(room, gp, reading):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], "Merton")
    rule(room, [gp], "Croydon", handling=Handling.SILENT)
    assert "ruled at TIME: leaves for the item." in reading(merton(room))
    croydon = reading(room.decision("Croydon").pk)
    assert "ruled at TIME: stays, silent." in croydon
    assert "leaves for the item" not in croydon


def test_stricter_terms_than_the_ruling_are_told_effect_by_effect(room, cast, reading, gp):
    cast.merton.terms.default_handling = Handling.LEAVES_FOR_ITEM.value
    cast.merton.terms.save()
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.SPEAKS)
    page = reading(merton(room))
    assert "Room Leaves, by the terms of reference" in page
    assert "Vote Does not vote —" in page


def test_what_was_put_right_is_told(room, gp, reading):
    room.arrive()
    room.begin()
    declare(room, [gp])
    rule(room, [gp], handling=Handling.SPEAKS)
    rule(room, [gp], reason="It is larger than was said")
    assert "the ruling on Merton GP member was first recorded as “speaks, does not vote”" in reading(merton(room))


# --- Told afterwards ---
@pytest.mark.django_db
def test_of_a_meeting_told_afterwards_what_is_not_told_stays_untold(reading):
    file = a_file("Merton")
    meeting(file)["not_told"] = ["handling", "votes"]
    declared = {"type": "financial", "nature": "Shares in the applicant", "people": [who("Merton", "GP member")]}
    an_item(file, declarations=[declared], outcomes=[{"outcome": "carried"}])
    [of] = take(file).resolution_by_id.values()
    page = reading(of.pk)
    assert "As published: carried." in page
    assert "The source does not tell how this was handled." in page
    assert "Cast no vote" not in page


@pytest.mark.django_db
def test_where_a_source_does_not_tell_of_interests_none_is_said_to_have_been_none(reading):
    file = a_file("Merton")
    meeting(file)["not_told"] = ["declarations", "votes"]
    an_item(file, outcomes=[{"outcome": "carried"}])
    [of] = take(file).resolution_by_id.values()
    page = reading(of.pk)
    assert "The source does not tell which interests were declared." in page
    assert "No interest in this item was found or declared." not in page


# --- Who may read it ---
@pytest.fixture
def private(room, cast, gp):
    """A private item of Merton on which the GP's papers are withheld and the officer declared too."""
    matter = world.a_matter("The secret", [cast.merton.ccg], texts=("That the secret be kept.",))
    item = actions.put_on_agenda(
        meeting=room.meeting, matter=matter, number="P1", private=True, private_ground="Commercial"
    )
    room.arrive()
    room.begin(item)
    declare(room, [gp], item)
    declare(room, [cast.merton.people[OFFICER]], item, nature="Shares in the landlord")
    rule(room, [gp], item=item, handling=Handling.WITHHELD)
    decision = [room.decision("Merton", item).pk]
    actions.agree(actor=room.secretary, resolutions=decision)
    actions.announce(actor=room.secretary, resolutions=decision)
    return decision[0]


def test_a_private_decision_does_not_exist_for_who_may_not_know_of_it(private, reading):
    assert "The secret" not in reading(private, "stranger", status=404)


def test_who_may_read_the_item_reads_how_its_conflicts_were_managed(private, reading):
    page = reading(private, "secretary")
    assert "That the secret be kept." in page
    assert "Shares in the landlord" in page


def test_whose_papers_are_withheld_reads_how_their_own_conflict_was_managed_and_nothing_else(private, reading):
    page = reading(private, "gp")
    assert "Private item" in page
    assert "papers withheld and leaves" in page
    assert NATURE in page
    for kept in ("The secret", "That the secret be kept.", "Shares in the landlord", "agreed"):
        assert kept not in page


def test_there_is_no_page_of_no_decision_and_nothing_is_sent_to_one(room, client):
    client.force_login(world.an_account("a reader"))
    assert client.get("/decisions/999999/conflicts/").status_code == 404
    assert client.get(f"/decisions/{2**70}/conflicts/").status_code == 404
    assert client.post(reverse("managed", args=[merton(room)])).status_code == 405


# --- Where it is found, and what it costs ---
@pytest.mark.parametrize("page", ["meeting", "minutes"])
def test_the_page_is_found_from_where_the_decision_is_read(room, client, page):
    room.arrive()
    room.begin()
    address = f'href="{reverse("managed", args=[merton(room)])}"'
    client.force_login(world.an_account("a reader"))
    assert address not in client.get(reverse(page, args=[room.meeting.pk])).content.decode(), "not decided yet"
    agreed(room)
    assert address in client.get(reverse(page, args=[room.meeting.pk])).content.decode()


def test_what_the_page_costs_does_not_grow_with_the_people_concerned(room, cast, client):
    room.arrive()
    client.force_login(world.an_account("a reader"))
    costs = []
    for item, places in zip(room.items, ([GP], [VICE, OFFICER, GP, SECOND_GP, NINTH]), strict=True):
        people = [cast.merton.people[place] for place in places]
        for person in people:
            shown(item, person, interest=on_register(person, f"{NATURE}, {item.number}"))
        room.begin(item)
        rule(room, people, item=item, handling=Handling.SPEAKS)
        agreed(room, item)
        address = reverse("managed", args=[merton(room, item)])
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] < 50


def test_a_ruling_is_not_shown_as_the_answer_to_an_interest_declared_after_it(room, gp, reading, client):
    room.arrive()
    room.begin()
    declare(room, [gp], nature="partner at the surgery")
    rule(room, [gp], handling=Handling.FULL_PART)
    declare(room, [gp], nature="owns the other building")
    agreed(room)
    page = reading(merton(room))
    since = "An interest that came to light after the ruling is not ruled on"
    assert since in page
    assert "by the terms of reference" not in page
    assert "Vote Does not vote Cast no vote" in page
    client.force_login(world.an_account("minutes"))
    told = text(client.get(reverse("minutes", args=[room.meeting.pk])).content.decode())
    assert f"{since} (Merton GP member in Merton)" in told
    assert "partner at the surgery. Items 1 Interest noted, full part" in told
    assert "owns the other building. Items 1 Not ruled on" in told
